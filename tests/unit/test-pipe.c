/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pipe.h"

#define N_NUMBERS 5000

typedef struct
{
  int number;
  int doubled;
} Block;

typedef struct
{
  GThread *threads[SLUICE_PIPE_STAGES];
  GArray  *seen;   /* of the second stage */
  int      n_live; /* atomic; blocks that are not freed */
} Fixture;

static Fixture *current;

static Block *
block_new (Fixture *self)
{
  g_atomic_int_inc (&self->n_live);
  return g_new0 (Block, 1);
}

static void
block_free (gpointer data)
{
  g_atomic_int_dec_and_test (&current->n_live);
  g_free (data);
}

static void
double_number (gpointer block,
               gpointer data)
{
  Fixture *self = data;

  self->threads[0] = g_thread_self ();
  ((Block *) block)->doubled = ((Block *) block)->number * 2;
}

static void
note (gpointer block,
      gpointer data)
{
  Fixture *self = data;

  self->threads[1] = g_thread_self ();
  g_array_append_val (self->seen, ((Block *) block)->doubled);
}

static const SluicePipeStage stages[] = { double_number, note };

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  current = self;
  self->seen = g_array_new (FALSE, FALSE, sizeof (int));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_array_unref (self->seen);
}

/* Each block goes through each stage, on its thread, and none overtakes another, however many there are. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  const int n_blocks = GPOINTER_TO_INT (data);
  SluicePipe *pipe = sluice_pipe_new ("test", stages, G_N_ELEMENTS (stages), self, block_free);

  for (int i = 0; i < n_blocks; i++)
    sluice_pipe_add (pipe, block_new (self));
  for (int i = 0; i < N_NUMBERS; i++)
    {
      Block *block = sluice_pipe_take (pipe);

      block->number = i;
      sluice_pipe_put (pipe, block);
    }
  sluice_pipe_finish (pipe);

  g_assert_cmpuint (self->seen->len, ==, N_NUMBERS);
  for (int i = 0; i < N_NUMBERS; i++)
    g_assert_cmpint (g_array_index (self->seen, int, i), ==, 2 * i);
  g_assert_true (self->threads[0] != self->threads[1]);
  g_assert_true (self->threads[0] != g_thread_self ());
  g_assert_true (self->threads[1] != g_thread_self ());

  g_assert_cmpint (self->n_live, ==, n_blocks);
  sluice_pipe_free (pipe);
  g_assert_cmpint (self->n_live, ==, 0);
}

/* Freed while blocks are on their way: they arrive, and are freed. */
static void
test_free_midway (Fixture       *self,
                  gconstpointer  data)
{
  SluicePipe *pipe = sluice_pipe_new ("test", stages, G_N_ELEMENTS (stages), self, block_free);

  for (int i = 0; i < 3; i++)
    sluice_pipe_add (pipe, block_new (self));
  for (int i = 0; i < 3; i++)
    sluice_pipe_put (pipe, sluice_pipe_take (pipe));
  sluice_pipe_free (pipe);
  g_assert_cmpuint (self->seen->len, ==, 3);
  g_assert_cmpint (self->n_live, ==, 0);

  pipe = sluice_pipe_new ("test", stages, 1, self, block_free);
  sluice_pipe_free (pipe);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pipe/order", Fixture, GINT_TO_POINTER (4), set_up, test_order, tear_down);
  g_test_add ("/pipe/order-of-one", Fixture, GINT_TO_POINTER (1), set_up, test_order, tear_down);
  g_test_add ("/pipe/free-midway", Fixture, NULL, set_up, test_free_midway, tear_down);
  return g_test_run ();
}
