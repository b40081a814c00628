/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-ticket.h"

#include "sluice-json.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_JSON (64 * 1024)

struct _SluiceUploadTicket
{
  char    *job_id;
  char    *path;
  char    *content_type;
  guint64  size; /* bytes */
  gboolean resumable;
};

G_DEFINE_BOXED_TYPE (SluiceUploadTicket, sluice_upload_ticket, sluice_upload_ticket_ref, sluice_upload_ticket_unref)

static void
clear_ticket (gpointer data)
{
  SluiceUploadTicket *self = data;

  g_free (self->job_id);
  g_free (self->path);
  g_free (self->content_type);
}

/**
 * sluice_upload_ticket_new:
 * @job_id: what the place calls the file
 * @path: where it goes, at the place; see sluice_upload_ticket_is_path()
 * @content_type: its media type, as it was announced
 * @size: bytes, as it was announced
 * @resumable: whether the place keeps what came of it, when the rest did not
 *
 * Returns: (transfer full): a ticket
 */
SluiceUploadTicket *
sluice_upload_ticket_new (const char *job_id,
                          const char *path,
                          const char *content_type,
                          guint64     size,
                          gboolean    resumable)
{
  SluiceUploadTicket *self;

  g_return_val_if_fail (job_id != NULL && sluice_upload_ticket_is_path (path) && content_type != NULL, NULL);

  self = g_atomic_rc_box_new0 (SluiceUploadTicket);
  self->job_id = g_strdup (job_id);
  self->path = g_strdup (path);
  self->content_type = g_strdup (content_type);
  self->size = size;
  self->resumable = resumable;
  return self;
}

SluiceUploadTicket *
sluice_upload_ticket_ref (SluiceUploadTicket *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sluice_upload_ticket_unref (SluiceUploadTicket *self)
{
  g_atomic_rc_box_release_full (self, clear_ticket);
}

/** sluice_upload_ticket_to_json: (transfer full): what sluice_upload_ticket_new_from_json() makes the same of. */
char *
sluice_upload_ticket_to_json (SluiceUploadTicket *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GBytes) bytes = NULL;

  json_object_set_string_member (object, "job_id", self->job_id);
  json_object_set_string_member (object, "path", self->path);
  json_object_set_string_member (object, "content_type", self->content_type);
  json_object_set_int_member (object, "size", self->size);
  json_object_set_boolean_member (object, "resumable", self->resumable);
  bytes = sluice_json_object_to_bytes (object, FALSE);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * sluice_upload_ticket_new_from_json:
 * @json: what sluice_upload_ticket_to_json() gave
 * @error: #SluiceBaseError, or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the ticket
 */
SluiceUploadTicket *
sluice_upload_ticket_new_from_json (const char  *json,
                                    GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(JsonObject) object = sluice_json_parse_object (bytes, MAX_JSON, error);
  const char *job_id;
  const char *path;
  const char *content_type;
  gboolean resumable = FALSE;
  gint64 size = -1;

  if (object == NULL)
    return NULL;

  job_id = sluice_json_get_string (object, "job_id");
  path = sluice_json_get_string (object, "path");
  content_type = sluice_json_get_string (object, "content_type");
  if (job_id == NULL || !sluice_upload_ticket_is_path (path) || content_type == NULL ||
      !sluice_json_get_int (object, "size", &size) || size < 0 ||
      !sluice_json_get_boolean (object, "resumable", &resumable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("What was kept about an upload cannot be read."));
      return NULL;
    }

  return sluice_upload_ticket_new (job_id, path, content_type, size, resumable);
}

const char *
sluice_upload_ticket_get_job_id (SluiceUploadTicket *self)
{
  return self->job_id;
}

const char *
sluice_upload_ticket_get_path (SluiceUploadTicket *self)
{
  return self->path;
}

const char *
sluice_upload_ticket_get_content_type (SluiceUploadTicket *self)
{
  return self->content_type;
}

/** sluice_upload_ticket_get_size: bytes of the file. */
guint64
sluice_upload_ticket_get_size (SluiceUploadTicket *self)
{
  return self->size;
}

gboolean
sluice_upload_ticket_get_resumable (SluiceUploadTicket *self)
{
  return self->resumable;
}

/** sluice_upload_ticket_is_path: whether a place may name @path (nullable) for an upload: absolute, and but a path. */
gboolean
sluice_upload_ticket_is_path (const char *path)
{
  return path != NULL && g_str_has_prefix (path, "/") && !g_str_has_prefix (path, "//") &&
         strpbrk (path, "?#\\ \r\n") == NULL;
}
