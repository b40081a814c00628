/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-row.h"

#include "sluice-upload-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceUploadRow
{
  AdwActionRow parent_instance;

  /* Owned. */
  SluiceUpload      *upload;
  SluiceUploadQueue *queue;

  /* template children */
  GtkImage *icon;
  GtkWidget *cancel;
  GtkWidget *retry;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SluiceUploadRow, sluice_upload_row, ADW_TYPE_ACTION_ROW)

static const char *
get_icon_name (SluiceUploadState state)
{
  switch (state)
    {
    case SLUICE_UPLOAD_READING:
    case SLUICE_UPLOAD_SENDING:
      return "content-loading-symbolic";
    case SLUICE_UPLOAD_WAITING:
      return "dialog-question-symbolic";
    case SLUICE_UPLOAD_SENT:
      return "object-select-symbolic";
    case SLUICE_UPLOAD_KEPT:
      return "changes-prevent-symbolic";
    case SLUICE_UPLOAD_CANCELLED:
      return "process-stop-symbolic";
    case SLUICE_UPLOAD_FAILED:
    default:
      return "dialog-error-symbolic";
    }
}

static void
show_upload (SluiceUploadRow *self)
{
  SluiceUploadState state = sluice_upload_get_state (self->upload);
  gboolean busy = state == SLUICE_UPLOAD_READING || state == SLUICE_UPLOAD_SENDING;
  g_autofree char *status = sluice_upload_dup_status (self->upload);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sluice_upload_get_name (self->upload));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), status);
  gtk_image_set_from_icon_name (self->icon, get_icon_name (state));
  gtk_widget_set_visible (self->cancel, busy);
  gtk_widget_set_visible (self->retry, state == SLUICE_UPLOAD_FAILED || state == SLUICE_UPLOAD_CANCELLED);
  gtk_widget_set_visible (self->remove, !busy);
}

static void
cancel_cb (SluiceUploadRow *self)
{
  sluice_upload_queue_cancel (self->queue, self->upload);
}

static void
retry_cb (SluiceUploadRow *self)
{
  sluice_upload_queue_retry (self->queue, self->upload);
}

static void
remove_cb (SluiceUploadRow *self)
{
  sluice_upload_queue_remove (self->queue, self->upload);
}

static void
sluice_upload_row_dispose (GObject *object)
{
  SluiceUploadRow *self = SLUICE_UPLOAD_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_UPLOAD_ROW);
  g_clear_object (&self->upload);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (sluice_upload_row_parent_class)->dispose (object);
}

static void
sluice_upload_row_class_init (SluiceUploadRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_upload_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-upload-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, retry);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sluice_upload_row_init (SluiceUploadRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_upload_row_new:
 * @upload: what it shows
 * @queue: whose it is
 *
 * Returns: (transfer floating): a row that follows the upload
 */
GtkWidget *
sluice_upload_row_new (SluiceUpload      *upload,
                       SluiceUploadQueue *queue)
{
  SluiceUploadRow *self;

  g_return_val_if_fail (SLUICE_IS_UPLOAD (upload), NULL);
  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (queue), NULL);

  self = g_object_new (SLUICE_TYPE_UPLOAD_ROW, NULL);
  self->upload = g_object_ref (upload);
  self->queue = g_object_ref (queue);
  g_signal_connect_object (upload, "notify", G_CALLBACK (show_upload), self, G_CONNECT_SWAPPED);
  show_upload (self);
  return GTK_WIDGET (self);
}

SluiceUpload *
sluice_upload_row_get_upload (SluiceUploadRow *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_ROW (self), NULL);

  return self->upload;
}
