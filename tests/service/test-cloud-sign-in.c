/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-home.h"
#include "test-util.h"

#include <string.h>

/* The owner's sign-in, and what becomes of codes and tokens. */
#define VERIFIER "another-verifier-another-verifier-another-verifier"

static char *
code_form (const char *code,
           const char *verifier)
{
  return soup_form_encode ("grant_type", "authorization_code", "client_id", "sluice-desktop", "code", code,
                           "redirect_uri", TEST_CLOUD_REDIRECT, "code_verifier", verifier, NULL);
}

static char *
refresh_form (const char *refresh)
{
  return soup_form_encode ("grant_type", "refresh_token", "client_id", "sluice-desktop", "refresh_token", refresh,
                           NULL);
}

/* Asserts that a token request is refused so, and returns nothing. */
static void
assert_token_error (TestCloudClient *client,
                    const char      *form,
                    const char      *expected)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_token (client, form, &status);

  g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==, expected);
  g_assert_nonnull (sluice_json_get_string (answer, "error_description"));
  g_assert_cmpuint (status, ==, g_str_equal (expected, "invalid_client") ? 401 : 400);
}

static void
assert_refreshes (TestCloudClient *client,
                  const char      *refresh)
{
  g_autofree char *form = refresh_form (refresh);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_token (client, form, &status);

  g_assert_cmpuint (status, ==, 200);
}

static void
assert_refresh_refused (TestCloudClient *client,
                        const char      *refresh)
{
  g_autofree char *form = refresh_form (refresh);

  assert_token_error (client, form, "invalid_grant");
}

/* Returns: the status of /check-token, with the error's code in @out_code */
static guint
check (TestCloudClient  *client,
       char            **out_code)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "GET", "/check-token", NULL, NULL, &status);

  if (out_code != NULL)
    *out_code = status != 200 ? test_cloud_error_code (answer) : NULL;
  return status;
}

static void
test_metadata (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (home->client, "GET", "/.well-known/oauth-authorization-server",
                                                         NULL, NULL, &status);
  g_autoptr(GBytes) contact = test_cloud_client_send (home->client, "GET", "/.well-known/security.txt", NULL, NULL,
                                                      &status);
  g_autofree char *text = test_dup_text (contact);

  g_assert_cmpstr (sluice_json_get_string (answer, "issuer"), ==, home->client->url);
  g_assert_cmpstr (json_array_get_string_element (sluice_json_get_array (answer, "code_challenge_methods_supported"),
                                                  0), ==, "S256");
  g_assert_nonnull (strstr (text, "Contact: "));
  g_assert_nonnull (strstr (text, "Expires: 2030-"));
}

static void
test_sign_in (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (home->client, "GET", "/check-token", NULL, NULL, &status);
  JsonObject *profile = sluice_json_get_object (answer, "data");
  gint64 expires = 0;

  g_assert_cmpstr (sluice_json_get_string (profile, "username"), ==, "owner");
  g_assert_cmpstr (sluice_json_get_string (profile, "scopes"), ==, "account.user.read");
  g_assert_true (sluice_json_get_int (profile, "exp", &expires));
  g_assert_cmpint (expires, ==, 1900000600);

  /* The token allows what was asked for, and nothing else. */
  json_object_unref (g_steal_pointer (&answer));
  answer = test_cloud_client_call (home->client, "GET", "/connect/v1/clusters", NULL, NULL, &status);
  test_cloud_assert_refused (answer, status, 403, "insufficientScope");
}

static void
test_wrong_secret (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  g_autofree char *guess = g_strnfill (43, 'A');

  for (guint i = 0; i < 10; i++)
    {
      g_assert_null (test_cloud_client_code (home->client, guess, "account.user.read", NULL));
      g_assert_nonnull (strstr (home->client->location, "error=access_denied"));
    }

  /* Too often: no redirect any more. But never for who has the right one. */
  g_assert_null (test_cloud_client_code (home->client, guess, "account.user.read", NULL));
  g_assert_null (home->client->location);
  test_cloud_client_sign_in (home->client, home->secret, "account.user.read");
  test_clock_advance (home->clock, 60);
  g_assert_null (test_cloud_client_code (home->client, guess, "account.user.read", NULL));
  g_assert_nonnull (home->client->location);
}

