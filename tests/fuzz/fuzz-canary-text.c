/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-canary-place.h"

#include "fuzz-setting.h"

#include <string.h>

/* Places in texts: G-code, lines of "key = value", JSON, XML. None of it has to stay valid, but mostly it does. */

/* The start of some line. */
static gsize
find_line (const GString *text,
           FuzzChoice    *choice)
{
  gsize at = fuzz_choose (choice, text->len + 1);
  const char *end = memchr (text->str + at, '\n', text->len - at);

  return end != NULL ? (gsize) (end + 1 - text->str) : 0;
}

/* Some place behind an occurrence of @what; FALSE when there is none. */
static gboolean
find_behind (const GString *text,
             const char    *what,
             FuzzChoice    *choice,
             gsize         *out_at)
{
  gsize from = fuzz_choose (choice, text->len + 1);
  const char *found = memmem (text->str + from, text->len - from, what, strlen (what));

  if (found == NULL)
    found = memmem (text->str, text->len, what, strlen (what));
  if (found == NULL)
    return FALSE;
  *out_at = found - text->str + strlen (what);
  return TRUE;
}

static void
put (GString          *text,
     gsize             at,
     const FuzzCanary *canary)
{
  g_string_insert_len (text, at, canary->text->str, canary->text->len);
}

/* Instead of @length bytes at @at, before them, or behind them. */
static void
replace (GString          *text,
         gsize             at,
         gsize             length,
         const FuzzCanary *canary,
         FuzzChoice       *choice)
{
  guint how = fuzz_choose (choice, 4);

  if (how < 2)
    g_string_erase (text, at, length);
  put (text, how == 3 ? at + length : at, canary);
}

void
fuzz_place_anywhere (GString          *text,
                     const FuzzCanary *canary,
                     FuzzChoice       *choice)
{
  put (text, fuzz_choose (choice, text->len + 1), canary);
}

/* A number that is there gets the canary's digits. */
static void
place_in_number (GString          *text,
                 const FuzzCanary *canary,
                 FuzzChoice       *choice)
{
  gsize at = fuzz_choose (choice, text->len + 1);
  gsize length;

  while (at < text->len && !g_ascii_isdigit (text->str[at]))
    at++;
  length = strspn (text->str + at, "0123456789.");
  replace (text, at, length, canary, choice);
}

static void
place_in_setting (GString          *text,
                  const FuzzCanary *canary,
                  FuzzChoice       *choice)
{
  g_autoptr(GString) setting = g_string_new (NULL);
  g_autoptr(GString) value = g_string_new (NULL);
  gsize place = text->len;
  gsize at = 0;

  if (!fuzz_setting_take (text, setting, &place))
    g_string_assign (setting, "{\"global_quality\": \"[values]\\\\nlayer_height = 0.2\\\\n\"}");

  switch (fuzz_choose (choice, 4))
    {
    case 0:
      fuzz_place_anywhere (setting, canary, choice);
      break;
    case 1:
      fuzz_place_in_json (setting, canary, choice);
      break;
    case 2:
      if (find_behind (setting, " = ", choice, &at))
        replace (setting, at, strcspn (setting->str + at, "\\"), canary, choice);
      break;
    default:
      if (find_behind (setting, "\\n", choice, &at))
        {
          const char *key = fuzz_known_key (choice, value, canary);
          g_autofree char *line = g_strconcat (key, " = ", value->str, "\\\\n", NULL);

          g_string_insert (setting, at, line);
        }
      break;
    }

  fuzz_setting_put (text, setting, place, fuzz_choose (choice, 4) > 0 ? 69 : 1 + fuzz_choose (choice, 120));
}

static void
insert_line (GString    *text,
             FuzzChoice *choice,
             const char *before,
             const FuzzCanary *canary,
             const char *behind)
{
  g_autoptr(GString) line = g_string_new (before);

  g_string_append_len (line, canary->text->str, canary->text->len);
  g_string_append (line, behind);
  g_string_insert_len (text, find_line (text, choice), line->str, line->len);
}

