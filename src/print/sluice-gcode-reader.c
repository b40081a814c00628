/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gcode-reader.h"

#include "sluice-allow-list.h"
#include "sluice-allow-value.h"
#include "sluice-cura-blob.h"
#include "sluice-extrusion.h"
#include "sluice-gcode-findings.h"
#include "sluice-line-memo.h"
#include "sluice-setting.h"

#include <string.h>

/*
 * Reads G-code as it streams by. Nearly all lines are moves: they begin with
 * "G", are product data, and a scan only steps over them. Every other line is
 * looked up in the allow-list.
 *
 * Memory is fixed: a line that spans two blocks is kept until its end is
 * there, but for moves, which nobody looks at, and for lines that are too long,
 * which are product data.
 */

/* Bytes at once; what comes in less is read before a memo is cleared. Fuzzers make it small: their files are, too. */
#ifndef SLUICE_GCODE_WORTH_A_MEMO
#define SLUICE_GCODE_WORTH_A_MEMO (32 * 1024)
#endif

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
  SluiceByteSource    *source;  /* unowned; nullable */

  SluiceLineMemo      *memo; /* NULL until there is enough to be worth it */
  SluiceExtrusion     *extrusion; /* NULL when it is not summed */
  SluiceLineEngine     engine;
  SluiceLineScan      *scan;

  gboolean             is_begun;
  gboolean             in_picture;
  SluiceCuraBlob      *blob; /* NULL until its first line */

  /* Where the line that is read now begins, and the number, from 1, of the one that begins at @numbered. */
  const char          *at;
  const char          *numbered;
  guint64              number;

  gboolean             has_begun[SLUICE_N_PARTS];
  guint64              bytes[SLUICE_N_PARTS]; /* not told yet */
  SluiceAllowValue     said; /* a number, for a line that came before */

  Carry                carry;
  SluicePartId         carry_part;
  gsize                carry_length;
  char                *carry_buffer; /* NULL until a line is carried */
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
  self->engine = sluice_line_engine_get_best ();
  self->number = 1;
  self->said.count = 1;
  return self;
}

void
sluice_gcode_reader_free (SluiceGcodeReader *self)
{
  g_clear_pointer (&self->blob, sluice_cura_blob_free);
  g_aligned_free (self->memo);
  g_clear_pointer (&self->extrusion, sluice_extrusion_free);
  g_free (self->carry_buffer);
  g_free (self->scan);
  g_free (self);
}

/** sluice_gcode_reader_set_engine: how it looks for lines; the best way there is unless this is called. */
void
sluice_gcode_reader_set_engine (SluiceGcodeReader *self,
                                SluiceLineEngine   engine)
{
  self->engine = engine;
}

/**
 * sluice_gcode_reader_set_source:
 * @self: a reader to which nothing was fed
 * @source: the file that the G-code is in; it outlives the reader
 *
 * Has extrusion summed where the G-code does not state what it uses: at once
 * where its beginning tells, and else by asking @source to be read again.
 */
void
sluice_gcode_reader_set_source (SluiceGcodeReader *self,
                                SluiceByteSource  *source)
{
  self->source = source;
  if (sluice_byte_source_must_sum (source))
    sluice_gcode_reader_sum_extrusion (self);
}

/** sluice_gcode_reader_sum_extrusion: also sums what is extruded; to be called before anything is fed. */
void
sluice_gcode_reader_sum_extrusion (SluiceGcodeReader *self)
{
  if (self->extrusion == NULL)
    self->extrusion = sluice_extrusion_new ();
}

/**
 * sluice_gcode_states_filament:
 * @data: some whole lines of G-code
 * @length: bytes of @data
 * @out_promises: (out) (optional): whether they are by a slicer that states it at the end
 *
 * Returns: whether they state how much filament is used
 */
gboolean
sluice_gcode_states_filament (const guint8 *data,
                              gsize         length,
                              gboolean     *out_promises)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new ("gcode");
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, tally);
  const char *slicer;

  sluice_gcode_reader_feed (reader, data, length);
  sluice_record_builder_end_gcode (builder);
  slicer = sluice_record_builder_get_slicer (builder);
  if (out_promises != NULL)
    *out_promises = slicer != NULL && !g_str_equal (slicer, "Cura_SteamEngine");
  return sluice_record_builder_states_filament (builder);
}

/* Cura states it at the beginning, others at the end; who is neither is not waited for. */
static void
begin (SluiceGcodeReader *self,
       const guint8      *data,
       gsize              length)
{
  gboolean promises;

  self->is_begun = TRUE;
  if (self->source != NULL && self->extrusion == NULL && !sluice_record_builder_states_filament (self->builder) &&
      !sluice_gcode_states_filament (data, length, &promises) && !promises)
    sluice_gcode_reader_sum_extrusion (self);
}

