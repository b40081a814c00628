/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-home.h"
#include "test-proof.h"

#include <string.h>

/* Clients that prove who they are, requests that are pushed, tokens that are bound to a key. */
#define VERIFIER "browser-verifier-browser-verifier-browser-verifier"
#define REDIRECT "https://partner.example/return"
#define FORM SOUP_FORM_MIME_TYPE_URLENCODED

typedef struct
{
  TestCloudHome *home;
  char          *secret;
} Scene;

static void
scene_clear (Scene *scene)
{
  test_cloud_home_free (scene->home);
  g_free (scene->secret);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static void
set_scene (Scene *scene)
{
  g_autoptr(JsonObject) client = NULL;

  scene->home = test_cloud_home_new (NULL, NULL);
  client = test_cloud_operate (scene->home->folder, NULL, "client", "add", "--id", "partner", "--name", "Partner",
                               "--redirect-uri", REDIRECT, "--scope", "account.user.read", "--require-par", NULL);
  scene->secret = g_strdup (sluice_json_get_string (client, "client_secret"));
}

static JsonObject *
post (Scene      *scene,
      const char *path,
      const char *form,
      const char *authorization,
      const char *proof,
      guint      *out_status)
{
  g_autofree char *address = g_strconcat (scene->home->client->url, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr(GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, FORM, body);
  if (authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  if (proof != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "DPoP", proof);
  answer = test_cloud_client_exchange (scene->home->client, message);
  *out_status = soup_message_get_status (message);
  return g_bytes_get_size (answer) > 0 ? sluice_json_parse_object (answer, 64 * 1024, NULL) : NULL;
}

static void
assert_refused (JsonObject *answer,
                guint       status,
                guint       expected_status,
                const char *expected)
{
  g_assert_cmpuint (status, ==, expected_status);
  g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==, expected);
}

static char *
basic (const char *id,
       const char *secret)
{
  g_autofree char *both = g_strconcat (id, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guint8 *) both, strlen (both));

  return g_strconcat ("Basic ", encoded, NULL);
}

static void
test_client_authentication (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *right = NULL;
  g_autofree char *wrong = basic ("partner", "guess");
  g_autofree char *nobody = basic ("nobody", "guess");
  g_autofree char *posted = NULL;
  g_autofree char *twice = NULL;
  guint status;

  set_scene (&scene);
  right = basic ("partner", scene.secret);
  posted = soup_form_encode ("client_id", "partner", "client_secret", scene.secret, "token", "x", NULL);
  twice = soup_form_encode ("client_secret", scene.secret, "token", "x", NULL);

  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", "token=x", right, NULL, &status);

    g_assert_cmpuint (status, ==, 200);
    g_assert_cmpuint (json_object_get_size (answer), ==, 1);
    g_assert_false (json_object_get_boolean_member (answer, "active"));
  }
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", posted, NULL, NULL, &status);

    g_assert_cmpuint (status, ==, 200);
  }
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", "token=x", wrong, NULL, &status);

    assert_refused (answer, status, 401, "invalid_client");
  }
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", "token=x", nobody, NULL, &status);

    assert_refused (answer, status, 401, "invalid_client");
  }
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", "token=x&client_id=partner", NULL, NULL, &status);

    assert_refused (answer, status, 401, "invalid_client");
  }
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", twice, right, NULL, &status);

    assert_refused (answer, status, 400, "invalid_request");
  }
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", "token=x&client_id=sluicectl", NULL, NULL, &status);

    assert_refused (answer, status, 401, "invalid_client");
  }
}

/* Returns: (transfer full): a request_uri of the partner's */
static char *
push (Scene *scene)
{
  g_autofree char *challenge = test_cloud_challenge (VERIFIER);
  g_autofree char *authorization = basic ("partner", scene->secret);
  g_autofree char *form = soup_form_encode ("response_type", "code", "redirect_uri", REDIRECT, "scope",
                                            "account.user.read", "code_challenge", challenge,
                                            "code_challenge_method", "S256", NULL);
  guint status;
  g_autoptr(JsonObject) answer = post (scene, "/par", form, authorization, NULL, &status);

  g_assert_cmpuint (status, ==, 201);
  return g_strdup (sluice_json_get_string (answer, "request_uri"));
}

