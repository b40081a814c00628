/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "account-verbs.h"

#include "sluice-auth-error.h"
#include "sluice-cloud-place.h"
#include "sluice-fiber.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Signing in: one fiber. */

#define SIGN_IN_USAGE "sign-in [--url URL | --ultimaker [--url URL] [--api-url URL] [--client-id ID] [--redirect-uri URI]] " \
                      "[--ca-file FILE] [--another] [--device | --token-stdin]"
#define MAX_LINE 1024

typedef struct
{
  char    *url;     /* nullable: the home cloud */
  char    *ca_file; /* nullable */
  char    *token;   /* nullable; secret: an API token */
  gboolean device;
  gboolean another; /* beside the account that is there */

  /* At what speaks as UltiMaker's cloud does; what is not said is as the settings have it. */
  gboolean ultimaker;
  char    *api_url;
  char    *client_id;
  char    *redirect;
} SignIn;

static void
sign_in_clear (SignIn *sign_in)
{
  g_free (sign_in->url);
  g_free (sign_in->ca_file);
  g_free (sign_in->api_url);
  g_free (sign_in->client_id);
  g_free (sign_in->redirect);
  g_clear_pointer (&sign_in->token, sluice_secret_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignIn, sign_in_clear)

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

static char *
dup_or_setting (const char *said,
                GSettings  *settings,
                const char *key)
{
  return said != NULL ? g_strdup (said) : g_settings_get_string (settings, key);
}

static SluiceAccount *
make_ultimaker_account (GSettings  *settings,
                        SignIn     *sign_in,
                        GError    **error)
{
  g_autofree char *client_id = dup_or_setting (sign_in->client_id, settings, "ultimaker-client-id");
  g_autofree char *api_url = dup_or_setting (sign_in->api_url, settings, "ultimaker-api-url");
  g_autofree char *redirect = dup_or_setting (sign_in->redirect, settings, "ultimaker-redirect-uri");

  if (*client_id == '\0' && sign_in->token == NULL)
    {
      g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                           _("UltiMaker lets only programs sign in that it knows, and this one has no id there yet. "
                             "Say the id that you were given with “--client-id”, or use an API token."));
      return NULL;
    }
  return sluice_account_new_ultimaker (sign_in->url, api_url, client_id, redirect, sign_in->ca_file, ACCOUNT_PROGRAM);
}

/* What is said of an account that is there has to be true of it. */
static gboolean
is_meant (SluiceAccount *known,
          SignIn        *sign_in)
{
  return !sign_in->another && sluice_account_is_ultimaker (known) == sign_in->ultimaker &&
         g_str_equal (sluice_account_get_program (known), ACCOUNT_PROGRAM) &&
         (sign_in->ca_file == NULL || g_strcmp0 (sign_in->ca_file, sluice_account_get_ca_file (known)) == 0) &&
         (sign_in->api_url == NULL || g_str_equal (sign_in->api_url, sluice_account_get_api_url (known))) &&
         (sign_in->client_id == NULL || g_str_equal (sign_in->client_id, sluice_account_get_client_id (known))) &&
         (sign_in->redirect == NULL || g_strcmp0 (sign_in->redirect, sluice_account_get_redirect (known)) == 0);
}

/* An account that is there is signed in to anew, unless it trusts somebody else, or another one is wanted. */
static SluiceAccount *
make_account (SluiceContext  *context,
              SignIn         *sign_in,
              GError        **error)
{
  GSettings *settings = sluice_context_get_settings (context);
  g_autofree char *vendor = g_settings_get_string (settings, "ultimaker-account-url");
  SluiceAccount *known;

  if (sign_in->url == NULL)
    sign_in->url = g_strdup (vendor);
  sign_in->ultimaker = sign_in->ultimaker || g_str_equal (sign_in->url, vendor);
  known = sluice_accounts_find (sluice_context_get_accounts (context), sign_in->url);
  if (known != NULL && is_meant (known, sign_in))
    return g_object_ref (known);
  if (sign_in->ultimaker)
    return make_ultimaker_account (settings, sign_in, error);
  return sluice_account_new (sign_in->url, ACCOUNT_PROGRAM, sign_in->ca_file, NULL);
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
  g_autoptr(SluiceContext) context = account_new_context ();
  g_autoptr(GError) error = NULL;
  const gboolean elsewhere = sign_in->url != NULL || sign_in->ultimaker;
  gboolean done;

  if (elsewhere)
    done = await_elsewhere (context, sign_in, &error);
  else
    done = dex_await (sluice_context_use_home (context), &error);
  if (done && !elsewhere)
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

/* Whether the word at @index, with the one behind it, says where or as whom. */
static gboolean
read_address (SignIn  *sign_in,
              int      argc,
              char   **argv,
              int     *index)
{
  const struct
  {
    const char  *option;
    char       **value;
  } options[] = {
    { "--url", &sign_in->url },
    { "--api-url", &sign_in->api_url },
    { "--client-id", &sign_in->client_id },
    { "--redirect-uri", &sign_in->redirect },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (argv[*index], options[i].option) && *index + 1 < argc && *options[i].value == NULL)
      {
        *options[i].value = g_strdup (argv[++*index]);
        return TRUE;
      }
  return FALSE;
}

/* The home cloud needs nothing said, and only UltiMaker's kind has more than one address. */
static gboolean
is_consistent (SignIn *sign_in)
{
  const gboolean home = sign_in->url == NULL && !sign_in->ultimaker;

  return !(sign_in->device && sign_in->token != NULL) &&
         !(home && (sign_in->device || sign_in->token != NULL || sign_in->ca_file != NULL || sign_in->another)) &&
         !(!sign_in->ultimaker && (sign_in->api_url != NULL || sign_in->client_id != NULL || sign_in->redirect != NULL));
}

/** account_run_sign_in: the command. */
int
account_run_sign_in (int    argc,
                     char **argv)
{
  g_auto(SignIn) sign_in = { NULL };

  for (int i = 1; i < argc; i++)
    {
      if (read_address (&sign_in, argc, argv, &i))
        continue;
      if (g_str_equal (argv[i], "--ultimaker"))
        sign_in.ultimaker = TRUE;
      else if (g_str_equal (argv[i], "--device"))
        sign_in.device = TRUE;
      else if (g_str_equal (argv[i], "--another"))
        sign_in.another = TRUE;
      else if (g_str_equal (argv[i], "--ca-file") && i + 1 < argc && sign_in.ca_file == NULL)
        sign_in.ca_file = g_canonicalize_filename (argv[++i], NULL);
      else if (!g_str_equal (argv[i], "--token-stdin") || sign_in.token != NULL || !read_token (&sign_in.token))
        return sluicectl_usage (SIGN_IN_USAGE);
    }
  if (!is_consistent (&sign_in))
    return sluicectl_usage (SIGN_IN_USAGE);

  return sluicectl_run_fiber (sign_in_fiber, &sign_in);
}
