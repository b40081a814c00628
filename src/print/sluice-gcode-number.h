/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sluice_gcode_number_parse:
 * @text: what follows a letter
 * @length: bytes of @text
 * @out_number: (out): the number; left alone when there is none
 *
 * Reads a number as printers do: an optional sign, digits, perhaps a point and
 * more digits; "-.5" is one. Here to be inlined: it is called for every move
 * when extrusion is summed, and g_ascii_strtod() takes ten times as long.
 *
 * Returns: bytes of the number; 0 when there is none
 */
static inline gsize
sluice_gcode_number_parse (const char *text,
                           gsize       length,
                           double     *out_number)
{
  static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  gboolean is_negative = length > 0 && text[0] == '-';
  gsize at = is_negative || (length > 0 && text[0] == '+');
  guint64 digits = 0;
  guint n_digits = 0;
  guint n_behind = 0;
  gboolean is_behind = FALSE;

  for (; at < length; at++)
    {
      guint digit = (guint8) text[at] - (guint) '0';

      if (digit <= 9)
        {
          /* More digits than a double holds. */
          if (n_digits == G_N_ELEMENTS (powers) - 1)
            break;
          digits = digits * 10 + digit;
          n_digits++;
          n_behind += is_behind;
        }
      else if (text[at] == '.' && !is_behind)
        is_behind = TRUE;
      else
        break;
    }
  if (n_digits == 0)
    return 0;

  *out_number = (double) digits / powers[n_behind];
  if (is_negative)
    *out_number = -*out_number;
  return at;
}

G_END_DECLS
