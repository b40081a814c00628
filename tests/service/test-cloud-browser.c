/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-accounts.h"
#include "cloud-store.h"
#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-home.h"

#include <string.h>

/* The pages for browsers: signing in with a password, and deciding what to give. */
#define VERIFIER "browser-verifier-browser-verifier-browser-verifier"
#define CHALLENGE "D5eKaoriiPJQnqnQwGMObuq7G5H7kmoIcxuwS8z7sRA"
#define PASSWORD "correct horse battery staple"
#define REDIRECT "https://partner.example/return"
#define DETAILS \
  "[{\"type\":\"sluice_data\",\"categories\":[\"prints.jobs\",\"prints.records\",\"designs.library\"]," \
  "\"actions\":[\"read\"],\"purpose\":\"To <b>compare</b> prints\",\"duration\":\"P7D\"}]"

typedef struct
{
  TestCloudHome    *home;
  TestCloudBrowser *browser;
  char             *secret;
} Scene;

static void
scene_clear (Scene *scene)
{
  test_cloud_browser_free (scene->browser);
  test_cloud_home_free (scene->home);
  g_free (scene->secret);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static void
set_scene (Scene *scene)
{
  g_autoptr(JsonObject) client = NULL;

  scene->home = test_cloud_home_new (NULL, NULL);
  scene->browser = test_cloud_browser_new (scene->home->client->url, sluice_cloud_get_ca_file (scene->home->cloud));
  g_assert_null (test_cloud_operate (scene->home->folder, PASSWORD "\n", "account", "add", "--username", "ada",
                                     "--email", "ada@home.example", NULL));
  client = test_cloud_operate (scene->home->folder, NULL, "client", "add", "--id", "partner", "--name",
                               "Partner & <Sons>", "--homepage", "https://partner.example", "--redirect-uri", REDIRECT,
                               "--scope", "account.user.read process.record.read connect.cluster.read",
                               "--category", "prints.jobs", "--category", "prints.records", "--category",
                               "designs.library", NULL);
  scene->secret = g_strdup (sluice_json_get_string (client, "client_secret"));
}

static char *
address (const char *details,
         const char *scope)
{
  g_autoptr(GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;

  g_hash_table_insert (query, (gpointer) "response_type", (gpointer) "code");
  g_hash_table_insert (query, (gpointer) "client_id", (gpointer) "partner");
  g_hash_table_insert (query, (gpointer) "redirect_uri", (gpointer) REDIRECT);
  g_hash_table_insert (query, (gpointer) "state", (gpointer) "s t&te");
  g_hash_table_insert (query, (gpointer) "code_challenge", (gpointer) CHALLENGE);
  g_hash_table_insert (query, (gpointer) "code_challenge_method", (gpointer) "S256");
  if (details != NULL)
    g_hash_table_insert (query, (gpointer) "authorization_details", (gpointer) details);
  if (scope != NULL)
    g_hash_table_insert (query, (gpointer) "scope", (gpointer) scope);
  text = soup_form_encode_hash (query);
  return g_strconcat ("/authorize?", text, NULL);
}

static void
open_page (Scene      *scene,
           const char *details,
           const char *scope)
{
  g_autofree char *path = address (details, scope);

  g_assert_null (test_cloud_browser_go (scene->browser, path));
  g_assert_cmpuint (scene->browser->status, ==, 200);
}

static void
sign_in (Scene      *scene,
         const char *name,
         const char *password)
{
  g_assert_null (test_cloud_browser_submit (scene->browser, "sign-in", "name", name, "password", password, NULL));
}

/* Returns: (transfer full): the parameters of an answer at the client's address */
static GHashTable *
read_answer (Scene      *scene,
             const char *location)
{
  g_autoptr(GUri) uri = g_uri_parse (location, SOUP_HTTP_URI_FLAGS, NULL);
  GHashTable *query = soup_form_decode (g_uri_get_query (uri));

  g_assert_true (g_str_has_prefix (location, REDIRECT "?"));
  g_assert_cmpstr (g_hash_table_lookup (query, "state"), ==, "s t&te");
  g_assert_cmpstr (g_hash_table_lookup (query, "iss"), ==, scene->home->client->url);
  return query;
}

static JsonObject *
exchange (Scene      *scene,
          const char *code,
          guint      *out_status)
{
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code", "client_id", "partner",
                                            "client_secret", scene->secret, "code", code, "redirect_uri", REDIRECT,
                                            "code_verifier", VERIFIER, NULL);

  return test_cloud_client_call (scene->home->client, "POST", "/token", SOUP_FORM_MIME_TYPE_URLENCODED, form,
                                 out_status);
}

/* What the person has in hand of it afterwards. */
static void
assert_receipts (Scene      *scene,
                 const char *decision,
                 gint64      expected)
{
  g_autoptr(GError) error = NULL;
  CloudStore *store = cloud_store_open_beside (scene->home->folder, &error);
  SluiceStatement *row;

  g_assert_no_error (error);
  row = sluice_database_query (cloud_store_get_data (store), &error, "SELECT count(*) FROM receipts WHERE decision = ?",
                               "s", decision);
  g_assert_true (sluice_statement_step (row, &error));
  g_assert_cmpint (sluice_statement_int (row, 0), ==, expected);
  sqlite3_finalize (row);
  cloud_store_free (store);
}

static void
test_partial (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *location = NULL;
  g_autoptr(GHashTable) answer = NULL;
  g_autoptr(JsonObject) tokens = NULL;
  JsonObject *detail;
  JsonArray *categories;
  guint status;

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);
  g_assert_nonnull (strstr (scene.browser->page, "Partner &amp; &lt;Sons&gt;"));
  g_assert_nonnull (strstr (scene.browser->page, "Not verified"));
  sign_in (&scene, "Ada@Home.example", PASSWORD);
  g_assert_cmpuint (scene.browser->status, ==, 200);
  g_assert_nonnull (strstr (scene.browser->page, "give.prints.jobs"));
  g_assert_nonnull (strstr (scene.browser->page, "To &lt;b&gt;compare&lt;/b&gt; prints"));
  g_assert_nonnull (strstr (scene.browser->page, "value=\"P7D\" selected"));
  g_assert_false (g_regex_match_simple ("<input[^>]*[ ]checked", scene.browser->page, 0, 0));
  g_assert_null (strstr (scene.browser->page, "<script"));
  g_assert_true (strstr (scene.browser->page, "value=\"deny\"") < strstr (scene.browser->page, "give.prints.jobs"));

  location = test_cloud_browser_submit (scene.browser, "approve", "give.prints.jobs", "yes", "duration", "P7D", NULL);
  g_assert_cmpuint (scene.browser->status, ==, 303);
  assert_receipts (&scene, "approve", 1);
  answer = read_answer (&scene, location);
  tokens = exchange (&scene, g_hash_table_lookup (answer, "code"), &status);
  g_assert_cmpuint (status, ==, 200);
  detail = sluice_json_array_get_object (sluice_json_get_array (tokens, "authorization_details"), 0);
  categories = sluice_json_get_array (detail, "categories");
  g_assert_cmpuint (json_array_get_length (categories), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (categories, 0), ==, "prints.jobs");
  g_assert_cmpstr (sluice_json_get_string (tokens, "scope"), ==, "");
  g_assert_nonnull (sluice_json_get_string (tokens, "grant_id"));

  /* It was answered: there is nothing left to decide. */
  g_assert_null (test_cloud_browser_go (scene.browser, scene.browser->address));
  g_assert_cmpuint (scene.browser->status, ==, 400);
}

