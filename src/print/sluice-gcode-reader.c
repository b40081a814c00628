/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gcode-reader.h"

#include "sluice-allow-list.h"
#include "sluice-allow-value.h"
#include "sluice-cura-blob.h"
#include "sluice-gcode-findings.h"
#include "sluice-setting.h"

#include <string.h>

/*
 * Reads G-code line by line as it streams by. Nearly all lines are moves: they
 * begin with "G", are product data, and cost no more than the search for their
 * end. Every other line is looked up in the allow-list.
 *
 * Memory is fixed: a line that spans two blocks is kept until its end is
 * there, but for moves, which nobody looks at, and for lines that are too long,
 * which are product data.
 */

typedef enum
{
  CARRY_NOTHING, /* at the start of a line */
  CARRY_LINE,    /* its beginning is in the buffer */
  CARRY_PART,    /* in a line whose part is decided already */
} Carry;

struct _SluiceGcodeReader
{
  SluicePartTally     *tally; /* unowned */
  SluiceRecordBuilder *builder; /* unowned */

  guint64              line; /* from 1 */
  gboolean             in_picture;
  SluiceCuraBlob      *blob; /* NULL until its first line */

  Carry                carry;
  SluicePartId         carry_part;
  gsize                carry_length;
  char                 carry_buffer[SLUICE_GCODE_MAX_LINE];
};

/**
 * sluice_gcode_is_likely:
 * @data: the beginning of a file, a few KiB at least where there are as many
 * @length: bytes of @data
 *
 * Returns: whether it looks like G-code: text in which some line is a comment
 *   or a command
 */
gboolean
sluice_gcode_is_likely (const guint8 *data,
                        gsize         length)
{
  const guint8 *end = data + length;

  if (memchr (data, '\0', MIN (length, 16)) != NULL)
    return FALSE;

  for (const guint8 *line = data; line != NULL && line < end;)
    {
      if (*line == ';' ||
          ((*line == 'G' || *line == 'M') && line + 1 < end && g_ascii_isdigit (line[1])))
        return TRUE;
      line = memchr (line, '\n', end - line);
      if (line != NULL)
        line++;
    }

  return FALSE;
}

/**
 * sluice_gcode_reader_new:
 * @builder: what is told of what has passed; it outlives the reader
 * @tally: where bytes are counted; it outlives the reader
 */
SluiceGcodeReader *
sluice_gcode_reader_new (SluiceRecordBuilder *builder,
                         SluicePartTally     *tally)
{
  SluiceGcodeReader *self = g_new0 (SluiceGcodeReader, 1);

  self->tally = tally;
  self->builder = builder;
  self->line = 1;
  return self;
}

void
sluice_gcode_reader_free (SluiceGcodeReader *self)
{
  g_clear_pointer (&self->blob, sluice_cura_blob_free);
  g_free (self);
}

static void
count (SluiceGcodeReader *self,
       SluicePartId       part,
       gsize              bytes)
{
  if (bytes > 0)
    sluice_part_tally_add (self->tally, part, bytes, self->line);
}

/* The row for what stands before @separator; blanks there are not part of the key. */
static const SluiceAllowRule *
find_before (SluiceAllowForm  form,
             const char      *key,
             gsize            length,
             const char      *separator,
             guint           *out_extruder,
             const char     **out_value)
{
  const char *found = memmem (key, length, separator, strlen (separator));
  gsize key_length = found != NULL ? (gsize) (found - key) : 0;

  while (key_length > 0 && key[key_length - 1] == ' ')
    key_length--;
  if (key_length == 0)
    return NULL;

  *out_value = found + strlen (separator);
  return sluice_allow_list_find (form, key, key_length, out_extruder);
}

