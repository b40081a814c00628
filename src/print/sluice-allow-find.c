/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-list.h"

#include "sluice-process-record.h"

#include <string.h>

/* Finds rows of the allow-list. Keys come out of files: they are compared as bytes, and as a whole. */

#define LONGEST_KEY 63

static GHashTable *
make_index (void)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint count;
  const SluiceAllowRule *rules = sluice_allow_list_get_rules (&count);

  for (guint i = 0; i < count; i++)
    if (rules[i].form != SLUICE_ALLOW_FORM_PREFIX)
      g_hash_table_insert (index, g_strdup_printf ("%d%s", rules[i].form, rules[i].key), (gpointer) &rules[i]);

  return index;
}

static GHashTable *
get_index (void)
{
  static GHashTable *index;

  if (g_once_init_enter_pointer (&index))
    g_once_init_leave_pointer (&index, make_index ());

  return index;
}

/* Writes "#" for the first run of digits; FALSE when it is not the index of an extruder. */
static gboolean
generalise (const char *key,
            char       *out_key,
            guint      *out_extruder)
{
  gsize before = strcspn (key, "0123456789");
  gsize digits = strspn (key + before, "0123456789");
  guint64 extruder;
  g_autofree char *number = g_strndup (key + before, digits);

  if (!g_ascii_string_to_unsigned (number, 10, 0, SLUICE_PROCESS_MAX_EXTRUDERS - 1, &extruder, NULL) ||
      (digits > 1 && number[0] == '0'))
    return FALSE;

  memcpy (out_key, key, before);
  out_key[before] = '#';
  g_strlcpy (out_key + before + 1, key + before + digits, LONGEST_KEY + 2 - before - 1);
  *out_extruder = extruder;
  return TRUE;
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
  char text[LONGEST_KEY + 2];
  char general[LONGEST_KEY + 3];
  const SluiceAllowRule *rule;

  if (length == 0 || length > LONGEST_KEY || memchr (key, '\0', length) != NULL)
    return NULL;

  text[0] = '0' + form;
  memcpy (text + 1, key, length);
  text[length + 1] = '\0';

  rule = g_hash_table_lookup (get_index (), text);
  if (rule != NULL)
    {
      *out_extruder = rule->extruder;
      return strchr (rule->key, '#') == NULL ? rule : NULL;
    }

  general[0] = text[0];
  if (!generalise (text + 1, general + 1, out_extruder))
    return NULL;
  return g_hash_table_lookup (get_index (), general);
}

/** sluice_allow_list_find_prefix: (nullable): the row whose key @text begins with. */
const SluiceAllowRule *
sluice_allow_list_find_prefix (const char *text,
                               gsize       length)
{
  guint count;
  const SluiceAllowRule *rules = sluice_allow_list_get_rules (&count);

  for (guint i = 0; i < count; i++)
    {
      gsize key_length;

      if (rules[i].form != SLUICE_ALLOW_FORM_PREFIX)
        continue;
      key_length = strlen (rules[i].key);
      if (key_length <= length && memcmp (text, rules[i].key, key_length) == 0)
        return &rules[i];
    }

  return NULL;
}
