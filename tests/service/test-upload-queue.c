/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context.h"
#include "test-lan-printer.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/* The queue over the end of the program: a context that is stopped, and another one in its folder. */

#define BRACKET "13_UMS5_Turbine-Bracket.ufp"

typedef struct
{
  char          *folder;
  SluiceContext *context;
} Fixture;

static void
start (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  sluice_context_keep_uploads (fixture->context);
  test_settle (sluice_context_start (fixture->context), &error);
  g_assert_no_error (error);
}

static void
use_home (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_use_home (fixture->context), &error);
  g_assert_no_error (error);
}

static void
stop (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&fixture->context));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  start (fixture);
  use_home (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_settings_reset (sluice_context_get_settings (fixture->context), "last-place");
  g_settings_reset (sluice_context_get_settings (fixture->context), "upload-mode");
  g_settings_reset (sluice_context_get_settings (fixture->context), "local-printers");
  stop (fixture);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static SluiceUploadQueue *
get_queue (Fixture *fixture)
{
  return sluice_context_get_uploads (fixture->context);
}

/* (transfer full) */
static SluiceUpload *
dup_upload (Fixture *fixture,
            guint    position)
{
  return g_list_model_get_item (G_LIST_MODEL (get_queue (fixture)), position);
}

typedef struct
{
  SluiceUpload      *upload;
  SluiceUploadState  state;
} Expected;

static gboolean
has_state (gpointer data)
{
  Expected *expected = data;

  return sluice_upload_get_state (expected->upload) == expected->state;
}

static void
wait_state (SluiceUpload      *upload,
            SluiceUploadState  state)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (SLUICE_TYPE_UPLOAD_STATE);

  test_wait_until (has_state, &(Expected) { upload, state }, g_enum_get_value (states, state)->value_nick);
}

static SluiceUpload *
add_copy (Fixture    *fixture,
          const char *name)
{
  g_autofree char *source = test_corpus_file (BRACKET);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GBytes) bytes = test_load_file (source);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return sluice_upload_queue_add (get_queue (fixture), path);
}

static gboolean
queue_is_there (gpointer data)
{
  return g_list_model_get_n_items (data) > 0;
}

static gboolean
queue_is_kept (gpointer data)
{
  return sluice_context_has_kept_uploads (data);
}

static void
start_again (Fixture *fixture)
{
  stop (fixture);
  start (fixture);
  use_home (fixture);
  test_wait_until (queue_is_there, get_queue (fixture), "the queue to be taken up");
}

/* Process records that left, by the ledger of all that was. */
static guint
count_records (Fixture *fixture)
{
  GListModel *entries = sluice_ledger_get_entries (sluice_context_get_ledger (fixture->context));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      n += g_strcmp0 (sluice_ledger_entry_get_route (entry), "/process/v1/records") == 0 &&
           g_str_equal (sluice_ledger_entry_get_label (entry), "process") &&
           sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_LEAVING;
    }
  return n;
}

static void
test_undecided (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(SluiceUpload) again = NULL;

  wait_state (add_copy (fixture, "one.ufp"), SLUICE_UPLOAD_WAITING);
  start_again (fixture);

  again = dup_upload (fixture, 0);
  g_assert_cmpstr (sluice_upload_get_name (again), ==, "one.ufp");
  wait_state (again, SLUICE_UPLOAD_WAITING);
  g_assert_nonnull (sluice_upload_get_split (again));
  g_assert_cmpuint (count_records (fixture), ==, 0);
}

/* A file that came anew before the queue was taken up is there once. */
static void
test_same_file (Fixture       *fixture,
                gconstpointer  data)
{
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  g_autofree char *path = g_strdup (sluice_upload_get_path (upload));
  g_autoptr(SluiceUpload) again = NULL;

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  /* Without a place the vault is not opened yet. */
  g_settings_reset (sluice_context_get_settings (fixture->context), "last-place");
  stop (fixture);
  start (fixture);
  sluice_upload_queue_add (get_queue (fixture), path);
  use_home (fixture);
  test_wait_until (queue_is_kept, fixture->context, "the queue to be taken up");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_queue (fixture))), ==, 1);
  again = dup_upload (fixture, 0);
  sluice_upload_queue_resume (get_queue (fixture), again);
  wait_state (again, SLUICE_UPLOAD_WAITING);
}

