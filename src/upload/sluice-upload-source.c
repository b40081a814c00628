/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-source.h"

struct _SluiceUploadSource
{
  SluiceUploadOpen open;
  gpointer         data;
  GDestroyNotify   destroy; /* nullable */
};

G_DEFINE_BOXED_TYPE (SluiceUploadSource, sluice_upload_source, sluice_upload_source_ref, sluice_upload_source_unref)

static GInputStream *
open_file (guint64    offset,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (data);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);

  if (stream == NULL || !g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, NULL, error))
    return NULL;
  return G_INPUT_STREAM (g_steal_pointer (&stream));
}

static void
clear_source (gpointer data)
{
  SluiceUploadSource *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
}

/**
 * sluice_upload_source_new:
 * @open: opens it at an offset
 * @data: for @open
 * @destroy: (nullable): frees @data, on any thread
 *
 * Returns: (transfer full): a source
 */
SluiceUploadSource *
sluice_upload_source_new (SluiceUploadOpen open,
                          gpointer         data,
                          GDestroyNotify   destroy)
{
  SluiceUploadSource *self;

  g_return_val_if_fail (open != NULL, NULL);

  self = g_atomic_rc_box_new0 (SluiceUploadSource);
  self->open = open;
  self->data = data;
  self->destroy = destroy;
  return self;
}

/** sluice_upload_source_new_for_path: (transfer full): a file of this computer. */
SluiceUploadSource *
sluice_upload_source_new_for_path (const char *path)
{
  return sluice_upload_source_new (open_file, g_strdup (path), g_free);
}

SluiceUploadSource *
sluice_upload_source_ref (SluiceUploadSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sluice_upload_source_unref (SluiceUploadSource *self)
{
  g_atomic_rc_box_release_full (self, clear_source);
}

/** sluice_upload_source_open: blocking: (transfer full) (nullable): see #SluiceUploadOpen. */
GInputStream *
sluice_upload_source_open (SluiceUploadSource  *self,
                           guint64              offset,
                           GError             **error)
{
  return self->open (offset, self->data, error);
}
