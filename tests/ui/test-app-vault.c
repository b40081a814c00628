/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-keyring.h"
#include "sluice-recover-dialog.h"
#include "sluice-vault-error.h"
#include "sluice-vault-file-row.h"
#include "sluice-vault-files-page.h"
#include "sluice-window.h"
#include "test-util.h"

#include <string.h>

/* The vault in the window: its dialog, its recovery phrase, and the day when its key is lost. */

typedef struct
{
  char          *folder;
  SluiceContext *context;
  SluiceWindow  *window;
  GtkWidget     *widget; /* the window */
} Fixture;

static void
open_window (Fixture *self)
{
  self->context = sluice_context_new (self->folder, "sluice-desktop");
  self->window = sluice_window_new (NULL, self->context);
  self->widget = GTK_WIDGET (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
}

static gboolean
is_finalized (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
close_window (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  gpointer context = self->context;

  test_settle (sluice_context_stop (self->context), &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (self->window));
  /* A start that was given up may be on its way out still. */
  g_object_add_weak_pointer (context, &context);
  g_object_unref (self->context);
  test_wait_until (is_finalized, &context, "the context to go");
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  /* The settings are in memory and common to all tests of this program. */
  g_settings_set_string (settings, "last-place", "home");
  g_settings_reset (settings, "vault-quota");
  self->folder = test_make_folder ();
  open_window (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  close_window (self);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

static void
open_vault (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_open_vault (self->context), &error);
  g_assert_no_error (error);
}

static void
add (Fixture    *self,
     const char *name,
     gsize       size)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *bytes = g_strnfill (size, name[0]);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, size, NULL);
  test_settle (sluice_vault_add_file (sluice_context_get_vault (self->context), path, NULL, NULL, NULL, NULL), &error);
  g_assert_no_error (error);
}

static void
show_vault (Fixture *self)
{
  /* As the row in the overview and the menu do. */
  g_assert_true (gtk_widget_activate_action (self->widget, "win.show-vault", NULL));
  app_wait_shows (self->widget, "Export Everything");
}

static void
test_use (Fixture       *self,
          gconstpointer  data)
{
  GSettings *settings = sluice_context_get_settings (self->context);
  GtkWidget *bar;
  GtkWidget *limit;

  gtk_widget_activate_action (self->widget, "win.show-vault", NULL);
  app_wait_shows (self->widget, "The vault is not open yet");
  open_vault (self);
  add (self, "a.gcode", 1500);
  show_vault (self);
  app_audit_names (self->widget);
  app_wait_shows (self->widget, "1.5\xc2\xa0" "kB in use");
  app_wait_shows (self->widget, "1 file");
  g_assert_null (app_find (self->widget, GTK_TYPE_LEVEL_BAR, NULL));

  limit = app_find (self->widget, ADW_TYPE_SPIN_ROW, NULL);
  adw_spin_row_set_value (ADW_SPIN_ROW (limit), 2);
  g_assert_cmpint (g_settings_get_int64 (settings, "vault-quota"), ==, 2000000000);
  g_assert_cmpint (sluice_vault_get_quota (sluice_context_get_vault (self->context)), ==, 2000000000);
  g_settings_set_int64 (settings, "vault-quota", 3000);
  app_wait_shows (self->widget, "1.5\xc2\xa0" "kB of 3.0\xc2\xa0" "kB in use");
  bar = app_find (self->widget, GTK_TYPE_LEVEL_BAR, NULL);
  g_assert_cmpfloat (gtk_level_bar_get_value (GTK_LEVEL_BAR (bar)), ==, 0.5);

  app_click (self->widget, "_Check");
  app_wait_shows (self->widget, "All files are what was put in");
}

static gboolean
has_one_file (gpointer data)
{
  Fixture *self = data;

  return g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (self->context))) == 1;
}

static void
test_files (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *search;
  GtkWidget *row;

  open_vault (self);
  add (self, "Bräcket.gcode", 1500);
  add (self, "gear.gcode", 10);
  show_vault (self);
  g_signal_emit_by_name (app_find (self->widget, ADW_TYPE_ACTION_ROW, "Files"), "activated");
  app_wait_shows (self->widget, "gear.gcode");
  app_audit_names (self->widget);

  /* The dialog has one of its own, for preferences, that is not shown. */
  search = app_find (app_find (self->widget, SLUICE_TYPE_VAULT_FILES_PAGE, NULL), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "BRACK");
  g_signal_emit_by_name (search, "search-changed");
  app_wait_hides (self->widget, "gear.gcode");
  app_wait_shows (self->widget, "Bräcket.gcode");
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing like it");
  g_signal_emit_by_name (search, "search-changed");
  app_wait_shows (self->widget, "No File of That Name");
  gtk_editable_set_text (GTK_EDITABLE (search), "brack");
  g_signal_emit_by_name (search, "search-changed");
  app_wait_shows (self->widget, "1.5\xc2\xa0" "kB, added on");

  /* Asked first, and "Cancel" is what Enter says. */
  row = app_find (self->widget, SLUICE_TYPE_VAULT_FILE_ROW, NULL);
  g_signal_emit_by_name (gtk_widget_get_last_child (gtk_widget_get_first_child (row)), "clicked");
  app_wait_shows (self->widget, "Remove It for Good?");
  app_audit_names (self->widget);
  app_click (self->widget, "_Remove");
  test_wait_until (has_one_file, self, "the file to be removed");
}