static void
test_scope_needs_all (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *location = NULL;
  g_autoptr(GHashTable) answer = NULL;
  g_autoptr(JsonObject) tokens = NULL;
  guint status;

  set_scene (&scene);
  open_page (&scene, NULL, "account.user.read connect.cluster.read process.record.read");
  sign_in (&scene, "ada", PASSWORD);
  location = test_cloud_browser_submit (scene.browser, "approve", "give.prints.records", "yes", "give.prints.jobs",
                                        "yes", "duration", "once", NULL);
  answer = read_answer (&scene, location);
  tokens = exchange (&scene, g_hash_table_lookup (answer, "code"), &status);
  g_assert_cmpuint (status, ==, 200);

  /* connect.cluster.read reaches more than jobs, so it is not given; and once is once. */
  g_assert_cmpstr (sluice_json_get_string (tokens, "scope"), ==, "account.user.read process.record.read");
  g_assert_null (sluice_json_get_string (tokens, "refresh_token"));
}

static void
test_deny (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *location = NULL;
  g_autoptr(GHashTable) answer = NULL;

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);
  sign_in (&scene, "ada", PASSWORD);

  /* Ticked or not, Deny is Deny. */
  location = test_cloud_browser_submit (scene.browser, "deny", "give.prints.jobs", "yes", NULL);
  answer = read_answer (&scene, location);
  g_assert_cmpstr (g_hash_table_lookup (answer, "error"), ==, "access_denied");
  g_assert_null (g_hash_table_lookup (answer, "code"));
  assert_receipts (&scene, "deny", 1);
}

