/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-uploads-page.h"

#include "sluice-upload-row.h"
#include "sluice-upload-view.h"
#include "sluice-watched-row.h"

struct _SluiceUploadsPage
{
  AdwBin parent_instance;

  gboolean narrow;

  /* Owned. */
  SluiceUploadQueue *queue;

  /* template children */
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  SluiceUploadView *view;
  GtkWidget *several;
  GtkListBox *files;
  SluiceWatchedRow *watched_alone; /* below the drop target; the other one is below the files */
  SluiceWatchedRow *watched;
};

G_DEFINE_FINAL_TYPE (SluiceUploadsPage, sluice_uploads_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_NARROW = 1,
} SluiceUploadsPageProperty;

#define PROP_LAST PROP_NARROW

static GParamSpec *properties[PROP_LAST + 1];

static gboolean
is_in_queue (SluiceUploadsPage *self,
             SluiceUpload      *upload)
{
  guint n_uploads = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_uploads; i++)
    {
      g_autoptr(SluiceUpload) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (item == upload)
        return TRUE;
    }

  return FALSE;
}

/* The file that is looked at stays until it is taken off the list; then the last of the queue is. */
static void
queue_changed_cb (SluiceUploadsPage *self)
{
  guint n_uploads = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  g_autoptr(SluiceUpload) last = n_uploads > 0 ? g_list_model_get_item (G_LIST_MODEL (self->queue), n_uploads - 1) : NULL;

  if (!is_in_queue (self, sluice_upload_view_get_upload (self->view)))
    sluice_upload_view_set_upload (self->view, last);
  /* One file needs no list of files. */
  gtk_widget_set_visible (self->several, n_uploads > 1);
  gtk_stack_set_visible_child_name (self->stack, last != NULL ? "files" : "empty");
}

static void
show_upload (SluiceUploadsPage *self,
             SluiceUpload      *upload)
{
  sluice_upload_view_set_upload (self->view, upload);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
row_activated_cb (SluiceUploadsPage *self,
                  GtkListBoxRow     *row)
{
  show_upload (self, sluice_upload_row_get_upload (SLUICE_UPLOAD_ROW (row)));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer queue)
{
  return sluice_upload_row_new (item, queue);
}

static void
sluice_uploads_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((SluiceUploadsPageProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, SLUICE_UPLOADS_PAGE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_uploads_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SluiceUploadsPage *self = SLUICE_UPLOADS_PAGE (object);

  switch ((SluiceUploadsPageProperty) prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        break;
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_uploads_page_dispose (GObject *object)
{
  /* The stack is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_UPLOADS_PAGE);
  g_clear_object (&SLUICE_UPLOADS_PAGE (object)->queue);

  G_OBJECT_CLASS (sluice_uploads_page_parent_class)->dispose (object);
}

static void
sluice_uploads_page_class_init (SluiceUploadsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_uploads_page_get_property;
  object_class->set_property = sluice_uploads_page_set_property;
  object_class->dispose = sluice_uploads_page_dispose;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (SLUICE_TYPE_UPLOAD_VIEW);
  g_type_ensure (SLUICE_TYPE_WATCHED_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-uploads-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, several);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, files);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, watched_alone);
  gtk_widget_class_bind_template_child (widget_class, SluiceUploadsPage, watched);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sluice_uploads_page_init (SluiceUploadsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_uploads_page_set_services:
 * @self: the page
 * @queue: whose uploads are shown
 * @groups: of #SluicePrinterGroup, to print on
 * @printers: in the local network, to print on
 * @settings: with the key `resolution`
 *
 * Sets what the page works with; once.
 */
void
sluice_uploads_page_set_services (SluiceUploadsPage *self,
                                  SluiceUploadQueue *queue,
                                  GListModel        *groups,
                                  SluiceLocalPrinters *printers,
                                  GSettings         *settings)
{
  g_return_if_fail (SLUICE_IS_UPLOADS_PAGE (self));
  g_return_if_fail (self->queue == NULL);

  self->queue = g_object_ref (queue);
  sluice_upload_view_set_services (self->view, queue, groups, printers, settings);
  gtk_list_box_bind_model (self->files, G_LIST_MODEL (queue), create_row_cb, queue, NULL);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  queue_changed_cb (self);
}

/**
 * sluice_uploads_page_set_watched:
 * @self: the page
 * @watched: the folder that is watched
 * @settings: with the key `watched-folder`
 *
 * Lets the person choose it; once.
 */
void
sluice_uploads_page_set_watched (SluiceUploadsPage   *self,
                                 SluiceWatchedFolder *watched,
                                 GSettings           *settings)
{
  g_return_if_fail (SLUICE_IS_UPLOADS_PAGE (self));

  sluice_watched_row_set_services (self->watched_alone, watched, settings);
  sluice_watched_row_set_services (self->watched, watched, settings);
}

/**
 * sluice_uploads_page_add_file:
 * @self: the page
 * @path: a file
 *
 * Takes a file in and shows it; nothing is sent.
 */
void
sluice_uploads_page_add_file (SluiceUploadsPage *self,
                              const char        *path)
{
  g_return_if_fail (SLUICE_IS_UPLOADS_PAGE (self));
  g_return_if_fail (self->queue != NULL);

  show_upload (self, sluice_upload_queue_add (self->queue, path));
}
