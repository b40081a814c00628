/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-inventory.h"
#include "sluice-data-category.h"
#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"
#include "test-util.h"

#include <string.h>

/* All that the cloud holds about a person, shown to the person; and single things of it deleted. */

static const char record[] =
  "{\"schema\":\"sluice.process-record/1\",\"record_id\":\"%s\",\"resolution\":\"full\","
  "\"source\":{\"format\":\"gcode\",\"slicer\":{\"name\":\"PrusaSlicer\",\"version\":\"2.5.0\"},\"flavor\":\"Marlin\"},"
  "\"machine\":{\"name\":\"Ultimaker S5\",\"build_plate_temperature_c\":60,\"build_volume_temperature_c\":null},"
  "\"extruders\":[{\"index\":0,\"nozzle_diameter_mm\":0.4,\"nozzle_name\":\"AA 0.4\",\"initial_temperature_c\":215,"
  "\"material\":{\"guid\":null,\"type\":\"PLA\"},\"filament_length_mm\":1484.58,\"filament_volume_mm3\":null,"
  "\"filament_mass_g\":4.43}],"
  "\"time\":{\"stated_s\":60,\"layer_s\":null},"
  "\"layers\":{\"count\":204,\"stated_count\":null,\"height_mm\":0.1},"
  "\"settings\":{\"infill_density_pct\":20,\"support\":false,\"adhesion\":null,\"fan_max_pct\":100},"
  "\"temperatures_c\":{\"extruder\":{\"0\":[210,215]},\"bed\":[60]}}";

/* Somebody adds a category to the catalogue: this fails until the inventory lists it. */
static void
test_every_category (void)
{
  guint n_categories;
  const SluiceDataCategory *all = sluice_data_category_get_all (&n_categories);

  for (guint i = 0; i < n_categories; i++)
    if (cloud_inventory_find_source (all[i].id) == NULL)
      g_error ("the inventory says nothing of “%s”: src/cloud/cloud-inventory-sources.c", all[i].id);
}

static void
check_tables (SluiceDatabase *database)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database, &error, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", "");
  guint n_tables = 0;

  g_assert_no_error (error);
  for (; sluice_statement_step (row, &error); n_tables++)
    {
      const char *category = NULL;

      if (!cloud_inventory_find_table (sluice_statement_text (row, 0), &category))
        g_error ("the inventory says nothing of the table “%s”: src/cloud/cloud-inventory-sources.c",
                 sluice_statement_text (row, 0));
      if (category != NULL)
        g_assert_nonnull (cloud_inventory_find_source (category)->items);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_tables, >, 0);
}

/* The same for a table, as it really is in the files of a cloud. */
static void
test_every_table (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudStore) store = cloud_store_open_beside (home->folder, &error);

  g_assert_no_error (error);
  check_tables (cloud_store_get_data (store));
  check_tables (cloud_store_get_process (store));
  check_tables (cloud_store_get_product (store));
}

/* Returns: (transfer full): the items of one page; in @out_next where the next one begins, NULL at the end */
static JsonArray *
read_page (TestCloudPartner *scene,
           const char       *query,
           char            **out_next,
           gint64           *out_total)
{
  g_autofree char *path = g_strconcat ("/privacy/v1/inventory?", query, NULL);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (scene->home->client, "GET", path, NULL, NULL, &status);
  JsonObject *page;

  g_assert_cmpuint (status, ==, 200);
  page = sluice_json_get_object (sluice_json_get_object (answer, "meta"), "page");
  g_set_str (out_next, sluice_json_get_string (page, "next"));
  if (out_total != NULL)
    g_assert_true (sluice_json_get_int (page, "total_count", out_total));
  return json_array_ref (sluice_json_get_array (answer, "data"));
}

/* Returns: (transfer full): id → item, of all pages; none comes twice */
static GHashTable *
read_all (TestCloudPartner *scene,
          guint             limit,
          const char       *more)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  g_autofree char *next = NULL;
  gint64 total = 0;

  do
    {
      g_autofree char *query = g_strdup_printf ("limit=%u%s%s%s", limit, more, next != NULL ? "&after=" : "",
                                                next != NULL ? next : "");
      g_autoptr(JsonArray) page = read_page (scene, query, &next, &total);

      g_assert_cmpuint (json_array_get_length (page), <=, limit);
      for (guint i = 0; i < json_array_get_length (page); i++)
        {
          JsonObject *item = json_array_get_object_element (page, i);

          g_assert_true (g_hash_table_insert (all, g_strdup (sluice_json_get_string (item, "id")),
                                              json_object_ref (item)));
        }
    }
  while (next != NULL);
  g_assert_cmpint (g_hash_table_size (all), ==, total);
  return all;
}

