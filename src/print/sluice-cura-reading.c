/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cura-reading.h"

#include "sluice-setting.h"

#include <string.h>

/* Longer than any key of the allow-list, with its section before it. */
#define LONGEST_KEY 64

/* Counts @bytes as those of @rule, and what it names as found. */
static void
count (SluiceCuraReading     *self,
       const SluiceAllowRule *rule,
       const char            *value,
       gsize                  length,
       gsize                  bytes)
{
  if (self->tally == NULL || (rule->kind == SLUICE_PART_KIND_PRODUCT && length == 0))
    return;

  bytes = MIN (bytes, self->left);
  self->left -= bytes;
  sluice_part_tally_add (self->tally, rule->part, bytes, self->line);
  if (rule->kind == SLUICE_PART_KIND_PRODUCT)
    sluice_part_tally_found (self->tally, rule->part, value, length);
}

/**
 * sluice_cura_reading_take:
 * @self: a text that is read
 * @key: name of a setting, bytes of a file
 * @key_length: how many
 * @value: its value, bytes of a file
 * @value_length: how many
 * @extruder: which extruder it speaks of; 0 where it is the machine's
 * @bytes: how many bytes of the text are the entry's, at most
 *
 * One setting. What does not pass as a whole does not pass, and is left to
 * sluice_cura_reading_end().
 */
void
sluice_cura_reading_take (SluiceCuraReading *self,
                          const char        *key,
                          gsize              key_length,
                          const char        *value,
                          gsize              value_length,
                          guint              extruder,
                          gsize              bytes)
{
  gsize passed = 0;
  const SluiceAllowRule *rule = sluice_setting_state (self->builder, SLUICE_ALLOW_FORM_CURA, key, key_length,
                                                      value, value_length, extruder, &passed);

  if (rule == NULL)
    return;

  if (rule->kind == SLUICE_PART_KIND_PRODUCT || (passed > 0 && passed == value_length))
    count (self, rule, value, value_length, bytes);
  else if (self->hides)
    sluice_record_builder_hide (self->builder, rule, extruder);
}

/* The key as the allow-list has it: settings by their name, all else with its section before it. */
static gsize
name_entry (const SluiceCuraReading *self,
            const SluiceCuraEntry   *entry,
            char                     out_key[LONGEST_KEY])
{
  gsize length = entry->section_length + 1 + entry->key_length;

  if (self->name_key != NULL && sluice_cura_entry_is (entry, "general", "name"))
    return g_strlcpy (out_key, self->name_key, LONGEST_KEY);

  if (length > LONGEST_KEY)
    return 0;
  if (entry->section_length == strlen ("values") && memcmp (entry->section, "values", entry->section_length) == 0)
    {
      memcpy (out_key, entry->key, entry->key_length);
      return entry->key_length;
    }

  memcpy (out_key, entry->section, entry->section_length);
  out_key[entry->section_length] = '/';
  memcpy (out_key + entry->section_length + 1, entry->key, entry->key_length);
  return length;
}

/**
 * sluice_cura_reading_take_ini:
 * @self: a text that is read
 * @text: all of it, or a part, with sections and "key = value"
 * @length: bytes of @text
 * @extruder: which extruder it speaks of
 */
void
sluice_cura_reading_take_ini (SluiceCuraReading *self,
                              const char        *text,
                              gsize              length,
                              guint              extruder)
{
  SluiceCuraIni ini = { .at = text, .end = text + length };
  SluiceCuraEntry entry;

  while (sluice_cura_ini_next (&ini, &entry))
    {
      char key[LONGEST_KEY];
      gsize key_length = name_entry (self, &entry, key);

      if (key_length > 0)
        sluice_cura_reading_take (self, key, key_length, entry.value, entry.value_length, extruder, entry.whole);
    }
}

/** sluice_cura_reading_end: what nobody has counted is @rest. */
void
sluice_cura_reading_end (SluiceCuraReading *self,
                         SluicePartId       rest)
{
  if (self->tally != NULL && self->left > 0)
    sluice_part_tally_add (self->tally, rest, self->left, self->line);
  self->left = 0;
}
