/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-words.h"

#include "sluice-json.h"
#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static const char *
describe_kind (SluicePartKind kind)
{
  switch (kind)
    {
    case SLUICE_PART_KIND_PROCESS:
      return C_("kind of data", "process");
    case SLUICE_PART_KIND_STRUCTURE:
      return C_("kind of data", "structure");
    case SLUICE_PART_KIND_PRODUCT:
    default:
      return C_("kind of data", "product");
    }
}

static char *
describe_place (SluicePrintPart *part)
{
  guint64 line = sluice_print_part_get_line (part);
  const char *member = sluice_print_part_get_member (part);

  if (line > 0 && member != NULL)
    return g_strdup_printf (_("%s, line %" PRIu64), member, line);
  if (line > 0)
    return g_strdup_printf (_("line %" PRIu64), line);
  return g_strdup (member != NULL ? member : "");
}

static void
print_sums (SluiceSplit *split)
{
  g_print (_("%s: %" PRIu64 " bytes = %" PRIu64 " product + %" PRIu64
             " process + %" PRIu64 " structure\n"),
           sluice_split_get_format (split), sluice_split_get_size (split), sluice_split_get_product_bytes (split),
           sluice_split_get_process_bytes (split), sluice_split_get_structure_bytes (split));
  if (sluice_split_is_packed (split))
    g_print (_("unpacked: %" PRIu64 " bytes = %" PRIu64 " product + %" PRIu64
               " process + %" PRIu64 " structure\n"),
             sluice_split_get_unpacked_size (split), sluice_split_get_unpacked_product_bytes (split),
             sluice_split_get_unpacked_process_bytes (split), sluice_split_get_unpacked_structure_bytes (split));
  if (sluice_split_get_notice (split) != NULL)
    g_print ("%s\n", sluice_split_get_notice (split));
}

static void
print_parts (SluiceSplit *split)
{
  GListModel *parts = sluice_split_get_parts (split);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);
      g_autofree char *title = sluice_print_part_dup_title (part);
      g_autofree char *place = describe_place (part);
      g_autofree char *printable_title = sluicectl_dup_printable (title);
      g_autofree char *printable_place = sluicectl_dup_printable (place);

      g_print ("  %-9s %12" PRIu64 "  %s%s%s\n", describe_kind (sluice_print_part_get_kind (part)),
               MAX (sluice_print_part_get_bytes (part), sluice_print_part_get_file_bytes (part)), printable_title,
               *printable_place != '\0' ? ": " : "", printable_place);
    }
}

/* What the file would have told whoever gets it as a whole. */
static void
print_warnings (SluiceSplit *split)
{
  GListModel *parts = sluice_split_get_parts (split);
  gboolean warned = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);

      if (sluice_print_part_get_warning (part) == NULL)
        continue;
      if (!warned)
        g_print ("%s\n", _("Whoever gets it as a whole would learn this, too:"));
      warned = TRUE;
      g_print ("! %s\n", sluice_print_part_get_warning (part));
    }
}

static JsonObject *
describe_part (SluicePrintPart *part)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "what", sluice_print_part_get_name (part));
  json_object_set_string_member (object, "kind",
                                 sluicectl_get_nick (SLUICE_TYPE_PART_KIND, sluice_print_part_get_kind (part)));
  json_object_set_int_member (object, "bytes", sluice_print_part_get_bytes (part));
  json_object_set_int_member (object, "file_bytes", sluice_print_part_get_file_bytes (part));
  json_object_set_int_member (object, "count", sluice_print_part_get_count (part));
  json_object_set_int_member (object, "line", sluice_print_part_get_line (part));
  json_object_set_string_member (object, "member", sluice_print_part_get_member (part));
  json_object_set_boolean_member (object, "sensitive", sluice_print_part_is_sensitive (part));
  json_object_set_string_member (object, "warning", sluice_print_part_get_warning (part));
  return object;
}

/** print_describe_split: (transfer full): all of it, with the record. */
JsonObject *
print_describe_split (SluiceSplit *split)
{
  JsonObject *object = json_object_new ();
  JsonObject *unpacked = json_object_new ();
  JsonArray *parts = json_array_new ();
  GListModel *model = sluice_split_get_parts (split);
  g_autoptr(GBytes) record = sluice_process_record_to_json (sluice_split_get_record (split), FALSE);

  json_object_set_string_member (object, "format", sluice_split_get_format (split));
  json_object_set_int_member (object, "size", sluice_split_get_size (split));
  json_object_set_int_member (object, "product_bytes", sluice_split_get_product_bytes (split));
  json_object_set_int_member (object, "process_bytes", sluice_split_get_process_bytes (split));
  json_object_set_int_member (object, "structure_bytes", sluice_split_get_structure_bytes (split));
  json_object_set_int_member (unpacked, "size", sluice_split_get_unpacked_size (split));
  json_object_set_int_member (unpacked, "product_bytes", sluice_split_get_unpacked_product_bytes (split));
  json_object_set_int_member (unpacked, "process_bytes", sluice_split_get_unpacked_process_bytes (split));
  json_object_set_int_member (unpacked, "structure_bytes", sluice_split_get_unpacked_structure_bytes (split));
  json_object_set_object_member (object, "unpacked", unpacked);
  json_object_set_string_member (object, "notice", sluice_split_get_notice (split));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (model, i);

      json_array_add_object_element (parts, describe_part (part));
    }
  json_object_set_array_member (object, "parts", parts);
  json_object_set_object_member (object, "record",
                                 sluice_json_parse_object (record, SLUICE_PROCESS_RECORD_MAX_BYTES, NULL));
  return object;
}

/** print_show_split: all of it, for people. */
void
print_show_split (SluiceSplit *split)
{
  print_sums (split);
  print_parts (split);
  print_warnings (split);
}
