/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-decision-row.h"

#include "sluice-receipt-look.h"

struct _SluiceDecisionRow
{
  AdwBin parent_instance;

  /* template children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
};

G_DEFINE_FINAL_TYPE (SluiceDecisionRow, sluice_decision_row, ADW_TYPE_BIN)

static void
sluice_decision_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DECISION_ROW);

  G_OBJECT_CLASS (sluice_decision_row_parent_class)->dispose (object);
}

static void
sluice_decision_row_class_init (SluiceDecisionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_decision_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/consent/sluice-decision-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceDecisionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceDecisionRow, title);
  gtk_widget_class_bind_template_child (widget_class, SluiceDecisionRow, subtitle);
}

static void
sluice_decision_row_init (SluiceDecisionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_decision_row_new: (transfer floating): a row that shows nothing yet. */
GtkWidget *
sluice_decision_row_new (void)
{
  return g_object_new (SLUICE_TYPE_DECISION_ROW, NULL);
}

/** sluice_decision_row_set_receipt: what it shows from now on; a receipt does not change. */
void
sluice_decision_row_set_receipt (SluiceDecisionRow *self,
                                 SluiceReceipt     *receipt)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (SLUICE_IS_DECISION_ROW (self));
  g_return_if_fail (SLUICE_IS_RECEIPT (receipt));

  title = sluice_receipt_look_dup_title (receipt);
  subtitle = sluice_receipt_look_dup_subtitle (receipt);
  gtk_image_set_from_icon_name (self->icon, sluice_receipt_look_get_icon_name (receipt));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
}
