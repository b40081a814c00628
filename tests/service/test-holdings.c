/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-erasure.h"
#include "sluice-holdings.h"
#include "sluice-inventory-sum.h"
#include "sluice-net-error.h"
#include "sluice-privacy-source.h"
#include "test-clock.h"
#include "test-person.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* What the place in use holds: seen while somebody looks, deleted when somebody says so; never more than was true. */

#define NOON G_GINT64_CONSTANT (1795435200)
#define N_ITEMS 3

/* What the server is: each of its own thread, and so atomic. */
typedef struct
{
  TestServer     *server;
  char           *folder;
  SluiceClock    *clock;
  SluiceLedger   *ledger;
  SluiceSession  *session;
  SluiceHoldings *holdings;
  int             lists;     /* says that it has an inventory */
  int             allows;    /* lets this sign-in see it */
  int             waits;     /* the second page has to be asked for again */
  int             deleted;   /* a bit for each item */
  int             refuses;   /* the item that it does not delete; -1 none */
  int             stumbles;  /* how many times more it deletes, and does not live to say so */
  int             knows_not; /* 404 of the whole address for a DELETE */
} Fixture;

static void
answer_items (Fixture           *fixture,
              SoupServerMessage *message,
              gboolean           second)
{
  const int deleted = g_atomic_int_get (&fixture->deleted);
  g_autoptr(GString) text = g_string_new ("{\"data\":[");
  guint n_items = 0;

  for (int i = second ? N_ITEMS : 0; i < (second ? 2 * N_ITEMS : N_ITEMS); i++)
    if ((deleted & (1 << i)) == 0)
      g_string_append_printf (text, "%s{\"id\":\"prints.records:%d\",\"category\":\"prints.records\",\"size\":%d,"
                              "\"can_delete\":true}", n_items++ > 0 ? "," : "", i, i + 1);
  g_string_append_printf (text, "],\"meta\":{\"page\":{\"total_count\":%d%s}}}", 2 * N_ITEMS,
                          second ? "" : ",\"next\":\"prints.records:2\"");
  test_server_answer (message, SOUP_STATUS_OK, "application/json", text->str);
}

static void
answer_delete (Fixture           *fixture,
               SoupServerMessage *message,
               const char        *path)
{
  const char *colon = strstr (path, "%3A");
  const int number = atoi (colon != NULL ? colon + 3 : strrchr (path, ':') + 1);

  if (g_atomic_int_get (&fixture->stumbles) > 0 && g_atomic_int_add (&fixture->stumbles, -1) > 0)
    {
      g_atomic_int_or (&fixture->deleted, 1 << number);
      test_server_drop (message, 0);
    }
  else if (g_atomic_int_get (&fixture->knows_not))
    test_server_answer (message, SOUP_STATUS_NOT_FOUND, "application/json",
                        "{\"errors\":[{\"id\":\"1\",\"code\":\"notFound\",\"title\":\"?\",\"http_status\":\"404\"}]}");
  else if (g_atomic_int_get (&fixture->refuses) == number)
    test_server_answer (message, SOUP_STATUS_CONFLICT, "application/json",
                        "{\"errors\":[{\"id\":\"1\",\"code\":\"notDeletable\",\"title\":\"?\",\"http_status\":\"409\"}]}");
  else if ((g_atomic_int_or (&fixture->deleted, 1 << number) & (1 << number)) != 0)
    test_server_answer (message, SOUP_STATUS_NOT_FOUND, "application/json",
                        "{\"errors\":[{\"id\":\"1\",\"code\":\"unknownItem\",\"title\":\"?\",\"http_status\":\"404\"}]}");
  else
    test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":{}}");
}

static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  Fixture *fixture = data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *path = g_uri_get_path (uri);
  const gboolean second = g_uri_get_query (uri) != NULL && strstr (g_uri_get_query (uri), "after=") != NULL;

  if (g_str_equal (soup_server_message_get_method (message), "DELETE"))
    answer_delete (fixture, message, path);
  else if (g_str_has_suffix (path, "/capabilities"))
    test_server_answer (message, SOUP_STATUS_OK, "application/json",
                        g_atomic_int_get (&fixture->lists) ? "{\"data\":{\"inventory\":true,\"delete_items\":true}}"
                                                           : "{\"data\":{\"grants\":true}}");
  else if (!g_atomic_int_get (&fixture->allows))
    test_server_answer (message, SOUP_STATUS_FORBIDDEN, "application/json",
                        "{\"errors\":[{\"id\":\"1\",\"code\":\"insufficientScope\",\"title\":\"?\",\"http_status\":\"403\"}]}");
  else if (g_str_has_suffix (path, "/sums"))
    test_server_answer (message, SOUP_STATUS_OK, "application/json",
                        "{\"data\":[{\"category\":\"prints.records\",\"count\":6,\"size\":21}]}");
  else if (second && g_atomic_int_get (&fixture->waits))
    test_server_answer (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "application/json", "{}");
  else
    answer_items (fixture, message, second);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->lists = TRUE;
  fixture->allows = TRUE;
  fixture->refuses = -1;
  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = SLUICE_CLOCK (test_clock_new (NOON));
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
  fixture->server = test_server_new (TEST_SERVER_DEFAULT, answer, fixture);
  fixture->session = test_person_session_new ("elsewhere", test_server_get_uri (fixture->server),
                                              test_server_get_database (fixture->server), "token", fixture->ledger,
                                              fixture->clock);
  fixture->holdings = sluice_holdings_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sluice_holdings_forget (fixture->holdings);
  g_clear_object (&fixture->holdings);
  g_clear_object (&fixture->session);
  test_settle (sluice_ledger_finish (fixture->ledger), NULL);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GListModel *
