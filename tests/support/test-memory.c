/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-memory.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * Looks for a secret in the memory of the test itself, as somebody would who has
 * a core of it: in all of what can be written, freed or not. What it looks for is
 * never there as it is, only masked.
 *
 * A piece in the place of the whole, because freed memory keeps most of what was
 * in it, and not its beginning; and a long one, because the dynamic linker leaves
 * single registers on the stack.
 */

#define MASK 0xA5
#define STEP (1024 * 1024)

struct _TestMemory
{
  guint8 *masked; /* owned */
  gsize   length;
  guint8 *buffer; /* owned: a piece longer than a step, for what lies across */
};

/** test_memory_new: (transfer full): remembers @secret, which the caller wipes. */
TestMemory *
test_memory_new (const char *secret)
{
  TestMemory *self = g_new0 (TestMemory, 1);

  g_assert_cmpuint (strlen (secret), >=, TEST_MEMORY_PIECE);
  /* What is freed stays as it was left: Meson has tests overwrite it (MALLOC_PERTURB_), and nobody's program does. */
  mallopt (M_PERTURB, 0);
  self->length = strlen (secret) / TEST_MEMORY_PIECE * TEST_MEMORY_PIECE;
  self->masked = g_malloc (self->length);
  for (gsize i = 0; i < self->length; i++)
    self->masked[i] = (guint8) secret[i] ^ MASK;
  self->buffer = g_malloc (STEP + TEST_MEMORY_PIECE);
  return self;
}

void
test_memory_free (TestMemory *self)
{
  g_free (self->masked);
  g_free (self->buffer);
  g_free (self);
}

/** test_memory_works: a sanitizer's shadow of the memory is too large to be read. */
gboolean
test_memory_works (void)
{
#ifdef __SANITIZE_ADDRESS__
  return FALSE;
#else
  return TRUE;
#endif
}

static gboolean
is_piece (TestMemory   *self,
          const guint8 *at)
{
  for (gsize piece = 0; piece < self->length; piece += TEST_MEMORY_PIECE)
    {
      gsize i = 0;

      while (i < TEST_MEMORY_PIECE && (at[i] ^ MASK) == self->masked[piece + i])
        i++;
      if (i == TEST_MEMORY_PIECE)
        return TRUE;
    }
  return FALSE;
}

/* Its own buffer has what it has just read. */
static gboolean
is_buffer (TestMemory *self,
           guint64     address)
{
  guint64 buffer = GPOINTER_TO_SIZE (self->buffer);

  return address + TEST_MEMORY_PIECE > buffer && address < buffer + STEP + TEST_MEMORY_PIECE;
}

static guint
count_between (TestMemory *self,
               int         memory,
               guint64     from,
               guint64     to)
{
  guint n_found = 0;

  for (guint64 at = from; at < to; at += STEP)
    {
      gsize wanted = MIN (to - at, STEP + TEST_MEMORY_PIECE - 1);
      gssize n_read = pread (memory, self->buffer, wanted, at);

      /* What the kernel keeps to itself, or what has just been unmapped. */
      if (n_read < TEST_MEMORY_PIECE)
        continue;
      for (gsize i = 0; i + TEST_MEMORY_PIECE <= (gsize) n_read; i++)
        if (is_piece (self, self->buffer + i) && !is_buffer (self, at + i))
          n_found++;
    }
  return n_found;
}

/** test_memory_count: in how many places of this process's memory a piece of the secret is. */
guint
test_memory_count (TestMemory *self)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint n_found = 0;
  guint n_maps = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 from, to;
      char mode[5];

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &from, &to, mode) != 3 ||
          mode[0] != 'r' || mode[1] != 'w')
        continue;
      n_found += count_between (self, memory, from, to);
      n_maps++;
    }
  close (memory);

  g_assert_cmpuint (n_maps, >, 0);
  return n_found;
}
