/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "account-verbs.h"

#include "sluice-auth-error.h"
#include "sluice-cloud-place.h"
#include "sluice-context.h"
#include "sluice-fiber.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Who is signed in, and signing out. Each command is one fiber. */

/** account_new_context: (transfer full): the services, of this program. */
SluiceContext *
account_new_context (void)
{
  g_autofree char *folder = sluicectl_dup_data_folder ();

  return sluice_context_new (folder, ACCOUNT_PROGRAM);
}

/**
 * account_launch:
 * @uri: an https address
 * @data: where it is said, a `FILE *`
 *
 * A #SluiceUriLauncher. The address is said too: the browser may be on another computer's screen.
 */
DexFuture *
account_launch (const char *uri,
                gpointer    data)
{
  FILE *out = data;

  if (!g_app_info_launch_default_for_uri (uri, NULL, NULL))
    g_printerr ("%s\n", _("There is no browser that could be opened. Open this address in one on this computer:"));
  fprintf (out, "%s\n", uri);
  fflush (out);
  return dex_future_new_true ();
}

/** account_find: (transfer none) (nullable): the account of that id, title or address; for %NULL the only one. */
SluiceAccount *
account_find (SluiceContext  *context,
              const char     *name,
              GError        **error)
{
  SluiceAccount *account = sluice_accounts_find (sluice_context_get_accounts (context), name);

  if (account == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _("There is no such account, or more than one. “sluicectl accounts” lists them; say "
                           "the first word of its line."));
  return account;
}

static DexFuture *
sign_out_fiber (DexFuture *stop,
                gpointer   data)
{
  g_autoptr(SluiceContext) context = account_new_context ();
  SluiceAccounts *accounts = sluice_context_get_accounts (context);
  g_autoptr(GError) error = NULL;
  SluiceAccount *account = account_find (context, data, &error);
  g_autoptr(SluicePlace) place = NULL;
  g_autoptr(SluiceOAuthClient) client = NULL;

  if (account == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  place = sluice_context_make_place (context, account);
  client = dex_await_object (sluice_cloud_place_open_client (SLUICE_CLOUD_PLACE (place)), &error);
  if (client != NULL)
    dex_await (sluice_oauth_client_sign_out (client), &error);
  /* Kept on the list while something may be left, so that it can be signed out of once more. */
  if (error == NULL || g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED))
    sluice_accounts_remove (accounts, account);
  dex_await (sluice_context_stop (context), NULL);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_print ("%s\n", _("Signed out. Nothing of the sign-in is left on this computer."));
  return dex_future_new_true ();
}

static int
run_sign_out (int    argc,
              char **argv)
{
  if (argc > 2)
    return sluicectl_usage ("sign-out [ACCOUNT]");

  return sluicectl_run_fiber (sign_out_fiber, argc == 2 ? argv[1] : NULL);
}

static int
run_accounts (int    argc,
              char **argv)
{
  g_autoptr(SluiceContext) context = NULL;
  GListModel *accounts;

  if (argc > 1)
    return sluicectl_usage ("accounts");

  dex_init ();
  context = account_new_context ();
  accounts = G_LIST_MODEL (sluice_context_get_accounts (context));
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SluiceAccount) account = g_list_model_get_item (accounts, i);
      g_autofree char *title = sluice_account_dup_title (account);
      g_autofree char *printable = sluicectl_dup_printable (title);

      g_print ("%s  %s  %s\n", sluice_account_get_id (account), printable, sluice_account_get_url (account));
    }
  return SLUICECTL_OK;
}

const SluicectlCommand sluicectl_account_commands[] = {
  { "sign-in", N_("sign in to a cloud, with a browser, a code or an API token"), account_run_sign_in },
  { "sign-out", N_("end a sign-in, at the cloud and on this computer"), run_sign_out },
  { "accounts", N_("list where you are signed in"), run_accounts },
  { NULL },
};
