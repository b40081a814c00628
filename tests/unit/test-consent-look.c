/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-look.h"
#include "sluice-consent-private.h"
#include "sluice-format.h"
#include "sluice-json.h"
#include "sluice-overview-words.h"
#include "sluice-receipt-look.h"
#include "sluice-watch-model.h"
#include "test-clock.h"
#include "test-util.h"

#include <string.h>

/* What the app says of who asks and who has data, without a window to say it in. */

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW_SECONDS G_GINT64_CONSTANT (1700000000) /* 2023-11-14 22:13:20 UTC */
#define NOW (NOW_SECONDS * SECOND)

#define CLIENT "\"client\":{\"client_id\":\"partner\",\"name\":\"Partner\",\"homepage\":\"https://partner.example\"}"

/* @text: (transfer full) */
static void
expect (char       *text,
        const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static JsonObject *
parse (const char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  JsonObject *object = sluice_json_parse_object (bytes, 64 * 1024, &error);

  g_assert_no_error (error);
  return object;
}

static SluiceGrant *
make_grant (const char *members)
{
  g_autofree char *json = g_strdup_printf ("{\"id\":\"g\"," CLIENT ",%s}", members);
  g_autoptr(JsonObject) object = parse (json);
  SluiceGrant *grant = sluice_grant_new (object);

  g_assert_nonnull (grant);
  return grant;
}

static SluiceReceipt *
make_receipt (const char *members)
{
  g_autofree char *json = g_strdup_printf (
    "{\"schema\":\"sluice.consent-receipt/1\",\"id\":\"r\",\"issuer\":\"https://cloud.example\","
    "\"issued_at\":\"2023-11-14T22:13:20Z\",\"controller\":{\"client_id\":\"partner\",\"name\":\"Partner\"},%s}", members);
  g_autoptr(JsonObject) object = parse (json);
  g_autoptr(GError) error = NULL;
  SluiceReceipt *receipt = sluice_receipt_new_from_json (object, &error);

  g_assert_no_error (error);
  return receipt;
}

static void
test_who (void)
{
  g_autoptr(JsonObject) object = parse ("{\"client_id\":\"a\",\"homepage\":\"https://a.example/x\",\"verified\":true}");
  g_autoptr(JsonObject) nobody = parse ("{\"client_id\":\"a\"}");
  g_autoptr(SluiceConsentParty) party = sluice_consent_party_new (object);
  g_autoptr(SluiceConsentParty) other = sluice_consent_party_new (nobody);

  expect (sluice_consent_look_dup_who (party), "a.example, verified");
  expect (sluice_consent_look_dup_who (other), "No home page, not verified");
}

static void
test_asks (void)
{
  g_autoptr(JsonObject) object = parse (
    "{\"id\":\"c\",\"origin\":\"ciba\",\"state\":\"pending\"," CLIENT ",\"expires_at\":\"2023-11-14T22:18:20Z\","
    "\"items\":[{\"category\":\"prints.jobs\"},{\"category\":\"of.tomorrow\"}]}");
  g_autoptr(SluiceConsentRequest) request = sluice_consent_request_new (object);

  g_assert_nonnull (request);
  /* What this version does not know is asked for all the same. */
  expect (sluice_consent_look_dup_asks (request, NOW), "Asks for 2 kinds of data; about 5 min left");
  expect (sluice_consent_look_dup_asks (request, NOW + 290 * SECOND),
          "Asks for 2 kinds of data; less than a minute left");
  expect (sluice_consent_look_dup_asks (request, NOW + 301 * SECOND), "The time to answer is over");
}

static void
test_grant (void)
{
  g_autoptr(SluiceGrant) unused = make_grant ("\"items\":[{\"category\":\"prints.jobs\","
                                              "\"since\":\"2023-11-12T10:00:00Z\"}]");
  g_autoptr(SluiceGrant) used = make_grant (
    "\"expires_at\":\"2023-11-21T22:13:20Z\",\"items\":[{\"category\":\"prints.jobs\",\"since\":"
    "\"2023-11-12T10:00:00Z\",\"last_used_at\":\"2023-11-14T22:08:20Z\",\"use_count\":12},{\"category\":\"of.tomorrow\"}]");
  g_autoptr(SluiceGrantItem) never = g_list_model_get_item (sluice_grant_get_items (unused), 0);
  g_autoptr(SluiceGrantItem) often = g_list_model_get_item (sluice_grant_get_items (used), 0);
  g_autoptr(SluiceGrantItem) strange = g_list_model_get_item (sluice_grant_get_items (used), 1);

  expect (sluice_consent_look_dup_sees (unused, NOW), "Can see 1 kind of data; never used");
  expect (sluice_consent_look_dup_sees (used, NOW), "Can see 2 kinds of data; last used 5 min ago");
  expect (sluice_consent_look_dup_until (unused), "Until you take it back");
  expect (sluice_consent_look_dup_until (used), "Until 21 November 2023, 22:13");
  expect (sluice_consent_look_dup_used (never, NOW), "Since 12 November 2023; never used");
  expect (sluice_consent_look_dup_used (often, NOW),
          "Since 12 November 2023; read 12 times, the last time 5 min ago");
  expect (sluice_consent_look_dup_used (strange, NOW), "Since unknown; never used");
  expect (sluice_consent_look_dup_alarms (unused), NULL);
}

static void
test_alarms (void)
{
  g_autoptr(SluiceGrant) grant = make_grant (
    "\"alarms\":[{\"what\":\"name\",\"before\":\"A\",\"after\":\"B\"},{\"what\":\"notice\",\"before\":\"\","
    "\"after\":\"https://b.example\"}]");

  expect (sluice_consent_look_dup_alarms (grant),
          "Was called “A” before, and is called “B” now.\n"
          "Had no privacy notice before, and has one at https://b.example now.");
}

static void
test_taking_back (void)
{
  expect (sluice_consent_look_dup_staying (3, 3),
          "Switch off what they are not to see any more.");
  expect (sluice_consent_look_dup_staying (2, 3), "They will still see 2 of 3 kinds of data.");
  expect (sluice_consent_look_dup_staying (0, 3), "They will not see anything any more.");
}

static void
test_overview (void)
{
  g_autoptr(GListStore) grants = g_list_store_new (SLUICE_TYPE_GRANT);
  g_autoptr(SluiceGrant) unused = make_grant ("\"items\":[{\"category\":\"prints.jobs\"}]");
  g_autoptr(SluiceGrant) used = make_grant ("\"items\":[{\"category\":\"prints.jobs\",\"use_count\":1,"
                                            "\"last_used_at\":\"2023-11-14T22:08:20Z\"}]");

  expect (sluice_overview_describe_seeing (0, FALSE), "Not known yet who can see your data");
  expect (sluice_overview_describe_seeing (0, TRUE), "Nobody can see your data");
  expect (sluice_overview_describe_seeing (2, TRUE), "2 apps can see some of your data");
  expect (sluice_overview_describe_asking (1), "1 request for your data waits for your answer");
  expect (sluice_overview_describe_alarms (2), "2 apps are not what they were when you gave them data");

  expect (sluice_overview_describe_seen (G_LIST_MODEL (grants), NOW), "Nothing is given before you say so");
  g_list_store_append (grants, unused);
  expect (sluice_overview_describe_seen (G_LIST_MODEL (grants), NOW), "None of it was read yet");
  g_list_store_append (grants, used);
  expect (sluice_overview_describe_seen (G_LIST_MODEL (grants), NOW), "They last read some of it 5 min ago");
}

static void
test_decisions (void)
{
  const struct
  {
    const char *decision;
    const char *title;
  } cases[] = {
    { "approve", "Shared with Partner" },
    { "deny", "Denied to Partner" },
    { "narrow", "Partly taken back from Partner" },
    { "revoke", "Taken back from Partner" },
    { "expired", "No answer to Partner" },
    { "of-tomorrow", "A decision about Partner" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *members = g_strdup_printf ("\"decision\":\"%s\"", cases[i].decision);
      g_autoptr(SluiceReceipt) receipt = make_receipt (members);

      expect (sluice_receipt_look_dup_title (receipt), cases[i].title);
      g_assert_nonnull (sluice_receipt_look_get_icon_name (receipt));
      expect (sluice_receipt_look_dup_subtitle (receipt), "14 November 2023, 22:13");
    }
}

static const char *
find_row (GPtrArray  *rows,
          const char *label)
{
  for (guint i = 0; i < rows->len; i++)
    {
      SluiceReceiptRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->label, label))
        return row->value;
    }
  return NULL;
}

