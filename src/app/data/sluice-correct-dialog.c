/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-correct-dialog.h"

#include "sluice-data-words.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceCorrectDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceCorrection *correction;
  DexFuture        *saving; /* while it is under way */

  /* template children */
  AdwPreferencesGroup *group;
  GtkEditable *value;
  GtkWidget *save;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (SluiceCorrectDialog, sluice_correct_dialog, ADW_TYPE_DIALOG)

/* (transfer full) */
static char *
dup_value (SluiceCorrectDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->value)));
}

static gboolean
can_save (SluiceCorrectDialog *self)
{
  g_autofree char *value = dup_value (self);
  const char *before = sluice_inventory_item_get_title (sluice_correction_get_item (self->correction));

  return self->saving == NULL && *value != '\0' && g_strcmp0 (value, before) != 0;
}

/* @text: (nullable): what is wrong with what was typed */
static void
show_problem (SluiceCorrectDialog *self,
              const char          *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_state (SluiceCorrectDialog *self)
{
  gtk_widget_set_sensitive (self->save, can_save (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), self->saving == NULL);
}

static void
changed_cb (SluiceCorrectDialog *self)
{
  if (self->correction == NULL)
    return;
  show_problem (self, NULL);
  show_state (self);
}

static DexFuture *
saved_cb (DexFuture *future,
          gpointer   weak)
{
  g_autoptr(SluiceCorrectDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL || self->saving == NULL)
    return dex_ref (future);

  dex_clear (&self->saving);
  show_state (self);
  if (dex_future_get_value (future, &error) != NULL)
    {
      sluice_tell (GTK_WIDGET (self), _("It is corrected"));
      adw_dialog_close (ADW_DIALOG (self));
    }
  else
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->value));
    }
  return dex_ref (future);
}

static void
save_cb (SluiceCorrectDialog *self)
{
  g_autofree char *value = dup_value (self);

  if (!can_save (self))
    return;

  show_problem (self, NULL);
  self->saving = dex_future_finally (sluice_correction_run (self->correction, value), saved_cb, sluice_weak_new (self),
                                     sluice_weak_free);
  show_state (self);
}

static void
sluice_correct_dialog_dispose (GObject *object)
{
  SluiceCorrectDialog *self = SLUICE_CORRECT_DIALOG (object);

  dex_clear (&self->saving);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_CORRECT_DIALOG);
  g_clear_object (&self->correction);

  G_OBJECT_CLASS (sluice_correct_dialog_parent_class)->dispose (object);
}

static void
sluice_correct_dialog_class_init (SluiceCorrectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_correct_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-correct-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceCorrectDialog, group);
  gtk_widget_class_bind_template_child (widget_class, SluiceCorrectDialog, value);
  gtk_widget_class_bind_template_child (widget_class, SluiceCorrectDialog, save);
  gtk_widget_class_bind_template_child (widget_class, SluiceCorrectDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
sluice_correct_dialog_init (SluiceCorrectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_correct_dialog_new:
 * @correction: of what
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
sluice_correct_dialog_new (SluiceCorrection *correction)
{
  SluiceCorrectDialog *self;
  SluiceInventoryItem *item;
  g_autofree char *description = NULL;

  g_return_val_if_fail (SLUICE_IS_CORRECTION (correction), NULL);

  self = g_object_new (SLUICE_TYPE_CORRECT_DIALOG, NULL);
  item = sluice_correction_get_item (correction);
  self->correction = g_object_ref (correction);
  description = g_markup_escape_text (sluice_data_get_description (item), -1);
  adw_preferences_group_set_description (self->group, description);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value), sluice_data_get_category (item));
  gtk_editable_set_text (self->value, sluice_inventory_item_get_title (item) != NULL
                                        ? sluice_inventory_item_get_title (item) : "");
  changed_cb (self);
  return ADW_DIALOG (self);
}
