/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include "sluice-context.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* The vault of this computer, the same that the app has: its key is in the keyring. */

/* Enough of an id to tell files apart, and to type. */
#define SHORT_ID 12

static gboolean
succeed (DexFuture  *future,
         GError    **error)
{
  g_autoptr(DexFuture) settled = sluicectl_settle (future, error);

  return settled != NULL;
}

/* Returns: (transfer full) (nullable): the vault, listed. */
static SluiceVault *
open_vault (GError **error)
{
  g_autofree char *folder = sluicectl_dup_data_folder ();
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluicectl");

  return succeed (sluice_context_open_vault (context), error) ? g_object_ref (sluice_context_get_vault (context)) : NULL;
}

/* Returns: (transfer full) (nullable): the only item whose id begins so. */
static SluiceVaultItem *
find_item (SluiceVault  *vault,
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

  g_print ("%.*s  %12" G_GINT64_FORMAT "  %s  %s\n", SHORT_ID, sluice_vault_item_get_id (item),
           sluice_vault_item_get_size (item), time, name);
}

static void
show_progress_cb (gint64   done,
                  gint64   total,
                  gpointer data)
{
  if (isatty (STDERR_FILENO) && total > 0)
    g_printerr ("\r%3d %%%s", (int) (100.0 * done / total), done >= total ? "\r     \r" : "");
}

static gboolean
add (SluiceVault  *vault,
     char        **arguments,
     GError      **error)
{
  g_autoptr(DexFuture) added = sluicectl_settle (sluice_vault_add_file (vault, arguments[0], NULL,
                                                              show_progress_cb, NULL, NULL), error);

  if (added == NULL)
    return FALSE;
  print_line (g_value_get_object (dex_future_get_value (added, NULL)));
  return TRUE;
}

static gboolean
list (SluiceVault  *vault,
      char        **arguments,
      GError      **error)
{
  GListModel *model = sluice_vault_get_model (vault);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);

      print_line (item);
    }
  return TRUE;
}

static gboolean
show (SluiceVault  *vault,
      char        **arguments,
      GError      **error)
{
  g_autoptr(SluiceVaultItem) item = find_item (vault, arguments[0], error);
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
  g_print (_("Size:    %" G_GINT64_FORMAT " bytes\n"), sluice_vault_item_get_size (item));
  g_print (_("Added:   %s\n"), time);
  g_print (_("Format:  %s\n"), sluice_vault_item_get_format (item) ?: unknown);
  g_print (_("Record:  %s\n"), sluice_vault_item_get_record_id (item) ?: _("none"));
  g_print (_("Jobs:    %s\n"), *jobs != '\0' ? jobs : _("none"));
  return TRUE;
}

static char *output_path;

static gboolean
restore (SluiceVault  *vault,
         char        **arguments,
         GError      **error)
{
  g_autoptr(SluiceVaultItem) item = find_item (vault, arguments[0], error);
  g_autofree char *name = NULL;
  g_autofree char *destination = NULL;
  g_autofree char *printable = NULL;

  if (item == NULL)
    return FALSE;
  name = g_filename_from_utf8 (sluice_vault_item_get_name (item), -1, NULL, NULL, error);
  if (name == NULL)
    return FALSE;
  if (output_path == NULL || g_file_test (output_path, G_FILE_TEST_IS_DIR))
    destination = g_build_filename (output_path != NULL ? output_path : ".", name, NULL);
  else
    destination = g_strdup (output_path);

  if (!succeed (sluice_vault_restore (vault, item, destination, FALSE, show_progress_cb, NULL, NULL), error))
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
verify (SluiceVault  *vault,
        char        **arguments,
        GError      **error)
{
  g_autoptr(SluiceVaultItem) only = arguments[0] != NULL ? find_item (vault, arguments[0], error) : NULL;
  GListModel *model = sluice_vault_get_model (vault);
  g_autoptr(DexFuture) verified = NULL;
  int not_whole;

  if (arguments[0] != NULL && only == NULL)
    return FALSE;
  verified = sluicectl_settle (sluice_vault_verify (vault, only, show_progress_cb, NULL, NULL), error);
  if (verified == NULL)
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);
      g_autofree char *name = sluicectl_dup_printable (sluice_vault_item_get_name (item));

      if (only == NULL || strcmp (sluice_vault_item_get_id (only), sluice_vault_item_get_id (item)) == 0)
        g_print ("%.*s  %-10s  %s\n", SHORT_ID, sluice_vault_item_get_id (item),
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
remove_item (SluiceVault  *vault,
             char        **arguments,
             GError      **error)
{
  g_autoptr(SluiceVaultItem) item = find_item (vault, arguments[0], error);
  g_autofree char *name = NULL;

  if (item == NULL || !succeed (sluice_vault_remove (vault, item), error))
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
  gboolean  (*run) (SluiceVault  *vault,
                    char        **arguments,
                    GError      **error);
} Verb;

static const Verb verbs[] = {
  { "add", 1, 1, add },
  { "list", 0, 0, list },
  { "show", 1, 1, show },
  { "restore", 1, 1, restore },
  { "verify", 0, 1, verify },
  { "remove", 1, 1, remove_item },
};

#define VAULT_VERBS "add FILE | list | show ID | restore ID [-o PATH] | verify [ID] | remove ID"

static const Verb *
find_verb (int    argc,
           char **argv)
{
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name) && argc - 2 >= verbs[i].n_least && argc - 2 <= verbs[i].n_most)
      return &verbs[i];

  return NULL;
}

static int
run_vault (int    argc,
           char **argv)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output_path, N_("Where restore puts the file"), N_("PATH") },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (VAULT_VERBS);
  g_autoptr(SluiceVault) vault = NULL;
  g_autoptr(GError) error = NULL;
  const Verb *verb;
  gboolean done;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("sluicectl: %s\n", error->message);
      return SLUICECTL_USAGE;
    }
  verb = find_verb (argc, argv);
  if (verb == NULL)
    return sluicectl_usage ("vault " VAULT_VERBS);

  dex_init ();
  vault = open_vault (&error);
  done = vault != NULL && verb->run (vault, argv + 2, &error);
  g_clear_pointer (&output_path, g_free);
  return done ? SLUICECTL_OK : sluicectl_fail (error);
}

const SluicectlCommand sluicectl_vault_commands[] = {
  { "vault", N_("Keep files at home, encrypted: add, list, show, restore, verify, remove"), run_vault },
  { NULL },
};