get_items (SluiceHoldings *holdings)
{
  return sluice_inventory_get_items (sluice_holdings_get_inventory (holdings));
}

static guint
count (SluiceHoldings *holdings)
{
  return g_list_model_get_n_items (get_items (holdings));
}

static gboolean
has_looked (gpointer holdings)
{
  return !sluice_holdings_get_is_looking (holdings);
}

/* Its list, as a Sluice cloud has it. */
static void
use (SluiceHoldings *holdings,
     SluiceSession  *session)
{
  g_autoptr(SluiceInventorySource) source = sluice_privacy_source_new (session);

  sluice_holdings_use (holdings, source, NULL);
}

static void
look (Fixture *fixture)
{
  use (fixture->holdings, fixture->session);
  sluice_holdings_set_attentive (fixture->holdings, TRUE);
  g_assert_true (sluice_holdings_get_is_looking (fixture->holdings));
  test_wait_until (has_looked, fixture->holdings, "the first look");
}

/* (transfer full): some of what is seen, by their places in the list */
static GListModel *
choose (SluiceHoldings *holdings,
        const guint    *positions,
        guint           n_positions)
{
  GListStore *chosen = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);

  for (guint i = 0; i < n_positions; i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_items (holdings), positions[i]);

      g_list_store_append (chosen, item);
    }
  return G_LIST_MODEL (chosen);
}

static DexFuture *
erase (SluiceHoldings *holdings,
       GListModel     *items)
{
  g_autoptr(SluiceErasure) erasure = sluice_erasure_new (holdings, items);

  return sluice_erasure_run (erasure);
}

/* Nothing is asked before somebody wants to know; without a connection what was seen stays, and says why it is old. */
static void
test_look (Fixture       *fixture,
           gconstpointer  data)
{
  use (fixture->holdings, fixture->session);
  g_assert_false (sluice_holdings_get_is_looking (fixture->holdings));
  g_assert_cmpint (test_server_get_requests (fixture->server), ==, 0);

  look (fixture);
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_holdings_get_sums (fixture->holdings)), ==, 1);
  g_assert_null (sluice_holdings_get_stale_reason (fixture->holdings));

  sluice_holdings_use (fixture->holdings, NULL, "The cloud is not connected");
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS);
  g_assert_cmpstr (sluice_holdings_get_stale_reason (fixture->holdings), ==, "The cloud is not connected");
  g_assert_false (sluice_holdings_get_is_looking (fixture->holdings));

  use (fixture->holdings, fixture->session);
  test_wait_until (has_looked, fixture->holdings, "the look with the connection");
  g_assert_null (sluice_holdings_get_stale_reason (fixture->holdings));
}

static gboolean
has_sums (gpointer holdings)
{
  return g_list_model_get_n_items (sluice_holdings_get_sums (holdings)) > 0;
}

