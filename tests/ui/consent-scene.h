/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "test-cloud-partner.h"

G_BEGIN_DECLS

/** CONSENT_SCENE_SOME: three items that can be given, and one that is public. */
#define CONSENT_SCENE_SOME "\"profile.username\",\"prints.jobs\",\"prints.records\",\"prints.names\""

/**
 * ConsentScene:
 * @partner: a real cloud in this process, a person, and somebody who asks
 * @consents: the person's own program; it looks when it is told to
 *
 * A person who is asked.
 */
typedef struct
{
  TestCloudPartner *partner;
  SluiceConsents   *consents;

  /*< private >*/
  char          *folder;
  GObject       *authorizer;
  SluiceLedger  *ledger;
  SluiceSession *session;
} ConsentScene;

ConsentScene         *consent_scene_new        (void);
void                  consent_scene_free       (ConsentScene *self);
void                  consent_scene_connect    (ConsentScene *self,
                                                gboolean      connected);
void                  consent_scene_look       (ConsentScene *self);
SluiceConsentRequest *consent_scene_ask        (ConsentScene *self,
                                                const char   *categories);
SluiceConsentRequest *consent_scene_ask_link   (ConsentScene *self,
                                                const char   *categories);
SluiceConsentRequest *consent_scene_ask_device (ConsentScene *self,
                                                const char   *categories);
void                  consent_scene_operate    (ConsentScene *self,
                                                const char   *verb,
                                                const char   *option,
                                                const char   *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsentScene, consent_scene_free)

G_END_DECLS
