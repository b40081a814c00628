/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud.h"
#include "test-cloud-home.h"
#include "test-util.h"

#include <string.h>

/* Process records, product files, and the wall between them. */
#define RECORD_TYPE "application/vnd.sluice.process-record+json"
#define RECORD_ID "1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77"
#define OTHER_ID "77777777-55aa-4c6b-9f0e-0c8f4e1d2a77"

static const char template[] =
  "{\"schema\":\"sluice.process-record/1\",\"record_id\":\"%s\",\"resolution\":\"full\","
  "\"source\":{\"format\":\"gcode\",\"slicer\":{\"name\":\"PrusaSlicer\",\"version\":\"2.5.0\"},\"flavor\":\"Marlin\"},"
  "\"machine\":{\"name\":\"Ultimaker S5\",\"build_plate_temperature_c\":60,\"build_volume_temperature_c\":null},"
  "\"extruders\":[{\"index\":0,\"nozzle_diameter_mm\":0.4,\"nozzle_name\":\"AA 0.4\",\"initial_temperature_c\":215,"
  "\"material\":{\"guid\":null,\"type\":\"PLA\"},\"filament_length_mm\":1484.58,\"filament_volume_mm3\":null,"
  "\"filament_mass_g\":4.43}],"
  "\"time\":{\"stated_s\":%d,\"layer_s\":null},"
  "\"layers\":{\"count\":204,\"stated_count\":null,\"height_mm\":0.1},"
  "\"settings\":{\"infill_density_pct\":20,\"support\":false,\"adhesion\":null,\"fan_max_pct\":100},"
  "\"temperatures_c\":{\"extruder\":{\"0\":[210,215]},\"bed\":[60]}%s}";

static char *
make_record (const char *id,
             int         seconds,
             const char *more)
{
  return g_strdup_printf (template, id, seconds, more);
}

static guint
post (TestCloudClient *client,
      const char      *body,
      char           **out_received)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "POST", "/process/v1/records", RECORD_TYPE, body,
                                                         &status);

  if (status == 201 && out_received != NULL)
    *out_received = g_strdup (sluice_json_get_string (sluice_json_get_object (answer, "data"), "received_at"));
  return status;
}

static gint64
count_records (TestCloudClient *client)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "GET", "/process/v1/records?limit=1", NULL, NULL,
                                                         &status);
  JsonObject *page = sluice_json_get_object (sluice_json_get_object (answer, "meta"), "page");
  gint64 count = -1;

  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (answer, "data")), <=, 1);
  sluice_json_get_int (page, "total_count", &count);
  return count;
}

static void
test_record (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, TEST_CLOUD_SCOPES);
  g_autofree char *record = make_record (RECORD_ID, 4879, "");
  g_autofree char *different = make_record (RECORD_ID, 4880, "");
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  guint status;
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(GBytes) expected = g_bytes_new (record, strlen (record));
  g_autoptr(JsonNode) sent = sluice_json_parse (expected, 65536, NULL);
  JsonObject *kept;

  g_assert_cmpuint (post (home->client, record, &first), ==, 201);
  test_clock_advance (home->clock, 5);
  g_assert_cmpuint (post (home->client, record, &again), ==, 201);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpuint (post (home->client, different, NULL), ==, 409);
  g_assert_cmpint (count_records (home->client), ==, 1);

  answer = test_cloud_client_call (home->client, "GET", "/process/v1/records/" RECORD_ID, NULL, NULL, &status);
  kept = sluice_json_get_object (sluice_json_get_object (answer, "data"), "record");
  g_assert_true (json_node_equal (json_object_get_member (sluice_json_get_object (answer, "data"), "record"), sent));
  g_assert_cmpstr (sluice_json_get_string (kept, "record_id"), ==, RECORD_ID);

  g_assert_null (test_cloud_client_call (home->client, "DELETE", "/process/v1/records/" RECORD_ID, NULL, NULL,
                                         &status));
  g_assert_cmpuint (status, ==, 204);
  g_assert_cmpint (count_records (home->client), ==, 0);
}

