/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-letter.h"
#include "sluice-rights.h"
#include "test-clock.h"
#include "test-util.h"

#include <string.h>

/* Formal requests: when an answer is due, what the letter says, and what is kept of it. */

static SluiceRightsDay
day (int year,
     int month,
     int number)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static void
terms (void)
{
  static const struct
  {
    int sent[3], due[3], later[3];
  } rows[] = {
    { { 2026, 3, 3 }, { 2026, 4, 3 }, { 2026, 6, 3 } },
    { { 2026, 1, 31 }, { 2026, 2, 28 }, { 2026, 4, 30 } },
    { { 2028, 1, 31 }, { 2028, 2, 29 }, { 2028, 4, 30 } },
    { { 2026, 2, 28 }, { 2026, 3, 28 }, { 2026, 5, 28 } },
    { { 2026, 11, 30 }, { 2026, 12, 30 }, { 2027, 2, 28 } },
    { { 2026, 12, 15 }, { 2027, 1, 15 }, { 2027, 3, 15 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SluiceRightsDay sent = day (rows[i].sent[0], rows[i].sent[1], rows[i].sent[2]);

      g_assert_cmpuint (sluice_rights_day_due (sent, FALSE), ==, day (rows[i].due[0], rows[i].due[1], rows[i].due[2]));
      g_assert_cmpuint (sluice_rights_day_due (sent, TRUE), ==,
                        day (rows[i].later[0], rows[i].later[1], rows[i].later[2]));
    }
}

/* A day is one of where the person is: late in the evening it is still the same. */
static void
days (void)
{
  g_autoptr(GDateTime) evening = g_date_time_new_local (2026, 3, 29, 23, 59, 59);
  g_autoptr(GDateTime) morning = g_date_time_new_local (2026, 3, 30, 0, 0, 0);

  g_assert_cmpuint (sluice_rights_day_of (g_date_time_to_unix (evening)), ==, day (2026, 3, 29));
  g_assert_cmpuint (sluice_rights_day_of (g_date_time_to_unix (morning)), ==, day (2026, 3, 30));
  g_assert_cmpuint (sluice_rights_day_of (sluice_rights_day_to_seconds (day (2026, 3, 29))), ==, day (2026, 3, 29));
  g_assert_cmpint (sluice_rights_day_to_seconds (0), ==, 0);
}

/* Each letter names its article and whose account it is, and nothing that nobody said. */
static void
letters (void)
{
  static const guint articles[] = { 15, 16, 17, 20 };

  for (guint right = 0; right < SLUICE_RIGHT_LAST; right++)
    {
      g_autoptr(SluiceRightsRequest) request = sluice_rights_request_new (right, " Example Ltd ", "privacy@example.com",
                                                                          "ada", "");
      g_autofree char *subject = sluice_rights_letter_dup_subject (request, day (2026, 3, 3));
      g_autofree char *text = sluice_rights_letter_dup_text (request, day (2026, 3, 3));
      g_autofree char *article = g_strdup_printf ("Article %u ", articles[right]);

      g_assert_cmpuint (sluice_rights_request_get_article (request), ==, articles[right]);
      g_assert_nonnull (strstr (subject, article));
      g_assert_null (strchr (subject, '\n'));
      g_assert_nonnull (strstr (text, article));
      g_assert_nonnull (strstr (text, "To: Example Ltd\n"));
      g_assert_nonnull (strstr (text, "Date: 3 March 2026\n"));
      g_assert_nonnull (strstr (text, "My account with you: ada\n"));
      g_assert_nonnull (strstr (text, "Article 12(3)"));
      g_assert_null (strstr (text, "It is about"));
      g_assert_null (strstr (text, "What is wrong"));
      g_assert_null (strstr (text, g_get_user_name ()));
      g_assert_null (strstr (text, g_get_host_name ()));
    }
}

/* What a person or a cloud says can neither end the address nor add to it. */
static void
addresses (void)
{
  g_autoptr(SluiceRightsRequest) request = sluice_rights_request_new (
    SLUICE_RIGHT_RECTIFICATION, "A & B", "privacy+x@example.com", "a&cc=spy@example.com", "old\nnew: 100 %");
  g_autofree char *address = sluice_rights_letter_dup_uri (request, day (2026, 3, 3));
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr(GHashTable) query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  const char *body = g_hash_table_lookup (query, "body");

  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "mailto");
  g_assert_cmpstr (g_uri_get_path (uri), ==, "privacy+x@example.com");
  g_assert_cmpuint (g_hash_table_size (query), ==, 2);
  g_assert_nonnull (strstr (body, "To: A & B\r\n"));
  g_assert_nonnull (strstr (body, "My account with you: a&cc=spy@example.com\r\n"));
  g_assert_nonnull (strstr (body, "old\r\nnew: 100 %"));

  g_assert_true (sluice_rights_letter_is_address ("privacy@example.com"));
  g_assert_false (sluice_rights_letter_is_address (""));
  g_assert_false (sluice_rights_letter_is_address ("privacy"));
  g_assert_false (sluice_rights_letter_is_address ("@example.com"));
  g_assert_false (sluice_rights_letter_is_address ("privacy@"));
  g_assert_false (sluice_rights_letter_is_address ("a@b@c"));
  g_assert_false (sluice_rights_letter_is_address ("a@b.c?cc=d@e.f"));
  g_assert_false (sluice_rights_letter_is_address ("a@b.c,d@e.f"));
}

typedef struct
{
  char         *folder;
  TestClock    *clock;
  SluiceRights *rights;
} Fixture;

static void
set_up (Fixture *self)
{
  self->folder = test_make_folder ();
  self->clock = test_clock_new (sluice_rights_day_to_seconds (day (2026, 3, 3)));
  self->rights = sluice_rights_new (self->folder, SLUICE_CLOCK (self->clock));
  g_assert_true (dex_await (sluice_rights_load (self->rights), NULL));
}

static void
tear_down (Fixture *self)
{
  g_clear_object (&self->rights);
  g_object_unref (self->clock);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

/* (transfer full): as a new run of the program would find the only one */
static SluiceRightsRequest *
reopen (Fixture *self)
{
  g_clear_object (&self->rights);
  self->rights = sluice_rights_new (self->folder, SLUICE_CLOCK (self->clock));
  g_assert_true (dex_await (sluice_rights_load (self->rights), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->rights)), ==, 1);
  return g_list_model_get_item (G_LIST_MODEL (self->rights), 0);
}

static void
add (Fixture *self)
{
  g_autoptr(SluiceRightsRequest) request = sluice_rights_request_new (SLUICE_RIGHT_ERASURE, "Example Ltd",
                                                                      "privacy@example.com", "ada", "my prints");

  g_assert_true (dex_await (sluice_rights_add (self->rights, request), NULL));
}

/* The letter stays as it was sent until it has to be another. */
static void
expect_letter (Fixture             *self,
               SluiceRightsRequest *request,
               gboolean             reminder)
{
  SluiceRightsDay today = sluice_rights_get_today (self->rights);
  g_autofree char *subject = sluice_rights_letter_dup_subject (request, today);
  g_autofree char *text = sluice_rights_letter_dup_text (request, today);

  g_assert_true (g_str_has_prefix (subject, "Reminder") == reminder);
  g_assert_true ((strstr (text, "On 3 March 2026 I sent you") != NULL) == reminder);
  g_assert_true ((strstr (text, "Date: 3 March 2026\n") == NULL) == reminder);
  g_assert_nonnull (strstr (text, "It is about: my prints\n"));
}

static void
expect_state (Fixture             *self,
              SluiceRightsRequest *request,
              SluiceRightsState    state)
{
  g_assert_cmpint (sluice_rights_request_get_state (request, sluice_rights_get_today (self->rights)), ==, state);
}

static void
pass_days (Fixture *self,
           int      n_days)
{
  test_clock_advance (self->clock, n_days * 86400.0);
  sluice_rights_refresh (self->rights);
}

static DexFuture *
a_term_passes (gpointer data)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRightsRequest) draft = NULL;
  g_autoptr(SluiceRightsRequest) request = NULL;

  set_up (&fixture);
  add (&fixture);
  draft = reopen (&fixture);
  g_assert_cmpint (sluice_rights_request_get_right (draft), ==, SLUICE_RIGHT_ERASURE);
  g_assert_cmpstr (sluice_rights_request_get_recipient (draft), ==, "Example Ltd");
  g_assert_cmpstr (sluice_rights_request_get_address (draft), ==, "privacy@example.com");
  g_assert_cmpstr (sluice_rights_request_get_account (draft), ==, "ada");
  g_assert_cmpstr (sluice_rights_request_get_details (draft), ==, "my prints");
  expect_state (&fixture, draft, SLUICE_RIGHTS_DRAFT);
  g_assert_true (dex_await (sluice_rights_mark_sent (fixture.rights, draft), NULL));

  request = reopen (&fixture);
  g_assert_cmpuint (sluice_rights_request_get_sent (request), ==, day (2026, 3, 3));
  g_assert_cmpuint (sluice_rights_request_get_due (request), ==, day (2026, 4, 3));
  pass_days (&fixture, 31);
  expect_state (&fixture, request, SLUICE_RIGHTS_WAITING);
  expect_letter (&fixture, request, FALSE);
  g_assert_cmpuint (sluice_rights_get_n_overdue (fixture.rights), ==, 0);
  pass_days (&fixture, 1);
  expect_state (&fixture, request, SLUICE_RIGHTS_OVERDUE);
  expect_letter (&fixture, request, TRUE);
  g_assert_cmpuint (sluice_rights_get_n_overdue (fixture.rights), ==, 1);

  g_assert_true (dex_await (sluice_rights_extend (fixture.rights, request), NULL));
  expect_state (&fixture, request, SLUICE_RIGHTS_WAITING);
  g_assert_cmpuint (sluice_rights_get_n_overdue (fixture.rights), ==, 0);
  pass_days (&fixture, 61);
  g_assert_cmpuint (sluice_rights_get_n_overdue (fixture.rights), ==, 1);
  g_assert_true (dex_await (sluice_rights_close (fixture.rights, request), NULL));
  expect_state (&fixture, request, SLUICE_RIGHTS_CLOSED);
  g_assert_cmpuint (sluice_rights_get_n_overdue (fixture.rights), ==, 0);
  g_clear_object (&draft);
  g_clear_object (&request);
  request = reopen (&fixture);
  expect_state (&fixture, request, SLUICE_RIGHTS_CLOSED);
  tear_down (&fixture);
  return dex_future_new_true ();
}