/* Finds the row for a comment; @text is what follows the semicolon. */
static const SluiceAllowRule *
find_comment_rule (const char  *text,
                   gsize        length,
                   guint       *out_extruder,
                   const char **out_value)
{
  const SluiceAllowRule *rule;

  if (length > 0 && text[0] == ' ')
    {
      while (length > 0 && *text == ' ')
        {
          text++;
          length--;
        }
      rule = find_before (SLUICE_ALLOW_FORM_EQUALS, text, length, " = ", out_extruder, out_value);
      if (rule == NULL)
        rule = find_before (SLUICE_ALLOW_FORM_TITLE, text, length, ":", out_extruder, out_value);
      if (rule == NULL)
        rule = find_before (SLUICE_ALLOW_FORM_COMMA, text, length, ",", out_extruder, out_value);
    }
  else
    rule = find_before (SLUICE_ALLOW_FORM_COLON, text, length, ":", out_extruder, out_value);
  if (rule != NULL)
    return rule;

  *out_value = text + length;
  rule = sluice_allow_list_find (SLUICE_ALLOW_FORM_MARK, text, length, out_extruder);
  if (rule != NULL)
    return rule;

  rule = sluice_allow_list_find_prefix (text, length);
  if (rule != NULL)
    *out_value = text + strlen (rule->key);
  return rule;
}

/* Whether the line is one of Cura's settings; they are judged when all of them are there. */
static gboolean
read_setting (SluiceGcodeReader *self,
              const char        *line,
              gsize              length,
              gsize              whole)
{
  if (self->in_picture || length < 2 || line[1] != 'S')
    return FALSE;
  if (self->blob == NULL)
    self->blob = sluice_cura_blob_new ();

  return sluice_cura_blob_add (self->blob, line, length, whole, self->line);
}

/* @length is without the end of the line, @whole with it. */
static void
read_comment (SluiceGcodeReader *self,
              const char        *line,
              gsize              length,
              gsize              whole)
{
  const char *value = NULL;
  guint extruder = 0;
  const SluiceAllowRule *rule;
  gsize passed;

  if (read_setting (self, line, length, whole))
    return;

  rule = find_comment_rule (line + 1, length - 1, &extruder, &value);
  if (rule == NULL || rule->kind == SLUICE_PART_KIND_PRODUCT)
    {
      if (self->in_picture)
        count (self, SLUICE_PART_PICTURES, whole);
      else
        sluice_gcode_find_in_comment (self->tally, rule, line, length, value, whole, self->line);
      if (rule != NULL && rule->part == SLUICE_PART_PICTURES)
        self->in_picture = sluice_gcode_picture_begins (value, line + length - value);
      return;
    }

  /* In a picture nothing is looked at: its letters could spell a key. */
  if (self->in_picture)
    {
      count (self, SLUICE_PART_PICTURES, whole);
      return;
    }

  passed = sluice_setting_apply (self->builder, rule, extruder, value, line + length - value);
  if (passed == 0 && rule->type != SLUICE_ALLOW_TYPE_NOTHING)
    sluice_gcode_find_in_comment (self->tally, NULL, line, length, value, whole, self->line);
  else if (value + passed == line + length)
    count (self, rule->part, whole);
  else
    {
      count (self, rule->part, value + passed - line);
      count (self, SLUICE_PART_SLICED_WHEN, whole - (value + passed - line));
    }
}

/* A command that is no move: its words may pass, a comment behind it does not. */
static void
read_command (SluiceGcodeReader *self,
              const char        *line,
              gsize              length,
              gsize              whole)
{
  const char *comment = memchr (line, ';', length);
  gsize command = comment != NULL ? (gsize) (comment - line) : length;
  gsize key = 0;
  guint extruder = 0;
  const SluiceAllowRule *rule;
  double words[26];

  while (key < command && line[key] != ' ' && line[key] != '\t')
    key++;
  rule = sluice_allow_list_find (SLUICE_ALLOW_FORM_COMMAND, line, key, &extruder);

  if (rule == NULL || rule->kind == SLUICE_PART_KIND_PRODUCT ||
      !sluice_allow_words_parse (rule, line + key, command - key, words))
    {
      sluice_gcode_find_in_command (self->tally, rule, line, length, key, whole, self->line);
      return;
    }

  sluice_record_builder_obey (self->builder, rule, extruder, words);
  if (comment == NULL)
    command = whole;
  count (self, rule->part, command);
  count (self, SLUICE_PART_COMMENTS, whole - command);
}

