/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-error.h"
#include "test-person.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* The service before a cloud that is wrong in one way at a time, or slow at the wrong moment. */

#define RECEIPTS 60
#define PAGE 50
#define LINK "sluice:consent?client_id=partner&request_uri=urn:a"

#define CLIENT "\"client\":{\"client_id\":\"partner\",\"name\":\"Partner\"}"
#define REQUEST(id, state) \
  "{\"id\":\"" id "\",\"state\":\"" state "\",\"origin\":\"link\",\"created_at\":\"2030-03-17T17:46:40Z\"," CLIENT "," \
  "\"items\":[{\"category\":\"prints.jobs\"}]}"

static const char * const jobs[] = { "prints.jobs", NULL };

/* The handler is on the server's thread; what is not atomic the test sets before the first request. */
typedef struct
{
  TestServer     *server;
  char           *folder;
  TestClock      *clock;
  SluiceLedger   *ledger;
  SluiceSession  *session;
  SluiceConsents *consents;

  const char        *decided;  /* what a decision is answered with; NULL cuts the connection */
  const char        *one;      /* the request, when it is asked for by its id */
  gboolean           has_many; /* receipts */
  const char        *list;     /* of requests; NULL for as it is */
  const char        *grants;   /* the same */
  gboolean           holds;    /* the first list of grants, until "/release" is asked for */
  SoupServerMessage *held;     /* on the server's thread only */
  int                n_held;
  int                n_lists;
  int                n_posts;
} Fixture;

static char *
write_receipt (guint i)
{
  return g_strdup_printf ("{\"schema\":\"sluice.consent-receipt/1\",\"id\":\"c%u\",\"decision\":\"deny\","
                          "\"controller\":{\"client_id\":\"partner\"}}", i);
}

static void
answer (SoupServerMessage *message,
        const char        *data)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":%s}", data);

  test_server_answer (message, 200, "application/json", body);
}

static void
answer_receipts (Fixture           *fixture,
                 SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr(GHashTable) words = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  guint offset = (guint) g_ascii_strtoull (g_hash_table_lookup (words, "offset"), NULL, 10);
  guint n_receipts = fixture->has_many ? RECEIPTS : 1;
  g_autoptr(GString) list = g_string_new ("[");

  for (guint i = offset; i < MIN (offset + PAGE, n_receipts); i++)
    {
      g_autofree char *receipt = write_receipt (i);

      g_string_append_printf (list, "%s%s", i > offset ? "," : "", receipt);
    }
  g_string_append_c (list, ']');
  answer (message, list->str);
}

static void
answer_grants (Fixture           *fixture,
               SoupServerMessage *message)
{
  answer (message, fixture->grants != NULL ? fixture->grants : "[]");
  if (!fixture->holds || g_atomic_int_get (&fixture->n_held) > 0)
    return;

  fixture->held = message;
  soup_server_message_pause (message);
  g_atomic_int_inc (&fixture->n_held);
}

static void
answer_post (Fixture           *fixture,
             SoupServerMessage *message,
             const char        *path)
{
  g_atomic_int_inc (&fixture->n_posts);
  if (g_str_has_suffix (path, "/lookup"))
    answer (message, REQUEST ("r2", "pending"));
  else if (fixture->decided != NULL)
    test_server_answer (message, 200, "application/json", fixture->decided);
  else
    test_server_drop (message, 0);
}

static void
handle (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  Fixture *fixture = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  if (g_str_equal (soup_server_message_get_method (message), "POST"))
    answer_post (fixture, message, path);
  else if (g_str_has_suffix (path, "/receipt-keys"))
    test_server_answer (message, 200, "application/json", "{\"keys\":[]}");
  else if (g_str_has_suffix (path, "/receipts"))
    answer_receipts (fixture, message);
  else if (g_str_has_suffix (path, "/grants"))
    answer_grants (fixture, message);
  else if (g_str_has_suffix (path, "/release"))
    {
      test_server_answer (message, 404, "application/json", "{}");
      soup_server_message_unpause (fixture->held);
    }
  else if (g_str_has_suffix (path, "/consents"))
    /* The second time, what was looked up meanwhile is in the list. */
    answer (message, fixture->list != NULL                          ? fixture->list
                     : g_atomic_int_add (&fixture->n_lists, 1) == 0
                       ? "[" REQUEST ("r1", "pending") "]"
                       : "[" REQUEST ("r1", "pending") "," REQUEST ("r2", "pending") "]");
  else
    answer (message, fixture->one);
}

static SluiceSession *
make_session (Fixture    *fixture,
              const char *place_id)
{
  return test_person_session_new (place_id, test_server_get_uri (fixture->server),
                                  test_server_get_database (fixture->server), "token", fixture->ledger,
                                  SLUICE_CLOCK (fixture->clock));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *ledger = NULL;
  g_autofree char *receipts = NULL;

  fixture->one = REQUEST ("r1", "pending");
  fixture->folder = test_make_folder ();
  fixture->clock = test_clock_new (1900000000);
  ledger = g_build_filename (fixture->folder, "ledger.db", NULL);
  receipts = g_build_filename (fixture->folder, "receipts.db", NULL);
  fixture->ledger = sluice_ledger_new (ledger, SLUICE_CLOCK (fixture->clock));
  fixture->server = test_server_new (TEST_SERVER_DEFAULT, handle, fixture);
  fixture->session = make_session (fixture, "home");
  fixture->consents = sluice_consents_new (receipts, SLUICE_CLOCK (fixture->clock));
  sluice_consents_use (fixture->consents, fixture->session);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->consents);
  g_clear_object (&fixture->session);
  test_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  test_settle (sluice_ledger_finish (fixture->ledger), NULL);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static SluiceConsentRequest *
