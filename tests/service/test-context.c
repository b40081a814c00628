/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-keyring.h"
#include "test-cloud-client.h"
#include "test-secrets.h"
#include "test-util.h"

#include <sqlite3.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/*
 * libsluice as a whole: a real home cloud as a child, real TLS, a real keyring,
 * real print files. Run in a session of its own.
 */

typedef struct
{
  char          *folder;
  SluiceContext *context;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = test_make_folder ();
  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  test_settle (sluice_context_start (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_null (sluice_context_get_place (fixture->context));

  test_settle (sluice_context_use_home (fixture->context), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_settings_reset (sluice_context_get_settings (fixture->context), "last-place");
  g_settings_reset (sluice_context_get_settings (fixture->context), "upload-mode");
  g_settings_reset (sluice_context_get_settings (fixture->context), "upload-rules");
  g_settings_reset (sluice_context_get_settings (fixture->context), "resolution");
  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (fixture->context);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
upload_is_at_rest (gpointer data)
{
  SluiceUploadState state = sluice_upload_get_state (data);

  return state != SLUICE_UPLOAD_QUEUED && state != SLUICE_UPLOAD_READING && state != SLUICE_UPLOAD_SENDING;
}

static SluiceUpload *
read_upload (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = test_corpus_file (name);
  SluiceUpload *upload = sluice_upload_queue_add (sluice_context_get_uploads (fixture->context), path);

  g_assert_nonnull (path);
  test_wait_until (upload_is_at_rest, upload, "the file to be read");
  return upload;
}

static gboolean
groups_are_known (gpointer data)
{
  GListModel *groups = data;
  g_autoptr(SluicePrinterGroup) first = g_list_model_get_item (groups, 0);

  return first != NULL && sluice_observation_get_observed_at (sluice_printer_group_get_observation (first)) > 0;
}

static char *
wait_for_group (Fixture *fixture)
{
  GListModel *groups = sluice_context_get_groups (fixture->context);
  g_autoptr(SluicePrinterGroup) group = NULL;

  test_wait_until (groups_are_known, groups, "the printer groups");
  group = g_list_model_get_item (groups, 0);
  return g_strdup (sluice_printer_group_get_id (group));
}

/* Bytes of bodies with this label that the ledger says left. */
static gint64
count_bytes (Fixture    *fixture,
             const char *label)
{
  GListModel *entries = sluice_ledger_get_entries (sluice_context_get_ledger (fixture->context));
  gint64 bytes = 0;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      if (g_str_equal (sluice_ledger_entry_get_label (entry), label) &&
          sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_ANSWERED)
        bytes += sluice_ledger_entry_get_bytes_out (entry);
    }

  return bytes;
}

static gboolean
job_has_local_name (gpointer data)
{
  GListModel *groups = data;

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, i);
      GListModel *queue = sluice_printer_group_get_queue (group);
      GListModel *printers = sluice_printer_group_get_printers (group);

      for (guint j = 0; j < g_list_model_get_n_items (queue); j++)
        {
          g_autoptr(SluicePrintJob) job = g_list_model_get_item (queue, j);

          if (sluice_print_job_get_local_name (job) != NULL)
            return TRUE;
        }
      for (guint j = 0; j < g_list_model_get_n_items (printers); j++)
        {
          g_autoptr(SluicePrinter) printer = g_list_model_get_item (printers, j);
          SluicePrintJob *job = sluice_printer_get_job (printer);

          if (job != NULL && sluice_print_job_get_local_name (job) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* On disk, here and at the home cloud, and in the ledger as it would be handed on, nothing of the design is to be read. */
static void
assert_nothing_leaked (Fixture *fixture)
{
  g_autofree char *ledger = g_build_filename (fixture->folder, "ledger-as-exported", NULL);
  g_autoptr(TestSecrets) secrets = test_secrets_new ();
  g_autoptr(GError) error = NULL;

  test_settle (sluice_ledger_export (sluice_context_get_ledger (fixture->context), ledger, NULL, NULL, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_secrets_assert_folder (secrets, fixture->folder), >, 5);
}

static void
test_process_only (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *group_id = wait_for_group (fixture);
  g_autofree char *original = test_corpus_file ("13_UMS5_Turbine-Bracket.ufp");
  g_autofree char *restored = g_build_filename (fixture->folder, "restored.ufp", NULL);
  SluiceVault *vault = sluice_context_get_vault (fixture->context);
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (sluice_upload_get_message (upload), ==, NULL);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_WAITING);

  /* Nothing has left, and nothing is kept, before the person decides. */
  g_assert_cmpint (count_bytes (fixture, "process"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (vault)), ==, 0);

  sluice_upload_queue_send (sluice_context_get_uploads (fixture->context), upload, &(SluiceUploadWish) { .group_id = group_id });
  test_wait_until (upload_is_at_rest, upload, "the record to be sent");
  g_assert_cmpstr (sluice_upload_get_message (upload), ==, NULL);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_SENT);
  g_assert_cmpuint (sluice_upload_get_bytes_sent (upload), >, 0);
  g_assert_false (sluice_upload_get_product_sent (upload));
  g_assert_cmpint (count_bytes (fixture, "process"), >=, sluice_upload_get_bytes_sent (upload));
  g_assert_cmpint (count_bytes (fixture, "product"), ==, 0);

  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (vault)), ==, 1);
  item = g_list_model_get_item (sluice_vault_get_model (vault), 0);
  g_assert_true (test_settle (sluice_vault_restore (vault, item, restored, FALSE, NULL, NULL, NULL), &error));
  g_assert_no_error (error);
  before = test_load_file (original);
  after = test_load_file (restored);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpint (g_unlink (restored), ==, 0);

  /* The cloud knows a pseudonym; this computer knows the name. */
  sluice_context_refresh (fixture->context);
  test_wait_until (job_has_local_name, sluice_context_get_groups (fixture->context), "the job with its own name");

  g_assert_true (test_settle (sluice_ledger_verify (sluice_context_get_ledger (fixture->context)), &error));
  g_assert_no_error (error);

  assert_nothing_leaked (fixture);
}

/* Returns: (transfer full): the one record that left, as the ledger has it. */
static char *
dup_sent_record (Fixture *fixture)
{
  GListModel *entries = sluice_ledger_get_entries (sluice_context_get_ledger (fixture->context));
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);
      GBytes *body = sluice_ledger_entry_get_body (entry);

      if (body == NULL || g_bytes_get_size (body) < 100)
        continue;
      g_assert_null (text);
      text = test_dup_text (body);
    }

  g_assert_nonnull (text);
  return g_steal_pointer (&text);
}

