/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-erasure.h"
#include "sluice-holdings.h"
#include "sluice-inventory-sum.h"
#include "sluice-net-error.h"
#include "sluice-ultimaker-source.h"
#include "test-clock.h"
#include "test-person.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* What UltiMaker's cloud shows is gathered, from a server that is wrong at one of its addresses at a time. */

/* Monday, 23 November 2026, 12:00:00 UTC */
#define NOON G_GINT64_CONSTANT (1795435200)
#define ERROR(Code) "{\"errors\":[{\"id\":\"1\",\"code\":\"" Code "\",\"title\":\"?\",\"http_status\":\"400\"}]}"

typedef enum
{
  FINE,
  STUMBLES,     /* 500, then 429 with Retry-After, then what was asked for */
  FORBIDDEN,
  NOT_THERE,
  BROKEN,       /* 500 for ever */
  GARBAGE,
  WRONG_TYPES,
  WITHOUT_END,  /* says that there is always one more page */
  ENDS_TOKEN,   /* in the words that UltiMaker has for it */
  COMES_BACK,   /* 404 of a DELETE, and the thing is still listed */
} Fault;

typedef struct
{
  TestServer            *server;
  char                  *folder;
  SluiceClock           *clock;
  SluiceLedger          *ledger;
  SluiceSession         *session;
  SluiceInventorySource *source;
  SluiceHoldings        *holdings;

  /* Atomic. */
  gpointer wrong;      /* the path that is wrong; NULL for none */
  int      fault;
  int      n_stumbles;
  int      deleted;    /* whether the backup is */
} Fixture;

static const struct
{
  const char *path;
  const char *query; /* of which the request has some words; NULL for any */
  const char *body;
} answers[] = {
  { "/check-token", NULL,
    "{\"data\":{\"user_id\":\"u1\",\"username\":\"ada\",\"profile_image_url\":\"https://elsewhere.example/ada.png\","
    "\"organization\":{\"organization_id\":\"o1\",\"organization_name\":\"Lovelace Ltd\"},"
    "\"subscriptions\":[{\"type_id\":\"s1\",\"plan_id\":\"professional\",\"level\":3}],"
    "\"teams\":[{\"name\":\"Engines\",\"team_id\":\"t1\"},{\"name\":7,\"team_id\":[]}],\"favourite\":{\"colour\":\"blue\"}}}" },
  { "/connect/v1/clusters", NULL,
    "{\"data\":[{\"cluster_id\":\"c1\",\"friendly_name\":\"Hall\",\"status\":\"inactive\",\"is_online\":false},"
    "{\"host_name\":\"ultimakersystem-1\",\"status\":\"dreaming\"}]}" },
  { "/connect/v1/print_jobs", "cursor=two",
    "{\"data\":[{\"uuid\":\"j2\",\"name\":\"Gear\",\"created_at\":\"2026-11-22T10:00:00.000000Z\",\"status\":\"finished\"}],"
    "\"links\":{\"next\":null}}" },
  { "/connect/v1/print_jobs", NULL,
    "{\"data\":[{\"uuid\":\"j1\",\"name\":\"Wheel\",\"created_at\":\"2026-11-22T09:00:00.000000Z\",\"status\":\"unheard_of\","
    "\"source\":{\"job_id\":\"f1\",\"job_name\":\"Wheel.ufp\",\"file_size\":2048,\"uploaded_at\":\"2026-11-22T08:59:00.000Z\"}}],"
    "\"links\":{\"next\":\"https://api.elsewhere.example/connect/v1/print_jobs?limit=100&cursor=two\"}}" },
  { "/cura/v1/projects", "page=2",
    "{\"data\":[{\"library_project_id\":\"p2\",\"display_name\":\"Loom\"}],"
    "\"meta\":{\"page\":{\"total_count\":2,\"total_pages\":2}}}" },
  { "/cura/v1/projects", NULL,
    "{\"data\":[{\"library_project_id\":\"p1\",\"display_name\":\"Engine\",\"created_at\":\"2026-11-20T09:00:00.000Z\"}],"
    "\"meta\":{\"page\":{\"total_count\":2,\"total_pages\":2}}}" },
  { "/cura/v1/projects/p1/files", NULL,
    "{\"data\":[{\"file_id\":\"e1\",\"file_name\":\"engine.3mf\",\"file_size\":4096,\"library_project_id\":\"p1\"}]}" },
  { "/cura/v1/projects/p2/files", NULL, "{\"data\":[]}" },
  { "/cura-drive/v1/backups", NULL,
    "{\"data\":[{\"backup_id\":\"b1\",\"generated_time\":\"2026-10-01T09:00:00.000Z\",\"metadata\":{\"cura_release\":\"5.8.0\"}}]}" },
  { "/cura-packages/v1/user/packages", NULL,
    "{\"data\":[{\"package_id\":\"Plugin\",\"display_name\":\"A plugin\"},\"and no object\"]}" },
};

