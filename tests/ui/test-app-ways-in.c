/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-arrival-teller.h"
#include "sluice-print-format.h"
#include "sluice-upload-view.h"
#include "sluice-uploads-page.h"
#include "sluice-watched-row.h"
#include "sluice-window.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * How print files come into the window: dropped on it, chosen, or found in the folder that is watched. Real services and
 * the real file chooser of GTK; no cloud is started, and nothing is sent.
 */
#define GCODE ";FLAVOR:Marlin\n;LAYER:0\nG1 X10 Y10 E1\n"

typedef struct
{
  char          *folder;
  char          *slices; /* in it */
  SluiceContext *context;
  SluiceWindow  *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(GError) error = NULL;

  g_settings_set_string (settings, "last-place", "home");
  g_settings_set_string (settings, "upload-mode", "process");
  g_settings_reset (settings, "watched-folder");
  fixture->folder = test_make_folder ();
  fixture->slices = g_build_filename (fixture->folder, "slices", NULL);
  g_assert_cmpint (g_mkdir (fixture->slices, 0700), ==, 0);
  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  sluice_watched_folder_set_pace (sluice_context_get_watched (fixture->context), 1, 20);
  fixture->window = sluice_window_new (NULL, fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  test_settle (sluice_context_open_vault (fixture->context), &error);
  g_assert_no_error (error);
}

static gboolean
is_finalized (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  gpointer context = fixture->context;

  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  /* What was begun and given up may be on its way out still. */
  g_object_add_weak_pointer (context, &context);
  g_object_unref (fixture->context);
  test_wait_until (is_finalized, &context, "the context to go");
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->slices);
}

static GFile *
write_file (Fixture    *fixture,
            const char *name)
{
  g_autofree char *path = g_build_filename (fixture->slices, name, NULL);

  g_assert_true (g_file_set_contents (path, GCODE, -1, NULL));
  return g_file_new_for_path (path);
}

static GListModel *
get_uploads (Fixture *fixture)
{
  return G_LIST_MODEL (sluice_context_get_uploads (fixture->context));
}

typedef struct
{
  Fixture *fixture;
  guint    n;
} Wait;

static gboolean
all_wait (gpointer data)
{
  Wait *wait = data;
  GListModel *uploads = get_uploads (wait->fixture);

  for (guint i = 0; i < g_list_model_get_n_items (uploads); i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (uploads, i);

      if (sluice_upload_get_state (upload) != SLUICE_UPLOAD_WAITING)
        return FALSE;
    }

  return g_list_model_get_n_items (uploads) == wait->n;
}

static void
wait_waiting (Fixture *fixture,
              guint    n)
{
  test_wait_until (all_wait, &(Wait) { fixture, n }, "files to wait for the person");
}

/* (transfer none): what takes drops anywhere on the window */
static GtkDropTarget *
find_target (Fixture *fixture)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }

  g_error ("nothing can be dropped on the window");
}

typedef struct
{
  GValue   value;
  gboolean done;
} Decoded;

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Decoded *decoded = data;
  g_autoptr(GError) error = NULL;

  gdk_content_deserialize_finish (result, &decoded->value, &error);
  g_assert_no_error (error);
  decoded->done = TRUE;
}

static gboolean
is_decoded (gpointer data)
{
  return ((Decoded *) data)->done;
}

/* Drops what another program offers as a list of addresses, by the way that GTK goes for a real drop. */
static void
drop_addresses (Fixture    *fixture,
                const char *addresses)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (addresses, strlen (addresses), NULL);
  GtkDropTarget *target = find_target (fixture);
  Decoded decoded = { G_VALUE_INIT, FALSE };
  gboolean taken;

  g_assert_true (gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (target), GDK_TYPE_FILE_LIST));
  gdk_content_deserialize_async (stream, "text/uri-list", GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, decoded_cb,
                                 &decoded);
  test_wait_until (is_decoded, &decoded, "the list to be read");
  g_signal_emit_by_name (target, "drop", &decoded.value, 1.0, 1.0, &taken);
  g_assert_true (taken);
  g_value_unset (&decoded.value);
}

