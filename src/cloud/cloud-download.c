/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-handlers.h"
#include "cloud-upload.h"
#include "sluice-blob.h"
#include "sluice-log.h"

/* Product data on its way out: opened and sent chunk by chunk. */

typedef struct
{
  SluiceBlobReader  *reader;
  SoupServerMessage *message; /* borrowed: owns the request that owns this */
} Source;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_clear_pointer (&source->reader, sluice_blob_reader_free);
  g_free (source);
}

static gboolean
append_next (Source  *source,
             GError **error)
{
  SoupMessageBody *body = soup_server_message_get_response_body (source->message);
  const guint8 *data = NULL;
  gssize length = sluice_blob_reader_read (source->reader, &data, error);

  if (length < 0)
    return FALSE;
  if (length > 0)
    soup_message_body_append (body, SOUP_MEMORY_COPY, data, length);
  else
    soup_message_body_complete (body);
  return TRUE;
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           data)
{
  Source *source = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GIOStream) stream = NULL;

  if (append_next (source, &error))
    return;

  /* The length was promised: only cutting the connection tells the peer that it is not whole. */
  sluice_log_error (G_LOG_LEVEL_WARNING, "a download was cut", error);
  stream = soup_server_message_steal_connection (message);
  if (stream != NULL)
    g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

/** cloud_download_get: gives the owner an uploaded file back. */
void
cloud_download_get (CloudRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudFile) file = cloud_upload_find (request->context, request->account, request->params[0], &error);
  g_autoptr(SluiceKey) key = NULL;
  g_autofree char *path = NULL;
  Source *source;

  if (file == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }
  if (!file->is_uploaded)
    {
      cloud_reply_error (request, SOUP_STATUS_CONFLICT, "jobNotUploaded", "The file of this job was not uploaded");
      return;
    }

  source = g_new0 (Source, 1);
  source->message = request->message;
  request->sink = source;
  request->sink_free = source_free;
  path = g_build_filename (cloud_store_get_blobs (request->context->store), file->id, NULL);
  key = cloud_store_ref_key (request->context->store, request->account, CLOUD_KEY_PRODUCT, &error);
  if (key != NULL)
    source->reader = sluice_blob_reader_new (path, key, &error);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (request->message), FALSE);
  if (source->reader == NULL || !append_next (source, &error))
    {
      cloud_reply_gerror (request, error);
      return;
    }

  soup_message_headers_set_content_length (headers, file->size);
  soup_message_headers_replace (headers, "Content-Type", file->content_type);
  soup_message_headers_replace (headers, "Content-Disposition", "attachment");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  g_signal_connect (request->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), source);
}