/* What the sheet shows is what leaves, and a change of mind counts until it does. */
static void
test_coarse (Fixture       *fixture,
             gconstpointer  data)
{
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  GSettings *settings = sluice_context_get_settings (fixture->context);
  g_autofree char *shown = NULL;
  g_autofree char *sent = NULL;
  g_autoptr(GBytes) json = NULL;

  g_assert_cmpint (sluice_upload_get_record (upload)->resolution, ==, SLUICE_PROCESS_RESOLUTION_FULL);
  g_settings_set_string (settings, "resolution", "coarse");
  g_assert_cmpint (sluice_upload_get_record (upload)->resolution, ==, SLUICE_PROCESS_RESOLUTION_COARSE);
  json = sluice_process_record_to_json (sluice_upload_get_record (upload), FALSE);
  shown = test_dup_text (json);

  sluice_upload_queue_send (sluice_context_get_uploads (fixture->context), upload, NULL);
  g_settings_set_string (settings, "resolution", "full");
  test_wait_until (upload_is_at_rest, upload, "the record to be sent");
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_SENT);
  sent = dup_sent_record (fixture);
  g_assert_cmpstr (sent, ==, shown);
  g_assert_null (strstr (sent, "layer_s"));
  g_assert_cmpint (sluice_upload_get_record (upload)->resolution, ==, SLUICE_PROCESS_RESOLUTION_COARSE);

  upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  g_assert_cmpint (sluice_upload_get_record (upload)->resolution, ==, SLUICE_PROCESS_RESOLUTION_FULL);
}

/* A change of what may leave, as the ledger has it. */
static gboolean
ledger_has_change (gpointer data)
{
  Fixture *fixture = data;
  GListModel *entries = sluice_ledger_get_entries (sluice_context_get_ledger (fixture->context));

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      if (sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_CHANGED)
        {
          g_assert_cmpstr (sluice_ledger_entry_get_route (entry), ==, "group");
          g_assert_cmpstr (sluice_ledger_entry_get_reason (entry), ==, ">nothing");
          return TRUE;
        }
    }
  return FALSE;
}