static void
test_approve_faults (void)
{
  g_auto(Scene) scene = { 0 };

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);

  /* Not signed in yet. */
  g_assert_null (test_cloud_browser_submit (scene.browser, "approve", "give.prints.jobs", "yes", "duration", "P7D",
                                            NULL));
  g_assert_cmpuint (scene.browser->status, ==, 400);
  sign_in (&scene, "ada", PASSWORD);

  g_assert_null (test_cloud_browser_submit (scene.browser, "approve", "duration", "P7D", NULL));
  g_assert_nonnull (strstr (scene.browser->page, "Nothing is ticked"));
  g_assert_null (test_cloud_browser_submit (scene.browser, "approve", "give.printers.camera", "yes", "duration",
                                            "P7D", NULL));
  g_assert_cmpuint (scene.browser->status, ==, 400);
  g_assert_null (test_cloud_browser_submit (scene.browser, "approve", "give.profile.email", "yes", "duration",
                                            "P7D", NULL));
  g_assert_cmpuint (scene.browser->status, ==, 400);
  g_assert_null (test_cloud_browser_submit (scene.browser, "approve", "give.prints.jobs", "yes", "duration", "P0D",
                                            NULL));
  g_assert_cmpuint (scene.browser->status, ==, 400);
}

static void
test_other_browser (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(TestCloudBrowser) other = NULL;

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);
  sign_in (&scene, "ada", PASSWORD);
  other = test_cloud_browser_new (scene.home->client->url, sluice_cloud_get_ca_file (scene.home->cloud));
  g_assert_null (test_cloud_browser_go (other, scene.browser->address));
  g_assert_cmpuint (other->status, ==, 400);

  /* Nor with a session of its own. */
  {
    g_autofree char *path = address (DETAILS, NULL);

    g_assert_null (test_cloud_browser_go (other, path));
    g_assert_cmpuint (other->status, ==, 200);
    g_assert_null (test_cloud_browser_go (other, scene.browser->address));
    g_assert_cmpuint (other->status, ==, 400);
  }

  /* A form that was made for another page is not taken. */
  {
    g_autofree char *page = g_strdup (scene.browser->page);

    open_page (&scene, DETAILS, NULL);
    g_set_str (&scene.browser->page, page);
  }
  g_assert_null (test_cloud_browser_submit (scene.browser, "deny", NULL));
  g_assert_cmpuint (scene.browser->status, ==, 400);
}

static void
test_guessing (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(TestCloudBrowser) stranger = NULL;
  g_autofree char *path = address (DETAILS, NULL);

  set_scene (&scene);

  /* The owner signed in with this browser before. */
  open_page (&scene, DETAILS, NULL);
  sign_in (&scene, "ada", PASSWORD);
  g_assert_null (test_cloud_browser_submit (scene.browser, "sign-out", NULL));

  stranger = test_cloud_browser_new (scene.home->client->url, sluice_cloud_get_ca_file (scene.home->cloud));
  g_assert_null (test_cloud_browser_go (stranger, path));
  for (guint i = 0; i < 5; i++)
    {
      g_assert_null (test_cloud_browser_submit (stranger, "sign-in", "name", "ada", "password", "wrong", NULL));
      g_assert_cmpuint (stranger->status, ==, 403);
    }
  g_assert_null (test_cloud_browser_submit (stranger, "sign-in", "name", "ada", "password", PASSWORD, NULL));
  g_assert_cmpuint (stranger->status, ==, 429);

  /* Which keeps the owner out of nothing. */
  sign_in (&scene, "ada", PASSWORD);
  g_assert_cmpuint (scene.browser->status, ==, 200);
  g_assert_nonnull (strstr (scene.browser->page, "Signed in as ada"));

  test_clock_advance (scene.home->clock, 31);
  g_assert_null (test_cloud_browser_submit (stranger, "sign-in", "name", "ada", "password", PASSWORD, NULL));
  g_assert_cmpuint (stranger->status, ==, 200);
}

static void
count_cb (GObject      *session,
          GAsyncResult *result,
          gpointer      data)
{
  g_bytes_unref (soup_session_send_and_read_finish (SOUP_SESSION (session), result, NULL));
  (*(guint *) data)--;
}