/* Lines are not counted as they are read, but where somebody asks: once for each part. */
static guint64
get_line_number (SluiceGcodeReader *self)
{
  while (self->numbered < self->at)
    {
      const char *newline = memchr (self->numbered, '\n', self->at - self->numbered);

      if (newline == NULL)
        break;
      self->numbered = newline + 1;
      self->number++;
    }

  return self->number;
}

/* What a part begins with is told at once, for the sake of its line; what comes after that is summed here first. */
static inline void
count (SluiceGcodeReader *self,
       SluicePartId       part,
       gsize              bytes)
{
  if (G_LIKELY (self->has_begun[part]))
    self->bytes[part] += bytes;
  else if (bytes > 0)
    {
      sluice_part_tally_add (self->tally, part, bytes, get_line_number (self));
      self->has_begun[part] = TRUE;
    }
}

static void
tell_counts (SluiceGcodeReader *self)
{
  for (guint i = 0; i < SLUICE_N_PARTS; i++)
    if (self->bytes[i] > 0)
      {
        sluice_part_tally_add (self->tally, i, self->bytes[i], 0);
        self->bytes[i] = 0;
      }
}

/* For a line that has been counted, and means the same whenever it comes again. */
static void
keep (SluiceGcodeReader     *self,
      const char            *line,
      gsize                  whole,
      const SluiceLineSense *sense)
{
  if (self->memo != NULL)
    sluice_line_memo_keep (self->memo, line, whole, sense);
}

/* As count(), for a line that says nothing when it comes again. */
static void
count_and_keep (SluiceGcodeReader *self,
                SluicePartId       part,
                const char        *line,
                gsize              whole)
{
  count (self, part, whole);
  keep (self, line, whole, &(SluiceLineSense) { .part = part });
}

/* As count(), for a setting that has passed as a whole; what holds more than a number is not kept. */
static void
count_setting (SluiceGcodeReader      *self,
               const SluiceAllowRule  *rule,
               guint                   extruder,
               const SluiceAllowValue *value,
               const char             *line,
               gsize                   whole)
{
  SluiceLineSense sense = { .part = rule->part, .extruder = extruder, .number = value->numbers[0] };

  count (self, rule->part, whole);
  if (rule->type != SLUICE_ALLOW_TYPE_NUMBER && rule->type != SLUICE_ALLOW_TYPE_NOTHING)
    return;

  if (rule->field != SLUICE_ALLOW_FIELD_NONE)
    sense.rule = rule;
  keep (self, line, whole, &sense);
}

/* A line that was kept. */
static inline void
say_again (SluiceGcodeReader     *self,
           gsize                  whole,
           const SluiceLineSense *sense)
{
  /* It was counted once, so its part has begun. */
  self->bytes[sense->part] += whole;
  if (sense->rule == NULL)
    return;

  self->said.numbers[0] = sense->number;
  sluice_record_builder_state (self->builder, sense->rule, sense->extruder, &self->said);
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
  gsize separator_length = strlen (separator);
  const char *found = separator_length == 1 ? memchr (key, *separator, length)
                                            : memmem (key, length, separator, separator_length);
  gsize key_length = found != NULL ? (gsize) (found - key) : 0;

  while (key_length > 0 && key[key_length - 1] == ' ')
    key_length--;
  if (key_length == 0)
    return NULL;

  *out_value = found + strlen (separator);
  return sluice_allow_list_find (form, key, key_length, out_extruder);
}

/**
 * sluice_gcode_find_comment_rule:
 * @text: what follows the semicolon of a comment
 * @length: bytes of @text
 * @out_extruder: (out): which extruder the key speaks of
 * @out_value: (out): where the value begins
 *
 * Returns: (nullable): the row for it; %NULL when it is not known
 */
