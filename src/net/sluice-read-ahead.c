/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-read-ahead.h"

#include <glib-unix.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/*
 * Reads a stream on a thread of its own, a few blocks ahead, and hands out what is there without waiting for it. libsoup
 * takes a body 8 KiB at a time; from a stream that can block, each of them goes to another thread and back, which takes longer
 * than everything else that is done about it.
 */
#define BLOCK_SIZE (256 * 1024)
#define MOST_BLOCKS 8

/* Shared with the thread, which may outlive the stream by one block. */
typedef struct
{
  GInputStream *base;
  int           event; /* readable when read() would not wait */

  GMutex    lock;
  GCond     changed;
  GQueue    blocks;  /* of GBytes */
  GError   *error;   /* why there is no more */
  gboolean  ended;
  gboolean  stopped; /* nobody reads any more */
} Ahead;

struct _SluiceReadAhead
{
  GInputStream parent_instance;

  Ahead *ahead;
  gsize  offset; /* into the first block */
};

static void pollable_iface_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceReadAhead, sluice_read_ahead, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, pollable_iface_init))

static void
clear_ahead (gpointer data)
{
  Ahead *ahead = data;

  g_object_unref (ahead->base);
  if (ahead->event >= 0)
    close (ahead->event);
  g_queue_clear_full (&ahead->blocks, (GDestroyNotify) g_bytes_unref);
  g_clear_error (&ahead->error);
  g_cond_clear (&ahead->changed);
  g_mutex_clear (&ahead->lock);
}

static void
ahead_unref (Ahead *ahead)
{
  g_atomic_rc_box_release_full (ahead, clear_ahead);
}

/* Under the lock. */
static void
tell (Ahead *ahead)
{
  const guint64 one = 1;

  g_cond_broadcast (&ahead->changed);
  /* It cannot fail: the counter is 0 or 1 all the time. */
  if (write (ahead->event, &one, sizeof one) < 0)
    g_debug ("an event was there already");
}

/* Under the lock: what is there has been taken. */
static void
take_back (Ahead *ahead)
{
  guint64 count;

  if (read (ahead->event, &count, sizeof count) < 0)
    g_debug ("there was no event");
}

static gboolean
is_ready (Ahead *ahead)
{
  return !g_queue_is_empty (&ahead->blocks) || ahead->ended;
}

/* Returns: whether to go on */
static gboolean
keep_block (Ahead  *ahead,
            guint8 *block,
            gssize  n_read,
            GError *error)
{
  gboolean goes_on;

  g_mutex_lock (&ahead->lock);
  if (!is_ready (ahead))
    tell (ahead);
  if (n_read > 0)
    g_queue_push_tail (&ahead->blocks, g_bytes_new_take (block, n_read));
  else
    g_free (block);
  ahead->ended = n_read <= 0;
  ahead->error = error;
  while (ahead->blocks.length >= MOST_BLOCKS && !ahead->stopped)
    g_cond_wait (&ahead->changed, &ahead->lock);
  goes_on = !ahead->ended && !ahead->stopped;
  g_mutex_unlock (&ahead->lock);
  return goes_on;
}

static gpointer
read_thread (gpointer data)
{
  Ahead *ahead = data;
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      guint8 *block = g_malloc (BLOCK_SIZE);
      GError *error = NULL;
      gssize n_read = g_input_stream_read (ahead->base, block, BLOCK_SIZE, NULL, &error);

      goes_on = keep_block (ahead, block, n_read, error);
    }

  ahead_unref (ahead);
  return NULL;
}

/* With the lock held, and something there. */
static gssize
take (SluiceReadAhead *self,
      void            *buffer,
      gsize            count)
{
  Ahead *ahead = self->ahead;
  GBytes *first = g_queue_peek_head (&ahead->blocks);
  gsize size;
  const guint8 *data = g_bytes_get_data (first, &size);
  const gsize taken = MIN (count, size - self->offset);

  memcpy (buffer, data + self->offset, taken);
  self->offset += taken;
  if (self->offset == size)
    {
      g_bytes_unref (g_queue_pop_head (&ahead->blocks));
      self->offset = 0;
      g_cond_broadcast (&ahead->changed);
      if (!is_ready (ahead))
        take_back (ahead);
    }
  return taken;
}

static gssize
sluice_read_ahead_read (GInputStream  *stream,
                        void          *buffer,
                        gsize          count,
                        GCancellable  *cancellable,
                        GError       **error)
{
  SluiceReadAhead *self = SLUICE_READ_AHEAD (stream);
  Ahead *ahead = self->ahead;
  gssize n_read = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;

  g_mutex_lock (&ahead->lock);
  while (!is_ready (ahead))
    g_cond_wait (&ahead->changed, &ahead->lock);
  if (!g_queue_is_empty (&ahead->blocks))
    {
      n_read = take (self, buffer, count);
    }
  else if (ahead->error != NULL)
    {
      g_propagate_error (error, g_error_copy (ahead->error));
      n_read = -1;
    }
  g_mutex_unlock (&ahead->lock);
  return n_read;
}

static gboolean
sluice_read_ahead_is_readable (GPollableInputStream *stream)
{
  Ahead *ahead = SLUICE_READ_AHEAD (stream)->ahead;
  gboolean readable;

  g_mutex_lock (&ahead->lock);
  readable = is_ready (ahead);
  g_mutex_unlock (&ahead->lock);
  return readable;
}

static GSource *
sluice_read_ahead_create_source (GPollableInputStream *stream,
                                 GCancellable         *cancellable)
{
  g_autoptr(GSource) source = g_unix_fd_source_new (SLUICE_READ_AHEAD (stream)->ahead->event, G_IO_IN);

  return g_pollable_source_new_full (stream, source, cancellable);
}

static void
pollable_iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = sluice_read_ahead_is_readable;
  iface->create_source = sluice_read_ahead_create_source;
}

static void
sluice_read_ahead_finalize (GObject *object)
{
  SluiceReadAhead *self = SLUICE_READ_AHEAD (object);

  g_mutex_lock (&self->ahead->lock);
  self->ahead->stopped = TRUE;
  g_cond_broadcast (&self->ahead->changed);
  g_mutex_unlock (&self->ahead->lock);
  g_clear_pointer (&self->ahead, ahead_unref);

  G_OBJECT_CLASS (sluice_read_ahead_parent_class)->finalize (object);
}

static void
sluice_read_ahead_class_init (SluiceReadAheadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_read_ahead_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = sluice_read_ahead_read;
}

static void
sluice_read_ahead_init (SluiceReadAhead *self)
{
}

/**
 * sluice_read_ahead_new:
 * @base: (transfer full): what is read; by a thread from here on, and let go by it
 *
 * Returns: (transfer full): the same bytes, as a #GPollableInputStream
 */
GInputStream *
sluice_read_ahead_new (GInputStream *base)
{
  SluiceReadAhead *self;
  Ahead *ahead;

  g_return_val_if_fail (G_IS_INPUT_STREAM (base), NULL);

  ahead = g_atomic_rc_box_new0 (Ahead);
  ahead->base = base;
  ahead->event = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_mutex_init (&ahead->lock);
  g_cond_init (&ahead->changed);
  g_queue_init (&ahead->blocks);
  self = g_object_new (SLUICE_TYPE_READ_AHEAD, NULL);
  self->ahead = ahead;
  g_thread_unref (g_thread_new ("read-ahead", read_thread, g_atomic_rc_box_acquire (ahead)));
  return G_INPUT_STREAM (self);
}
