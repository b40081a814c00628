/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"
#include "test-util.h"

#include <string.h>

/* The ways to ask a person: by name, by a link, by a device's code; and their limits. */
#define JOBS "\"prints.jobs\""

static void
assert_error (JsonObject *answer,
              const char *expected)
{
  g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==, expected);
}

static void
assert_poll (TestCloudPartner *scene,
             const char       *handle,
             const char       *expected)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_partner_poll (scene, handle, &status);

  g_assert_cmpuint (status, ==, 400);
  assert_error (answer, expected);
}

static void
decide (TestCloudPartner *scene,
        const char       *id,
        const char       *decision,
        guint             expected_status,
        const char       *expected)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_person_decide (scene, id, decision, &status);

  if (expected != NULL)
    test_cloud_assert_refused (answer, status, expected_status, expected);
  else
    g_assert_cmpuint (status, ==, expected_status);
}

static void
test_poll (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, JOBS, &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autoptr(JsonObject) tokens = NULL;

  assert_poll (scene, handle, "authorization_pending");
  assert_poll (scene, handle, "slow_down");
  test_clock_advance (scene->home->clock, 7);
  assert_poll (scene, handle, "authorization_pending");
  assert_poll (scene, "guess", "invalid_grant");

  decide (scene, id, TEST_CLOUD_APPROVE_JOBS, 200, NULL);
  decide (scene, id, TEST_CLOUD_DENY, 409, "requestAnswered");
  tokens = test_cloud_partner_poll (scene, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (sluice_json_get_array (tokens, "authorization_details"));
  assert_poll (scene, handle, "invalid_grant");
}

static void
test_denied_and_expired (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autofree char *denied = test_cloud_partner_ask (scene, JOBS, &status);
  g_autofree char *first = test_cloud_person_find (scene);
  g_autofree char *late = NULL;
  g_autofree char *second = NULL;
  g_autofree char *withdrawn = NULL;
  g_autofree char *third = NULL;
  g_autoptr(JsonNode) receipts = NULL;

  decide (scene, first, TEST_CLOUD_DENY, 200, NULL);
  assert_poll (scene, denied, "access_denied");

  late = test_cloud_partner_ask (scene, JOBS, &status);
  second = test_cloud_person_find (scene);
  test_clock_advance (scene->home->clock, 301);
  decide (scene, second, TEST_CLOUD_APPROVE_JOBS, 410, "requestExpired");
  assert_poll (scene, late, "expired_token");

  withdrawn = test_cloud_partner_ask (scene, JOBS, &status);
  third = test_cloud_person_find (scene);
  {
    g_autoptr(JsonObject) answer = test_cloud_partner_post (scene, "/revoke", &status, "token", withdrawn, NULL);
  }
  decide (scene, third, TEST_CLOUD_APPROVE_JOBS, 410, "requestWithdrawn");

  /* Of the answer and of none; who took the question back left nothing to keep. */
  receipts = test_cloud_person_call (scene, "GET", "/privacy/v1/receipts", NULL, &status);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (receipts)), ==, 2);
  g_assert_cmpstr (sluice_json_get_string (json_array_get_object_element (json_node_get_array (receipts), 0),
                                           "decision"), ==, "expired");
}

/* Who may not ask any more does not ask any more. */
static void
test_client_is_changed (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, JOBS, &status);
  g_autofree char *id = test_cloud_person_find (scene);

  {
    g_autoptr(JsonObject) changed = test_cloud_operate (scene->home->folder, NULL, "client", "change", "--id", "partner",
                                                        "--category", "prints.names", NULL);
  }
  decide (scene, id, TEST_CLOUD_APPROVE_JOBS, 410, "requestWithdrawn");
  assert_poll (scene, handle, "access_denied");
}

static void
assert_asking_refused (TestCloudPartner *scene,
                       guint             expected)
{
  guint status;
  g_autofree char *handle = test_cloud_partner_ask (scene, JOBS, &status);

  g_assert_cmpuint (status, ==, expected);
}

static void
test_bombing (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();

  for (guint i = 0; i < 3; i++)
    assert_asking_refused (scene, 200);
  assert_asking_refused (scene, 429);
  test_clock_advance (scene->home->clock, 301);
  assert_asking_refused (scene, 200);
}

