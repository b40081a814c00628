/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-scan-crew.h"

#include <errno.h>
#include <string.h>

/*
 * Copying a file out of the page cache takes longer than scanning it, and both
 * are done block by block: so a few threads do them side by side, each on the
 * next block that nobody has, and the one who reads takes the blocks in order.
 * Blocks are few and used again, so memory is the same for a file of any size.
 */

#define MOST_WORKERS 4
#define BLOCKS_EACH 2

/* Below this, starting a thread takes longer than it saves. */
#ifndef SLUICE_SCAN_SMALLEST_FILE
#define SLUICE_SCAN_SMALLEST_FILE (4 * 1024 * 1024)
#endif

typedef struct
{
  guint8         *data;
  gsize           length; /* less than a block only where the file ends */
  int             error;  /* errno, or 0 */
  guint64         number; /* of the block that it is ready to be taken as, from 1 */
  SluiceLineScan *scan;
} Block;

struct _SluiceScanCrew
{
  SluiceByteSource *source; /* unowned */
  SluiceLineEngine  engine;
  gboolean          sums;
  guint64           offset; /* of block 0 */
  gboolean          is_started;
  gboolean          has_ended; /* the last block was taken */

  guint             n_workers;
  GThread          *workers[MOST_WORKERS];
  Block             blocks[MOST_WORKERS * BLOCKS_EACH];
  guint             n_blocks;

  GMutex            mutex;
  GCond             is_ready;
  GCond             is_free;
  /* All below: under the mutex. */
  guint             n_waiting;
  guint64           n_begun;
  guint64           n_taken;
  gboolean          is_over; /* no more blocks: the file ends, cannot be read, or nobody wants it */
};

static void
fill_block (SluiceScanCrew *self,
            Block          *block,
            guint64         number)
{
  guint64 offset = self->offset + number * SLUICE_BLOCK_SIZE;
  gssize got = -1;

  block->length = 0;
  block->error = 0;
  while (block->length < SLUICE_BLOCK_SIZE && got != 0)
    {
      got = sluice_byte_source_read_at (self->source, offset + block->length, block->data + block->length,
                                        SLUICE_BLOCK_SIZE - block->length);
      if (got < 0)
        {
          block->error = errno;
          return;
        }
      block->length += got;
    }
}

/* Where its first line ends is known only to who has the block before. */
static void
scan_block (SluiceScanCrew *self,
            Block          *block)
{
  const guint8 *newline = memchr (block->data, '\n', block->length);

  sluice_line_scan (self->engine, self->sums, block->data,
                    newline != NULL ? (gsize) (newline + 1 - block->data) : block->length, block->length, block->scan);
}

static gpointer
work_cb (gpointer data)
{
  SluiceScanCrew *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->is_over)
    {
      guint64 number = self->n_begun;
      Block *block = &self->blocks[number % self->n_blocks];

      if (number >= self->n_taken + self->n_blocks)
        {
          self->n_waiting++;
          g_cond_wait (&self->is_free, &self->mutex);
          self->n_waiting--;
          continue;
        }

      self->n_begun++;
      g_mutex_unlock (&self->mutex);
      fill_block (self, block, number);
      scan_block (self, block);
      g_mutex_lock (&self->mutex);

      block->number = number + 1;
      if (block->error != 0 || block->length < SLUICE_BLOCK_SIZE)
        self->is_over = TRUE;
      /* Whoever waits, waits for one block only. */
      if (number == self->n_taken)
        g_cond_signal (&self->is_ready);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

static void
start (SluiceScanCrew *self)
{
  self->is_started = TRUE;
  self->n_blocks = self->n_workers * BLOCKS_EACH;
  for (guint i = 0; i < self->n_blocks; i++)
    {
      self->blocks[i].data = g_aligned_alloc (1, SLUICE_BLOCK_SIZE, SLUICE_BLOCK_ALIGNMENT);
      self->blocks[i].scan = g_new (SluiceLineScan, 1);
    }
  for (guint i = 0; i < self->n_workers; i++)
    self->workers[i] = g_thread_new ("scan", work_cb, self);
}

/**
 * sluice_scan_crew_new:
 * @source: a file that was read up to @offset; it outlives the crew
 * @offset: where to begin
 * @engine: how to scan
 * @sums: whether to sum extrusion
 */
SluiceScanCrew *
sluice_scan_crew_new (SluiceByteSource *source,
                      guint64           offset,
                      SluiceLineEngine  engine,
                      gboolean          sums)
{
  SluiceScanCrew *self = g_new0 (SluiceScanCrew, 1);

  self->source = source;
  self->offset = offset;
  self->engine = engine;
  self->sums = sums;
  self->n_workers = MIN (g_get_num_processors (), MOST_WORKERS);
  if (self->n_workers == 1 || sluice_byte_source_get_size (source) < SLUICE_SCAN_SMALLEST_FILE)
    self->n_workers = 0;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->is_ready);
  g_cond_init (&self->is_free);
  return self;
}

void
sluice_scan_crew_free (SluiceScanCrew *self)
{
  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_broadcast (&self->is_free);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < self->n_workers && self->is_started; i++)
    g_thread_join (self->workers[i]);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      g_aligned_free (self->blocks[i].data);
      g_free (self->blocks[i].scan);
    }
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->is_ready);
  g_cond_clear (&self->is_free);
  g_free (self);
}

/* Gives back the block that was taken last, and waits for the next one. */
static Block *
take_block (SluiceScanCrew *self,
            gboolean        is_first)
{
  Block *block;

  g_mutex_lock (&self->mutex);
  if (!is_first)
    self->n_taken++;
  if (self->n_waiting > 0)
    g_cond_signal (&self->is_free);
  block = &self->blocks[self->n_taken % self->n_blocks];
  while (block->number != self->n_taken + 1)
    g_cond_wait (&self->is_ready, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return block;
}

/**
 * sluice_scan_crew_next:
 * @self: a crew
 * @out_data: (out): the next block, until the next call
 * @out_scan: (out) (nullable): what sluice_line_scan() says of it from behind
 *   its first newline on; %NULL where it was not scanned
 * @error: as sluice_byte_source_next()
 *
 * Returns: bytes of the block; 0 at the end; -1 on error
 */
gssize
sluice_scan_crew_next (SluiceScanCrew        *self,
                       const guint8         **out_data,
                       const SluiceLineScan **out_scan,
                       GError               **error)
{
  gboolean is_first = !self->is_started;
  Block *block;

  *out_scan = NULL;
  if (self->n_workers == 0)
    return sluice_byte_source_next (self->source, out_data, error);
  if (self->has_ended)
    {
      *out_data = NULL;
      return sluice_byte_source_pass (self->source, NULL, 0, error) ? 0 : -1;
    }
  if (is_first)
    start (self);
  block = take_block (self, is_first);
  if (block->error != 0)
    {
      sluice_byte_source_set_unreadable (error, block->error);
      return -1;
    }

  *out_data = block->data;
  *out_scan = block->scan;
  self->has_ended = block->length < SLUICE_BLOCK_SIZE;
  if (!sluice_byte_source_pass (self->source, block->data, block->length, error))
    return -1;
  return block->length;
}
