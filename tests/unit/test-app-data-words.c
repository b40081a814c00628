/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-choice.h"
#include "sluice-data-filter.h"
#include "sluice-data-words.h"
#include "sluice-inventory-sum.h"
#include "sluice-overview-words.h"
#include "test-util.h"

/* What My data says, shows and lets choose, without a window. */

#define NOW G_GINT64_CONSTANT (1795435200) /* noon of 23 November 2026 */
#define DAY ((gint64) 86400)

/* (transfer full): as a place would tell it */
static SluiceInventoryItem *
make_item (const char *json)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  SluiceInventoryItem *item;

  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
  item = sluice_inventory_item_new (json_node_get_object (json_parser_get_root (parser)));
  g_assert_nonnull (item);
  return item;
}

static SluiceInventoryItem *
make_simple (const char *category,
             const char *title,
             gint64      age,
             int         size)
{
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc (NOW - age);
  g_autofree char *when = g_date_time_format_iso8601 (created);
  g_autofree char *json = g_strdup_printf ("{\"id\":\"%s:1\",\"category\":\"%s\",\"title\":\"%s\",\"size\":%d,"
                                           "\"created_at\":\"%s\",\"location\":\"server\",\"can_delete\":true}",
                                           category, category, title, size, when);

  return make_item (json);
}

/* What this version does not know is private product data, and says so. */
static void
test_unknown (void)
{
  g_autoptr(SluiceInventoryItem) item = make_item ("{\"id\":\"new.kind:1\",\"category\":\"new.kind\"}");
  g_autofree char *where = sluice_data_dup_where (item, TRUE);
  g_autofree char *seen = sluice_data_dup_seen (item);

  g_assert_cmpint (sluice_data_get_class (item), ==, SLUICE_DATA_CLASS_PRIVATE);
  g_assert_cmpint (sluice_data_get_kind (item), ==, SLUICE_DATA_KIND_PRODUCT);
  g_assert_cmpstr (sluice_data_get_title (item), ==, "new.kind");
  g_assert_cmpstr (sluice_data_get_description (item), ==, "This version of Sluice does not know what that is.");
  g_assert_cmpstr (where, ==, "The cloud does not say");
  g_assert_cmpstr (seen, ==, "No reading by somebody else is known");
  g_assert_null (sluice_data_get_screen (item));
  g_assert_cmpstr (sluice_data_get_class_text (item), ==, "Not known who may see it");
}

