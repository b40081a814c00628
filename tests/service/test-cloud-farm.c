/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-home.h"
#include "virtual-life.h"

/* Many virtual printers, each with a life of its own. */

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

/* (transfer full): ClusterPrintJobStatus and ClusterPrinterStatus of all groups, at the cloud's present time. */
static GPtrArray *
get_states (TestCloudHome *home)
{
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");
  GPtrArray *states = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < json_array_get_length (sluice_json_get_array (clusters, "data")); i++)
    {
      g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status",
                                               sluice_json_get_string (cluster_at (clusters, i), "cluster_id"));
      g_autoptr(JsonObject) answer = get_data (home->client, path);

      g_ptr_array_add (states, json_object_ref (sluice_json_get_object (answer, "data")));
    }
  return states;
}

static void
count_words (GPtrArray  *states,
             const char *list,
             const char *member,
             GHashTable *counts)
{
  for (guint i = 0; i < states->len; i++)
    {
      JsonArray *items = sluice_json_get_array (g_ptr_array_index (states, i), list);

      for (guint j = 0; j < json_array_get_length (items); j++)
        {
          const char *word = sluice_json_get_string (sluice_json_array_get_object (items, j), member);

          g_hash_table_replace (counts, g_strdup (word),
                                GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, word)) + 1));
        }
    }
}

static void
assert_words (GHashTable         *counts,
              const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_test_message ("%s: %d", words[i], GPOINTER_TO_INT (g_hash_table_lookup (counts, words[i])));
      g_assert_true (g_hash_table_contains (counts, words[i]));
    }
}

/* Of many, some do each of the things that printers do; and none does what does not go together. */
static void
test_believable (void)
{
  static const char * const of_printer[] = {
    "idle", "pre_print", "printing", "wait_cleanup", "maintenance", "error", "unreachable", NULL
  };
  static const char * const of_job[] = { "queued", "pre_print", "printing", "paused", "wait_cleanup", NULL };
  static const char * const of_model[] = {
    "Ultimaker S5", "Ultimaker S3", "UltiMaker S7", "Ultimaker 3", "Ultimaker 2+ Connect", NULL
  };
  static const char * const of_firmware[] = { "up_to_date", "update_available", "pending_update", "update_failed", NULL };
  SluiceCloudOptions options = { .n_virtual_printers = 600 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(GPtrArray) states = get_states (home);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_blocked = 0;

  g_assert_cmpuint (states->len, ==, 60);
  count_words (states, "printers", "status", counts);
  assert_words (counts, of_printer);
  g_hash_table_remove_all (counts);
  count_words (states, "print_jobs", "status", counts);
  assert_words (counts, of_job);
  g_hash_table_remove_all (counts);
  count_words (states, "printers", "machine_variant", counts);
  assert_words (counts, of_model);
  g_hash_table_remove_all (counts);
  count_words (states, "printers", "firmware_update_status", counts);
  assert_words (counts, of_firmware);
  g_hash_table_remove_all (counts);
  count_words (states, "print_jobs", "uuid", counts);

  for (guint i = 0; i < states->len; i++)
    {
      JsonArray *jobs = sluice_json_get_array (g_ptr_array_index (states, i), "print_jobs");

      for (guint j = 0; j < json_array_get_length (jobs); j++)
        {
          JsonObject *job = sluice_json_array_get_object (jobs, j);
          const gboolean waits = g_str_equal (sluice_json_get_string (job, "status"), "queued");
          const gboolean is_blocked =
            json_array_get_length (sluice_json_get_array (job, "configuration_changes_required")) > 0;
          gint64 total = 0, elapsed = -1;

          sluice_json_get_int (job, "time_total", &total);
          sluice_json_get_int (job, "time_elapsed", &elapsed);
          n_blocked += is_blocked;
          g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, sluice_json_get_string (job, "uuid"))), ==, 1);
          g_assert_true (g_uuid_string_is_valid (sluice_json_get_string (job, "uuid")));
          g_assert_cmpint (total, >, 1800);
          g_assert_cmpint (elapsed, >=, 0);
          g_assert_cmpint (elapsed, <=, total);
          g_assert_true (waits == (sluice_json_get_string (job, "printer_uuid") == NULL));
          g_assert_true (!is_blocked || (waits && sluice_json_get_string (job, "assigned_to") != NULL));
        }
    }
  g_assert_cmpuint (n_blocked, >, 0);
}

