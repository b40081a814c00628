/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-cloud-partner.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-util.h"

#define JSON "application/json"

/* Registers it beside the cloud, which runs, as its operator does. */
static void
join (TestCloudPartner *self,
      const char       *state_folder,
      const char       *url,
      const char       *ca_file)
{
  g_autoptr(JsonObject) client = test_cloud_operate (
    state_folder, NULL, "client", "add", "--id", "partner", "--name", "Partner", "--homepage", "https://partner.example",
    "--notice", "https://partner.example/privacy", "--redirect-uri", TEST_CLOUD_PARTNER_REDIRECT, "--scope",
    "account.user.read process.record.read cura.printjob.read", "--category", "prints.jobs", "--category",
    "prints.records", "--category", "prints.names", "--category", "designs.library", "--category", "designs.uploads",
    "--category", "printers.groups", "--category", "profile.username", "--grant-type", "authorization_code",
    "--grant-type", "refresh_token", "--grant-type", "ciba", "--grant-type", "device_code", NULL);

  self->secret = g_strdup (sluice_json_get_string (client, "client_secret"));
  self->client = test_cloud_client_new (url, ca_file);
}

/** test_cloud_partner_new: (transfer full): nothing is asked yet. */
TestCloudPartner *
test_cloud_partner_new (void)
{
  TestCloudPartner *self = g_new0 (TestCloudPartner, 1);
  SluiceCloudOptions options = { .seed_demo = TRUE };

  self->home = test_cloud_home_new (&options, "privacy.consent privacy.inventory");
  join (self, self->home->folder, sluice_cloud_get_url (self->home->cloud), sluice_cloud_get_ca_file (self->home->cloud));
  return self;
}

/**
 * test_cloud_partner_join:
 * @state_folder: of a cloud that runs somewhere else
 *
 * Returns: (transfer full): a partner of its owner's, without @home
 */
TestCloudPartner *
test_cloud_partner_join (const char *state_folder)
{
  TestCloudPartner *self = g_new0 (TestCloudPartner, 1);
  g_autofree char *path = g_build_filename (state_folder, "ready.json", NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) ready = sluice_json_parse_object (bytes, 4096, &error);

  g_assert_no_error (error);
  join (self, state_folder, sluice_json_get_string (ready, "url"), sluice_json_get_string (ready, "ca_file"));
  return self;
}

void
test_cloud_partner_free (TestCloudPartner *self)
{
  test_cloud_client_free (self->client);
  g_clear_pointer (&self->home, test_cloud_home_free);
  g_free (self->secret);
  g_free (self);
}

/**
 * test_cloud_partner_post:
 * @self: a partner
 * @path: an endpoint of clients
 * @out_status: (out): HTTP status
 * @...: pairs of name and value, %NULL at the end
 *
 * Returns: (transfer full) (nullable): the answer; the partner has proved who it is
 */