const SluiceAllowRule *
sluice_gcode_find_comment_rule (const char  *text,
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
  if (self->in_picture || length < 4 || memcmp (line + 1, "SET", 3) != 0)
    return FALSE;
  if (self->blob == NULL)
    self->blob = sluice_cura_blob_new ();

  return sluice_cura_blob_add (self->blob, line, length, whole, get_line_number (self));
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
  SluiceAllowValue parsed;
  gsize passed;

  if (read_setting (self, line, length, whole))
    return;

  rule = sluice_gcode_find_comment_rule (line + 1, length - 1, &extruder, &value);
  if (rule == NULL || rule->kind == SLUICE_PART_KIND_PRODUCT)
    {
      if (self->in_picture)
        count (self, SLUICE_PART_PICTURES, whole);
      else
        {
          SluicePartId part = sluice_gcode_find_in_comment (self->tally, rule, line, length, value);

          if (rule == NULL || rule->part == SLUICE_PART_OBJECT_NAMES)
            count_and_keep (self, part, line, whole);
          else
            count (self, part, whole);
        }
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

  passed = sluice_setting_apply (self->builder, rule, extruder, value, line + length - value, &parsed);
  if (self->extrusion != NULL && rule->field == SLUICE_ALLOW_FIELD_FLAVOR)
    sluice_extrusion_set_flavor (self->extrusion, sluice_record_builder_get_flavor (self->builder));
  if (passed == 0 && rule->type != SLUICE_ALLOW_TYPE_NOTHING)
    count (self, sluice_gcode_find_in_comment (self->tally, NULL, line, length, value), whole);
  else if (value + passed == line + length)
    count_setting (self, rule, extruder, &parsed, line, whole);
  else
    {
      count (self, rule->part, value + passed - line);
      count (self, SLUICE_PART_SLICED_WHEN, whole - (value + passed - line));
    }
}

/* Whether the same command says nothing new when it comes again: it does not depend on what came between. */
static gboolean
changes_nothing_again (const SluiceAllowRule *rule)
{
  return rule->field == SLUICE_ALLOW_FIELD_NONE || rule->field == SLUICE_ALLOW_FIELD_SET_FAN ||
         rule->field == SLUICE_ALLOW_FIELD_SET_BED;
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
      count_and_keep (self, sluice_gcode_find_in_command (self->tally, rule, line, length, key), line, whole);
      return;
    }

  sluice_record_builder_obey (self->builder, rule, extruder, words);
  if (comment == NULL && changes_nothing_again (rule))
    {
      count_and_keep (self, rule->part, line, whole);
      return;
    }
  if (comment == NULL)
    command = whole;
  count (self, rule->part, command);
  count (self, SLUICE_PART_COMMENTS, whole - command);
}

/* Without its end, if it has one. */
static gsize
get_text_length (const char *line,
                 gsize       whole)
{
  gsize length = whole;

  if (length > 0 && line[length - 1] == '\n')
    length--;
  if (length > 0 && line[length - 1] == '\r')
    length--;
  return length;
}

/* A line that did not come before, or means something else each time. */
static void
read_new_line (SluiceGcodeReader *self,
               const char        *line,
               gsize              whole)
{
  gsize length = get_text_length (line, whole);

  if (length == 0)
    {
      count (self, SLUICE_PART_LAYOUT, whole);
      return;
    }

  if (line[0] == ';')
    {
      read_comment (self, line, length, whole);
      return;
    }

  /* Whatever was said to be a picture, it is over. */
  self->in_picture = FALSE;
  if (line[0] == 'G')
    count (self, SLUICE_PART_TOOLPATH, whole);
  else
    read_command (self, line, length, whole);
}

/* One line with its end, if it has one; @room bytes can be read. */
static inline void
read_line (SluiceGcodeReader *self,
           const char        *line,
           gsize              whole,
           gsize              room)
{
  const SluiceLineSense *sense = NULL;

  if (self->extrusion != NULL && line[0] != ';')
    sluice_extrusion_read_line (self->extrusion, line, get_text_length (line, whole));
  if (self->memo != NULL && !self->in_picture)
    sense = sluice_line_memo_find (self->memo, line, whole, room);

  if (sense != NULL)
    say_again (self, whole, sense);
  else
    read_new_line (self, line, whole);
}

/* Of a line that is too long to be kept; nobody looks at moves anyway. As read_line() would end a picture, it does. */
static SluicePartId
pass_over (SluiceGcodeReader *self,
           char               first)
{
  if (first != ';')
    self->in_picture = FALSE;

  return first == 'G' ? SLUICE_PART_TOOLPATH : SLUICE_PART_UNKNOWN;
}

static void
carry (SluiceGcodeReader *self,
       const char        *data,
       gsize              length)
{
  if (self->carry_buffer == NULL)
    self->carry_buffer = g_malloc (SLUICE_GCODE_MAX_LINE);
  memcpy (self->carry_buffer + self->carry_length, data, length);
  self->carry_length += length;
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
      self->carry = CARRY_PART;
      self->carry_part = pass_over (self, self->carry_length > 0 ? self->carry_buffer[0] : data[0]);
      count (self, self->carry_part, self->carry_length);
    }

  if (self->carry == CARRY_PART)
    count (self, self->carry_part, bytes);
  else
    {
      carry (self, data, bytes);
      if (end != NULL)
        read_line (self, self->carry_buffer, self->carry_length, self->carry_length);
    }

  if (end != NULL)
    self->carry = CARRY_NOTHING;
  return bytes;
}