static void
test_authorize_faults (void)
{
  static const struct
  {
    const char *changed;
    const char *to;
    const char *error; /* NULL: no redirect at all */
  } rows[] = {
    { "client_id", "somebody", NULL },
    { "redirect_uri", "http://localhost:5/callback", NULL },
    { "redirect_uri", "http://127.0.0.1:5/callback?x", NULL },
    { "redirect_uri", "http://127.0.0.1:5/callbacks", NULL },
    { "redirect_uri", "http://127.0.0.1:5.evil.example/callback", NULL },
    { "redirect_uri", "http://127.0.0.1@evil.example/callback", NULL },
    { "redirect_uri", "https://127.0.0.1/callback", NULL },
    { "response_type", "token", "unsupported_response_type" },
    { "scope", "everything", "invalid_scope" },
    { "scope", "", "invalid_scope" },
    { "code_challenge_method", "plain", "invalid_request" },
    { "code_challenge", "short", "invalid_request" },
  };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
      g_autofree char *text = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GBytes) answer = NULL;
      guint status;

      g_hash_table_insert (form, (gpointer) "response_type", (gpointer) "code");
      g_hash_table_insert (form, (gpointer) "client_id", (gpointer) "sluicectl");
      g_hash_table_insert (form, (gpointer) "redirect_uri", (gpointer) "http://127.0.0.1/callback");
      g_hash_table_insert (form, (gpointer) "scope", (gpointer) "account.user.read");
      g_hash_table_insert (form, (gpointer) "code_challenge", (gpointer) TEST_CLOUD_CHALLENGE);
      g_hash_table_insert (form, (gpointer) "code_challenge_method", (gpointer) "S256");
      g_hash_table_insert (form, (gpointer) "owner_secret", home->secret);
      g_hash_table_insert (form, (gpointer) rows[i].changed, (gpointer) rows[i].to);
      text = soup_form_encode_hash (form);
      body = g_bytes_new (text, strlen (text));
      answer = test_cloud_client_send (home->client, "POST", "/authorize", SOUP_FORM_MIME_TYPE_URLENCODED, body,
                                       &status);
      if (rows[i].error == NULL)
        {
          g_assert_cmpuint (status, ==, 400);
          g_assert_null (home->client->location);
        }
      else
        {
          g_autofree char *expected = g_strdup_printf ("error=%s", rows[i].error);

          g_assert_cmpuint (status, ==, 302);
          g_assert_nonnull (strstr (home->client->location, expected));
          g_assert_null (strstr (home->client->location, "code="));
        }
    }
}

static void
test_wrong_verifier (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  g_autofree char *code = test_cloud_client_code (home->client, home->secret, "account.user.read", VERIFIER);
  g_autofree char *wrong = code_form (code, "a-verifier-that-was-never-committed-to-0123456789");
  g_autofree char *right = code_form (code, VERIFIER);

  assert_token_error (home->client, wrong, "invalid_grant");
  /* One guess is all there is. */
  assert_token_error (home->client, right, "invalid_grant");
}

static void
test_code_ends (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  g_autofree char *code = test_cloud_client_code (home->client, home->secret, "account.user.read", VERIFIER);
  g_autofree char *form = code_form (code, VERIFIER);

  test_clock_advance (home->clock, 60);
  assert_token_error (home->client, form, "invalid_grant");
}

static void
test_code_replay (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  g_autofree char *code = test_cloud_client_code (home->client, home->secret, "account.user.read", VERIFIER);
  g_autofree char *form = code_form (code, VERIFIER);
  g_autofree char *reason = NULL;
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_token (home->client, form, &status);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (check (home->client, NULL), ==, 200);
  assert_token_error (home->client, form, "invalid_grant");
  g_assert_cmpuint (check (home->client, &reason), ==, 403);
  g_assert_cmpstr (reason, ==, "invalidToken");
}

static void
test_access_expires (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *reason = NULL;

  test_clock_advance (home->clock, 599);
  g_assert_cmpuint (check (home->client, NULL), ==, 200);
  test_clock_advance (home->clock, 1);
  g_assert_cmpuint (check (home->client, &reason), ==, 403);
  g_assert_cmpstr (reason, ==, "tokenExpired");
  assert_refreshes (home->client, home->client->refresh);
  g_assert_cmpuint (check (home->client, NULL), ==, 200);
}

static void
test_no_token (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  g_autofree char *missing = NULL;
  g_autofree char *wrong = NULL;

  g_assert_cmpuint (check (home->client, &missing), ==, 401);
  g_assert_cmpstr (missing, ==, "missingToken");
  home->client->access = g_strnfill (43, 'x');
  g_assert_cmpuint (check (home->client, &wrong), ==, 403);
  g_assert_cmpstr (wrong, ==, "invalidToken");
}

static void
test_refresh_reuse (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *first = g_strdup (home->client->refresh);
  g_autofree char *second = NULL;

  assert_refreshes (home->client, first);
  second = g_strdup (home->client->refresh);
  g_assert_cmpuint (check (home->client, NULL), ==, 200);

  /* Somebody used what came of it, so the answer was not lost: this is a thief, or the owner after one. */
  assert_refresh_refused (home->client, first);
  g_assert_cmpuint (check (home->client, NULL), ==, 403);
  assert_refresh_refused (home->client, second);
}

