/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-capabilities.h"
#include "sluice-inventory-sum.h"
#include "sluice-inventory.h"
#include "sluice-net-error.h"
#include "sluice-privacy-source.h"
#include "test-clock.h"
#include "test-person.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* What a place holds: read from one that is slow, busy, broken, moves under the reading, or is gone; and from a real one. */

#define NOON G_GINT64_CONSTANT (1795435200)

typedef enum
{
  FINE,
  BUSY,      /* 429, come again in a second */
  LONG_BUSY, /* 429, come again in an hour */
  FAILS,     /* 500 */
  BREAKS,    /* in the middle of the answer */
  DRIPS,     /* and does not end */
  REPEATS,   /* begins ten before where it should */
  CIRCLES,   /* says that the first page is the next one */
  STRANGE,   /* JSON, but not of this kind */
  JUNK,      /* items that are none, and one that is */
} Fault;

typedef struct
{
  TestServer    *server;
  char          *folder;
  SluiceClock   *clock;
  SluiceLedger  *ledger;
  SluiceSession *session;
  const Fault   *faults;    /* of the first requests; those after are fine */
  guint          n_faults;
  int            n_items;   /* atomic, as the next */
  int            n_requests;
} Fixture;

static void
append_item (GString *text,
             int      number)
{
  g_string_append_printf (text, "%s{\"id\":\"prints.jobs:%06d\",\"category\":\"prints.jobs\",\"size\":%d,"
                          "\"title\":\"Job\\n%d\",\"location\":\"server\",\"created_at\":\"2026-01-02T03:04:05.000000Z\","
                          "\"last_access\":{\"at\":\"2026-01-02T03:04:05.000000Z\",\"client_id\":\"partner\"},"
                          "\"can_delete\":true,\"from_the_future\":[1]}",
                          text->str[text->len - 1] == '[' ? "" : ",", number, number + 1, number);
}

static void
answer_page (Fixture           *fixture,
             SoupServerMessage *message,
             Fault              fault)
{
  const int n_items = g_atomic_int_get (&fixture->n_items);
  g_autoptr(GHashTable) query = soup_form_decode (g_uri_get_query (soup_server_message_get_uri (message)));
  const char *after = g_hash_table_lookup (query, "after");
  const int limit = atoi (g_hash_table_lookup (query, "limit"));
  const int first = after != NULL ? atoi (strchr (after, ':') + 1) + 1 : 0;
  const int last = MIN (first + limit, n_items);
  g_autoptr(GString) text = g_string_new ("{\"data\":[");

  for (int i = fault == REPEATS ? MAX (first - 10, 0) : first; i < last; i++)
    append_item (text, i);
  g_string_append_printf (text, "],\"meta\":{\"page\":{\"total_count\":%d", n_items);
  if (fault == CIRCLES)
    g_string_append (text, ",\"next\":\"prints.jobs:-00001\"");
  else if (last < n_items)
    g_string_append_printf (text, ",\"next\":\"prints.jobs:%06d\"", last - 1);
  g_string_append (text, "}}}");
  test_server_answer (message, SOUP_STATUS_OK, "application/json", text->str);
}

static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  Fixture *fixture = data;
  const guint number = g_atomic_int_add (&fixture->n_requests, 1);
  const Fault fault = number < fixture->n_faults ? fixture->faults[number] : FINE;

  switch (fault)
    {
    case BUSY:
    case LONG_BUSY:
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                    fault == BUSY ? "1" : "3600");
      test_server_answer (message, 429, "application/json", "{}");
      break;
    case FAILS:
      test_server_answer (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "application/json", "{}");
      break;
    case BREAKS:
      test_server_drop (message, 500);
      break;
    case DRIPS:
      test_server_drip (server, message, 1, 10);
      break;
    case STRANGE:
      test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":{\"items\":[]}}");
      break;
    case JUNK:
      test_server_answer (message, SOUP_STATUS_OK, "application/json",
                          "{\"data\":[1,null,{},{\"id\":7,\"category\":\"x\"},{\"id\":\"a\"},"
                          "{\"id\":\"b\",\"category\":\"new.kind\",\"size\":-5,\"title\":9,\"can_delete\":\"yes\","
                          "\"last_access\":[],\"created_at\":\"yesterday\"}],\"meta\":[]}");
      break;
    case FINE:
    case REPEATS:
    case CIRCLES:
    default:
      answer_page (fixture, message, fault);
      break;
    }
}

