/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-upload.h"

#include "cloud-handlers.h"
#include "cloud-partial.h"
#include "cloud-tokens.h"
#include "sluice-blob.h"
#include "sluice-digest.h"
#include "sluice-field-value.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * The bytes of a file on their way in: sealed chunk by chunk as they come, so
 * that neither the memory nor the disk ever holds it in the clear.
 *
 * A PUT without Content-Range brings all of it at once, and nothing of it stays
 * when it breaks off: so the vendor's clients do it. With Content-Range it goes
 * on where the last one ended (cloud-partial.c), in the way of Google's
 * resumable uploads, which the vendor's cloud has behind its addresses.
 */
#define RESUME_SECONDS ((gint64) 24 * 60 * 60)

/* What an address stands for. */
typedef struct
{
  char    *id;
  gint64   size;    /* bytes */
  gboolean is_whole;
  GBytes  *digest;  /* sealed; nullable */
} Address;

/* Of a PUT that brings the whole. */
typedef struct
{
  SluiceBlobWriter *writer;
  char             *id;
  goffset           received;
  GError           *failure;
} Sink;

static void
address_free (Address *address)
{
  g_free (address->id);
  g_clear_pointer (&address->digest, g_bytes_unref);
  g_free (address);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Address, address_free)

static void
sink_free (gpointer data)
{
  Sink *sink = data;

  g_clear_pointer (&sink->writer, sluice_blob_writer_free);
  g_clear_error (&sink->failure);
  g_free (sink->id);
  g_free (sink);
}

/* Returns: (transfer full) (nullable): %NULL after an answer; the account is in the request */
static Address *
find_address (CloudRequest *request)
{
  g_autofree char *hash = cloud_tokens_hash (request->params[0]);
  g_autoptr(Address) address = g_new0 (Address, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_product (request->context->store), &error,
    "SELECT id, account, size, upload_expires, status = 'uploaded', digest FROM files WHERE upload_hash = ?", "s", hash);

  if (row != NULL && sluice_statement_step (row, &error) &&
      sluice_statement_int (row, 3) > cloud_request_now (request))
    {
      request->account = g_strdup (sluice_statement_text (row, 1));
      address->id = g_strdup (sluice_statement_text (row, 0));
      address->size = sluice_statement_int (row, 2);
      address->is_whole = sluice_statement_int (row, 4);
      if (address->is_whole)
        address->digest = sluice_statement_bytes (row, 5);
      return g_steal_pointer (&address);
    }

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "notFound", "This upload address is used up or has expired");
  return NULL;
}

static void
reply_used_up (CloudRequest *request)
{
  cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "notFound", "This upload address is used up or has expired");
}

/* 200; @field (nullable) is the digest of what is there. */
static void
reply_whole (CloudRequest *request,
             const char   *field)
{
  if (field != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Repr-Digest", field);
  cloud_reply_empty (request, SOUP_STATUS_OK);
}

/* 308: so much came. */
static void
reply_go_on (CloudRequest *request,
             gint64        received)
{
  g_autofree char *range = received > 0 ? sluice_field_format_kept (received) : NULL;

  if (range != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Range", range);
  cloud_reply_empty (request, SOUP_STATUS_PERMANENT_REDIRECT);
}

/* The row says so once the file has its name. */
static void
reply_finished (CloudRequest *request,
                const char   *id,
                const guint8 *digest)
{
  SluiceDatabase *database = cloud_store_get_product (request->context->store);
  g_autofree char *field = sluice_field_format_digest (digest);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sealed = cloud_store_seal (request->context->store, request->account, CLOUD_KEY_PRODUCT, field,
                                               "files.digest", id, &error);

  /* Its address stays for a while, for who did not get this answer and asks. */
  if (sealed == NULL ||
      !sluice_database_exec (database, &error, "UPDATE files SET status = 'uploaded', uploaded = ?, digest = ?"
                             " WHERE id = ? AND status = 'uploading'", "ibs", cloud_request_now (request), sealed, id))
    cloud_reply_gerror (request, error);
  else
    reply_whole (request, field);
}

static gboolean
is_awaited (CloudRequest *request,
            const char   *id)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_product (request->context->store), NULL,
    "SELECT 1 FROM files WHERE id = ? AND status = 'uploading'", "s", id);

  return row != NULL && sluice_statement_step (row, NULL);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           data)
{
  Sink *sink = data;

  sink->received += g_bytes_get_size (chunk);
  if (sink->failure == NULL)
    sluice_blob_writer_write (sink->writer, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk), &sink->failure);
}

static void
begin_whole (CloudRequest *request,
             Address      *address)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) key = NULL;
  Sink *sink;

  if (request->length != address->size)
    {
      cloud_reply_error (request, SOUP_STATUS_BAD_REQUEST, "sizeDiffers", "The size is not the one that was announced");
      return;
    }

  key = cloud_store_ref_key (request->context->store, request->account, CLOUD_KEY_PRODUCT, &error);
  sink = g_new0 (Sink, 1);
  sink->id = g_strdup (address->id);
  request->sink = sink;
  request->sink_free = sink_free;
  if (key != NULL)
    sink->writer = sluice_blob_writer_new (cloud_store_get_blobs (request->context->store), key, &error);
  if (sink->writer == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  sluice_blob_writer_digest (sink->writer);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
  g_signal_connect (request->message, "got-chunk", G_CALLBACK (got_chunk_cb), sink);
}

