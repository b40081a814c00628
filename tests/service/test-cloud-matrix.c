/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-home.h"

#include <string.h>

/*
 * Every parameter of every endpoint: missing, doubled, wrong. The table says
 * what has to come of it; each line is three requests that differ from a good
 * one in that parameter only.
 */
#define VERIFIER "test-verifier-test-verifier-test-verifier-0123456789"
#define CHALLENGE "fBF-yv6TPXs-lPDAvcJ42u3CtPa4w12Hh8qSaRLEbTg"
#define DETAILS "[{\"type\":\"sluice_data\",\"categories\":[\"prints.jobs\"],\"actions\":[\"read\"]}]"
/* The answer is a page, and nothing goes to any client. */
#define PAGE "a page"
#define FINE NULL
/* Fine, but for the person, who never decides here. */
#define PENDING "authorization_pending"
/* Filled in for each request. */
#define SECRET "@secret"
#define CODE "@code"
#define REFRESH "@refresh"
#define CLIENT_ID "@client"
#define HANDLE "@handle"
#define CIBA "urn:openid:params:grant-type:ciba"
#define DEVICE "urn:ietf:params:oauth:grant-type:device_code"

typedef struct
{
  const char *endpoint;
  const char *grant_type; /* of the token endpoint */
  const char *name;
  const char *good;       /* NULL: not part of a good request */
  const char *missing;    /* the error; FINE for none */
  const char *wrong;
  const char *error;      /* the error of @wrong */
} Row;

#define WHAT(Endpoint) \
  { Endpoint, NULL, "scope", "account.user.read", FINE, "everything", "invalid_scope" }, \
  { Endpoint, NULL, "scope", "account.user.read", FINE, "account.user.email.read", "invalid_scope" }, \
  { Endpoint, NULL, "scope", "account.user.read", FINE, "privacy.consent", "invalid_scope" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, "[{\"type\":\"payment\"}]", \
    "invalid_authorization_details" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, "not JSON", "invalid_authorization_details" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, \
    "[{\"type\":\"sluice_data\",\"categories\":[\"profile.email\"],\"actions\":[\"read\"]}]", \
    "invalid_authorization_details" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, \
    "[{\"type\":\"sluice_data\",\"categories\":[\"printers.camera\"],\"actions\":[\"read\"]}]", \
    "invalid_authorization_details" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, \
    "[{\"type\":\"sluice_data\",\"categories\":[\"prints.jobs\"],\"actions\":[\"write\"]}]", \
    "invalid_authorization_details" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, \
    "[{\"type\":\"sluice_data\",\"categories\":[\"prints.jobs\"],\"actions\":[\"read\"],\"more\":1}]", \
    "invalid_authorization_details" }, \
  { Endpoint, NULL, "authorization_details", DETAILS, FINE, \
    "[{\"type\":\"sluice_data\",\"categories\":[\"prints.jobs\"],\"actions\":[\"read\"],\"duration\":\"P366D\"}]", \
    "invalid_authorization_details" }, \
  { Endpoint, NULL, "resource", NULL, FINE, "https://elsewhere.example", "invalid_target" }

#define ASK(Endpoint, None) \
  WHAT (Endpoint), \
  { Endpoint, NULL, "response_type", "code", "invalid_request", "token", "unsupported_response_type" }, \
  { Endpoint, NULL, "state", "some state", FINE, "line\nbreak", "invalid_request" }, \
  { Endpoint, NULL, "code_challenge", CHALLENGE, "invalid_request", "short", "invalid_request" }, \
  { Endpoint, NULL, "code_challenge_method", "S256", "invalid_request", "plain", "invalid_request" }, \
  { Endpoint, NULL, "code_challenge_method", "S256", "invalid_request", "S512", "invalid_request" }, \
  { Endpoint, NULL, "redirect_uri", "https://partner.example/return", None, "https://partner.example/return/", None }, \
  { Endpoint, NULL, "response_mode", "query", FINE, "fragment", "unsupported_response_type" }, \
  { Endpoint, NULL, "prompt", NULL, FINE, "dance", "invalid_request" }, \
  { Endpoint, NULL, "dpop_jkt", NULL, FINE, "short", "invalid_request" }, \
  { Endpoint, NULL, "request", NULL, FINE, "e30.e30.", "request_not_supported" }

#define CLIENT(Endpoint, Grant_type) \
  { Endpoint, Grant_type, "client_id", CLIENT_ID, "invalid_client", "nobody", "invalid_client" }, \
  { Endpoint, Grant_type, "client_secret", SECRET, "invalid_client", "guess", "invalid_client" }

