/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pipe.h"

/*
 * Blocks that go round: one thread fills them, a thread for each stage works on
 * them in turn, and the last gives them back. There are only as many as were
 * added, so that who is too fast waits, and memory stays the same.
 */

typedef struct
{
  SluicePipe     *pipe;
  SluicePipeStage func;
  GAsyncQueue    *in;
  GAsyncQueue    *out;
  GThread        *thread;
} Stage;

struct _SluicePipe
{
  Stage        stages[SLUICE_PIPE_STAGES];
  guint        n_stages;
  GAsyncQueue *empty;
  gpointer     data;
  gboolean     finished;
};

static gpointer
run_stage (gpointer user_data)
{
  Stage *stage = user_data;
  gpointer block;

  /* The pipe itself goes through behind the last block. */
  while ((block = g_async_queue_pop (stage->in)) != stage->pipe)
    {
      stage->func (block, stage->pipe->data);
      g_async_queue_push (stage->out, block);
    }

  if (stage->out != stage->pipe->empty)
    g_async_queue_push (stage->out, block);
  return NULL;
}

/**
 * sluice_pipe_new:
 * @name: of the threads
 * @stages: (array length=n_stages): what is done to each block, one after the other
 * @n_stages: how many, from 1 to %SLUICE_PIPE_STAGES
 * @data: for @stages
 * @block_free: frees a block
 *
 * Starts the threads. All other functions are for one thread, who fills the blocks.
 *
 * Returns: (transfer full): a pipe that has no blocks yet
 */
SluicePipe *
sluice_pipe_new (const char            *name,
                 const SluicePipeStage *stages,
                 guint                  n_stages,
                 gpointer               data,
                 GDestroyNotify         block_free)
{
  SluicePipe *self = g_new0 (SluicePipe, 1);

  g_return_val_if_fail (n_stages >= 1 && n_stages <= SLUICE_PIPE_STAGES, NULL);

  self->n_stages = n_stages;
  self->data = data;
  self->empty = g_async_queue_new_full (block_free);
  for (guint i = 0; i < n_stages; i++)
    self->stages[i] = (Stage) { .pipe = self, .func = stages[i], .in = g_async_queue_new () };
  for (guint i = 0; i < n_stages; i++)
    {
      self->stages[i].out = i + 1 < n_stages ? self->stages[i + 1].in : self->empty;
      self->stages[i].thread = g_thread_new (name, run_stage, &self->stages[i]);
    }

  return self;
}

/** sluice_pipe_add: @block: (transfer full): one more to go round. */
void
sluice_pipe_add (SluicePipe *self,
                 gpointer    block)
{
  g_async_queue_push (self->empty, block);
}

/** sluice_pipe_take: (transfer none): a block to fill; waits until one has come round. */
gpointer
sluice_pipe_take (SluicePipe *self)
{
  return g_async_queue_pop (self->empty);
}

/** sluice_pipe_put: gives a block that was taken to the first stage. Blocks never overtake each other. */
void
sluice_pipe_put (SluicePipe *self,
                 gpointer    block)
{
  g_async_queue_push (self->stages[0].in, block);
}

/** sluice_pipe_finish: waits until all blocks have come round, and ends the threads. */
void
sluice_pipe_finish (SluicePipe *self)
{
  if (self->finished)
    return;

  g_async_queue_push (self->stages[0].in, self);
  for (guint i = 0; i < self->n_stages; i++)
    g_thread_join (self->stages[i].thread);
  self->finished = TRUE;
}

/** sluice_pipe_free: finishes it, and frees it with its blocks; one that was taken is to be put or added before. */
void
sluice_pipe_free (SluicePipe *self)
{
  sluice_pipe_finish (self);
  for (guint i = 0; i < self->n_stages; i++)
    g_async_queue_unref (self->stages[i].in);
  g_async_queue_unref (self->empty);
  g_free (self);
}
