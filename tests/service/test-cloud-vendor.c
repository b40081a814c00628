/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-home.h"

#include <string.h>

/* Programs made for the vendor's cloud sign in here, each in its own spelling of S512, from verifier to tokens. */
#define REDIRECT "http://localhost:32118/callback"
#define SCOPE "account.user.read"
#define PASSWORD "correct horse battery"
/* 32 random bytes, as the one has them, and as the other: base64, which no RFC allows. */
#define HEXADECIMAL "4b5c0f9ad3be1702e6c89f10a4d35577b2c6e08813fa49d2c07be51f6a9d8e30"
#define BASE64 "s+xK0v/4S6pUe9xFq3mP1rYb7cT2hLw8nDz5aQkGjVo="

typedef struct
{
  TestCloudHome    *home;
  TestCloudBrowser *browser;
} Scene;

static void
set_scene (Scene *scene)
{
  g_autoptr(JsonObject) client = NULL;

  scene->home = test_cloud_home_new (NULL, NULL);
  scene->browser = test_cloud_browser_new (scene->home->client->url, sluice_cloud_get_ca_file (scene->home->cloud));
  g_assert_null (test_cloud_operate (scene->home->folder, PASSWORD "\n", "account", "add", "--username", "ada", NULL));
  client = test_cloud_operate (scene->home->folder, NULL, "client", "add", "--id", "slicer", "--name", "Slicer",
                               "--public", "--vendor-compatible", "--redirect-uri", REDIRECT, "--scope", SCOPE, NULL);
  g_assert_null (sluice_json_get_string (client, "client_secret"));
}

static void
scene_clear (Scene *scene)
{
  test_cloud_browser_free (scene->browser);
  test_cloud_home_free (scene->home);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static char *
make_challenge (const char *verifier,
                char        plus,
                char        slash)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA512);
  guint8 digest[64];
  gsize length = sizeof digest;
  char *text;

  g_checksum_update (checksum, (const guchar *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  for (char *at = text; *at != '\0'; at++)
    *at = *at == '+' ? plus : *at == '/' ? slash : *at;
  return text;
}

/* Returns: (transfer full): what the browser brings back; signs in when that is asked */
static GHashTable *
ask (Scene      *scene,
     const char *challenge,
     const char *action)
{
  g_autofree char *query = soup_form_encode ("client_id", "slicer", "redirect_uri", REDIRECT, "scope", SCOPE, "state",
                                             "s+t/te==", "response_type", "code", "code_challenge", challenge,
                                             "code_challenge_method", "S512", NULL);
  g_autofree char *path = g_strconcat ("/authorize?", query, NULL);
  g_autofree char *location = test_cloud_browser_go (scene->browser, path);

  g_assert_null (location);
  g_assert_cmpuint (scene->browser->status, ==, 200);
  if (strstr (scene->browser->page, "type=\"password\"") != NULL)
    g_assert_null (test_cloud_browser_submit (scene->browser, "sign-in", "name", "ada", "password", PASSWORD, NULL));
  location = test_cloud_browser_submit (scene->browser, action, NULL);
  g_assert_true (g_str_has_prefix (location, REDIRECT "?"));
  return soup_form_decode (strchr (location, '?') + 1);
}

static void
test_sign_in (void)
{
  static const struct
  {
    const char *verifier;
    char        plus, slash; /* of the challenge */
    const char *secret;
  } programs[] = {
    { HEXADECIMAL, '_', '-', "" },
    { HEXADECIMAL, '_', '-', NULL },
    { HEXADECIMAL, '-', '_', NULL },
    { BASE64, '+', '/', NULL },
  };
  g_auto(Scene) scene = { 0 };

  set_scene (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *challenge = make_challenge (programs[i].verifier, programs[i].plus, programs[i].slash);
      g_autoptr(GHashTable) answer = ask (&scene, challenge, "approve");
      g_autoptr(GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(JsonObject) tokens = NULL;
      g_autofree char *text = NULL;
      guint status;

      g_assert_cmpstr (g_hash_table_lookup (answer, "state"), ==, "s+t/te==");
      g_hash_table_insert (form, (gpointer) "grant_type", (gpointer) "authorization_code");
      g_hash_table_insert (form, (gpointer) "client_id", (gpointer) "slicer");
      g_hash_table_insert (form, (gpointer) "redirect_uri", (gpointer) REDIRECT);
      g_hash_table_insert (form, (gpointer) "scope", (gpointer) SCOPE);
      g_hash_table_insert (form, (gpointer) "code", g_hash_table_lookup (answer, "code"));
      g_hash_table_insert (form, (gpointer) "code_verifier", (gpointer) programs[i].verifier);
      if (programs[i].secret != NULL)
        g_hash_table_insert (form, (gpointer) "client_secret", (gpointer) programs[i].secret);
      text = soup_form_encode_hash (form);
      tokens = test_cloud_client_call (scene.home->client, "POST", "/token", SOUP_FORM_MIME_TYPE_URLENCODED, text,
                                       &status);
      g_assert_cmpuint (status, ==, 200);
      g_assert_cmpstr (sluice_json_get_string (tokens, "scope"), ==, SCOPE);
      g_assert_nonnull (sluice_json_get_string (tokens, "refresh_token"));
    }
}

/* The word that these programs look for, beside the one of the RFC. */
static void
test_deny (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *challenge = make_challenge (HEXADECIMAL, '_', '-');
  g_autoptr(GHashTable) answer = NULL;

  set_scene (&scene);
  answer = ask (&scene, challenge, "deny");
  g_assert_cmpstr (g_hash_table_lookup (answer, "error_code"), ==, "user_denied");
  g_assert_cmpstr (g_hash_table_lookup (answer, "error"), ==, "access_denied");
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/vendor/sign-in", test_sign_in);
  g_test_add_func ("/cloud/vendor/deny", test_deny);
  return g_test_run ();
}
