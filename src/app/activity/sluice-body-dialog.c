/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-body-dialog.h"

#include "sluice-exact-bytes.h"

struct _SluiceBodyDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwWindowTitle *heading;
  SluiceExactBytes *bytes;
};

G_DEFINE_FINAL_TYPE (SluiceBodyDialog, sluice_body_dialog, ADW_TYPE_DIALOG)

static void
sluice_body_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_BODY_DIALOG);

  G_OBJECT_CLASS (sluice_body_dialog_parent_class)->dispose (object);
}

static void
sluice_body_dialog_class_init (SluiceBodyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_body_dialog_dispose;

  g_type_ensure (SLUICE_TYPE_EXACT_BYTES);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/activity/sluice-body-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceBodyDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, SluiceBodyDialog, bytes);
}

static void
sluice_body_dialog_init (SluiceBodyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_body_dialog_new:
 * @body: what left, as the ledger keeps it
 *
 * Returns: (transfer floating): a dialog that shows it byte for byte
 */
AdwDialog *
sluice_body_dialog_new (GBytes *body)
{
  SluiceBodyDialog *self;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_BODY_DIALOG, NULL);
  sluice_exact_bytes_set_bytes (self->bytes, body);
  adw_window_title_set_subtitle (self->heading, sluice_exact_bytes_get_size (self->bytes));
  return ADW_DIALOG (self);
}