/* What looks like a record, and carries something else. */
static void
test_not_a_record (void)
{
  static const char * const more[] = {
    ",\"name\":\"CANARY-PART\"",
    ",\"thumbnail\":\"CANARY-PICTURE\"",
    ",\"machine\":\"CANARY-MACHINE\"",
  };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, TEST_CLOUD_SCOPES);
  g_autofree char *bad_id = make_record ("CANARY-ID", 1, "");
  g_autofree char *good = make_record (RECORD_ID, 1, "");
  g_autoptr(GBytes) bytes = g_bytes_new (good, strlen (good));
  g_autoptr(GBytes) answer = NULL;
  guint status;

  g_assert_cmpuint (post (home->client, ";FLAVOR:Marlin\nG28\nG1 X1 Y1 E1\n", NULL), ==, 400);
  g_assert_cmpuint (post (home->client, "{}", NULL), ==, 400);
  g_assert_cmpuint (post (home->client, "[]", NULL), ==, 400);
  g_assert_cmpuint (post (home->client, bad_id, NULL), ==, 400);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *record = make_record (RECORD_ID, 1, more[i]);

      g_assert_cmpuint (post (home->client, record, NULL), ==, 400);
    }
  answer = test_cloud_client_send (home->client, "POST", "/process/v1/records", "application/json", bytes, &status);
  g_assert_cmpuint (status, ==, 415);
  g_assert_cmpint (count_records (home->client), ==, 0);
}

/* A reader takes the last of two members; what the first held must not stay behind it. */
static void
test_member_twice (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, TEST_CLOUD_SCOPES);
  g_autofree char *record = make_record (RECORD_ID, 1, "");
  g_autofree char *smuggling = g_strconcat ("{\"layers\":\"CANARY-TWICE\",", record + 1, NULL);
  guint status;
  g_autoptr(GBytes) answer = NULL;
  g_autofree char *text = NULL;

  post (home->client, smuggling, NULL);
  answer = test_cloud_client_send (home->client, "GET", "/process/v1/records", NULL, NULL, &status);
  text = test_dup_text (answer);
  g_assert_null (strstr (text, "CANARY-TWICE"));
}

static char *
first_cluster (TestCloudClient *client)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "GET", "/connect/v1/clusters", NULL, NULL, &status);

  return g_strdup (sluice_json_get_string (sluice_json_array_get_object (sluice_json_get_array (answer, "data"), 0),
                                           "cluster_id"));
}

static void
test_print_from_record (void)
{
  SluiceCloudOptions options = { .n_virtual_printers = 1 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autofree char *record = make_record (RECORD_ID, 4879, "");
  g_autofree char *cluster = first_cluster (home->client);
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"cluster_id\":\"%s\"}}", cluster);
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status", cluster);
  g_autoptr(JsonObject) answer = NULL;
  g_autoptr(JsonObject) state = NULL;
  JsonObject *job;
  gint64 total = 0;
  guint status;

  g_assert_cmpuint (post (home->client, record, NULL), ==, 201);
  answer = test_cloud_client_call (home->client, "POST", "/process/v1/records/" RECORD_ID "/print", "application/json",
                                   body, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (sluice_json_get_string (sluice_json_get_object (answer, "data"), "status"), ==, "queued");

  state = test_cloud_client_call (home->client, "GET", path, NULL, NULL, &status);
  job = sluice_json_array_get_object (sluice_json_get_array (sluice_json_get_object (state, "data"), "print_jobs"), 0);
  g_assert_cmpstr (sluice_json_get_string (job, "name"), ==, "Job 1B9A-3F2E");
  g_assert_true (sluice_json_get_int (job, "time_total", &total));
  g_assert_cmpint (total, ==, 4879);
  g_assert_cmpstr (sluice_json_get_string (job, "uuid"), ==,
                   sluice_json_get_string (sluice_json_get_object (answer, "data"), "job_instance_uuid"));
}

static JsonObject *
announce (TestCloudClient *client,
          gsize            size)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"job_name\":\"CANARY-NAME\",\"file_size\":%" G_GSIZE_FORMAT ","
                                           "\"content_type\":\"text/x-gcode\"}}", size);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "PUT", "/cura/v1/jobs/upload", "application/json",
                                                         body, &status);

  g_assert_cmpuint (status, ==, 200);
  return json_object_ref (sluice_json_get_object (answer, "data"));
}

