/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-local-printers-dialog.h"
#include "sluice-print-choice.h"
#include "sluice-printer-group.h"
#include "test-lan-printer.h"
#include "test-util.h"

/* Printers in the person's own network: added, chosen for a file, removed. */

typedef struct
{
  char           *folder;
  SluiceContext  *context;
  TestLanPrinter *lan;
  GtkWidget      *window;
  GtkWidget      *dialog; /* the window's */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  g_settings_reset (settings, "local-printers");
  self->folder = test_make_folder ();
  self->context = sluice_context_new (self->folder, "sluice-desktop");
  self->lan = test_lan_printer_new ("octoprint", TRUE);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), adw_bin_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 900);
  gtk_window_present (GTK_WINDOW (self->window));
  self->dialog = GTK_WIDGET (sluice_local_printers_dialog_new (self->context));
  adw_dialog_present (ADW_DIALOG (self->dialog), self->window);
  app_wait_mapped (self->dialog, "Print Without a Cloud");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_true (test_settle (sluice_context_stop (self->context), &error));
  g_object_unref (self->context);
  test_lan_printer_free (self->lan);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

static void
type (Fixture    *self,
      const char *title,
      const char *text)
{
  GtkWidget *row = app_find (self->dialog, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
add (Fixture    *self,
     const char *key)
{
  app_click (self->dialog, "_Add a Printer");
  app_wait_mapped (self->dialog, "Kind");
  app_audit_names (self->dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (app_find (self->dialog, ADW_TYPE_COMBO_ROW, "Kind")),
                              SLUICE_PRINTER_KIND_OCTOPRINT);
  type (self, "Address, such as 192.168.1.20", test_lan_printer_get_uri (self->lan));
  type (self, "What you call it (optional)", "Bench <2>");
  type (self, "Its API key", key);
  g_signal_emit_by_name (app_find (self->dialog, ADW_TYPE_BUTTON_ROW, "_Add"), "activated");
}

/* What has no label says in a tooltip what it does. */
static GtkWidget *
find_tooltip (GtkWidget  *root,
              const char *text)
{
  GtkWidget *found = g_strcmp0 (gtk_widget_get_tooltip_text (root), text) == 0 ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tooltip (child, text);
  return found;
}

static void
test_added (Fixture       *self,
            gconstpointer  data)
{
  GListModel *printers = G_LIST_MODEL (sluice_context_get_local_printers (self->context));

  add (self, TEST_LAN_KEY);
  app_wait_mapped (self->dialog, "Bench <2>");
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 1);
  app_audit_names (self->dialog);

  g_signal_emit_by_name (find_tooltip (self->dialog, "Remove Bench <2>"), "clicked");
  app_wait_mapped (self->window, "Remove the Printer?");
  app_click (self->window, "_Remove");
  app_wait_mapped (self->dialog, "Print Without a Cloud");
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 0);
}

/* What is wrong is said where it was typed, and what was typed stays. */
static void
test_wrong (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *row;

  add (self, "another key");
  app_wait_shows (self->dialog, "does not accept the key");
  row = app_find (self->dialog, ADW_TYPE_ENTRY_ROW, "What you call it (optional)");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Bench <2>");
  type (self, "Address, such as 192.168.1.20", "8.8.8.8");
  g_signal_emit_by_name (app_find (self->dialog, ADW_TYPE_BUTTON_ROW, "_Add"), "activated");
  app_wait_shows (self->dialog, "not in a local network");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  app_prepare ();

  g_test_add ("/app/local-printers/added", Fixture, NULL, set_up, test_added, tear_down);
  g_test_add ("/app/local-printers/wrong", Fixture, NULL, set_up, test_wrong, tear_down);

  return test_run ();
}
