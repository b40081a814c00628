/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "account-verbs.h"
#include "printer-verbs.h"
#include "sluice-fiber.h"
#include "sluice-past-prints.h"
#include "sluice-printer-detection.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Printers in the local network. A key is read from the standard input: arguments can be seen by others on this computer. */
#define USAGE "printers [list [--json] | find [--seconds N] [--json] | add [KIND] ADDRESS [--name NAME] [--key-stdin] | " \
              "remove PRINTER | history [--json | --csv]]"

typedef struct
{
  const char        *verb;
  char              *name; /* nullable */
  gboolean           key_stdin;
  gboolean           json;
  gboolean           csv;
  int                seconds;
  gboolean           has_kind;
  SluicePrinterKind  kind;
  const char        *subject; /* of “add” the address, of “remove” the printer; borrowed */
} PrinterOptions;

static void
printer_options_clear (PrinterOptions *options)
{
  g_free (options->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PrinterOptions, printer_options_clear)

static void
print_printers (GListModel *printers)
{
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (printers, i);
      g_autofree char *name = sluicectl_dup_printable (sluice_local_printer_get_name (printer));
      g_autofree char *address = sluicectl_dup_printable (sluice_local_printer_get_address (printer));

      g_print ("%s  %-20s  %-10s  %s\n", sluice_local_printer_get_id (printer), name,
               sluicectl_get_nick (SLUICE_TYPE_PRINTER_KIND, sluice_local_printer_get_kind (printer)), address);
    }
}

static void
print_printers_json (GListModel *printers)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (printers, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", sluice_local_printer_get_id (printer));
      json_object_set_string_member (object, "name", sluice_local_printer_get_name (printer));
      json_object_set_string_member (object, "kind", sluicectl_get_nick (SLUICE_TYPE_PRINTER_KIND,
                                                                         sluice_local_printer_get_kind (printer)));
      json_object_set_string_member (object, "address", sluice_local_printer_get_address (printer));
      json_object_set_boolean_member (object, "has_key", sluice_local_printer_has_key (printer));
      json_object_set_boolean_member (object, "encrypted", sluice_local_printer_is_encrypted (printer));
      json_array_add_object_element (array, object);
    }
  sluicectl_print_array (array);
}

/* (transfer full) (nullable): secret */
static char *
read_key (void)
{
  char line[1024] = "";
  char *key = fgets (line, sizeof line, stdin) != NULL ? g_strdup (g_strstrip (line)) : NULL;

  if (key != NULL && *key == '\0')
    g_clear_pointer (&key, sluice_secret_free);
  return key;
}

/* What nobody named is asked. */
static gboolean
await_kind (SluiceContext         *context,
            const PrinterOptions  *options,
            SluicePrinterKind     *out_kind,
            GError               **error)
{
  SluicePrinterDetection *detection;

  *out_kind = options->kind;
  if (options->has_kind)
    return TRUE;

  detection = dex_await_boxed (sluice_context_detect_printer (context, options->subject), error);
  if (detection == NULL)
    return FALSE;
  *out_kind = detection->kind;
  g_boxed_free (SLUICE_TYPE_PRINTER_DETECTION, detection);
  /* Translators: %s is what a printer speaks, such as “OctoPrint” */
  g_print (_("What answers there is %s.\n"), sluice_printer_kind_get_title (*out_kind));
  return TRUE;
}

static gboolean
await_add (SluiceContext         *context,
           const PrinterOptions  *options,
           GError               **error)
{
  SluicePrinterKind kind;
  gboolean added;
  char *key;

  if (!await_kind (context, options, &kind, error))
    return FALSE;

  key = options->key_stdin ? read_key () : NULL;
  added = dex_await (sluice_context_add_printer (context, options->name != NULL ? options->name : "", options->subject,
                                                 kind, key), error);
  sluice_secret_free (key);
  return added;
}

static gboolean
await_remove (SluiceContext         *context,
              const PrinterOptions  *options,
              GError               **error)
{
  g_autoptr(SluiceLocalPrinter) printer = sluice_local_printers_find (sluice_context_get_local_printers (context),
                                                                      options->subject);

  if (printer != NULL)
    return dex_await (sluice_context_remove_printer (context, printer), error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _("There is no such printer, or more than one. “sluicectl printers” lists them."));
  return FALSE;
}

static void
print_past (SluicePastPrint *print)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (sluice_past_print_get_started (print));
  g_autofree char *when = g_date_time_format (time, "%F %R");
  g_autofree char *name = sluicectl_dup_printable (sluice_past_print_get_text (print, "name"));
  g_autofree char *printer = sluicectl_dup_printable (sluice_past_print_get_text (print, "printer"));

  g_print ("%s  %-9s  %-20s  %s\n", when,
           sluicectl_get_nick (SLUICE_TYPE_PAST_RESULT, sluice_past_print_get_result (print)), printer, name);
}

