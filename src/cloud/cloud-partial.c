/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-partial.h"

#include "cloud-listener.h"
#include "cloud-router.h"
#include "sluice-digest.h"
#include "sluice-worker.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * Uploads that come in more than one request. What has come is in `blobs/ID.part`,
 * sealed; its writer stays open between requests, so that it can go on at any
 * byte. After a restart, or when too many wait, it goes on at the last whole
 * chunk, which the file itself says.
 *
 * One request at a time has hold of an upload: the newest. A client that asks
 * anew knows that its last connection broke, often before this side does.
 */
#define SUFFIX ".part"
#define MAX_IDLE 32 /* each keeps half a MiB */

struct _CloudPartial
{
  char             *id;
  SluiceBlobWriter *writer;   /* NULL while the file is read */
  gint64            received; /* bytes */
  CloudHold        *hold;     /* nullable, borrowed */
  gint64            left;     /* monotonic: when nobody had hold of it any more */
};

struct _CloudPartials
{
  GHashTable *table; /* id → CloudPartial */
};

static void
remove_file (const char *folder,
             const char *id)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_unlink (path);
}

/** cloud_partials_read_name: (transfer full) (nullable): whose a file in `blobs/` is; %NULL when it is not part of one. */
char *
cloud_partials_read_name (const char *name)
{
  return g_str_has_suffix (name, SUFFIX) ? g_strndup (name, strlen (name) - strlen (SUFFIX)) : NULL;
}

static void
partial_free (gpointer data)
{
  CloudPartial *self = data;

  if (self->hold != NULL)
    self->hold->partial = NULL;
  g_clear_pointer (&self->writer, sluice_blob_writer_free);
  g_free (self->id);
  g_free (self);
}

CloudPartials *
cloud_partials_new (void)
{
  CloudPartials *self = g_rc_box_new0 (CloudPartials);

  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, partial_free);
  return self;
}

/** cloud_partials_close: the cloud ends; what came stays. */
void
cloud_partials_close (CloudPartials *self)
{
  g_hash_table_remove_all (self->table);
}

static void
clear_partials (gpointer data)
{
  g_hash_table_unref (((CloudPartials *) data)->table);
}

void
cloud_partials_unref (CloudPartials *self)
{
  g_rc_box_release_full (self, clear_partials);
}

/* Lets go of what nobody has asked for longest; the file stays, but for less than a chunk. */
static void
trim (CloudPartials *self)
{
  GHashTableIter iter;
  gpointer value;
  CloudPartial *oldest = NULL;
  guint n_idle = 0;

  g_hash_table_iter_init (&iter, self->table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CloudPartial *partial = value;

      if (partial->hold != NULL || partial->writer == NULL)
        continue;
      n_idle++;
      if (oldest == NULL || partial->left < oldest->left)
        oldest = partial;
    }

  if (n_idle > MAX_IDLE)
    g_hash_table_remove (self->table, oldest->id);
}

/* Whoever has hold of it gets no more of it: its connection ends. */
static void
cut (CloudPartial *self)
{
  CloudHold *hold = g_steal_pointer (&self->hold);

  if (hold == NULL)
    return;

  hold->partial = NULL;
  cloud_listener_cut (hold->request->message);
  if (hold->later != NULL)
    cloud_later_done (g_steal_pointer (&hold->later));
}

static void
hold_free (gpointer data)
{
  CloudHold *self = data;
  CloudPartials *partials = self->request->context->partials;

  if (self->partial != NULL)
    {
      cloud_hold_rest (self);
      self->partial->left = g_get_monotonic_time ();
      self->partial->hold = NULL;
      if (self->failure != NULL)
        g_hash_table_remove (partials->table, self->partial->id);
      else
        trim (partials);
    }
  if (self->later != NULL)
    g_rc_box_release (self->later);
  g_clear_error (&self->failure);
  g_free (self);
}

/* What a worker reads. */
typedef struct
{
  CloudPartials    *partials;
  char             *id;
  char             *folder;
  SluiceKey        *key;
  SluiceBlobWriter *writer;   /* what comes of it */
  guint64           received;
} Reading;

static void
clear_reading (gpointer data)
{
  Reading *reading = data;

  cloud_partials_unref (reading->partials);
  g_free (reading->id);
  g_free (reading->folder);
  sluice_key_unref (reading->key);
  g_clear_pointer (&reading->writer, sluice_blob_writer_free);
}

static void
reading_unref (gpointer reading)
{
  g_atomic_rc_box_release_full (reading, clear_reading);
}

static DexFuture *
read_file (GCancellable *cancellable,
           gpointer      data)
{
  Reading *reading = data;
  g_autofree char *name = g_strconcat (reading->id, SUFFIX, NULL);
  GError *error = NULL;

  reading->writer = sluice_blob_writer_go_on (reading->folder, name, reading->key, cancellable, &reading->received,
                                              &error);
  return reading->writer != NULL ? dex_future_new_true () : dex_future_new_for_error (error);
}

/* The request was stopped behind its headers; here it goes on. */
static void
go_on (CloudHold    *hold,
       const GError *error)
{
  CloudLater *later = g_steal_pointer (&hold->later);
  CloudRequest *request = hold->request;

  hold->ready (hold, error);
  if (soup_server_message_get_status (request->message) != 0)
    cloud_router_turn_away (request);
  cloud_later_done (later);
}