/* Comments, display texts, names of objects, commands that nobody knows. */
static void
place_in_new_line (GString          *text,
                   const FuzzCanary *canary,
                   FuzzChoice       *choice)
{
  static const struct { const char *before; const char *behind; } lines[] = {
    { ";", "\n" }, { "; ", "\n" }, { ";", ":1\n" }, { "; ", " = 1\n" }, { ";NEW:", "\n" }, { "; new_key = ", "\n" },
    { ";MESH:", "\n" }, { "; printing object ", " id:0 copy 0\n" }, { "M117 ", "\n" }, { "M118 ", "\n" },
    { "M486 A", "\n" }, { "EXCLUDE_OBJECT_DEFINE NAME=", " CENTER=1,1\n" }, { "", " X1\n" }, { "M", " S1\n" },
    { "G1 X", " Y1\n" }, { "G1 X1 ; ", "\n" }, { "M104 S215 ;", "\n" }, { "M104 S215 ", "\n" }, { "M104 S", "\n" },
    { "T", "\n" }, { "T0 ", "\n" }, { "M106 S255 P", "\n" }, { "SET_PRINT_STATS_INFO TOTAL_LAYER=", "\n" },
    { "; thumbnail begin 16x16 ", "\n" }, { "@", "\n" },
    { "PRINT_START EXTRUDER=210 ", "=1\n" }, { "SET_FAN_SPEED FAN=", " SPEED=1\n" },
    { "M862.3 P \"", "\"\n" }, { " ", "\n" }, { "N1 M104 S", "*12\n" }, { "m104 s", "\n" },
    { ";LAYER:", "\n" }, { ";TIME_ELAPSED:", "\n" },
    { "; generated by ", "\n" }, { "; generated by PrusaSlicer ", "\n" },
    { "; HEADER_BLOCK_START\n; ", "\n; HEADER_BLOCK_END\n" }, { "; CONFIG_BLOCK_START\n; ", "\n; CONFIG_BLOCK_END\n" },
    { ";   ", ",1\n" }, { ";   temperatureName,", "\n" },
  };
  guint at = fuzz_choose (choice, G_N_ELEMENTS (lines));

  insert_line (text, choice, lines[at].before, canary, lines[at].behind);
}

/* What follows a separator in a line that is there. */
static void
place_in_value (GString          *text,
                const FuzzCanary *canary,
                FuzzChoice       *choice)
{
  static const char * const separators[] = { ":", " = ", "=", " ", ",", ";", ": ", "\"", "S" };
  gsize at;

  if (find_behind (text, separators[fuzz_choose (choice, G_N_ELEMENTS (separators))], choice, &at))
    replace (text, at, strcspn (text->str + at, "\r\n"), canary, choice);
}

static void
place_in_known_line (GString          *text,
                     const FuzzCanary *canary,
                     FuzzChoice       *choice)
{
  g_autofree char *line = fuzz_known_line (choice, canary);

  g_string_insert (text, find_line (text, choice), line);
}

void
fuzz_place_in_gcode (GString          *text,
                     const FuzzCanary *canary,
                     FuzzChoice       *choice)
{
  gsize at;

  switch (fuzz_choose (choice, 16))
    {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      place_in_known_line (text, canary, choice);
      break;
    case 5:
    case 6:
    case 7:
      place_in_value (text, canary, choice);
      break;
    case 8:
      place_in_number (text, canary, choice);
      break;
    case 9:
    case 10:
      place_in_setting (text, canary, choice);
      break;
    case 11:
      fuzz_place_anywhere (text, canary, choice);
      break;
    case 12:
      at = find_line (text, choice);
      put (text, at > 0 ? at - 1 : 0, canary);
      break;
    default:
      place_in_new_line (text, canary, choice);
      break;
    }
}

