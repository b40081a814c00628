/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-decisions-dialog.h"

#include "sluice-decision-row.h"
#include "sluice-receipt-dialog.h"
#include "sluice-receipt-look.h"

struct _SluiceDecisionsDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceConsents *consents;

  /* template children */
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SluiceDecisionsDialog, sluice_decisions_dialog, ADW_TYPE_DIALOG)

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  gtk_list_item_set_child (item, sluice_decision_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  SluiceReceipt *receipt = gtk_list_item_get_item (item);
  g_autofree char *title = sluice_receipt_look_dup_title (receipt);
  g_autofree char *subtitle = sluice_receipt_look_dup_subtitle (receipt);

  sluice_decision_row_set_receipt (SLUICE_DECISION_ROW (gtk_list_item_get_child (item)), receipt);
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, subtitle);
}

static void
activate_cb (SluiceDecisionsDialog *self,
             guint                  position)
{
  g_autoptr(SluiceReceipt) receipt = g_list_model_get_item (sluice_consents_get_receipts (self->consents), position);

  adw_dialog_present (sluice_receipt_dialog_new (self->consents, receipt), GTK_WIDGET (self));
}

static void
sluice_decisions_dialog_dispose (GObject *object)
{
  SluiceDecisionsDialog *self = SLUICE_DECISIONS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DECISIONS_DIALOG);
  g_clear_object (&self->consents);

  G_OBJECT_CLASS (sluice_decisions_dialog_parent_class)->dispose (object);
}

static void
sluice_decisions_dialog_class_init (SluiceDecisionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_decisions_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-decisions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceDecisionsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sluice_decisions_dialog_init (SluiceDecisionsDialog *self)
{
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (rows, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, rows);
  g_object_unref (rows);
}

/**
 * sluice_decisions_dialog_new:
 * @consents: whose receipts
 *
 * Returns: (transfer floating): a dialog that lists them
 */
AdwDialog *
sluice_decisions_dialog_new (SluiceConsents *consents)
{
  SluiceDecisionsDialog *self;
  GListModel *receipts;
  g_autoptr(GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (SLUICE_IS_CONSENTS (consents), NULL);

  self = g_object_new (SLUICE_TYPE_DECISIONS_DIALOG, NULL);
  self->consents = g_object_ref (consents);
  receipts = g_object_ref (sluice_consents_get_receipts (consents));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (receipts));
  gtk_list_view_set_model (self->list, selection);
  return ADW_DIALOG (self);
}