/* Of each category what is shown of it when all is fine, in the order of the lists. */
static const struct
{
  const char *category;
  guint       count;
} expected[] = {
  { "profile.username", 2 },
  { "profile.organization", 4 },
  { "printers.groups", 2 },
  { "prints.jobs", 2 },
  { "prints.names", 2 },
  { "designs.uploads", 1 },
  { "designs.library", 3 },
  { "backups.settings", 1 },
  { "usage.patterns", 1 },
};

#define N_ALL 18

static void
answer_well (Fixture           *fixture,
             SoupServerMessage *message,
             const char        *path,
             const char        *query)
{
  if (g_str_equal (path, "/cura-drive/v1/backups") && g_atomic_int_get (&fixture->deleted))
    {
      test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":[]}");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i].path, path) &&
        (answers[i].query == NULL || (query != NULL && strstr (query, answers[i].query) != NULL)))
      {
        test_server_answer (message, SOUP_STATUS_OK, "application/json", answers[i].body);
        return;
      }
  test_server_answer (message, SOUP_STATUS_NOT_FOUND, "application/json", ERROR ("notFound"));
}

static void
answer_badly (Fixture           *fixture,
              SoupServerMessage *message,
              const char        *path,
              const char        *query)
{
  switch ((Fault) g_atomic_int_get (&fixture->fault))
    {
    case STUMBLES:
      switch (g_atomic_int_add (&fixture->n_stumbles, 1))
        {
        case 0:
          test_server_answer (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/html", "<html>oh</html>");
          break;
        case 1:
          soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1");
          test_server_answer (message, 429, "application/json", ERROR ("tooManyRequests"));
          break;
        default:
          answer_well (fixture, message, path, query);
          break;
        }
      break;
    case FORBIDDEN:
      test_server_answer (message, SOUP_STATUS_FORBIDDEN, "application/json", ERROR ("insufficientScope"));
      break;
    case NOT_THERE:
    case COMES_BACK:
      test_server_answer (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
      break;
    case BROKEN:
      test_server_answer (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/html", "<html>oh</html>");
      break;
    case GARBAGE:
      test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":[{\"uuid\":");
      break;
    case WRONG_TYPES:
      test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":7,\"links\":[],\"meta\":true}");
      break;
    case WITHOUT_END:
      test_server_answer (message, SOUP_STATUS_OK, "application/json",
                          "{\"data\":[{\"uuid\":\"j1\"}],\"links\":{\"next\":\"/connect/v1/print_jobs?again\"}}");
      break;
    case ENDS_TOKEN:
      test_server_answer (message, SOUP_STATUS_FORBIDDEN, "application/json", ERROR ("tokenExpired"));
      break;
    case FINE:
    default:
      answer_well (fixture, message, path, query);
      break;
    }
}

static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  Fixture *fixture = data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *path = g_uri_get_path (uri);
  const char *wrong = g_atomic_pointer_get (&fixture->wrong);

  if (wrong != NULL && g_str_equal (path, wrong))
    answer_badly (fixture, message, path, g_uri_get_query (uri));
  else if (g_str_equal (soup_server_message_get_method (message), "DELETE") &&
           g_str_equal (path, "/cura-drive/v1/backups/b1"))
    {
      g_atomic_int_set (&fixture->deleted, TRUE);
      soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
    }
  else
    answer_well (fixture, message, path, g_uri_get_query (uri));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = SLUICE_CLOCK (test_clock_new (NOON));
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
  fixture->server = test_server_new (TEST_SERVER_DEFAULT, answer, fixture);
  fixture->session = test_person_session_new ("um", test_server_get_uri (fixture->server),
                                              test_server_get_database (fixture->server), "token", fixture->ledger,
                                              fixture->clock);
  fixture->source = sluice_ultimaker_source_new (fixture->session, fixture->session);
  fixture->holdings = sluice_holdings_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sluice_holdings_forget (fixture->holdings);
  g_clear_object (&fixture->holdings);
  g_clear_object (&fixture->source);
  g_clear_object (&fixture->session);
  test_settle (sluice_ledger_finish (fixture->ledger), NULL);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
make_wrong (Fixture    *fixture,
            const char *path,
            Fault       fault)
{
  g_atomic_int_set (&fixture->n_stumbles, 0);
  g_atomic_int_set (&fixture->fault, fault);
  g_atomic_pointer_set (&fixture->wrong, (gpointer) path);
}

static GListModel *
get_items (SluiceInventory *inventory)
{
  return sluice_inventory_get_items (inventory);
}

static guint
count (SluiceInventory *inventory)
{
  return g_list_model_get_n_items (get_items (inventory));
}

static guint
count_of (SluiceInventory *inventory,
          const char      *category)
{
  guint n_items = 0;

  for (guint i = 0; i < count (inventory); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_items (inventory), i);

      n_items += g_str_equal (sluice_inventory_item_get_category_id (item), category);
    }
  return n_items;
}