static void
test_cleanup (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *what;

  open_vault (self);
  add (self, "a.gcode", 1500);
  add (self, "b.gcode", 500);
  show_vault (self);
  g_signal_emit_by_name (app_find (self->widget, ADW_TYPE_ACTION_ROW, "Clean Up"), "activated");
  app_wait_shows (self->widget, "Nothing to clean up");
  what = app_find (self->widget, ADW_TYPE_COMBO_ROW, "Show");
  adw_combo_row_set_selected (ADW_COMBO_ROW (what), 3);
  app_wait_shows (self->widget, "to make room");
  app_wait_shows (self->widget, "0 files");
  app_audit_names (self->widget);

  /* Nothing is chosen before the person does. */
  g_assert_false (gtk_widget_is_sensitive (app_find (self->widget, GTK_TYPE_BUTTON, "_Remove…")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_find (self->widget, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  app_wait_shows (self->widget, "1 file, 1.5\xc2\xa0" "kB");
  app_click (self->widget, "_Remove…");
  app_wait_shows (self->widget, "Remove for Good?");
  app_click (self->widget, "_Remove");
  test_wait_until (has_one_file, self, "the file to be removed");
}

/* Returns: (transfer full): the words that the dialog shows. */
static char *
read_phrase (Fixture *self)
{
  GtkWidget *button;
  GtkWidget *box;

  app_wait_shows (self->widget, "12. ");
  button = app_find (self->widget, GTK_TYPE_BUTTON, "I _Have Written It Down");
  box = gtk_widget_get_first_child (gtk_widget_get_parent (button));
  while (!gtk_widget_has_css_class (box, "phrase"))
    box = gtk_widget_get_next_sibling (box);

  return g_strconcat (gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (box))), "\n",
                      gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (box))), NULL);
}

static gboolean
works (Fixture    *self,
       const char *words)
{
  g_autoptr(GError) error = NULL;
  gboolean right = test_settle (sluice_context_check_recovery_phrase (self->context, words), &error);

  if (!right)
    g_assert_true (error->domain == SLUICE_VAULT_ERROR);
  return right;
}

static char *
make_phrase (Fixture *self)
{
  g_autofree char *words = NULL;

  show_vault (self);
  app_wait_shows (self->widget, "None yet.");
  app_click (self->widget, "_Make…");
  words = read_phrase (self);
  app_audit_names (self->widget);
  /* Not before it is written down. */
  g_assert_false (works (self, words));
  app_click (self->widget, "I _Have Written It Down");
  app_wait_shows (self->widget, "Brings the key back");
  g_assert_true (works (self, words));
  return g_steal_pointer (&words);
}

static void
test_phrase (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  AdwDialog *dialog;

  open_vault (self);
  first = make_phrase (self);

  /* Closed without a word, the first one still works. */
  app_click (self->widget, "_Make Another…");
  second = read_phrase (self);
  g_assert_cmpstr (first, !=, second);
  app_wait_shows (self->widget, "and then no more");
  dialog = ADW_DIALOG (gtk_widget_get_ancestor (app_find (self->widget, GTK_TYPE_BUTTON, "I _Have Written It Down"),
                                                ADW_TYPE_DIALOG));
  adw_dialog_force_close (dialog);
  g_assert_true (works (self, first));
  g_assert_false (works (self, second));
}

/* Returns: (transfer none) (nullable): the question which printer it shall be. */
static GtkWidget *
find_print_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkPrintUnixDialog"))
        return window;
    }

  return NULL;
}

static gboolean
is_asked_for_printer (gpointer data)
{
  return find_print_dialog () != NULL;
}

/* It is asked; to say no is no error. */
static void
test_print (Fixture       *self,
            gconstpointer  data)
{
  open_vault (self);
  show_vault (self);
  app_wait_shows (self->widget, "None yet.");
  app_click (self->widget, "_Make…");
  app_wait_shows (self->widget, "12. ");
  app_click (self->widget, "_Print…");
  test_wait_until (is_asked_for_printer, NULL, "the printers");
  gtk_window_close (GTK_WINDOW (find_print_dialog ()));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  app_wait_shows (self->widget, "12. ");
}

static void
type_words (Fixture    *self,
            const char *words)
{
  GtkWidget *dialog = app_find (self->widget, SLUICE_TYPE_RECOVER_DIALOG, NULL);
  GtkWidget *view = app_find (dialog, GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), words, -1);
  app_click (self->widget, "_Recover");
}

static gboolean
is_open (gpointer data)
{
  Fixture *self = data;

  return sluice_context_get_vault (self->context) != NULL && !sluice_context_is_key_lost (self->context);
}

static void
test_lost (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(SluiceKeyring) keyring = sluice_keyring_new ();
  g_autofree char *words = NULL;
  g_autoptr(GError) error = NULL;

  open_vault (self);
  add (self, "a.gcode", 1500);
  words = make_phrase (self);
  close_window (self);
  test_settle (sluice_keyring_clear (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", ""), &error);
  g_assert_no_error (error);

  open_window (self);
  sluice_window_start (self->window);
  app_wait_shows (self->widget, "The key to your vault is not in the keyring");
  app_audit_names (self->widget);
  app_click (self->widget, "_Enter Recovery Phrase…");
  app_wait_shows (self->widget, "Type the twelve words");
  app_audit_names (self->widget);

  type_words (self, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong");
  app_wait_shows (self->widget, "not the one of this vault");
  type_words (self, "zoo");
  app_wait_shows (self->widget, "twelve words; this is 1");
  g_assert_null (sluice_context_get_vault (self->context));

  type_words (self, words);
  test_wait_until (is_open, self, "the vault to be open");
  g_assert_true (has_one_file (self));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/vault/use", test_use);
  ADD ("/app/vault/files", test_files);
  ADD ("/app/vault/cleanup", test_cleanup);
  ADD ("/app/vault/phrase", test_phrase);
  ADD ("/app/vault/print", test_print);
  ADD ("/app/vault/lost", test_lost);
#undef ADD
  return test_run ();
}
