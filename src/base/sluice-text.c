/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-text.h"

#include <string.h>

/**
 * sluice_text_is_plain_letter:
 * @letter: of a stranger's words
 *
 * To GLib a mark that ends a line or a paragraph prints; to Pango it ends it.
 *
 * Returns: whether it stands for itself, and does nothing to what stands around it
 */
gboolean
sluice_text_is_plain_letter (gunichar letter)
{
  GUnicodeType type = g_unichar_type (letter);

  return g_unichar_isprint (letter) && type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * sluice_text_is_visible_ascii:
 * @text: (nullable): from anywhere
 * @max_bytes: the most that it may have
 *
 * Returns: whether it is not empty, not longer, and all of it is letters, digits and signs of ASCII
 */
gboolean
sluice_text_is_visible_ascii (const char *text,
                              gsize       max_bytes)
{
  if (text == NULL || *text == '\0' || strlen (text) > max_bytes)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;
  return TRUE;
}

/* More marks than this on one letter grow out of the line, over what stands above and below. */
#define MOST_MARKS 3

static gboolean
is_mark (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK || g_unichar_type (c) == G_UNICODE_ENCLOSING_MARK;
}

/**
 * sluice_text_tame:
 * @text: (nullable): a stranger's words, in UTF-8
 * @max_chars: the most that is kept of them
 *
 * What does not print becomes a space, and with it line breaks and the marks
 * that turn the direction of what follows; of marks that pile up on one letter
 * three are kept: a stranger's words cannot reach beyond their own line, nor
 * make it read as another. What is cut off is told by an ellipsis.
 *
 * Returns: (transfer full) (nullable): one line without spaces at its ends; %NULL when nothing is left
 */
char *
sluice_text_tame (const char *text,
                  gsize       max_chars)
{
  g_autoptr(GString) line = g_string_new (NULL);
  const char *at = text;
  gsize n_chars = 0;
  guint n_marks = 0;

  for (; at != NULL && *at != '\0' && n_chars < max_chars; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      n_marks = is_mark (c) ? n_marks + 1 : 0;
      if (n_marks > MOST_MARKS)
        continue;
      g_string_append_unichar (line, sluice_text_is_plain_letter (c) ? c : ' ');
      n_chars++;
    }

  g_strstrip (line->str);
  if (*line->str == '\0')
    return NULL;
  return at != NULL && *at != '\0' ? g_strconcat (line->str, "…", NULL) : g_strdup (line->str);
}
