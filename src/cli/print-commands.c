/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include "sluice-json.h"
#include "sluice-new-file.h"
#include "sluice-redact.h"
#include "sluice-split.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* Looks into print files, with nothing but the file: no account, no network. */

static gboolean
parse_options (int            *argc,
               char         ***argv,
               GOptionEntry   *entries)
{
  g_autoptr(GOptionContext) context = g_option_context_new (_("FILE"));
  g_autofree char *name = g_strconcat ("sluicectl ", (*argv)[0], NULL);
  g_autoptr(GError) error = NULL;

  g_set_prgname (name);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    {
      sluicectl_drop_dashes (argc, *argv);
      return TRUE;
    }

  g_printerr ("sluicectl: %s\n", error->message);
  return FALSE;
}

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

static void
print_json (SluiceSplit *split)
{
  g_autoptr(JsonObject) object = json_object_new ();
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

  sluicectl_print_object (object);
}

static int
run_inspect (int    argc,
             char **argv)
{
  gboolean json = FALSE;
  GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Write JSON, with the record in it"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = NULL;

  if (!parse_options (&argc, &argv, entries) || argc != 2)
    return sluicectl_usage ("inspect [--json] FILE");

  split = sluice_split_read (argv[1], NULL, NULL, NULL, NULL, NULL, &error);
  if (split == NULL)
    return sluicectl_fail (error);

  if (json)
    print_json (split);
  else
    {
      print_sums (split);
      print_parts (split);
      print_warnings (split);
    }
  return SLUICECTL_OK;
}

/* Never over a file that is there: it may be the very design that the record is of. */
static int
write_record (SluiceProcessRecord *record,
              const char          *out)
{
  g_autoptr(GBytes) json = sluice_process_record_to_json (record, TRUE);
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceNewFile) file = NULL;

  if (out == NULL)
    {
      sluicectl_print_bytes (json);
      return SLUICECTL_OK;
    }

  file = sluice_new_file_begin (out, FALSE, &error);
  if (file == NULL ||
      !sluice_new_file_write (file, text, length, &error) ||
      !sluice_new_file_write (file, "\n", 1, &error) ||
      !sluice_new_file_commit (file, &error))
    return sluicectl_fail (error);
  return SLUICECTL_OK;
}

static int
run_process (int    argc,
             char **argv)
{
  g_autofree char *out = NULL;
  g_autofree char *resolution = NULL;
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Write to OUT instead of standard output"), "OUT" },
    { "resolution", 0, 0, G_OPTION_ARG_STRING, &resolution, N_("How much it tells: full or coarse"), "full|coarse" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = NULL;
  g_autoptr(SluiceProcessRecord) record = NULL;

  if (!parse_options (&argc, &argv, entries) || argc != 2 ||
      (resolution != NULL && !g_str_equal (resolution, "full") && !g_str_equal (resolution, "coarse")))
    return sluicectl_usage ("process FILE [-o OUT] [--resolution full|coarse]");

  split = sluice_split_read (argv[1], NULL, NULL, NULL, NULL, NULL, &error);
  if (split == NULL)
    return sluicectl_fail (error);

  if (sluice_split_get_notice (split) != NULL)
    g_printerr ("sluicectl: %s\n", sluice_split_get_notice (split));
  record = g_strcmp0 (resolution, "coarse") == 0
           ? sluice_process_record_coarsen (sluice_split_get_record (split))
           : sluice_process_record_ref (sluice_split_get_record (split));
  return write_record (record, out);
}

/* "part.gcode.gz" becomes "part-redacted.gcode", where the caller is. */
static char *
name_copy (const char *path)
{
  static const char * const endings[] = { ".gz", ".3mf", ".gcode", ".bgcode", ".gco", ".g", ".ufp", ".makerbot" };
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      name[strlen (name) - strlen (endings[i])] = '\0';

  return g_strconcat (name, "-redacted.gcode", NULL);
}

static int
run_redact (int    argc,
            char **argv)
{
  g_autofree char *out = NULL;
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Write to OUT"), "OUT" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *printable = NULL;
  SluiceRedaction redaction;

  if (!parse_options (&argc, &argv, entries) || argc != 2)
    return sluicectl_usage ("redact FILE [-o OUT]");

  if (out == NULL)
    out = name_copy (argv[1]);
  if (!sluice_redact_file (argv[1], out, NULL, NULL, NULL, &redaction, &error))
    return sluicectl_fail (error);

  printable = sluicectl_dup_printable (out);
  /* Translators: %s is a path */
  g_print (_("Written: %s\n"), printable);
  g_print (ngettext ("The same motion, without %" PRIu64 " comment. The shape of the object is still in it.\n",
                     "The same motion, without %" PRIu64 " comments. The shape of the object is still in it.\n",
                     redaction.comments), redaction.comments);
  if (redaction.commands > 0)
    g_print (ngettext ("%" PRIu64 " command with words that are not known was left out too; your printer may miss it.\n",
                       "%" PRIu64 " commands with words that are not known were left out too; your printer may miss "
                       "them.\n", redaction.commands), redaction.commands);
  return SLUICECTL_OK;
}

const SluicectlCommand sluicectl_print_commands[] = {
  { "inspect", N_("tell what a print file holds, and what of it stays"), run_inspect },
  { "process", N_("write the process record of a print file"), run_process },
  { "redact", N_("write a copy that prints the same, without names, notes and passwords"), run_redact },
  { NULL }
};
