/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-commands.h"

#include "cloud-accounts.h"
#include "cloud-registry.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/*
 * What the operator does beside the running cloud: register clients, make
 * accounts. What is printed is for programs: one JSON object a line.
 */
typedef struct
{
  char     *state;
  char     *username;
  char     *email;
  gboolean  withdraw;
  CloudRegistration client;
} Arguments;

typedef struct
{
  const char *group;
  const char *verb;
  gboolean  (*run) (CloudStore *store, Arguments *arguments, GError **error);
} Command;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->state);
  g_free (arguments->username);
  g_free (arguments->email);
  cloud_registration_clear (&arguments->client);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, message);
  return FALSE;
}

static gboolean
add_client (CloudStore  *store,
            Arguments   *arguments,
            GError     **error)
{
  return cloud_registry_add (store, &arguments->client, error);
}

static gboolean
change_client (CloudStore  *store,
               Arguments   *arguments,
               GError     **error)
{
  return cloud_registry_change (store, &arguments->client, error);
}

static gboolean
list_clients (CloudStore  *store,
              Arguments   *arguments,
              GError     **error)
{
  return cloud_registry_list (store, error);
}

static gboolean
remove_client (CloudStore  *store,
               Arguments   *arguments,
               GError     **error)
{
  return cloud_registry_remove (store, arguments->client.id, error);
}

static gboolean
verify_client (CloudStore  *store,
               Arguments   *arguments,
               GError     **error)
{
  return cloud_registry_verify (store, arguments->client.id, !arguments->withdraw, error);
}

/* From the standard input, since everybody on the computer can read a command line. */
static char *
read_password (GError **error)
{
  gboolean is_terminal = isatty (STDIN_FILENO);
  struct termios before, quiet;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  if (is_terminal && tcgetattr (STDIN_FILENO, &before) == 0)
    {
      quiet = before;
      quiet.c_lflag &= ~(tcflag_t) ECHO;
      g_printerr ("%s ", _("New password:"));
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
      length = getline (&line, &size, stdin);
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      g_printerr ("\n");
    }
  else
    length = getline (&line, &size, stdin);

  if (length <= 0)
    {
      free (line);
      fail (error, _("The password is read from the standard input, and nothing came."));
      return NULL;
    }
  if (line[length - 1] == '\n')
    line[length - 1] = '\0';
  return line;
}

static gboolean
set_password (CloudStore  *store,
              const char  *account,
              GError     **error)
{
  char *password = read_password (error);
  gboolean is_set = password != NULL && cloud_accounts_set_password (store, account, password, error);

  if (password != NULL)
    explicit_bzero (password, strlen (password));
  free (password);
  return is_set;
}

static gboolean
add_account (CloudStore  *store,
             Arguments   *arguments,
             GError     **error)
{
  g_autoptr(GError) failed = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *account = NULL;

  if (arguments->username == NULL || *arguments->username == '\0' || !g_utf8_validate (arguments->username, -1, NULL))
    return fail (error, _("An account needs a name: --username NAME."));

  taken = cloud_accounts_find (store, arguments->username, &failed);
  if (taken == NULL && failed == NULL && arguments->email != NULL)
    taken = cloud_accounts_find (store, arguments->email, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (taken != NULL)
    return fail (error, _("There is an account of that name or e-mail address already."));

  account = cloud_store_make_account (store, arguments->username, FALSE, g_get_real_time () / G_USEC_PER_SEC, error);
  return account != NULL &&
         (arguments->email == NULL || cloud_accounts_set_email (store, account, arguments->email, error)) &&
         set_password (store, account, error);
}

static gboolean
change_password (CloudStore  *store,
                 Arguments   *arguments,
                 GError     **error)
{
  g_autoptr(GError) failed = NULL;
  g_autofree char *account = NULL;

  if (arguments->username == NULL)
    return fail (error, _("Whose password it is has to be said: --username NAME."));

  account = cloud_accounts_find (store, arguments->username, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (account == NULL)
    return fail (error, _("There is no account of that name."));

  return set_password (store, account, error);
}

static const Command commands[] = {
  { "client", "add", add_client },
  { "client", "change", change_client },
  { "client", "list", list_clients },
  { "client", "remove", remove_client },
  { "client", "verify", verify_client },
  { "account", "add", add_account },
  { "account", "password", change_password },
};

/** cloud_commands_knows: whether the first word of a command line is one of the operator's. */
gboolean
cloud_commands_knows (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].group, name))
      return TRUE;

  return FALSE;
}

static gboolean
parse (int         argc,
       char      **argv,
       Arguments  *arguments,
       GError    **error)
{
  CloudRegistration *client = &arguments->client;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state, N_("Where the cloud keeps everything"), N_("DIR") },
    { "username", 0, 0, G_OPTION_ARG_STRING, &arguments->username, N_("Whose account"), N_("NAME") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &arguments->email, N_("What can also be signed in with"), N_("ADDRESS") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &client->id, N_("The client’s client_id"), N_("ID") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &client->name, N_("What people know the client by"), N_("NAME") },
    { "homepage", 0, 0, G_OPTION_ARG_STRING, &client->homepage, N_("The client’s page"), N_("URL") },
    { "notice", 0, 0, G_OPTION_ARG_STRING, &client->notice_url, N_("The client’s privacy notice"), N_("URL") },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING_ARRAY, &client->redirect_uris, N_("Where answers may go; can be repeated"),
      N_("URI") },
    { "grant-type", 0, 0, G_OPTION_ARG_STRING_ARRAY, &client->grant_types,
      N_("authorization_code, refresh_token, device_code or ciba; can be repeated"), N_("TYPE") },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &client->scope, N_("Scopes it may ask for"), N_("SCOPES") },
    { "category", 0, 0, G_OPTION_ARG_STRING_ARRAY, &client->categories, N_("Data it may ask for; can be repeated"),
      N_("ID") },
    { "public", 0, 0, G_OPTION_ARG_NONE, &client->is_public, N_("It can keep no secret"), NULL },
    { "vendor-compatible", 0, 0, G_OPTION_ARG_NONE, &client->is_vendor_compatible,
      N_("It is made for the vendor’s cloud"), NULL },
    { "require-par", 0, 0, G_OPTION_ARG_NONE, &client->requires_pushed, N_("Its requests have to be pushed"), NULL },
    { "withdraw", 0, 0, G_OPTION_ARG_NONE, &arguments->withdraw, N_("Not verified any more"), NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("client|account VERB");

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (arguments->state == NULL)
    return fail (error, _("A folder for the cloud's data is needed: --state DIR."));
  return argc == 1 || fail (error, _("There is a word too much on the command line."));
}

/**
 * cloud_commands_run:
 * @argc: how many words there are, from "client" or "account" on
 * @argv: the words
 * @error: #SluiceCloudError, #SluiceBaseError, #GFileError
 *
 * Returns: whether it was done
 */
gboolean
cloud_commands_run (int      argc,
                    char   **argv,
                    GError **error)
{
  g_auto(Arguments) arguments = { 0 };
  g_autoptr(CloudStore) store = NULL;

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (commands[i].group, argv[0]) || !g_str_equal (commands[i].verb, argv[1]))
        continue;
      if (!parse (argc - 1, argv + 1, &arguments, error))
        return FALSE;

      store = cloud_store_open_beside (arguments.state, error);
      return store != NULL && commands[i].run (store, &arguments, error);
    }

  return fail (error, _("What to do is one of: client add, client change, client list, client remove, client verify, "
                        "account add, account password."));
}
