/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inflater.h"

#include "sluice-byte-source.h"
#include "sluice-hand-over.h"
#include "sluice-print-error.h"

#include <glib/gi18n-lib.h>
#include <isa-l/igzip_lib.h>
#include <stddef.h>
#include <string.h>

/*
 * ISA-L's inflate: two and a half times as fast as zlib's. What it gives is
 * bounded: G-code packs to a quarter or a tenth, so much more than that out of
 * a small file is a bomb.
 */

#define BOMB_RATIO 250
#define BOMB_BYTES (64 * 1024 * 1024)

struct _SluiceInflater
{
  SluiceInflaterSink      sink;
  gpointer                sink_data;
  SluiceHandOver         *hand_over; /* NULL when the sink is called on this thread */

  gboolean                is_gzip;
  gboolean                in_header;
  guint64                 n_header; /* bytes of gzip headers, of all members */
  guint64                 n_in;
  guint64                 n_out; /* of all members */
  guint8                 *buffer; /* the hand-over's, when there is one */
  struct isal_gzip_header header;

  /* Some 90 KiB, which begin() makes ready: it stands last, and is not cleared before. */
  struct inflate_state    state;
};

void
sluice_print_set_truncated (GError **error)
{
  g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TRUNCATED,
                       _("The file is cut short or damaged. Copy or save it once more."));
}

void
sluice_print_set_strange (GError **error)
{
  g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TOO_STRANGE,
                       _("The file is built as no slicer builds one, perhaps to mislead. It was not read further, and "
                         "nothing of it was kept."));
}

/* @buffer: (transfer full): or the hand-over's */
static SluiceInflater *
inflater_new (guint8 *buffer)
{
  SluiceInflater *self = g_malloc (sizeof *self);

  memset (self, 0, offsetof (SluiceInflater, state));
  self->buffer = buffer;
  self->state.next_out = buffer;
  self->state.avail_out = SLUICE_BLOCK_SIZE;
  self->state.block_state = ISAL_BLOCK_NEW_HDR;
  return self;
}

/** sluice_inflater_new: (transfer full): one that gives to @sink. */
SluiceInflater *
sluice_inflater_new (SluiceInflaterSink sink,
                     gpointer           sink_data)
{
  SluiceInflater *self = inflater_new (g_aligned_alloc (1, SLUICE_BLOCK_SIZE, SLUICE_BLOCK_ALIGNMENT));

  self->sink = sink;
  self->sink_data = sink_data;
  return self;
}

/**
 * sluice_inflater_new_apart:
 * @sink: gets what was unpacked, on a thread of its own
 * @sink_data: for @sink
 *
 * As sluice_inflater_new(), for what takes its time with the bytes: that is
 * done beside the unpacking. Before what @sink uses is used by somebody else,
 * or given up, the inflater is to be flushed or freed.
 */
SluiceInflater *
sluice_inflater_new_apart (SluiceInflaterSink sink,
                           gpointer           sink_data)
{
  SluiceHandOver *hand_over = sluice_hand_over_new (sink, sink_data);
  SluiceInflater *self = inflater_new (sluice_hand_over_get (hand_over));

  self->hand_over = hand_over;
  return self;
}

void
sluice_inflater_free (SluiceInflater *self)
{
  if (self->hand_over != NULL)
    sluice_hand_over_free (self->hand_over);
  else
    g_aligned_free (self->buffer);
  g_free (self);
}

static void
begin (SluiceInflater *self,
       guint32         crc_flag)
{
  guint8 *next_out = self->state.next_out;
  guint32 avail_out = self->state.avail_out;

  isal_inflate_init (&self->state);
  self->state.next_out = next_out;
  self->state.avail_out = avail_out;
  self->state.crc_flag = crc_flag;
}

/** sluice_inflater_begin_raw: a bare deflate stream comes next; its CRC is counted. */
void
sluice_inflater_begin_raw (SluiceInflater *self)
{
  begin (self, ISAL_GZIP_NO_HDR);
}

/** sluice_inflater_begin_zlib: a stream with the header of zlib comes next (RFC 1950); its checksum is checked. */
void
sluice_inflater_begin_zlib (SluiceInflater *self)
{
  begin (self, ISAL_ZLIB);
}

