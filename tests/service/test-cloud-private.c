/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-grants.h"
#include "cloud-registry.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-scope.h"
#include "test-cloud-browser.h"
#include "test-cloud-home.h"
#include "test-cloud-partner.h"

#include <string.h>

/*
 * What is never shared is never shared: every category and every scope of the
 * catalogue, by every path there is, with a client that somebody has registered
 * for everything behind the operator's back.
 */

typedef struct
{
  TestCloudHome *home;
  CloudStore    *store;
  char          *secret;
} Scene;

static char *
all_scopes (void)
{
  guint n;
  const SluiceScope *scopes = sluice_scope_get_all (&n);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", scopes[i].name);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static char *
all_categories (void)
{
  guint n;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", categories[i].id);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
set_scene (Scene *scene)
{
  g_autoptr(JsonObject) client = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *scopes = all_scopes ();
  g_autofree char *categories = all_categories ();

  scene->home = test_cloud_home_new (NULL, NULL);
  client = test_cloud_operate (scene->home->folder, NULL, "client", "add", "--id", "partner", "--name", "Partner",
                               "--redirect-uri", TEST_CLOUD_PARTNER_REDIRECT, NULL);
  scene->secret = g_strdup (sluice_json_get_string (client, "client_secret"));
  scene->store = cloud_store_open_beside (scene->home->folder, &error);
  g_assert_no_error (error);
  sluice_database_exec (cloud_store_get_data (scene->store), &error, "UPDATE clients SET scope = ?, categories = ?",
                        "ss", scopes, categories);
  g_assert_no_error (error);
}

static void
scene_clear (Scene *scene)
{
  cloud_store_free (scene->store);
  test_cloud_home_free (scene->home);
  g_free (scene->secret);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Returns: (transfer full) (nullable): why it may not be asked for */
static char *
push (Scene      *scene,
      const char *name,
      const char *value)
{
  g_autofree char *form = soup_form_encode ("client_id", "partner", "client_secret", scene->secret, "response_type",
                                            "code", "redirect_uri", TEST_CLOUD_PARTNER_REDIRECT,
                                            "code_challenge", TEST_CLOUD_CHALLENGE, "code_challenge_method", "S256",
                                            name, value, NULL);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (scene->home->client, "POST", "/par",
                                                         SOUP_FORM_MIME_TYPE_URLENCODED, form, &status);

  return status == 201 ? NULL : g_strdup (sluice_json_get_string (answer, "error"));
}

/* The same, asked where the browser is sent to. */
static char *
open_page (Scene      *scene,
           const char *name,
           const char *value)
{
  g_autofree char *query = soup_form_encode ("client_id", "partner", "response_type", "code", "redirect_uri",
                                             TEST_CLOUD_PARTNER_REDIRECT, "code_challenge", TEST_CLOUD_CHALLENGE,
                                             "code_challenge_method", "S256", name, value, NULL);
  g_autofree char *address = g_strdup_printf ("%s/authorize?%s", scene->home->client->url, query);
  g_autoptr(SoupMessage) message = test_cloud_client_fetch (scene->home->client, "GET", address);
  const char *location = scene->home->client->location;
  g_autoptr(GHashTable) answer = NULL;

  if (soup_message_get_status (message) == SOUP_STATUS_SEE_OTHER)
    return NULL;
  g_assert_true (g_str_has_prefix (location, "https://partner.example/return?"));
  answer = soup_form_decode (strchr (location, '?') + 1);
  return g_strdup (g_hash_table_lookup (answer, "error"));
}

static void
test_details (void)
{
  g_auto(Scene) scene = { 0 };
  guint n;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n);

  set_scene (&scene);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *details = g_strdup_printf ("[{\"type\":\"sluice_data\",\"categories\":[\"%s\"],"
                                                  "\"actions\":[\"read\"]}]", categories[i].id);
      const char *expected = categories[i].klass == SLUICE_DATA_CLASS_PRIVATE ? "invalid_authorization_details" : NULL;
      g_autofree char *pushed = push (&scene, "authorization_details", details);
      g_autofree char *opened = open_page (&scene, "authorization_details", details);

      g_assert_cmpstr (pushed, ==, expected);
      g_assert_cmpstr (opened, ==, expected);
    }
}

static void
test_scopes (void)
{
  g_auto(Scene) scene = { 0 };
  guint n;
  const SluiceScope *scopes = sluice_scope_get_all (&n);

  set_scene (&scene);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_refused = scopes[i].is_reserved || sluice_scope_is_private (&scopes[i]);
      g_autofree char *pushed = push (&scene, "scope", scopes[i].name);
      g_autofree char *opened = open_page (&scene, "scope", scopes[i].name);

      g_assert_cmpstr (pushed, ==, is_refused ? "invalid_scope" : NULL);
      g_assert_cmpstr (opened, ==, is_refused ? "invalid_scope" : NULL);
    }
}