static void
test_too_many_a_minute (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = NULL;

      assert_asking_refused (scene, 200);
      id = test_cloud_person_find (scene);
      decide (scene, id, TEST_CLOUD_APPROVE_JOBS, 200, NULL);
    }
  assert_asking_refused (scene, 429);
  test_clock_advance (scene->home->clock, 61);
  assert_asking_refused (scene, 200);
}

static void
test_cool_down (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = NULL;

      assert_asking_refused (scene, 200);
      id = test_cloud_person_find (scene);
      decide (scene, id, TEST_CLOUD_DENY, 200, NULL);
      test_clock_advance (scene->home->clock, 61);
    }
  assert_asking_refused (scene, 429);
  test_clock_advance (scene->home->clock, 500);
  assert_asking_refused (scene, 429);
  test_clock_advance (scene->home->clock, 100);
  assert_asking_refused (scene, 200);
}

static void
assert_ciba_error (TestCloudPartner *scene,
                   const char       *name,
                   const char       *value,
                   const char       *expected)
{
  g_autofree char *details = test_cloud_details (JOBS);
  guint status;
  g_autoptr(JsonObject) answer = NULL;

  if (g_str_equal (name, "login_hint"))
    answer = test_cloud_partner_post (scene, "/bc-authorize", &status, "authorization_details", details, name, value,
                                      NULL);
  else
    answer = test_cloud_partner_post (scene, "/bc-authorize", &status, "login_hint", "demo", "authorization_details",
                                      details, name, value, NULL);
  assert_error (answer, expected);
}

static void
test_ciba_form (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autofree char *private = test_cloud_details ("\"profile.email\"");

  assert_ciba_error (scene, "login_hint", "nobody", "unknown_user_id");
  assert_ciba_error (scene, "login_hint_token", "x", "invalid_request");
  assert_ciba_error (scene, "binding_message", "two\nlines", "invalid_binding_message");
  assert_ciba_error (scene, "binding_message", "0123456789012345678901234567890123456789012345678901234567890",
                     "invalid_binding_message");
  assert_ciba_error (scene, "requested_expiry", "soon", "invalid_request");
  assert_ciba_error (scene, "authorization_details", private, "invalid_authorization_details");
  assert_ciba_error (scene, "scope", "privacy.consent", "invalid_scope");
  assert_ciba_error (scene, "client_secret", "guess", "invalid_client");
}

static JsonObject *
look_up (TestCloudPartner *scene,
         const char       *name,
         const char       *value,
         guint            *out_status)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"client_id\":\"partner\",\"%s\":\"%s\"}}", name, value);

  return test_cloud_client_call (scene->home->client, "POST", "/privacy/v1/consents/lookup", "application/json", body,
                                 out_status);
}

static void
assert_look_up (TestCloudPartner *scene,
                const char       *name,
                const char       *value,
                guint             expected_status,
                const char       *expected)
{
  guint status;
  g_autoptr(JsonObject) answer = look_up (scene, name, value, &status);

  test_cloud_assert_refused (answer, status, expected_status, expected);
}

static void
test_link (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autofree char *pushed = test_cloud_partner_push (scene, JOBS);
  g_autofree char *late = NULL;
  guint status;
  g_autoptr(JsonObject) found = look_up (scene, "request_uri", pushed, &status);
  g_autoptr(JsonObject) again = NULL;
  g_autoptr(JsonObject) answer = NULL;
  const char *id, *redirect;

  g_assert_cmpuint (status, ==, 200);
  id = sluice_json_get_string (sluice_json_get_object (found, "data"), "id");
  again = look_up (scene, "request_uri", pushed, &status);
  g_assert_cmpstr (sluice_json_get_string (sluice_json_get_object (again, "data"), "id"), ==, id);
  answer = test_cloud_person_decide (scene, id, TEST_CLOUD_APPROVE_JOBS, &status);
  redirect = sluice_json_get_string (sluice_json_get_object (answer, "data"), "redirect");
  g_assert_true (g_str_has_prefix (redirect, TEST_CLOUD_PARTNER_REDIRECT "?iss="));
  g_assert_nonnull (strstr (redirect, "&code="));
  g_assert_nonnull (strstr (redirect, "&state=xyz"));
  assert_look_up (scene, "request_uri", pushed, 409, "requestAnswered");

  late = test_cloud_partner_push (scene, JOBS);
  test_clock_advance (scene->home->clock, 121);
  assert_look_up (scene, "request_uri", late, 410, "requestExpired");
  assert_look_up (scene, "request_uri", "urn:ietf:params:oauth:request_uri:guess", 404, "unknownRequest");
}

