/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-hand-over.h"

#include "sluice-byte-source.h"

/*
 * Unpacking is as fast as it is; what is done with the bytes is done beside it.
 * Blocks go round in a ring, so nothing is copied and memory is fixed. The
 * thread begins with the first block: what fits in one has none.
 */

#define N_BLOCKS 4

struct _SluiceHandOver
{
  SluiceHandOverFunc take;
  gpointer           user_data;
  GThread           *thread; /* NULL before the first block, or where there is but one processor */
  guint8            *blocks[N_BLOCKS];
  gsize              lengths[N_BLOCKS];

  GMutex             mutex;
  GCond              changed;
  /* Under the mutex. */
  guint64            n_given;
  guint64            n_taken;
  gboolean           is_over;
};

static gpointer
take_cb (gpointer data)
{
  SluiceHandOver *self = data;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      guint at = self->n_taken % N_BLOCKS;

      if (self->n_taken == self->n_given)
        {
          if (self->is_over)
            break;
          g_cond_wait (&self->changed, &self->mutex);
          continue;
        }

      g_mutex_unlock (&self->mutex);
      self->take (self->blocks[at], self->lengths[at], self->user_data);
      g_mutex_lock (&self->mutex);
      self->n_taken++;
      g_cond_signal (&self->changed);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/**
 * sluice_hand_over_new:
 * @take: gets each block, on another thread
 * @user_data: for @take
 *
 * Returns: (transfer full): one whose first block is there to be filled
 */
SluiceHandOver *
sluice_hand_over_new (SluiceHandOverFunc take,
                      gpointer           user_data)
{
  SluiceHandOver *self = g_new0 (SluiceHandOver, 1);

  self->take = take;
  self->user_data = user_data;
  self->blocks[0] = g_aligned_alloc (1, SLUICE_BLOCK_SIZE, SLUICE_BLOCK_ALIGNMENT);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  return self;
}

/** sluice_hand_over_free: waits until all that was pushed is taken. */
void
sluice_hand_over_free (SluiceHandOver *self)
{
  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->thread, g_thread_join);

  for (guint i = 0; i < N_BLOCKS; i++)
    g_aligned_free (self->blocks[i]);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

/** sluice_hand_over_get: the block to be filled now, of %SLUICE_BLOCK_SIZE bytes. */
guint8 *
sluice_hand_over_get (SluiceHandOver *self)
{
  guint at = self->n_given % N_BLOCKS;

  if (self->blocks[at] == NULL)
    self->blocks[at] = g_aligned_alloc (1, SLUICE_BLOCK_SIZE, SLUICE_BLOCK_ALIGNMENT);
  return self->blocks[at];
}

/**
 * sluice_hand_over_push:
 * @self: a hand-over
 * @length: bytes that were written into the block to be filled
 * @is_last: whether nothing comes after it
 *
 * Has the block taken; waits for another one. For a single block no thread is
 * begun.
 *
 * Returns: the block to be filled next
 */
guint8 *
sluice_hand_over_push (SluiceHandOver *self,
                       gsize           length,
                       gboolean        is_last)
{
  if (self->thread == NULL && (is_last || g_get_num_processors () == 1))
    {
      self->take (self->blocks[0], length, self->user_data);
      return self->blocks[0];
    }
  if (self->thread == NULL)
    self->thread = g_thread_new ("take", take_cb, self);

  self->lengths[self->n_given % N_BLOCKS] = length;
  g_mutex_lock (&self->mutex);
  self->n_given++;
  g_cond_signal (&self->changed);
  while (self->n_given - self->n_taken == N_BLOCKS)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return sluice_hand_over_get (self);
}

/** sluice_hand_over_wait: until all that was pushed is taken. */
void
sluice_hand_over_wait (SluiceHandOver *self)
{
  g_mutex_lock (&self->mutex);
  while (self->n_taken < self->n_given)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
