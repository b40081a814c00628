/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "account-verbs.h"
#include "data-words.h"

#include <glib/gi18n-lib.h>

/* What a cloud holds about me, from a terminal. */
#define USAGE "list [--category ID] | sums"

typedef struct
{
  char    *account;  /* NULL for the home cloud */
  char    *category;
  gboolean json;
} DataOptions;

static void
data_options_clear (DataOptions *options)
{
  g_free (options->account);
  g_free (options->category);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DataOptions, data_options_clear)

typedef struct
{
  const DataOptions *options;
  gboolean         (*run) (const DataOptions *options, SluiceInventorySource *source, GError **error);
} DataCall;

/* What came is printed, also when the rest did not: the error says why, and the status that it is not all. */
static gboolean
run_list (const DataOptions      *options,
          SluiceInventorySource  *source,
          GError                **error)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (options->category);
  gboolean is_whole = dex_await (sluice_inventory_load (inventory, source), error);

  if (options->json)
    data_print_items_json (inventory);
  else
    data_print_items (inventory);
  if (!options->json)
    data_print_remark (inventory);
  return is_whole;
}

/* What does not sum up is summed up here, as far as it could be read. */
static gboolean
run_sums (const DataOptions      *options,
          SluiceInventorySource  *source,
          GError                **error)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GListModel) sums = NULL;
  gboolean is_whole = TRUE;

  if (sluice_inventory_source_has_sums (source))
    sums = dex_await_object (sluice_inventory_source_ask_sums (source), error);
  else
    {
      is_whole = dex_await (sluice_inventory_load (inventory, source), error);
      sums = sluice_inventory_sums_of (sluice_inventory_get_items (inventory));
    }

  if (sums == NULL)
    return FALSE;
  if (options->json)
    data_print_sums_json (sums);
  else
    data_print_sums (sums);
  if (!options->json)
    data_print_remark (inventory);
  return is_whole;
}

static DexFuture *
run_fiber (DexFuture *stop,
           gpointer   data)
{
  DataCall *call = data;
  g_autofree char *folder = sluicectl_dup_data_folder ();
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluicectl");
  g_autoptr(GError) error = NULL;
  g_autoptr(SluicePlace) place = account_open_place (
    context, call->options->account, NULL,
    _("This sign-in may not see all that is kept about you yet. Allow it in the browser:"), &error);

  if (place != NULL)
    {
      call->run (call->options, sluice_place_get_source (place), &error);
      dex_await (sluice_place_stop (place), NULL);
    }
  dex_await (sluice_context_stop (context), NULL);

  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static gboolean
parse (DataOptions   *options,
       int           *argc,
       char        ***argv,
       GError       **error)
{
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &options->account,
      N_("A cloud elsewhere, as “sluicectl accounts” lists it, not the home cloud"), N_("ACCOUNT") },
    { "category", 0, 0, G_OPTION_ARG_STRING, &options->category, N_("list: only one kind of data"), N_("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (USAGE);

  g_set_prgname ("sluicectl data");
  g_option_context_set_summary (context, _("What a cloud holds about you. “list” is every single thing, “sums” how much "
                                           "of each kind there is. When not all can be read, what could is shown, and the status is 1."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  sluicectl_drop_dashes (argc, *argv);
  if (options->category == NULL || sluice_data_category_find (options->category) != NULL)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("There is no such kind of data; “sluicectl data sums” lists them."));
  return FALSE;
}

static int
run_data (int    argc,
          char **argv)
{
  g_auto(DataOptions) options = { NULL };
  DataCall call = { &options, NULL };
  g_autoptr(GError) error = NULL;

  if (!parse (&options, &argc, &argv, &error))
    {
      sluicectl_fail (error);
      return SLUICECTL_USAGE;
    }
  if (argc == 2 && g_str_equal (argv[1], "list"))
    call.run = run_list;
  else if (argc == 2 && g_str_equal (argv[1], "sums") && options.category == NULL)
    call.run = run_sums;
  else
    return sluicectl_usage ("data " USAGE " [--account ACCOUNT] [--json]");

  return sluicectl_run_fiber (run_fiber, &call);
}

const SluicectlCommand sluicectl_data_commands[] = {
  { "data", N_("list all that a cloud holds about you"), run_data },
  { NULL },
};