/* What a receipt does not say has no row, and a file of it names nobody. */
static void
test_receipt (void)
{
  g_autoptr(SluiceReceipt) receipt = make_receipt (
    "\"decision\":\"approve\",\"duration\":\"P7D\",\"items\":[{\"category\":\"prints.jobs\"}],"
    "\"refused\":[{\"category\":\"prints.names\"}]");
  g_autoptr(GPtrArray) rows = sluice_receipt_look_list_rows (receipt);

  expect (sluice_receipt_look_dup_subtitle (receipt), "Print history\n14 November 2023, 22:13");
  g_assert_cmpstr (find_row (rows, "Who"), ==, "Partner");
  g_assert_cmpstr (find_row (rows, "May see from then on"), ==, "Print history");
  g_assert_cmpstr (find_row (rows, "May not see"), ==, "Names of prints");
  g_assert_cmpstr (find_row (rows, "How long"), ==, "For 7 days");
  g_assert_cmpstr (find_row (rows, "Written by"), ==, "https://cloud.example");
  g_assert_null (find_row (rows, "Ends"));
  g_assert_null (find_row (rows, "What for, in their words"));
  g_assert_null (find_row (rows, "Key of the signature"));
  expect (sluice_receipt_look_dup_file_name (receipt), "Receipt 2023-11-14 22-13.json");
}

