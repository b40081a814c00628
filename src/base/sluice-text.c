/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-text.h"

/**
 * sluice_text_tame:
 * @text: (nullable): a stranger's words, in UTF-8
 * @max_chars: the most that is kept of them
 *
 * What does not print becomes a space, and with it line breaks and the marks
 * that turn the direction of what follows: a stranger's words cannot reach
 * beyond their own line, nor make it read as another.
 *
 * Returns: (transfer full) (nullable): one line without spaces at its ends; %NULL when nothing is left
 */
char *
sluice_text_tame (const char *text,
                  gsize       max_chars)
{
  g_autoptr(GString) line = g_string_new (NULL);
  const char *at = text;

  for (gsize i = 0; at != NULL && *at != '\0' && i < max_chars; i++, at = g_utf8_next_char (at))
    g_string_append_unichar (line, g_unichar_isprint (g_utf8_get_char (at)) ? g_utf8_get_char (at) : ' ');

  g_strstrip (line->str);
  return *line->str != '\0' ? g_strdup (line->str) : NULL;
}
