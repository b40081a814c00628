/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-product-sender.h"

#include "sluice-digest-stream.h"
#include "sluice-fiber.h"
#include "sluice-field-value.h"
#include "sluice-net-error.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The body of a file, to the address that its ticket names. Where the place
 * keeps what came, it is asked first how much that is, in the way of Google's
 * resumable uploads (Content-Range: bytes ∗/TOTAL, answered 308 with Range),
 * and only the rest is sent.
 *
 * The digest is of the whole file as it is read now, also of the part that is
 * there already. So a file that changed between two attempts is found out, where
 * the place says what it has (RFC 9530): what it made of both is not the file.
 */
#define ROUTE "/cura/v1/uploads/{id}"
#define MAX_ANSWER (64 * 1024)
#define READ_SIZE (1024 * 1024)
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define STATUS_PERMANENT_REDIRECT 308 /* here: go on */

/* Shared with the request, which tells it of its bytes. */
typedef struct
{
  SluiceSendProgress func; /* nullable */
  gpointer           data;
  GDestroyNotify     destroy;
  guint64            sent;
  guint64            total;
  gint64             told; /* monotonic */
} Progress;

/* What is sent by one request; shared with the threads that read it. */
typedef struct
{
  SluiceUploadSource *source;
  guint64             offset;
  SluiceDigest       *skipped; /* of all before @offset */
  SluiceDigest       *digest;  /* of all that was read, after the newest attempt */
} Part;

typedef struct
{
  SluiceSession      *session;
  SluiceUploadTicket *ticket;
  SluiceUploadSource *source;
  char               *group_id;
  char               *file_id;
  Progress           *progress;
  gboolean            spoilt; /* what the place has is not the file */
  DexFuture          *stop;   /* borrowed from the fiber */
} Put;

static void
clear_progress (gpointer data)
{
  Progress *progress = data;

  if (progress->destroy != NULL)
    progress->destroy (progress->data);
}

static void
progress_unref (gpointer progress)
{
  g_rc_box_release_full (progress, clear_progress);
}

static void
clear_part (gpointer data)
{
  Part *part = data;

  sluice_upload_source_unref (part->source);
  g_clear_pointer (&part->skipped, sluice_digest_unref);
  g_clear_pointer (&part->digest, sluice_digest_unref);
}

static void
part_unref (gpointer part)
{
  g_atomic_rc_box_release_full (part, clear_part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Part, part_unref)

static void
put_free (Put *put)
{
  g_object_unref (put->session);
  sluice_upload_ticket_unref (put->ticket);
  g_clear_pointer (&put->source, sluice_upload_source_unref);
  g_free (put->group_id);
  g_free (put->file_id);
  g_clear_pointer (&put->progress, progress_unref);
  g_free (put);
}

static void
tell_progress (Progress *progress,
               guint64   sent)
{
  const gint64 now = g_get_monotonic_time ();

  progress->sent = MIN (sent, progress->total);
  if (progress->func == NULL || (progress->sent < progress->total && now - progress->told < PROGRESS_INTERVAL))
    return;

  progress->told = now;
  progress->func (progress->sent, progress->total, progress->data);
}

static void
wrote_cb (gsize    bytes,
          gpointer data)
{
  Progress *progress = data;

  tell_progress (progress, progress->sent + bytes);
}

static gboolean
set_misunderstood (GError **error)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The cloud's answer about the upload is not one that Sluice understands."));
  return FALSE;
}

/* On a worker. */
static GInputStream *
open_part (gpointer   data,
           GError   **error)
{
  Part *part = data;
  GInputStream *stream = sluice_upload_source_open (part->source, part->offset, error);

  if (stream == NULL)
    return NULL;

  g_clear_pointer (&part->digest, sluice_digest_unref);
  part->digest = sluice_digest_copy (part->skipped);
  return sluice_digest_stream_new (stream, part->digest);
}

/* On a worker: what is not sent is read for its digest. */
static DexFuture *
read_skipped (GCancellable *cancellable,
              gpointer      data)
{
  Part *part = data;
  g_autofree char *buffer = g_malloc (READ_SIZE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = sluice_upload_source_open (part->source, 0, &error);
  guint64 left = part->offset;

  part->skipped = sluice_digest_new ();
  while (stream != NULL && left > 0)
    {
      gssize got = g_input_stream_read (stream, buffer, MIN (left, READ_SIZE), cancellable, &error);

      if (got < 0)
        break;
      if (got == 0)
        return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT, "%s",
                                      _("The file changed while it was being sent. Send it again."));
      sluice_digest_update (part->skipped, buffer, got);
      left -= got;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (error != NULL)
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT, "%s",
                                  _("The file cannot be read any more: it was moved, deleted or locked. Put it back and "
                                    "try again."));

  part->digest = sluice_digest_copy (part->skipped);
  return dex_future_new_true ();
}