static guint
put_file (TestCloudClient *client,
          const char      *address,
          GBytes          *bytes)
{
  g_autofree char *access = g_steal_pointer (&client->access);
  g_autoptr(GBytes) answer = NULL;
  guint status;

  /* Without a token, as the vendor's clients do. */
  answer = test_cloud_client_send (client, "PUT", address, "text/x-gcode", bytes, &status);
  client->access = g_steal_pointer (&access);
  return status;
}

static GBytes *
make_file (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = i * 131 + (i >> 9);
  memcpy (data, ";CANARY-GCODE\n", strlen (";CANARY-GCODE\n"));
  return g_bytes_new_take (data, size);
}

static void
test_upload (void)
{
  SluiceCloudOptions options = { .n_virtual_printers = 1 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(GBytes) file = make_file (700 * 1024 + 3);
  g_autoptr(GBytes) shorter = g_bytes_new_from_bytes (file, 0, 1000);
  g_autoptr(JsonObject) job = announce (home->client, g_bytes_get_size (file));
  const char *address = sluice_json_get_string (job, "upload_url");
  const char *id = sluice_json_get_string (job, "job_id");
  g_autofree char *cluster = first_cluster (home->client);
  g_autofree char *print = g_strdup_printf ("/connect/v1/clusters/%s/print/%s", cluster, id);
  g_autofree char *where = g_strdup_printf ("/cura/v1/jobs/%s", id);
  g_autofree char *download = g_strdup_printf ("/cura/v1/jobs/%s/download", id);
  g_autoptr(JsonObject) refused = NULL;
  g_autoptr(JsonObject) found = NULL;
  g_autoptr(JsonObject) printed = NULL;
  g_autoptr(GBytes) back = NULL;
  guint status;

  refused = test_cloud_client_call (home->client, "POST", print, "application/json", "{\"data\":{}}", &status);
  g_assert_cmpuint (status, ==, 409);
  g_assert_cmpuint (put_file (home->client, address, shorter), ==, 400);
  g_assert_cmpuint (put_file (home->client, address, file), ==, 200);
  g_assert_cmpuint (put_file (home->client, address, file), ==, 404);

  found = test_cloud_client_call (home->client, "GET", where, NULL, NULL, &status);
  g_assert_cmpstr (sluice_json_get_string (sluice_json_get_object (found, "data"), "status"), ==, "uploaded");
  back = test_cloud_client_send (home->client, "GET", download, NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_true (g_bytes_equal (back, file));
  printed = test_cloud_client_call (home->client, "POST", print, "application/json", "{\"data\":{}}", &status);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_upload_address_ends (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, TEST_CLOUD_SCOPES);
  g_autoptr(GBytes) file = make_file (100);
  g_autoptr(JsonObject) job = announce (home->client, 100);

  test_clock_advance (home->clock, 3600);
  g_assert_cmpuint (put_file (home->client, sluice_json_get_string (job, "upload_url"), file), ==, 404);
}

static gboolean
folder_holds (const char *folder,
              const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while (!found && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        found = folder_holds (path, text);
      else
        {
          g_autoptr(GBytes) bytes = test_load_file (path);

          found = memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text)) != NULL;
        }
    }
  return found;
}

static gboolean
file_holds (const char *folder,
            const char *prefix,
            const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while (!found && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, prefix))
        {
          g_autoptr(GBytes) bytes = test_load_file (path);

          found = memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text)) != NULL;
        }
    }
  return found;
}

/* Nothing that names a person or an object can be read on the disk, while the
 * cloud runs or after; and each of the two stores knows only its own ids. */