/* The names are sealed with a key that comes from the vault's. */
static gboolean
await_history (SluiceContext         *context,
               const PrinterOptions  *options,
               DexFuture             *stop,
               GError               **error)
{
  GListModel *prints = G_LIST_MODEL (sluice_context_get_history (context));
  g_autoptr(GBytes) bytes = NULL;

  if (!dex_await (sluice_until (sluice_context_open_vault (context), stop), error) ||
      !dex_await (sluice_until (sluice_print_history_load (sluice_context_get_history (context)), stop), error))
    return FALSE;

  if (options->csv || options->json)
    bytes = options->csv ? sluice_past_prints_to_csv (prints) : sluice_past_prints_to_json (prints);
  else
    for (guint i = 0; i < g_list_model_get_n_items (prints); i++)
      {
        g_autoptr(SluicePastPrint) print = g_list_model_get_item (prints, i);

        print_past (print);
      }
  if (bytes != NULL)
    g_print ("%.*s\n", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
  return TRUE;
}

static DexFuture *
printers_fiber (DexFuture *stop,
                gpointer   data)
{
  const PrinterOptions *options = data;
  g_autoptr(SluiceContext) context = account_new_context ();
  g_autoptr(GError) error = NULL;

  if (g_str_equal (options->verb, "add"))
    await_add (context, options, &error);
  else if (g_str_equal (options->verb, "remove"))
    await_remove (context, options, &error);
  else if (g_str_equal (options->verb, "history"))
    await_history (context, options, stop, &error);
  else if (options->json)
    print_printers_json (G_LIST_MODEL (sluice_context_get_local_printers (context)));
  else
    print_printers (G_LIST_MODEL (sluice_context_get_local_printers (context)));
  dex_await (sluice_context_stop (context), NULL);

  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static gboolean
parse (PrinterOptions   *options,
       int              *argc,
       char           ***argv,
       GError          **error)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_("What you call it"), N_("NAME") },
    { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &options->key_stdin, N_("Read its API key from the standard input"), NULL },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds, N_("How long to search"), N_("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("JSON"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &options->csv, N_("Comma-separated values"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (USAGE);

  g_set_prgname ("sluicectl printers");
  g_option_context_set_summary (context, _("Printers in your own network. KIND is “ultimaker”, “octoprint”, “moonraker” or "
                                           "“prusalink”; without it, what answers there is asked. “sluicectl upload --printer PRINTER” prints there."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  sluicectl_drop_dashes (argc, *argv);
  return TRUE;
}

/* What is left after the options. */
static gboolean
take_words (PrinterOptions  *options,
            int              argc,
            char           **argv)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_PRINTER_KIND);
  const GEnumValue *kind = NULL;

  options->verb = argc > 1 ? argv[1] : "list";
  if (g_str_equal (options->verb, "list") || g_str_equal (options->verb, "history"))
    return argc <= 2 && !(options->json && options->csv);
  if (g_str_equal (options->verb, "find"))
    return argc == 2 && options->seconds > 0 && options->seconds <= PRINTER_FIND_MOST_SECONDS;
  if (g_str_equal (options->verb, "remove") && argc == 3)
    {
      options->subject = argv[2];
      return TRUE;
    }
  if (!g_str_equal (options->verb, "add") || (argc != 3 && argc != 4))
    return FALSE;
  if (argc == 4)
    kind = g_enum_get_value_by_nick (kinds, argv[2]);
  options->has_kind = kind != NULL;
  options->kind = kind != NULL ? kind->value : 0;
  options->subject = argv[argc - 1];
  return argc == 3 || kind != NULL;
}

static int
run_printers (int    argc,
              char **argv)
{
  g_auto(PrinterOptions) options = { .seconds = PRINTER_FIND_SECONDS };
  g_autoptr(GError) error = NULL;

  if (!parse (&options, &argc, &argv, &error))
    {
      sluicectl_fail (error);
      return SLUICECTL_USAGE;
    }
  if (!take_words (&options, argc, argv))
    return sluicectl_usage (USAGE);

  if (g_str_equal (options.verb, "find"))
    return printer_find (options.seconds, options.json);
  return sluicectl_run_fiber (printers_fiber, &options);
}

const SluicectlCommand sluicectl_printer_commands[] = {
  { "printers", N_("printers in your own network: find, list, add and remove them; the history of all prints"), run_printers },
  { NULL },
};
