/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-home.h"
#include "virtual-printers.h"

#include <string.h>

/* Printers that are not there, and do as printers do. */

static JsonObject *
get_data (TestCloudClient *client,
          const char      *path)
{
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "GET", path, NULL, NULL, &status);

  g_assert_cmpuint (status, ==, 200);
  return json_object_ref (answer);
}

static JsonObject *
cluster_at (JsonObject *answer,
            guint       index)
{
  return sluice_json_array_get_object (sluice_json_get_array (answer, "data"), index);
}

static void
test_demo (void)
{
  static const struct
  {
    const char *name;
    gint64      n_printers;
  } groups[] = { { "Workshop", 1 }, { "S5 farm", 4 }, { "Lab", 3 } };
  SluiceCloudOptions options = { .seed_demo = TRUE };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters?status=active");
  g_autoptr(JsonObject) none = get_data (home->client, "/connect/v1/clusters?status=inactive");
  g_autoptr(JsonObject) history = get_data (home->client, "/connect/v1/print_jobs?status=finished");

  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (clusters, "data")), ==, 3);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (none, "data")), ==, 0);
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (history, "data")), >=, 4);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      JsonObject *cluster = cluster_at (clusters, i);
      gint64 count = 0;

      g_assert_cmpstr (sluice_json_get_string (cluster, "friendly_name"), ==, groups[i].name);
      g_assert_true (sluice_json_get_int (cluster, "printer_count", &count));
      g_assert_cmpint (count, ==, groups[i].n_printers);
      g_assert_true (g_uuid_string_is_valid (sluice_json_get_string (cluster, "host_guid")));
      g_assert_cmpuint (strlen (sluice_json_get_string (cluster, "cluster_id")), ==, 44);
    }
}

static char *
job_status (JsonObject *state,
            const char *name)
{
  JsonArray *jobs = sluice_json_get_array (sluice_json_get_object (state, "data"), "print_jobs");

  for (guint i = 0; i < json_array_get_length (jobs); i++)
    {
      JsonObject *job = sluice_json_array_get_object (jobs, i);

      if (g_strcmp0 (sluice_json_get_string (job, "name"), name) == 0)
        return g_strdup (sluice_json_get_string (job, "status"));
    }
  return NULL;
}

/* The states a lab is shown with: something waits for its plate, something for a change. */
static void
test_lab (void)
{
  SluiceCloudOptions options = { .seed_demo = TRUE };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status",
                                           sluice_json_get_string (cluster_at (clusters, 2), "cluster_id"));
  g_autoptr(JsonObject) state = get_data (home->client, path);
  g_autofree char *cleanup = job_status (state, "Tube holder");
  g_autofree char *printing = job_status (state, "Optics mount");
  g_autofree char *blocked = job_status (state, "Centrifuge insert");
  JsonArray *jobs = sluice_json_get_array (sluice_json_get_object (state, "data"), "print_jobs");
  JsonObject *last = sluice_json_array_get_object (jobs, json_array_get_length (jobs) - 1);

  g_assert_cmpstr (cleanup, ==, "wait_cleanup");
  g_assert_cmpstr (printing, ==, "printing");
  g_assert_cmpstr (blocked, ==, "queued");
  g_assert_nonnull (sluice_json_get_string (last, "assigned_to"));
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (last, "configuration_changes_required")), ==, 2);
}

static void
assert_timestamp (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$", text, 0, 0));
}

/* The members that the vendor's client reads without a default. */
static void
test_shapes (void)
{
  static const char * const of_printer[] = {
    "enabled", "firmware_version", "friendly_name", "ip_address", "machine_variant", "status", "unique_name", "uuid",
    "configuration",
  };
  static const char * const of_job[] = {
    "created_at", "force", "machine_variant", "name", "started", "status", "time_total", "uuid", "configuration",
  };
  SluiceCloudOptions options = { .seed_demo = TRUE };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status",
                                               sluice_json_get_string (cluster_at (clusters, i), "cluster_id"));
      g_autoptr(JsonObject) answer = get_data (home->client, path);
      JsonObject *state = sluice_json_get_object (answer, "data");
      JsonArray *printers = sluice_json_get_array (state, "printers");
      JsonArray *jobs = sluice_json_get_array (state, "print_jobs");

      assert_timestamp (sluice_json_get_string (state, "generated_time"));
      for (guint j = 0; j < json_array_get_length (printers); j++)
        for (guint k = 0; k < G_N_ELEMENTS (of_printer); k++)
          g_assert_true (json_object_has_member (sluice_json_array_get_object (printers, j), of_printer[k]));
      for (guint j = 0; j < json_array_get_length (jobs); j++)
        {
          for (guint k = 0; k < G_N_ELEMENTS (of_job); k++)
            g_assert_true (json_object_has_member (sluice_json_array_get_object (jobs, j), of_job[k]));
          assert_timestamp (sluice_json_get_string (sluice_json_array_get_object (jobs, j), "created_at"));
        }
    }
}