/* The page takes nothing that was not asked, whatever is sent to it in the place of its own form. */
static void
test_page (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(TestCloudBrowser) browser = NULL;
  g_autofree char *query = NULL;
  g_autofree char *path = NULL;
  g_autofree char *location = NULL;
  guint n;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n);

  set_scene (&scene);
  g_assert_null (test_cloud_operate (scene.home->folder, "correct horse battery\n", "account", "add", "--username",
                                     "ada", NULL));
  browser = test_cloud_browser_new (scene.home->client->url, sluice_cloud_get_ca_file (scene.home->cloud));
  query = soup_form_encode ("client_id", "partner", "response_type", "code", "redirect_uri",
                            TEST_CLOUD_PARTNER_REDIRECT, "code_challenge", TEST_CLOUD_CHALLENGE,
                            "code_challenge_method", "S256", "authorization_details",
                            "[{\"type\":\"sluice_data\",\"categories\":[\"prints.jobs\"],\"actions\":[\"read\"]}]", NULL);
  path = g_strconcat ("/authorize?", query, NULL);
  g_assert_null (test_cloud_browser_go (browser, path));
  g_assert_null (test_cloud_browser_submit (browser, "sign-in", "name", "ada", "password", "correct horse battery", NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *field = g_strconcat ("give.", categories[i].id, NULL);

      if (g_str_equal (categories[i].id, "prints.jobs"))
        continue;
      g_assert_null (strstr (browser->page, field));
      g_assert_null (test_cloud_browser_submit (browser, "approve", "give.prints.jobs", "yes", field, "yes", "duration",
                                                "P7D", NULL));
      g_assert_cmpuint (browser->status, ==, 400);
    }

  /* None of them spoilt the question itself. */
  location = test_cloud_browser_submit (browser, "approve", "give.prints.jobs", "yes", "duration", "P7D", NULL);
  g_assert_nonnull (strstr (location, "code="));
}

/* However it was decided, and by whom. */
static void
test_grants (void)
{
  g_auto(Scene) scene = { 0 };
  guint n;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n);
  static const char * const origins[] = { "home", "browser", "link", "device", "ciba" };
  g_autofree char *owner = NULL;

  set_scene (&scene);
  owner = cloud_store_find_owner (scene.store, NULL);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (origins); j++)
      {
        CloudContext context = { .store = scene.store, .clock = SLUICE_CLOCK (scene.home->clock) };
        g_autoptr(CloudClient) client = cloud_clients_find (&context, "partner", NULL);
        const char * const given[] = { categories[i].id, NULL };
        CloudGrantRequest wanted = { owner, client, "", given, NULL, CLOUD_DURATION_ONCE, origins[j] };
        g_autoptr(GError) error = NULL;
        g_autofree char *grant = cloud_grants_create (&context, &wanted, &error);

        if (categories[i].klass == SLUICE_DATA_CLASS_PRIVATE)
          g_assert_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS);
        else
          g_assert_nonnull (grant);
      }
}

static void
test_registration (void)
{
  g_auto(Scene) scene = { 0 };
  guint n_categories, n_scopes;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n_categories);
  const SluiceScope *scopes = sluice_scope_get_all (&n_scopes);

  set_scene (&scene);
  for (guint i = 0; i < n_categories; i++)
    {
      const char *given[] = { categories[i].id, NULL };
      CloudRegistration wanted = { .id = (char *) "partner", .categories = (char **) given };

      g_assert_true (cloud_registry_change (scene.store, &wanted, NULL) ==
                     (categories[i].klass != SLUICE_DATA_CLASS_PRIVATE));
    }
  for (guint i = 0; i < n_scopes; i++)
    {
      CloudRegistration wanted = { .id = (char *) "partner", .scope = (char *) scopes[i].name };

      g_assert_true (cloud_registry_change (scene.store, &wanted, NULL) ==
                     !(scopes[i].is_reserved || sluice_scope_is_private (&scopes[i])));
    }
}

/* The same client, with all ways of asking, and a person who says yes to whatever comes. */
static TestCloudPartner *
make_partner (void)
{
  TestCloudPartner *self = test_cloud_partner_new ();
  g_autofree char *scopes = all_scopes ();
  g_autofree char *categories = all_categories ();
  g_autoptr(GError) error = NULL;
  CloudStore *store = cloud_store_open_beside (self->home->folder, &error);

  g_assert_no_error (error);
  sluice_database_exec (cloud_store_get_data (store), &error, "UPDATE clients SET scope = ?, categories = ?", "ss",
                        scopes, categories);
  g_assert_no_error (error);
  cloud_store_free (store);
  return self;
}

