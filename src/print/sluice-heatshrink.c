/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-heatshrink.h"

#include <string.h>

/*
 * The stream is bits, the highest of a byte first. A 1 and eight bits are a
 * byte as it is; a 0, a distance and a length repeat what came before, both one
 * more than the bits say. Less than a byte of zeros fills it up at its end.
 *
 * No library of Debian reads it. A stream grows to at most eight times its
 * size, and none can be wrong before its end: the stated size and the checksum
 * of the block around it tell.
 */

#define WINDOW (1 << SLUICE_HEATSHRINK_MAX_WINDOW)
#define OUT_SIZE (64 * 1024)

/* What 64 bits give at most: four repeats of sixteen bytes. */
#define LARGEST_STEP 64

struct _SluiceHeatshrink
{
  SluiceInflaterSink sink;
  gpointer           sink_data;

  guint64            bits; /* the lowest n_bits of it are still to be read */
  guint              n_bits;
  guint              window_bits;

  guint64            n_out; /* what the sink has */
  gsize              at;
  guint8             buffer[WINDOW + OUT_SIZE]; /* what came before, then what is new */
};

/** sluice_heatshrink_new: (transfer full): one that gives to @sink. */
SluiceHeatshrink *
sluice_heatshrink_new (SluiceInflaterSink sink,
                       gpointer           sink_data)
{
  SluiceHeatshrink *self = g_new0 (SluiceHeatshrink, 1);

  self->sink = sink;
  self->sink_data = sink_data;
  sluice_heatshrink_begin (self, SLUICE_HEATSHRINK_MAX_WINDOW);
  return self;
}

void
sluice_heatshrink_free (SluiceHeatshrink *self)
{
  g_free (self);
}

/** sluice_heatshrink_begin: a new stream, whose distances have @window_bits bits; before it are zeros. */
void
sluice_heatshrink_begin (SluiceHeatshrink *self,
                         guint             window_bits)
{
  g_assert (window_bits <= SLUICE_HEATSHRINK_MAX_WINDOW);

  self->bits = 0;
  self->n_bits = 0;
  self->window_bits = window_bits;
  self->n_out = 0;
  self->at = WINDOW;
  memset (self->buffer, 0, WINDOW);
}

static void
flush (SluiceHeatshrink *self)
{
  gsize length = self->at - WINDOW;

  if (length == 0)
    return;

  self->sink (self->buffer + WINDOW, length, self->sink_data);
  self->n_out += length;
  memmove (self->buffer, self->buffer + length, WINDOW);
  self->at = WINDOW;
}

/* Bits that stand at the top of @bits, of which @n_bits are still to be read. */
static inline guint
peek (guint64 bits,
      guint   n_bits,
      guint   count)
{
  return (bits >> (n_bits - count)) & ((1u << count) - 1);
}

/* Reads bytes and repeats for as long as all of their bits are there. */
static void
read_bits (SluiceHeatshrink *self)
{
  const guint distance_bits = self->window_bits;
  const guint repeat_bits = 1 + distance_bits + SLUICE_HEATSHRINK_LOOKAHEAD;
  const guint64 bits = self->bits;
  guint n_bits = self->n_bits;
  guint8 *to = self->buffer + self->at;

  while (n_bits >= 1 + 8)
    if (peek (bits, n_bits, 1) == 1)
      {
        *to++ = peek (bits, n_bits, 1 + 8);
        n_bits -= 1 + 8;
      }
    else if (n_bits >= repeat_bits)
      {
        const guint8 *from = to - peek (bits, n_bits, 1 + distance_bits) - 1;
        guint length = peek (bits, n_bits - 1 - distance_bits, SLUICE_HEATSHRINK_LOOKAHEAD) + 1;

        /* Byte by byte: a repeat may reach into itself. */
        while (length-- > 0)
          *to++ = *from++;
        n_bits -= repeat_bits;
      }
    else
      break;

  self->n_bits = n_bits;
  self->at = to - self->buffer;
}

/** sluice_heatshrink_feed: the next @length bytes of the stream. */
void
sluice_heatshrink_feed (SluiceHeatshrink *self,
                        const guint8     *data,
                        gsize             length)
{
  const guint8 *end = data + length;

  while (data < end)
    {
      while (data < end && self->n_bits <= 64 - 8)
        {
          self->bits = self->bits << 8 | *data++;
          self->n_bits += 8;
        }
      read_bits (self);
      if (self->at > sizeof self->buffer - LARGEST_STEP)
        flush (self);
    }
}

/** sluice_heatshrink_finish: hands over what is left; whether the stream ends as one does. */
gboolean
sluice_heatshrink_finish (SluiceHeatshrink *self)
{
  flush (self);
  return self->n_bits < 8 && peek (self->bits, self->n_bits, self->n_bits) == 0;
}

/** sluice_heatshrink_get_out: bytes that the sink was given of this stream. */
guint64
sluice_heatshrink_get_out (SluiceHeatshrink *self)
{
  return self->n_out;
}