static void
assert_job (TestCloudHome *home,
            const char    *path,
            const char    *expected_job,
            const char    *expected_printer,
            gint64         expected_elapsed)
{
  g_autoptr(JsonObject) answer = get_data (home->client, path);
  JsonObject *state = sluice_json_get_object (answer, "data");
  JsonArray *jobs = sluice_json_get_array (state, "print_jobs");
  JsonObject *printer = sluice_json_array_get_object (sluice_json_get_array (state, "printers"), 0);
  gint64 elapsed = -1;

  g_assert_cmpstr (sluice_json_get_string (printer, "status"), ==, expected_printer);
  if (expected_job == NULL)
    {
      g_assert_cmpuint (json_array_get_length (jobs), ==, 0);
      return;
    }
  g_assert_cmpstr (sluice_json_get_string (sluice_json_array_get_object (jobs, 0), "status"), ==, expected_job);
  sluice_json_get_int (sluice_json_array_get_object (jobs, 0), "time_elapsed", &elapsed);
  g_assert_cmpint (elapsed, ==, expected_elapsed);
}

/* One job through all its states, by the cloud's clock alone. The workshop's
 * printer is a steady one. */
static void
test_progress (void)
{
  SluiceCloudOptions options = { .seed_demo = TRUE, .max_upload = 1000 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");
  const char *id = sluice_json_get_string (cluster_at (clusters, 0), "cluster_id");
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status", id);
  g_autofree char *print = NULL;
  g_autoptr(JsonObject) announced = NULL;
  g_autoptr(JsonObject) printed = NULL;
  g_autoptr(GBytes) file = g_bytes_new_static ("G28\n", 4);
  g_autoptr(GBytes) put = NULL;
  g_autoptr(JsonObject) history = NULL;
  JsonObject *upload;
  guint status;

  assert_job (home, path, NULL, "idle", 0);
  announced = test_cloud_client_call (home->client, "PUT", "/cura/v1/jobs/upload", "application/json",
                                      "{\"data\":{\"job_name\":\"A part\",\"file_size\":4,"
                                      "\"content_type\":\"text/x-gcode\"}}", &status);
  upload = sluice_json_get_object (announced, "data");
  put = test_cloud_client_send (home->client, "PUT", sluice_json_get_string (upload, "upload_url"), "text/x-gcode",
                                file, &status);
  print = g_strdup_printf ("/connect/v1/clusters/%s/print/%s", id, sluice_json_get_string (upload, "job_id"));
  printed = test_cloud_client_call (home->client, "POST", print, "application/json", "", &status);
  g_assert_cmpuint (status, ==, 200);

  assert_job (home, path, "sent_to_printer", "idle", 0);
  test_clock_advance (home->clock, 5);
  assert_job (home, path, "pre_print", "pre_print", 0);
  test_clock_advance (home->clock, 600);
  /* Tokens have ended by then, jobs go on. */
  test_cloud_client_sign_in (home->client, home->secret, TEST_CLOUD_SCOPES);
  {
    g_autoptr(JsonObject) answer = get_data (home->client, path);
    JsonArray *jobs = sluice_json_get_array (sluice_json_get_object (answer, "data"), "print_jobs");
    gint64 before = 0;

    sluice_json_get_int (sluice_json_array_get_object (jobs, 0), "time_elapsed", &before);
    g_assert_cmpint (before, >, 400);
    g_assert_cmpint (before, <, 600);
    test_clock_advance (home->clock, 100);
    assert_job (home, path, "printing", "printing", before + 100);
    test_clock_advance (home->clock, 3600 - (before + 100));
    test_cloud_client_sign_in (home->client, home->secret, TEST_CLOUD_SCOPES);
    assert_job (home, path, "post_print", "printing", 3600);
  }
  test_clock_advance (home->clock, 30);
  assert_job (home, path, "wait_cleanup", "wait_cleanup", 3600);
  test_clock_advance (home->clock, 600);
  test_cloud_client_sign_in (home->client, home->secret, TEST_CLOUD_SCOPES);
  assert_job (home, path, NULL, "idle", 0);
  history = get_data (home->client, "/connect/v1/print_jobs?status=finished&limit=1");
  g_assert_cmpstr (sluice_json_get_string (sluice_json_array_get_object (sluice_json_get_array (history, "data"), 0),
                                           "name"), ==, "A part");
}

static void
test_others_group (void)
{
  g_autoptr(TestCloudHome) home = test_cloud_home_new (NULL, TEST_CLOUD_SCOPES);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (home->client, "GET", "/connect/v1/clusters/nobodys/status",
                                                         NULL, NULL, &status);

  test_cloud_assert_refused (answer, status, 404, "notFound");
}

/* What was worked out once stays, whatever is added or written down meanwhile. */
static void
test_plan_is_stable (void)
{
  VirtualPrinter printers[3] = { { (char *) "a", VIRTUAL_READY, VIRTUAL_HUNGRY, 0 },
                                 { (char *) "b", VIRTUAL_READY, VIRTUAL_STICKY, 0 },
                                 { (char *) "c", VIRTUAL_MAINTENANCE, VIRTUAL_STEADY, 0 } };
  VirtualPrinter again[3];
  VirtualJob jobs[8] = { 0 };
  VirtualJob fewer[8];
  char names[8][8];

  memcpy (again, printers, sizeof printers);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_snprintf (names[i], sizeof names[i], "job%u", i);
      jobs[i] = (VirtualJob) { .uuid = names[i], .created = 1000 + 10 * i, .time_total = 500 + 300 * i, .cleanup = 60 };
    }
  memcpy (fewer, jobs, sizeof jobs);
  virtual_printers_plan (printers, 3, jobs, 8);
  virtual_printers_plan (again, 3, fewer, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (jobs[i].printer, ==, fewer[i].printer);
      g_assert_cmpint (jobs[i].plan.begins, ==, fewer[i].plan.begins);
      g_assert_cmpint (jobs[i].plan.cleared, ==, fewer[i].plan.cleared);
    }
  for (guint i = 0; i < 8; i++)
    g_assert_cmpint (jobs[i].printer, !=, 2);
}