static void
test_lost_answer (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *first = g_strdup (home->client->refresh);
  g_autofree char *lost = NULL;

  assert_refreshes (home->client, first);
  lost = g_strdup (home->client->refresh);
  test_clock_advance (home->clock, 30);
  assert_refreshes (home->client, first);
  g_assert_cmpuint (check (home->client, NULL), ==, 200);

  /* What was in the lost answer is worth nothing, and does no harm. */
  assert_refresh_refused (home->client, lost);
  g_assert_cmpuint (check (home->client, NULL), ==, 200);
}

static void
test_lost_answer_too_late (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *first = g_strdup (home->client->refresh);

  assert_refreshes (home->client, first);
  test_clock_advance (home->clock, 31);
  assert_refresh_refused (home->client, first);
  assert_refresh_refused (home->client, home->client->refresh);
}

static void
test_older_than_the_last (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *first = g_strdup (home->client->refresh);

  assert_refreshes (home->client, first);
  assert_refreshes (home->client, home->client->refresh);
  assert_refresh_refused (home->client, first);
  assert_refresh_refused (home->client, home->client->refresh);
}

static void
test_revoke (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *other = soup_form_encode ("client_id", "sluicectl", "token", home->client->refresh, NULL);
  g_autofree char *own = soup_form_encode ("client_id", "sluice-desktop", "token", home->client->refresh, NULL);
  g_autofree char *unknown = soup_form_encode ("client_id", "sluice-desktop", "token", "nothing", NULL);
  guint status;

  g_assert_null (test_cloud_client_call (home->client, "POST", "/revoke", SOUP_FORM_MIME_TYPE_URLENCODED, unknown,
                                         &status));
  g_assert_cmpuint (status, ==, 200);
  g_assert_null (test_cloud_client_call (home->client, "POST", "/revoke", SOUP_FORM_MIME_TYPE_URLENCODED, other,
                                         &status));
  g_assert_cmpuint (check (home->client, NULL), ==, 200);
  g_assert_null (test_cloud_client_call (home->client, "POST", "/revoke", SOUP_FORM_MIME_TYPE_URLENCODED, own,
                                         &status));
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (check (home->client, NULL), ==, 403);
  assert_refresh_refused (home->client, home->client->refresh);
}

static void
test_delete_token (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  guint status;

  g_assert_null (test_cloud_client_call (home->client, "DELETE", "/token", NULL, NULL, &status));
  g_assert_cmpuint (status, ==, 204);
  g_assert_cmpuint (check (home->client, NULL), ==, 403);
  assert_refresh_refused (home->client, home->client->refresh);
}

static void
test_token_faults (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, "account.user.read");
  g_autofree char *wider = soup_form_encode ("grant_type", "refresh_token", "client_id", "sluice-desktop",
                                             "refresh_token", home->client->refresh,
                                             "scope", "account.user.read connect.cluster.read", NULL);

  assert_token_error (home->client, "client_id=sluice-desktop&grant_type=password", "unsupported_grant_type");
  assert_token_error (home->client, "client_id=sluice-desktop&grant_type=refresh_token", "invalid_request");
  assert_token_error (home->client, "client_id=sluice-desktop&client_id=sluice-desktop&grant_type=x",
                      "invalid_request");
  assert_token_error (home->client, "client_id=nobody&grant_type=refresh_token", "invalid_client");
  assert_token_error (home->client, wider, "invalid_scope");
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/sign-in/metadata", test_metadata);
  g_test_add_func ("/cloud/sign-in/owner", test_sign_in);
  g_test_add_func ("/cloud/sign-in/wrong-secret", test_wrong_secret);
  g_test_add_func ("/cloud/sign-in/authorize-faults", test_authorize_faults);
  g_test_add_func ("/cloud/sign-in/wrong-verifier", test_wrong_verifier);
  g_test_add_func ("/cloud/sign-in/code-ends", test_code_ends);
  g_test_add_func ("/cloud/sign-in/code-replay", test_code_replay);
  g_test_add_func ("/cloud/sign-in/access-expires", test_access_expires);
  g_test_add_func ("/cloud/sign-in/no-token", test_no_token);
  g_test_add_func ("/cloud/sign-in/refresh-reuse", test_refresh_reuse);
  g_test_add_func ("/cloud/sign-in/lost-answer", test_lost_answer);
  g_test_add_func ("/cloud/sign-in/lost-answer-too-late", test_lost_answer_too_late);
  g_test_add_func ("/cloud/sign-in/older-than-the-last", test_older_than_the_last);
  g_test_add_func ("/cloud/sign-in/revoke", test_revoke);
  g_test_add_func ("/cloud/sign-in/delete-token", test_delete_token);
  g_test_add_func ("/cloud/sign-in/token-faults", test_token_faults);
  return test_run ();
}
