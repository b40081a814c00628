/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"
#include "test-proof.h"

#include <string.h>

/* How far a consent reaches: not to who has only the token, not to who asks, and not to other people. */
#define THREE "\"prints.jobs\",\"prints.names\",\"designs.library\""

/* Returns: (transfer full): HTTP status and answer of a request with a proof of possession */
static guint
send_with_proof (TestCloudPartner *scene,
                 TestProofKey     *key,
                 const char       *method,
                 const char       *path,
                 const char       *access,
                 const char       *form,
                 JsonObject      **out_answer)
{
  g_autofree char *address = g_strconcat (scene->client->url, path, NULL);
  g_autofree char *jti = g_uuid_string_random ();
  TestProof says = { "dpop+jwt", "ES256", method, address, jti, access,
                     sluice_clock_now_seconds (SLUICE_CLOCK (scene->home->clock)), FALSE };
  g_autofree char *proof = test_proof_make (key, &says);
  g_autoptr(SoupMessage) message = soup_message_new (method, address);
  g_autoptr(GBytes) body = g_bytes_new (form, form != NULL ? strlen (form) : 0);
  g_autoptr(GBytes) answer = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "DPoP", proof);
  if (form != NULL)
    soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
  if (access != NULL)
    {
      g_autofree char *header = g_strconcat ("DPoP ", access, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
    }
  answer = test_cloud_client_exchange (scene->client, message);
  *out_answer = sluice_json_parse_object (answer, 1024 * 1024, NULL);
  return soup_message_get_status (message);
}

/* A token that is bound to a key opens nothing for who has only the token. */
static void
test_bound (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(TestProofKey) key = test_proof_key_new ();
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, "\"prints.jobs\"", &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autoptr(JsonObject) answer = test_cloud_person_decide (scene, id, TEST_CLOUD_APPROVE_JOBS, &status);
  g_autofree char *form = soup_form_encode ("client_id", "partner", "client_secret", scene->secret, "grant_type",
                                            "urn:openid:params:grant-type:ciba", "auth_req_id", handle, NULL);
  g_autoptr(JsonObject) tokens = NULL;
  g_autoptr(JsonObject) read = NULL;
  const char *access;

  g_assert_cmpuint (send_with_proof (scene, key, "POST", "/token", NULL, form, &tokens), ==, 200);
  g_assert_cmpstr (sluice_json_get_string (tokens, "token_type"), ==, "DPoP");
  access = sluice_json_get_string (tokens, "access_token");
  g_assert_cmpuint (send_with_proof (scene, key, "GET", "/privacy/v1/data/prints.jobs", access, NULL, &read), ==, 200);
  g_set_str (&scene->client->access, access);
  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", NULL), ==, 401);
}

static guint
call (TestCloudClient *client,
      const char      *method,
      const char      *path,
      const char      *body)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, method, path, body != NULL ? "application/json" : NULL,
                                                         body, &status);

  return status;
}

/* What leads to a decision, or to what came of one; %s is an id. */
static const struct
{
  const char *method;
  const char *path;
  const char *body;
} routes[] = {
  { "GET", "/privacy/v1/consents", NULL },
  { "GET", "/privacy/v1/consents/%s", NULL },
  { "GET", "/privacy/v1/consents/%s/samples/prints.names", NULL },
  { "POST", "/privacy/v1/consents/%s", "{\"data\":{\"decision\":\"approve\",\"categories\":[\"prints.jobs\"]}}" },
  { "POST", "/privacy/v1/consents/lookup", "{\"data\":{\"user_code\":\"BCDF-GHJK\"}}" },
  { "GET", "/privacy/v1/grants", NULL },
  { "DELETE", "/privacy/v1/grants", NULL },
  { "DELETE", "/privacy/v1/grants/%s", NULL },
  { "POST", "/privacy/v1/grants/%s/narrow", "{\"data\":{\"categories\":[\"prints.jobs\"]}}" },
  { "GET", "/privacy/v1/receipts", NULL },
  { "GET", "/privacy/v1/receipts/%s", NULL },
  { "GET", "/privacy/v1/accesses", NULL },
  { "GET", "/privacy/v1/inventory", NULL },
  { "GET", "/privacy/v1/inventory/sums", NULL },
  { "DELETE", "/privacy/v1/inventory/%s", NULL },
  { "PUT", "/privacy/v1/inventory/%s", "{\"data\":{\"value\":\"mallory\"}}" },
  { "PUT", "/privacy/v1/inventory/profile.username:username", "{\"data\":{\"value\":\"mallory\"}}" },
};

static char *
fill_in (const char *pattern,
         const char *id)
{
  g_auto(GStrv) parts = g_strsplit (pattern, "%s", -1);

  return g_strjoinv (id, parts);
}

