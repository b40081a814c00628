/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "consent-scene.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-util.h"

/** consent_scene_new: (transfer full): nothing is asked yet. */
ConsentScene *
consent_scene_new (void)
{
  ConsentScene *self = g_new0 (ConsentScene, 1);

  self->person = test_person_new ();
  self->partner = self->person->scene;
  self->consents = self->person->consents;
  self->folder = self->person->folder;
  return self;
}

void
consent_scene_free (ConsentScene *self)
{
  test_person_free (self->person);
  g_free (self);
}

/** consent_scene_connect: whether the person's program has a cloud to talk to. */
void
consent_scene_connect (ConsentScene *self,
                       gboolean      connected)
{
  sluice_consents_use (self->consents, connected ? self->person->session : NULL);
}

/** consent_scene_look: one look at what waits. */
void
consent_scene_look (ConsentScene *self)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_consents_look_once (self->consents), &error);
  g_assert_no_error (error);
}

/** consent_scene_ask: (transfer full): what the partner asks for from afar (CIBA). */
SluiceConsentRequest *
consent_scene_ask (ConsentScene *self,
                   const char   *categories)
{
  g_autofree char *handle = test_person_be_asked (self->person, categories);

  return test_person_see (self->person);
}

/** consent_scene_ask_link: (transfer full): what the partner asks for by a `sluice:` link. */
SluiceConsentRequest *
consent_scene_ask_link (ConsentScene *self,
                        const char   *categories)
{
  g_autofree char *link = test_cloud_partner_link (self->partner, categories);
  g_autoptr(GError) error = NULL;
  SluiceConsentRequest *request;

  request = test_settle_object (sluice_consents_look_up_link (self->consents, link), &error);
  g_assert_no_error (error);
  return request;
}

/** consent_scene_ask_device: (transfer full): what a device of the partner's asks for, whose code was typed. */
SluiceConsentRequest *
consent_scene_ask_device (ConsentScene *self,
                          const char   *categories)
{
  g_autoptr(JsonObject) answer = test_cloud_partner_begin (self->partner, categories);
  g_autoptr(GError) error = NULL;
  SluiceConsentRequest *request;

  test_clock_advance (self->partner->home->clock, 40);
  request = test_settle_object (sluice_consents_look_up_code (self->consents,
                                                              sluice_json_get_string (answer, "user_code")), &error);
  g_assert_no_error (error);
  return request;
}

/** consent_scene_operate: `sluice-cloud client VERB --id partner [OPTION VALUE]`. */
void
consent_scene_operate (ConsentScene *self,
                       const char   *verb,
                       const char   *option,
                       const char   *value)
{
  g_autoptr(JsonObject) printed = test_cloud_operate (self->partner->home->folder, NULL, "client", verb, "--id",
                                                      "partner", option, value, NULL);

  g_assert_null (printed);
}
