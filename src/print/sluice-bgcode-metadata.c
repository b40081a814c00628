/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-bgcode-metadata.h"

#include "sluice-gcode-findings.h"
#include "sluice-gcode-reader.h"
#include "sluice-setting.h"

#include <string.h>

struct _SluiceBgcodeMetadata
{
  SluiceRecordBuilder *builder; /* unowned */
  SluicePartTally     *tally;   /* unowned */

  guint64              line; /* of the block, from 1 */
  gboolean             is_too_long;
  gsize                length;
  char                 buffer[SLUICE_GCODE_MAX_LINE]; /* the line that is read */
};

/** sluice_bgcode_metadata_new: (transfer full): for any number of blocks; @builder and @tally outlive it. */
SluiceBgcodeMetadata *
sluice_bgcode_metadata_new (SluiceRecordBuilder *builder,
                            SluicePartTally     *tally)
{
  SluiceBgcodeMetadata *self = g_new0 (SluiceBgcodeMetadata, 1);

  self->builder = builder;
  self->tally = tally;
  self->line = 1;
  return self;
}

void
sluice_bgcode_metadata_free (SluiceBgcodeMetadata *self)
{
  g_free (self);
}

static void
count (SluiceBgcodeMetadata *self,
       SluicePartId          part,
       gsize                 bytes)
{
  if (bytes > 0)
    sluice_part_tally_add (self->tally, part, bytes, self->line);
}

/* The same rows decide as for the settings at the end of a text: "; key = value". */
static void
read_line (SluiceBgcodeMetadata *self)
{
  const char *line = self->buffer;
  gsize length = self->length;
  const char *separator;
  const char *value = NULL;
  const SluiceAllowRule *rule = NULL;
  gsize passed = 0;

  if (length > 0 && line[length - 1] == '\n')
    length--;
  if (length == 0)
    {
      count (self, SLUICE_PART_LAYOUT, self->length);
      return;
    }

  separator = memchr (line, '=', length);
  if (separator != NULL)
    {
      value = separator + 1;
      rule = sluice_setting_state (self->builder, SLUICE_ALLOW_FORM_EQUALS, line, separator - line,
                                   value, line + length - value, 0, &passed);
    }

  if (passed == 0)
    {
      if (rule != NULL && rule->kind != SLUICE_PART_KIND_PRODUCT)
        rule = NULL;
      count (self, sluice_gcode_find_in_comment (self->tally, rule, line, length, value), self->length);
    }
  else if (value + passed == line + length)
    count (self, rule->part, self->length);
  else
    {
      count (self, rule->part, value + passed - line);
      count (self, SLUICE_PART_COMMENTS, self->length - (value + passed - line));
    }
}

static void
end_line (SluiceBgcodeMetadata *self)
{
  if (!self->is_too_long && self->length > 0)
    read_line (self);
  self->is_too_long = FALSE;
  self->length = 0;
  self->line++;
}

static void
take_piece (SluiceBgcodeMetadata *self,
            const guint8         *data,
            gsize                 length)
{
  if (!self->is_too_long && self->length + length > sizeof self->buffer)
    {
      count (self, SLUICE_PART_UNKNOWN, self->length);
      self->is_too_long = TRUE;
    }

  if (self->is_too_long)
    {
      count (self, SLUICE_PART_UNKNOWN, length);
      return;
    }
  memcpy (self->buffer + self->length, data, length);
  self->length += length;
}

/** sluice_bgcode_metadata_feed: the next @length bytes of a block, unpacked. */
void
sluice_bgcode_metadata_feed (SluiceBgcodeMetadata *self,
                             const guint8         *data,
                             gsize                 length)
{
  while (length > 0)
    {
      const guint8 *end = memchr (data, '\n', length);
      gsize bytes = end != NULL ? (gsize) (end + 1 - data) : length;

      take_piece (self, data, bytes);
      if (end != NULL)
        end_line (self);
      data += bytes;
      length -= bytes;
    }
}

/** sluice_bgcode_metadata_finish: the block ends here; another one may follow. */
void
sluice_bgcode_metadata_finish (SluiceBgcodeMetadata *self)
{
  end_line (self);
  self->line = 1;
}