/* Each temper, at the moments where something changes. */
static void
test_troubles (void)
{
  static const struct
  {
    VirtualTemper temper;
    const char   *job;
    const char   *printer;
    const char   *end;
  } rows[] = {
    { VIRTUAL_HUNGRY, "wait_user_action", "error", "wait_cleanup" },
    { VIRTUAL_DISTANT, "printing", "unreachable", "wait_cleanup" },
    { VIRTUAL_STICKY, "failed_post_print", "printing", "failed_wait_cleanup" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VirtualPrinter printer = { (char *) "printer", VIRTUAL_READY, rows[i].temper, 0 };
      VirtualJob job = { 0 };
      VirtualMoment moment;

      /* Look for a job that this printer has trouble with. */
      for (guint n = 0; job.plan.trouble == 0; n++)
        {
          g_free (job.uuid);
          job = (VirtualJob) { .uuid = g_strdup_printf ("job %u", n), .created = 1000, .time_total = 4000,
                               .cleanup = 60 };
          printer.free_at = 0;
          virtual_printers_plan (&printer, 1, &job, 1);
          g_assert_cmpuint (n, <, 1000);
        }

      moment = virtual_printers_at (&job, job.plan.trouble);
      g_assert_cmpstr (moment.job_status, ==, rows[i].job);
      g_assert_cmpstr (moment.printer_status, ==, rows[i].printer);
      moment = virtual_printers_at (&job, job.plan.cooled);
      g_assert_cmpstr (moment.job_status, ==, rows[i].end);
      if (rows[i].temper != VIRTUAL_STICKY)
        g_assert_cmpint (moment.time_elapsed, ==, 4000);
      g_assert_false (moment.is_over);
      g_assert_true (virtual_printers_at (&job, job.plan.cleared).is_over);
      g_free (job.uuid);
    }
}

static void
test_many (void)
{
  SluiceCloudOptions options = { .n_virtual_printers = 100 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");
  JsonArray *list = sluice_json_get_array (clusters, "data");
  gint64 total = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gint64 count = 0;

      sluice_json_get_int (sluice_json_array_get_object (list, i), "printer_count", &count);
      total += count;
    }
  g_assert_cmpint (total, ==, 100);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/printers/demo", test_demo);
  g_test_add_func ("/cloud/printers/lab", test_lab);
  g_test_add_func ("/cloud/printers/shapes", test_shapes);
  g_test_add_func ("/cloud/printers/progress", test_progress);
  g_test_add_func ("/cloud/printers/others-group", test_others_group);
  g_test_add_func ("/cloud/printers/plan-is-stable", test_plan_is_stable);
  g_test_add_func ("/cloud/printers/troubles", test_troubles);
  g_test_add_func ("/cloud/printers/many", test_many);
  return g_test_run ();
}
