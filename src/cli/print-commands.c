/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-words.h"
#include "sluicectl-command.h"

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
    {
      g_autoptr(JsonObject) object = print_describe_split (split);

      sluicectl_print_object (object);
    }
  else
    print_show_split (split);
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
