/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-class.h"
#include "sluice-consent-words-app.h"

/* What the consent dialog says and offers, without a window to say it in. */

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW_SECONDS G_GINT64_CONSTANT (1700000000)
#define NOW (NOW_SECONDS * SECOND)

/* @text: (transfer full) */
static void
expect (char       *text,
        const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (text, ==, expected);
}

static void
expect_durations (const char *asked,
                  const char *expected,
                  const char *expected_preset)
{
  g_auto(GStrv) durations = sluice_consent_durations_new (asked);
  guint preset = sluice_consent_durations_find_preset ((const char * const *) durations, asked);

  expect (g_strjoinv (" ", durations), expected);
  g_assert_cmpuint (preset, <, g_strv_length (durations));
  g_assert_cmpstr (durations[preset], ==, expected_preset);
}

/* Never more than they ask for, and never more than thirty days unless the person says so. */
static void
test_durations (void)
{
  expect_durations ("once", "once", "once");
  expect_durations ("P1D", "once P1D", "P1D");
  expect_durations ("P7D", "once P1D P7D", "P7D");
  expect_durations ("P14D", "once P1D P7D P14D", "P14D");
  expect_durations ("P30D", "once P1D P7D P30D", "P30D");
  expect_durations ("P90D", "once P1D P7D P30D P90D", "P30D");
  expect_durations ("P365D", "once P1D P7D P30D P365D", "P30D");
  expect_durations ("until_revoked", "once P1D P7D P30D P365D until_revoked", "P30D");
}

static void
test_web_pages (void)
{
  g_assert_true (sluice_consent_is_web_page ("https://partner.example/privacy?a=b"));
  g_assert_true (sluice_consent_is_web_page ("https://[2001:db8::1]:8443/"));
  g_assert_false (sluice_consent_is_web_page (NULL));
  g_assert_false (sluice_consent_is_web_page (""));
  g_assert_false (sluice_consent_is_web_page ("partner.example"));
  g_assert_false (sluice_consent_is_web_page ("http://partner.example/"));
  g_assert_false (sluice_consent_is_web_page ("https://"));
  g_assert_false (sluice_consent_is_web_page ("https:partner.example"));
  g_assert_false (sluice_consent_is_web_page ("https://bank.example@partner.example/"));
  g_assert_false (sluice_consent_is_web_page ("javascript:alert(1)"));
  g_assert_false (sluice_consent_is_web_page ("file:///etc/passwd"));
  g_assert_false (sluice_consent_is_web_page ("data:text/html,hello"));
}

static void
test_times (void)
{
  expect (sluice_consent_describe_time_left (NOW, NOW_SECONDS + 252), "4 min 12 s left to decide");
  expect (sluice_consent_describe_time_left (NOW + SECOND / 2, NOW_SECONDS + 1), "1 s left to decide");
  expect (sluice_consent_describe_time_left (NOW, NOW_SECONDS), "The time to decide is over");
  expect (sluice_consent_describe_time_left (NOW, NOW_SECONDS - 10), "The time to decide is over");
  expect (sluice_consent_describe_start ("Television", NOW, NOW_SECONDS - 40),
          "Started by Television 40 s ago. If it was not you who started it, choose Deny.");
}

static void
test_items (void)
{
  const SluiceDataCategory *jobs = sluice_data_category_find ("prints.jobs");
  g_autoptr(SluiceConsentItem) plain = sluice_consent_item_new (jobs, FALSE, FALSE);
  g_autoptr(SluiceConsentItem) marked = sluice_consent_item_new (jobs, TRUE, TRUE);
  g_autofree char *expected = NULL;

  expect (sluice_consent_item_dup_name (plain), "Print history, Private until consent");
  expect (sluice_consent_item_dup_description (plain), jobs->description);
  expected = g_strconcat (jobs->description, " They did not ask for it the last time."
                          " They can see it already, as you have given it to them before.", NULL);
  expect (sluice_consent_item_dup_description (marked), expected);
}