/* What was seen the last time is there before the place answers, and without it; a new list takes its place. */
static void
test_recall (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree char *folder = g_build_filename (fixture->folder, "inventory", NULL);
  g_autoptr(SluiceInventoryKept) kept = sluice_inventory_kept_new (folder, key);
  g_autoptr(SluiceHoldings) later = sluice_holdings_new ();
  g_autoptr(GError) error = NULL;

  sluice_holdings_set_kept (fixture->holdings, kept);
  look (fixture);
  test_settle (sluice_inventory_kept_write (kept, "elsewhere", sluice_holdings_get_inventory (fixture->holdings)), &error);
  g_assert_no_error (error);

  sluice_holdings_recall (later, "elsewhere");
  g_assert_cmpuint (count (later), ==, 0);
  sluice_holdings_set_kept (later, kept);
  sluice_holdings_recall (later, "elsewhere");
  test_wait_until (has_sums, later, "what was kept");
  g_assert_cmpuint (count (later), ==, 2 * N_ITEMS);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_holdings_get_sums (later)), >, 0);
  g_assert_cmpint (sluice_inventory_get_observed_at (sluice_holdings_get_inventory (later)), ==,
                   sluice_inventory_get_observed_at (sluice_holdings_get_inventory (fixture->holdings)));

  /* The same place, and one thing less; then another one, of which nothing is known. */
  g_atomic_int_set (&fixture->deleted, 1);
  use (later, fixture->session);
  g_assert_cmpuint (count (later), ==, 2 * N_ITEMS);
  sluice_holdings_set_attentive (later, TRUE);
  test_wait_until (has_looked, later, "the look with the connection");
  g_assert_cmpuint (count (later), ==, 2 * N_ITEMS - 1);
  sluice_holdings_forget (later);
  sluice_holdings_recall (later, "another");
  g_assert_cmpuint (count (later), ==, 0);
  sluice_holdings_forget (later);
}

/* For who wants to know how much it is, the things themselves are not fetched. */
static void
test_glance (Fixture       *fixture,
             gconstpointer  data)
{
  use (fixture->holdings, fixture->session);
  sluice_holdings_set_glancing (fixture->holdings, TRUE);
  g_assert_false (sluice_holdings_get_is_looking (fixture->holdings));
  test_wait_until (has_sums, fixture->holdings, "the sums");
  g_assert_cmpuint (count (fixture->holdings), ==, 0);
  g_assert_cmpint (test_server_get_requests (fixture->server), ==, 2);

  look (fixture);
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS);
}

/* Of another place nothing stays, not even what comes late. */
static void
test_another_place (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(SluiceSession) other = test_person_session_new ("other", test_server_get_uri (fixture->server),
                                                            test_server_get_database (fixture->server), "token",
                                                            fixture->ledger, fixture->clock);

  look (fixture);
  g_atomic_int_set (&fixture->lists, FALSE);
  use (fixture->holdings, other);
  g_assert_cmpuint (count (fixture->holdings), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_holdings_get_sums (fixture->holdings)), ==, 0);
  test_wait_until (has_looked, fixture->holdings, "the look at the other place");
  g_assert_false (sluice_holdings_get_is_offered (fixture->holdings));
  g_assert_null (sluice_holdings_get_stale_reason (fixture->holdings));
  g_assert_cmpuint (count (fixture->holdings), ==, 0);
}

static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_atomic_int_set (&fixture->allows, FALSE);
  look (fixture);
  g_assert_true (sluice_holdings_get_not_allowed (fixture->holdings));
  g_assert_nonnull (sluice_holdings_get_stale_reason (fixture->holdings));

  g_atomic_int_set (&fixture->allows, TRUE);
  sluice_holdings_refresh (fixture->holdings);
  test_wait_until (has_looked, fixture->holdings, "the look that is allowed");
  g_assert_false (sluice_holdings_get_not_allowed (fixture->holdings));
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS);
}

/* One that is gone already is gone; at the first that the place keeps it ends, and the ones behind were not touched. */
static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  const guint some[] = { 0, 1, 2, 3 };
  g_autoptr(GListModel) chosen = NULL;
  g_autoptr(GError) error = NULL;

  look (fixture);
  chosen = choose (fixture->holdings, some, G_N_ELEMENTS (some));
  g_atomic_int_set (&fixture->deleted, 1 << 1);
  g_atomic_int_set (&fixture->refuses, 2);
  g_assert_false (test_settle (erase (fixture->holdings, chosen), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
  g_assert_cmpint (g_atomic_int_get (&fixture->deleted), ==, 3);
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS - 2);
  g_assert_cmpint (sluice_inventory_get_total (sluice_holdings_get_inventory (fixture->holdings)), ==, 2 * N_ITEMS - 2);
}

