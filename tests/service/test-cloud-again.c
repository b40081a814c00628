/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-home.h"
#include "test-util.h"

#include <string.h>

/* Prints that are asked for again, and the sequence of requests that Cura makes. */

#define RECORD_ID "1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77"

static const char record[] =
  "{\"schema\":\"sluice.process-record/1\","
  "\"record_id\":\"" RECORD_ID "\",\"resolution\":\"full\","
  "\"source\":{\"format\":\"gcode\",\"slicer\":{\"name\":\"PrusaSlicer\",\"version\":\"2.5.0\"},\"flavor\":\"Marlin\"},"
  "\"machine\":{\"name\":\"Ultimaker S5\",\"build_plate_temperature_c\":60,\"build_volume_temperature_c\":null},"
  "\"extruders\":[],"
  "\"time\":{\"stated_s\":4879,\"layer_s\":null},"
  "\"layers\":{\"count\":204,\"stated_count\":null,\"height_mm\":0.1},"
  "\"settings\":{\"infill_density_pct\":20,\"support\":false,\"adhesion\":null,\"fan_max_pct\":100},"
  "\"temperatures_c\":{\"extruder\":{},\"bed\":[60]}}";

typedef struct
{
  TestCloudHome *home;
  char          *cluster;
  char          *other_cluster;
} Scene;

static Scene *
scene_new (void)
{
  SluiceCloudOptions options = { .n_virtual_printers = 11 };
  Scene *scene = g_new0 (Scene, 1);
  guint status;
  g_autoptr(JsonObject) answer = NULL;
  JsonArray *clusters;

  scene->home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  answer = test_cloud_client_call (scene->home->client, "GET", "/connect/v1/clusters", NULL, NULL, &status);
  clusters = sluice_json_get_array (answer, "data");
  g_assert_cmpuint (json_array_get_length (clusters), ==, 2);
  scene->cluster = g_strdup (sluice_json_get_string (sluice_json_array_get_object (clusters, 0), "cluster_id"));
  scene->other_cluster = g_strdup (sluice_json_get_string (sluice_json_array_get_object (clusters, 1), "cluster_id"));
  return scene;
}

static void
scene_free (Scene *scene)
{
  test_cloud_home_free (scene->home);
  g_free (scene->cluster);
  g_free (scene->other_cluster);
  g_free (scene);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

/* As Cura does it: the announcement, the whole file to the address without a token, and that twice if need be.
 * Returns: (transfer full): the id of the job */
static char *
upload (Scene *scene)
{
  TestCloudClient *client = scene->home->client;
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "PUT", "/cura/v1/jobs/upload", "application/json",
                                                         "{\"data\": {\"job_name\": \"A part\", \"file_size\": 4,"
                                                         " \"content_type\": \"application/x-ufp\"}}", &status);
  JsonObject *job = sluice_json_get_object (answer, "data");
  g_autoptr(GBytes) file = g_bytes_new_static ("G28\n", 4);
  g_autofree char *access = g_steal_pointer (&client->access);
  g_autoptr(GBytes) put = NULL;

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (sluice_json_get_string (job, "status"), ==, "uploading");
  put = test_cloud_client_send (client, "PUT", sluice_json_get_string (job, "upload_url"),
                                sluice_json_get_string (job, "content_type"), file, &status);
  g_assert_cmpuint (status, ==, 200);
  client->access = g_steal_pointer (&access);
  return g_strdup (sluice_json_get_string (job, "job_id"));
}

static guint
print (Scene       *scene,
       const char  *path,
       const char  *body,
       const char  *key,
       char       **out_uuid)
{
  g_autofree char *address = g_strconcat (scene->home->client->url, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonObject *data;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  if (key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", key);
  answer = test_cloud_client_exchange (scene->home->client, message);
  object = sluice_json_parse_object (answer, 64 * 1024, NULL);
  data = sluice_json_get_object (object, "data");
  if (out_uuid != NULL)
    *out_uuid = g_strdup (data != NULL ? sluice_json_get_string (data, "job_instance_uuid") : NULL);
  return soup_message_get_status (message);
}

static guint
count_jobs (Scene *scene)
{
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status", scene->cluster);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (scene->home->client, "GET", path, NULL, NULL, &status);

  return json_array_get_length (sluice_json_get_array (sluice_json_get_object (answer, "data"), "print_jobs"));
}

static void
assert_once (Scene      *scene,
             const char *path,
             const char *body,
             const char *other_path,
             const char *other_body)
{
  static const char * const bad[] = { "key", "\"\"", "\"key", "\"a\", \"b\"", "\"\303\244\"" };
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *second = NULL;
  guint before = count_jobs (scene);

  g_assert_cmpuint (print (scene, path, body, "\"key-1\"", &first), ==, 200);
  g_assert_cmpuint (print (scene, path, body, "\"key-1\"", &again), ==, 200);
  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpuint (count_jobs (scene), ==, before + 1);

  /* Another key is another print, and so is none. */
  g_assert_cmpuint (print (scene, path, body, "\"key-2\"", &second), ==, 200);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpuint (print (scene, path, body, NULL, NULL), ==, 200);
  g_assert_cmpuint (print (scene, path, body, NULL, NULL), ==, 200);
  g_assert_cmpuint (count_jobs (scene), ==, before + 4);

  g_assert_cmpuint (print (scene, other_path, other_body, "\"key-1\"", NULL), ==, 422);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpuint (print (scene, path, body, bad[i], NULL), ==, 400);
  g_assert_cmpuint (count_jobs (scene), ==, before + 4);
}

static void
test_upload (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *job = upload (scene);
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/print/%s", scene->cluster, job);
  g_autofree char *other = g_strdup_printf ("/connect/v1/clusters/%s/print/%s", scene->other_cluster, job);

  /* Cura's body is empty. */
  assert_once (scene, path, "", other, "");
}

static void
test_record (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"cluster_id\":\"%s\"}}", scene->cluster);
  g_autofree char *other = g_strdup_printf ("{\"data\":{\"cluster_id\":\"%s\"}}", scene->other_cluster);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (
    scene->home->client, "POST", "/process/v1/records", "application/vnd.sluice.process-record+json", record, &status);

  g_assert_cmpuint (status, ==, 201);
  assert_once (scene, "/process/v1/records/" RECORD_ID "/print", body, "/process/v1/records/" RECORD_ID "/print", other);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/again/upload", test_upload);
  g_test_add_func ("/cloud/again/record", test_record);
  return test_run ();
}