/* One from a program of GTK, and several from one that knows only addresses. */
static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GFile) first = write_file (fixture, "first.gcode");
  g_autoptr(GFile) second = write_file (fixture, "second part.gcode");
  g_autoptr(GFile) third = write_file (fixture, "third.gcode");
  g_autofree char *second_uri = g_file_get_uri (second);
  g_autofree char *third_uri = g_file_get_uri (third);
  g_autofree char *addresses = g_strconcat (second_uri, "\r\n", third_uri, "\r\n", NULL);
  GFile *one[] = { first };
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (one, 1));
  g_signal_emit_by_name (find_target (fixture), "drop", &value, 1.0, 1.0, &taken);
  g_assert_true (taken);
  g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, "uploads");
  wait_waiting (fixture, 1);
  drop_addresses (fixture, addresses);
  wait_waiting (fixture, 3);
  g_assert_true (app_shows (app_find (GTK_WIDGET (fixture->window), SLUICE_TYPE_UPLOAD_VIEW, NULL), "third.gcode"));
}

/* Not what can be read; said in words, and the next one is as welcome. */
static void
test_drop_folder (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->slices);
  g_autofree char *uri = g_file_get_uri (folder);

  drop_addresses (fixture, uri);
  app_wait_shows (GTK_WIDGET (fixture->window), "This is a folder. Choose a print file in it.");
  drop_addresses (fixture, "sftp://elsewhere.example/part.gcode\r\n");
  app_wait_shows (GTK_WIDGET (fixture->window), "Only files on this computer can be opened");
  g_assert_cmpuint (g_list_model_get_n_items (get_uploads (fixture)), ==, 1);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* (transfer none) (nullable): the file chooser that is open */
static GtkFileChooser *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window))
        return GTK_FILE_CHOOSER (window);
    }

  return NULL;
}

static gboolean
has_chooser (gpointer data)
{
  GtkFileChooser *chooser = find_chooser ();

  return chooser != NULL && gtk_widget_get_mapped (GTK_WIDGET (chooser));
}

static gboolean
has_no_chooser (gpointer data)
{
  return find_chooser () == NULL;
}

/* Whether @filter lets a file of that name through. */
static gboolean
lets_through (GtkFileFilter *filter,
              const char    *name)
{
  g_autoptr(GFileInfo) info = g_file_info_new ();

  g_file_info_set_display_name (info, name);
  g_file_info_set_name (info, name);
  g_file_info_set_content_type (info, "application/octet-stream");
  return gtk_filter_match (GTK_FILTER (filter), info);
}

/* A filter for all that is read, one for each kind, and one for everything; several files can be chosen. */
static void
test_chooser (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GListModel) filters = NULL;
  g_autoptr(GtkFileFilter) prints = NULL;
  GtkFileChooser *chooser;
  guint n_formats;
  const SluicePrintFormat *formats = sluice_print_format_list (&n_formats);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-file", NULL);
  test_wait_until (has_chooser, NULL, "the file chooser");
  chooser = find_chooser ();
  g_assert_true (gtk_file_chooser_get_select_multiple (chooser));
  filters = gtk_file_chooser_get_filters (chooser);
  g_assert_cmpuint (g_list_model_get_n_items (filters), ==, n_formats + 2);
  prints = g_list_model_get_item (filters, 0);
  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr(GtkFileFilter) kind = g_list_model_get_item (filters, i + 1);

      for (const char * const *ending = formats[i].endings; *ending != NULL; ending++)
        {
          g_autofree char *name = g_strconcat ("bracket.", *ending, NULL);

          g_assert_true (lets_through (prints, name));
          g_assert_true (lets_through (kind, name));
          g_assert_false (lets_through (kind, "bracket.odt"));
        }
    }
  g_assert_false (lets_through (prints, "bracket.odt"));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_CANCEL);
  test_wait_until (has_no_chooser, NULL, "the file chooser to close");
}

