/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-person.h"

G_BEGIN_DECLS

/** CONSENT_SCENE_SOME: three items that can be given, and one that is public. */
#define CONSENT_SCENE_SOME "\"profile.username\",\"prints.jobs\",\"prints.records\",\"prints.names\""

/**
 * ConsentScene:
 * @person: who is asked; it looks when it is told to
 * @partner: its cloud, and somebody who asks
 * @consents: its own program
 * @folder: its own
 *
 * A person who is asked, in all the ways that there are.
 */
typedef struct
{
  TestPerson *person;

  /* Of the person. */
  TestCloudPartner *partner;
  SluiceConsents   *consents;
  const char       *folder;
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
