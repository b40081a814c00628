/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "vault-verbs.h"

#include "sluice-vault-error.h"
#include "sluice-vault-search.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* The vault of this computer, the same that the app has: its key is in the keyring. */

/** vault_succeed: @future: (transfer full). Waits for it; whether it resolved. */
gboolean
vault_succeed (DexFuture  *future,
         GError    **error)
{
  g_autoptr(DexFuture) settled = sluicectl_settle (future, error);

  return settled != NULL;
}

/** vault_find_item: (transfer full) (nullable): the only item whose id begins so. */
SluiceVaultItem *
vault_find_item (SluiceVault  *vault,
                 const char   *prefix,
                 GError      **error)
{
  GListModel *model = sluice_vault_get_model (vault);
  g_autoptr(SluiceVaultItem) found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);

      if (!g_str_has_prefix (sluice_vault_item_get_id (item), prefix))
        continue;
      if (found != NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("More than one file's id begins with “%s”; give more of it"), prefix);
          return NULL;
        }
      found = g_steal_pointer (&item);
    }

  if (found == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _("The vault has no file whose id begins with “%s”; “sluicectl vault list” shows them"),
                 prefix);
  return g_steal_pointer (&found);
}

static char *
dup_time (gint64 seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%F %R") : g_strdup ("");
}

static void
print_line (SluiceVaultItem *item)
{
  g_autofree char *name = sluicectl_dup_printable (sluice_vault_item_get_name (item));
  g_autofree char *time = dup_time (sluice_vault_item_get_added_at (item));

  g_print ("%.*s  %12" G_GINT64_FORMAT "  %s  %s\n", VAULT_SHORT_ID, sluice_vault_item_get_id (item),
           sluice_vault_item_get_size (item), time, name);
}

/** vault_show_progress: a SluiceVaultProgressFunc for a person who looks at the terminal. */
void
vault_show_progress (gint64   done,
                     gint64   total,
                     gpointer data)
{
  if (isatty (STDERR_FILENO) && total > 0)
    g_printerr ("\r%3d %%%s", (int) (100.0 * done / total), done >= total ? "\r     \r" : "");
}

static gboolean
add (VaultCall  *call,
     GError    **error)
{
  g_autoptr(DexFuture) added = sluicectl_settle (sluice_vault_add_file (call->vault, call->arguments[0], NULL,
                                                                        vault_show_progress, NULL, NULL), error);

  if (added == NULL)
    return FALSE;
  print_line (g_value_get_object (dex_future_get_value (added, NULL)));
  return TRUE;
}

static gboolean
list (VaultCall  *call,
      GError    **error)
{
  GListModel *model = sluice_vault_get_model (call->vault);
  const char *text = call->arguments[0] != NULL ? call->arguments[0] : "";
  guint n_listed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);

      if (!sluice_vault_item_matches (item, text))
        continue;
      print_line (item);
      n_listed++;
    }

  /* Not among the lines, which a program may read. */
  if (n_listed == 0)
    g_printerr ("%s\n", *text != '\0' ? _("The vault has no file of such a name.") : _("The vault is empty."));
  return TRUE;
}

static gboolean
show (VaultCall  *call,
      GError    **error)
{
  g_autoptr(SluiceVaultItem) item = vault_find_item (call->vault, call->arguments[0], error);
  g_autofree char *name = NULL;
  g_autofree char *time = NULL;
  g_autofree char *jobs = NULL;
  const char *unknown = _("unknown");

  if (item == NULL)
    return FALSE;
  name = sluicectl_dup_printable (sluice_vault_item_get_name (item));
  time = dup_time (sluice_vault_item_get_added_at (item));
  jobs = g_strjoinv (" ", (char **) sluice_vault_item_get_jobs (item));

  g_print (_("Name:    %s\n"), name);
  g_print (_("Id:      %s\n"), sluice_vault_item_get_id (item));
  g_print (_("Size:    %" PRId64 " bytes\n"), sluice_vault_item_get_size (item));
  g_print (_("Added:   %s\n"), time);
  g_print (_("Format:  %s\n"), sluice_vault_item_get_format (item) ?: unknown);
  g_print (_("Record:  %s\n"), sluice_vault_item_get_record_id (item) ?: _("none"));
  g_print (_("Jobs:    %s\n"), *jobs != '\0' ? jobs : _("none"));
  return TRUE;
}