JsonObject *
test_cloud_partner_post (TestCloudPartner *self,
                         const char       *path,
                         guint            *out_status,
                         ...)
{
  g_autoptr(GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *access = g_steal_pointer (&self->client->access);
  g_autofree char *body = NULL;
  JsonObject *answer;
  const char *name;
  va_list args;

  g_hash_table_insert (form, (gpointer) "client_id", (gpointer) "partner");
  g_hash_table_insert (form, (gpointer) "client_secret", self->secret);
  va_start (args, out_status);
  while ((name = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (form, (gpointer) name, va_arg (args, char *));
  va_end (args);
  body = soup_form_encode_hash (form);
  answer = test_cloud_client_call (self->client, "POST", path, SOUP_FORM_MIME_TYPE_URLENCODED, body, out_status);
  self->client->access = g_steal_pointer (&access);
  return answer;
}

/** test_cloud_details: (transfer full): `authorization_details` for @categories, which are JSON. */
char *
test_cloud_details (const char *categories)
{
  return g_strdup_printf ("[{\"type\":\"sluice_data\",\"categories\":[%s],\"actions\":[\"read\"],"
                          "\"purpose\":\"To compare prints\",\"duration\":\"P7D\"}]", categories);
}

/** test_cloud_partner_ask: (transfer full) (nullable): asks the person by CIBA; gives `auth_req_id`. */
char *
test_cloud_partner_ask (TestCloudPartner *self,
                        const char       *categories,
                        guint            *out_status)
{
  g_autofree char *details = test_cloud_details (categories);
  g_autoptr(JsonObject) answer = test_cloud_partner_post (self, "/bc-authorize", out_status, "login_hint", "demo",
                                                          "binding_message", "W4SC", "authorization_details", details,
                                                          NULL);

  return g_strdup (sluice_json_get_string (answer, "auth_req_id"));
}

/** test_cloud_partner_push: (transfer full): asks for @categories by a pushed request; its `request_uri`. */
char *
test_cloud_partner_push (TestCloudPartner *self,
                         const char       *categories)
{
  g_autofree char *details = test_cloud_details (categories);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_partner_post (
    self, "/par", &status, "response_type", "code", "redirect_uri", TEST_CLOUD_PARTNER_REDIRECT, "state", "xyz",
    "code_challenge", TEST_CLOUD_CHALLENGE, "code_challenge_method", "S256", "authorization_details", details, NULL);

  g_assert_cmpuint (status, ==, 201);
  return g_strdup (sluice_json_get_string (answer, "request_uri"));
}

/** test_cloud_partner_link: (transfer full): asks for @categories by a link for the person's own program. */
char *
test_cloud_partner_link (TestCloudPartner *self,
                         const char       *categories)
{
  g_autofree char *pushed = test_cloud_partner_push (self, categories);
  g_autofree char *escaped = g_uri_escape_string (pushed, NULL, FALSE);

  return g_strconcat ("sluice:consent?client_id=partner&request_uri=", escaped, NULL);
}

/** test_cloud_partner_begin: (transfer full): asks for @categories from a device; its codes. */
JsonObject *
test_cloud_partner_begin (TestCloudPartner *self,
                          const char       *categories)
{
  g_autofree char *details = test_cloud_details (categories);
  guint status;
  JsonObject *answer = test_cloud_partner_post (self, "/device_authorization", &status, "authorization_details",
                                                details, NULL);

  g_assert_cmpuint (status, ==, 200);
  return answer;
}

/** test_cloud_partner_poll: (transfer full): asks after it; the partner goes on with the token it gets. */
JsonObject *
test_cloud_partner_poll (TestCloudPartner *self,
                         const char       *handle,
                         guint            *out_status)
{
  JsonObject *answer = test_cloud_partner_post (self, "/token", out_status, "grant_type",
                                                "urn:openid:params:grant-type:ciba", "auth_req_id", handle, NULL);

  if (*out_status == 200)
    g_set_str (&self->client->access, sluice_json_get_string (answer, "access_token"));
  return answer;
}

/** test_cloud_partner_read: HTTP status of reading @category with the partner's token. */
guint
test_cloud_partner_read (TestCloudPartner  *self,
                         const char        *category,
                         JsonObject       **out_answer)
{
  g_autofree char *path = g_strconcat ("/privacy/v1/data/", category, NULL);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (self->client, "GET", path, NULL, NULL, &status);

  if (out_answer != NULL)
    *out_answer = g_steal_pointer (&answer);
  return status;
}

/** test_cloud_person_call: (transfer full) (nullable): `data` of the answer to the person's own program. */
JsonNode *
test_cloud_person_call (TestCloudPartner *self,
                        const char       *method,
                        const char       *path,
                        const char       *body,
                        guint            *out_status)
{
  g_autoptr(JsonObject) answer = test_cloud_client_call (self->home->client, method, path, body != NULL ? JSON : NULL,
                                                         body, out_status);

  return answer != NULL && json_object_has_member (answer, "data") ? json_object_dup_member (answer, "data") : NULL;
}

/** test_cloud_person_find: (transfer full): the id of the newest request that waits. */
char *
test_cloud_person_find (TestCloudPartner *self)
{
  guint status;
  g_autoptr(JsonNode) data = test_cloud_person_call (self, "GET", "/privacy/v1/consents?state=pending", NULL, &status);
  JsonArray *list = json_node_get_array (data);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (json_array_get_length (list), >, 0);
  return g_strdup (sluice_json_get_string (json_array_get_object_element (list, json_array_get_length (list) - 1),
                                           "id"));
}

/** test_cloud_person_find_grant: (transfer full): the id of the first grant. */
char *
test_cloud_person_find_grant (TestCloudPartner *self)
{
  guint status;
  g_autoptr(JsonNode) data = test_cloud_person_call (self, "GET", "/privacy/v1/grants", NULL, &status);

  g_assert_cmpuint (status, ==, 200);
  return g_strdup (sluice_json_get_string (json_array_get_object_element (json_node_get_array (data), 0), "id"));
}

/** test_cloud_person_decide: (transfer full): @data is JSON; the whole answer. */
JsonObject *
test_cloud_person_decide (TestCloudPartner *self,
                          const char       *id,
                          const char       *data,
                          guint            *out_status)
{
  g_autofree char *path = g_strconcat ("/privacy/v1/consents/", id, NULL);
  g_autofree char *body = g_strdup_printf ("{\"data\":%s}", data);

  return test_cloud_client_call (self->home->client, "POST", path, JSON, body, out_status);
}

/**
 * test_cloud_person_give:
 * @self: a person and a partner
 * @categories: what the partner asks for, which is JSON
 * @given: what it gets of it
 * @duration: for how long
 *
 * Asks, decides, and lets the partner have its token.
 *
 * Returns: (transfer full): the receipt
 */
JsonObject *
test_cloud_person_give (TestCloudPartner *self,
                        const char       *categories,
                        const char       *given,
                        const char       *duration)
{
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (self, categories, &status);
  g_autofree char *id = NULL;
  g_autofree char *decision = g_strdup_printf ("{\"decision\":\"approve\",\"categories\":[%s],\"duration\":\"%s\"}",
                                               given, duration);
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(JsonObject) tokens = NULL;

  g_assert_cmpuint (status, ==, 200);
  id = test_cloud_person_find (self);
  answer = test_cloud_person_decide (self, id, decision, &status);
  g_assert_cmpuint (status, ==, 200);
  tokens = test_cloud_partner_poll (self, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  return json_object_ref (sluice_json_get_object (sluice_json_get_object (answer, "data"), "receipt"));
}