/* On the disk the queue tells no names. */
static void
test_sealed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "uploads.db", NULL);
  g_autoptr(GBytes) database = NULL;
  const char *bytes;
  gsize size;

  wait_state (add_copy (fixture, "secret-bracket.ufp"), SLUICE_UPLOAD_WAITING);
  stop (fixture);
  database = test_load_file (path);
  bytes = g_bytes_get_data (database, &size);
  g_assert_cmpuint (size, >, 1000);
  g_assert_null (memmem (bytes, size, "secret-bracket", strlen ("secret-bracket")));
  start (fixture);
}

static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  g_autoptr(SluiceUpload) again = NULL;
  g_autofree char *id = g_strdup (sluice_upload_get_id (upload));

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_send (get_queue (fixture), upload, NULL);
  sluice_upload_queue_pause (get_queue (fixture), upload);
  start_again (fixture);

  again = dup_upload (fixture, 0);
  g_assert_cmpstr (sluice_upload_get_id (again), ==, id);
  g_assert_cmpint (sluice_upload_get_state (again), ==, SLUICE_UPLOAD_PAUSED);
  g_assert_true (sluice_upload_is_decided (again));
  g_assert_cmpuint (count_records (fixture), ==, 0);

  sluice_upload_queue_resume (get_queue (fixture), again);
  wait_state (again, SLUICE_UPLOAD_SENT);
  g_assert_cmpuint (count_records (fixture), ==, 1);
}

/* What was decided while the place was away goes when it is back, to the byte, with another program. */
static void
test_decided (Fixture       *fixture,
              gconstpointer  data)
{
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  g_autoptr(SluiceUpload) again = NULL;

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_set_session (get_queue (fixture), NULL);
  sluice_upload_queue_send (get_queue (fixture), upload, NULL);
  g_assert_cmpint (sluice_upload_get_state (upload), ==, SLUICE_UPLOAD_QUEUED);
  g_assert_nonnull (sluice_upload_get_message (upload));
  start_again (fixture);

  again = dup_upload (fixture, 0);
  wait_state (again, SLUICE_UPLOAD_SENT);
  g_assert_cmpuint (sluice_upload_get_bytes_sent (again), >, 0);
  g_assert_false (sluice_upload_get_product_sent (again));
  g_assert_cmpuint (count_records (fixture), ==, 1);
}