static DexFuture *
an_answer_is_filed (gpointer data)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRightsRequest) draft = NULL;
  g_autoptr(SluiceRightsRequest) request = NULL;
  g_autoptr(GFile) copy = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GFile) nothing = g_file_new_for_path ("/proc/sluice/answer.pdf");
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  path = g_build_filename (fixture.folder, "answer.txt", NULL);
  file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, "We keep nothing.", -1, NULL));
  add (&fixture);
  draft = reopen (&fixture);
  g_assert_true (dex_await (sluice_rights_mark_sent (fixture.rights, draft), NULL));

  /* What cannot be kept whole is not kept at all. */
  g_assert_false (dex_await (sluice_rights_file_answer (fixture.rights, draft, "by post", nothing), &error));
  g_assert_nonnull (error);
  expect_state (&fixture, draft, SLUICE_RIGHTS_WAITING);
  g_assert_true (dex_await (sluice_rights_file_answer (fixture.rights, draft, "by e-mail", file), NULL));

  pass_days (&fixture, 100);
  request = reopen (&fixture);
  expect_state (&fixture, request, SLUICE_RIGHTS_ANSWERED);
  g_assert_cmpuint (sluice_rights_get_n_overdue (fixture.rights), ==, 0);
  g_assert_cmpuint (sluice_rights_request_get_answered (request), ==, day (2026, 3, 3));
  g_assert_cmpstr (sluice_rights_request_get_note (request), ==, "by e-mail");
  g_assert_cmpstr (sluice_rights_request_get_file (request), ==, "answer.txt");
  copy = sluice_rights_dup_answer (fixture.rights, request);
  g_assert_true (g_file_get_contents (g_file_peek_path (copy), &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "We keep nothing.");

  g_assert_true (dex_await (sluice_rights_remove (fixture.rights, request), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.rights)), ==, 0);
  g_assert_false (g_file_query_exists (copy, NULL));
  tear_down (&fixture);
  return dex_future_new_true ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rights/terms", terms);
  g_test_add_func ("/rights/days", days);
  g_test_add_func ("/rights/letters", letters);
  g_test_add_func ("/rights/addresses", addresses);
  test_add_fiber ("/rights/a-term-passes", a_term_passes);
  test_add_fiber ("/rights/an-answer-is-filed", an_answer_is_filed);
  return test_run ();
}