static void
end_whole (CloudRequest *request)
{
  Sink *sink = request->sink;
  g_autoptr(GError) error = NULL;

  if (sink->failure != NULL)
    cloud_reply_gerror (request, sink->failure);
  else if (sink->received != request->length)
    cloud_reply_error (request, SOUP_STATUS_BAD_REQUEST, "sizeDiffers", "The upload is not whole");
  else if (!is_awaited (request, sink->id))
    reply_used_up (request);
  else if (!sluice_blob_writer_finish (sink->writer, sink->id, &error))
    cloud_reply_gerror (request, error);
  else
    {
      cloud_partials_forget (request->context, sink->id);
      reply_finished (request, sink->id, sluice_blob_writer_get_digest (sink->writer));
    }
}

static const char *
get_content_range (CloudRequest *request)
{
  return soup_message_headers_get_list (soup_server_message_get_request_headers (request->message), "Content-Range");
}

static void
got_part_cb (SoupServerMessage *message,
             GBytes            *chunk,
             gpointer           data)
{
  cloud_hold_write (data, chunk);
}

/* The upload is this request's: says where it stands, or takes what comes. */
static void
part_ready (CloudHold    *hold,
            const GError *error)
{
  CloudRequest *request = hold->request;
  SluiceByteRange range;
  gint64 received;

  if (error != NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  received = cloud_partial_get_received (hold->partial);
  sluice_field_parse_content_range (get_content_range (request), &range);
  /* All of it came, and the file could not be finished then. */
  if (range.first < 0 && received == range.total)
    cloud_upload_end (request);
  else if (range.first < 0)
    reply_go_on (request, received);
  else if (range.first != received)
    cloud_reply_error (request, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, "rangeOutOfOrder",
                       "This is not the part that comes next");
  else
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
      g_signal_connect (request->message, "got-chunk", G_CALLBACK (got_part_cb), hold);
    }
}

static void
begin_part (CloudRequest *request,
            Address      *address)
{
  SluiceDatabase *database = cloud_store_get_product (request->context->store);
  const gint64 expires = cloud_request_now (request) + RESUME_SECONDS;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) key = NULL;
  SluiceByteRange range;

  if (!sluice_field_parse_content_range (get_content_range (request), &range) || range.total != address->size ||
      request->length != (range.first < 0 ? 0 : range.last - range.first + 1))
    {
      cloud_reply_error (request, SOUP_STATUS_BAD_REQUEST, "invalidRange",
                         "The range is not one of the file that was announced, or not of this body");
      return;
    }

  key = cloud_store_ref_key (request->context->store, request->account, CLOUD_KEY_PRODUCT, &error);
  if (key == NULL ||
      !sluice_database_exec (database, &error, "UPDATE files SET upload_expires = ? WHERE id = ?", "is",
                             expires, address->id))
    cloud_reply_gerror (request, error);
  else
    cloud_partials_take_hold (request, address->id, key, part_ready);
}

/** cloud_upload_begin: the headers have come; from here on each chunk goes to the disk. */
void
cloud_upload_begin (CloudRequest *request)
{
  g_autoptr(Address) address = find_address (request);
  gboolean is_question;

  if (address == NULL)
    return;

  is_question = request->length == 0 && get_content_range (request) != NULL;
  if (address->is_whole && is_question)
    {
      g_autofree char *field = address->digest == NULL ? NULL
        : cloud_store_unseal (request->context->store, request->account, CLOUD_KEY_PRODUCT, address->digest,
                              "files.digest", address->id, NULL);

      reply_whole (request, field);
    }
  else if (address->is_whole)
    reply_used_up (request);
  else if (get_content_range (request) != NULL)
    begin_part (request, address);
  else
    begin_whole (request, address);
}

static void
end_part (CloudRequest *request)
{
  CloudHold *hold = request->sink;
  SluiceByteRange range;
  guint8 digest[SLUICE_DIGEST_BYTES];
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  sluice_field_parse_content_range (get_content_range (request), &range);
  if (hold->partial == NULL)
    cloud_reply_error (request, SOUP_STATUS_CONFLICT, "takenOver", "Another request goes on with this upload");
  else if (hold->failure != NULL)
    cloud_reply_gerror (request, hold->failure);
  else if (cloud_partial_get_received (hold->partial) < range.total)
    {
      if (cloud_hold_rest (hold))
        reply_go_on (request, cloud_partial_get_received (hold->partial));
      else
        cloud_reply_gerror (request, hold->failure);
    }
  else
    {
      id = g_strdup (cloud_partial_get_id (hold->partial));
      if (cloud_hold_finish (hold, digest, &error))
        reply_finished (request, id, digest);
      else
        cloud_reply_gerror (request, error);
    }
}

/** cloud_upload_end: the last byte of a request has come. */
void
cloud_upload_end (CloudRequest *request)
{
  if (get_content_range (request) != NULL)
    end_part (request);
  else
    end_whole (request);
}

/** cloud_upload_abandon: the file is not wanted any more, what came of it is removed. Its address is the permission. */
void
cloud_upload_abandon (CloudRequest *request)
{
  SluiceDatabase *database = cloud_store_get_product (request->context->store);
  g_autoptr(Address) address = find_address (request);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  if (address == NULL)
    return;

  /* The row first, as when a person deletes it: cloud-inventory-erase.c. */
  path = g_build_filename (cloud_store_get_blobs (request->context->store), address->id, NULL);
  if (!sluice_database_exec (database, &error, "DELETE FROM files WHERE id = ?", "s", address->id))
    {
      cloud_reply_gerror (request, error);
      return;
    }

  cloud_partials_forget (request->context, address->id);
  g_unlink (path);
  if (!sluice_database_scrub (database, &error))
    cloud_reply_gerror (request, error);
  else
    cloud_reply_empty (request, SOUP_STATUS_NO_CONTENT);
}