static DexFuture *
file_read_cb (DexFuture *future,
              gpointer   data)
{
  Reading *reading = data;
  CloudPartial *partial = g_hash_table_lookup (reading->partials->table, reading->id);
  g_autoptr(GError) error = NULL;
  CloudHold *hold;

  dex_future_get_value (future, &error);
  if (partial == NULL)
    return dex_future_new_true ();

  hold = partial->hold;
  partial->writer = g_steal_pointer (&reading->writer);
  partial->received = reading->received;
  partial->left = g_get_monotonic_time ();
  if (error != NULL)
    {
      g_hash_table_remove (reading->partials->table, reading->id);
      partial = NULL;
    }

  if (hold != NULL)
    go_on (hold, error);
  else
    trim (reading->partials);
  return dex_future_new_true ();
}

static void
start_reading (CloudContext *context,
               const char   *id,
               SluiceKey    *key)
{
  Reading *reading = g_atomic_rc_box_new0 (Reading);

  reading->partials = g_rc_box_acquire (context->partials);
  reading->id = g_strdup (id);
  reading->folder = g_strdup (cloud_store_get_blobs (context->store));
  reading->key = sluice_key_ref (key);
  dex_future_disown (dex_future_finally (sluice_worker_run (read_file, g_atomic_rc_box_acquire (reading), reading_unref),
                                         file_read_cb, reading, reading_unref));
}

/**
 * cloud_partials_take_hold:
 * @request: whose begin this is; gets a #CloudHold as its sink
 * @id: of a file that is not whole
 * @key: what seals it
 * @ready: called when the request has hold of it
 *
 * Who had hold of it before is cut off: what it sent counts up to here.
 */
void
cloud_partials_take_hold (CloudRequest   *request,
                          const char     *id,
                          SluiceKey      *key,
                          CloudHoldReady  ready)
{
  CloudPartials *self = request->context->partials;
  CloudPartial *partial = g_hash_table_lookup (self->table, id);
  CloudHold *hold = g_new0 (CloudHold, 1);
  gboolean is_new = partial == NULL;

  if (is_new)
    {
      partial = g_new0 (CloudPartial, 1);
      partial->id = g_strdup (id);
      g_hash_table_insert (self->table, partial->id, partial);
    }

  cut (partial);
  partial->hold = hold;
  hold->partial = partial;
  hold->request = request;
  hold->ready = ready;
  request->sink = hold;
  request->sink_free = hold_free;

  if (partial->writer != NULL)
    {
      ready (hold, NULL);
      return;
    }
  hold->later = cloud_request_answer_later (request);
  if (is_new)
    start_reading (request->context, id, key);
}

/** cloud_partials_forget: of a file that is whole or not wanted: cuts off who sends it, and removes what came. */
void
cloud_partials_forget (CloudContext *context,
                       const char   *id)
{
  CloudPartial *partial = g_hash_table_lookup (context->partials->table, id);

  if (partial != NULL)
    {
      cut (partial);
      g_hash_table_remove (context->partials->table, id);
    }
  remove_file (cloud_store_get_blobs (context->store), id);
}

/** cloud_partial_get_id: of which file it is. */
const char *
cloud_partial_get_id (CloudPartial *self)
{
  return self->id;
}

/** cloud_partial_get_received: bytes that came, from the first one on. */
gint64
cloud_partial_get_received (CloudPartial *self)
{
  return self->received;
}

/** cloud_hold_write: the next bytes; %FALSE when there is a failure, now or before, or another took hold. */
gboolean
cloud_hold_write (CloudHold *self,
                  GBytes    *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (self->partial == NULL || self->failure != NULL ||
      !sluice_blob_writer_write (self->partial->writer, data, size, &self->failure))
    return FALSE;

  self->partial->received += size;
  return TRUE;
}

/** cloud_hold_rest: nothing may come for a while; %FALSE when there is a failure, now or before, or another took hold. */
gboolean
cloud_hold_rest (CloudHold *self)
{
  return self->partial != NULL && self->failure == NULL && self->partial->writer != NULL &&
         sluice_blob_writer_rest (self->partial->writer, &self->failure);
}

/**
 * cloud_hold_finish:
 * @self: has hold of an upload of which every byte is there; lets go of it
 * @out_digest: (out) (array fixed-size=32): the SHA-256 of the file
 * @error: #SluiceBaseError; then it can be finished by another request
 *
 * Returns: %TRUE when the file is under its own name
 */
gboolean
cloud_hold_finish (CloudHold  *self,
                   guint8     *out_digest,
                   GError    **error)
{
  CloudPartials *partials = self->request->context->partials;
  CloudPartial *partial = g_steal_pointer (&self->partial);
  gboolean is_finished = sluice_blob_writer_finish (partial->writer, partial->id, error);

  if (is_finished)
    memcpy (out_digest, sluice_blob_writer_get_digest (partial->writer), SLUICE_DIGEST_BYTES);
  partial->hold = NULL;
  g_hash_table_remove (partials->table, partial->id);
  return is_finished;
}