/* The group says so, whatever is usual; and it is written down that somebody made that rule. */
static void
test_group_rule (Fixture       *fixture,
                 gconstpointer  data)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (fixture->context);
  SluiceUploadRules *rules = sluice_upload_queue_get_rules (uploads);
  g_autofree char *group_id = wait_for_group (fixture);
  SluiceUpload *kept = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  SluiceUpload *sent;
  g_autoptr(GError) error = NULL;

  sluice_upload_rules_set (rules, SLUICE_RULE_GROUP, group_id, SLUICE_UPLOAD_MODE_NOTHING);
  test_wait_until (ledger_has_change, fixture, "the change to be written down");
  sluice_upload_queue_send (uploads, kept, &(SluiceUploadWish) { .group_id = group_id });
  test_wait_until (upload_is_at_rest, kept, "the file to be kept");
  g_assert_cmpint (sluice_upload_get_state (kept), ==, SLUICE_UPLOAD_KEPT);
  g_assert_cmpint (count_bytes (fixture, "process"), ==, 0);

  sent = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  sluice_upload_queue_send (uploads, sent, NULL);
  test_wait_until (upload_is_at_rest, sent, "the record to be sent");
  g_assert_cmpint (sluice_upload_get_state (sent), ==, SLUICE_UPLOAD_SENT);
  g_assert_cmpuint (sluice_upload_get_bytes_sent (sent), >, 0);
  g_assert_true (test_settle (sluice_ledger_verify (sluice_context_get_ledger (fixture->context)), &error));
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");

  g_settings_set_string (sluice_context_get_settings (fixture->context), "upload-mode", "nothing");
  sluice_upload_queue_send (sluice_context_get_uploads (fixture->context), upload, NULL);
  test_wait_until (upload_is_at_rest, upload, "the file to be kept");
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_KEPT);
  g_assert_cmpint (count_bytes (fixture, "process"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (fixture->context))),
                    ==, 1);
}

static void
test_product_and_process (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *group_id = wait_for_group (fixture);
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");

  g_settings_set_string (sluice_context_get_settings (fixture->context), "upload-mode", "all");
  sluice_upload_queue_send (sluice_context_get_uploads (fixture->context), upload, &(SluiceUploadWish) { .group_id = group_id });
  test_wait_until (upload_is_at_rest, upload, "the file to be sent");
  g_assert_cmpstr (sluice_upload_get_message (upload), ==, NULL);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_SENT);
  g_assert_true (sluice_upload_get_product_sent (upload));
  g_assert_cmpint (count_bytes (fixture, "product"), >, sluice_split_get_size (sluice_upload_get_split (upload)));
}

static void
test_cancel_leaves_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (fixture->context);
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");

  sluice_upload_queue_cancel (uploads, upload);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_CANCELLED);
  sluice_upload_queue_remove (uploads, upload);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (uploads)), ==, 0);
  g_assert_cmpint (count_bytes (fixture, "process"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (fixture->context))),
                    ==, 0);
}

/* The decision is taken back before anything was done about it. */
static void
test_cancel_at_once (Fixture       *fixture,
                     gconstpointer  data)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (fixture->context);
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");

  sluice_upload_queue_send (uploads, upload, NULL);
  sluice_upload_queue_cancel (uploads, upload);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_CANCELLED);

  /* By then the fiber has had its turn. */
  sluice_upload_queue_resume (uploads, upload);
  test_wait_until (upload_is_at_rest, upload, "the file to be read again");
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_WAITING);
  g_assert_cmpint (count_bytes (fixture, "process"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (fixture->context))),
                    ==, 0);
}

static gboolean
upload_is_kept_in_vault (gpointer data)
{
  return g_list_model_get_n_items (data) > 0;
}

/* Keeps the vault from taking anything over until it is let go. */
static sqlite3 *
hold_index (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "vault", "index.db", NULL);
  sqlite3 *index = NULL;

  g_assert_cmpint (sqlite3_open (path, &index), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (index, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  return index;
}

static DexFuture *
pass_fiber (DexFuture *stop,
            gpointer   data)
{
  return dex_future_new_true ();
}

/* Given up while the vault takes the file over: it stays given up, whatever the vault does. */
static void
test_cancel_while_kept (Fixture       *fixture,
                        gconstpointer  data)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (fixture->context);
  GListModel *vault = sluice_vault_get_model (sluice_context_get_vault (fixture->context));
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  sqlite3 *index = hold_index (fixture);

  g_settings_set_string (sluice_context_get_settings (fixture->context), "upload-mode", "nothing");
  sluice_upload_queue_send (uploads, upload, NULL);
  /* Fibers have their first turn in the order of their being made: when this one had its, the vault has begun. */
  g_assert_true (test_settle (sluice_fiber_spawn (pass_fiber, NULL, NULL), NULL));
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_SENDING);
  sluice_upload_queue_cancel (uploads, upload);
  sqlite3_close (index);
  test_wait_until (upload_is_kept_in_vault, vault, "the vault to have the file");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_CANCELLED);
}

