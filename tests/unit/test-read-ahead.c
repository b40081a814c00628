/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-read-ahead.h"
#include "test-util.h"

#include <string.h>

/* A stream that is read on another thread: the same bytes, in whatever parts they are taken, and the same end. */

#define BLOCK (256 * 1024)

/* A stream of @left bytes that each say where they are, and then its end or an error. */
#define TEST_TYPE_COUNTING (test_counting_get_type ())
G_DECLARE_FINAL_TYPE (TestCounting, test_counting, TEST, COUNTING, GInputStream)

struct _TestCounting
{
  GInputStream parent_instance;

  gsize    at;
  gsize    size;
  gboolean fails;
  int     *alive; /* atomic */
};

G_DEFINE_FINAL_TYPE (TestCounting, test_counting, G_TYPE_INPUT_STREAM)

static guint8
byte_at (gsize at)
{
  return at * 31 + at / 251;
}

static gssize
test_counting_read (GInputStream  *stream,
                    void          *buffer,
                    gsize          count,
                    GCancellable  *cancellable,
                    GError       **error)
{
  TestCounting *self = TEST_COUNTING (stream);
  /* As files do it, not always as much as was asked for. */
  gsize n_read = MIN (MIN (count, self->size - self->at), 100000);

  if (n_read == 0 && self->fails)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "broken");
      return -1;
    }
  for (gsize i = 0; i < n_read; i++)
    ((guint8 *) buffer)[i] = byte_at (self->at++);
  return n_read;
}

static void
test_counting_finalize (GObject *object)
{
  g_atomic_int_set (TEST_COUNTING (object)->alive, 0);
  g_main_context_wakeup (NULL);
  G_OBJECT_CLASS (test_counting_parent_class)->finalize (object);
}

static void
test_counting_class_init (TestCountingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_counting_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = test_counting_read;
}

static void
test_counting_init (TestCounting *self)
{
}

static GInputStream *
make (gsize    size,
      gboolean fails,
      int     *alive)
{
  TestCounting *base = g_object_new (TEST_TYPE_COUNTING, NULL);

  base->size = size;
  base->fails = fails;
  base->alive = alive;
  *alive = 1;
  return sluice_read_ahead_new (G_INPUT_STREAM (base));
}

static gboolean
is_gone (gpointer alive)
{
  return g_atomic_int_get ((int *) alive) == 0;
}

static void
assert_bytes (const guint8 *bytes,
              gsize         size)
{
  for (gsize i = 0; i < size; i++)
    g_assert_cmpuint (bytes[i], ==, byte_at (i));
}

static const gsize sizes[] = { 0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 11 * BLOCK + 17 };

static void
test_blocking (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *buffer = g_malloc (sizes[i] + 10);
      g_autoptr(GError) error = NULL;
      int alive;
      GInputStream *stream = make (sizes[i], FALSE, &alive);
      gsize n_read;

      g_assert_true (g_input_stream_read_all (stream, buffer, sizes[i] + 10, &n_read, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_read, ==, sizes[i]);
      assert_bytes (buffer, n_read);
      g_object_unref (stream);
      test_wait_until (is_gone, &alive, "the thread to let go");
    }
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  *(gboolean *) data = TRUE;
  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);
}

static gboolean
is_done (gpointer data)
{
  return *(gboolean *) data;
}

/* As libsoup does it. */
static void
test_spliced (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
      int alive;
      GInputStream *stream = make (sizes[i], FALSE, &alive);
      gboolean done = FALSE;

      g_output_stream_splice_async (out, stream, G_OUTPUT_STREAM_SPLICE_NONE, G_PRIORITY_DEFAULT, NULL, spliced_cb, &done);
      test_wait_until (is_done, &done, "the bytes to pass");
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), ==, sizes[i]);
      assert_bytes (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)), sizes[i]);
      g_object_unref (stream);
      test_wait_until (is_gone, &alive, "the thread to let go");
    }
}

/* What there was before the error comes first; and the error stays. */
static void
test_error (void)
{
  g_autofree guint8 *buffer = g_malloc (3 * BLOCK);
  int alive;
  GInputStream *stream = make (2 * BLOCK + 5, TRUE, &alive);
  gsize n_read;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (g_input_stream_read_all (stream, buffer, 3 * BLOCK, &n_read, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
      g_assert_cmpuint (n_read, ==, i == 0 ? 2 * BLOCK + 5 : 0);
      assert_bytes (buffer, n_read);
    }
  g_object_unref (stream);
  test_wait_until (is_gone, &alive, "the thread to let go");
}

/* Nobody reads it to its end: the thread, which waits for room, ends all the same. */
static void
test_given_up (void)
{
  g_autoptr(GError) error = NULL;
  int alive;
  GInputStream *stream = make (100 * BLOCK, FALSE, &alive);
  guint8 byte;

  g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, &error), ==, 1);
  g_assert_cmpuint (byte, ==, byte_at (0));
  g_object_unref (stream);
  test_wait_until (is_gone, &alive, "the thread to let go");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/read-ahead/blocking", test_blocking);
  g_test_add_func ("/read-ahead/spliced", test_spliced);
  g_test_add_func ("/read-ahead/error", test_error);
  g_test_add_func ("/read-ahead/given-up", test_given_up);
  return test_run ();
}
