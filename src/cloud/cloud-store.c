/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-store.h"

#include "cloud-keystore.h"
#include "cloud-partial.h"
#include "cloud-schema.h"
#include "sluice-cloud-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * What the cloud knows, in three databases that share nothing: accounts and
 * printers, process data, product data. Whatever names a person or an object is
 * sealed with a key of the account before it gets here, bound to its column and
 * row; what is looked up by is a keyed fingerprint.
 */
struct _CloudStore
{
  CloudKeystore  *keystore;
  SluiceKey      *lookup;
  SluiceKey      *signing;
  SluiceDatabase *data;
  SluiceDatabase *process;
  SluiceDatabase *product;
  char           *blobs;
};

static const char * const use_names[CLOUD_KEY_LAST] = { "personal", "process", "product" };

static SluiceDatabase *
open_database (const char          *folder,
               const char          *name,
               const char * const  *migrations,
               GError             **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(SluiceDatabase) database = sluice_database_new (path, migrations);

  return sluice_database_open (database, error) ? g_steal_pointer (&database) : NULL;
}

/* Returns: (transfer none) (nullable): the cloud's own key of that name, made at the first start */
static SluiceKey *
ensure_key (CloudStore  *self,
            const char  *name,
            GError     **error)
{
  g_autoptr(GError) absent = NULL;
  SluiceKey *key = cloud_keystore_get (self->keystore, name, &absent);

  if (key == NULL && g_error_matches (absent, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    key = cloud_keystore_make (self->keystore, name, error);
  else if (key == NULL)
    g_propagate_error (error, g_steal_pointer (&absent));
  return key;
}

static gboolean
open_keys (CloudStore  *self,
           const char  *folder,
           GError     **error)
{
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  SluiceKey *system;
  SluiceKey *receipts;

  self->keystore = cloud_keystore_open (keys, error);
  if (self->keystore == NULL || (system = ensure_key (self, "system", error)) == NULL ||
      (receipts = ensure_key (self, "receipts", error)) == NULL)
    return FALSE;

  self->lookup = sluice_key_derive (system, "look-up");
  self->signing = sluice_key_ref (receipts);
  return TRUE;
}

/* Returns: whether there is a file of that id and status; %FALSE with @error when that is not known */
static gboolean
has_file (CloudStore  *self,
          const char  *id,
          const char  *status,
          GError     **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    self->product, error, "SELECT 1 FROM files WHERE id = ? AND status = ?", "ss", id, status);

  return row != NULL && sluice_statement_step (row, error);
}

/* What an interrupted upload left behind: half a file that nobody can go on with, or a whole one that nobody was told of. */
static gboolean
sweep_blobs (CloudStore  *self,
             GError     **error)
{
  g_autoptr(GDir) dir = g_dir_open (self->blobs, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->blobs, name, NULL);
      g_autofree char *partial = cloud_partials_read_name (name);
      g_autoptr(GError) failed = NULL;

      if (partial != NULL ? has_file (self, partial, "uploading", &failed) : has_file (self, name, "uploaded", &failed))
        continue;
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      g_unlink (path);
    }

  return TRUE;
}

