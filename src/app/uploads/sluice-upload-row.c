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
  GtkWidget *pause;
  GtkWidget *resume;
  GtkWidget *retry;
};

G_DEFINE_FINAL_TYPE (SluiceUploadRow, sluice_upload_row, ADW_TYPE_ACTION_ROW)

static const char *
get_icon_name (SluiceUploadState state)
{
  switch (state)
    {
    case SLUICE_UPLOAD_QUEUED:
      return "document-open-recent-symbolic";
    case SLUICE_UPLOAD_PAUSED:
      return "media-playback-pause-symbolic";
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
  g_autofree char *status = sluice_upload_dup_status (self->upload);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sluice_upload_get_name (self->upload));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), status);
  gtk_image_set_from_icon_name (self->icon, get_icon_name (state));
  gtk_widget_set_visible (self->pause, sluice_upload_can_pause (self->upload));
  gtk_widget_set_visible (self->resume, state == SLUICE_UPLOAD_PAUSED);
  gtk_widget_set_visible (self->retry, sluice_upload_can_retry (self->upload));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "upload.cancel", sluice_upload_is_under_way (self->upload));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "upload.remove", !sluice_upload_is_under_way (self->upload));
}

static void
pause_cb (SluiceUploadRow *self)
{
  sluice_upload_queue_pause (self->queue, self->upload);
}

static void
resume_cb (SluiceUploadRow *self)
{
  sluice_upload_queue_resume (self->queue, self->upload);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SluiceUploadRow *self = SLUICE_UPLOAD_ROW (widget);

  sluice_upload_queue_cancel (self->queue, self->upload);
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SluiceUploadRow *self = SLUICE_UPLOAD_ROW (widget);

  sluice_upload_queue_remove (self->queue, self->upload);
}

/* The row goes where its file goes, and another one is made there: the focus has to follow. */
static void
move_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  SluiceUploadRow *self = SLUICE_UPLOAD_ROW (widget);
  GtkListBox *box = GTK_LIST_BOX (gtk_widget_get_parent (widget));
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)) + (g_str_equal (name, "upload.up") ? -1 : 1);
  GtkListBoxRow *moved;

  if (position < 0)
    return;
  sluice_upload_queue_move (self->queue, self->upload, position);
  moved = gtk_list_box_get_row_at_index (box, position);
  if (moved != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (moved));
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
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, pause);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, resume);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadRow, retry);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_install_action (widget_class, "upload.up", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "upload.down", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "upload.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "upload.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "upload.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "upload.down", NULL);
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