/* Anybody can push in the name of a program that has no secret; ours would be given everything. */
static void
test_own_programs (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autoptr(JsonObject) pushed = test_cloud_partner_post (
    scene, "/par", &status, "client_id", "sluice-desktop", "client_secret", "", "response_type", "code", "redirect_uri",
    "http://127.0.0.1:4000/callback", "code_challenge", TEST_CLOUD_CHALLENGE, "code_challenge_method", "S256", "scope",
    "privacy.consent", NULL);
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"client_id\":\"sluice-desktop\",\"request_uri\":\"%s\"}}",
                                           sluice_json_get_string (pushed, "request_uri"));
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(JsonObject) device = NULL;
  g_autoptr(JsonObject) ciba = NULL;

  g_assert_cmpuint (status, ==, 201);
  answer = test_cloud_client_call (scene->home->client, "POST", "/privacy/v1/consents/lookup", "application/json", body,
                                   &status);
  g_assert_cmpuint (status, ==, 404);
  device = test_cloud_partner_post (scene, "/device_authorization", &status, "client_id", "sluicectl", "client_secret",
                                    "", "scope", "privacy.consent", NULL);
  assert_error (device, "unauthorized_client");
  ciba = test_cloud_partner_post (scene, "/bc-authorize", &status, "client_id", "sluicectl", "client_secret", "",
                                  "login_hint", "demo", "scope", "privacy.consent", NULL);
  assert_error (ciba, "unauthorized_client");
}

static JsonObject *
poll_device (TestCloudPartner *scene,
             const char       *handle,
             guint            *out_status)
{
  return test_cloud_partner_post (scene, "/token", out_status, "grant_type",
                                  "urn:ietf:params:oauth:grant-type:device_code", "device_code", handle, NULL);
}

static void
test_device (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) begun = test_cloud_partner_begin (scene, JOBS);
  guint status;
  const char *handle = sluice_json_get_string (begun, "device_code");
  const char *code = sluice_json_get_string (begun, "user_code");
  g_autofree char *lower = g_ascii_strdown (code, -1);
  g_autoptr(JsonObject) pending = poll_device (scene, handle, &status);
  g_autoptr(JsonObject) found = NULL;
  g_autoptr(JsonObject) tokens = NULL;
  JsonObject *data;

  assert_error (pending, "authorization_pending");
  test_clock_advance (scene->home->clock, 30);
  g_strdelimit (lower, "-", ' ');
  found = look_up (scene, "user_code", lower, &status);
  g_assert_cmpuint (status, ==, 200);
  data = sluice_json_get_object (found, "data");
  g_assert_cmpstr (sluice_json_get_string (data, "origin"), ==, "device");
  g_assert_cmpstr (sluice_json_get_string (data, "user_code"), ==, code);
  decide (scene, sluice_json_get_string (data, "id"), TEST_CLOUD_APPROVE_JOBS, 200, NULL);
  tokens = poll_device (scene, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  assert_look_up (scene, "user_code", code, 409, "requestAnswered");
}

static void
test_device_guesses (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(JsonObject) answer = look_up (scene, "user_code", "BCDF-GHJK", &status);

      g_assert_cmpuint (status, ==, 404);
    }
  assert_look_up (scene, "user_code", "BCDF-GHJK", 429, "tooManyRequests");
}

static guint
send_code (TestCloudPartner *scene,
           const char       *code,
           char            **out_page)
{
  g_autofree char *form = soup_form_encode ("user_code", code, NULL);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));
  guint status;
  g_autoptr(GBytes) page = test_cloud_client_send (scene->client, "POST", "/device", SOUP_FORM_MIME_TYPE_URLENCODED,
                                                   body, &status);

  *out_page = test_dup_text (page);
  return status;
}

