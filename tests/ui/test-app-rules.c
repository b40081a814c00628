/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-printer-group.h"
#include "sluice-rule-row.h"
#include "sluice-rules-dialog.h"
#include "test-util.h"

#include <adwaita.h>

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

/* All rules of what may leave, in one dialog: shown, changed, added, let go, and locked. */

/* Places of a row's choice. */
enum
{
  NO_RULE,
  NOTHING,
  PROCESS,
  ALL,
};

typedef struct
{
  GSettings         *settings;
  SluiceUploadRules *rules;
  GListStore        *groups;
  GtkWidget         *window;
  GtkWidget         *dialog; /* the window's */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GSettingsBackend) backend = g_memory_settings_backend_new ();

  self->settings = g_settings_new_with_backend (APP_ID, backend);
  self->rules = sluice_upload_rules_new (self->settings);
  sluice_upload_rules_set (self->rules, SLUICE_RULE_FILES, "*secret*", SLUICE_UPLOAD_MODE_NOTHING);
  self->groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), adw_bin_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 900);
  gtk_window_present (GTK_WINDOW (self->window));
  self->dialog = GTK_WIDGET (sluice_rules_dialog_new (self->rules, NULL, G_LIST_MODEL (self->groups)));
  adw_dialog_present (ADW_DIALOG (self->dialog), self->window);
  app_wait_mapped (self->dialog, "Usual choice");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->groups);
  g_object_unref (self->rules);
  g_object_unref (self->settings);
}

static AdwComboRow *
find_rule (Fixture    *self,
           const char *title)
{
  GtkWidget *row = app_find (self->dialog, SLUICE_TYPE_RULE_ROW, title);

  g_assert_nonnull (row);
  return ADW_COMBO_ROW (row);
}

static void
test_changed (Fixture       *self,
              gconstpointer  data)
{
  AdwComboRow *usual = find_rule (self, "Usual choice");
  g_autofree char *kept = NULL;
  SluiceUploadMode mode;

  app_audit_names (self->dialog);
  g_assert_cmpuint (adw_combo_row_get_selected (usual), ==, SLUICE_UPLOAD_MODE_PROCESS);
  adw_combo_row_set_selected (usual, SLUICE_UPLOAD_MODE_ALL);
  kept = g_settings_get_string (self->settings, "upload-mode");
  g_assert_cmpstr (kept, ==, "all");

  /* From elsewhere, as by another window. */
  g_settings_set_string (self->settings, "upload-mode", "nothing");
  g_assert_cmpuint (adw_combo_row_get_selected (usual), ==, SLUICE_UPLOAD_MODE_NOTHING);

  adw_combo_row_set_selected (find_rule (self, "*secret*"), PROCESS);
  g_assert_true (sluice_upload_rules_lookup (self->rules, SLUICE_RULE_FILES, "*secret*", &mode));
  g_assert_cmpint (mode, ==, SLUICE_UPLOAD_MODE_PROCESS);
}

/* A name that has a rule keeps it; a new one lets nothing leave until the person says more. */
static void
test_added (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *question;
  GtkWidget *entry;
  SluiceUploadMode mode;

  app_click (self->dialog, "_Add…");
  app_wait_mapped (self->window, "Files of Which Name?");
  question = app_find (self->window, ADW_TYPE_ALERT_DIALOG, NULL);
  g_assert_nonnull (question);
  entry = adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (question));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (question), "keep"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "   ");
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (question), "keep"));
  gtk_editable_set_text (GTK_EDITABLE (entry), " gear <2>* ");
  app_click (question, "_Make a Rule");

  app_wait_mapped (self->dialog, "gear <2>*");
  g_assert_cmpuint (adw_combo_row_get_selected (find_rule (self, "gear <2>*")), ==, NOTHING);
  g_assert_true (sluice_upload_rules_lookup (self->rules, SLUICE_RULE_FILES, "gear <2>*", &mode));
  g_assert_cmpint (mode, ==, SLUICE_UPLOAD_MODE_NOTHING);
  g_assert_nonnull (app_find (self->dialog, SLUICE_TYPE_RULE_ROW, "*secret*"));
}

static void
test_let_go (Fixture       *self,
             gconstpointer  data)
{
  SluiceUploadMode mode;

  adw_combo_row_set_selected (find_rule (self, "*secret*"), NO_RULE);
  g_assert_false (sluice_upload_rules_lookup (self->rules, SLUICE_RULE_FILES, "*secret*", &mode));

  /* A slip can be taken back. */
  g_assert_cmpuint (adw_combo_row_get_selected (find_rule (self, "*secret*")), ==, NO_RULE);
  adw_combo_row_set_selected (find_rule (self, "*secret*"), PROCESS);
  g_assert_true (sluice_upload_rules_lookup (self->rules, SLUICE_RULE_FILES, "*secret*", &mode));
  g_assert_cmpint (mode, ==, SLUICE_UPLOAD_MODE_PROCESS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  app_prepare ();

  g_test_add ("/app/rules/changed", Fixture, NULL, set_up, test_changed, tear_down);
  g_test_add ("/app/rules/added", Fixture, NULL, set_up, test_added, tear_down);
  g_test_add ("/app/rules/let-go", Fixture, NULL, set_up, test_let_go, tear_down);

  return test_run ();
}
