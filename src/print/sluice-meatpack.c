/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-meatpack.h"

/*
 * A half byte, the lower one first, is one of the fifteen characters that
 * G-code has most of; a half byte 1111 says that the character comes whole, in
 * a byte behind this one. Where packing is off, bytes are what they are. Two
 * bytes 0xFF and a third one are a command.
 *
 * What packs leaves out the spaces in moves, and writes an empty line where a
 * half byte was to spare: both are put right, so that the text is that of the
 * G-code before it was packed. Its comments behind commands are gone for good.
 */

#define SIGNAL 0xff
#define WHOLE 0x0f

/* A byte gives at most two characters, each with a space before it; a signal that was none comes with the next byte. */
#define LARGEST_STEP 8

enum
{
  COMMAND_SPACES = 246,
  COMMAND_NO_SPACES = 247,
  COMMAND_RESET = 249,
  COMMAND_UNPACKED = 250,
  COMMAND_PACKED = 251,
};

struct _SluiceMeatpack
{
  SluiceInflaterSink sink;
  gpointer           sink_data;

  gboolean           is_packed;
  gboolean           has_no_spaces;
  guint              n_signals;
  guint              n_whole; /* characters that come whole, next */
  char               waiting; /* the one behind them; '\0' for none */

  /* Where the text is; it goes on from one block to the next. */
  char               last;
  guint              column; /* 0 at the start of a line, then 1, then 2 for all that follows */
  gboolean           in_move;

  gsize              length;
  char               buffer[64 * 1024];
};

/** sluice_meatpack_new: (transfer full): one that gives to @sink. */
SluiceMeatpack *
sluice_meatpack_new (SluiceInflaterSink sink,
                     gpointer           sink_data)
{
  SluiceMeatpack *self = g_new0 (SluiceMeatpack, 1);

  self->sink = sink;
  self->sink_data = sink_data;
  self->last = '\n';
  return self;
}

void
sluice_meatpack_free (SluiceMeatpack *self)
{
  g_free (self);
}

/** sluice_meatpack_begin: a new block; the text goes on. */
void
sluice_meatpack_begin (SluiceMeatpack *self)
{
  self->is_packed = FALSE;
  self->has_no_spaces = FALSE;
  self->n_signals = 0;
  self->n_whole = 0;
  self->waiting = '\0';
}

static void
flush (SluiceMeatpack *self)
{
  if (self->length > 0)
    self->sink ((const guint8 *) self->buffer, self->length, self->sink_data);
  self->length = 0;
}

static void
put (SluiceMeatpack *self,
     char            character)
{
  if (character == '\n')
    {
      if (self->last == '\n')
        return;
      self->column = 0;
      self->in_move = FALSE;
    }
  else
    {
      if (self->column == 1 && self->last == 'G' && g_ascii_isdigit (character))
        self->in_move = TRUE;
      else if (character == ';')
        self->in_move = FALSE;
      else if (self->in_move && g_ascii_isupper (character) && self->last != ' ')
        self->buffer[self->length++] = ' ';
      self->column += self->column < 2;
    }

  self->buffer[self->length++] = character;
  self->last = character;
}

static char
get_character (SluiceMeatpack *self,
               guint           half)
{
  static const char characters[] = "0123456789. \nGX";

  return half == 11 && self->has_no_spaces ? 'E' : characters[half];
}

static void
take_packed (SluiceMeatpack *self,
             guint8          byte)
{
  guint first = byte & 0x0f;
  guint second = byte >> 4;

  if (self->n_whole > 0)
    {
      put (self, byte);
      self->n_whole--;
      if (self->waiting != '\0')
        put (self, self->waiting);
      self->waiting = '\0';
      return;
    }

  self->n_whole = (first == WHOLE) + (second == WHOLE);
  if (first == WHOLE)
    {
      self->waiting = second == WHOLE ? '\0' : get_character (self, second);
      return;
    }

  put (self, get_character (self, first));
  /* Lines begin with a byte: what stands behind the end of one only fills it up. */
  if (get_character (self, first) == '\n')
    self->n_whole = 0;
  else if (second != WHOLE)
    put (self, get_character (self, second));
}

static void
take_byte (SluiceMeatpack *self,
           guint8          byte)
{
  if (self->is_packed)
    take_packed (self, byte);
  else
    put (self, byte);
}

/* Most of a move is digits and points: a run of bytes with nothing else in them. Returns how many there are. */
static gsize
copy_digits (SluiceMeatpack *self,
             const guint8   *data,
             gsize           length)
{
  static const char digits[] = "0123456789.";
  char *to = self->buffer + self->length;
  gsize i;

  length = MIN (length, (sizeof self->buffer - LARGEST_STEP - self->length) / 2);
  for (i = 0; i < length && (data[i] & 0x0f) < sizeof digits - 1 && data[i] >> 4 < sizeof digits - 1; i++)
    {
      *to++ = digits[data[i] & 0x0f];
      *to++ = digits[data[i] >> 4];
    }

  if (i > 0)
    self->last = to[-1];
  self->length += 2 * i;
  return i;
}

static void
obey (SluiceMeatpack *self,
      guint8          command)
{
  if (command == COMMAND_PACKED)
    self->is_packed = TRUE;
  else if (command == COMMAND_UNPACKED || command == COMMAND_RESET)
    self->is_packed = FALSE;
  else if (command == COMMAND_NO_SPACES)
    self->has_no_spaces = TRUE;
  else if (command == COMMAND_SPACES)
    self->has_no_spaces = FALSE;
}

/** sluice_meatpack_feed: the next @length bytes of the block. */
void
sluice_meatpack_feed (SluiceMeatpack *self,
                      const guint8   *data,
                      gsize           length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (self->length > sizeof self->buffer - LARGEST_STEP)
        flush (self);

      if (self->is_packed && self->column == 2 && self->n_signals == 0 && self->n_whole == 0)
        i += copy_digits (self, data + i, length - 1 - i);

      if (self->n_signals == 2)
        {
          obey (self, data[i]);
          self->n_signals = 0;
        }
      else if (data[i] == SIGNAL)
        self->n_signals++;
      else
        {
          if (self->n_signals == 1)
            take_byte (self, SIGNAL);
          self->n_signals = 0;
          take_byte (self, data[i]);
        }
    }
}

/** sluice_meatpack_finish: hands over what is left; whether the block ends as one does. */
gboolean
sluice_meatpack_finish (SluiceMeatpack *self)
{
  flush (self);
  return self->n_signals == 0 && self->n_whole == 0;
}
