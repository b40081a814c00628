/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-body-dialog.h"

#include "sluice-format.h"

struct _SluiceBodyDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwWindowTitle *heading;
  GtkTextView *text;
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

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/activity/sluice-body-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceBodyDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, SluiceBodyDialog, text);
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
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_BODY_DIALOG, NULL);
  data = g_bytes_get_data (body, &length);
  /* A ledger that was tampered with can hold anything; a text view takes UTF-8. */
  text = g_utf8_make_valid (data, (gssize) length);
  size = sluice_format_exact_bytes (length);
  adw_window_title_set_subtitle (self->heading, size);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  return ADW_DIALOG (self);
}