/* What may be asked for, by whatever path that takes details or scopes. */
static void
test_asking (void)
{
  g_autoptr(TestCloudPartner) scene = make_partner ();
  static const char * const paths[] = { "/bc-authorize", "/device_authorization" };
  guint n_categories, n_scopes, status;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n_categories);
  const SluiceScope *scopes = sluice_scope_get_all (&n_scopes);

  for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
    {
      for (guint i = 0; i < n_categories; i++)
        {
          g_autofree char *quoted = g_strdup_printf ("\"%s\"", categories[i].id);
          g_autofree char *details = test_cloud_details (quoted);
          g_autoptr(JsonObject) answer = test_cloud_partner_post (scene, paths[j], &status, "login_hint", "demo",
                                                                  "authorization_details", details, NULL);

          g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==,
                           categories[i].klass == SLUICE_DATA_CLASS_PRIVATE ? "invalid_authorization_details" : NULL);
          test_clock_advance (scene->home->clock, 301);
        }
      for (guint i = 0; i < n_scopes; i++)
        {
          gboolean is_refused = scopes[i].is_reserved || sluice_scope_is_private (&scopes[i]);
          g_autoptr(JsonObject) answer = test_cloud_partner_post (scene, paths[j], &status, "login_hint", "demo",
                                                                  "scope", scopes[i].name, NULL);

          g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==, is_refused ? "invalid_scope" : NULL);
          test_clock_advance (scene->home->clock, 301);
        }
    }
}

/* A decision gives nothing that was not asked for, a narrower grant nothing that was not given. */
static void
test_widening (void)
{
  g_autoptr(TestCloudPartner) scene = make_partner ();
  guint n, status;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n);
  g_autofree char *handle = test_cloud_partner_ask (scene, "\"prints.jobs\",\"prints.names\"", &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autoptr(JsonObject) given = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *decision = g_strdup_printf ("{\"decision\":\"approve\",\"categories\":[\"prints.jobs\",\"%s\"]}",
                                                   categories[i].id);
      g_autoptr(JsonObject) answer = NULL;

      if (g_str_has_prefix (categories[i].id, "prints.jobs") || g_str_equal (categories[i].id, "prints.names"))
        continue;
      answer = test_cloud_person_decide (scene, id, decision, &status);
      g_assert_cmpuint (status, ==, 400);
    }

  given = test_cloud_person_decide (scene, id, TEST_CLOUD_APPROVE_JOBS, &status);
  g_assert_cmpuint (status, ==, 200);
  path = g_strdup_printf ("/privacy/v1/grants/%s/narrow",
                          sluice_json_get_string (sluice_json_get_object (given, "data"), "grant_id"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"data\":{\"categories\":[\"%s\"]}}", categories[i].id);
      g_autoptr(JsonNode) answer = test_cloud_person_call (scene, "POST", path, body, &status);

      g_assert_cmpuint (status, ==, g_str_equal (categories[i].id, "prints.jobs") ? 200 : 400);
    }
}

/* What a token reads, even when somebody wrote into the tables that it may. */
static void
test_reading (void)
{
  g_autoptr(TestCloudPartner) scene = make_partner ();
  guint n, status;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&n);
  g_autofree char *handle = test_cloud_partner_ask (scene, "\"prints.jobs\"", &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autoptr(JsonObject) given = test_cloud_person_decide (scene, id, TEST_CLOUD_APPROVE_JOBS, &status);
  g_autoptr(JsonObject) tokens = test_cloud_partner_poll (scene, handle, &status);
  g_autoptr(GError) error = NULL;
  CloudStore *store = cloud_store_open_beside (scene->home->folder, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_open = categories[i].klass == SLUICE_DATA_CLASS_PUBLIC || g_str_equal (categories[i].id, "prints.jobs");

      g_assert_cmpuint (test_cloud_partner_read (scene, categories[i].id, NULL), ==, is_open ? 200 : 403);
      sluice_database_exec (cloud_store_get_data (store), &error,
                            "INSERT OR IGNORE INTO grant_items (grant_id, category, since)"
                            " SELECT id, ?, 0 FROM grants WHERE client = 'partner'", "s", categories[i].id);
      g_assert_no_error (error);
      g_assert_cmpuint (test_cloud_partner_read (scene, categories[i].id, NULL), ==,
                        categories[i].klass != SLUICE_DATA_CLASS_PRIVATE ? 200 : 403);
    }
  cloud_store_free (store);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/private/details", test_details);
  g_test_add_func ("/cloud/private/scopes", test_scopes);
  g_test_add_func ("/cloud/private/page", test_page);
  g_test_add_func ("/cloud/private/grants", test_grants);
  g_test_add_func ("/cloud/private/registration", test_registration);
  g_test_add_func ("/cloud/private/asking", test_asking);
  g_test_add_func ("/cloud/private/widening", test_widening);
  g_test_add_func ("/cloud/private/reading", test_reading);
  return g_test_run ();
}