/* One line with its end, if it has one. */
static void
read_line (SluiceGcodeReader *self,
           const char        *line,
           gsize              whole)
{
  gsize length = whole;

  if (length > 0 && line[length - 1] == '\n')
    length--;
  if (length > 0 && line[length - 1] == '\r')
    length--;

  if (length == 0)
    count (self, SLUICE_PART_LAYOUT, whole);
  else if (line[0] == ';')
    read_comment (self, line, length, whole);
  else
    {
      /* Whatever was said to be a picture, it is over. */
      self->in_picture = FALSE;
      read_command (self, line, length, whole);
    }
}

/* Takes up what the last block left; returns how many bytes of this one belong to it. */
static gsize
finish_line (SluiceGcodeReader *self,
             const char        *data,
             gsize              length)
{
  const char *end = memchr (data, '\n', length);
  gsize bytes = end != NULL ? (gsize) (end + 1 - data) : length;

  if (self->carry == CARRY_LINE && self->carry_length + bytes > SLUICE_GCODE_MAX_LINE)
    {
      count (self, SLUICE_PART_UNKNOWN, self->carry_length);
      self->carry = CARRY_PART;
      self->carry_part = SLUICE_PART_UNKNOWN;
    }

  if (self->carry == CARRY_PART)
    count (self, self->carry_part, bytes);
  else
    {
      memcpy (self->carry_buffer + self->carry_length, data, bytes);
      self->carry_length += bytes;
      if (end != NULL)
        read_line (self, self->carry_buffer, self->carry_length);
    }

  if (end != NULL)
    {
      self->carry = CARRY_NOTHING;
      self->line++;
    }
  return bytes;
}

/* The beginning of a line whose end is in a later block. */
static void
begin_line (SluiceGcodeReader *self,
            const char        *data,
            gsize              length)
{
  self->carry = CARRY_PART;
  if (data[0] == 'G')
    self->carry_part = SLUICE_PART_TOOLPATH;
  else if (length > SLUICE_GCODE_MAX_LINE)
    self->carry_part = SLUICE_PART_UNKNOWN;
  else
    {
      self->carry = CARRY_LINE;
      self->carry_length = length;
      memcpy (self->carry_buffer, data, length);
      return;
    }
  count (self, self->carry_part, length);
}

/** sluice_gcode_reader_feed: the next @length bytes of the file. */
void
sluice_gcode_reader_feed (SluiceGcodeReader *self,
                          const guint8      *data,
                          gsize              length)
{
  const char *at = (const char *) data;
  const char *end = at + length;

  if (length > 0 && self->carry != CARRY_NOTHING)
    at += finish_line (self, at, length);

  while (at < end)
    {
      const char *moves = at;
      guint64 n_moves = 0;
      const char *stop = NULL;

      /* A run of moves is one part: only its lines are counted. */
      while (at < end && *at == 'G' && (stop = memchr (at, '\n', end - at)) != NULL)
        {
          at = stop + 1;
          n_moves++;
        }
      if (n_moves > 0)
        {
          self->in_picture = FALSE;
          count (self, SLUICE_PART_TOOLPATH, at - moves);
          self->line += n_moves;
          continue;
        }

      stop = memchr (at, '\n', end - at);
      if (stop == NULL)
        {
          begin_line (self, at, end - at);
          break;
        }
      if (stop + 1 - at > SLUICE_GCODE_MAX_LINE)
        count (self, SLUICE_PART_UNKNOWN, stop + 1 - at);
      else
        read_line (self, at, stop + 1 - at);
      self->line++;
      at = stop + 1;
    }
}

/** sluice_gcode_reader_finish: says that all has been fed. */
void
sluice_gcode_reader_finish (SluiceGcodeReader *self)
{
  if (self->carry == CARRY_LINE)
    read_line (self, self->carry_buffer, self->carry_length);
  self->carry = CARRY_NOTHING;
  if (self->blob != NULL)
    sluice_cura_blob_finish (self->blob, self->builder, self->tally);
}