/* Another file under the same name is not what the person decided on. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  g_autofree char *path = g_strdup (sluice_upload_get_path (upload));
  g_autoptr(SluiceUpload) again = NULL;

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_set_session (get_queue (fixture), NULL);
  sluice_upload_queue_send (get_queue (fixture), upload, NULL);
  stop (fixture);
  g_assert_true (g_file_set_contents (path, "G28\nG1 X10 E1\n;another file\n", -1, NULL));
  start (fixture);
  use_home (fixture);
  test_wait_until (queue_is_there, get_queue (fixture), "the queue to be taken up");

  again = dup_upload (fixture, 0);
  wait_state (again, SLUICE_UPLOAD_WAITING);
  g_assert_false (sluice_upload_is_decided (again));
  g_assert_nonnull (sluice_upload_get_message (again));
  g_assert_cmpuint (count_records (fixture), ==, 0);
}

/* What is done is in Activity, and not in the queue again; the order is that of before. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  SluiceUpload *done = add_copy (fixture, "done.ufp");
  g_autoptr(SluiceUpload) first = NULL;
  g_autoptr(SluiceUpload) second = NULL;
  SluiceUpload *late;

  wait_state (done, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_send (get_queue (fixture), done, NULL);
  wait_state (done, SLUICE_UPLOAD_SENT);
  wait_state (add_copy (fixture, "early.ufp"), SLUICE_UPLOAD_WAITING);
  late = add_copy (fixture, "late.ufp");
  wait_state (late, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_move (get_queue (fixture), late, 0);
  start_again (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_queue (fixture))), ==, 2);
  first = dup_upload (fixture, 0);
  second = dup_upload (fixture, 1);
  g_assert_cmpstr (sluice_upload_get_name (first), ==, "late.ufp");
  g_assert_cmpstr (sluice_upload_get_name (second), ==, "early.ufp");
}

static guint
count_state (Fixture           *fixture,
             SluiceUploadState  state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (get_queue (fixture))); i++)
    {
      g_autoptr(SluiceUpload) upload = dup_upload (fixture, i);

      n += sluice_upload_get_state (upload) == state;
    }
  return n;
}

static gboolean
all_are_sent (gpointer data)
{
  g_assert_cmpuint (count_state (data, SLUICE_UPLOAD_READING), <=, 2);
  g_assert_cmpuint (count_state (data, SLUICE_UPLOAD_SENDING), <=, 2);
  return count_state (data, SLUICE_UPLOAD_SENT) == 5;
}

static gboolean
all_are_read (gpointer data)
{
  g_assert_cmpuint (count_state (data, SLUICE_UPLOAD_READING), <=, 2);
  return count_state (data, SLUICE_UPLOAD_WAITING) == 5;
}

static void
test_two_at_a_time (Fixture       *fixture,
                    gconstpointer  data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.ufp", i);

      add_copy (fixture, name);
    }
  g_assert_cmpuint (count_state (fixture, SLUICE_UPLOAD_READING), ==, 2);
  g_assert_cmpuint (count_state (fixture, SLUICE_UPLOAD_QUEUED), ==, 3);
  test_wait_until (all_are_read, fixture, "all to be read");
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(SluiceUpload) upload = dup_upload (fixture, i);

      sluice_upload_queue_send (get_queue (fixture), upload, NULL);
    }
  g_assert_cmpuint (count_state (fixture, SLUICE_UPLOAD_SENDING), ==, 2);
  g_assert_cmpuint (count_state (fixture, SLUICE_UPLOAD_QUEUED), ==, 3);
  test_wait_until (all_are_sent, fixture, "all to be sent");
  g_assert_cmpuint (count_records (fixture), ==, 5);
}

static gboolean
has_printed (gpointer data)
{
  return test_lan_printer_get_prints (data) > 0;
}

/* (transfer full): on the list, without a key */
static TestLanPrinter *
add_printer (Fixture *fixture)
{
  TestLanPrinter *lan = test_lan_printer_new ("ultimaker", FALSE);
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_add_printer (fixture->context, "Workbench", test_lan_printer_get_uri (lan),
                                           SLUICE_PRINTER_KIND_ULTIMAKER, NULL),
               &error);
  g_assert_no_error (error);
  return lan;
}

static char *
dup_printer_id (Fixture *fixture)
{
  g_autoptr(SluiceLocalPrinter) printer =
    g_list_model_get_item (G_LIST_MODEL (sluice_context_get_local_printers (fixture->context)), 0);

  return g_strdup (sluice_local_printer_get_id (printer));
}

static void
assert_printed (TestLanPrinter *lan,
                SluiceUpload   *upload,
                int             times)
{
  g_autoptr(GBytes) file = test_load_file (sluice_upload_get_path (upload));
  g_autofree char *name = NULL;
  g_autoptr(GBytes) came = test_lan_printer_dup_file (lan, &name);

  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, times);
  g_assert_true (g_bytes_equal (came, file));
  g_assert_cmpstr (name, ==, sluice_upload_get_name (upload));
}

/* The printer gets the file, the cloud the record; and where nothing may leave for a cloud, it hears of nothing. */
static void
test_printed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = add_printer (fixture);
  g_autofree char *id = dup_printer_id (fixture);
  SluiceUpload *both = add_copy (fixture, "one.ufp");
  SluiceUpload *home = add_copy (fixture, "two.ufp");

  wait_state (both, SLUICE_UPLOAD_WAITING);
  wait_state (home, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_send (get_queue (fixture), both, &(SluiceUploadWish) { .printer_id = id });
  wait_state (both, SLUICE_UPLOAD_SENT);
  g_assert_true (sluice_upload_get_printed (both));
  g_assert_false (sluice_upload_get_product_sent (both));
  assert_printed (lan, both, 1);
  g_assert_cmpuint (count_records (fixture), ==, 1);

  g_settings_set_string (sluice_context_get_settings (fixture->context), "upload-mode", "nothing");
  sluice_upload_queue_set_session (get_queue (fixture), NULL);
  sluice_upload_queue_send (get_queue (fixture), home, &(SluiceUploadWish) { .printer_id = id });
  wait_state (home, SLUICE_UPLOAD_KEPT);
  assert_printed (lan, home, 2);
  g_assert_cmpuint (count_records (fixture), ==, 1);
}

