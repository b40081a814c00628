/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-error.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "test-cloud-browser.h"
#include "test-person.h"
#include "test-util.h"

#include <string.h>

/* The service of the person's own program, against the real cloud and a partner that asks. */
#define THREE "\"prints.jobs\",\"prints.names\",\"designs.library\""

static const char * const jobs[] = { "prints.jobs", NULL };

static void
look (TestPerson *person)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_consents_look_once (person->consents), &error);
  g_assert_no_error (error);
}

/* Asks for three things, gives @given; the partner holds a token afterwards. */
static SluiceReceipt *
give (TestPerson         *person,
      const char * const *given,
      const char         *duration)
{
  g_autofree char *handle = test_person_be_asked (person, THREE);
  g_autoptr(SluiceConsentRequest) request = test_person_see (person);
  g_autoptr(JsonObject) tokens = NULL;
  g_autoptr(GError) error = NULL;
  SluiceReceipt *receipt;
  guint status;

  receipt = test_settle_object (sluice_consents_approve (person->consents, request, given, duration), &error);
  g_assert_no_error (error);
  tokens = test_cloud_partner_poll (person->scene, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  return receipt;
}

static SluiceGrant *
find_grant (TestPerson *person)
{
  look (person);
  return g_list_model_get_item (sluice_consents_get_grants (person->consents), 0);
}

static void
count_asked_cb (SluiceConsents       *consents,
                SluiceConsentRequest *request,
                guint                *n_asked)
{
  (*n_asked)++;
}

static void
test_asked (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  guint n_asked = 0;
  g_autofree char *handle = NULL;
  g_autoptr(SluiceConsentRequest) request = NULL;
  g_autoptr(SluiceConsentRequest) again = NULL;

  g_signal_connect (person->consents, "asked", G_CALLBACK (count_asked_cb), &n_asked);
  look (person);
  g_assert_cmpuint (sluice_consents_get_n_waiting (person->consents), ==, 0);
  g_assert_cmpint (sluice_consents_get_observed_at (person->consents), ==, G_GINT64_CONSTANT (1900000000000000));

  handle = test_person_be_asked (person, THREE);
  request = test_person_see (person);
  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_cmpuint (sluice_consents_get_n_waiting (person->consents), ==, 1);
  g_assert_cmpstr (sluice_consent_party_get_name (sluice_consent_request_get_party (request)), ==, "Partner");
  g_assert_false (sluice_consent_party_is_verified (sluice_consent_request_get_party (request)));
  g_assert_cmpstr (sluice_consent_request_get_binding_message (request), ==, "W4SC");
  g_assert_cmpstr (sluice_consent_request_get_purpose (request), ==, "To compare prints");
  g_assert_cmpstr (sluice_consent_request_get_duration (request), ==, "P7D");
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consent_request_get_items (request)), ==, 3);

  /* The same object, and no second call for attention. */
  again = test_person_see (person);
  g_assert_true (again == request);
  g_assert_cmpuint (n_asked, ==, 1);

  test_clock_advance (person->scene->home->clock, 301);
  look (person);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_EXPIRED);
  g_assert_cmpuint (sluice_consents_get_n_waiting (person->consents), ==, 0);
}

static void
test_give_one_of_three (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(SluiceReceipt) receipt = give (person, jobs, "P7D");
  g_autoptr(SluiceGrant) grant = NULL;
  g_autoptr(SluiceGrantItem) item = NULL;
  g_autoptr(SluiceReceipt) newest = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sluice_receipt_get_decision (receipt), ==, SLUICE_DECISION_APPROVE);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "prints.jobs", NULL), ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "prints.names", NULL), ==, 403);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "designs.library", NULL), ==, 403);

  grant = find_grant (person);
  item = g_list_model_get_item (sluice_grant_get_items (grant), 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_grant_get_items (grant)), ==, 1);
  g_assert_cmpstr (sluice_grant_item_get_id (item), ==, "prints.jobs");
  g_assert_cmpuint (sluice_grant_item_get_use_count (item), ==, 1);
  g_assert_cmpint (sluice_grant_get_expires (grant), ==, 1900000001 + 7 * 86400);
  newest = g_list_model_get_item (sluice_consents_get_receipts (person->consents), 0);
  g_assert_true (newest == receipt);

  /* Taken back: the very next request is refused. */
  g_clear_object (&receipt);
  receipt = test_settle_object (sluice_consents_revoke (person->consents, grant), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_receipt_get_decision (receipt), ==, SLUICE_DECISION_REVOKE);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "prints.jobs", NULL), >=, 401);
  look (person);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_grants (person->consents)), ==, 0);
}

