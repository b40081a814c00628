/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl-run.h"
#include "test-cloud-partner.h"

G_BEGIN_DECLS

/** CTL_SCENE_THREE: what a partner may be given. */
#define CTL_SCENE_THREE "\"prints.jobs\",\"prints.records\",\"prints.names\""

/**
 * CtlScene:
 * @partner: its cloud is the home cloud of this desktop, where sluicectl is signed in
 * @folder: for files
 *
 * Somebody at a terminal who is asked.
 */
typedef struct
{
  TestCloudPartner *partner;
  char             *folder;
} CtlScene;

typedef void (*CtlSceneTest) (CtlScene      *scene,
                              gconstpointer  data);

void  ctl_scene_add         (const char   *path,
                             CtlSceneTest  body);
char *ctl_scene_ask         (CtlScene     *self,
                             const char   *categories);
void  ctl_scene_assert_poll (CtlScene     *self,
                             const char   *handle,
                             guint         expected);
void  ctl_scene_assert_read (CtlScene     *self,
                             const char   *category,
                             guint         expected);

char *ctl_dup_home_cloud    (void);

G_END_DECLS
