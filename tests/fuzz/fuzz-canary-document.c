/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-canary-place.h"

#include <string.h>

/* Places in what holds the texts: names of members, extra fields, comments, members and blocks of their own. */

static void
place_in_part (FuzzPart         *part,
               const FuzzCanary *canary,
               FuzzChoice       *choice)
{
  const char *start = part->data->str + strspn (part->data->str, " \t\r\n\xef\xbb\xbf");

  if (*start == '{')
    fuzz_place_in_json (part->data, canary, choice);
  else if (*start == '<')
    fuzz_place_in_xml (part->data, canary, choice);
  else if (memchr (part->data->str, '\0', part->data->len) != NULL)
    fuzz_place_anywhere (part->data, canary, choice);
  else if (strstr (start, "\nG1 ") != NULL || strstr (start, "\nM104 ") != NULL || strstr (start, "\nG28") != NULL)
    fuzz_place_in_gcode (part->data, canary, choice);
  else
    fuzz_place_in_lines (part->data, canary, choice);
}

static void
append_extra (GString          *extra,
              const FuzzCanary *canary)
{
  gsize length = MIN (canary->text->len, 200);

  /* "up", Info-ZIP's Unicode path, is one that readers take for a name. */
  fuzz_append_number (extra, 0x7075, 2);
  fuzz_append_number (extra, length, 2);
  g_string_append_len (extra, canary->text->str, length);
}

static void
place_in_zip (FuzzDocument     *document,
              FuzzPart         *part,
              const FuzzCanary *canary,
              FuzzChoice       *choice)
{
  static const char * const folders[] = { "", "Metadata/", "Cura/", "Materials/", "3D/", "/3D/", "../", "/home/" };
  static const char * const endings[] = { "", ".json", ".cfg", ".gcode", ".xml.fdm_material", ".config", ".png", ".xml" };
  g_autofree char *name = g_strconcat (folders[fuzz_choose (choice, G_N_ELEMENTS (folders))], canary->text->str,
                                       endings[fuzz_choose (choice, G_N_ELEMENTS (endings))], NULL);
  FuzzPart *added;

  switch (fuzz_choose (choice, 8))
    {
    case 0:
      g_string_assign (part->name, name);
      break;
    case 1:
      fuzz_place_anywhere (part->name, canary, choice);
      break;
    case 2:
      append_extra (part->extra, canary);
      break;
    case 3:
      g_string_append_len (part->comment, canary->text->str, canary->text->len);
      break;
    case 4:
      g_string_append_len (document->comment, canary->text->str, canary->text->len);
      break;
    case 5:
      g_string_append_len (document->after, canary->text->str, canary->text->len);
      break;
    case 6:
      part->quirks ^= 1 << fuzz_choose (choice, 4);
      place_in_part (part, canary, choice);
      break;
    default:
      /* Another member of the same content; in it, too. */
      added = fuzz_document_add (document, name, part->data->str, part->data->len);
      place_in_part (added, canary, choice);
      break;
    }
}

static void
place_in_bgcode (FuzzDocument     *document,
                 FuzzPart         *part,
                 const FuzzCanary *canary,
                 FuzzChoice       *choice)
{
  FuzzPart *added;
  guint at;

  switch (fuzz_choose (choice, 4))
    {
    case 0:
      /* Behind the other one, since blocks have an order; mostly of the same type. */
      added = fuzz_document_add (document, NULL, part->data->str, part->data->len);
      added->type = fuzz_choose (choice, 2) == 0 ? part->type : fuzz_choose (choice, 7);
      added->n_values = added->type == 5 ? 6 : 2;
      g_ptr_array_find (document->parts, part, &at);
      g_ptr_array_insert (document->parts, at + 1, g_ptr_array_steal_index (document->parts, document->parts->len - 1));
      place_in_part (added, canary, choice);
      break;
    case 1:
      part->quirks ^= fuzz_choose (choice, 2) == 0 ? FUZZ_QUIRK_STORED : FUZZ_QUIRK_HEATSHRINK;
      place_in_part (part, canary, choice);
      break;
    case 2:
      g_string_append_len (document->after, canary->text->str, canary->text->len);
      break;
    default:
      g_string_append_len (part->data, "\n", 1);
      g_string_append_len (part->data, canary->text->str, canary->text->len);
      g_string_append (part->data, "=1\n");
      break;
    }
}

static void
place_in_gzip (FuzzDocument     *document,
               FuzzPart         *part,
               const FuzzCanary *canary,
               FuzzChoice       *choice)
{
  switch (fuzz_choose (choice, 4))
    {
    case 0:
      g_string_assign (part->name, canary->text->str);
      break;
    case 1:
      g_string_assign (part->comment, canary->text->str);
      break;
    case 2:
      append_extra (part->extra, canary);
      break;
    default:
      g_string_append_len (document->after, canary->text->str, canary->text->len);
      break;
    }
}

/** fuzz_place_in_document: plants @canary in @part, or in what holds it. */
void
fuzz_place_in_document (FuzzDocument     *document,
                        FuzzPart         *part,
                        const FuzzCanary *canary,
                        FuzzChoice       *choice)
{
  if (document->container == FUZZ_CONTAINER_NONE || fuzz_choose (choice, 4) > 0)
    place_in_part (part, canary, choice);
  else if (document->container == FUZZ_CONTAINER_ZIP)
    place_in_zip (document, part, canary, choice);
  else if (document->container == FUZZ_CONTAINER_BGCODE)
    place_in_bgcode (document, part, canary, choice);
  else
    place_in_gzip (document, part, canary, choice);
}
