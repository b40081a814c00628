/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-redactor.h"

#include "sluice-allow-value.h"
#include "sluice-byte-source.h"
#include "sluice-gcode-findings.h"
#include "sluice-gcode-reader.h"
#include "sluice-redact-command.h"

#include <string.h>

/*
 * Line by line, as the reader does. Of the comments only those stay that a
 * process record could hold, and the size of the print, which some printers
 * ask for; of the commands those that hold nothing but numbers and known
 * words. So what nobody thought of is left out here too.
 */

#define OUT_BLOCK SLUICE_BLOCK_SIZE

struct _SluiceRedactor
{
  SluiceRedactorSink   sink;
  gpointer             sink_data;
  SluiceCommandRedactor *commands;

  GByteArray          *carry; /* the beginning of a line whose end is still to come */
  gboolean             is_too_long;
  gboolean             in_picture;
  GString             *out;

  guint64              dropped_comments;
  guint64              dropped_commands;
};

/** sluice_redactor_new: (transfer full): one that gives what stays to @sink. */
SluiceRedactor *
sluice_redactor_new (SluiceRedactorSink sink,
                     gpointer           sink_data)
{
  SluiceRedactor *self = g_new0 (SluiceRedactor, 1);

  self->sink = sink;
  self->sink_data = sink_data;
  self->commands = sluice_command_redactor_new ();
  self->carry = g_byte_array_new ();
  self->out = g_string_sized_new (OUT_BLOCK + SLUICE_GCODE_MAX_LINE);
  return self;
}

void
sluice_redactor_free (SluiceRedactor *self)
{
  g_clear_pointer (&self->commands, sluice_command_redactor_free);
  g_byte_array_unref (self->carry);
  g_string_free (self->out, TRUE);
  g_free (self);
}

/* How many bytes of the comment stay; @line begins with ";". */
static gsize
keep_of_comment (SluiceRedactor *self,
                 const char     *line,
                 gsize           length)
{
  const char *value = NULL;
  guint extruder = 0;
  SluiceAllowValue parsed;
  double number;
  const SluiceAllowRule *rule = sluice_gcode_find_comment_rule (line + 1, length - 1, &extruder, &value);
  gsize value_length;
  gsize passed;

  if (rule != NULL && rule->part == SLUICE_PART_PICTURES)
    self->in_picture = sluice_gcode_picture_begins (value, line + length - value);
  if (rule == NULL || self->in_picture)
    return 0;

  value_length = line + length - value;
  if (rule->part == SLUICE_PART_DIMENSIONS)
    return sluice_allow_number_parse (value, value_length, &number) ? length : 0;
  if (rule->kind == SLUICE_PART_KIND_PRODUCT)
    return 0;

  passed = sluice_allow_value_parse (rule, value, value_length, &parsed);
  if (passed == 0 && !(rule->type == SLUICE_ALLOW_TYPE_NOTHING && value_length == 0))
    return 0;
  return value + passed - line;
}

/* One line; @whole is with its end. */
static void
redact_line (SluiceRedactor *self,
             const char     *line,
             gsize           whole)
{
  gsize length = whole;
  gsize before = self->out->len;

  if (length > 0 && line[length - 1] == '\n')
    length--;
  if (length > 0 && line[length - 1] == '\r')
    length--;

  if (length > 0 && line[0] == ';')
    {
      g_string_append_len (self->out, line, keep_of_comment (self, line, length));
      if (self->out->len == before)
        {
          self->dropped_comments++;
          return;
        }
    }
  else if (length > 0)
    {
      self->in_picture = FALSE;
      if (!sluice_command_redactor_keep (self->commands, line, length, self->out))
        {
          g_string_truncate (self->out, before);
          self->dropped_commands++;
          return;
        }
    }
  g_string_append_len (self->out, line + length, whole - length);
}

static gboolean
flush (SluiceRedactor  *self,
       GError         **error)
{
  gboolean taken = self->sink (self->out->str, self->out->len, self->sink_data, error);

  g_string_truncate (self->out, 0);
  return taken;
}

/* A line that is longer than any that is looked at is left out. */
static void
carry_on (SluiceRedactor *self,
          const guint8   *data,
          gsize           length)
{
  if (self->carry->len + length > SLUICE_GCODE_MAX_LINE)
    {
      self->is_too_long = TRUE;
      g_byte_array_set_size (self->carry, 0);
    }
  else if (!self->is_too_long)
    g_byte_array_append (self->carry, data, length);
}

static void
end_line (SluiceRedactor *self)
{
  if (self->is_too_long)
    self->dropped_commands++;
  else
    redact_line (self, (const char *) self->carry->data, self->carry->len);
  self->is_too_long = FALSE;
  g_byte_array_set_size (self->carry, 0);
}

/** sluice_redactor_feed: the next @length bytes of G-code; %FALSE when the sink did not take them. */
gboolean
sluice_redactor_feed (SluiceRedactor  *self,
                      const guint8    *data,
                      gsize            length,
                      GError         **error)
{
  const guint8 *end = data + length;

  while (data < end)
    {
      const guint8 *stop = memchr (data, '\n', end - data);
      gsize bytes = (stop != NULL ? stop + 1 : end) - data;

      if (stop != NULL && self->carry->len == 0 && !self->is_too_long && bytes <= SLUICE_GCODE_MAX_LINE)
        redact_line (self, (const char *) data, bytes);
      else
        {
          carry_on (self, data, bytes);
          if (stop != NULL)
            end_line (self);
        }
      if (self->out->len >= OUT_BLOCK && !flush (self, error))
        return FALSE;
      data += bytes;
    }

  return TRUE;
}

/** sluice_redactor_finish: says that all has been fed; %FALSE when the sink did not take the rest. */
gboolean
sluice_redactor_finish (SluiceRedactor  *self,
                        GError         **error)
{
  if (self->carry->len > 0 || self->is_too_long)
    end_line (self);

  return flush (self, error);
}

/** sluice_redactor_get_dropped_comments: lines of comment that were left out. */
guint64
sluice_redactor_get_dropped_comments (SluiceRedactor *self)
{
  return self->dropped_comments;
}

/** sluice_redactor_get_dropped_commands: commands that were left out since they hold a text that is not known. */
guint64
sluice_redactor_get_dropped_commands (SluiceRedactor *self)
{
  return self->dropped_commands;
}