static void
test_sample (void)
{
  SluiceConsentSampleLine named = { (char *) "Bracket", -1, (char *) "PLA" };
  SluiceConsentSampleLine timed = { (char *) "2023-11-14T22:13:20Z", NOW, (char *) "PLA" };

  expect (sluice_consent_sample_dup_label (&named), "Bracket");
  expect (sluice_consent_sample_dup_label (&timed), "11/14/23, 22:13");
  expect (sluice_consent_sample_dup_value ("prints.names", &named), "PLA");
  named.value = (char *) "in_progress";
  expect (sluice_consent_sample_dup_value ("prints.jobs", &named), "Under way");
  expect (sluice_consent_sample_dup_value ("prints.names", &named), "in_progress");
  expect (sluice_consent_sample_describe_count (5, 1240),
          "These are 5 of 1240. Who may see it sees all of them, and what is added later.");
  expect (sluice_consent_sample_describe_count (2, 2),
          "This is all of it so far. Who may see it also sees what is added later.");
}

/* The button says what it does, in figures. */
static void
test_share (void)
{
  expect (sluice_consent_dup_share_label (0, TRUE), "_Share");
  expect (sluice_consent_dup_share_label (1, TRUE), "_Share 1 item");
  expect (sluice_consent_dup_share_label (2, TRUE), "_Share 2 items");
  expect (sluice_consent_dup_share_label (0, FALSE), "_Share what is public");
  expect (sluice_consent_describe_shared (1, "Partner"), "Shared 1 item with Partner");
  expect (sluice_consent_describe_shared (3, "Partner"), "Shared 3 items with Partner");
  expect (sluice_consent_describe_shared (0, "Partner"), "Shared what is public with Partner");
}

static void
test_words (void)
{
  expect (sluice_consent_quote ("To compare prints"), "“To compare prints”");
  expect (sluice_consent_describe_unknown (1),
          "They also ask for 1 thing that Sluice does not know or never shares. It is not given.");
  expect (sluice_consent_describe_unknown (2),
          "They also ask for 2 things that Sluice does not know or never shares. They are not given.");
  g_assert_cmpstr (sluice_consent_get_verified_title (TRUE), ==, "Verified by the provider");
  g_assert_cmpstr (sluice_consent_get_verified_title (FALSE), ==, "Not verified");
  g_assert_cmpstr (sluice_consent_get_verified_explanation (TRUE), !=, sluice_consent_get_verified_explanation (FALSE));
}

/* Each class looks different from the others, and what is not known looks private. */
static void
test_classes (void)
{
  for (int klass = SLUICE_DATA_CLASS_PUBLIC; klass <= SLUICE_DATA_CLASS_UNTIL_CONSENT; klass++)
    for (int other = SLUICE_DATA_CLASS_PUBLIC; other < klass; other++)
      {
        g_assert_cmpstr (sluice_class_get_icon_name (klass), !=, sluice_class_get_icon_name (other));
        g_assert_cmpstr (sluice_class_get_css_class (klass), !=, sluice_class_get_css_class (other));
        g_assert_cmpstr (sluice_class_get_explanation (klass), !=, sluice_class_get_explanation (other));
      }

  g_assert_cmpstr (sluice_class_get_css_class (99), ==, "class-private");
  g_assert_cmpint (sluice_kind_of_data (SLUICE_DATA_KIND_PROCESS), ==, SLUICE_KIND_PROCESS);
  g_assert_cmpint (sluice_kind_of_data (SLUICE_DATA_KIND_PERSONAL), ==, SLUICE_KIND_PERSONAL);
  g_assert_cmpint (sluice_kind_of_data (SLUICE_DATA_KIND_PRODUCT), ==, SLUICE_KIND_PRODUCT);
  g_assert_cmpint (sluice_kind_of_data (99), ==, SLUICE_KIND_PRODUCT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent-words/durations", test_durations);
  g_test_add_func ("/consent-words/web-pages", test_web_pages);
  g_test_add_func ("/consent-words/times", test_times);
  g_test_add_func ("/consent-words/items", test_items);
  g_test_add_func ("/consent-words/sample", test_sample);
  g_test_add_func ("/consent-words/share", test_share);
  g_test_add_func ("/consent-words/words", test_words);
  g_test_add_func ("/consent-words/classes", test_classes);
  return g_test_run ();
}