static gboolean
place_has_failed (gpointer data)
{
  return sluice_place_get_state (data) == SLUICE_PLACE_FAILED;
}

static int
find_child_cloud (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autoptr(GBytes) children = test_load_file (path);

  return atoi (g_bytes_get_data (children, NULL));
}

static void
test_cloud_is_killed (Fixture       *fixture,
                      gconstpointer  data)
{
  SluicePlace *place = sluice_context_get_place (fixture->context);
  GListModel *groups = sluice_context_get_groups (fixture->context);
  g_autofree char *group_id = wait_for_group (fixture);
  g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, 0);
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  g_autoptr(GError) error = NULL;
  int pid = find_child_cloud ();

  g_assert_cmpint (pid, >, 1);
  kill (pid, SIGKILL);
  test_wait_until (place_has_failed, place, "the place to notice");
  g_assert_nonnull (sluice_place_get_problem (place));
  g_assert_nonnull (sluice_observation_get_reason (sluice_printer_group_get_observation (group)));

  /* What is decided now waits, and says what for. */
  sluice_upload_queue_send (sluice_context_get_uploads (fixture->context), upload, &(SluiceUploadWish) { .group_id = group_id });
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_QUEUED);
  g_assert_nonnull (sluice_upload_get_message (upload));

  /* It goes by itself when the place is back. */
  g_assert_true (test_settle (sluice_context_use_home (fixture->context), &error));
  g_assert_no_error (error);
  test_wait_until (upload_is_at_rest, upload, "the record to be sent");
  g_assert_cmpstr (sluice_upload_get_message (upload), ==, NULL);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_SENT);
}

static void
test_strange_files (Fixture       *fixture,
                    gconstpointer  data)
{
  SluiceUploadQueue *uploads = sluice_context_get_uploads (fixture->context);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty.gcode", NULL);
  g_autofree char *absent = g_build_filename (fixture->folder, "absent.gcode", NULL);
  const char *paths[] = { fixture->folder, empty, absent };

  g_file_set_contents (empty, "", 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      SluiceUpload *upload = sluice_upload_queue_add (uploads, paths[i]);

      test_wait_until (upload_is_at_rest, upload, "the file to be refused");
      g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_FAILED);
      g_assert_nonnull (sluice_upload_get_message (upload));
    }
}

static void
test_second_start_resumes (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  SluiceContext *again;

  g_assert_true (test_settle (sluice_context_stop (fixture->context), &error));
  again = sluice_context_new (fixture->folder, "sluice-desktop");
  g_assert_true (test_settle (sluice_context_start (again), &error));
  g_assert_no_error (error);
  g_assert_cmpint (sluice_place_get_state (sluice_context_get_place (again)), ==, SLUICE_PLACE_READY);
  g_assert_true (test_settle (sluice_context_stop (again), &error));
  g_assert_finalize_object (again);
}

/* Stopped while it starts, though somebody still waits for the start: it does not become ready afterwards. */
static void
test_stop_while_starting (Fixture       *fixture,
                          gconstpointer  data)
{
  SluicePlace *place = sluice_context_get_place (fixture->context);
  g_autoptr(DexFuture) starting = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (sluice_context_stop (fixture->context), &error));
  for (int turns = 0; turns < 40; turns += 4)
    {
      starting = sluice_context_use_home (fixture->context);
      for (int i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_true (test_settle (sluice_context_stop (fixture->context), &error));
      g_assert_false (test_settle (g_steal_pointer (&starting), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpint (sluice_place_get_state (place), ==, SLUICE_PLACE_OFF);
    }

  /* Stopped and started again in one breath: the one that ends is not taken for one that runs. */
  g_assert_true (test_settle (sluice_context_use_home (fixture->context), &error));
  dex_future_disown (sluice_place_stop (place));
  g_assert_true (test_settle (sluice_context_use_home (fixture->context), &error));
  g_assert_no_error (error);
  g_assert_cmpint (sluice_place_get_state (place), ==, SLUICE_PLACE_READY);
}

/* Another program uses the same cloud; whoever started it ends first. */
static void
test_two_programs (Fixture       *fixture,
                   gconstpointer  data)
{
  SluiceContext *other = sluice_context_new (fixture->folder, "sluicectl");
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (sluice_context_use_home (other), &error));
  g_assert_no_error (error);
  g_assert_true (test_settle (sluice_context_stop (fixture->context), &error));
  test_wait_until (place_has_failed, sluice_context_get_place (other), "the other program to notice");

  g_assert_true (test_settle (sluice_context_use_home (other), &error));
  g_assert_no_error (error);
  g_assert_true (test_settle (sluice_context_stop (other), &error));
  g_assert_finalize_object (other);
}

/* Two programs start at the same moment: one of them starts the cloud, and both use it. */
static void
test_two_programs_at_once (Fixture       *fixture,
                           gconstpointer  data)
{
  SluiceContext *other = sluice_context_new (fixture->folder, "sluicectl");
  DexFuture *first;
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (sluice_context_stop (fixture->context), &error));
  first = sluice_context_use_home (fixture->context);
  g_assert_true (test_settle (sluice_context_use_home (other), &error));
  g_assert_no_error (error);
  g_assert_true (test_settle (first, &error));
  g_assert_no_error (error);

  g_assert_true (test_settle (sluice_context_stop (other), &error));
  g_assert_finalize_object (other);
}

