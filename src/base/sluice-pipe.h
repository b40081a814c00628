/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_PIPE_STAGES: most stages of a pipe. */
#define SLUICE_PIPE_STAGES 2

typedef struct _SluicePipe SluicePipe;

/**
 * SluicePipeStage:
 * @block: one of the pipe's blocks; it is this stage's until the function returns
 * @data: what sluice_pipe_new() was given
 *
 * Works on one block, on the stage's own thread. It cannot fail: who has
 * something to say keeps it in @data, and lets the blocks behind pass.
 */
typedef void (*SluicePipeStage) (gpointer block,
                                 gpointer data);

SluicePipe *sluice_pipe_new    (const char            *name,
                               const SluicePipeStage *stages,
                               guint                  n_stages,
                               gpointer               data,
                               GDestroyNotify         block_free);
void        sluice_pipe_add    (SluicePipe            *self,
                               gpointer               block);
gpointer    sluice_pipe_take   (SluicePipe            *self);
void        sluice_pipe_put    (SluicePipe            *self,
                               gpointer               block);
void        sluice_pipe_finish (SluicePipe            *self);
void        sluice_pipe_free   (SluicePipe            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePipe, sluice_pipe_free)

G_END_DECLS