/* Returns: (transfer full) (nullable): all from @offset on. */
static Part *
await_part (Put      *put,
            guint64   offset,
            GError  **error)
{
  g_autoptr(Part) part = g_atomic_rc_box_new0 (Part);

  part->source = sluice_upload_source_ref (put->source);
  part->offset = offset;
  if (offset == 0)
    {
      part->skipped = sluice_digest_new ();
      part->digest = sluice_digest_new ();
      return g_steal_pointer (&part);
    }

  return dex_await (sluice_until (sluice_worker_run (read_skipped, g_atomic_rc_box_acquire (part), part_unref),
                                  put->stop), error) ? g_steal_pointer (&part) : NULL;
}

/* The one-time address takes no bearer. */
static SluiceResponse *
await_answer (Put            *put,
              SluiceRequest  *request,
              GError        **error)
{
  sluice_request_set_route (request, ROUTE);
  sluice_request_set_subject (request, put->group_id, put->file_id);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  return dex_await_object (sluice_until (sluice_session_send (put->session, request), put->stop), error);
}

static SluiceResponse *
await_where (Put     *put,
             GError **error)
{
  const SluiceByteRange range = { -1, -1, sluice_upload_ticket_get_size (put->ticket) };
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(SluiceRequest) request = NULL;

  /* Nothing of the file, but about it: what may not leave is not asked about, either. */
  request = sluice_request_new_product ("PUT", sluice_upload_ticket_get_path (put->ticket),
                                        sluice_product_body_new (nothing,
                                                                 sluice_upload_ticket_get_content_type (put->ticket)));
  sluice_request_set_content_range (request, &range);
  return await_answer (put, request, error);
}

static SluiceResponse *
await_rest (Put     *put,
            Part    *part,
            GError **error)
{
  const guint64 size = sluice_upload_ticket_get_size (put->ticket);
  const SluiceByteRange range = { part->offset, size - 1, size };
  g_autoptr(SluiceRequest) request = NULL;
  SluiceProductBody *body;

  body = sluice_product_body_new_stream (size - part->offset, sluice_upload_ticket_get_content_type (put->ticket),
                                         open_part, g_atomic_rc_box_acquire (part), part_unref);
  request = sluice_request_new_product ("PUT", sluice_upload_ticket_get_path (put->ticket), body);
  if (sluice_upload_ticket_get_resumable (put->ticket))
    sluice_request_set_content_range (request, &range);
  put->progress->told = 0;
  tell_progress (put->progress, part->offset);
  sluice_request_set_progress (request, wrote_cb, g_rc_box_acquire (put->progress), progress_unref);
  return await_answer (put, request, error);
}

/* Whether what the place says that it has is the file; it need not say anything. */
static gboolean
check_whole (Put             *put,
             Part            *part,
             SluiceResponse  *response,
             GError         **error)
{
  const char *length = sluice_response_get_header (response, "X-Goog-Stored-Content-Length");
  guint8 theirs[SLUICE_DIGEST_BYTES];
  guint8 ours[SLUICE_DIGEST_BYTES];
  guint64 stored;
  gboolean is_whole = TRUE;

  sluice_digest_finish (part->digest, ours);
  if (sluice_field_parse_digest (sluice_response_get_header (response, "Repr-Digest"), theirs))
    is_whole = memcmp (ours, theirs, sizeof ours) == 0;
  else if (length != NULL)
    is_whole = g_ascii_string_to_unsigned (length, 10, 0, G_MAXUINT64, &stored, NULL) &&
               stored == sluice_upload_ticket_get_size (put->ticket);

  put->spoilt = !is_whole;
  if (!is_whole)
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT,
                         _("What arrived is not what this computer has: the file changed, or it was damaged on the way. "
                           "Nothing is printed of it. Send it again."));
  return is_whole;
}

static gboolean
is_incomplete (SluiceResponse *response)
{
  return sluice_response_get_status (response) == STATUS_PERMANENT_REDIRECT;
}

/* How much is there. */
static gboolean
read_kept (Put             *put,
           SluiceResponse  *response,
           guint64         *out_kept,
           GError         **error)
{
  gint64 kept;

  if (!sluice_field_parse_kept (sluice_response_get_header (response, "Range"), &kept) ||
      (guint64) kept >= sluice_upload_ticket_get_size (put->ticket))
    return set_misunderstood (error);

  *out_kept = kept;
  return TRUE;
}

/* Sends from @offset on, and says in @out_kept how much is there then. */
static gboolean
await_round (Put      *put,
             guint64   offset,
             guint64  *out_kept,
             GError  **error)
{
  const guint64 size = sluice_upload_ticket_get_size (put->ticket);
  g_autoptr(Part) part = await_part (put, offset, error);
  g_autoptr(SluiceResponse) response = part != NULL ? await_rest (put, part, error) : NULL;

  if (response == NULL)
    return FALSE;

  *out_kept = size;
  if (!is_incomplete (response))
    return check_whole (put, part, response, error);
  if (!sluice_upload_ticket_get_resumable (put->ticket))
    return set_misunderstood (error);
  if (!read_kept (put, response, out_kept, error))
    return FALSE;
  /* It may take it in parts, but not for ever none. */
  return *out_kept > offset || set_misunderstood (error);
}

