/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-narrow-dialog.h"

#include "sluice-consent-look.h"
#include "sluice-taking-back.h"

#include <glib/gi18n-lib.h>

struct _SluiceNarrowDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceConsents *consents;
  SluiceGrant    *grant;
  GPtrArray      *ids;      /* of the data, as it was when this was opened */
  GPtrArray      *switches; /* of each, in the same order; the group owns them */

  /* template children */
  AdwWindowTitle *heading;
  AdwPreferencesGroup *items;
  GtkLabel *staying;
  GtkWidget *take_back;
};

G_DEFINE_FINAL_TYPE (SluiceNarrowDialog, sluice_narrow_dialog, ADW_TYPE_DIALOG)

static gboolean
is_kept (SluiceNarrowDialog *self,
         guint               position)
{
  return adw_switch_row_get_active (g_ptr_array_index (self->switches, position));
}

static void
show_staying (SluiceNarrowDialog *self)
{
  guint n_kept = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->switches->len; i++)
    n_kept += is_kept (self, i);

  text = sluice_consent_look_dup_staying (n_kept, self->switches->len);
  gtk_label_set_label (self->staying, text);
  gtk_widget_set_sensitive (self->take_back, n_kept < self->switches->len);
}

static void
add_item (SluiceNarrowDialog *self,
          SluiceGrantItem    *item)
{
  const SluiceDataCategory *category = sluice_grant_item_get_category (item);
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 category != NULL ? _(category->title) : sluice_grant_item_get_id (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), category != NULL ? _(category->description) : "");
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (show_staying), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->ids, g_strdup (sluice_grant_item_get_id (item)));
  g_ptr_array_add (self->switches, row);
  adw_preferences_group_add (self->items, row);
}

static void
take_back_cb (SluiceNarrowDialog *self)
{
  g_autoptr(GPtrArray) keep = g_ptr_array_new ();

  for (guint i = 0; i < self->switches->len; i++)
    if (is_kept (self, i))
      g_ptr_array_add (keep, g_ptr_array_index (self->ids, i));
  g_ptr_array_add (keep, NULL);

  sluice_taking_back_narrow (GTK_WIDGET (self), self->consents, self->grant, (const char * const *) keep->pdata);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
sluice_narrow_dialog_dispose (GObject *object)
{
  SluiceNarrowDialog *self = SLUICE_NARROW_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_NARROW_DIALOG);
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_object (&self->grant);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_narrow_dialog_parent_class)->dispose (object);
}

static void
sluice_narrow_dialog_class_init (SluiceNarrowDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_narrow_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-narrow-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceNarrowDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, SluiceNarrowDialog, items);
  gtk_widget_class_bind_template_child (widget_class, SluiceNarrowDialog, staying);
  gtk_widget_class_bind_template_child (widget_class, SluiceNarrowDialog, take_back);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
sluice_narrow_dialog_init (SluiceNarrowDialog *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_narrow_dialog_new:
 * @consents: through which it is taken back
 * @grant: who can see what
 *
 * Returns: (transfer floating): a dialog with all of it on
 */
AdwDialog *
sluice_narrow_dialog_new (SluiceConsents *consents,
                          SluiceGrant    *grant)
{
  SluiceNarrowDialog *self;
  GListModel *items;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_GRANT (grant), NULL);

  self = g_object_new (SLUICE_TYPE_NARROW_DIALOG, NULL);
  self->consents = g_object_ref (consents);
  self->grant = g_object_ref (grant);
  adw_window_title_set_subtitle (self->heading, sluice_consent_party_get_name (sluice_grant_get_party (grant)));
  items = sluice_grant_get_items (grant);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (items, i);

      add_item (self, item);
    }
  show_staying (self);
  return ADW_DIALOG (self);
}
