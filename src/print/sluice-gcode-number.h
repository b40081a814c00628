/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More digits than these a double does not hold. */
#define SLUICE_GCODE_MOST_DIGITS 15

/* The digits of @text from @at on, but none at @end: they are put behind those in @digits. Returns where they end. */
static inline gsize
sluice_gcode_digits_parse (const char *text,
                           gsize       at,
                           gsize       end,
                           guint64    *digits)
{
  guint digit;

  for (; at < end && (digit = (guint8) text[at] - (guint) '0') <= 9; at++)
    *digits = *digits * 10 + digit;

  return at;
}

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
  gsize begin = is_negative || (length > 0 && text[0] == '+');
  guint64 digits = 0;
  gsize at = sluice_gcode_digits_parse (text, begin, MIN (length, begin + SLUICE_GCODE_MOST_DIGITS), &digits);
  gsize n_before = at - begin;
  gsize n_behind = 0;

  if (at < length && text[at] == '.')
    {
      gsize point = at + 1;

      at = sluice_gcode_digits_parse (text, point, MIN (length, point + SLUICE_GCODE_MOST_DIGITS - n_before), &digits);
      n_behind = at - point;
    }
  if (n_before + n_behind == 0)
    return 0;

  *out_number = (double) digits / powers[n_behind];
  if (is_negative)
    *out_number = -*out_number;
  return at;
}

G_END_DECLS