static gboolean
restore (VaultCall  *call,
         GError    **error)
{
  g_autoptr(SluiceVaultItem) item = vault_find_item (call->vault, call->arguments[0], error);
  g_autofree char *name = NULL;
  g_autofree char *destination = NULL;
  g_autofree char *printable = NULL;
  const char *output = call->options->output;

  if (item == NULL)
    return FALSE;
  name = g_filename_from_utf8 (sluice_vault_item_get_name (item), -1, NULL, NULL, error);
  if (name == NULL)
    return FALSE;
  if (output == NULL || g_file_test (output, G_FILE_TEST_IS_DIR))
    destination = g_build_filename (output != NULL ? output : ".", name, NULL);
  else
    destination = g_strdup (output);

  if (!vault_succeed (sluice_vault_restore (call->vault, item, destination, FALSE, vault_show_progress, NULL, NULL), error))
    return FALSE;
  printable = sluicectl_dup_printable (destination);
  /* Translators: %s is a path */
  g_print (_("Restored, and verified: %s\n"), printable);
  return TRUE;
}

static const char *
describe_state (SluiceVaultState state)
{
  switch (state)
    {
    case SLUICE_VAULT_STATE_WHOLE:
      return C_("state of a file", "whole");
    case SLUICE_VAULT_STATE_DAMAGED:
      return C_("state of a file", "DAMAGED");
    case SLUICE_VAULT_STATE_MISSING:
      return C_("state of a file", "MISSING");
    case SLUICE_VAULT_STATE_UNCHECKED:
    default:
      return C_("state of a file", "not checked");
    }
}

static gboolean
verify (VaultCall  *call,
        GError    **error)
{
  g_autoptr(SluiceVaultItem) only = call->arguments[0] != NULL ? vault_find_item (call->vault, call->arguments[0], error) : NULL;
  GListModel *model = sluice_vault_get_model (call->vault);
  g_autoptr(DexFuture) verified = NULL;
  int not_whole;

  if (call->arguments[0] != NULL && only == NULL)
    return FALSE;
  verified = sluicectl_settle (sluice_vault_verify (call->vault, only, vault_show_progress, NULL, NULL), error);
  if (verified == NULL)
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);
      g_autofree char *name = sluicectl_dup_printable (sluice_vault_item_get_name (item));

      if (only == NULL || strcmp (sluice_vault_item_get_id (only), sluice_vault_item_get_id (item)) == 0)
        g_print ("%.*s  %-10s  %s\n", VAULT_SHORT_ID, sluice_vault_item_get_id (item),
                 describe_state (sluice_vault_item_get_state (item)), name);
    }

  not_whole = g_value_get_int (dex_future_get_value (verified, NULL));
  if (not_whole > 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 ngettext ("%d file is not what was put in. Add it again if there is another copy.",
                           "%d files are not what was put in. Add them again if there are other copies.", not_whole),
                 not_whole);
  return not_whole == 0;
}

static gboolean
remove_item (VaultCall  *call,
             GError    **error)
{
  g_autoptr(SluiceVaultItem) item = vault_find_item (call->vault, call->arguments[0], error);
  g_autofree char *name = NULL;

  if (item == NULL || !vault_succeed (sluice_vault_remove (call->vault, item), error))
    return FALSE;
  name = sluicectl_dup_printable (sluice_vault_item_get_name (item));
  /* Translators: %s is the name of a file */
  g_print (_("Removed from the vault: %s\n"), name);
  return TRUE;
}

typedef struct
{
  const char *name;
  int         n_least;
  int         n_most;
  gboolean    opens; /* whether it wants the vault, open and listed */
  gboolean  (*run) (VaultCall  *call,
                    GError    **error);
} Verb;