/* It was all there already: the answer to the last attempt was lost. */
static gboolean
await_check (Put             *put,
             SluiceResponse  *response,
             GError         **error)
{
  g_autoptr(Part) part = await_part (put, sluice_upload_ticket_get_size (put->ticket), error);

  if (part == NULL)
    return FALSE;
  tell_progress (put->progress, part->offset);
  return check_whole (put, part, response, error);
}

static gboolean
await_all (Put     *put,
           GError **error)
{
  const guint64 size = sluice_upload_ticket_get_size (put->ticket);
  guint64 kept = 0;

  if (sluice_upload_ticket_get_resumable (put->ticket))
    {
      g_autoptr(SluiceResponse) response = await_where (put, error);

      if (response == NULL)
        return FALSE;
      if (!is_incomplete (response))
        return await_check (put, response, error);
      if (!read_kept (put, response, &kept, error))
        return FALSE;
    }

  do
    if (!await_round (put, kept, &kept, error))
      return FALSE;
  while (kept < size);
  return TRUE;
}

static gboolean
await_abandon (Put     *put,
               GError **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("DELETE", sluice_upload_ticket_get_path (put->ticket));
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) failure = NULL;

  if (!sluice_upload_ticket_get_resumable (put->ticket))
    return TRUE;

  response = await_answer (put, request, &failure);
  if (response != NULL || g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static DexFuture *
put_fiber (DexFuture *stop,
           gpointer   data)
{
  Put *put = data;
  g_autoptr(GError) error = NULL;

  put->stop = stop;
  if (await_all (put, &error))
    return dex_future_new_true ();

  /* What cannot become right any more is not left lying there. If that fails, the place forgets it by itself. */
  if (put->spoilt)
    await_abandon (put, NULL);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
abandon_fiber (DexFuture *stop,
               gpointer   data)
{
  Put *put = data;
  g_autoptr(GError) error = NULL;

  put->stop = stop;
  return await_abandon (put, &error) ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static Put *
put_new (SluiceSession      *session,
         SluiceUploadTicket *ticket,
         const char         *group_id,
         const char         *file_id)
{
  Put *put = g_new0 (Put, 1);

  put->session = g_object_ref (session);
  put->ticket = sluice_upload_ticket_ref (ticket);
  put->group_id = g_strdup (group_id);
  put->file_id = g_strdup (file_id);
  return put;
}

/**
 * sluice_product_sender_put:
 * @session: to the place that gave @ticket
 * @ticket: of sluice_product_sender_announce(), now or in an earlier run
 * @source: the file; of the size that was announced
 * @group_id: (nullable): the group whose printers shall print it; the policy may depend on it
 * @file_id: (nullable): the file, as the policy knows it
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data
 *
 * Sends the file, or what the place does not have of it yet. When it fails in
 * passing it can be called again with the same ticket; one-time addresses take
 * the whole again then.
 *
 * Where the place says what it has got, that is compared with the file: with
 * its SHA-256, or at least with its size. A place that says nothing is believed.
 *
 * Returns: (transfer full): a future of %TRUE: the place has the whole file;
 *   rejects with #SluiceNetError: with %SLUICE_NET_ERROR_CONFLICT when the file
 *   cannot be read, is not the announced one, changed, or arrived as another, and
 *   %SLUICE_NET_ERROR_NOT_FOUND when the place has given it up: then it has to be
 *   announced again
 */
DexFuture *
sluice_product_sender_put (SluiceSession      *session,
                           SluiceUploadTicket *ticket,
                           SluiceUploadSource *source,
                           const char         *group_id,
                           const char         *file_id,
                           SluiceSendProgress  progress,
                           gpointer            progress_data,
                           GDestroyNotify      progress_destroy)
{
  Put *put;

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));
  dex_return_error_if_fail (ticket != NULL && source != NULL);

  put = put_new (session, ticket, group_id, file_id);
  put->source = sluice_upload_source_ref (source);
  put->progress = g_rc_box_new0 (Progress);
  put->progress->func = progress;
  put->progress->data = progress_data;
  put->progress->destroy = progress_destroy;
  put->progress->total = sluice_upload_ticket_get_size (ticket);
  return sluice_fiber_spawn (put_fiber, put, (GDestroyNotify) put_free);
}

/**
 * sluice_product_sender_abandon:
 * @session: to the place that gave @ticket
 * @ticket: of a file that is not to be sent, or not any further
 *
 * Makes the place delete what it has of it. A place with one-time addresses
 * has nothing, and is not asked.
 *
 * Returns: (transfer full): a future of %TRUE: it is gone; rejects with #SluiceNetError
 */
DexFuture *
sluice_product_sender_abandon (SluiceSession      *session,
                               SluiceUploadTicket *ticket)
{
  dex_return_error_if_fail (SLUICE_IS_SESSION (session));
  dex_return_error_if_fail (ticket != NULL);

  return sluice_fiber_spawn (abandon_fiber, put_new (session, ticket, NULL, NULL), (GDestroyNotify) put_free);
}
