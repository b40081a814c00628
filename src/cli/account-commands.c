/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "account-verbs.h"

#include "sluice-auth-error.h"
#include "sluice-cloud-place.h"
#include "sluice-context.h"
#include "sluice-fiber.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Signing in and out. Each command is one fiber. */

#define SIGN_IN_USAGE "sign-in [--url URL] [--ca-file FILE] [--another] [--device | --token-stdin]"
#define MAX_LINE 1024

typedef struct
{
  char    *url;     /* nullable: the home cloud */
  char    *ca_file; /* nullable */
  char    *token;   /* nullable; secret: an API token */
  gboolean device;
  gboolean another; /* beside the account that is there */
} SignIn;

static void
sign_in_clear (SignIn *sign_in)
{
  g_free (sign_in->url);
  g_free (sign_in->ca_file);
  g_clear_pointer (&sign_in->token, sluice_secret_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignIn, sign_in_clear)

static SluiceContext *
new_context (void)
{
  g_autofree char *folder = sluicectl_dup_data_folder ();

  return sluice_context_new (folder, "sluicectl");
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

static void
show_code (const SluiceDeviceCode *code,
           gpointer                data)
{
  /* Translators: first an address, then a code to type there */
  g_print (_("Open %s in any browser and type this code: %s\n"), code->uri, code->user_code);
  fflush (stdout);
}

static DexFuture *
sign_in_by (SluiceOAuthClient *client,
            SignIn            *sign_in)
{
  if (sign_in->token != NULL)
    return sluice_oauth_client_use_api_token (client, sign_in->token);
  if (sign_in->device)
    return sluice_oauth_client_sign_in_by_device (client, show_code, NULL, NULL);
  return sluice_oauth_client_sign_in_by_browser (client, account_launch, stdout, NULL);
}

/* An account that is there is signed in to anew, unless it trusts somebody else, or another one is wanted. */
static SluiceAccount *
make_account (SluiceContext  *context,
              SignIn         *sign_in,
              GError        **error)
{
  GSettings *settings = sluice_context_get_settings (context);
  g_autofree char *vendor = g_settings_get_string (settings, "ultimaker-account-url");
  g_autofree char *client_id = g_strdup ("sluicectl");
  SluiceAccount *known = sluice_accounts_find (sluice_context_get_accounts (context), sign_in->url);

  if (known != NULL && !sign_in->another &&
      (sign_in->ca_file == NULL || g_strcmp0 (sign_in->ca_file, sluice_account_get_ca_file (known)) == 0))
    return g_object_ref (known);
  if (g_str_equal (sign_in->url, vendor))
    {
      g_free (client_id);
      client_id = g_settings_get_string (settings, "ultimaker-client-id");
      if (*client_id == '\0' && sign_in->token == NULL)
        {
          g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                               _("UltiMaker lets only programs sign in that it knows, and this one has no id there yet. "
                                 "Put its id into the setting “ultimaker-client-id”, or use an API token."));
          return NULL;
        }
    }

  return sluice_account_new (sign_in->url, client_id, sign_in->ca_file, NULL);
}

/* What a program that goes on could offer, this one cannot: nothing would be left of it when it ends. */
static void
explain_keyring (GError **error)
{
  const char *words = NULL;

  if (g_error_matches (*error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED))
    words = _("The keyring is locked, so the sign-in could not be kept. You are not signed in. Unlock the keyring and try "
              "again.");
  else if (g_error_matches (*error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE))
    words = _("There is no keyring to keep the sign-in in. You are not signed in. Start one, such as GNOME Keyring, and "
              "try again.");
  if (words != NULL)
    {
      int code = (*error)->code;

      g_clear_error (error);
      g_set_error_literal (error, SLUICE_AUTH_ERROR, code, words);
    }
}

static gboolean
await_signed_in (SluiceOAuthClient  *client,
                 SignIn             *sign_in,
                 GError            **error)
{
  g_autoptr(GError) local_error = NULL;

  if (dex_await (sign_in_by (client, sign_in), &local_error))
    return TRUE;

  explain_keyring (&local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
await_elsewhere (SluiceContext  *context,
                 SignIn         *sign_in,
                 GError        **error)
{
  g_autoptr(SluiceAccount) account = make_account (context, sign_in, error);
  g_autoptr(SluicePlace) place = account != NULL ? sluice_context_make_place (context, account) : NULL;
  g_autoptr(SluiceOAuthClient) client = NULL;
  g_autofree char *title = NULL;
  g_autofree char *printable = NULL;

  if (place == NULL)
    return FALSE;
  client = dex_await_object (sluice_cloud_place_open_client (SLUICE_CLOUD_PLACE (place)), error);
  if (client == NULL || !await_signed_in (client, sign_in, error) ||
      !dex_await (sluice_cloud_place_ask_name (SLUICE_CLOUD_PLACE (place)), error))
    return FALSE;

  sluice_accounts_add (sluice_context_get_accounts (context), account);
  title = sluice_account_dup_title (account);
  printable = sluicectl_dup_printable (title);
  /* Translators: %s is like anna@cloud.example */
  g_print (_("Signed in: %s\n"), printable);
  return TRUE;
}

static DexFuture *
sign_in_fiber (DexFuture *stop,
               gpointer   data)
{
  SignIn *sign_in = data;
  g_autoptr(SluiceContext) context = new_context ();
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (sign_in->url != NULL)
    done = await_elsewhere (context, sign_in, &error);
  else
    done = dex_await (sluice_context_use_home (context), &error);
  if (done && sign_in->url == NULL)
    g_print ("%s\n", _("Signed in: the home cloud"));
  dex_await (sluice_context_stop (context), NULL);

  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/* @out_token: secret. Not an argument: those can be seen by others on this computer. */
static gboolean
read_token (char **out_token)
{
  char line[MAX_LINE];

  if (fgets (line, sizeof line, stdin) != NULL)
    *out_token = g_strdup (g_strstrip (line));
  explicit_bzero (line, sizeof line);
  return *out_token != NULL;
}

static int
run_sign_in (int    argc,
             char **argv)
{
  g_auto(SignIn) sign_in = { NULL };

  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--device"))
        sign_in.device = TRUE;
      else if (g_str_equal (argv[i], "--another"))
        sign_in.another = TRUE;
      else if (g_str_equal (argv[i], "--url") && i + 1 < argc && sign_in.url == NULL)
        sign_in.url = g_strdup (argv[++i]);
      else if (g_str_equal (argv[i], "--ca-file") && i + 1 < argc && sign_in.ca_file == NULL)
        sign_in.ca_file = g_canonicalize_filename (argv[++i], NULL);
      else if (!g_str_equal (argv[i], "--token-stdin") || sign_in.token != NULL || !read_token (&sign_in.token))
        return sluicectl_usage (SIGN_IN_USAGE);
    }
  if ((sign_in.device && sign_in.token != NULL) ||
      (sign_in.url == NULL && (sign_in.device || sign_in.token != NULL || sign_in.ca_file != NULL ||
                               sign_in.another)))
    return sluicectl_usage (SIGN_IN_USAGE);

  return sluicectl_run_fiber (sign_in_fiber, &sign_in);
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
  g_autoptr(SluiceContext) context = new_context ();
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
  context = new_context ();
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
  { "sign-in", N_("sign in to a cloud, with a browser, a code or an API token"), run_sign_in },
  { "sign-out", N_("end a sign-in, at the cloud and on this computer"), run_sign_out },
  { "accounts", N_("list where you are signed in"), run_accounts },
  { NULL },
};