/* What the wire has beside the states. */
static void
test_equipment (void)
{
  SluiceCloudOptions options = { .n_virtual_printers = 200 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(GPtrArray) states = get_states (home);
  guint n_due = 0, n_stations = 0, n_metal = 0;

  for (guint i = 0; i < states->len; i++)
    {
      JsonArray *printers = sluice_json_get_array (g_ptr_array_index (states, i), "printers");

      for (guint j = 0; j < json_array_get_length (printers); j++)
        {
          JsonObject *printer = sluice_json_array_get_object (printers, j);
          JsonObject *station = sluice_json_get_object (printer, "material_station");
          JsonArray *slots = station != NULL ? sluice_json_get_array (station, "material_slots") : NULL;
          gboolean is_due = FALSE;

          g_assert_true (sluice_json_get_boolean (printer, "maintenance_required", &is_due));
          n_due += is_due;
          n_metal += g_str_equal (sluice_json_get_string (sluice_json_get_object (printer, "build_plate"), "type"),
                                  "aluminum");
          g_assert_nonnull (sluice_json_get_string (printer, "latest_available_firmware"));
          g_assert_true (g_str_equal (sluice_json_get_string (printer, "firmware_update_status"), "up_to_date") ==
                         g_str_equal (sluice_json_get_string (printer, "firmware_version"),
                                      sluice_json_get_string (printer, "latest_available_firmware")));
          n_stations += station != NULL;
          for (guint k = 0; slots != NULL && k < json_array_get_length (slots); k++)
            {
              double remaining = -1;

              g_assert_true (sluice_json_get_double (sluice_json_array_get_object (slots, k), "material_remaining",
                                                     &remaining));
              g_assert_cmpfloat (remaining, >, 0);
              g_assert_cmpfloat (remaining, <=, 1);
            }
        }
    }
  g_assert_cmpuint (n_due, >, 0);
  g_assert_cmpuint (n_due, <, 60);
  g_assert_cmpuint (n_stations, >, 0);
  g_assert_cmpuint (n_metal, >, 0);
}

/* (transfer full): what the printers of a farm do, without what is each cloud's own. */
static char *
describe_farm (TestCloudHome *home)
{
  g_autoptr(GPtrArray) states = get_states (home);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < states->len; i++)
    {
      JsonArray *printers = sluice_json_get_array (g_ptr_array_index (states, i), "printers");
      JsonArray *jobs = sluice_json_get_array (g_ptr_array_index (states, i), "print_jobs");

      for (guint j = 0; j < json_array_get_length (printers); j++)
        g_string_append_printf (text, "%s %s\n",
                                sluice_json_get_string (sluice_json_array_get_object (printers, j), "friendly_name"),
                                sluice_json_get_string (sluice_json_array_get_object (printers, j), "status"));
      for (guint j = 0; j < json_array_get_length (jobs); j++)
        {
          gint64 elapsed = -1;

          sluice_json_get_int (sluice_json_array_get_object (jobs, j), "time_elapsed", &elapsed);
          g_string_append_printf (text, " %s %s %" G_GINT64_FORMAT "\n",
                                  sluice_json_get_string (sluice_json_array_get_object (jobs, j), "name"),
                                  sluice_json_get_string (sluice_json_array_get_object (jobs, j), "status"), elapsed);
        }
    }
  return g_string_free (text, FALSE);
}

/* The same farm at the same time does the same, whoever looked before; and another time brings something else. */
static void
test_same_everywhere (void)
{
  SluiceCloudOptions options = { .n_virtual_printers = 60 };
  g_autoptr(TestCloudHome) one = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(TestCloudHome) other = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autofree char *first = describe_farm (one);
  g_autofree char *at_once = describe_farm (other);
  g_autofree char *later = NULL;
  g_autofree char *later_still = NULL;
  g_autofree char *at_the_end = NULL;

  g_assert_cmpstr (first, ==, at_once);
  /* The sign-in lasts ten minutes. */
  test_clock_advance (one->clock, 250);
  later = describe_farm (one);
  g_assert_cmpstr (later, !=, first);
  test_clock_advance (one->clock, 250);
  test_clock_advance (other->clock, 500);
  later_still = describe_farm (one);
  at_the_end = describe_farm (other);
  g_assert_cmpstr (later_still, ==, at_the_end);
}

/* Each moment of many lives: spells do not overlap, and a job is over when its spell is. */
static void
test_lives (void)
{
  const gint64 at = 1900000000;

  for (guint life = 1; life <= 2000; life++)
    {
      const VirtualSpell spell = virtual_life_at (life, at);
      const VirtualSpell next = virtual_life_next (life, at);
      const VirtualSpell again = virtual_life_at (life, spell.begins);

      g_assert_cmpint (again.number, ==, spell.number);
      g_assert_cmpint (next.number, ==, spell.number + 1);
      g_assert_cmpint (spell.begins, <=, spell.ends);
      g_assert_cmpint (spell.ends, <=, next.begins);
      g_assert_false (spell.prints && spell.condition != VIRTUAL_READY);
      if (spell.prints)
        {
          VirtualJob job = { .created = spell.announced, .time_total = spell.time_total, .plan = spell.plan };

          g_assert_cmpint (spell.announced, <, spell.begins);
          g_assert_cmpint (spell.time_total, >, 0);
          g_assert_cmpstr (virtual_printers_at (&job, spell.begins - 1).job_status, ==, "queued");
          g_assert_false (virtual_printers_at (&job, spell.ends - 1).is_over);
          g_assert_true (virtual_printers_at (&job, spell.ends).is_over);
        }
    }
}

