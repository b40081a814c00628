/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-upload-row.h"
#include "sluice-upload-choice.h"
#include "sluice-upload-view.h"
#include "sluice-window.h"
#include "test-clock.h"
#include "test-util.h"

#include <string.h>

/*
 * The whole window on the real services, with a throw-away folder and the
 * keyring of the session; no cloud is started.
 */

static const char print_file[] =
  ";FLAVOR:Marlin\n"
  ";TIME:4879\n"
  ";Filament used: 1.48m\n"
  ";Layer height: 0.1\n"
  ";Generated with Cura_SteamEngine 4.13.0\n"
  "M104 S210\n"
  "M140 S60\n"
  ";LAYER_COUNT:2\n"
  ";LAYER:0\n"
  ";MESH:bracket.stl\n"
  "G1 X10 Y10 E1\n"
  ";LAYER:1\n"
  "G1 X20 Y10 E2\n";

typedef struct
{
  char          *folder;
  SluiceContext *context;
  SluiceWindow  *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  last_place)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  /* The settings are in memory and common to all tests of this program. */
  g_settings_set_string (settings, "last-place", last_place);
  g_settings_set_string (settings, "upload-mode", "process");
  g_settings_reset (settings, "upload-rules");
  fixture->folder = test_make_folder ();
  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  fixture->window = sluice_window_new (NULL, fixture->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  last_place)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->context);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GListModel *
write_print_file (Fixture    *fixture,
                  const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  g_file_set_contents (path, print_file, -1, &error);
  g_assert_no_error (error);
  g_list_store_append (files, file);
  return G_LIST_MODEL (files);
}

/* Without a place there is one thing to do, and no screen to go to. */
static void
test_welcome (Fixture       *fixture,
              gconstpointer  last_place)
{
  sluice_window_start (fixture->window);
  app_wait_mapped (GTK_WIDGET (fixture->window), "Try it here");
  app_audit_names (GTK_WIDGET (fixture->window));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-screen", "s", "printers");
  g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, "overview");
}

static void
test_navigation (Fixture       *fixture,
                 gconstpointer  last_place)
{
  const char *names[] = { "printers", "uploads", "consent", "data", "security", "activity", "overview" };
  GtkWidget *widget = GTK_WIDGET (fixture->window);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (gtk_widget_activate_action (widget, "win.show-screen", "s", names[i]));
      g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, names[i]);
      app_audit_names (widget);
    }

  /* A name of a screen that is not built goes nowhere. */
  gtk_widget_activate_action (widget, "win.show-screen", "s", "export");
  g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, "overview");
}

/* The list's own selection, as the keyboard and a screen reader use it. */
static void
test_sidebar (Fixture       *fixture,
              gconstpointer  last_place)
{
  GtkWidget *label = app_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "Activity");
  GtkWidget *row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *list = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX);

  gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
  g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, "activity");
  g_assert_true (app_shows (GTK_WIDGET (fixture->window), "Nothing Has Left"));
}

static void
open_print_file (Fixture    *fixture,
                 const char *name)
{
  g_autoptr(GListModel) files = write_print_file (fixture, name);
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_open_vault (fixture->context), &error);
  g_assert_no_error (error);
  sluice_window_open_files (fixture->window, files);
  app_wait_shows (GTK_WIDGET (fixture->window), "Waits for your decision. Nothing has been sent.");
}

static void
set_mode (Fixture    *fixture,
          const char *mode)
{
  GtkWidget *group = app_find (GTK_WIDGET (fixture->window), ADW_TYPE_TOGGLE_GROUP, NULL);

  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (group), mode);
}

/* What is said to leave and to stay follows the choice, and the choice is for this file. */
static void
test_decision (Fixture       *fixture,
               gconstpointer  last_place)
{
  GSettings *settings = sluice_context_get_settings (fixture->context);
  g_autofree char *mode = NULL;
  GtkWidget *widget;

  open_print_file (fixture, "bracket.gcode");
  g_assert_cmpstr (sluice_window_get_screen (fixture->window), ==, "uploads");
  app_audit_names (GTK_WIDGET (fixture->window));
  widget = app_find (GTK_WIDGET (fixture->window), SLUICE_TYPE_UPLOAD_VIEW, NULL);
  g_assert_true (app_shows (widget, "bracket.gcode"));
  g_assert_true (app_shows (widget, "Leaves This Computer"));
  g_assert_true (app_shows (widget, "Stays Here"));
  g_assert_true (app_shows (widget, "Toolpath"));
  g_assert_true (app_shows (widget, "1 h 21 min"));
  g_assert_nonnull (app_find (widget, GTK_TYPE_BUTTON, "_Send process data"));

  set_mode (fixture, "nothing");
  g_assert_nonnull (app_find (widget, GTK_TYPE_BUTTON, "_Keep here"));
  g_assert_false (app_shows (widget, "Leaves This Computer"));
  mode = g_settings_get_string (settings, "upload-mode");
  g_assert_cmpstr (mode, ==, "process");
  g_assert_true (app_shows (widget, "Chosen for this file only."));

  set_mode (fixture, "all");
  g_assert_nonnull (app_find (widget, GTK_TYPE_BUTTON, "_Send product and process data"));
  g_assert_true (app_shows (widget, "Leaves, Too"));
  g_assert_false (app_shows (widget, "Stays Here"));
}