static void
count_changed_cb (SluiceGrant *grant,
                  guint       *n_changed)
{
  (*n_changed)++;
}

static void
test_narrow (void)
{
  static const char * const two[] = { "prints.jobs", "prints.names", NULL };
  static const char * const more[] = { "designs.library", NULL };
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(SluiceReceipt) given = give (person, two, "until_revoked");
  g_autoptr(SluiceGrant) grant = find_grant (person);
  g_autoptr(SluiceReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;
  guint n_changed = 0;

  g_signal_connect (grant, "changed", G_CALLBACK (count_changed_cb), &n_changed);
  g_assert_null (test_settle_object (sluice_consents_narrow (person->consents, grant, more), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
  g_clear_error (&error);

  receipt = test_settle_object (sluice_consents_narrow (person->consents, grant, jobs), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_receipt_get_decision (receipt), ==, SLUICE_DECISION_NARROW);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "prints.names", NULL), ==, 403);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "prints.jobs", NULL), ==, 200);
  look (person);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_grant_get_items (grant)), ==, 1);

  test_settle (sluice_consents_revoke_all (person->consents), &error);
  g_assert_no_error (error);
  look (person);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_grants (person->consents)), ==, 0);
  g_assert_cmpuint (test_cloud_partner_read (person->scene, "prints.jobs", NULL), >=, 401);
}

