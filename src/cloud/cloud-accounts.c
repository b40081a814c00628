/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-accounts.h"

#include "sluice-cloud-error.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

/*
 * Who can sign in with a name and a password. Passwords are kept as Argon2id
 * hashes, sealed with the account's own key: with the key they are gone.
 */
#define OPERATIONS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_MEMLIMIT_INTERACTIVE

/**
 * cloud_accounts_find:
 * @store: the store
 * @name: a user name or an e-mail address, in any case
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the account's id; %NULL without @error when there is none
 */
char *
cloud_accounts_find (CloudStore  *store,
                     const char  *name,
                     GError     **error)
{
  g_autofree char *fingerprint = cloud_store_fingerprint_name (store, name);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (store), error, "SELECT id FROM accounts WHERE fingerprint = ?1 OR email_fingerprint = ?1",
    "s", fingerprint);

  return row != NULL && sluice_statement_step (row, error) ? g_strdup (sluice_statement_text (row, 0)) : NULL;
}

/** cloud_accounts_set_username: what the account is called, and signed in to with; nobody else's. */
gboolean
cloud_accounts_set_username (CloudStore  *store,
                             const char  *account,
                             const char  *username,
                             GError     **error)
{
  g_autofree char *fingerprint = cloud_store_fingerprint_name (store, username);
  g_autoptr(GBytes) sealed = cloud_store_seal (store, account, CLOUD_KEY_PERSONAL, username, "accounts.username", account,
                                               error);

  return sealed != NULL &&
         sluice_database_exec (cloud_store_get_data (store), error,
                               "UPDATE accounts SET username = ?, fingerprint = ? WHERE id = ?", "bss",
                               sealed, fingerprint, account);
}

/** cloud_accounts_set_email: what can also be signed in with; nobody else's. */
gboolean
cloud_accounts_set_email (CloudStore  *store,
                          const char  *account,
                          const char  *email,
                          GError     **error)
{
  g_autofree char *fingerprint = cloud_store_fingerprint_name (store, email);
  g_autoptr(GBytes) sealed = cloud_store_seal (store, account, CLOUD_KEY_PERSONAL, email, "accounts.email", account,
                                               error);

  return sealed != NULL &&
         sluice_database_exec (cloud_store_get_data (store), error,
                               "UPDATE accounts SET email = ?, email_fingerprint = ? WHERE id = ?", "bss",
                               sealed, fingerprint, account);
}

/**
 * cloud_accounts_set_password:
 * @store: the store
 * @account: whose
 * @password: 12 to 1024 bytes
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS for one too short or too long; #SluiceBaseError
 *
 * Blocks for as long as the hash takes. Browsers that were signed in are not any more.
 *
 * Returns: whether it is set
 */
gboolean
cloud_accounts_set_password (CloudStore  *store,
                             const char  *account,
                             const char  *password,
                             GError     **error)
{
  char hash[crypto_pwhash_STRBYTES];
  g_autoptr(GBytes) sealed = NULL;

  if (strlen (password) < CLOUD_PASSWORD_MIN || strlen (password) > CLOUD_PASSWORD_MAX)
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS,
                           _("A password has 12 letters at least. Several words are easy to remember."));
      return FALSE;
    }
  if (crypto_pwhash_str (hash, password, strlen (password), OPERATIONS, MEMORY) != 0)
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
                           _("There is not enough memory to set the password. Nothing was changed."));
      return FALSE;
    }

  sealed = cloud_store_seal (store, account, CLOUD_KEY_PERSONAL, hash, "accounts.password", account, error);
  return sealed != NULL &&
         sluice_database_exec (cloud_store_get_data (store), error, "UPDATE accounts SET password = ? WHERE id = ?",
                               "bs", sealed, account) &&
         sluice_database_exec (cloud_store_get_data (store), error, "DELETE FROM sessions WHERE account = ?", "s",
                               account) &&
         sluice_database_exec (cloud_store_get_data (store), error, "DELETE FROM devices WHERE account = ?", "s",
                               account);
}

/** cloud_accounts_dup_password: (transfer full) (nullable): the hash; %NULL without @error when there is none. */
char *
cloud_accounts_dup_password (CloudStore  *store,
                             const char  *account,
                             GError     **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (store), error, "SELECT password FROM accounts WHERE id = ? AND password IS NOT NULL", "s",
    account);
  g_autoptr(GBytes) sealed = NULL;

  if (row == NULL || !sluice_statement_step (row, error))
    return NULL;

  sealed = sluice_statement_bytes (row, 0);
  return cloud_store_unseal (store, account, CLOUD_KEY_PERSONAL, sealed, "accounts.password", account, error);
}

typedef struct
{
  char *hash; /* nullable */
  char *password;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  sluice_secret_free (check->hash);
  sluice_secret_free (check->password);
  g_free (check);
}

static DexFuture *
check_on_thread (GCancellable *cancellable,
                 gpointer      data)
{
  Check *check = data;
  char other[crypto_pwhash_STRBYTES];

  if (check->hash != NULL)
    return dex_future_new_for_boolean (
      crypto_pwhash_str_verify (check->hash, check->password, strlen (check->password)) == 0);

  /* Takes as long, so that nobody learns from the time who has an account. */
  (void) !crypto_pwhash_str (other, check->password, strlen (check->password), OPERATIONS, MEMORY);
  return dex_future_new_for_boolean (FALSE);
}

/**
 * cloud_accounts_check_password:
 * @hash: (nullable): what is kept; %NULL for an account that is not there
 * @password: what was typed
 *
 * On a thread of its own: it takes a good part of a second, and 64 MiB.
 *
 * Returns: (transfer full): resolves to whether it is the right one
 */
DexFuture *
cloud_accounts_check_password (const char *hash,
                               const char *password)
{
  Check *check = g_new0 (Check, 1);

  check->hash = g_strdup (hash);
  check->password = g_strdup (password);
  return sluice_worker_run (check_on_thread, check, check_free);
}
