/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cura-blob.h"

#include "sluice-cura-reading.h"
#include "sluice-json.h"
#include "sluice-member-reading.h"

#include <string.h>

/*
 * One JSON text, cut every 69 characters with no regard to words: a name can
 * end one line and begin the next, so no line can be judged alone. The lines
 * are joined and judged by key when the file ends. What is not one whole text
 * on lines that follow each other is product data.
 */

#define PREFIX ";SETTING_3 "

/* Real ones have a few KiB; this much JSON is parsed in a few MiB. */
#define MOST_TEXT (256 * 1024)

struct _SluiceCuraBlob
{
  GString *text; /* joined, not unescaped; NULL when it is no such text */
  guint64  first; /* its lines, from 1; 0 when there are none */
  guint64  last;
  gsize    bytes; /* of its lines, with their ends */
};

/** sluice_cura_blob_new: (transfer full): one without a line. */
SluiceCuraBlob *
sluice_cura_blob_new (void)
{
  SluiceCuraBlob *self = g_new0 (SluiceCuraBlob, 1);

  self->text = g_string_new (NULL);
  return self;
}

static void
give_up (SluiceCuraBlob *self)
{
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}

void
sluice_cura_blob_free (SluiceCuraBlob *self)
{
  give_up (self);
  g_free (self);
}

/**
 * sluice_cura_blob_add:
 * @self: a blob
 * @line: a line of the file
 * @length: its bytes without its end
 * @whole: its bytes with its end
 * @number: of the line, from 1
 *
 * Returns: whether it is the blob's, so that nobody else counts it
 */
gboolean
sluice_cura_blob_add (SluiceCuraBlob *self,
                      const char     *line,
                      gsize           length,
                      gsize           whole,
                      guint64         number)
{
  if (length < strlen (PREFIX) || memcmp (line, PREFIX, strlen (PREFIX)) != 0)
    return FALSE;

  if (self->first == 0)
    self->first = number;
  else if (number != self->last + 1)
    give_up (self);
  self->last = number;
  self->bytes += whole;

  line += strlen (PREFIX);
  length -= strlen (PREFIX);
  if (self->text != NULL && (self->text->len + length > MOST_TEXT || memchr (line, '\0', length) != NULL))
    give_up (self);
  if (self->text != NULL)
    g_string_append_len (self->text, line, length);
  return TRUE;
}

/* Undoes what keeps line ends out of a comment, in place: "\\" for a backslash, "\n", "\r". FALSE on anything else. */
static gboolean
unescape (GString *text)
{
  gsize to = 0;

  for (gsize from = 0; from < text->len; from++)
    {
      char c = text->str[from];

      if (c == '\\')
        {
          c = text->str[++from]; /* the NUL behind the text, at the worst */
          if (c != '\\' && c != 'n' && c != 'r')
            return FALSE;
          c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
        }
      text->str[to++] = c;
    }

  g_string_truncate (text, to);
  return TRUE;
}

/* Which extruder a profile is of: as it says, else by its place among them. */
static guint
find_position (const char *ini,
               guint       place)
{
  SluiceCuraEntry entry;

  if (!sluice_cura_ini_find (ini, strlen (ini), "metadata", "position", &entry))
    return place;

  return entry.value_length == 1 && g_ascii_isdigit (*entry.value) ? (guint) (*entry.value - '0') : G_MAXUINT / 2;
}

static void
take_settings (SluiceCuraReading *reading,
               JsonObject        *object)
{
  const char *machine = sluice_json_get_string (object, "global_quality");
  JsonArray *extruders = sluice_json_get_array (object, "extruder_quality");
  guint n_extruders = extruders != NULL ? json_array_get_length (extruders) : 0;

  if (machine != NULL)
    sluice_cura_reading_take_ini (reading, machine, strlen (machine), SLUICE_PROFILE_MACHINE);

  for (guint i = 0; i < MIN (n_extruders, SLUICE_PROCESS_MAX_EXTRUDERS); i++)
    {
      JsonNode *node = json_array_get_element (extruders, i);
      const char *ini = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (ini != NULL)
        sluice_cura_reading_take_ini (reading, ini, strlen (ini), find_position (ini, i));
    }
}

/**
 * sluice_cura_blob_finish:
 * @self: a blob, of which all lines are there
 * @builder: where values that pass are stated
 * @tally: where its bytes are counted
 *
 * A letter of a key or value has one byte at least in the file, escapes have
 * more: so what is counted as process data is never more than what passed.
 */
void
sluice_cura_blob_finish (SluiceCuraBlob      *self,
                         SluiceRecordBuilder *builder,
                         SluicePartTally     *tally)
{
  SluiceCuraReading reading = { .builder = builder, .tally = tally, .line = self->first, .left = self->bytes };
  g_autoptr(JsonObject) object = NULL;

  if (self->text != NULL && self->text->len > 0 && unescape (self->text))
    {
      object = sluice_member_reading_parse (self->text->str, self->text->len);
      if (object != NULL)
        take_settings (&reading, object);
    }

  sluice_cura_reading_end (&reading, SLUICE_PART_SETTINGS);
}