static void
keep_record (TestCloudPartner *scene,
             const char       *id)
{
  g_autoptr(GString) body = g_string_new (record);
  guint status;
  g_autoptr(JsonObject) answer = NULL;

  g_string_replace (body, "%s", id, 0);
  answer = test_cloud_client_call (scene->home->client, "POST", "/process/v1/records",
                                   "application/vnd.sluice.process-record+json", body->str, &status);
  g_assert_cmpuint (status, ==, 201);
}

/* Returns: (transfer full): the id of a file that was uploaded; into @project when that is not NULL */
static char *
upload (TestCloudPartner *scene,
        const char       *project)
{
  TestCloudClient *client = scene->home->client;
  g_autofree char *into = project != NULL ? g_strdup_printf (",\"library_project_id\":\"%s\"", project) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"job_name\":\"Hinge\",\"file_size\":4,"
                                           "\"content_type\":\"text/x-gcode\"%s}}", into);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("G28\n", 4);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "PUT", "/cura/v1/jobs/upload", "application/json",
                                                         body, &status);
  JsonObject *data = sluice_json_get_object (answer, "data");
  g_autoptr(GBytes) done = NULL;

  g_assert_cmpuint (status, ==, 200);
  done = test_cloud_client_send (client, "PUT", sluice_json_get_string (data, "upload_url"), "text/x-gcode", bytes,
                                 &status);
  g_assert_cmpuint (status, ==, 200);
  return g_strdup (sluice_json_get_string (data, "job_id"));
}

static TestCloudPartner *
set_scene (void)
{
  TestCloudPartner *scene = test_cloud_partner_new ();

  test_cloud_client_sign_in (scene->home->client, scene->home->secret,
                             "privacy.consent privacy.inventory process.record.write cura.printjob.write "
                             "library.project.read");
  return scene;
}

static void
give_jobs (TestCloudPartner *scene)
{
  g_autoptr(JsonObject) receipt = test_cloud_person_give (scene, "\"prints.jobs\"", "\"prints.jobs\"", "P7D");

  g_assert_cmpuint (test_cloud_partner_read (scene, "prints.jobs", NULL), ==, 200);
}

static void
check_item (JsonObject *item)
{
  const char *id = sluice_json_get_string (item, "id");
  const SluiceDataCategory *category = sluice_data_category_find (sluice_json_get_string (item, "category"));
  JsonObject *access = sluice_json_get_object (item, "last_access");
  gint64 size = 0;
  gboolean can_delete;

  g_assert_true (g_str_has_prefix (id, category->id));
  g_assert_cmpstr (sluice_json_get_string (item, "class"), ==, sluice_data_class_get_name (category->klass));
  g_assert_cmpstr (sluice_json_get_string (item, "kind"), ==, sluice_data_kind_get_name (category->kind));
  g_assert_cmpstr (sluice_json_get_string (item, "retention"), ==, category->retention);
  g_assert_cmpstr (sluice_json_get_string (item, "location"), ==, "home");
  g_assert_true (sluice_json_get_int (item, "size", &size) && size > 0);
  g_assert_true (sluice_json_get_boolean (item, "can_delete", &can_delete));
  g_assert_cmpint (access != NULL, ==, g_str_equal (category->id, "prints.jobs"));
  if (access != NULL)
    g_assert_cmpstr (sluice_json_get_string (access, "client_name"), ==, "Partner");
}

static guint
count_of (GHashTable *all,
          const char *category)
{
  GHashTableIter iter;
  gpointer item;
  guint count = 0;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    count += g_str_equal (sluice_json_get_string (item, "category"), category);
  return count;
}