static void
test_at_rest (void)
{
  static const char * const sealed[] = {
    "CANARY-NAME", "CANARY-GCODE", "PrusaSlicer", "1484.58", "demo", "Gearbox", "Workshop", "Assembly jigs",
    "ultimakersystem",
  };
  SluiceCloudOptions options = { .seed_demo = TRUE };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autofree char *record = make_record (RECORD_ID, 4879, "");
  g_autofree char *unrelated = make_record (OTHER_ID, 60, "");
  g_autoptr(GBytes) file = make_file (1000);
  g_autoptr(JsonObject) job = announce (home->client, 1000);
  const char *job_id = sluice_json_get_string (job, "job_id");

  g_assert_cmpuint (post (home->client, record, NULL), ==, 201);
  g_assert_cmpuint (post (home->client, unrelated, NULL), ==, 201);
  g_assert_cmpuint (put_file (home->client, sluice_json_get_string (job, "upload_url"), file), ==, 200);

  for (guint i = 0; i < G_N_ELEMENTS (sealed); i++)
    {
      if (folder_holds (home->folder, sealed[i]))
        g_error ("%s can be read in the state folder", sealed[i]);
    }
  g_assert_false (folder_holds (home->folder, home->client->access));
  g_assert_false (folder_holds (home->folder, home->client->refresh));

  /* The search does find what is there. */
  g_assert_true (file_holds (home->folder, "process.db", RECORD_ID));
  g_assert_true (file_holds (home->folder, "product.db", job_id));
  g_assert_false (file_holds (home->folder, "product.db", RECORD_ID));
  g_assert_false (file_holds (home->folder, "data.db", RECORD_ID));
  g_assert_false (file_holds (home->folder, "process.db", job_id));
}

static void
test_library (void)
{
  SluiceCloudOptions options = { .seed_demo = TRUE };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (home->client, "GET", "/cura/v1/projects", NULL, NULL, &status);
  JsonArray *projects = sluice_json_get_array (answer, "data");
  JsonObject *project = sluice_json_array_get_object (projects, 0);
  g_autofree char *path = g_strdup_printf ("/cura/v1/projects/%s/files",
                                           sluice_json_get_string (project, "library_project_id"));
  g_autoptr(JsonObject) files = test_cloud_client_call (home->client, "GET", path, NULL, NULL, &status);
  JsonObject *file = sluice_json_array_get_object (sluice_json_get_array (files, "data"), 0);
  g_autoptr(JsonObject) budgets = NULL;
  g_autoptr(JsonObject) none = NULL;
  g_autoptr(GBytes) content = NULL;

  g_assert_cmpuint (json_array_get_length (projects), ==, 2);
  g_assert_cmpstr (sluice_json_get_string (project, "display_name"), ==, "Assembly jigs");
  g_assert_cmpstr (sluice_json_get_string (file, "file_name"), ==, "Drill jig 8 mm.gcode");
  content = test_cloud_client_send (home->client, "GET", sluice_json_get_string (file, "download_url"), NULL, NULL,
                                    &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (content, NULL), ";FLAVOR"));

  budgets = test_cloud_client_call (home->client, "GET", "/cura/v1/feature_budgets", NULL, NULL, &status);
  g_assert_true (json_object_has_member (sluice_json_get_object (budgets, "data"), "library_max_private_projects"));
  none = test_cloud_client_call (home->client, "GET", "/cura/v1/projects/" RECORD_ID "/files", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 404);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/data/record", test_record);
  g_test_add_func ("/cloud/data/not-a-record", test_not_a_record);
  g_test_add_func ("/cloud/data/member-twice", test_member_twice);
  g_test_add_func ("/cloud/data/print-from-record", test_print_from_record);
  g_test_add_func ("/cloud/data/upload", test_upload);
  g_test_add_func ("/cloud/data/upload-address-ends", test_upload_address_ends);
  g_test_add_func ("/cloud/data/at-rest", test_at_rest);
  g_test_add_func ("/cloud/data/library", test_library);
  return test_run ();
}