/* Send, and the window closed at once: it is kept at home and sent all the same. */
static void
test_stop_while_sending (Fixture       *fixture,
                         gconstpointer  data)
{
  SluiceUpload *upload = read_upload (fixture, "13_UMS5_Turbine-Bracket.ufp");
  g_autoptr(GError) error = NULL;

  sluice_upload_queue_send (sluice_context_get_uploads (fixture->context), upload, NULL);
  g_assert_true (test_settle (sluice_context_stop (fixture->context), &error));
  g_assert_no_error (error);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_SENT);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (fixture->context))),
                    ==, 1);
}

/* Somebody else ends this program's grant at the cloud: it is noticed, said, and mended by starting again. */
static void
test_grant_is_revoked (Fixture       *fixture,
                       gconstpointer  data)
{
  SluicePlace *place = sluice_context_get_place (fixture->context);
  g_autofree char *group_id = wait_for_group (fixture);
  g_autofree char *ready_path = g_build_filename (fixture->folder, "home-cloud", "ready.json", NULL);
  g_autoptr(GBytes) ready_text = test_load_file (ready_path);
  g_autoptr(JsonObject) ready = sluice_json_parse_object (ready_text, 4096, NULL);
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autoptr(DexFuture) token = sluice_keyring_lookup (keyring, SLUICE_KEYRING_REFRESH_TOKEN, "home", "owner",
                                                      "sluice-desktop");
  g_autoptr(TestCloudClient) client = NULL;
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GBytes) form = NULL;
  g_autofree char *form_text = NULL;
  g_autoptr(GError) error = NULL;
  const char *kept;
  guint status;

  g_assert_true (test_settle (dex_ref (token), &error));
  kept = g_value_get_boxed (dex_future_get_value (token, NULL));
  /* The token is the first line. */
  form_text = g_strdup_printf ("client_id=sluice-desktop&token=%.*s", (int) strcspn (kept, "\n"), kept);
  form = g_bytes_new (form_text, strlen (form_text));
  client = test_cloud_client_new (sluice_json_get_string (ready, "url"), sluice_json_get_string (ready, "ca_file"));
  answer = test_cloud_client_send (client, "POST", "/revoke", "application/x-www-form-urlencoded", form, &status);
  g_assert_cmpuint (status, ==, 200);

  sluice_context_refresh (fixture->context);
  test_wait_until (place_has_failed, place, "the lost sign-in to be noticed");
  g_assert_nonnull (strstr (sluice_place_get_problem (place), "sign"));

  g_assert_true (test_settle (sluice_context_use_home (fixture->context), &error));
  g_assert_no_error (error);
  g_assert_cmpint (sluice_place_get_state (place), ==, SLUICE_PLACE_READY);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/context/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("process-only", test_process_only);
  ADD ("coarse", test_coarse);
  ADD ("group-rule", test_group_rule);
  ADD ("nothing", test_nothing);
  ADD ("product-and-process", test_product_and_process);
  ADD ("cancel-leaves-nothing", test_cancel_leaves_nothing);
  ADD ("cancel-at-once", test_cancel_at_once);
  ADD ("cancel-while-kept", test_cancel_while_kept);
  ADD ("cloud-is-killed", test_cloud_is_killed);
  ADD ("strange-files", test_strange_files);
  ADD ("stop-while-sending", test_stop_while_sending);
  ADD ("grant-is-revoked", test_grant_is_revoked);
  ADD ("second-start-resumes", test_second_start_resumes);
  ADD ("stop-while-starting", test_stop_while_starting);
  ADD ("two-programs", test_two_programs);
  ADD ("two-programs-at-once", test_two_programs_at_once);
#undef ADD

  return test_run ();
}
