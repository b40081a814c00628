/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-receipt-dialog.h"

#include "sluice-fact-row.h"
#include "sluice-receipt-look.h"
#include "sluice-save.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceReceiptDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceConsents *consents;
  SluiceReceipt  *receipt;

  /* template children */
  AdwActionRow *verdict;
  GtkImage *verdict_icon;
  AdwPreferencesGroup *rows;
};

G_DEFINE_FINAL_TYPE (SluiceReceiptDialog, sluice_receipt_dialog, ADW_TYPE_DIALOG)

static void
show_verdict (SluiceReceiptDialog  *self,
              SluiceReceiptVerdict  verdict)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict), sluice_receipt_verdict_get_title (verdict));
  adw_action_row_set_subtitle (self->verdict, sluice_receipt_verdict_get_text (verdict));
  gtk_image_set_from_icon_name (self->verdict_icon, sluice_receipt_verdict_get_icon_name (verdict));
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_icon), sluice_receipt_verdict_get_css_class (verdict));
  gtk_accessible_announce (GTK_ACCESSIBLE (self->verdict), sluice_receipt_verdict_get_title (verdict),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
checked_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluiceReceiptDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *verdict = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_ref (future);

  if (verdict != NULL)
    show_verdict (self, g_value_get_int (verdict));
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict), _("The signature was not checked"));
      adw_action_row_set_subtitle (self->verdict, error->message);
      gtk_image_set_from_icon_name (self->verdict_icon, "dialog-question-symbolic");
    }
  return dex_ref (future);
}

static void
show_rows (SluiceReceiptDialog *self)
{
  g_autoptr(GPtrArray) rows = sluice_receipt_look_list_rows (self->receipt);

  for (guint i = 0; i < rows->len; i++)
    {
      SluiceReceiptRow *row = g_ptr_array_index (rows, i);
      GtkWidget *widget = sluice_fact_row_new ();

      sluice_fact_row_set (widget, row->label, row->value);
      adw_preferences_group_add (self->rows, widget);
    }
}

static void
save_cb (SluiceReceiptDialog *self)
{
  g_autofree char *name = sluice_receipt_look_dup_file_name (self->receipt);
  const SluiceSaving words = { _("Save the Receipt"), name, _("The receipt was saved"), _("The Receipt Was Not Saved") };

  sluice_save (GTK_WIDGET (self), &words, sluice_receipt_get_bytes (self->receipt));
}

static void
sluice_receipt_dialog_dispose (GObject *object)
{
  SluiceReceiptDialog *self = SLUICE_RECEIPT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RECEIPT_DIALOG);
  g_clear_object (&self->receipt);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_receipt_dialog_parent_class)->dispose (object);
}

static void
sluice_receipt_dialog_class_init (SluiceReceiptDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_receipt_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-receipt-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceReceiptDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, SluiceReceiptDialog, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceReceiptDialog, rows);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
sluice_receipt_dialog_init (SluiceReceiptDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_receipt_dialog_new:
 * @consents: what knows whose signature is worth something
 * @receipt: what is shown
 *
 * Returns: (transfer floating): a dialog about it
 */
AdwDialog *
sluice_receipt_dialog_new (SluiceConsents *consents,
                           SluiceReceipt  *receipt)
{
  SluiceReceiptDialog *self;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);
  g_return_val_if_fail (SLUICE_IS_RECEIPT (receipt), NULL);

  self = g_object_new (SLUICE_TYPE_RECEIPT_DIALOG, NULL);
  self->consents = g_object_ref (consents);
  self->receipt = g_object_ref (receipt);
  show_rows (self);
  dex_future_disown (dex_future_finally (sluice_consents_check_receipt (consents, receipt), checked_cb,
                                         sluice_weak_new (self), sluice_weak_free));
  return ADW_DIALOG (self);
}