static guint
open_pushed (Scene      *scene,
             const char *client_id,
             const char *request_uri)
{
  g_autofree char *query = soup_form_encode ("client_id", client_id, "request_uri", request_uri, NULL);
  g_autofree char *address = g_strconcat (scene->home->client->url, "/authorize?", query, NULL);
  g_autoptr(SoupMessage) message = test_cloud_client_fetch (scene->home->client, "GET", address);

  return soup_message_get_status (message);
}

static void
test_pushed (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *late = NULL;
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;
  g_autofree char *challenge = test_cloud_challenge (VERIFIER);

  set_scene (&scene);
  first = push (&scene);
  g_assert_true (g_str_has_prefix (first, "urn:ietf:params:oauth:request_uri:"));

  /* Another's is not found, and stays; its own is good once. */
  g_assert_cmpuint (open_pushed (&scene, "sluice-desktop", first), ==, 400);
  g_assert_cmpuint (open_pushed (&scene, "partner", first), ==, 303);
  g_assert_cmpuint (open_pushed (&scene, "partner", first), ==, 400);
  late = push (&scene);
  test_clock_advance (scene.home->clock, 120);
  g_assert_cmpuint (open_pushed (&scene, "partner", late), ==, 400);

  /* This client has to push. */
  query = soup_form_encode ("client_id", "partner", "response_type", "code", "redirect_uri", REDIRECT, "scope",
                            "account.user.read", "code_challenge", challenge, "code_challenge_method", "S256", NULL);
  address = g_strconcat (scene.home->client->url, "/authorize?", query, NULL);
  {
    g_autoptr(SoupMessage) message = test_cloud_client_fetch (scene.home->client, "GET", address);

    g_assert_cmpuint (soup_message_get_status (message), ==, 302);
    g_assert_nonnull (strstr (scene.home->client->location, "error=invalid_request"));
  }
}

/* RFC 8252 §7.3: any port of the loopback address, also of one that was registered with a port; nothing else is lenient. */
static void
test_redirect_address (void)
{
  static const struct
  {
    const char *given;
    gboolean    is_known;
  } rows[] = {
    { "http://127.0.0.1:1/done", TRUE },
    { "http://127.0.0.1:65535/done", TRUE },
    { "http://127.0.0.1/done", TRUE },
    { "http://127.0.0.1:4711/fixed", TRUE },
    { "http://127.0.0.1:4712/fixed", TRUE },
    { "http://127.0.0.1/fixed", TRUE },
    { "http://[::1]:4713/six", TRUE },
    { "http://localhost:32118/callback", TRUE },
    { "http://[::1]:4713/done", FALSE },
    { "http://127.0.0.1:4713/six", FALSE },
    { "http://127.0.0.1:/done", FALSE },
    { "http://127.0.0.1:123456/done", FALSE },
    { "http://127.0.0.1:80x/done", FALSE },
    { "http://127.0.0.1:1/done/", FALSE },
    { "http://127.0.0.1:1/Done", FALSE },
    { "http://127.0.0.1:1/done?more", FALSE },
    { "http://127.0.0.1:1@evil.example/done", FALSE },
    { "http://127.0.0.2:1/done", FALSE },
    { "http://localhost:32119/callback", FALSE },
    { "http://localhost/callback", FALSE },
  };
  g_auto(Scene) scene = { 0 };
  g_autoptr(JsonObject) client = NULL;
  g_autofree char *challenge = test_cloud_challenge (VERIFIER);

  set_scene (&scene);
  client = test_cloud_operate (scene.home->folder, NULL, "client", "add", "--id", "native", "--name", "Native",
                               "--public", "--redirect-uri", "http://127.0.0.1/done",
                               "--redirect-uri", "http://127.0.0.1:4711/fixed", "--redirect-uri", "http://[::1]/six",
                               "--redirect-uri", "http://localhost:32118/callback", "--scope", "account.user.read", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *query = soup_form_encode ("client_id", "native", "response_type", "code", "redirect_uri",
                                                 rows[i].given, "scope", "account.user.read", "code_challenge",
                                                 challenge, "code_challenge_method", "S256", NULL);
      g_autofree char *address = g_strconcat (scene.home->client->url, "/authorize?", query, NULL);
      g_autoptr(SoupMessage) message = test_cloud_client_fetch (scene.home->client, "GET", address);

      if (soup_message_get_status (message) != (rows[i].is_known ? 303 : 400))
        g_error ("%s: %u", rows[i].given, soup_message_get_status (message));
    }
}