static void
test_where (void)
{
  static const struct { const char *json; const char *text; } cases[] = {
    { "{\"id\":\"a\",\"category\":\"b\",\"location\":\"home\"}", "On this computer" },
    { "{\"id\":\"a\",\"category\":\"b\",\"location\":\"server\"}",
      "On the cloud’s own server; it does not say in which region" },
    { "{\"id\":\"a\",\"category\":\"b\",\"location\":\"server\",\"region\":\"eu-central\"}",
      "On the cloud’s own server, in eu-central (stated by the provider)" },
    { "{\"id\":\"a\",\"category\":\"b\",\"location\":\"attic\"}", "attic (stated by the provider)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SluiceInventoryItem) item = make_item (cases[i].json);
      g_autofree char *where = sluice_data_dup_where (item, TRUE);

      g_assert_cmpstr (where, ==, cases[i].text);
    }
}

/* Another cloud's word for this computer is its own. */
static void
test_not_home (void)
{
  g_autoptr(SluiceInventoryItem) item = make_item ("{\"id\":\"a\",\"category\":\"b\",\"location\":\"home\"}");
  g_autofree char *where = sluice_data_dup_where (item, FALSE);

  g_assert_cmpstr (where, ==, "home (stated by the provider)");
}

/* One line for who sees it, and one for who hears it. */
static void
test_row (void)
{
  g_autoptr(SluiceInventoryItem) item = make_item (
    "{\"id\":\"designs.library:1\",\"category\":\"designs.library\",\"title\":\"Bracket\",\"size\":1500,"
    "\"created_at\":\"2026-03-03T12:00:00Z\",\"last_access\":{\"at\":\"2026-04-04T12:00:00Z\",\"client_id\":\"x\","
    "\"client_name\":\"Print Lab\"}}");
  g_autoptr(SluiceInventoryItem) receipt = make_item (
    "{\"id\":\"consent.records:receipt-1\",\"category\":\"consent.records\",\"title\":\"Print Lab\"}");
  g_autofree char *subtitle = sluice_data_dup_subtitle (item);
  g_autofree char *size = sluice_data_dup_size (item);
  g_autofree char *text = sluice_data_dup_row_text (item, subtitle, size);
  g_autofree char *other = sluice_data_dup_subtitle (receipt);

  g_assert_cmpstr (subtitle, ==, "Library · since 3 March 2026 · read by Print Lab");
  g_assert_true (g_str_has_prefix (text, "Private until consent, 1.5"));
  g_assert_true (g_str_has_suffix (text, subtitle));
  g_assert_cmpstr (other, ==, "A receipt of your decision");
  g_assert_cmpstr (sluice_data_get_screen (receipt), ==, "consent");
}

static SluiceDataFilter
show_all (void)
{
  return (SluiceDataFilter) { .classes = { TRUE, TRUE, TRUE }, .kind = SLUICE_DATA_KINDS, .now = NOW, .words = (char *) "" };
}

static void
test_filter (void)
{
  g_autoptr(SluiceInventoryItem) design = make_simple ("designs.library", "Öse", 40 * DAY, 10);
  g_autoptr(SluiceInventoryItem) record = make_simple ("prints.records", "r", DAY, 20);
  g_autoptr(SluiceInventoryItem) dateless = make_item ("{\"id\":\"a\",\"category\":\"profile.password\"}");
  g_autofree char *folded = g_utf8_casefold ("öSE", -1);
  SluiceDataFilter filter = show_all ();

  g_assert_true (sluice_data_filter_shows (&filter, design));
  g_assert_true (sluice_data_filter_shows (&filter, dateless));
  filter.classes[SLUICE_DATA_CLASS_PRIVATE] = FALSE;
  g_assert_false (sluice_data_filter_shows (&filter, dateless));
  g_assert_true (sluice_data_filter_shows (&filter, record));

  filter = show_all ();
  filter.kind = SLUICE_DATA_KIND_PROCESS;
  g_assert_true (sluice_data_filter_shows (&filter, record));
  g_assert_false (sluice_data_filter_shows (&filter, design));

  filter = show_all ();
  filter.age = SLUICE_DATA_AGE_NEW;
  g_assert_true (sluice_data_filter_shows (&filter, record));
  g_assert_false (sluice_data_filter_shows (&filter, design));
  filter.age = SLUICE_DATA_AGE_MONTH;
  g_assert_true (sluice_data_filter_shows (&filter, design));
  g_assert_false (sluice_data_filter_shows (&filter, record));
  g_assert_false (sluice_data_filter_shows (&filter, dateless));
  filter.age = SLUICE_DATA_AGE_YEAR;
  g_assert_false (sluice_data_filter_shows (&filter, design));

  filter = show_all ();
  filter.words = folded;
  g_assert_true (sluice_data_filter_shows (&filter, design));
  g_assert_false (sluice_data_filter_shows (&filter, record));
}

static void
test_order (void)
{
  g_autoptr(SluiceInventoryItem) old = make_simple ("designs.library", "a", 40 * DAY, 10);
  g_autoptr(SluiceInventoryItem) small = make_simple ("designs.library", "b", DAY, 5);

  g_assert_cmpint (sluice_data_order (old, small, SLUICE_DATA_ORDER_SORT), ==, 0);
  g_assert_cmpint (sluice_data_order (old, small, SLUICE_DATA_ORDER_NEWEST), >, 0);
  g_assert_cmpint (sluice_data_order (old, small, SLUICE_DATA_ORDER_LARGEST), <, 0);
  g_assert_cmpint (sluice_data_order (old, small, SLUICE_DATA_ORDER_NAME), <, 0);
  g_assert_cmpint (sluice_data_order (old, small, SLUICE_DATA_ORDER_READ), ==, 0);
}

static void
count_cb (SluiceDataChoice *choice,
          guint            *n_changes)
{
  *n_changes += 1;
}

/* Ticked is what is there and can be deleted, while one chooses, and nothing else. */
static void
test_choice (void)
{
  g_autoptr(GListStore) items = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);
  g_autoptr(SluiceDataChoice) choice = sluice_data_choice_new (G_LIST_MODEL (items));
  g_autoptr(SluiceInventoryItem) design = make_simple ("designs.library", "a", DAY, 10);
  g_autoptr(SluiceInventoryItem) record = make_simple ("prints.records", "b", DAY, 10);
  g_autoptr(SluiceInventoryItem) fixed = make_item ("{\"id\":\"a\",\"category\":\"profile.password\"}");
  guint n_changes = 0;

  g_list_store_append (items, design);
  g_list_store_append (items, record);
  g_list_store_append (items, fixed);
  sluice_data_choice_set (choice, design, TRUE);
  g_assert_cmpuint (sluice_data_choice_get_n_items (choice), ==, 0);

  sluice_data_choice_set_is_choosing (choice, TRUE);
  g_signal_connect (choice, "changed", G_CALLBACK (count_cb), &n_changes);
  sluice_data_choice_set (choice, design, TRUE);
  sluice_data_choice_set (choice, design, TRUE);
  sluice_data_choice_set (choice, record, TRUE);
  sluice_data_choice_set (choice, fixed, TRUE);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (sluice_data_choice_get_n_items (choice), ==, 2);

  g_list_store_remove (items, 0);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_false (sluice_data_choice_contains (choice, design));
  g_assert_true (sluice_data_choice_contains (choice, record));

  sluice_data_choice_set_is_choosing (choice, FALSE);
  g_assert_cmpuint (sluice_data_choice_get_n_items (choice), ==, 0);
}

static void
test_sums (void)
{
  const SluiceDataSums sums = { { 1, 2, 38 }, { 45, 3700, 13400 } };
  g_autofree char *text = sluice_data_describe_sums (&sums);
  g_autofree char *erased = sluice_data_describe_erased (1);
  g_autoptr(GListStore) none = g_list_store_new (SLUICE_TYPE_INVENTORY_SUM);
  g_autofree char *unknown = sluice_overview_describe_kept (G_LIST_MODEL (none));

  g_assert_nonnull (strstr (text, "Public: 1 thing, 45"));
  g_assert_nonnull (strstr (text, "Private until consent: 38 things, 13.4"));
  g_assert_cmpstr (erased, ==, "1 thing is gone from the cloud");
  g_assert_cmpstr (unknown, ==, "Not known yet what your cloud keeps about you");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/data/unknown", test_unknown);
  g_test_add_func ("/app/data/where", test_where);
  g_test_add_func ("/app/data/not-home", test_not_home);
  g_test_add_func ("/app/data/row", test_row);
  g_test_add_func ("/app/data/filter", test_filter);
  g_test_add_func ("/app/data/order", test_order);
  g_test_add_func ("/app/data/choice", test_choice);
  g_test_add_func ("/app/data/sums", test_sums);
  return test_run ();
}
