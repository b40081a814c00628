/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rule-row.h"

#include <glib/gi18n-lib.h>

struct _SluiceRuleRow
{
  AdwComboRow parent_instance;

  SluiceRuleScope scope;
  gboolean        showing; /* the rules are being shown, and nobody has chosen */

  /* Owned. */
  SluiceUploadRules *rules;
  char              *subject;
};

G_DEFINE_FINAL_TYPE (SluiceRuleRow, sluice_rule_row, ADW_TYPE_COMBO_ROW)

/* Only the usual choice cannot be left open: something has to hold where nothing else does. */
static guint
get_first_mode (SluiceRuleRow *self)
{
  return self->scope == SLUICE_RULE_USUAL ? 0 : 1;
}

static guint
get_position (SluiceRuleRow *self)
{
  SluiceUploadMode mode = SLUICE_UPLOAD_MODE_NOTHING;
  g_auto(SluiceRuling) ruling = { 0 };

  if (self->scope == SLUICE_RULE_USUAL)
    {
      sluice_upload_rules_decide (self->rules, NULL, NULL, NULL, &ruling);
      return ruling.mode;
    }
  if (!sluice_upload_rules_lookup (self->rules, self->scope, self->subject, &mode))
    return 0;
  return mode + get_first_mode (self);
}

static void
show_rule (SluiceRuleRow *self)
{
  const gboolean locked = sluice_upload_rules_is_locked (self->rules, self->scope);

  self->showing = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), get_position (self));
  self->showing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self), !locked);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), locked ? _("Set by your administrator") : "");
}

static void
selected_cb (SluiceRuleRow *self)
{
  const guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  const guint first = get_first_mode (self);

  if (self->showing || selected == GTK_INVALID_LIST_POSITION || selected == get_position (self))
    return;
  if (selected < first)
    sluice_upload_rules_remove (self->rules, self->scope, self->subject);
  else
    sluice_upload_rules_set (self->rules, self->scope, self->subject, selected - first);
}

static void
sluice_rule_row_dispose (GObject *object)
{
  SluiceRuleRow *self = SLUICE_RULE_ROW (object);

  g_clear_object (&self->rules);
  g_clear_pointer (&self->subject, g_free);

  G_OBJECT_CLASS (sluice_rule_row_parent_class)->dispose (object);
}

static void
sluice_rule_row_class_init (SluiceRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_rule_row_dispose;
}

static void
sluice_rule_row_init (SluiceRuleRow *self)
{
}

/**
 * sluice_rule_row_new:
 * @rules: which are shown and changed
 * @scope: any but one file's
 * @subject: whose rule it is: an id or a pattern; empty for the usual choice
 * @title: the same for people
 *
 * Returns: (transfer floating): a row with a choice of what may leave and, but for the usual choice, of no rule
 */
GtkWidget *
sluice_rule_row_new (SluiceUploadRules *rules,
                     SluiceRuleScope    scope,
                     const char        *subject,
                     const char        *title)
{
  SluiceRuleRow *self;
  g_autoptr(GtkStringList) modes = gtk_string_list_new (NULL);

  g_return_val_if_fail (SLUICE_IS_UPLOAD_RULES (rules), NULL);
  g_return_val_if_fail (scope != SLUICE_RULE_FILE, NULL);

  if (scope != SLUICE_RULE_USUAL)
    gtk_string_list_append (modes, C_("what leaves", "No rule"));
  gtk_string_list_append (modes, C_("what leaves", "Nothing"));
  gtk_string_list_append (modes, C_("what leaves", "Process only"));
  gtk_string_list_append (modes, C_("what leaves", "Product and process"));

  self = g_object_new (SLUICE_TYPE_RULE_ROW, "use-markup", FALSE, "model", modes, NULL);
  /* After the construction, in which what is told to the labels has no order. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  self->rules = g_object_ref (rules);
  self->scope = scope;
  self->subject = g_strdup (subject);
  show_rule (self);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect_object (rules, "changed", G_CALLBACK (show_rule), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