static TestProof
proof_for (Scene      *scene,
           const char *method,
           const char *address,
           const char *jti)
{
  return (TestProof) { "dpop+jwt", "ES256", method, address, jti, NULL,
                       sluice_clock_now_seconds (SLUICE_CLOCK (scene->home->clock)), FALSE };
}

static char *
code_form (Scene *scene)
{
  g_autofree char *code = test_cloud_client_code (scene->home->client, scene->home->secret, "account.user.read",
                                                  VERIFIER);

  return soup_form_encode ("grant_type", "authorization_code", "client_id", "sluice-desktop", "code", code,
                           "redirect_uri", TEST_CLOUD_REDIRECT, "code_verifier", VERIFIER, NULL);
}

static guint
check_token (Scene      *scene,
             const char *scheme,
             const char *access,
             const char *proof)
{
  g_autofree char *address = g_strconcat (scene->home->client->url, "/check-token", NULL);
  g_autofree char *authorization = g_strconcat (scheme, " ", access, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr(GBytes) answer = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  if (proof != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "DPoP", proof);
  answer = test_cloud_client_exchange (scene->home->client, message);
  return soup_message_get_status (message);
}

static void
test_bound_tokens (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(TestProofKey) key = test_proof_key_new ();
  g_autoptr(TestProofKey) other = test_proof_key_new ();
  g_autofree char *token_address = NULL;
  g_autofree char *check_address = NULL;
  g_autofree char *form = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *access = NULL;
  TestProof proof;
  guint status;

  set_scene (&scene);
  token_address = g_strconcat (scene.home->client->url, "/token", NULL);
  check_address = g_strconcat (scene.home->client->url, "/check-token", NULL);
  form = code_form (&scene);
  {
    g_autofree char *text = NULL;
    g_autoptr(JsonObject) tokens = NULL;

    proof = proof_for (&scene, "POST", token_address, "1");
    text = test_proof_make (key, &proof);
    tokens = post (&scene, "/token", form, NULL, text, &status);
    g_assert_cmpuint (status, ==, 200);
    g_assert_cmpstr (sluice_json_get_string (tokens, "token_type"), ==, "DPoP");
    access = g_strdup (sluice_json_get_string (tokens, "access_token"));
    refresh = soup_form_encode ("grant_type", "refresh_token", "client_id", "sluice-desktop", "refresh_token",
                                sluice_json_get_string (tokens, "refresh_token"), NULL);
  }

  /* The token alone is worth nothing; nor with another's proof, a proof for another token, or one used twice. */
  g_assert_cmpuint (check_token (&scene, "Bearer", access, NULL), ==, 401);
  g_assert_cmpuint (check_token (&scene, "DPoP", access, NULL), ==, 401);
  proof = proof_for (&scene, "GET", check_address, "2");
  proof.access = access;
  {
    g_autofree char *right = test_proof_make (key, &proof);
    g_autofree char *wrong_key = test_proof_make (other, &proof);

    g_assert_cmpuint (check_token (&scene, "Bearer", access, right), ==, 401);
    g_assert_cmpuint (check_token (&scene, "DPoP", access, wrong_key), ==, 401);
    g_assert_cmpuint (check_token (&scene, "DPoP", access, right), ==, 200);
    g_assert_cmpuint (check_token (&scene, "DPoP", access, right), ==, 401);
  }
  proof.access = "another token";
  proof.jti = "3";
  {
    g_autofree char *text = test_proof_make (key, &proof);

    g_assert_cmpuint (check_token (&scene, "DPoP", access, text), ==, 401);
  }

  /* Required for every refresh from now on, from the same key. */
  {
    g_autoptr(JsonObject) answer = post (&scene, "/token", refresh, NULL, NULL, &status);

    assert_refused (answer, status, 400, "invalid_grant");
  }
  proof = proof_for (&scene, "POST", token_address, "4");
  {
    g_autofree char *text = test_proof_make (other, &proof);
    g_autoptr(JsonObject) answer = post (&scene, "/token", refresh, NULL, text, &status);

    assert_refused (answer, status, 400, "invalid_grant");
  }
  {
    g_autofree char *text = test_proof_make (key, &proof);
    g_autoptr(JsonObject) answer = post (&scene, "/token", refresh, NULL, text, &status);

    g_assert_cmpuint (status, ==, 200);
    g_assert_cmpstr (sluice_json_get_string (answer, "token_type"), ==, "DPoP");
  }
}

static void
test_bad_proofs (void)
{
  g_auto(Scene) scene = { 0 };
  g_autoptr(TestProofKey) key = test_proof_key_new ();
  g_autofree char *token_address = NULL;
  g_autofree char *form = NULL;
  guint status;

  set_scene (&scene);
  token_address = g_strconcat (scene.home->client->url, "/token", NULL);
  form = code_form (&scene);
  for (guint i = 0; i < 10; i++)
    {
      TestProof proof = proof_for (&scene, "POST", token_address, "jti");
      g_autofree char *text = NULL;
      g_autofree char *cut = NULL;
      g_autoptr(JsonObject) answer = NULL;

      switch (i)
        {
        case 0: proof.typ = "JWT"; break;
        case 1: proof.alg = "none"; break;
        case 2: proof.alg = "HS256"; break;
        case 3: proof.htm = "GET"; break;
        case 4: proof.htu = "https://elsewhere.example/token"; break;
        case 5: proof.jti = NULL; break;
        case 6: proof.iat -= 61; break;
        case 7: proof.iat += 61; break;
        case 8: proof.spoil = TRUE; break;
        default: break;
        }
      text = test_proof_make (key, &proof);
      /* The last one: whole, but for its end. */
      cut = g_strndup (text, i == 9 ? strlen (text) - 4 : strlen (text));
      answer = post (&scene, "/token", form, NULL, cut, &status);
      assert_refused (answer, status, 400, "invalid_dpop_proof");
    }

  /* None of them cost the code. */
  {
    TestProof proof = proof_for (&scene, "POST", token_address, "jti");
    g_autofree char *text = test_proof_make (key, &proof);
    g_autoptr(JsonObject) answer = post (&scene, "/token", form, NULL, text, &status);

    g_assert_cmpuint (status, ==, 200);
  }
}

static void
test_operator (void)
{
  g_auto(Scene) scene = { 0 };
  g_autofree char *authorization = NULL;
  g_autoptr(JsonObject) listed = NULL;
  guint status;

  set_scene (&scene);
  authorization = basic ("partner", scene.secret);
  g_assert_null (test_cloud_operate (scene.home->folder, NULL, "client", "verify", "--id", "partner", NULL));
  listed = test_cloud_operate (scene.home->folder, NULL, "client", "list", NULL);
  g_assert_true (json_object_get_boolean_member (listed, "verified"));
  g_assert_null (sluice_json_get_string (listed, "client_secret"));

  /* Another one than was looked at is not verified. */
  g_assert_null (test_cloud_operate (scene.home->folder, NULL, "client", "change", "--id", "partner", "--name", "Parmer",
                                     NULL));
  json_object_unref (g_steal_pointer (&listed));
  listed = test_cloud_operate (scene.home->folder, NULL, "client", "list", NULL);
  g_assert_false (json_object_get_boolean_member (listed, "verified"));
  g_assert_cmpstr (sluice_json_get_string (listed, "name"), ==, "Parmer");

  g_assert_null (test_cloud_operate (scene.home->folder, NULL, "client", "remove", "--id", "partner", NULL));
  {
    g_autoptr(JsonObject) answer = post (&scene, "/introspect", "token=x", authorization, NULL, &status);

    assert_refused (answer, status, 401, "invalid_client");
  }
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/oauth/client-authentication", test_client_authentication);
  g_test_add_func ("/cloud/oauth/pushed", test_pushed);
  g_test_add_func ("/cloud/oauth/redirect-address", test_redirect_address);
  g_test_add_func ("/cloud/oauth/bound-tokens", test_bound_tokens);
  g_test_add_func ("/cloud/oauth/bad-proofs", test_bad_proofs);
  g_test_add_func ("/cloud/oauth/operator", test_operator);
  return g_test_run ();
}