/* Sends a guess, and does not wait for what comes of it. */
static void
guess (TestCloudBrowser *stranger,
       const char       *name,
       guint            *n_waiting)
{
  const char *token = strstr (stranger->page, "name=\"token\" value=\"") + strlen ("name=\"token\" value=\"");
  g_autofree char *copy = g_strndup (token, strcspn (token, "\""));
  g_autofree char *form = soup_form_encode ("token", copy, "action", "sign-in", "name", name, "password", "wrong", NULL);
  g_autofree char *path = g_strconcat (stranger->client->url, stranger->address, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", path);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));

  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
  (*n_waiting)++;
  soup_session_send_and_read_async (stranger->client->session, message, G_PRIORITY_DEFAULT, NULL, count_cb, n_waiting);
}

/* Strangers come all at once, and the owner while their guesses are being checked. */
static void
crowd_in (Scene             *scene,
          TestCloudBrowser **strangers,
          guint              n_strangers)
{
  guint n_waiting = 0;

  g_assert_null (test_cloud_browser_submit (scene->browser, "sign-out", NULL));
  for (guint i = 0; i < n_strangers; i++)
    {
      g_autofree char *name = g_strdup_printf ("nobody-%u", i);

      guess (strangers[i], name, &n_waiting);
    }
  /* The first answers are to those who come to a full house. */
  while (n_waiting == n_strangers)
    g_main_context_iteration (NULL, TRUE);
  sign_in (scene, "ada", PASSWORD);
  g_assert_cmpuint (scene->browser->status, ==, 200);
  g_assert_nonnull (strstr (scene->browser->page, "Signed in as ada"));
  while (n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* However many guess at the same time, from wherever, the owner's browser finds somebody to listen. */
static void
test_crowd (void)
{
  g_auto(Scene) scene = { 0 };
  TestCloudBrowser *strangers[8];
  g_autofree char *path = address (DETAILS, NULL);

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);
  sign_in (&scene, "ada", PASSWORD);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      strangers[i] = test_cloud_browser_new (scene.home->client->url, sluice_cloud_get_ca_file (scene.home->cloud));
      g_assert_null (test_cloud_browser_go (strangers[i], path));
    }

  for (guint i = 0; i < 4; i++)
    crowd_in (&scene, strangers, G_N_ELEMENTS (strangers));
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    test_cloud_browser_free (strangers[i]);
}

static void
test_unknown_name (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *page = NULL;

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);
  sign_in (&scene, "ada", "wrong");
  page = g_strdup (scene.browser->page);
  sign_in (&scene, "nobody", "wrong");
  g_assert_cmpuint (scene.browser->status, ==, 403);
  g_assert_cmpstr (page, ==, scene.browser->page);

  /* The owner of a home cloud has no password until one is set. */
  sign_in (&scene, "owner", "");
  g_assert_cmpuint (scene.browser->status, ==, 403);
}

/* What is kept of a password: Argon2id, with no less than libsodium asks for where somebody waits. */
static void
test_password_hash (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(GError) error = NULL;
  CloudStore *store;
  g_autofree char *account = NULL;
  g_autofree char *hash = NULL;

  set_scene (&scene);
  store = cloud_store_open_beside (scene.home->folder, &error);
  g_assert_no_error (error);
  account = cloud_accounts_find (store, "ada", &error);
  hash = cloud_accounts_dup_password (store, account, &error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
  cloud_store_free (store);
}

static void
test_headers (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(SoupMessage) message = NULL;
  g_autofree char *page = NULL;
  SoupMessageHeaders *headers;

  set_scene (&scene);
  open_page (&scene, DETAILS, NULL);
  page = g_strconcat (scene.home->client->url, scene.browser->address, NULL);
  message = test_cloud_client_fetch (scene.browser->client, "GET", page);
  headers = soup_message_get_response_headers (message);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Security-Policy"), ==,
                   "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
                   "form-action 'self' https://partner.example:443");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Cache-Control"), ==, "no-store");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Referrer-Policy"), ==, "no-referrer");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Strict-Transport-Security"), ==, "max-age=31536000");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Frame-Options"), ==, "DENY");
}

static void
test_prompt_none (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *path = address (DETAILS, NULL);
  g_autofree char *silent = g_strconcat (path, "&prompt=none", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_scene (&scene);
  first = test_cloud_browser_go (scene.browser, silent);
  g_assert_nonnull (strstr (first, "error=login_required"));
  open_page (&scene, DETAILS, NULL);
  sign_in (&scene, "ada", PASSWORD);
  second = test_cloud_browser_go (scene.browser, silent);
  g_assert_nonnull (strstr (second, "error=consent_required"));
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/browser/partial", test_partial);
  g_test_add_func ("/cloud/browser/scope-needs-all", test_scope_needs_all);
  g_test_add_func ("/cloud/browser/deny", test_deny);
  g_test_add_func ("/cloud/browser/approve-faults", test_approve_faults);
  g_test_add_func ("/cloud/browser/other-browser", test_other_browser);
  g_test_add_func ("/cloud/browser/guessing", test_guessing);
  g_test_add_func ("/cloud/browser/crowd", test_crowd);
  g_test_add_func ("/cloud/browser/unknown-name", test_unknown_name);
  g_test_add_func ("/cloud/browser/password-hash", test_password_hash);
  g_test_add_func ("/cloud/browser/headers", test_headers);
  g_test_add_func ("/cloud/browser/prompt-none", test_prompt_none);
  return g_test_run ();
}