static void
set_up (Fixture     *fixture,
        int          n_items,
        const Fault *faults,
        guint        n_faults)
{
  g_autofree char *path = NULL;

  fixture->n_items = n_items;
  fixture->faults = faults;
  fixture->n_faults = n_faults;
  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = SLUICE_CLOCK (test_clock_new (NOON));
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
  fixture->server = test_server_new (TEST_SERVER_DEFAULT, answer, fixture);
  fixture->session = test_person_session_new ("elsewhere", test_server_get_uri (fixture->server),
                                              test_server_get_database (fixture->server), "token", fixture->ledger,
                                              fixture->clock);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_object (&fixture->session);
  test_settle (sluice_ledger_finish (fixture->ledger), NULL);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static guint
count (SluiceInventory *inventory)
{
  return g_list_model_get_n_items (sluice_inventory_get_items (inventory));
}

/* (transfer full): the reading of a Sluice cloud's list */
static DexFuture *
begin (SluiceInventory *inventory,
       SluiceSession   *session)
{
  g_autoptr(SluiceInventorySource) source = sluice_privacy_source_new (session);

  return sluice_inventory_load (inventory, source);
}

static void
load (SluiceInventory *inventory,
      SluiceSession   *session)
{
  g_autoptr(GError) error = NULL;

  test_settle (begin (inventory, session), &error);
  g_assert_no_error (error);
  g_assert_true (sluice_inventory_get_is_whole (inventory));
  g_assert_false (sluice_inventory_get_is_loading (inventory));
  g_assert_null (sluice_inventory_get_stale_reason (inventory));
  g_assert_cmpint (sluice_inventory_get_total (inventory), ==, count (inventory));
}

/* It ends, and not well; what came stays, with the reason. */
static void
load_badly (SluiceInventory *inventory,
            SluiceSession   *session,
            int              code)
{
  g_autoptr(GError) error = NULL;

  test_settle (begin (inventory, session), &error);
  g_assert_error (error, SLUICE_NET_ERROR, code);
  g_assert_false (sluice_inventory_get_is_loading (inventory));
  g_assert_cmpstr (sluice_inventory_get_stale_reason (inventory), ==, error->message);
}

static void
note_cb (SluiceInventory *inventory,
         GParamSpec      *pspec,
         GPtrArray       *reasons)
{
  if (sluice_inventory_get_stale_reason (inventory) != NULL)
    g_ptr_array_add (reasons, g_strdup (sluice_inventory_get_stale_reason (inventory)));
}

/* Whatever passes is waited for, page by page, and nothing is lost or doubled. */
static void
test_passing (void)
{
  static const Fault faults[] = { FAILS, FINE, BUSY, BREAKS, REPEATS };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  g_signal_connect (inventory, "notify::stale-reason", G_CALLBACK (note_cb), reasons);
  load (inventory, fixture.session);
  g_assert_cmpuint (count (inventory), ==, 600);
  g_assert_cmpint (sluice_inventory_get_observed_at (inventory), ==, NOON * G_USEC_PER_SEC);
  /* Once for each trouble a person was told why. */
  g_assert_cmpuint (reasons->len, ==, 3);
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (sluice_inventory_get_items (inventory), i);
      g_autofree char *id = g_strdup_printf ("prints.jobs:%06u", i);
      g_autofree char *title = g_strdup_printf ("Job %u", i);

      g_assert_cmpstr (sluice_inventory_item_get_id (item), ==, id);
      g_assert_cmpstr (sluice_inventory_item_get_title (item), ==, title);
      g_assert_cmpuint (sluice_inventory_item_get_size (item), ==, i + 1);
      g_assert_cmpstr (sluice_inventory_item_get_accessed_by (item), ==, "partner");
      g_assert_true (sluice_inventory_item_get_can_delete (item));
    }
}