/* A choice becomes a rule when the person says so, and what holds says why. */
static void
test_rules (Fixture       *fixture,
            gconstpointer  last_place)
{
  GSettings *settings = sluice_context_get_settings (fixture->context);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *mode = NULL;
  GtkWidget *choice;

  open_print_file (fixture, "bracket.gcode");
  choice = app_find (window, SLUICE_TYPE_UPLOAD_CHOICE, NULL);
  g_assert_true (app_shows (choice, "Your usual choice."));
  set_mode (fixture, "nothing");
  g_assert_true (gtk_widget_activate_action (choice, "choice.usual", NULL));
  mode = g_settings_get_string (settings, "upload-mode");
  g_assert_cmpstr (mode, ==, "nothing");
  g_assert_true (app_shows (choice, "Your usual choice."));

  set_mode (fixture, "process");
  g_assert_true (gtk_widget_activate_action (choice, "choice.files", NULL));
  app_wait_shows (window, "Files of Which Name?");
  app_click (window, "_Make a Rule");
  app_wait_shows (window, "Because you set this for files named “bracket*”.");
  g_assert_cmpstr (sluice_upload_choice_get_mode (SLUICE_UPLOAD_CHOICE (choice)), ==, "process");
  set_mode (fixture, "all");
  g_assert_true (gtk_widget_activate_action (choice, "choice.undo", NULL));
  g_assert_cmpstr (sluice_upload_choice_get_mode (SLUICE_UPLOAD_CHOICE (choice)), ==, "process");
  g_assert_true (gtk_widget_activate_action (choice, "choice.forget", NULL));
  g_assert_true (app_shows (choice, "Your usual choice."));
  g_assert_cmpstr (sluice_upload_choice_get_mode (SLUICE_UPLOAD_CHOICE (choice)), ==, "nothing");
}

/* "Keep here": the vault has it, and the overview says so. */
static void
test_keep (Fixture       *fixture,
           gconstpointer  last_place)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);

  open_print_file (fixture, "bracket.gcode");
  set_mode (fixture, "nothing");
  app_click (widget, "_Keep here");
  app_wait_shows (GTK_WIDGET (fixture->window), "Nothing was sent. ");
  g_assert_true (app_shows (widget, "Stayed Here"));
  g_assert_cmpuint (
    g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (fixture->context))), ==, 1);
}

static SluiceUploadState
get_state (Fixture *fixture,
           guint    position)
{
  GListModel *uploads = G_LIST_MODEL (sluice_context_get_uploads (fixture->context));
  g_autoptr(SluiceUpload) upload = g_list_model_get_item (uploads, position);

  return sluice_upload_get_state (upload);
}

static gboolean
both_are_read (gpointer data)
{
  return get_state (data, 0) == SLUICE_UPLOAD_WAITING && get_state (data, 1) == SLUICE_UPLOAD_WAITING;
}

/* With two files there is a list of them; the one that is opened last is shown, and the other is a click away. */
static void
test_two_files (Fixture       *fixture,
                gconstpointer  last_place)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  GtkWidget *view;
  GtkWidget *row;

  open_print_file (fixture, "first.gcode");
  g_assert_null (app_find (widget, SLUICE_TYPE_UPLOAD_ROW, "first.gcode"));
  open_print_file (fixture, "second.gcode");
  test_wait_until (both_are_read, fixture, "both files to be read");
  app_audit_names (widget);

  view = app_find (widget, SLUICE_TYPE_UPLOAD_VIEW, NULL);
  g_assert_true (app_shows (view, "second.gcode"));
  row = app_find (widget, SLUICE_TYPE_UPLOAD_ROW, "first.gcode");
  g_signal_emit_by_name (row, "activate");
  g_assert_true (app_shows (view, "first.gcode"));

  /* Taken off the list, the other is looked at. */
  g_assert_true (gtk_widget_activate_action (row, "upload.remove", NULL));
  g_assert_true (app_shows (view, "second.gcode"));
}

static const char *
get_first_name (Fixture *fixture)
{
  g_autoptr(SluiceUpload) first =
    g_list_model_get_item (G_LIST_MODEL (sluice_context_get_uploads (fixture->context)), 0);

  return sluice_upload_get_name (first);
}