static CloudStore *
open_store (const char  *folder,
            GError     **error)
{
  g_autoptr(CloudStore) self = g_new0 (CloudStore, 1);

  self->blobs = g_build_filename (folder, "blobs", NULL);
  if (g_mkdir_with_parents (self->blobs, 0700) != 0)
    {
      g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
                   _("The state folder cannot be used: %s"), g_strerror (errno));
      return NULL;
    }

  if (!open_keys (self, folder, error) ||
      (self->data = open_database (folder, "data.db", cloud_schema_data, error)) == NULL ||
      (self->process = open_database (folder, "process.db", cloud_schema_process, error)) == NULL ||
      (self->product = open_database (folder, "product.db", cloud_schema_product, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cloud_store_open:
 * @folder: the state folder
 * @error: #SluiceBaseError, #SluiceCloudError, #GFileError
 *
 * Returns: (transfer full) (nullable): the store, made when there was none
 */
CloudStore *
cloud_store_open (const char  *folder,
                  GError     **error)
{
  g_autoptr(CloudStore) self = open_store (folder, error);

  return self != NULL && sweep_blobs (self, error) ? g_steal_pointer (&self) : NULL;
}

/** cloud_store_open_beside: the same for the operator, while the cloud may run; never makes one. */
CloudStore *
cloud_store_open_beside (const char  *folder,
                         GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "data.db", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
                           _("No cloud has run on this state folder yet. Start it once, then try again."));
      return NULL;
    }
  return open_store (folder, error);
}

void
cloud_store_free (CloudStore *self)
{
  g_clear_object (&self->data);
  g_clear_object (&self->process);
  g_clear_object (&self->product);
  g_clear_pointer (&self->lookup, sluice_key_unref);
  g_clear_pointer (&self->signing, sluice_key_unref);
  g_clear_pointer (&self->keystore, cloud_keystore_free);
  g_free (self->blobs);
  g_free (self);
}

SluiceDatabase *
cloud_store_get_data (CloudStore *self)
{
  return self->data;
}

SluiceDatabase *
cloud_store_get_process (CloudStore *self)
{
  return self->process;
}

SluiceDatabase *
cloud_store_get_product (CloudStore *self)
{
  return self->product;
}

/** cloud_store_get_signing: (transfer none): the seed of the key that receipts are signed with. */
SluiceKey *
cloud_store_get_signing (CloudStore *self)
{
  return self->signing;
}

/** cloud_store_get_blobs: the folder of encrypted product files. */
const char *
cloud_store_get_blobs (CloudStore *self)
{
  return self->blobs;
}

/** cloud_store_ref_key: (transfer full) (nullable): the key of that account for that use. */
SluiceKey *
cloud_store_ref_key (CloudStore   *self,
                     const char   *account,
                     CloudKeyUse   use,
                     GError      **error)
{
  SluiceKey *key = cloud_keystore_get (self->keystore, account, error);

  return key != NULL ? sluice_key_derive (key, use_names[use]) : NULL;
}

/**
 * cloud_store_seal:
 * @self: a store
 * @account: whose it is
 * @use: which database it goes into
 * @text: what is not to be read there
 * @column: `table.column`
 * @row: the row's key
 * @error: #SluiceBaseError, #SluiceCloudError
 *
 * Returns: (transfer full) (nullable): what to store
 */
GBytes *
cloud_store_seal (CloudStore   *self,
                  const char   *account,
                  CloudKeyUse   use,
                  const char   *text,
                  const char   *column,
                  const char   *row,
                  GError      **error)
{
  g_autoptr(SluiceKey) key = cloud_store_ref_key (self, account, use, error);
  g_autofree char *place = g_strconcat (column, "/", row, NULL);

  return key != NULL ? sluice_key_seal_text (key, text, place) : NULL;
}

/** cloud_store_unseal: (transfer full) (nullable): the text that cloud_store_seal() was given. */
char *
cloud_store_unseal (CloudStore   *self,
                    const char   *account,
                    CloudKeyUse   use,
                    GBytes       *sealed,
                    const char   *column,
                    const char   *row,
                    GError      **error)
{
  g_autoptr(SluiceKey) key = cloud_store_ref_key (self, account, use, error);
  g_autofree char *place = g_strconcat (column, "/", row, NULL);

  return key != NULL ? sluice_key_open_text (key, sealed, place, error) : NULL;
}

/** cloud_store_fingerprint_name: (transfer full): what a user name or e-mail address is looked up by. */
char *
cloud_store_fingerprint_name (CloudStore *self,
                              const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return sluice_key_fingerprint (self->lookup, folded, strlen (folded));
}

/**
 * cloud_store_make_account:
 * @self: a store
 * @username: its name; not taken yet
 * @is_owner: whether it is the account of the owner of this computer
 * @now: seconds since the epoch
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the account's id
 */
char *
cloud_store_make_account (CloudStore  *self,
                          const char  *username,
                          gboolean     is_owner,
                          gint64       now,
                          GError     **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *fingerprint = cloud_store_fingerprint_name (self, username);
  g_autoptr(GBytes) sealed = NULL;

  /* The key first: an account without one could not be read, a key without an account harms nobody. */
  if (cloud_keystore_make (self->keystore, id, error) == NULL)
    return NULL;

  sealed = cloud_store_seal (self, id, CLOUD_KEY_PERSONAL, username, "accounts.username", id, error);
  if (sealed == NULL ||
      !sluice_database_exec (self->data, error,
                             "INSERT INTO accounts (id, fingerprint, username, is_owner, created)"
                             " VALUES (?, ?, ?, ?, ?)", "ssbii",
                             id, fingerprint, sealed, (gint64) is_owner, now))
    return NULL;

  return g_steal_pointer (&id);
}

static char *
find_id (SluiceStatement  *statement,
         GError          **error)
{
  return statement != NULL && sluice_statement_step (statement, error)
         ? g_strdup (sluice_statement_text (statement, 0)) : NULL;
}

/** cloud_store_find_owner: (transfer full) (nullable): the owner's account; %NULL without @error when there is none. */
char *
cloud_store_find_owner (CloudStore  *self,
                        GError     **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (self->data, error,
                                                                "SELECT id FROM accounts WHERE is_owner = 1", "");

  return find_id (statement, error);
}

/** cloud_store_dup_username: (transfer full) (nullable): the name of that account. */
char *
cloud_store_dup_username (CloudStore  *self,
                          const char  *account,
                          GError     **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (self->data, error,
                                                                "SELECT username FROM accounts WHERE id = ?", "s",
                                                                account);
  g_autoptr(GBytes) sealed = NULL;

  if (statement == NULL)
    return NULL;
  if (!sluice_statement_step (statement, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, _("There is no such account."));
      return NULL;
    }

  sealed = sluice_statement_bytes (statement, 0);
  return cloud_store_unseal (self, account, CLOUD_KEY_PERSONAL, sealed, "accounts.username", account, error);
}