static SluiceInventoryItem *
find (SluiceInventory *inventory,
      const char      *id)
{
  for (guint i = 0; i < count (inventory); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (get_items (inventory), i);

      if (g_str_equal (sluice_inventory_item_get_id (item), id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

static void
load (SluiceInventory *inventory,
      Fixture         *fixture)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_inventory_load (inventory, fixture->source), &error);
  g_assert_no_error (error);
  g_assert_true (sluice_inventory_get_is_whole (inventory));
  g_assert_null (sluice_inventory_get_stale_reason (inventory));
}

/* Every list, page after page; what is not known in it is passed by, and what it is of comes from our catalogue. */
static void
test_all (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(SluiceInventoryItem) file = NULL;
  g_autoptr(SluiceInventoryItem) backup = NULL;

  load (inventory, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (count_of (inventory, expected[i].category), ==, expected[i].count);
  g_assert_cmpuint (count (inventory), ==, N_ALL);
  g_assert_cmpint (sluice_inventory_get_total (inventory), ==, N_ALL);
  g_assert_nonnull (strstr (sluice_inventory_get_remark (inventory), "has no list"));
  g_assert_null (strstr (sluice_inventory_get_remark (inventory), "It does not know"));

  file = find (inventory, "print-jobs/f1/file");
  g_assert_cmpstr (sluice_inventory_item_get_title (file), ==, "Wheel.ufp");
  g_assert_cmpuint (sluice_inventory_item_get_size (file), ==, 2048);
  g_assert_cmpint (sluice_inventory_item_get_category (file)->kind, ==, SLUICE_DATA_KIND_PRODUCT);
  g_assert_cmpint (sluice_inventory_item_get_category (file)->klass, ==, SLUICE_DATA_CLASS_UNTIL_CONSENT);
  g_assert_false (sluice_inventory_item_get_can_delete (file));
  g_assert_false (sluice_inventory_item_get_follows_catalogue (file));
  backup = find (inventory, "backups/b1");
  g_assert_cmpstr (sluice_inventory_item_get_title (backup), ==, "Cura 5.8.0");
  g_assert_true (sluice_inventory_item_get_can_delete (backup));
}

/* Only what is wanted is asked for. */
static void
test_category (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(SluiceInventory) names = sluice_inventory_new ("prints.names");
  g_autoptr(SluiceInventory) library = sluice_inventory_new ("designs.library");
  g_autoptr(SluiceInventory) nothing = sluice_inventory_new ("prints.records");

  load (names, fixture);
  g_assert_cmpuint (count (names), ==, 2);
  g_assert_cmpint (test_server_get_requests (fixture->server), ==, 2);
  load (library, fixture);
  g_assert_cmpuint (count (library), ==, 3);
  g_assert_cmpint (test_server_get_requests (fixture->server), ==, 6);
  load (nothing, fixture);
  g_assert_cmpuint (count (nothing), ==, 0);
  g_assert_cmpint (test_server_get_requests (fixture->server), ==, 6);
}

/* What is over soon is waited for, as long as the place asks. */
static void
test_stumbles (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);

  make_wrong (fixture, "/connect/v1/clusters", STUMBLES);
  load (inventory, fixture);
  g_assert_cmpuint (count (inventory), ==, N_ALL);
}

/* What cannot be read is said, with why, and the rest is there. */
static void
test_gaps (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    const char *path;
    Fault       fault;
    int         code;
    const char *words;
    guint       n_missing;
  } gaps[] = {
    { "/cura-drive/v1/backups", FORBIDDEN, SLUICE_NET_ERROR_FORBIDDEN, "Backups of your settings", 1 },
    { "/check-token", BROKEN, SLUICE_NET_ERROR_SERVER, "Your profile", 6 },
    { "/connect/v1/print_jobs", GARBAGE, SLUICE_NET_ERROR_PROTOCOL, "Your prints", 5 },
    { "/connect/v1/print_jobs", WITHOUT_END, SLUICE_NET_ERROR_PROTOCOL, "Your prints", 4 },
    { "/cura/v1/projects", WRONG_TYPES, SLUICE_NET_ERROR_PROTOCOL, "The projects of your library", 3 },
    { "/cura/v1/projects/p1/files", FORBIDDEN, SLUICE_NET_ERROR_FORBIDDEN, "The files of your library", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
      g_autoptr(GError) error = NULL;

      make_wrong (fixture, gaps[i].path, gaps[i].fault);
      test_settle (sluice_inventory_load (inventory, fixture->source), &error);
      g_assert_error (error, SLUICE_NET_ERROR, gaps[i].code);
      g_assert_true (g_str_has_prefix (error->message, gaps[i].words));
      g_assert_cmpstr (sluice_inventory_get_stale_reason (inventory), ==, error->message);
      g_assert_false (sluice_inventory_get_is_whole (inventory));
      g_assert_cmpuint (count (inventory), ==, N_ALL - gaps[i].n_missing);

      /* Once it can be read, it is there, and nothing is said any more. */
      make_wrong (fixture, NULL, FINE);
      load (inventory, fixture);
      g_assert_cmpuint (count (inventory), ==, N_ALL);

      /* What was known of it stays when it cannot be read again. */
      make_wrong (fixture, gaps[i].path, gaps[i].fault);
      test_settle (sluice_inventory_load (inventory, fixture->source), NULL);
      g_assert_cmpuint (count (inventory), ==, N_ALL);
      g_assert_false (sluice_inventory_get_is_whole (inventory));
    }
}

/* What a place has never heard of is no fault, and is said. */
static void
test_not_there (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);

  make_wrong (fixture, "/cura-drive/v1/backups", NOT_THERE);
  load (inventory, fixture);
  g_assert_cmpuint (count (inventory), ==, N_ALL - 1);
  g_assert_nonnull (strstr (sluice_inventory_get_remark (inventory), "It does not know: Backups of your settings."));
}

/* Whose sign-in has ended is told so, and not that one list cannot be read. */
static void
test_token_ends (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GError) error = NULL;

  make_wrong (fixture, "/cura/v1/projects", ENDS_TOKEN);
  test_settle (sluice_inventory_load (inventory, fixture->source), &error);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
}