/* Whose turn comes first is a matter of two keys, and the focus stays with the file. */
static void
test_order (Fixture       *fixture,
            gconstpointer  last_place)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  GtkWidget *row;

  open_print_file (fixture, "first.gcode");
  open_print_file (fixture, "second.gcode");
  g_assert_cmpstr (get_first_name (fixture), ==, "first.gcode");
  row = app_find (widget, SLUICE_TYPE_UPLOAD_ROW, "second.gcode");
  g_assert_true (gtk_widget_activate_action (row, "upload.up", NULL));
  g_assert_cmpstr (get_first_name (fixture), ==, "second.gcode");

  row = app_find (widget, SLUICE_TYPE_UPLOAD_ROW, "second.gcode");
  g_assert_true (gtk_widget_has_focus (row) || gtk_widget_get_focus_child (gtk_widget_get_parent (row)) == row);
  /* Beyond either end there is nowhere to go. */
  g_assert_true (gtk_widget_activate_action (row, "upload.up", NULL));
  g_assert_cmpstr (get_first_name (fixture), ==, "second.gcode");
  row = app_find (widget, SLUICE_TYPE_UPLOAD_ROW, "first.gcode");
  g_assert_true (gtk_widget_activate_action (row, "upload.down", NULL));
  g_assert_cmpstr (get_first_name (fixture), ==, "second.gcode");
}

/* What came before there was a place waits for it. */
static void
test_file_before_place (Fixture       *fixture,
                        gconstpointer  last_place)
{
  g_autoptr(GListModel) files = write_print_file (fixture, "bracket.gcode");

  sluice_window_open_files (fixture->window, files);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sluice_context_get_uploads (fixture->context))), ==, 0);
}

/* One that is none is told at once; one that may be one waits for a place, however it was handed over. */
static void
test_link (Fixture       *fixture,
           gconstpointer  last_place)
{
  const char *good[] = {
    "sluice:consent?client_id=partner&request_uri=urn%3Aexample%3A1",
    "sluice:///consent?client_id=partner&request_uri=urn%3Aexample%3A1",
  };
  const char *bad[] = { "sluice:", "sluice:consent?client_id=partner", "sluice://consent/?client_id=a&request_uri=b" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      sluice_window_open_link (fixture->window, good[i]);
      g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      AdwDialog *dialog;

      sluice_window_open_link (fixture->window, bad[i]);
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
      g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
      g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==, "This Link Cannot Be Opened");
      adw_dialog_force_close (dialog);
    }
}

/* Written long ago, by an earlier run of the program. */
static void
send_request_long_ago (Fixture *fixture)
{
  g_autoptr(TestClock) clock = test_clock_new (1750000000);
  g_autoptr(SluiceRights) rights = sluice_rights_new (fixture->folder, SLUICE_CLOCK (clock));
  g_autoptr(SluiceRightsRequest) request = sluice_rights_request_new (SLUICE_RIGHT_ACCESS, "Example Ltd", NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;

  test_settle (sluice_rights_add (rights, request), &error);
  g_assert_no_error (error);
  test_settle (sluice_rights_mark_sent (rights, request), &error);
  g_assert_no_error (error);
}

/* What should have been answered is said first, and leads to where something can be done about it. */
static void
test_overdue (Fixture       *fixture,
              gconstpointer  last_place)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  AdwDialog *dialog;

  g_assert_false (app_is_mapped (widget, "Needs You"));
  send_request_long_ago (fixture);
  test_settle (sluice_rights_load (sluice_context_get_rights (fixture->context)), NULL);
  app_wait_mapped (widget, "1 formal request was not answered in time");
  g_assert_true (gtk_widget_activate_action (widget, "win.show-rights", NULL));
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  app_wait_shows (GTK_WIDGET (dialog), "Know what they keep. Answer overdue by");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, last_place, func) g_test_add (path, Fixture, last_place, set_up, func, tear_down)
  ADD ("/app/window/welcome", "", test_welcome);
  ADD ("/app/window/navigation", "home", test_navigation);
  ADD ("/app/window/sidebar", "home", test_sidebar);
  ADD ("/app/window/decision", "home", test_decision);
  ADD ("/app/window/rules", "home", test_rules);
  ADD ("/app/window/keep", "home", test_keep);
  ADD ("/app/window/two-files", "home", test_two_files);
  ADD ("/app/window/order", "home", test_order);
  ADD ("/app/window/file-before-place", "", test_file_before_place);
  ADD ("/app/window/overdue", "home", test_overdue);
  ADD ("/app/window/link", "", test_link);
#undef ADD
  return test_run ();
}
