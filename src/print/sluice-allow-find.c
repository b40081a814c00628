/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-list.h"

#include "sluice-process-record.h"

#include <string.h>

/* Finds rows of the allow-list. Keys come out of files: they are compared as bytes, and as a whole. */

#define LONGEST_KEY 63

#define GOLDEN G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/* As hash_key() in build-aux/allow-list.py. */
static guint64
hash_key (SluiceAllowForm  form,
          const char      *key,
          gsize            length)
{
  guint64 value = ((guint64) form + 1) * GOLDEN + length;

  for (gsize at = 0; at < length; at += sizeof (guint64))
    {
      guint64 word = 0;

      memcpy (&word, key + at, MIN (sizeof word, length - at));
      value = (value ^ GUINT64_FROM_LE (word)) * GOLDEN;
      value ^= value >> 32;
    }

  return value;
}

static const SluiceAllowRule *
find_exact (SluiceAllowForm  form,
            const char      *key,
            gsize            length)
{
  guint mask = sluice_allow_n_index - 1;

  for (guint at = hash_key (form, key, length) & mask; sluice_allow_index[at] != 0; at = (at + 1) & mask)
    {
      const SluiceAllowRule *rule = &sluice_allow_rules[sluice_allow_index[at] - 1];

      if (rule->form == form && strncmp (rule->key, key, length) == 0 && rule->key[length] == '\0')
        return rule;
    }

  return NULL;
}

/* Writes "#" for the first run of digits; 0 when it is not the number of an extruder. */
static gsize
generalise (const char *key,
            gsize       length,
            char        out_key[LONGEST_KEY + 1],
            guint      *out_extruder)
{
  gsize before = 0;
  gsize after;
  guint extruder = 0;

  while (before < length && !g_ascii_isdigit (key[before]))
    before++;
  for (after = before; after < length && after - before < 3 && g_ascii_isdigit (key[after]); after++)
    extruder = extruder * 10 + (key[after] - '0');
  if (after == before || extruder > SLUICE_PROCESS_MAX_EXTRUDERS || (after - before > 1 && key[before] == '0'))
    return 0;

  memcpy (out_key, key, before);
  out_key[before] = '#';
  memcpy (out_key + before + 1, key + after, length - after);
  *out_extruder = extruder;
  return before + 1 + length - after;
}

/**
 * sluice_allow_list_find:
 * @form: how the key stands
 * @key: bytes of a file
 * @length: how many
 * @out_extruder: (out): which extruder the key speaks of; 0 when it does not say
 *
 * Returns: (nullable): the row; %NULL when the key is not known
 */
const SluiceAllowRule *
sluice_allow_list_find (SluiceAllowForm  form,
                        const char      *key,
                        gsize            length,
                        guint           *out_extruder)
{
  char general[LONGEST_KEY + 1];
  gsize general_length;
  const char *sign;
  const SluiceAllowRule *rule;

  if (length == 0 || length > LONGEST_KEY || memchr (key, '\0', length) != NULL)
    return NULL;

  /* A "#" in a file is no wildcard; ideaMaker writes one before the number of an extruder. */
  sign = memchr (key, '#', length);
  if (sign != NULL && (sign + 1 == key + length || !g_ascii_isdigit (sign[1])))
    return NULL;

  rule = sign == NULL ? find_exact (form, key, length) : NULL;
  if (rule != NULL)
    {
      *out_extruder = rule->extruder;
      return rule;
    }

  general_length = generalise (key, length, general, out_extruder);
  rule = general_length > 0 ? find_exact (form, general, general_length) : NULL;
  if (rule == NULL || *out_extruder < rule->first || *out_extruder - rule->first >= SLUICE_PROCESS_MAX_EXTRUDERS)
    return NULL;

  *out_extruder -= rule->first;
  return rule;
}

/* Rows are sorted by form. */
static guint
find_form (SluiceAllowForm form)
{
  guint first = 0;
  guint end = sluice_allow_n_rules;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (sluice_allow_rules[middle].form < form)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

/** sluice_allow_list_find_prefix: (nullable): the row whose key @text begins with; the longest, where several do. */
const SluiceAllowRule *
sluice_allow_list_find_prefix (const char *text,
                               gsize       length)
{
  const SluiceAllowRule *found = NULL;

  for (guint i = find_form (SLUICE_ALLOW_FORM_PREFIX);
       i < sluice_allow_n_rules && sluice_allow_rules[i].form == SLUICE_ALLOW_FORM_PREFIX; i++)
    {
      const SluiceAllowRule *rule = &sluice_allow_rules[i];
      gsize key_length = strlen (rule->key);

      /* Sorted: a longer key stands behind the shorter one that it begins with. */
      if (key_length <= length && memcmp (text, rule->key, key_length) == 0)
        found = rule;
    }

  return found;
}