static gboolean
has_looked (gpointer holdings)
{
  return !sluice_holdings_get_is_looking (holdings);
}

static void
look (Fixture *fixture)
{
  sluice_holdings_use (fixture->holdings, fixture->source, NULL);
  sluice_holdings_set_attentive (fixture->holdings, TRUE);
  test_wait_until (has_looked, fixture->holdings, "the first look");
}

static gboolean
has_sums (gpointer holdings)
{
  return g_list_model_get_n_items (sluice_holdings_get_sums (holdings)) == G_N_ELEMENTS (expected);
}

/* The sums are of what the lists showed, also for who only glances. */
static void
test_sums (Fixture       *fixture,
           gconstpointer  data)
{
  GListModel *sums = sluice_holdings_get_sums (fixture->holdings);
  int n_requests;

  sluice_holdings_use (fixture->holdings, fixture->source, NULL);
  sluice_holdings_set_glancing (fixture->holdings, TRUE);
  test_wait_until (has_sums, fixture->holdings, "the sums");
  g_assert_true (sluice_holdings_get_is_offered (fixture->holdings));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(SluiceInventorySum) sum = g_list_model_get_item (sums, i);

      g_assert_cmpstr (sluice_inventory_sum_get_category_id (sum), ==, expected[i].category);
      g_assert_cmpuint (sluice_inventory_sum_get_count (sum), ==, expected[i].count);
    }

  /* A second glance does not read all that once more. */
  n_requests = test_server_get_requests (fixture->server);
  sluice_holdings_set_glancing (fixture->holdings, FALSE);
  sluice_holdings_set_glancing (fixture->holdings, TRUE);
  look (fixture);
  g_assert_cmpint (test_server_get_requests (fixture->server), <=, 2 * n_requests);
}