/* A job that is sent waits for what is to be seen of its printer by then, and what that would have done next gives way. */
static void
test_first_come (void)
{
  guint n_waited = 0, n_behind_next = 0;

  for (guint life = 1; life <= 400; life++)
    {
      const gint64 at = 1900000000;
      const VirtualSpell spell = virtual_life_at (life, at);
      const VirtualSpell next = virtual_life_next (life, at);
      const gboolean behind_this = virtual_spell_is_shown (&spell, at);
      const gboolean behind_next = virtual_spell_is_shown (&next, at);
      VirtualPrinter printer = { .uuid = (char *) "printer", .life = life };
      VirtualPrinter later = printer;
      VirtualJob jobs[] = {
        { .uuid = (char *) "one", .created = at, .time_total = 50000, .cleanup = 60 },
        { .uuid = (char *) "two", .created = at + 1000, .time_total = 500, .cleanup = 60 },
      };
      VirtualJob alone = jobs[1];

      virtual_printers_plan (&printer, 1, jobs, 2);
      g_assert_cmpint (jobs[0].plan.begins, ==, behind_next ? next.ends : behind_this ? spell.ends : at);
      g_assert_cmpint (jobs[1].plan.begins, >=, jobs[0].plan.cleared);
      n_waited += behind_this;
      n_behind_next += behind_next;

      /* When the first was written down as over. */
      later.free_at = jobs[0].plan.cleared;
      virtual_printers_plan (&later, 1, &alone, 1);
      g_assert_cmpint (alone.plan.begins, ==, jobs[1].plan.begins);
    }
  g_assert_cmpuint (n_waited, >, 0);
  g_assert_cmpuint (n_waited, <, 400);
  g_assert_cmpuint (n_behind_next, >, 0);
}

static GHashTable *
get_uuids (TestCloudHome *home)
{
  g_autoptr(GPtrArray) states = get_states (home);
  GHashTable *uuids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  count_words (states, "print_jobs", "uuid", uuids);
  return uuids;
}

/* Whatever is sent: what was in the queue stays there, and what was sent is there too. */
static void
test_nothing_vanishes (void)
{
  static const char record[] =
    "{\"data\":{\"job_name\":\"A part\",\"file_size\":4,\"content_type\":\"text/x-gcode\"}}";
  SluiceCloudOptions options = { .n_virtual_printers = 30 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  g_autoptr(GHashTable) before = get_uuids (home);
  g_autoptr(GHashTable) after = NULL;
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");
  g_autoptr(GBytes) file = g_bytes_new_static ("G28\n", 4);
  GHashTableIter iter;
  gpointer uuid;
  guint status;

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(JsonObject) announced = test_cloud_client_call (home->client, "PUT", "/cura/v1/jobs/upload",
                                                                "application/json", record, &status);
      JsonObject *upload = sluice_json_get_object (announced, "data");
      g_autoptr(GBytes) put = test_cloud_client_send (home->client, "PUT", sluice_json_get_string (upload, "upload_url"),
                                                      "text/x-gcode", file, &status);
      g_autofree char *print = g_strdup_printf ("/connect/v1/clusters/%s/print/%s",
                                                sluice_json_get_string (cluster_at (clusters, i % 3), "cluster_id"),
                                                sluice_json_get_string (upload, "job_id"));
      g_autoptr(JsonObject) printed = test_cloud_client_call (home->client, "POST", print, "application/json", "", &status);

      g_assert_cmpuint (status, ==, 200);
    }

  after = get_uuids (home);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &uuid, NULL))
    g_assert_true (g_hash_table_contains (after, uuid));
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before) + 60);
}

/* As many as there can be. How long it takes is said, and not asserted. */
static void
test_most (void)
{
  const guint n_printers = g_test_slow () ? 10000 : 2000;
  SluiceCloudOptions options = { .n_virtual_printers = n_printers };
  const gint64 begun = g_get_monotonic_time ();
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, TEST_CLOUD_SCOPES);
  const gint64 seeded = g_get_monotonic_time ();
  g_autoptr(JsonObject) clusters = get_data (home->client, "/connect/v1/clusters");
  const gint64 listed = g_get_monotonic_time ();
  g_autoptr(GPtrArray) states = get_states (home);

  g_test_message ("%u printers: %.2f s to make, %.3f s to list, %.3f ms for a status", n_printers,
                  (seeded - begun) / 1e6, (listed - seeded) / 1e6,
                  (g_get_monotonic_time () - listed) / 1e3 / states->len);
  g_assert_cmpuint (states->len, ==, n_printers / 10);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/farm/believable", test_believable);
  g_test_add_func ("/cloud/farm/equipment", test_equipment);
  g_test_add_func ("/cloud/farm/same-everywhere", test_same_everywhere);
  g_test_add_func ("/cloud/farm/lives", test_lives);
  g_test_add_func ("/cloud/farm/first-come", test_first_come);
  g_test_add_func ("/cloud/farm/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/cloud/farm/most", test_most);
  return g_test_run ();
}
