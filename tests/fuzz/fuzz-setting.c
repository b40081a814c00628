/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-setting.h"

#include <string.h>

/* Cura's settings in comments: one text, cut into lines wherever a line is full. */

#define PREFIX ";SETTING_3 "

/** fuzz_setting_take: takes the lines out of @gcode; FALSE when there are none. */
gboolean
fuzz_setting_take (GString *gcode,
                   GString *out_text,
                   gsize   *out_place)
{
  char *start = strstr (gcode->str, PREFIX);
  char *at = start;

  if (start == NULL)
    return FALSE;

  while (g_str_has_prefix (at, PREFIX))
    {
      gsize length = strcspn (at, "\r\n");

      g_string_append_len (out_text, at + strlen (PREFIX), length - strlen (PREFIX));
      at += length;
      at += strspn (at, "\r\n");
    }
  *out_place = start - gcode->str;
  g_string_erase (gcode, start - gcode->str, at - start);
  return TRUE;
}

/** fuzz_setting_put: puts @text in, @width bytes a line. */
void
fuzz_setting_put (GString       *gcode,
                  const GString *text,
                  gsize          place,
                  gsize          width)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  for (gsize at = 0; at < text->len; at += width)
    {
      g_string_append (lines, PREFIX);
      g_string_append_len (lines, text->str + at, MIN (width, text->len - at));
      g_string_append_c (lines, '\n');
    }
  g_string_insert_len (gcode, place, lines->str, lines->len);
}