/* Who prints at home does not wait for a cloud; the record goes when it is back. */
static void
test_printed_offline (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = add_printer (fixture);
  g_autofree char *id = dup_printer_id (fixture);
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  g_autoptr(SluiceUpload) again = NULL;

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  sluice_upload_queue_set_session (get_queue (fixture), NULL);
  sluice_upload_queue_send (get_queue (fixture), upload, &(SluiceUploadWish) { .printer_id = id });
  wait_state (upload, SLUICE_UPLOAD_QUEUED);
  assert_printed (lan, upload, 1);
  g_assert_cmpuint (count_records (fixture), ==, 0);

  start_again (fixture);
  again = dup_upload (fixture, 0);
  wait_state (again, SLUICE_UPLOAD_SENT);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);
  g_assert_cmpuint (count_records (fixture), ==, 1);
}

/* A printer that has everything and says nothing: whether it prints only the person can see. */
static void
test_printed_once (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = add_printer (fixture);
  g_autofree char *id = dup_printer_id (fixture);
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  g_autoptr(SluiceUpload) again = NULL;

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  test_lan_printer_set_mood (lan, TEST_LAN_HANGS);
  sluice_upload_queue_send (get_queue (fixture), upload, &(SluiceUploadWish) { .printer_id = id });
  test_wait_until (has_printed, lan, "the printer to have the file");
  start_again (fixture);

  again = dup_upload (fixture, 0);
  wait_state (again, SLUICE_UPLOAD_FAILED);
  g_assert_nonnull (strstr (sluice_upload_get_message (again), "Look at the printer"));
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);
  g_assert_cmpuint (count_records (fixture), ==, 0);

  /* They have looked, and want it. */
  test_lan_printer_set_mood (lan, TEST_LAN_WILLING);
  sluice_upload_queue_resume (get_queue (fixture), again);
  wait_state (again, SLUICE_UPLOAD_SENT);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 2);
}

/* Paused in the middle of that, it is no less doubtful; a printer that refuses leaves no doubt. */
static void
test_print_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = add_printer (fixture);
  g_autofree char *id = dup_printer_id (fixture);
  SluiceUpload *upload = add_copy (fixture, "one.ufp");
  SluiceUpload *busy = add_copy (fixture, "two.ufp");

  wait_state (upload, SLUICE_UPLOAD_WAITING);
  wait_state (busy, SLUICE_UPLOAD_WAITING);
  test_lan_printer_set_mood (lan, TEST_LAN_HANGS);
  sluice_upload_queue_send (get_queue (fixture), upload, &(SluiceUploadWish) { .printer_id = id });
  test_wait_until (has_printed, lan, "the printer to have the file");
  sluice_upload_queue_pause (get_queue (fixture), upload);
  sluice_upload_queue_resume (get_queue (fixture), upload);
  wait_state (upload, SLUICE_UPLOAD_FAILED);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);

  test_lan_printer_set_mood (lan, TEST_LAN_BUSY);
  sluice_upload_queue_send (get_queue (fixture), busy, &(SluiceUploadWish) { .printer_id = id });
  wait_state (busy, SLUICE_UPLOAD_FAILED);
  g_assert_nonnull (strstr (sluice_upload_get_message (busy), "Nothing was printed"));
  test_lan_printer_set_mood (lan, TEST_LAN_WILLING);
  sluice_upload_queue_resume (get_queue (fixture), busy);
  wait_state (busy, SLUICE_UPLOAD_SENT);
  assert_printed (lan, busy, 2);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/upload-queue/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("undecided", test_undecided);
  ADD ("same-file", test_same_file);
  ADD ("sealed", test_sealed);
  ADD ("paused", test_paused);
  ADD ("decided", test_decided);
  ADD ("changed", test_changed);
  ADD ("order", test_order);
  ADD ("two-at-a-time", test_two_at_a_time);
  ADD ("printed", test_printed);
  ADD ("printed-offline", test_printed_offline);
  ADD ("printed-once", test_printed_once);
  ADD ("print-fails", test_print_fails);
#undef ADD

  return test_run ();
}