/** sluice_inflater_begin_gzip: a member of a gzip file comes next; its CRC is checked. */
void
sluice_inflater_begin_gzip (SluiceInflater *self)
{
  begin (self, ISAL_GZIP_NO_HDR_VER);
  isal_gzip_header_init (&self->header);
  self->is_gzip = TRUE;
  self->in_header = TRUE;
}

static gboolean
read_header (SluiceInflater *self,
             GError        **error)
{
  guint32 before = self->state.avail_in;
  int result = isal_read_gzip_header (&self->state, &self->header);

  self->n_header += before - self->state.avail_in;
  if (result == ISAL_DECOMP_OK)
    {
      self->in_header = FALSE;
      self->state.crc_flag = ISAL_GZIP_NO_HDR_VER;
    }
  else if (result != ISAL_END_INPUT)
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }

  return TRUE;
}

static void
give (SluiceInflater *self,
      gboolean        is_last)
{
  gsize length = SLUICE_BLOCK_SIZE - self->state.avail_out;

  if (length > 0 && self->hand_over != NULL)
    self->buffer = sluice_hand_over_push (self->hand_over, length, is_last);
  else if (length > 0)
    self->sink (self->buffer, length, self->sink_data);
  self->state.next_out = self->buffer;
  self->state.avail_out = SLUICE_BLOCK_SIZE;
}

/** sluice_inflater_flush: hands over what is left, at the end of all; the sink has taken it all afterwards. */
void
sluice_inflater_flush (SluiceInflater *self)
{
  give (self, TRUE);
  if (self->hand_over != NULL)
    sluice_hand_over_wait (self->hand_over);
}

static gboolean
inflate_some (SluiceInflater *self,
              GError        **error)
{
  guint32 avail_out = self->state.avail_out;
  guint32 avail_in = self->state.avail_in;
  int result = isal_inflate (&self->state);

  self->n_out += avail_out - self->state.avail_out;
  self->n_in += avail_in - self->state.avail_in;
  if (result != ISAL_DECOMP_OK)
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }
  if (self->n_out > BOMB_BYTES && self->n_out / BOMB_RATIO > self->n_in)
    {
      sluice_print_set_strange (error);
      return FALSE;
    }

  if (self->state.avail_out == 0)
    give (self, FALSE);
  return TRUE;
}

/**
 * sluice_inflater_feed:
 * @self: an inflater
 * @data: the next packed bytes
 * @length: how many
 * @out_used: (out): how many of them belonged to the stream; fewer than
 *   @length only when it has ended
 * @error: #SluicePrintError: %SLUICE_PRINT_ERROR_TRUNCATED or %SLUICE_PRINT_ERROR_TOO_STRANGE
 */
gboolean
sluice_inflater_feed (SluiceInflater *self,
                      const guint8   *data,
                      gsize           length,
                      gsize          *out_used,
                      GError        **error)
{
  self->state.next_in = (guint8 *) data;
  self->state.avail_in = length;

  while (!sluice_inflater_is_finished (self))
    {
      guint64 n_in = self->n_in;
      guint64 n_out = self->n_out;

      if (self->in_header && !read_header (self, error))
        return FALSE;
      if (self->in_header)
        break;

      /* Output may still come when all input is taken: it is done when neither moves. */
      if (!inflate_some (self, error))
        return FALSE;
      if (self->n_in == n_in && self->n_out == n_out)
        break;
    }

  *out_used = length - self->state.avail_in;
  return TRUE;
}

/** sluice_inflater_is_finished: whether the stream has come to its end, and its CRC was right where that is checked. */
gboolean
sluice_inflater_is_finished (SluiceInflater *self)
{
  return !self->in_header && self->state.block_state == ISAL_BLOCK_FINISH;
}

/** sluice_inflater_get_out: bytes unpacked so far. */
guint64
sluice_inflater_get_out (SluiceInflater *self)
{
  return self->n_out;
}

/** sluice_inflater_get_header: bytes of the headers of gzip so far. */
guint64
sluice_inflater_get_header (SluiceInflater *self)
{
  return self->n_header;
}

/** sluice_inflater_get_crc: CRC-32 of what was unpacked since the stream began. */
guint32
sluice_inflater_get_crc (SluiceInflater *self)
{
  return self->state.crc;
}