static const Verb verbs[] = {
  { "add", 1, 1, TRUE, add },
  { "list", 0, 1, TRUE, list },
  { "show", 1, 1, TRUE, show },
  { "restore", 1, 1, TRUE, restore },
  { "verify", 0, 1, TRUE, verify },
  { "remove", 1, 1, TRUE, remove_item },
  { "export", 1, 1, TRUE, vault_verb_export },
  { "cleanup", 0, G_MAXINT, TRUE, vault_verb_cleanup },
  { "quota", 0, 1, TRUE, vault_verb_quota },
  { "phrase", 0, 0, FALSE, vault_verb_phrase },
  { "recover", 0, 0, FALSE, vault_verb_recover },
  { "set-aside", 0, 0, FALSE, vault_verb_set_aside },
};

#define VAULT_VERBS                                                                                      \
  "add FILE | list [TEXT] | show ID | restore ID [-o PATH] | verify [ID] | remove ID | export FOLDER | " \
  "cleanup [ID…] | quota [SIZE|none] | phrase | recover | set-aside"

static const Verb *
find_verb (int    argc,
           char **argv)
{
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name) && argc - 2 >= verbs[i].n_least && argc - 2 <= verbs[i].n_most)
      return &verbs[i];

  return NULL;
}

static gboolean
run_verb (const Verb          *verb,
          char               **arguments,
          const VaultOptions  *options,
          GError             **error)
{
  g_autofree char *folder = sluicectl_dup_data_folder ();
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluicectl");
  VaultCall call = { .context = context, .arguments = arguments, .options = options };

  if (verb->opens)
    {
      if (!vault_succeed (sluice_context_open_vault (context), error))
        return FALSE;
      call.vault = sluice_context_get_vault (context);
    }

  return verb->run (&call, error);
}

static void
vault_options_clear (VaultOptions *options)
{
  g_free (options->output);
  g_free (options->sheet);
  g_free (options->larger_than);
  g_free (options->until_free);
}

static gboolean
parse (VaultOptions   *options,
       int            *argc,
       char         ***argv,
       GError        **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, N_("Where restore puts the file"), N_("PATH") },
    { "older-than", 0, 0, G_OPTION_ARG_INT, &options->older_than,
      N_("cleanup: files that were not printed, and are older than that"), N_("DAYS") },
    { "larger-than", 0, 0, G_OPTION_ARG_STRING, &options->larger_than,
      N_("cleanup: files of at least that size"), N_("SIZE") },
    { "until-free", 0, 0, G_OPTION_ARG_STRING, &options->until_free,
      N_("cleanup: no more files than it takes to free that much"), N_("SIZE") },
    { "verify", 0, 0, G_OPTION_ARG_NONE, &options->verify, N_("cleanup: look for damaged files first"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options->yes, N_("cleanup: remove them for good, not only show them"), NULL },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options->check, N_("phrase: try the one that is typed"), NULL },
    { "new", 0, 0, G_OPTION_ARG_NONE, &options->make_new, N_("phrase: make another; the old one stops working"), NULL },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &options->sheet,
      N_("phrase: write a page to print instead of showing the words"), N_("FILE") },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (VAULT_VERBS);

  g_set_prgname ("sluicectl vault");
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  sluicectl_drop_dashes (argc, *argv);
  return TRUE;
}

static int
run_vault (int    argc,
           char **argv)
{
  VaultOptions options = { .older_than = -1 };
  g_autoptr(GError) error = NULL;
  const Verb *verb;
  int status = SLUICECTL_OK;

  if (!parse (&options, &argc, &argv, &error))
    {
      g_printerr ("sluicectl: %s\n", error->message);
      status = SLUICECTL_USAGE;
    }
  else if ((verb = find_verb (argc, argv)) == NULL)
    status = sluicectl_usage ("vault " VAULT_VERBS);
  else
    {
      dex_init ();
      if (!run_verb (verb, argv + 2, &options, &error))
        {
          status = sluicectl_fail (error);
          if (g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST))
            g_printerr ("%s\n", _("“sluicectl vault recover” asks for the recovery phrase. “sluicectl vault set-aside” "
                                  "begins another vault, and keeps this one beside it."));
        }
    }

  vault_options_clear (&options);
  return status;
}

const SluicectlCommand sluicectl_vault_commands[] = {
  { "vault", N_("keep files at home, encrypted, and get them back"), run_vault },
  { NULL },
};