static const Row rows[] = {
  ASK ("/authorize", PAGE),
  { "/authorize", NULL, "client_id", "partner", PAGE, "nobody", PAGE },
  { "/authorize", NULL, "request_uri", NULL, FINE, "urn:ietf:params:oauth:request_uri:x", PAGE },

  ASK ("/par", "invalid_request"),
  CLIENT ("/par", NULL),
  { "/par", NULL, "request_uri", NULL, FINE, "urn:ietf:params:oauth:request_uri:x", "invalid_request" },

  CLIENT ("/token", "authorization_code"),
  { "/token", "authorization_code", "grant_type", "authorization_code", "invalid_request", "password",
    "unsupported_grant_type" },
  { "/token", "authorization_code", "code", CODE, "invalid_request", "guess", "invalid_grant" },
  { "/token", "authorization_code", "redirect_uri", "https://partner.example/return", "invalid_request",
    "https://partner.example/other", "invalid_grant" },
  { "/token", "authorization_code", "code_verifier", VERIFIER, "invalid_request",
    "another-verifier-another-verifier-another-verifier", "invalid_grant" },
  { "/token", "authorization_code", "resource", NULL, FINE, "https://elsewhere.example", "invalid_target" },
  { "/token", "authorization_code", "authorization_details", NULL, FINE, DETAILS, "invalid_authorization_details" },

  CLIENT ("/token", "refresh_token"),
  { "/token", "refresh_token", "grant_type", "refresh_token", "invalid_request", DEVICE,
    "unauthorized_client" },
  { "/token", "refresh_token", "refresh_token", REFRESH, "invalid_request", "guess", "invalid_grant" },
  { "/token", "refresh_token", "scope", "account.user.read", FINE, "process.record.read", "invalid_scope" },

  CLIENT ("/revoke", NULL),
  { "/revoke", NULL, "token", "anything", "invalid_request", "anything else", FINE },
  { "/revoke", NULL, "token_type_hint", "access_token", FINE, "no such type", FINE },

  CLIENT ("/introspect", NULL),
  { "/introspect", NULL, "token", "anything", "invalid_request", "anything else", FINE },
  { "/introspect", NULL, "token_type_hint", "access_token", FINE, "no such type", FINE },

  CLIENT ("/device_authorization", NULL),
  WHAT ("/device_authorization"),

  CLIENT ("/token", DEVICE),
  { "/token", DEVICE, "grant_type", DEVICE, "invalid_request", "password", "unsupported_grant_type" },
  { "/token", DEVICE, "device_code", HANDLE, "invalid_request", "guess", "invalid_grant" },
  { "/token", DEVICE, "resource", NULL, PENDING, "https://elsewhere.example", "invalid_target" },

  CLIENT ("/bc-authorize", NULL),
  WHAT ("/bc-authorize"),
  { "/bc-authorize", NULL, "login_hint", "ada", "invalid_request", "nobody", "unknown_user_id" },
  { "/bc-authorize", NULL, "login_hint_token", NULL, FINE, "e30.e30.", "invalid_request" },
  { "/bc-authorize", NULL, "id_token_hint", NULL, FINE, "e30.e30.", "invalid_request" },
  { "/bc-authorize", NULL, "binding_message", "W4SC", FINE, "two\nlines", "invalid_binding_message" },
  { "/bc-authorize", NULL, "requested_expiry", "60", FINE, "soon", "invalid_request" },
  { "/bc-authorize", NULL, "requested_expiry", "60", FINE, "0", "invalid_request" },
  { "/bc-authorize", NULL, "request", NULL, FINE, "e30.e30.", "invalid_request" },

  CLIENT ("/token", CIBA),
  { "/token", CIBA, "grant_type", CIBA, "invalid_request", "password", "unsupported_grant_type" },
  { "/token", CIBA, "auth_req_id", HANDLE, "invalid_request", "guess", "invalid_grant" },
  { "/token", CIBA, "resource", NULL, PENDING, "https://elsewhere.example", "invalid_target" },
};

typedef struct
{
  TestCloudHome    *home;
  TestCloudBrowser *browser;
  char             *secret;
  char             *asker_secret;
  char             *code;
  char             *refresh;
  char             *handle;
} Scene;

/* Whether a person is asked elsewhere: by a client that is registered for that, and for nothing else. */
static gboolean
is_asking (const Row *row)
{
  return g_strcmp0 (row->grant_type, CIBA) == 0 || g_strcmp0 (row->grant_type, DEVICE) == 0 ||
         g_str_equal (row->endpoint, "/bc-authorize") || g_str_equal (row->endpoint, "/device_authorization");
}