/* Answered elsewhere, too late, or not asked any more: it says so, and the request knows. */
static void
test_too_late (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *handle = test_person_be_asked (person, THREE);
  g_autoptr(SluiceConsentRequest) answered = test_person_see (person);
  g_autoptr(SluiceConsentRequest) withdrawn = NULL;
  g_autoptr(SluiceConsentRequest) expired = NULL;
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(JsonObject) nothing = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  guint status;

  answer = test_cloud_person_decide (person->scene, sluice_consent_request_get_id (answered),
                                     TEST_CLOUD_APPROVE_JOBS, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_null (test_settle_object (sluice_consents_deny (person->consents, answered), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_ANSWERED);
  g_assert_cmpint (sluice_consent_request_get_state (answered), ==, SLUICE_CONSENT_APPROVED);
  g_clear_error (&error);

  second = test_person_be_asked (person, THREE);
  withdrawn = test_person_see (person);
  nothing = test_cloud_partner_post (person->scene, "/revoke", &status, "token", second, NULL);
  g_assert_null (test_settle_object (sluice_consents_approve (person->consents, withdrawn, jobs, "once"), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_WITHDRAWN);
  g_assert_cmpint (sluice_consent_request_get_state (withdrawn), ==, SLUICE_CONSENT_WITHDRAWN);
  g_clear_error (&error);

  third = test_person_be_asked (person, THREE);
  expired = test_person_see (person);
  test_clock_advance (person->scene->home->clock, 301);
  g_assert_null (test_settle_object (sluice_consents_approve (person->consents, expired, jobs, "once"), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_EXPIRED);
  g_assert_cmpint (sluice_consent_request_get_state (expired), ==, SLUICE_CONSENT_EXPIRED);
}

/* What was not asked for cannot be given; the request waits as before. */
static void
test_refused_decision (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *handle = test_person_be_asked (person, THREE);
  g_autoptr(SluiceConsentRequest) request = test_person_see (person);
  static const char * const strange[] = { "printers.camera", NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (test_settle_object (sluice_consents_approve (person->consents, request, strange, "once"), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_PENDING);
}

static void
test_link (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *link = test_cloud_partner_link (person->scene, THREE);
  g_autofree char *wrong = g_strconcat (link, "x", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceConsentRequest) request = test_settle_object (sluice_consents_look_up_link (person->consents, link),
                                                               &error);
  g_autoptr(SluiceConsentRequest) again = NULL;
  g_autoptr(SluiceReceipt) receipt = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sluice_consent_request_get_origin (request), ==, SLUICE_CONSENT_FROM_LINK);
  g_assert_cmpuint (sluice_consents_get_n_waiting (person->consents), ==, 1);
  again = test_settle_object (sluice_consents_look_up_link (person->consents, link), &error);
  g_assert_true (again == request);

  g_assert_null (test_settle_object (sluice_consents_look_up_link (person->consents, wrong), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_UNKNOWN);
  g_clear_error (&error);

  g_assert_null (sluice_consent_request_get_redirect (request));
  receipt = test_settle_object (sluice_consents_approve (person->consents, request, jobs, "once"), &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (sluice_consent_request_get_redirect (request), TEST_CLOUD_PARTNER_REDIRECT "?"));
  g_assert_nonnull (strstr (sluice_consent_request_get_redirect (request), "state=xyz"));

  g_assert_null (test_settle_object (sluice_consents_look_up_link (person->consents, link), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_ANSWERED);
}

static void
test_code (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(JsonObject) answer = test_cloud_partner_begin (person->scene, THREE);
  const char *code = sluice_json_get_string (answer, "user_code");
  g_autofree char *typed = g_ascii_strdown (code, -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceConsentRequest) request = test_settle_object (sluice_consents_look_up_code (person->consents, typed),
                                                               &error);
  g_autoptr(SluiceReceipt) receipt = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sluice_consent_request_get_origin (request), ==, SLUICE_CONSENT_FROM_DEVICE);
  g_assert_cmpstr (sluice_consent_request_get_user_code (request), ==, code);
  receipt = test_settle_object (sluice_consents_deny (person->consents, request), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_receipt_get_decision (receipt), ==, SLUICE_DECISION_DENY);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_DENIED);

  for (int i = 0; i < 5; i++)
    {
      g_assert_null (test_settle_object (sluice_consents_look_up_code (person->consents, "BBBB-BBBB"), &error));
      g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_UNKNOWN);
      g_clear_error (&error);
    }
  g_assert_null (test_settle_object (sluice_consents_look_up_code (person->consents, "BBBB-BBBB"), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_BUSY);
  g_assert_cmpuint (sluice_net_error_get_retry_after (error), >, 0);
}

static void
test_sample (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *handle = test_person_be_asked (person, THREE);
  g_autoptr(SluiceConsentRequest) request = test_person_see (person);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceConsentSample) sample = test_settle_object (
    sluice_consents_load_sample (person->consents, request, "prints.jobs"), &error);
  guint n_lines;

  g_assert_no_error (error);
  g_assert_cmpint (sluice_consent_sample_get_lines (sample, &n_lines)[0].when, >, 0);
  g_assert_cmpuint (n_lines, >, 0);
  g_assert_cmpuint (sluice_consent_sample_get_total (sample), >=, n_lines);

  g_assert_null (test_settle_object (sluice_consents_load_sample (person->consents, request, "printers.camera"), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND);
}

static SluiceReceiptVerdict
check (SluiceConsents *consents,
       SluiceReceipt  *receipt)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) future = sluice_consents_check_receipt (consents, receipt);
  int verdict;

  test_settle (dex_ref (future), &error);
  g_assert_no_error (error);
  verdict = g_value_get_int (dex_future_get_value (future, NULL));
  return verdict;
}

/* The person's own copies need no cloud, and whose key it is was learnt when there was one. */
static void
test_receipts_stay (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(TestPerson) other = test_person_new ();
  g_autoptr(SluiceReceipt) receipt = give (person, jobs, "P7D");
  g_autoptr(SluiceReceipt) strange = give (other, jobs, "P7D");
  g_autoptr(SluiceReceipt) kept = NULL;
  g_autoptr(GError) error = NULL;
  SluiceConsents *consents = test_person_renew (person);

  sluice_consents_use (consents, NULL);
  test_settle (sluice_consents_load_receipts (consents), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_receipts (consents)), ==, 1);
  kept = g_list_model_get_item (sluice_consents_get_receipts (consents), 0);
  g_assert_true (g_bytes_equal (sluice_receipt_get_bytes (kept), sluice_receipt_get_bytes (receipt)));

  g_assert_cmpint (check (consents, kept), ==, SLUICE_RECEIPT_GENUINE);
  g_assert_cmpint (check (consents, strange), ==, SLUICE_RECEIPT_UNKNOWN);
  {
    g_autofree char *text = test_dup_text (sluice_receipt_get_bytes (kept));
    g_autoptr(GBytes) changed = NULL;
    g_autoptr(SluiceReceipt) forged = NULL;

    *strstr (text, "approve") = 'A';
    changed = g_bytes_new (text, strlen (text));
    forged = sluice_receipt_new (changed, &error);
    g_assert_no_error (error);
    g_assert_cmpint (check (consents, forged), ==, SLUICE_RECEIPT_ALTERED);
  }
}

/* A question that nobody answered leaves a receipt, though nobody here made a decision. */
static void
test_receipt_of_silence (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *handle = test_person_be_asked (person, THREE);
  g_autoptr(SluiceConsentRequest) request = test_person_see (person);
  g_autoptr(SluiceReceipt) receipt = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_receipts (person->consents)), ==, 0);
  test_clock_advance (person->scene->home->clock, 301);
  look (person);
  receipt = g_list_model_get_item (sluice_consents_get_receipts (person->consents), 0);
  g_assert_nonnull (receipt);
  g_assert_cmpint (sluice_receipt_get_decision (receipt), ==, SLUICE_DECISION_EXPIRED);
  look (person);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_receipts (person->consents)), ==, 1);
}