/* Who asks does not decide, whatever else it holds; nor does who has no token. */
static void
test_only_the_person (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, THREE, "\"prints.jobs\"", "until_revoked");
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, THREE, &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autofree char *access = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *path = fill_in (routes[i].path, id);

      g_assert_cmpuint (call (scene->client, routes[i].method, path, routes[i].body), ==, 403);
    }
  access = g_steal_pointer (&scene->client->access);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *path = fill_in (routes[i].path, id);

      g_assert_cmpuint (call (scene->client, routes[i].method, path, routes[i].body), ==, 401);
    }
}

/* Returns: (transfer full): another person of the same cloud, with the same program */
static TestCloudClient *
sign_in_another (TestCloudPartner *scene)
{
  static const char * const ask = "/authorize?response_type=code&client_id=sluicectl&scope=privacy.consent+privacy.inventory"
                                  "&redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2Fcallback&code_challenge_method=S256"
                                  "&code_challenge=" TEST_CLOUD_CHALLENGE;
  const char *ca_file = sluice_cloud_get_ca_file (scene->home->cloud);
  TestCloudClient *client = test_cloud_client_new (scene->client->url, ca_file);
  g_autoptr(TestCloudBrowser) browser = test_cloud_browser_new (scene->client->url, ca_file);
  g_autofree char *location = NULL;
  g_autofree char *form = NULL;
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GHashTable) query = NULL;
  g_autoptr(JsonObject) tokens = NULL;
  guint status;

  g_assert_null (test_cloud_operate (scene->home->folder, "correct horse battery\n", "account", "add", "--username",
                                     "ada", NULL));
  g_assert_null (test_cloud_browser_go (browser, ask));
  g_assert_null (test_cloud_browser_submit (browser, "sign-in", "name", "ada", "password", "correct horse battery",
                                            NULL));
  location = test_cloud_browser_submit (browser, "approve", NULL);
  uri = g_uri_parse (location, SOUP_HTTP_URI_FLAGS, NULL);
  query = soup_form_decode (g_uri_get_query (uri));
  form = soup_form_encode ("grant_type", "authorization_code", "client_id", "sluicectl", "redirect_uri",
                           "http://127.0.0.1:4000/callback", "code", g_hash_table_lookup (query, "code"),
                           "code_verifier", TEST_CLOUD_VERIFIER, NULL);
  tokens = test_cloud_client_token (client, form, &status);
  g_assert_cmpuint (status, ==, 200);
  return client;
}

/* Returns: (transfer full): ids of what is kept about the person of @client */
static GPtrArray *
list_inventory (TestCloudClient *client)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "GET", "/privacy/v1/inventory?limit=500", NULL, NULL,
                                                         &status);
  JsonArray *items = sluice_json_get_array (answer, "data");

  g_assert_cmpuint (status, ==, 200);
  for (guint i = 0; i < json_array_get_length (items); i++)
    g_ptr_array_add (ids, g_strdup (sluice_json_get_string (json_array_get_object_element (items, i), "id")));
  return ids;
}

/* Her own is not empty, none of the demo's is in it but what everybody has, and she can delete none of that. */
static void
assert_inventory_is_hers (TestCloudPartner *scene,
                          TestCloudClient  *ada)
{
  g_autoptr(GPtrArray) hers = list_inventory (ada);
  g_autoptr(GPtrArray) theirs = list_inventory (scene->home->client);

  g_assert_cmpuint (hers->len, >, 0);
  g_assert_cmpuint (theirs->len, >, 20);
  for (guint i = 0; i < theirs->len; i++)
    {
      g_autofree char *path = g_strconcat ("/privacy/v1/inventory/", theirs->pdata[i], NULL);

      g_assert_true (g_str_has_prefix (theirs->pdata[i], "profile.") ||
                     !g_ptr_array_find_with_equal_func (hers, theirs->pdata[i], g_str_equal, NULL));
      g_assert_cmpuint (call (ada, "DELETE", path, NULL), >=, 404);
    }
}

/* What is one person's is nobody else's, whoever knows its id. */
static void
test_only_this_person (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, THREE, "\"prints.jobs\"", "until_revoked");
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, THREE, &status);
  g_autofree char *consent = test_cloud_person_find (scene);
  g_autofree char *grant = test_cloud_person_find_grant (scene);
  g_autoptr(TestCloudClient) ada = sign_in_another (scene);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *ids[] = { consent, grant, sluice_json_get_string (receipt, "id") };

      for (guint j = 0; j < G_N_ELEMENTS (ids) && strstr (routes[i].path, "%s") != NULL; j++)
        {
          g_autofree char *path = fill_in (routes[i].path, ids[j]);

          g_assert_cmpuint (call (ada, routes[i].method, path, routes[i].body), ==, 404);
        }
    }
  assert_inventory_is_hers (scene, ada);
  g_assert_cmpuint (call (ada, "DELETE", "/privacy/v1/grants", NULL), ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", NULL), ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/consent-reach/bound", test_bound);
  g_test_add_func ("/cloud/consent-reach/only-the-person", test_only_the_person);
  g_test_add_func ("/cloud/consent-reach/only-this-person", test_only_this_person);
  return g_test_run ();
}