static gboolean
is_same_request (const Row *one,
                 const Row *other)
{
  return g_str_equal (one->endpoint, other->endpoint) && g_strcmp0 (one->grant_type, other->grant_type) == 0;
}

static const char *
fill_in (Scene      *scene,
         const Row  *row,
         const char *value)
{
  if (g_str_equal (value, CLIENT_ID))
    return is_asking (row) ? "asker" : "partner";
  if (g_str_equal (value, SECRET))
    return is_asking (row) ? scene->asker_secret : scene->secret;
  if (g_str_equal (value, CODE))
    return scene->code;
  if (g_str_equal (value, HANDLE))
    return scene->handle;
  return g_str_equal (value, REFRESH) ? scene->refresh : value;
}

static void
append (GString    *form,
        const char *name,
        const char *value)
{
  g_autofree char *pair = soup_form_encode (name, value, NULL);

  g_string_append_printf (form, "%s%s", form->len > 0 ? "&" : "", pair);
}

/* A good request, but for one parameter: @value is %NULL to leave it out. */
static char *
make_form (Scene      *scene,
           const Row  *row,
           const char *value,
           gboolean    doubled)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (is_same_request (&rows[i], row) && rows[i].good != NULL && !g_str_equal (rows[i].name, row->name) &&
        g_hash_table_add (seen, (gpointer) rows[i].name))
      append (form, rows[i].name, fill_in (scene, row, rows[i].good));
  for (guint i = 0; value != NULL && i < (doubled ? 2 : 1); i++)
    append (form, row->name, fill_in (scene, row, value));

  return g_string_free (g_steal_pointer (&form), FALSE);
}