static void
test_alarm (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(SluiceReceipt) receipt = give (person, jobs, "until_revoked");
  g_autoptr(SluiceGrant) grant = find_grant (person);
  g_autoptr(SluiceConsentChange) alarm = NULL;
  g_autoptr(SluiceConsentRequest) request = NULL;
  g_autoptr(JsonObject) changed = NULL;
  g_autofree char *handle = NULL;

  g_assert_cmpuint (sluice_consents_get_n_alarms (person->consents), ==, 0);
  changed = test_cloud_operate (person->scene->home->folder, NULL, "client", "change", "--id", "partner", "--homepage",
                                "https://other.example", NULL);
  look (person);
  g_assert_cmpuint (sluice_consents_get_n_alarms (person->consents), ==, 1);
  alarm = g_list_model_get_item (sluice_grant_get_alarms (grant), 0);
  g_assert_cmpint (sluice_consent_change_get_what (alarm), ==, SLUICE_CONSENT_CHANGE_HOMEPAGE);
  g_assert_cmpstr (sluice_consent_change_get_after (alarm), ==, "https://other.example");

  /* And the next question says so. */
  handle = test_person_be_asked (person, THREE);
  request = test_person_see (person);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consent_request_get_changes (request)), ==, 1);
}

static void
test_without_a_place (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *handle = test_person_be_asked (person, THREE);
  g_autoptr(SluiceConsentRequest) request = test_person_see (person);
  g_autoptr(GError) error = NULL;

  sluice_consents_use (person->consents, NULL);
  g_assert_null (test_settle_object (sluice_consents_approve (person->consents, request, jobs, "once"), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_PENDING);
}

static gboolean
is_waiting (gpointer data)
{
  return sluice_consents_get_n_waiting (data) == 1;
}

static gboolean
is_stale (gpointer data)
{
  return sluice_consents_get_stale_reason (data) != NULL;
}

/* It watches by itself; and when the cloud is gone, it says so and keeps what it saw. */
static void
test_watching (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *handle = NULL;

  sluice_consents_set_attentive (person->consents, TRUE);
  sluice_consents_start (person->consents, person->session);
  handle = test_person_be_asked (person, THREE);
  test_wait_until (is_waiting, person->consents, "a request is seen");
  g_assert_null (sluice_consents_get_stale_reason (person->consents));

  sluice_cloud_stop (person->scene->home->cloud);
  sluice_consents_refresh (person->consents);
  test_wait_until (is_stale, person->consents, "the service knows that the cloud is gone");
  g_assert_cmpuint (sluice_consents_get_n_waiting (person->consents), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consents/asked", test_asked);
  g_test_add_func ("/consents/give-one-of-three", test_give_one_of_three);
  g_test_add_func ("/consents/narrow", test_narrow);
  g_test_add_func ("/consents/too-late", test_too_late);
  g_test_add_func ("/consents/refused-decision", test_refused_decision);
  g_test_add_func ("/consents/link", test_link);
  g_test_add_func ("/consents/code", test_code);
  g_test_add_func ("/consents/sample", test_sample);
  g_test_add_func ("/consents/receipts-stay", test_receipts_stay);
  g_test_add_func ("/consents/receipt-of-silence", test_receipt_of_silence);
  g_test_add_func ("/consents/alarm", test_alarm);
  g_test_add_func ("/consents/without-a-place", test_without_a_place);
  g_test_add_func ("/consents/watching", test_watching);
  return test_run ();
}