/* The beginning of a line whose end is in a later block. */
static void
begin_line (SluiceGcodeReader *self,
            const char        *data,
            gsize              length)
{
  gboolean is_skipped = data[0] == 'G' && self->extrusion == NULL;

  if (is_skipped || length > SLUICE_GCODE_MAX_LINE)
    {
      self->carry = CARRY_PART;
      self->carry_part = pass_over (self, data[0]);
      count (self, self->carry_part, length);
    }
  else
    {
      self->carry = CARRY_LINE;
      self->carry_length = 0;
      carry (self, data, length);
    }
}

/* The first moves, those that end a picture, and those that are summed. */
static void
look_at_moves (SluiceGcodeReader *self,
               const char        *from,
               const char        *end)
{
  self->in_picture = FALSE;
  self->at = from;
  count (self, SLUICE_PART_TOOLPATH, end - from);
  if (self->extrusion != NULL)
    sluice_extrusion_read_moves (self->extrusion, from, end - from);
}

/* A run of moves, which may be none, is one part. */
static inline void
read_moves (SluiceGcodeReader *self,
            const char        *from,
            const char        *end)
{
  if (G_LIKELY (self->has_begun[SLUICE_PART_TOOLPATH] && !self->in_picture && self->extrusion == NULL))
    self->bytes[SLUICE_PART_TOOLPATH] += end - from;
  else if (from < end)
    look_at_moves (self, from, end);
}

/* The lines of @data, a block of @length bytes, from @from to the end of @scan; returns that end. */
static gsize
read_scanned (SluiceGcodeReader    *self,
              const char           *data,
              gsize                 length,
              gsize                 from,
              const SluiceLineScan *scan)
{
  const char *at = data + from;
  const char *end = data + scan->end;
  guint64 number;

  self->at = at;
  number = get_line_number (self);

  for (guint i = 0; i < scan->n_marks; i++)
    {
      const char *line = data + scan->marks[i].at;
      gsize whole = scan->marks[i].length;

      read_moves (self, at, line);
      at = line + whole;
      self->at = line;
      if (whole > SLUICE_GCODE_MAX_LINE)
        count (self, pass_over (self, line[0]), whole);
      else
        read_line (self, line, whole, data + length - line);
    }
  read_moves (self, at, end);

  self->numbered = end;
  self->number = number + scan->n_lines;
  return scan->end;
}

/** sluice_gcode_reader_feed: the next @length bytes of the file. */
void
sluice_gcode_reader_feed (SluiceGcodeReader *self,
                          const guint8      *data,
                          gsize              length)
{
  const char *text = (const char *) data;
  const guint8 *newline = memrchr (data, '\n', length);
  gsize end = newline != NULL ? (gsize) (newline + 1 - data) : 0;
  gsize at = 0;

  if (length == 0)
    return;

  if (self->source != NULL)
    sluice_byte_source_show_gcode (self->source, data, length);
  if (!self->is_begun)
    begin (self, data, length);
  if (self->memo == NULL && length >= SLUICE_GCODE_WORTH_A_MEMO)
    self->memo = g_aligned_alloc0 (1, sizeof (SluiceLineMemo), SLUICE_LINE_MEMO_AHEAD);
  if (self->scan == NULL)
    self->scan = g_new (SluiceLineScan, 1);
  self->at = text;
  self->numbered = text;
  if (self->carry != CARRY_NOTHING)
    at = finish_line (self, text, length);

  while (at < end)
    {
      sluice_line_scan (self->engine, self->extrusion != NULL, data, at, length, self->scan);
      at = read_scanned (self, text, length, at, self->scan);
    }

  self->at = text + at;
  if (at < length)
    begin_line (self, text + at, length - at);
  tell_counts (self);
  /* The next block has another address. */
  get_line_number (self);
  self->at = NULL;
  self->numbered = NULL;
}

/** sluice_gcode_reader_finish: says that all has been fed. */
void
sluice_gcode_reader_finish (SluiceGcodeReader *self)
{
  if (self->carry == CARRY_LINE)
    read_line (self, self->carry_buffer, self->carry_length, self->carry_length);
  self->carry = CARRY_NOTHING;
  tell_counts (self);
  sluice_record_builder_end_gcode (self->builder);
  if (self->blob != NULL)
    sluice_cura_blob_finish (self->blob, self->builder, self->tally);

  if (self->source != NULL)
    sluice_byte_source_set_lacks_filament (self->source, self->extrusion == NULL &&
                                                         !sluice_record_builder_states_filament (self->builder));
  if (self->extrusion == NULL)
    return;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    sluice_record_builder_count_filament (self->builder, i, sluice_extrusion_get_length (self->extrusion, i),
                                          sluice_extrusion_get_volume (self->extrusion, i));
}
