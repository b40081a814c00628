/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rules-dialog.h"

#include "sluice-pattern-question.h"
#include "sluice-printer-group.h"
#include "sluice-rule-row.h"

#include <glib/gi18n-lib.h>

struct _SluiceRulesDialog
{
  AdwPreferencesDialog parent_instance;

  /* Owned. */
  SluiceUploadRules *rules;
  GListModel        *group_list;
  GPtrArray         *group_rows;
  GPtrArray         *patterns; /* of names that have a row */

  /* template children */
  AdwPreferencesGroup *usual;
  AdwPreferencesGroup *places;
  AdwPreferencesGroup *groups;
  AdwPreferencesGroup *files;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (SluiceRulesDialog, sluice_rules_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
remove_rows (AdwPreferencesGroup *group,
             GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (SluiceRulesDialog   *self,
         AdwPreferencesGroup *group,
         GPtrArray           *rows,
         SluiceRuleScope      scope,
         const char          *subject,
         const char          *title)
{
  GtkWidget *row = sluice_rule_row_new (self->rules, scope, subject, title);

  adw_preferences_group_add (group, row);
  if (rows != NULL)
    g_ptr_array_add (rows, row);
}

static void
show_groups (SluiceRulesDialog *self)
{
  const guint n_groups = g_list_model_get_n_items (self->group_list);

  remove_rows (self->groups, self->group_rows);
  for (guint i = 0; i < n_groups; i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (self->group_list, i);

      add_row (self, self->groups, self->group_rows, SLUICE_RULE_GROUP, sluice_printer_group_get_id (group),
               sluice_printer_group_get_name (group));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->groups), n_groups > 0);
}

/* Rows follow their rules by themselves. One whose rule was let go stays until the dialog is opened anew: so a slip can be
 * taken back, and no row goes away while it is being used. */
static void
show_files (SluiceRulesDialog *self)
{
  g_auto(GStrv) patterns = sluice_upload_rules_dup_patterns (self->rules);

  gtk_widget_set_visible (self->add, !sluice_upload_rules_is_locked (self->rules, SLUICE_RULE_FILES));
  for (guint i = 0; patterns[i] != NULL; i++)
    {
      if (g_ptr_array_find_with_equal_func (self->patterns, patterns[i], g_str_equal, NULL))
        continue;
      add_row (self, self->files, NULL, SLUICE_RULE_FILES, patterns[i], patterns[i]);
      g_ptr_array_add (self->patterns, g_strdup (patterns[i]));
    }
}

/* Who adds a name most likely wants to hold something back; more can be allowed in its row. */
static void
pattern_chosen (GtkWidget  *over,
                const char *pattern)
{
  SluiceUploadRules *rules = SLUICE_RULES_DIALOG (over)->rules;
  SluiceUploadMode mode;

  if (!sluice_upload_rules_lookup (rules, SLUICE_RULE_FILES, pattern, &mode))
    sluice_upload_rules_set (rules, SLUICE_RULE_FILES, pattern, SLUICE_UPLOAD_MODE_NOTHING);
}

static void
add_cb (SluiceRulesDialog *self)
{
  sluice_pattern_question_ask (GTK_WIDGET (self), "", pattern_chosen);
}

static void
sluice_rules_dialog_dispose (GObject *object)
{
  SluiceRulesDialog *self = SLUICE_RULES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RULES_DIALOG);
  g_clear_object (&self->rules);
  g_clear_object (&self->group_list);
  g_clear_pointer (&self->group_rows, g_ptr_array_unref);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);

  G_OBJECT_CLASS (sluice_rules_dialog_parent_class)->dispose (object);
}

static void
sluice_rules_dialog_class_init (SluiceRulesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_rules_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-rules-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRulesDialog, usual);
  gtk_widget_class_bind_template_child (widget_class, SluiceRulesDialog, places);
  gtk_widget_class_bind_template_child (widget_class, SluiceRulesDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, SluiceRulesDialog, files);
  gtk_widget_class_bind_template_child (widget_class, SluiceRulesDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
sluice_rules_dialog_init (SluiceRulesDialog *self)
{
  self->group_rows = g_ptr_array_new ();
  self->patterns = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_rules_dialog_new:
 * @rules: which are shown and changed
 * @place: (nullable): where the person is
 * @groups: of #SluicePrinterGroup, those that the person can print on
 *
 * Returns: (transfer floating): a dialog that is not shown yet
 */
AdwDialog *
sluice_rules_dialog_new (SluiceUploadRules *rules,
                         SluicePlace       *place,
                         GListModel        *groups)
{
  SluiceRulesDialog *self;

  g_return_val_if_fail (SLUICE_IS_UPLOAD_RULES (rules), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (groups), NULL);

  self = g_object_new (SLUICE_TYPE_RULES_DIALOG, NULL);
  self->rules = g_object_ref (rules);
  self->group_list = g_object_ref (groups);
  add_row (self, self->usual, NULL, SLUICE_RULE_USUAL, "", _("Usual choice"));
  gtk_widget_set_visible (GTK_WIDGET (self->places), place != NULL);
  if (place != NULL)
    add_row (self, self->places, NULL, SLUICE_RULE_PLACE, sluice_place_get_id (place), sluice_place_get_name (place));
  show_groups (self);
  show_files (self);
  g_signal_connect_object (groups, "items-changed", G_CALLBACK (show_groups), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rules, "changed", G_CALLBACK (show_files), self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}