static void
get_code (Scene *scene)
{
  Row row = { "/authorize", NULL, "nothing", NULL, NULL, NULL, NULL };
  g_autofree char *query = make_form (scene, &row, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/authorize?", query, NULL);
  g_autofree char *location = test_cloud_browser_go (scene->browser, path);
  g_autoptr(GHashTable) answer = NULL;

  g_assert_null (location);
  if (strstr (scene->browser->page, "type=\"password\"") != NULL)
    location = test_cloud_browser_submit (scene->browser, "sign-in", "name", "ada", "password", "correct horse battery", NULL);
  location = test_cloud_browser_submit (scene->browser, "approve", "give.prints.jobs", "yes", "duration",
                                        "until_revoked", NULL);
  answer = soup_form_decode (strchr (location, '?') + 1);
  g_set_str (&scene->code, g_hash_table_lookup (answer, "code"));
  g_assert_nonnull (scene->code);
}

/* Asks somebody, and gets what to poll with. */
static void
get_handle (Scene      *scene,
            const char *endpoint,
            const char *member)
{
  Row ask = { endpoint, NULL, "nothing", NULL, NULL, NULL, NULL };
  g_autofree char *form = make_form (scene, &ask, NULL, FALSE);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (scene->home->client, "POST", endpoint,
                                                         SOUP_FORM_MIME_TYPE_URLENCODED, form, &status);

  g_assert_cmpuint (status, ==, 200);
  g_set_str (&scene->handle, sluice_json_get_string (answer, member));
}

/* What a request for tokens needs, made anew: it is spent by many of the wrong ones. */
static void
prepare (Scene     *scene,
         const Row *row)
{
  Row exchange = { "/token", "authorization_code", "nothing", NULL, NULL, NULL, NULL };
  g_autofree char *form = NULL;
  g_autoptr(JsonObject) tokens = NULL;
  guint status;

  /* A person is asked only so often. */
  if (is_asking (row))
    test_clock_advance (scene->home->clock, 301);
  if (!g_str_equal (row->endpoint, "/token"))
    return;
  if (g_str_equal (row->grant_type, CIBA))
    get_handle (scene, "/bc-authorize", "auth_req_id");
  else if (g_str_equal (row->grant_type, DEVICE))
    get_handle (scene, "/device_authorization", "device_code");
  if (is_asking (row))
    return;

  get_code (scene);
  if (g_str_equal (row->grant_type, "authorization_code"))
    return;

  form = make_form (scene, &exchange, NULL, FALSE);
  tokens = test_cloud_client_call (scene->home->client, "POST", "/token", SOUP_FORM_MIME_TYPE_URLENCODED, form,
                                   &status);
  g_assert_cmpuint (status, ==, 200);
  g_set_str (&scene->refresh, sluice_json_get_string (tokens, "refresh_token"));
}

/* Returns: (transfer full) (nullable): the error that came back */
static char *
send (Scene      *scene,
      const Row  *row,
      const char *form)
{
  TestCloudClient *client = scene->home->client;
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  if (g_str_equal (row->endpoint, "/authorize"))
    {
      g_autofree char *path = g_strconcat ("/authorize?", form, NULL);
      g_autoptr(GBytes) page = test_cloud_client_send (client, "GET", path, NULL, NULL, &status);
      g_autoptr(GHashTable) query = NULL;

      if (status == 400)
        return g_strdup (PAGE);
      g_assert_nonnull (client->location);
      if (!g_str_has_prefix (client->location, "https://partner.example/return?"))
        return NULL;
      query = soup_form_decode (strchr (client->location, '?') + 1);
      g_assert_cmpstr (g_hash_table_lookup (query, "iss"), ==, client->url);
      return g_strdup (g_hash_table_lookup (query, "error"));
    }

  answer = test_cloud_client_call (client, "POST", row->endpoint, SOUP_FORM_MIME_TYPE_URLENCODED, form, &status);
  if (answer == NULL || status < 300)
    return NULL;
  g_assert_cmpuint (status, ==,
                    g_strcmp0 (sluice_json_get_string (answer, "error"), "invalid_client") == 0 ? 401 : 400);
  g_assert_nonnull (sluice_json_get_string (answer, "error_description"));
  return g_strdup (sluice_json_get_string (answer, "error"));
}

static void
try (Scene      *scene,
     const Row  *row,
     const char *how,
     const char *value,
     gboolean    doubled,
     const char *expected)
{
  g_autofree char *form = NULL;
  g_autofree char *error = NULL;

  prepare (scene, row);
  form = make_form (scene, row, value, doubled);
  error = send (scene, row, form);
  if (g_strcmp0 (error, expected) != 0)
    g_error ("%s %s, %s %s: %s instead of %s", row->endpoint, row->grant_type != NULL ? row->grant_type : "", row->name,
             how, error != NULL ? error : "fine", expected != NULL ? expected : "fine");
}

/* The two that decide whether anything may go to the client at all. */
static const char *
doubled_error (const Row *row)
{
  gboolean decides = g_str_equal (row->name, "client_id") || g_str_equal (row->name, "redirect_uri");

  return g_str_equal (row->endpoint, "/authorize") && decides ? PAGE : "invalid_request";
}

static void
test_matrix (void)
{
  Scene scene = { .home = test_cloud_home_new (NULL, NULL) };
  g_autoptr(JsonObject) client = NULL;
  g_autoptr(JsonObject) asker = NULL;

  scene.browser = test_cloud_browser_new (scene.home->client->url, sluice_cloud_get_ca_file (scene.home->cloud));
  g_assert_null (test_cloud_operate (scene.home->folder, "correct horse battery\n", "account", "add", "--username",
                                     "ada", NULL));
  client = test_cloud_operate (scene.home->folder, NULL, "client", "add", "--id", "partner", "--name", "Partner",
                               "--redirect-uri", "https://partner.example/return", "--scope", "account.user.read",
                               "--category", "prints.jobs", NULL);
  scene.secret = g_strdup (sluice_json_get_string (client, "client_secret"));
  asker = test_cloud_operate (scene.home->folder, NULL, "client", "add", "--id", "asker", "--name", "Asker", "--scope",
                              "account.user.read", "--category", "prints.jobs", "--grant-type", "ciba", "--grant-type",
                              "device_code", NULL);
  scene.asker_secret = g_strdup (sluice_json_get_string (asker, "client_secret"));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];

      try (&scene, row, "as it should be", row->good, FALSE,
           g_strcmp0 (row->grant_type, CIBA) == 0 || g_strcmp0 (row->grant_type, DEVICE) == 0 ? PENDING : FINE);
      try (&scene, row, "missing", NULL, FALSE, row->missing);
      try (&scene, row, "doubled", row->good != NULL ? row->good : row->wrong, TRUE, doubled_error (row));
      try (&scene, row, "wrong", row->wrong, FALSE, row->error);
    }

  test_cloud_browser_free (scene.browser);
  test_cloud_home_free (scene.home);
  g_free (scene.secret);
  g_free (scene.asker_secret);
  g_free (scene.code);
  g_free (scene.refresh);
  g_free (scene.handle);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/matrix", test_matrix);
  return g_test_run ();
}