/* Of a place where one list is closed to the sign-in the others are shown, and that it could be allowed. */
static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  make_wrong (fixture, "/cura/v1/projects", FORBIDDEN);
  look (fixture);
  g_assert_true (sluice_holdings_get_not_allowed (fixture->holdings));
  g_assert_nonnull (strstr (sluice_holdings_get_scope (fixture->holdings), "library.project.read"));
  g_assert_cmpuint (count (sluice_holdings_get_inventory (fixture->holdings)), ==, N_ALL - 3);
  g_assert_nonnull (sluice_holdings_get_stale_reason (fixture->holdings));

  make_wrong (fixture, NULL, FINE);
  sluice_holdings_set_attentive (fixture->holdings, FALSE);
  look (fixture);
  g_assert_false (sluice_holdings_get_not_allowed (fixture->holdings));
  g_assert_null (sluice_holdings_get_stale_reason (fixture->holdings));
}

static gboolean
erase (Fixture     *fixture,
       const char  *id,
       GError     **error)
{
  g_autoptr(GListStore) chosen = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);
  g_autoptr(SluiceInventoryItem) item = find (sluice_holdings_get_inventory (fixture->holdings), id);
  g_autoptr(SluiceErasure) erasure = NULL;

  g_assert_nonnull (item);
  g_list_store_append (chosen, item);
  erasure = sluice_erasure_new (fixture->holdings, G_LIST_MODEL (chosen));
  return test_settle (sluice_erasure_run (erasure), error);
}

/* A backup is deleted where it is; what says "not found" and still lists it has deleted nothing. */
static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceInventorySum) last = NULL;
  SluiceInventory *inventory = sluice_holdings_get_inventory (fixture->holdings);

  look (fixture);
  g_assert_false (erase (fixture, "print-jobs/j1", &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_clear_error (&error);

  make_wrong (fixture, "/cura-drive/v1/backups/b1", COMES_BACK);
  g_assert_false (erase (fixture, "backups/b1", &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_cmpuint (count_of (inventory, "backups.settings"), ==, 1);

  make_wrong (fixture, NULL, FINE);
  test_wait_until (has_looked, fixture->holdings, "the next look");
  g_assert_true (erase (fixture, "backups/b1", &error));
  g_assert_no_error (error);
  g_assert_true (g_atomic_int_get (&fixture->deleted));
  g_assert_cmpuint (count_of (inventory, "backups.settings"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_holdings_get_sums (fixture->holdings)), ==,
                    G_N_ELEMENTS (expected) - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func) g_test_add ("/ultimaker/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("all", test_all);
  ADD ("category", test_category);
  ADD ("stumbles", test_stumbles);
  ADD ("gaps", test_gaps);
  ADD ("not-there", test_not_there);
  ADD ("token-ends", test_token_ends);
  ADD ("sums", test_sums);
  ADD ("not-allowed", test_not_allowed);
  ADD ("erase", test_erase);
#undef ADD
  return test_run ();
}
