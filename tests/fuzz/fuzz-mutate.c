/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-mutate.h"

#include "fuzz-choice.h"
#include "fuzz-document.h"
#include "fuzz-setting.h"

#include <string.h>

/*
 * Changes a file inside its container, so that what is behind a CRC is reached:
 * one part of it is changed and packed again, or something about the container.
 * At times the bytes themselves are changed, as any fuzzer does.
 */

#define MOST_PART (64 * 1024)

static void
change_string (GString *string,
               gsize    most)
{
  gsize length = string->len;
  gsize room = MIN (MAX (length + 256, 16), most);

  if (length > room)
    return;
  g_string_set_size (string, room);
  g_string_set_size (string, LLVMFuzzerMutate ((guint8 *) string->str, length, room));
}

/* A line taken out, put in twice, or moved: what single bytes seldom come to. */
static void
shuffle_lines (GString    *text,
               FuzzChoice *choice)
{
  gsize from = fuzz_choose (choice, text->len + 1);
  const char *start = memchr (text->str + from, '\n', text->len - from);
  const char *end;
  gsize place;
  g_autofree char *line = NULL;

  if (start == NULL)
    return;
  start++;
  end = memchr (start, '\n', text->str + text->len - start);
  if (end == NULL)
    return;
  end++;

  from = start - text->str;
  line = g_strndup (start, end - start);
  if (fuzz_choose (choice, 3) > 0)
    g_string_erase (text, from, end - start);
  place = fuzz_choose (choice, text->len + 1);
  while (place > 0 && text->str[place - 1] != '\n')
    place--;
  if (fuzz_choose (choice, 4) > 0)
    g_string_insert (text, place, line);
}

static void
change_part (FuzzPart   *part,
             FuzzChoice *choice)
{
  gsize place;

  if (part->data->len < MOST_PART && strstr (part->data->str, ";SETTING_3 ") != NULL && fuzz_choose (choice, 3) == 0)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      fuzz_setting_take (part->data, text, &place);
      change_string (text, MOST_PART);
      fuzz_setting_put (part->data, text, place, 1 + fuzz_choose (choice, 200));
    }
  else if (fuzz_choose (choice, 4) == 0)
    shuffle_lines (part->data, choice);
  else
    change_string (part->data, MOST_PART);
}

static void
change_zip (FuzzDocument *document,
            FuzzPart     *part,
            FuzzChoice   *choice)
{
  static const char * const names[] = {
    "3D/model.gcode", "/3D/model.gcode", "3D/3dmodel.model", "Metadata/plate_1.gcode", "Metadata/slice_info.config",
    "Metadata/project_settings.config", "Metadata/model_settings.config", "Metadata/Slic3r_PE.config",
    "Cura/slicemetadata.json", "Cura/a.inst.cfg", "Materials/generic_pla.xml.fdm_material", "meta.json",
    "print.jsontoolpath", "../x", "/etc/passwd", "", "Metadata/UFP_Global.json",
  };
  FuzzPart *other = document->parts->pdata[fuzz_choose (choice, document->parts->len)];

  switch (fuzz_choose (choice, 8))
    {
    case 0:
      change_string (part->name, 400);
      break;
    case 1:
      g_string_assign (part->name, names[fuzz_choose (choice, G_N_ELEMENTS (names))]);
      break;
    case 2:
      fuzz_document_add (document, names[fuzz_choose (choice, G_N_ELEMENTS (names))], other->data->str,
                         other->data->len);
      break;
    case 3:
      if (document->parts->len > 1)
        g_ptr_array_remove (document->parts, part);
      break;
    case 4:
      part->quirks ^= 1 << fuzz_choose (choice, 7);
      break;
    case 5:
      change_string (part->extra, 400);
      break;
    case 6:
      change_string (fuzz_choose (choice, 2) == 0 ? document->comment : part->comment, 400);
      break;
    default:
      change_string (fuzz_choose (choice, 2) == 0 ? document->before : document->after, 400);
      break;
    }
}

static void
change_bgcode (FuzzDocument *document,
               FuzzPart     *part,
               FuzzChoice   *choice)
{
  FuzzPart *other = document->parts->pdata[fuzz_choose (choice, document->parts->len)];
  FuzzPart *added;

  switch (fuzz_choose (choice, 6))
    {
    case 0:
      part->type = fuzz_choose (choice, 8);
      part->n_values = part->type == 5 ? 6 : 2;
      break;
    case 1:
      part->values[fuzz_choose (choice, 6)] = fuzz_choose (choice, 256);
      break;
    case 2:
      part->quirks ^= 1 << fuzz_choose (choice, 8);
      break;
    case 3:
      added = fuzz_document_add (document, NULL, other->data->str, other->data->len);
      added->type = fuzz_choose (choice, 7);
      added->n_values = added->type == 5 ? 6 : 2;
      break;
    case 4:
      if (document->parts->len > 1)
        g_ptr_array_remove (document->parts, part);
      break;
    default:
      /* Type, packing and sizes of a block that stays packed. */
      if (part->name->len == 8)
        part->name->str[fuzz_choose (choice, 8)] ^= 1 << fuzz_choose (choice, 8);
      else
        document->comment->str[fuzz_choose (choice, document->comment->len)] ^= 1;
      break;
    }
}

static void
change_container (FuzzDocument *document,
                  FuzzPart     *part,
                  FuzzChoice   *choice)
{
  switch (document->container)
    {
    case FUZZ_CONTAINER_ZIP:
      change_zip (document, part, choice);
      break;
    case FUZZ_CONTAINER_BGCODE:
      change_bgcode (document, part, choice);
      break;
    case FUZZ_CONTAINER_GZIP:
      if (fuzz_choose (choice, 2) == 0)
        change_string (fuzz_choose (choice, 2) == 0 ? part->name : part->comment, 400);
      else
        change_string (fuzz_choose (choice, 2) == 0 ? part->extra : document->after, 400);
      break;
    case FUZZ_CONTAINER_NONE:
    default:
      /* The same text, packed. */
      if (fuzz_choose (choice, 8) == 0)
        document->container = FUZZ_CONTAINER_GZIP;
      change_part (part, choice);
      break;
    }
}

/**
 * fuzz_mutate:
 * @data: (inout): a file
 * @length: its bytes
 * @max_length: how many there may be
 * @seed: what is to be changed
 *
 * Returns: how many bytes there are
 */
gsize
fuzz_mutate (guint8 *data,
             gsize   length,
             gsize   max_length,
             guint   seed)
{
  g_autoptr(FuzzDocument) document = NULL;
  g_autoptr(GString) out = NULL;
  FuzzChoice choice;
  FuzzPart *part;

  fuzz_choice_init (&choice, (const guint8 *) &seed, sizeof seed);
  choice.length = 0;
  if (length == 0 || fuzz_choose (&choice, 8) == 0)
    return LLVMFuzzerMutate (data, length, max_length);

  document = fuzz_document_read (data, length);
  part = document->parts->pdata[fuzz_choose (&choice, document->parts->len)];
  if (fuzz_choose (&choice, 4) == 0)
    change_container (document, part, &choice);
  else
    change_part (part, &choice);

  out = fuzz_document_write (document);
  if (out->len == 0 || out->len > max_length)
    return LLVMFuzzerMutate (data, length, max_length);
  memcpy (data, out->str, out->len);
  return out->len;
}