static void
check_sums (TestCloudPartner *scene,
            GHashTable       *all)
{
  guint n_categories;
  const SluiceDataCategory *catalogue = sluice_data_category_get_all (&n_categories);
  guint status;
  g_autoptr(JsonNode) node = test_cloud_person_call (scene, "GET", "/privacy/v1/inventory/sums", NULL, &status);
  JsonArray *sums = json_node_get_array (node);

  g_assert_cmpuint (json_array_get_length (sums), ==, n_categories);
  for (guint i = 0; i < n_categories; i++)
    {
      JsonObject *sum = json_array_get_object_element (sums, i);
      gint64 count = -1;

      g_assert_cmpstr (sluice_json_get_string (sum, "category"), ==, catalogue[i].id);
      g_assert_cmpstr (sluice_json_get_string (sum, "class"), ==, sluice_data_class_get_name (catalogue[i].klass));
      g_assert_true (sluice_json_get_int (sum, "count", &count));
      g_assert_cmpint (count, ==, count_of (all, catalogue[i].id));
    }
}

/* What the demo has, and what a person adds: all of it, in every size of page, and the sums agree. */
static void
test_list (void)
{
  static const char * const there[] = {
    "profile.username", "consent.records", "printers.groups", "prints.jobs", "prints.records", "prints.names",
    "designs.library", "designs.uploads",
  };
  g_autoptr(TestCloudPartner) scene = set_scene ();
  g_autofree char *file = upload (scene, NULL);
  g_autoptr(GHashTable) all = NULL;
  g_autoptr(GHashTable) by_two = NULL;
  g_autoptr(GHashTable) names = NULL;
  GHashTableIter iter;
  gpointer item;

  keep_record (scene, "1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77");
  give_jobs (scene);
  all = read_all (scene, 500, "");
  by_two = read_all (scene, 2, "");
  names = read_all (scene, 3, "&category=prints.names");
  g_assert_cmpuint (g_hash_table_size (by_two), ==, g_hash_table_size (all));
  g_assert_cmpuint (g_hash_table_size (names), ==, count_of (all, "prints.names"));

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      check_item (item);
      g_assert_true (g_hash_table_contains (by_two, sluice_json_get_string (item, "id")));
    }
  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    g_assert_cmpuint (count_of (all, there[i]), >, 0);
  item = g_hash_table_lookup (all, "profile.username:username");
  g_assert_cmpstr (sluice_json_get_string (item, "title"), ==, "demo");
  check_sums (scene, all);
}

static guint
erase (TestCloudPartner *scene,
       const char       *category,
       const char       *id)
{
  g_autofree char *path = g_strdup_printf ("/privacy/v1/inventory/%s:%s", category, id);
  guint status;
  g_autoptr(JsonNode) data = test_cloud_person_call (scene, "DELETE", path, NULL, &status);

  if (status == 200)
    g_assert_true (g_str_has_suffix (path, sluice_json_get_string (json_node_get_object (data), "id")));
  return status;
}

/* Between two pages the last thing seen goes, and others come before and after it. */
static void
test_changes_while_read (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ();
  g_autofree char *next = NULL;
  g_autofree char *query = NULL;
  g_autoptr(JsonArray) first = NULL;
  g_autoptr(JsonArray) second = NULL;

  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u0000000-55aa-4c6b-9f0e-0c8f4e1d2a77", i * 2);

      keep_record (scene, id);
    }
  first = read_page (scene, "category=prints.records&limit=2", &next, NULL);
  g_assert_cmpstr (next, ==, "prints.records:40000000-55aa-4c6b-9f0e-0c8f4e1d2a77");
  g_assert_cmpuint (erase (scene, "prints.records", "40000000-55aa-4c6b-9f0e-0c8f4e1d2a77"), ==, 200);
  keep_record (scene, "10000000-55aa-4c6b-9f0e-0c8f4e1d2a77");
  keep_record (scene, "50000000-55aa-4c6b-9f0e-0c8f4e1d2a77");

  query = g_strdup_printf ("category=prints.records&limit=10&after=%s", next);
  second = read_page (scene, query, &next, NULL);
  g_assert_null (next);
  g_assert_cmpuint (json_array_get_length (first), ==, 2);
  g_assert_cmpuint (json_array_get_length (second), ==, 3);
  g_assert_cmpstr (sluice_json_get_string (json_array_get_object_element (second, 0), "id"), ==,
                   "prints.records:50000000-55aa-4c6b-9f0e-0c8f4e1d2a77");
}