static void
test_device_page (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  g_autoptr(JsonObject) begun = test_cloud_partner_begin (scene, JOBS);
  guint status;
  g_autofree char *wrong = NULL;
  g_autofree char *right = NULL;
  g_autoptr(GBytes) empty = test_cloud_client_send (scene->client, "GET", "/device?user_code=%3Cb%3E", NULL, NULL,
                                                    &status);
  g_autofree char *page = test_dup_text (empty);

  g_assert_cmpuint (status, ==, 200);
  g_assert_null (strstr (page, "<b>"));
  g_assert_cmpuint (send_code (scene, "BCDF-GHJK", &wrong), ==, 400);
  test_clock_advance (scene->home->clock, 30);
  g_assert_cmpuint (send_code (scene, sluice_json_get_string (begun, "user_code"), &right), ==, 200);
  g_assert_nonnull (strstr (right, "Partner"));
  g_assert_nonnull (strstr (right, "Not verified"));
  g_assert_nonnull (strstr (right, "30 seconds ago"));
}

/* The second question, beside the first. */
static void
test_what_changed (void)
{
  g_autoptr(TestCloudPartner) scene = test_cloud_partner_new ();
  guint status;
  g_autofree char *first = test_cloud_partner_ask (scene, JOBS, &status);
  g_autofree char *id = test_cloud_person_find (scene);
  g_autofree char *second = NULL;
  g_autoptr(JsonNode) data = NULL;
  JsonObject *asked;
  JsonArray *items, *changes;

  decide (scene, id, TEST_CLOUD_APPROVE_JOBS, 200, NULL);
  {
    g_autoptr(JsonObject) changed = test_cloud_operate (scene->home->folder, NULL, "client", "change", "--id", "partner",
                                                        "--homepage", "https://other.example", NULL);
  }
  second = test_cloud_partner_ask (scene, JOBS ",\"prints.names\"", &status);
  data = test_cloud_person_call (scene, "GET", "/privacy/v1/consents?state=pending", NULL, &status);
  asked = json_array_get_object_element (json_node_get_array (data), 0);
  g_assert_cmpstr (sluice_json_get_string (asked, "binding_message"), ==, "W4SC");
  items = sluice_json_get_array (asked, "items");
  changes = sluice_json_get_array (asked, "changes");
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (items, 0), "granted_before"));
  g_assert_false (json_object_get_boolean_member (json_array_get_object_element (items, 0), "is_new"));
  g_assert_false (json_object_get_boolean_member (json_array_get_object_element (items, 1), "granted_before"));
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (items, 1), "is_new"));
  g_assert_cmpuint (json_array_get_length (changes), ==, 2);
  g_assert_cmpstr (sluice_json_get_string (json_array_get_object_element (changes, 0), "what"), ==, "homepage");
  g_assert_cmpstr (sluice_json_get_string (json_array_get_object_element (changes, 1), "after"), ==,
                   "prints.jobs prints.names");
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/asking/poll", test_poll);
  g_test_add_func ("/cloud/asking/denied-and-expired", test_denied_and_expired);
  g_test_add_func ("/cloud/asking/client-is-changed", test_client_is_changed);
  g_test_add_func ("/cloud/asking/bombing", test_bombing);
  g_test_add_func ("/cloud/asking/too-many-a-minute", test_too_many_a_minute);
  g_test_add_func ("/cloud/asking/cool-down", test_cool_down);
  g_test_add_func ("/cloud/asking/ciba-form", test_ciba_form);
  g_test_add_func ("/cloud/asking/link", test_link);
  g_test_add_func ("/cloud/asking/own-programs", test_own_programs);
  g_test_add_func ("/cloud/asking/device", test_device);
  g_test_add_func ("/cloud/asking/device-guesses", test_device_guesses);
  g_test_add_func ("/cloud/asking/device-page", test_device_page);
  g_test_add_func ("/cloud/asking/what-changed", test_what_changed);
  return test_run ();
}