void
fuzz_place_in_lines (GString          *text,
                     const FuzzCanary *canary,
                     FuzzChoice       *choice)
{
  g_autoptr(GString) value = g_string_new (NULL);
  g_autofree char *line = NULL;
  const char *key;

  switch (fuzz_choose (choice, 6))
    {
    case 0:
    case 1:
      key = fuzz_known_key (choice, value, canary);
      line = g_strconcat (fuzz_choose (choice, 2) == 0 ? "; " : "", key,
                          fuzz_choose (choice, 2) == 0 ? " = " : "=", value->str, "\n", NULL);
      g_string_insert (text, find_line (text, choice), line);
      break;
    case 2:
      place_in_value (text, canary, choice);
      break;
    case 3:
      place_in_number (text, canary, choice);
      break;
    case 4:
      insert_line (text, choice, "", canary, " = 1\n");
      break;
    default:
      fuzz_place_anywhere (text, canary, choice);
      break;
    }
}

void
fuzz_place_in_json (GString          *text,
                    const FuzzCanary *canary,
                    FuzzChoice       *choice)
{
  g_autoptr(GString) value = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  g_autofree char *member = NULL;
  const char *key;
  gsize at;

  switch (fuzz_choose (choice, 6))
    {
    case 0:
    case 1:
      key = fuzz_known_key (choice, value, canary);
      escaped = g_strescape (value->str, NULL);
      member = canary->is_number && fuzz_choose (choice, 2) == 0
               ? g_strconcat ("\"", key, "\":", canary->text->str, ",", NULL)
               : g_strconcat ("\"", key, "\":\"", escaped, "\",", NULL);
      if (find_behind (text, "{", choice, &at))
        g_string_insert (text, at, member);
      break;
    case 2:
      member = g_strconcat ("\"", canary->text->str, "\":1,", NULL);
      if (find_behind (text, "{", choice, &at))
        g_string_insert (text, at, member);
      break;
    case 3:
      if (find_behind (text, "\"", choice, &at))
        replace (text, at, strcspn (text->str + at, "\""), canary, choice);
      break;
    case 4:
      place_in_number (text, canary, choice);
      break;
    default:
      fuzz_place_anywhere (text, canary, choice);
      break;
    }
}

void
fuzz_place_in_xml (GString          *text,
                   const FuzzCanary *canary,
                   FuzzChoice       *choice)
{
  static const struct { const char *before; const char *between; const char *behind; } elements[] = {
    { "<", ">", "</x>" }, { "<metadata key=\"", "\" value=\"", "\"/>" }, { "<metadata name=\"", "\">", "</metadata>" },
    { "<setting key=\"", "\">", "</setting>" }, { "<filament ", "=\"", "\"/>" }, { "<!-- ", " ", " -->" },
    { "<?", " ", "?>" },
  };
  g_autoptr(GString) value = g_string_new (NULL);
  g_autofree char *element = NULL;
  guint form = fuzz_choose (choice, G_N_ELEMENTS (elements));
  gsize at;

  switch (fuzz_choose (choice, 6))
    {
    case 0:
    case 1:
      {
        const char *key = fuzz_known_key (choice, value, canary);

        element = g_strconcat (elements[form].before, key, elements[form].between, value->str, elements[form].behind,
                               NULL);
      }
      if (find_behind (text, ">", choice, &at))
        g_string_insert (text, at, element);
      break;
    case 2:
      if (find_behind (text, "=\"", choice, &at))
        replace (text, at, strcspn (text->str + at, "\""), canary, choice);
      break;
    case 3:
      if (find_behind (text, ">", choice, &at))
        replace (text, at, strcspn (text->str + at, "<"), canary, choice);
      break;
    case 4:
      place_in_number (text, canary, choice);
      break;
    default:
      fuzz_place_anywhere (text, canary, choice);
      break;
    }
}
