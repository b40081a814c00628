/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "consent-scene.h"

#include "sluice-json.h"
#include "sluice-settings-policy.h"
#include "test-cloud-browser.h"
#include "test-util.h"

/* RFC 7636, appendix B. */
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

/* The token of the person's own program, which is signed in already. */
#define SCENE_TYPE_AUTHORIZER (scene_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (SceneAuthorizer, scene_authorizer, SCENE, AUTHORIZER, GObject)

struct _SceneAuthorizer
{
  GObject parent_instance;

  char *token;
};

static DexFuture *
scene_authorizer_dup_token (SluiceAuthorizer *authorizer)
{
  return dex_future_new_for_string (SCENE_AUTHORIZER (authorizer)->token);
}

static void
scene_authorizer_invalidate (SluiceAuthorizer *authorizer,
                             const char       *token)
{
}

static void
scene_authorizer_iface_init (SluiceAuthorizerInterface *iface)
{
  iface->dup_token = scene_authorizer_dup_token;
  iface->invalidate = scene_authorizer_invalidate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SceneAuthorizer, scene_authorizer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_AUTHORIZER, scene_authorizer_iface_init))

static void
scene_authorizer_finalize (GObject *object)
{
  g_free (SCENE_AUTHORIZER (object)->token);

  G_OBJECT_CLASS (scene_authorizer_parent_class)->finalize (object);
}

static void
scene_authorizer_class_init (SceneAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scene_authorizer_finalize;
}

static void
scene_authorizer_init (SceneAuthorizer *self)
{
}

static void
open_session (ConsentScene *self)
{
  SluiceCloud *cloud = self->partner->home->cloud;
  SluiceClock *clock = SLUICE_CLOCK (self->partner->home->clock);
  g_autofree char *ledger_path = g_build_filename (self->folder, "ledger.db", NULL);
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(SluicePolicy) policy = sluice_settings_policy_new (settings);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (sluice_cloud_get_ca_file (cloud), &error);
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autoptr(SluiceGate) gate = NULL;

  g_assert_no_error (error);
  endpoint = sluice_endpoint_new ("home", "Home cloud", sluice_cloud_get_url (cloud), SLUICE_ENDPOINT_CLOUD, database,
                                  NULL, &error);
  g_assert_no_error (error);
  self->ledger = sluice_ledger_new (ledger_path, clock);
  gate = sluice_gate_new (policy, self->ledger);
  self->authorizer = g_object_new (SCENE_TYPE_AUTHORIZER, NULL);
  SCENE_AUTHORIZER (self->authorizer)->token = g_strdup (self->partner->home->client->access);
  self->session = sluice_session_new (endpoint, gate, SLUICE_AUTHORIZER (self->authorizer), clock);
}

/** consent_scene_new: (transfer full): nothing is asked yet. */
ConsentScene *
consent_scene_new (void)
{
  ConsentScene *self = g_new0 (ConsentScene, 1);
  g_autofree char *receipts_path = NULL;

  self->partner = test_cloud_partner_new ();
  self->folder = test_make_folder ();
  receipts_path = g_build_filename (self->folder, "receipts.db", NULL);
  open_session (self);
  self->consents = sluice_consents_new (receipts_path, SLUICE_CLOCK (self->partner->home->clock));
  consent_scene_connect (self, TRUE);
  return self;
}

void
consent_scene_free (ConsentScene *self)
{
  g_autoptr(GError) error = NULL;

  sluice_consents_stop (self->consents, NULL);
  g_object_unref (self->consents);
  g_object_unref (self->session);
  g_object_unref (self->authorizer);
  test_settle (sluice_ledger_flush (self->ledger), &error);
  g_assert_no_error (error);
  g_object_unref (self->ledger);
  test_cloud_partner_free (self->partner);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

/** consent_scene_connect: whether the person's program has a cloud to talk to. */
void
consent_scene_connect (ConsentScene *self,
                       gboolean      connected)
{
  sluice_consents_use (self->consents, connected ? self->session : NULL);
}

/** consent_scene_look: one look at what waits. */
void
consent_scene_look (ConsentScene *self)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_consents_look_once (self->consents), &error);
  g_assert_no_error (error);
}

static SluiceConsentRequest *
find_waiting (ConsentScene *self)
{
  GListModel *requests = sluice_consents_get_requests (self->consents);

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr(SluiceConsentRequest) request = g_list_model_get_item (requests, i);

      if (sluice_consent_request_get_state (request) == SLUICE_CONSENT_PENDING)
        return g_steal_pointer (&request);
    }

  g_assert_not_reached ();
}

/** consent_scene_ask: (transfer full): what the partner asks for from afar (CIBA). */
SluiceConsentRequest *
consent_scene_ask (ConsentScene *self,
                   const char   *categories)
{
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (self->partner, categories, &status);

  g_assert_cmpuint (status, ==, 200);
  consent_scene_look (self);
  return find_waiting (self);
}

/** consent_scene_ask_link: (transfer full): what the partner asks for by a `sluice:` link. */
SluiceConsentRequest *
consent_scene_ask_link (ConsentScene *self,
                        const char   *categories)
{
  g_autofree char *details = test_cloud_details (categories);
  g_autofree char *link = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(GError) error = NULL;
  SluiceConsentRequest *request;
  guint status;

  answer = test_cloud_partner_post (self->partner, "/par", &status, "response_type", "code", "redirect_uri",
                                    TEST_CLOUD_PARTNER_REDIRECT, "state", "xyz", "code_challenge", CHALLENGE,
                                    "code_challenge_method", "S256", "authorization_details", details, NULL);
  g_assert_cmpuint (status, ==, 201);
  escaped = g_uri_escape_string (sluice_json_get_string (answer, "request_uri"), NULL, FALSE);
  link = g_strdup_printf ("sluice:consent?client_id=partner&request_uri=%s", escaped);
  request = test_settle_object (sluice_consents_look_up_link (self->consents, link), &error);
  g_assert_no_error (error);
  return request;
}

/** consent_scene_ask_device: (transfer full): what a device of the partner's asks for, whose code was typed. */
SluiceConsentRequest *
consent_scene_ask_device (ConsentScene *self,
                          const char   *categories)
{
  g_autofree char *details = test_cloud_details (categories);
  g_autoptr(GError) error = NULL;
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_partner_post (self->partner, "/device_authorization", &status,
                                                          "authorization_details", details, NULL);
  SluiceConsentRequest *request;

  g_assert_cmpuint (status, ==, 200);
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