/* A place that knows no such call, or cannot be reached, has deleted nothing. */
static void
test_not_erased (Fixture       *fixture,
                 gconstpointer  data)
{
  const guint one[] = { 0 };
  g_autoptr(GListModel) chosen = NULL;
  g_autoptr(GError) error = NULL;

  look (fixture);
  chosen = choose (fixture->holdings, one, G_N_ELEMENTS (one));
  g_atomic_int_set (&fixture->knows_not, TRUE);
  g_assert_false (test_settle (erase (fixture->holdings, chosen), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS);

  sluice_holdings_use (fixture->holdings, NULL, NULL);
  g_assert_false (test_settle (erase (fixture->holdings, chosen), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS);
}

/* What was chosen at one place is not deleted at another, nor said to be; its ids are nothing there. */
static void
test_erase_elsewhere (Fixture       *fixture,
                      gconstpointer  data)
{
  const guint some[] = { 0, 1 };
  g_autoptr(SluiceSession) other = test_person_session_new ("other", test_server_get_uri (fixture->server),
                                                            test_server_get_database (fixture->server), "token",
                                                            fixture->ledger, fixture->clock);
  g_autoptr(SluiceErasure) erasure = NULL;
  g_autoptr(GListModel) chosen = NULL;
  g_autoptr(GError) error = NULL;

  look (fixture);
  chosen = choose (fixture->holdings, some, G_N_ELEMENTS (some));
  erasure = sluice_erasure_new (fixture->holdings, chosen);
  use (fixture->holdings, other);
  g_assert_false (test_settle (sluice_erasure_run (erasure), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_assert_cmpuint (sluice_erasure_get_n_erased (erasure), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&fixture->deleted), ==, 0);
  test_wait_until (has_looked, fixture->holdings, "the look at the other place");
}

/* What fails in passing is tried again: to delete twice is to delete once. */
static void
test_erase_again (Fixture       *fixture,
                  gconstpointer  data)
{
  const guint some[] = { 0, 1 };
  g_autoptr(SluiceErasure) erasure = NULL;
  g_autoptr(GListModel) chosen = NULL;
  g_autoptr(GError) error = NULL;

  look (fixture);
  chosen = choose (fixture->holdings, some, G_N_ELEMENTS (some));
  g_atomic_int_set (&fixture->stumbles, 2);
  erasure = sluice_erasure_new (fixture->holdings, chosen);
  test_settle (sluice_erasure_run (erasure), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_erasure_get_n_erased (erasure), ==, 2);
  g_assert_cmpint (g_atomic_int_get (&fixture->deleted), ==, 3);
}

static gboolean
has_first_page (gpointer holdings)
{
  return count (holdings) == N_ITEMS;
}

/* What was deleted while the list was being read does not come back with its end. */
static void
test_erase_while_reading (Fixture       *fixture,
                          gconstpointer  data)
{
  const guint one[] = { 1 };
  g_autoptr(GListModel) chosen = NULL;
  g_autoptr(GError) error = NULL;

  g_atomic_int_set (&fixture->waits, TRUE);
  use (fixture->holdings, fixture->session);
  sluice_holdings_set_attentive (fixture->holdings, TRUE);
  test_wait_until (has_first_page, fixture->holdings, "the first page");
  chosen = choose (fixture->holdings, one, G_N_ELEMENTS (one));
  test_settle (erase (fixture->holdings, chosen), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture->holdings), ==, N_ITEMS - 1);
  g_atomic_int_set (&fixture->waits, FALSE);
  test_wait_until (has_looked, fixture->holdings, "the end of the list");
  g_assert_cmpuint (count (fixture->holdings), ==, 2 * N_ITEMS - 1);
}

/* At a real cloud: what can be deleted is, projects with the files in them, and the sums say so. */
static void
test_real (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(SluiceHoldings) holdings = sluice_holdings_new ();
  g_autoptr(GListStore) chosen = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);
  g_autoptr(GError) error = NULL;
  guint64 total = 0;
  guint n_before;

  use (holdings, person->session);
  sluice_holdings_set_attentive (holdings, TRUE);
  test_wait_until (has_looked, holdings, "the first look");
  n_before = count (holdings);
  for (guint i = 0; i < n_before; i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_items (holdings), i);

      if (sluice_inventory_item_get_can_delete (item))
        g_list_store_append (chosen, item);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chosen)), >, 0);
  test_settle (erase (holdings, G_LIST_MODEL (chosen)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (holdings), ==, n_before - g_list_model_get_n_items (G_LIST_MODEL (chosen)));
  for (guint i = 0; i < g_list_model_get_n_items (sluice_holdings_get_sums (holdings)); i++)
    {
      g_autoptr(SluiceInventorySum) sum = g_list_model_get_item (sluice_holdings_get_sums (holdings), i);

      total += sluice_inventory_sum_get_count (sum);
    }
  g_assert_cmpuint (total, ==, count (holdings));
  sluice_holdings_forget (holdings);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func) g_test_add ("/holdings/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("look", test_look);
  ADD ("glance", test_glance);
  ADD ("recall", test_recall);
  ADD ("another-place", test_another_place);
  ADD ("not-allowed", test_not_allowed);
  ADD ("erase", test_erase);
  ADD ("not-erased", test_not_erased);
  ADD ("erase-elsewhere", test_erase_elsewhere);
  ADD ("erase-again", test_erase_again);
  ADD ("erase-while-reading", test_erase_while_reading);
#undef ADD
  g_test_add_func ("/holdings/real", test_real);
  return test_run ();
}