see (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_consents_look_once (fixture->consents), &error);
  g_assert_no_error (error);
  return g_list_model_get_item (sluice_consents_get_requests (fixture->consents), 0);
}

static guint
count_receipts (Fixture *fixture)
{
  return g_list_model_get_n_items (sluice_consents_get_receipts (fixture->consents));
}

/* The cloud takes the decision, and says nothing of it that could be understood. */
static void
test_answer_is_none (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(SluiceConsentRequest) request = see (fixture);
  g_autoptr(GError) error = NULL;

  fixture->decided = data;
  g_assert_null (test_settle_object (sluice_consents_approve (fixture->consents, request, jobs, "once"), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_FORMAT);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_APPROVED);
  g_assert_null (sluice_consent_request_get_redirect (request));
}

/* The cloud took it and its answer was lost: what became of it is known, and its receipt comes all the same. */
static void
test_answer_is_lost (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(SluiceConsentRequest) request = see (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (count_receipts (fixture), ==, 1);
  fixture->one = REQUEST ("r1", "denied");
  fixture->has_many = TRUE;
  g_assert_null (test_settle_object (sluice_consents_deny (fixture->consents, request), &error));
  g_assert_nonnull (error);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_DENIED);
  g_object_unref (see (fixture));
  g_assert_cmpuint (count_receipts (fixture), ==, RECEIPTS);
}

/* The receipt of a decision is kept before any other was fetched: the older ones come too. */
static void
test_older_receipts (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *newest = write_receipt (0);
  g_autofree char *decided = g_strdup_printf ("{\"data\":{\"receipt\":%s}}", newest);
  g_autoptr(SluiceConsentRequest) request = NULL;
  g_autoptr(SluiceReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;

  fixture->has_many = TRUE;
  fixture->decided = decided;
  request = test_settle_object (sluice_consents_look_up_id (fixture->consents, "r1"), &error);
  g_assert_no_error (error);
  receipt = test_settle_object (sluice_consents_deny (fixture->consents, request), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_receipts (fixture), ==, 1);
  g_object_unref (see (fixture));
  g_assert_cmpuint (count_receipts (fixture), ==, RECEIPTS);
}

static gboolean
is_held (gpointer data)
{
  return g_atomic_int_get (&((Fixture *) data)->n_held) > 0;
}

/* A look that began before a link was opened does not know of its question, and does not end it. */
static void
test_looked_up_meanwhile (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(DexFuture) look = NULL;
  g_autoptr(SluiceConsentRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  fixture->holds = TRUE;
  look = sluice_consents_look_once (fixture->consents);
  test_wait_until (is_held, fixture, "the look waits for its second list");
  request = test_settle_object (sluice_consents_look_up_link (fixture->consents, LINK), &error);
  g_assert_no_error (error);
  g_assert_null (test_settle_object (sluice_consents_look_up_id (fixture->consents, "release"), NULL));
  test_settle (dex_ref (look), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_PENDING);
  g_assert_cmpuint (sluice_consents_get_n_waiting (fixture->consents), ==, 2);
}

/* The same thing twice in a list is one thing, when it is new and when it is known. */
static void
test_told_twice (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture->list = "[" REQUEST ("r1", "pending") "," REQUEST ("r1", "denied") "," REQUEST ("r1", "pending") "]";
  fixture->grants = "[{\"id\":\"g1\"," CLIENT "},{\"id\":\"g1\"," CLIENT "}]";

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SluiceConsentRequest) request = see (fixture);

      g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_PENDING);
      g_assert_cmpuint (sluice_consents_get_n_waiting (fixture->consents), ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_requests (fixture->consents)), ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_grants (fixture->consents)), ==, 1);
    }
}

/* What was shown is of another place than the one that is used now: that one is not told of it. */
static void
test_another_place (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(SluiceConsentRequest) request = see (fixture);
  g_autoptr(SluiceSession) other = make_session (fixture, "other");
  g_autoptr(DexFuture) looking = sluice_consents_look_up_id (fixture->consents, "r1");
  g_autoptr(GError) error = NULL;

  sluice_consents_use (fixture->consents, other);
  g_assert_null (test_settle_object (sluice_consents_approve (fixture->consents, request, jobs, "once"), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_UNKNOWN);
  g_assert_cmpint (sluice_consent_request_get_state (request), ==, SLUICE_CONSENT_PENDING);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_posts), ==, 0);

  g_clear_error (&error);
  g_assert_null (test_settle_object (dex_ref (looking), &error));
  g_assert_error (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_UNKNOWN);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_consents_get_requests (fixture->consents)), ==, 0);
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/consents-wrong/answer-is-none/list", "{\"data\":[]}", test_answer_is_none);
  ADD ("/consents-wrong/answer-is-none/number", "{\"data\":7}", test_answer_is_none);
  ADD ("/consents-wrong/answer-is-none/nothing", "{\"data\":null}", test_answer_is_none);
  ADD ("/consents-wrong/answer-is-none/receipt", "{\"data\":{\"receipt\":{},\"redirect\":7}}", test_answer_is_none);
  ADD ("/consents-wrong/answer-is-lost", NULL, test_answer_is_lost);
  ADD ("/consents-wrong/older-receipts", NULL, test_older_receipts);
  ADD ("/consents-wrong/looked-up-meanwhile", NULL, test_looked_up_meanwhile);
  ADD ("/consents-wrong/told-twice", NULL, test_told_twice);
  ADD ("/consents-wrong/another-place", NULL, test_another_place);
  return test_run ();
}