/* The row, as the keyboard reaches it: to choose a folder, to see it, and to let it be. */
static void
test_watch (Fixture       *fixture,
            gconstpointer  data)
{
  GSettings *settings = sluice_context_get_settings (fixture->context);
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->slices);
  g_autofree char *uri = g_file_get_uri (folder);
  g_autofree char *after = NULL;
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *row;

  gtk_widget_activate_action (window, "win.show-screen", "s", "uploads");
  row = app_find (window, SLUICE_TYPE_WATCHED_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "_Watch a Folder…");
  g_assert_true (gtk_widget_get_focusable (row));
  g_signal_emit_by_name (row, "activate");
  test_wait_until (has_chooser, NULL, "the folder chooser");
  g_assert_cmpint (gtk_file_chooser_get_action (find_chooser ()), ==, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
  /* GTK's own chooser, that goes while it still reads a folder, stumbles over itself: what it answers is set by hand. */
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  test_wait_until (has_no_chooser, NULL, "the folder chooser to close");
  g_settings_set_string (settings, "watched-folder", uri);
  app_wait_shows (window, "Watching “slices”");
  app_audit_names (row);

  g_signal_emit_by_name (app_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  after = g_settings_get_string (settings, "watched-folder");
  g_assert_cmpstr (after, ==, "");
  app_wait_shows (window, "Watch a Folder…");
}

G_GNUC_END_IGNORE_DEPRECATIONS

static gboolean
is_watching (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *kept = g_build_filename (fixture->folder, "watched-folder.sealed", NULL);

  return g_file_test (kept, G_FILE_TEST_EXISTS);
}

static void
watch (Fixture *fixture)
{
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->slices);
  g_autofree char *uri = g_file_get_uri (folder);

  g_settings_set_string (sluice_context_get_settings (fixture->context), "watched-folder", uri);
  sluice_window_start (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-screen", "s", "uploads");
  test_wait_until (is_watching, fixture, "the folder to be watched");
}

/* What comes waits, is told of once, and has a way to it; a folder that is gone is said to be. */
static void
test_arrival (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *away = g_build_filename (fixture->folder, "away", NULL);
  g_autoptr(GFile) old = write_file (fixture, "old.gcode");
  g_autoptr(GFile) new = NULL;
  GtkWidget *window = GTK_WIDGET (fixture->window);

  watch (fixture);
  app_wait_shows (window, "Nothing is sent by itself.");
  gtk_widget_activate_action (window, "win.show-screen", "s", "activity");
  new = write_file (fixture, "new.gcode");
  app_wait_shows (window, "1 new file waits in Uploads");
  wait_waiting (fixture, 1);
  app_click (window, "_Show");
  g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, "uploads");
  app_wait_shows (window, "Waits for your decision. Nothing has been sent.");
  app_audit_names (app_find (window, SLUICE_TYPE_UPLOADS_PAGE, NULL));

  g_assert_cmpint (g_rename (fixture->slices, away), ==, 0);
  app_wait_shows (window, "The folder is not there.");
  g_assert_cmpint (g_rename (away, fixture->slices), ==, 0);
  app_wait_hides (window, "The folder is not there.");
  g_assert_true (app_shows (window, "Watching “slices”"));
}

/* In the narrowest window nothing of it is cut off, and a long name does not make it wider. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *name = g_strnfill (80, 'x');
  g_autofree char *path = g_build_filename (fixture->slices, name, NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (folder);
  GtkWidget *row;
  int minimum;

  g_settings_set_string (sluice_context_get_settings (fixture->context), "watched-folder", uri);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-screen", "s", "uploads");
  row = app_find (GTK_WIDGET (fixture->window), SLUICE_TYPE_WATCHED_ROW, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 312);
}

/* On a screen that is locked: how many, and not which. */
static void
test_notification (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GNotification) notification = sluice_arrival_notification_new (3);

  g_assert_true (G_IS_NOTIFICATION (notification));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/ways-in/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("drop", test_drop);
  ADD ("drop-folder", test_drop_folder);
  ADD ("chooser", test_chooser);
  ADD ("watch", test_watch);
  ADD ("arrival", test_arrival);
  ADD ("narrow", test_narrow);
  ADD ("notification", test_notification);
#undef ADD
  return test_run ();
}