/* A place that asks for more than a person waits: what there is is shown, and why the rest is not. */
static void
test_partial (void)
{
  static const Fault faults[] = { FINE, LONG_BUSY, FINE, FINE, FINE, FINE, LONG_BUSY };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  load_badly (inventory, fixture.session, SLUICE_NET_ERROR_BUSY);
  g_assert_false (sluice_inventory_get_is_whole (inventory));
  g_assert_cmpuint (count (inventory), ==, 250);
  g_assert_cmpint (sluice_inventory_get_total (inventory), ==, 600);
  g_assert_cmpint (sluice_inventory_get_observed_at (inventory), ==, NOON * G_USEC_PER_SEC);

  load (inventory, fixture.session);
  g_assert_cmpuint (count (inventory), ==, 600);

  /* What was whole stays whole, as old as it is, while a newer one does not become so. */
  test_clock_advance (TEST_CLOCK (fixture.clock), 60);
  g_atomic_int_set (&fixture.n_items, 300);
  load_badly (inventory, fixture.session, SLUICE_NET_ERROR_BUSY);
  g_assert_cmpuint (count (inventory), ==, 600);
  g_assert_true (sluice_inventory_get_is_whole (inventory));
  g_assert_cmpint (sluice_inventory_get_observed_at (inventory), ==, NOON * G_USEC_PER_SEC);

  load (inventory, fixture.session);
  g_assert_cmpuint (count (inventory), ==, 300);
  g_assert_cmpint (sluice_inventory_get_observed_at (inventory), ==, (NOON + 60) * G_USEC_PER_SEC);
}

static gboolean
has_some (gpointer data)
{
  return count (data) > 0;
}

/* It is gone after the first page: it is looked for a few times, and not for ever. */
static void
test_gone (void)
{
  static const Fault faults[] = { FINE, DRIPS };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) loading = NULL;

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  loading = begin (inventory, fixture.session);
  test_wait_until (has_some, inventory, "the first page");
  test_server_stop (fixture.server);
  test_settle (g_steal_pointer (&loading), &error);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
  g_assert_cmpuint (count (inventory), ==, 250);
  g_assert_cmpstr (sluice_inventory_get_stale_reason (inventory), ==, error->message);
  g_assert_false (sluice_inventory_get_is_loading (inventory));
}

static gboolean
is_idle (gpointer data)
{
  return !sluice_inventory_get_is_loading (data);
}

/* Whoever lets go of a slow reading has it end, and keeps what came. */
static void
test_stop (void)
{
  static const Fault faults[] = { FINE, DRIPS };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(DexFuture) loading = NULL;

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  loading = begin (inventory, fixture.session);
  test_wait_until (has_some, inventory, "the first page");
  g_assert_true (sluice_inventory_get_is_loading (inventory));
  dex_clear (&loading);
  test_wait_until (is_idle, inventory, "the end of the reading");
  g_assert_cmpuint (count (inventory), ==, 250);
  g_assert_false (sluice_inventory_get_is_whole (inventory));
  g_assert_nonnull (sluice_inventory_get_stale_reason (inventory));
}

/* A newer reading takes over from one that hangs. */
static void
test_newer (void)
{
  static const Fault faults[] = { DRIPS };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(DexFuture) hanging = NULL;

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  hanging = begin (inventory, fixture.session);
  while (g_atomic_int_get (&fixture.n_requests) == 0)
    g_main_context_iteration (NULL, TRUE);
  load (inventory, fixture.session);
  dex_clear (&hanging);
  g_assert_cmpuint (count (inventory), ==, 600);
}

static void
test_strange (void)
{
  static const Fault faults[] = { STRANGE };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  load_badly (inventory, fixture.session, SLUICE_NET_ERROR_PROTOCOL);
  g_assert_cmpuint (count (inventory), ==, 0);
}

/* A list that leads back to its beginning is read once. */
static void
test_circle (void)
{
  static const Fault faults[] = { CIRCLES, CIRCLES };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  load_badly (inventory, fixture.session, SLUICE_NET_ERROR_PROTOCOL);
  g_assert_cmpuint (count (inventory), ==, 250);
  g_assert_cmpint (g_atomic_int_get (&fixture.n_requests), ==, 2);
}

/* What is no item is passed over; of one that is, what is not as it should be. */
static void
test_junk (void)
{
  static const Fault faults[] = { JUNK };
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(SluiceInventoryItem) item = NULL;

  set_up (&fixture, 600, faults, G_N_ELEMENTS (faults));
  load (inventory, fixture.session);
  g_assert_cmpuint (count (inventory), ==, 1);
  item = g_list_model_get_item (sluice_inventory_get_items (inventory), 0);
  g_assert_cmpstr (sluice_inventory_item_get_category_id (item), ==, "new.kind");
  g_assert_null (sluice_inventory_item_get_category (item));
  g_assert_null (sluice_inventory_item_get_title (item));
  g_assert_cmpuint (sluice_inventory_item_get_size (item), ==, 0);
  g_assert_false (sluice_inventory_item_get_can_delete (item));
}

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *n_changed)
{
  *n_changed += removed + added;
}