static gboolean
has_blob (TestCloudPartner *scene,
          const char       *id)
{
  g_autofree char *path = g_build_filename (scene->home->folder, "blobs", id, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
first_project (TestCloudPartner *scene)
{
  guint status;
  g_autoptr(JsonNode) data = test_cloud_person_call (scene, "GET", "/cura/v1/projects", NULL, &status);

  return g_strdup (sluice_json_get_string (json_array_get_object_element (json_node_get_array (data), 0),
                                           "library_project_id"));
}

static void
test_delete (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ();
  g_autofree char *lone = upload (scene, NULL);
  g_autofree char *project = first_project (scene);
  g_autofree char *inside = upload (scene, project);
  g_autofree char *other = upload (scene, project);
  g_autoptr(GHashTable) left = NULL;

  g_assert_true (has_blob (scene, lone) && has_blob (scene, inside) && has_blob (scene, other));
  /* By the name of another category it is not there. */
  g_assert_cmpuint (erase (scene, "designs.library", lone), ==, 404);
  g_assert_cmpuint (erase (scene, "designs.uploads", inside), ==, 404);
  g_assert_true (has_blob (scene, lone) && has_blob (scene, inside));

  g_assert_cmpuint (erase (scene, "designs.uploads", lone), ==, 200);
  g_assert_cmpuint (erase (scene, "designs.uploads", lone), ==, 404);
  g_assert_cmpuint (erase (scene, "designs.library", inside), ==, 200);
  g_assert_false (has_blob (scene, lone) || has_blob (scene, inside));
  g_assert_true (has_blob (scene, other));
  g_assert_cmpuint (erase (scene, "designs.library", project), ==, 200);
  g_assert_false (has_blob (scene, other));

  left = read_all (scene, 500, "&category=designs.uploads");
  g_assert_cmpuint (g_hash_table_size (left), ==, 0);
  g_assert_cmpuint (erase (scene, "profile.username", "username"), ==, 409);
  g_assert_cmpuint (erase (scene, "prints.records", "1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77"), ==, 404);
  g_assert_cmpuint (erase (scene, "no.such", "thing"), ==, 404);
}

static void
test_wrong (void)
{
  static const char * const wrong[] = { "category=no.such", "after=x", "after=no.such:x" };
  g_autoptr(TestCloudPartner) scene = set_scene ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/privacy/v1/inventory?", wrong[i], NULL);
      guint status;
      g_autoptr(JsonNode) data = test_cloud_person_call (scene, "GET", path, NULL, &status);

      g_assert_cmpuint (status, ==, 400);
    }
}

/* What it says it can do it does, by the table of its routes; any token may ask. */
static void
test_capabilities (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ();
  guint status;
  g_autoptr(JsonNode) data = NULL;
  g_autoptr(JsonObject) theirs = NULL;
  gboolean is_there = FALSE;

  give_jobs (scene);
  data = test_cloud_person_call (scene, "GET", "/privacy/v1/capabilities", NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_true (sluice_json_get_boolean (json_node_get_object (data), "inventory", &is_there) && is_there);
  g_assert_true (sluice_json_get_boolean (json_node_get_object (data), "export", &is_there) && !is_there);
  theirs = test_cloud_client_call (scene->client, "GET", "/privacy/v1/capabilities", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* How it keeps what it keeps is of nobody in particular: it is said to everybody. */
static void
test_security (void)
{
  g_autoptr(TestCloudPartner) scene = set_scene ();
  g_autofree char *access = g_steal_pointer (&scene->client->access);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (scene->client, "GET", "/privacy/v1/security", NULL, NULL, &status);
  JsonObject *data = sluice_json_get_object (answer, "data");

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (sluice_json_get_string (data, "keys"), ==, "same_computer");
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (data, "at_rest")), ==, 4);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (data, "roles")), ==, 3);
  g_assert_true (json_object_get_null_member (data, "backups"));
  g_assert_true (json_object_get_null_member (data, "region"));
  scene->client->access = g_steal_pointer (&access);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/inventory/every-category", test_every_category);
  g_test_add_func ("/cloud/inventory/every-table", test_every_table);
  g_test_add_func ("/cloud/inventory/list", test_list);
  g_test_add_func ("/cloud/inventory/changes-while-read", test_changes_while_read);
  g_test_add_func ("/cloud/inventory/delete", test_delete);
  g_test_add_func ("/cloud/inventory/wrong", test_wrong);
  g_test_add_func ("/cloud/inventory/capabilities", test_capabilities);
  g_test_add_func ("/cloud/inventory/security", test_security);
  return test_run ();
}