static void
test_verdicts (void)
{
  g_assert_cmpstr (sluice_receipt_verdict_get_title (SLUICE_RECEIPT_GENUINE), ==, "Genuine");
  g_assert_cmpstr (sluice_receipt_verdict_get_css_class (SLUICE_RECEIPT_ALTERED), ==, "error");
  for (guint i = 0; i <= SLUICE_RECEIPT_ALTERED; i++)
    {
      g_assert_nonnull (sluice_receipt_verdict_get_text (i));
      g_assert_nonnull (sluice_receipt_verdict_get_icon_name (i));
    }
}

static void
test_age (void)
{
  g_autoptr(TestClock) clock = test_clock_new (NOW_SECONDS);
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "receipts.db", NULL);
  g_autoptr(SluiceConsents) consents = sluice_consents_new (path, SLUICE_CLOCK (clock));

  expect (sluice_consent_look_dup_age (consents, NOW), NULL);
  sluice_consents_stop (consents, "The cloud is away.");
  expect (sluice_consent_look_dup_age (consents, NOW), "not seen yet. The cloud is away.");
  g_clear_object (&consents);
  test_remove_folder (folder);
}

static void
count_cb (guint *count)
{
  *count += 1;
}

/* An item that emits the signal is looked at again, and one that left the model is not listened to. */
static void
test_watch_signal (void)
{
  g_autoptr(GListStore) store = g_list_store_new (SLUICE_TYPE_GRANT);
  g_autoptr(SluiceGrant) grant = make_grant ("\"items\":[]");
  g_autoptr(SluiceWatchModel) watch = NULL;
  guint count = 0;

  g_list_store_append (store, grant);
  watch = sluice_watch_model_new_for_signal (G_LIST_MODEL (store), "changed");
  g_signal_connect_swapped (watch, "items-changed", G_CALLBACK (count_cb), &count);
  g_signal_emit_by_name (grant, "changed");
  g_assert_cmpuint (count, ==, 1);
  g_list_store_remove_all (store);
  g_assert_cmpuint (count, ==, 2);
  g_signal_emit_by_name (grant, "changed");
  g_assert_cmpuint (count, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/consent-look/who", test_who);
  g_test_add_func ("/consent-look/asks", test_asks);
  g_test_add_func ("/consent-look/grant", test_grant);
  g_test_add_func ("/consent-look/alarms", test_alarms);
  g_test_add_func ("/consent-look/taking-back", test_taking_back);
  g_test_add_func ("/consent-look/overview", test_overview);
  g_test_add_func ("/consent-look/decisions", test_decisions);
  g_test_add_func ("/consent-look/receipt", test_receipt);
  g_test_add_func ("/consent-look/verdicts", test_verdicts);
  g_test_add_func ("/consent-look/age", test_age);
  g_test_add_func ("/consent-look/watch-signal", test_watch_signal);
  return test_run ();
}