/* A hundred thousand; and the second time nothing moves, but for what is new at the end. */
static void
test_many (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  guint n_changed = 0;

  set_up (&fixture, 100000, NULL, 0);
  load (inventory, fixture.session);
  g_assert_cmpuint (count (inventory), ==, 100000);

  g_signal_connect (sluice_inventory_get_items (inventory), "items-changed", G_CALLBACK (count_changes_cb), &n_changed);
  g_atomic_int_set (&fixture.n_items, 100003);
  load (inventory, fixture.session);
  g_assert_cmpuint (count (inventory), ==, 100003);
  g_assert_cmpuint (n_changed, ==, 3);
}

static void
test_real (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(SluiceInventorySource) source = sluice_privacy_source_new (person->session);
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(SluiceInventory) names = sluice_inventory_new ("prints.names");
  g_autoptr(GListModel) sums = NULL;
  g_autoptr(GError) error = NULL;
  guint64 total = 0;

  load (inventory, person->session);
  load (names, person->session);
  g_assert_cmpuint (count (names), >, 0);
  g_assert_cmpuint (count (names), <, count (inventory));
  for (guint i = 0; i < count (inventory); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (sluice_inventory_get_items (inventory), i);

      g_assert_nonnull (sluice_inventory_item_get_category (item));
      g_assert_cmpstr (sluice_inventory_item_get_location (item), ==, "home");
    }

  sums = test_settle_object (sluice_inventory_source_ask_sums (source), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (sums); i++)
    {
      g_autoptr(SluiceInventorySum) sum = g_list_model_get_item (sums, i);

      g_assert_nonnull (sluice_inventory_sum_get_category (sum));
      total += sluice_inventory_sum_get_count (sum);
    }
  g_assert_cmpuint (total, ==, count (inventory));
}

static void
not_there (TestServer        *server,
           SoupServerMessage *message,
           gpointer           data)
{
  test_server_answer (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
}

/* What is not said cannot be done; what nobody here knows is passed over; and who never heard of it can do nothing. */
static void
test_capabilities (void)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceCapabilities) real = test_settle_object (sluice_capabilities_ask (person->session), &error);
  g_autoptr(SluiceCapabilities) some = NULL;
  g_autoptr(JsonObject) object = json_object_new ();

  g_assert_no_error (error);
  g_assert_true (sluice_capabilities_has (real, SLUICE_CAPABILITY_INVENTORY));
  g_assert_false (sluice_capabilities_has (real, SLUICE_CAPABILITY_EXPORT));

  json_object_set_boolean_member (object, "grants", TRUE);
  json_object_set_string_member (object, "export", "true");
  json_object_set_boolean_member (object, "from_the_future", TRUE);
  some = sluice_capabilities_new (object);
  for (guint i = 0; i < SLUICE_CAPABILITY_LAST; i++)
    g_assert_cmpint (sluice_capabilities_has (some, i), ==, i == SLUICE_CAPABILITY_GRANTS);
}

static void
test_unheard (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(TestServer) other = test_server_new (TEST_SERVER_DEFAULT, not_there, NULL);
  g_autoptr(SluiceSession) session = NULL;
  g_autoptr(SluiceCapabilities) none = NULL;
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GError) error = NULL;

  set_up (&fixture, 0, NULL, 0);
  session = test_person_session_new ("other", test_server_get_uri (other), test_server_get_database (other), "token",
                                     fixture.ledger, fixture.clock);
  none = test_settle_object (sluice_capabilities_ask (session), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < SLUICE_CAPABILITY_LAST; i++)
    g_assert_false (sluice_capabilities_has (none, i));
  load_badly (inventory, session, SLUICE_NET_ERROR_NOT_FOUND);
  load (inventory, fixture.session);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/inventory/passing", test_passing);
  g_test_add_func ("/inventory/partial", test_partial);
  g_test_add_func ("/inventory/gone", test_gone);
  g_test_add_func ("/inventory/stop", test_stop);
  g_test_add_func ("/inventory/newer", test_newer);
  g_test_add_func ("/inventory/strange", test_strange);
  g_test_add_func ("/inventory/circle", test_circle);
  g_test_add_func ("/inventory/junk", test_junk);
  g_test_add_func ("/inventory/many", test_many);
  g_test_add_func ("/inventory/real", test_real);
  g_test_add_func ("/inventory/capabilities", test_capabilities);
  g_test_add_func ("/inventory/unheard", test_unheard);
  return test_run ();
}
