/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-keystore.h"

#include "cloud-folder.h"
#include "sluice-cloud-error.h"
#include "sluice-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * One data key per account, wrapped by the key in the file "kek", in a database
 * of its own. Destroying a row here makes everything of that account unreadable,
 * wherever copies of it lie; so this file is never part of a backup of the data.
 */
static const char * const migrations[] = {
  "CREATE TABLE wrapped_keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID",
  NULL
};

struct _CloudKeystore
{
  SluiceDatabase *database;
  SluiceKey      *kek;
  GHashTable     *keys; /* id → SluiceKey, opened already */
};

static SluiceKey *
load_or_make_kek (const char  *folder,
                  GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "kek", NULL);
  g_autofree char *store = g_build_filename (folder, "keystore.db", NULL);
  g_autoptr(GError) absent = NULL;
  char *text = NULL;
  SluiceKey *kek = NULL;

  if (g_file_get_contents (path, &text, NULL, &absent))
    kek = sluice_key_new_encoded (text, error);
  else if (g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT) && g_file_test (store, G_FILE_TEST_EXISTS))
    {
      /* A new one would open nothing, and would make the loss look like a fresh start. */
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
                           _("The file “keys/kek” is missing from the state folder, and without it the data cannot be "
                             "read. Put it back; nothing was changed."));
    }
  else if (g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      kek = sluice_key_new_random ();
      text = sluice_key_encode (kek);
      if (!cloud_folder_write_file (path, text, strlen (text), error))
        g_clear_pointer (&kek, sluice_key_unref);
    }
  else
    g_propagate_error (error, g_steal_pointer (&absent));

  sluice_secret_free (text);
  return kek;
}

/**
 * cloud_keystore_open:
 * @folder: where the keys are, apart from the data
 * @error: #SluiceBaseError, #GFileError
 *
 * Returns: (transfer full) (nullable): the key store, made when there was none
 */
CloudKeystore *
cloud_keystore_open (const char  *folder,
                     GError     **error)
{
  g_autoptr(CloudKeystore) self = g_new0 (CloudKeystore, 1);
  g_autofree char *path = g_build_filename (folder, "keystore.db", NULL);

  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sluice_key_unref);
  self->database = sluice_database_new (path, migrations);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
                   _("The state folder cannot be used: %s"), g_strerror (errno));
      return NULL;
    }

  /* The key first: a key store without its key would be lost at once. */
  self->kek = load_or_make_kek (folder, error);
  if (self->kek == NULL || !sluice_database_open (self->database, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
cloud_keystore_free (CloudKeystore *self)
{
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->kek, sluice_key_unref);
  g_clear_object (&self->database);
  g_free (self);
}

static char *
place_of (const char *id)
{
  return g_strconcat ("wrapped_keys.wrapped/", id, NULL);
}

/**
 * cloud_keystore_get:
 * @self: a key store
 * @id: whose key
 * @error: #SluiceCloudError: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Returns: (transfer none) (nullable): the key
 */
SluiceKey *
cloud_keystore_get (CloudKeystore  *self,
                    const char     *id,
                    GError        **error)
{
  SluiceKey *key = g_hash_table_lookup (self->keys, id);
  g_autoptr(SluiceStatement) statement = NULL;
  g_autoptr(GError) failed = NULL;
  g_autoptr(GBytes) wrapped = NULL;
  g_autofree char *place = place_of (id);
  char *text;

  if (key != NULL)
    return key;

  statement = sluice_database_query (self->database, error, "SELECT wrapped FROM wrapped_keys WHERE id = ?", "s", id);
  if (statement == NULL)
    return NULL;
  if (!sluice_statement_step (statement, &failed))
    {
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND,
                             _("The key of this account does not exist any more."));
      return NULL;
    }

  wrapped = sluice_statement_bytes (statement, 0);
  text = sluice_key_open_text (self->kek, wrapped, place, error);
  if (text != NULL)
    key = sluice_key_new_encoded (text, error);
  sluice_secret_free (text);
  if (key != NULL)
    g_hash_table_insert (self->keys, g_strdup (id), key);
  return key;
}

/**
 * cloud_keystore_make:
 * @self: a key store
 * @id: whose key; has none yet
 * @error: #SluiceBaseError
 *
 * Returns: (transfer none) (nullable): a new key, on the disk before this returns
 */
SluiceKey *
cloud_keystore_make (CloudKeystore  *self,
                     const char     *id,
                     GError        **error)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree char *place = place_of (id);
  g_autoptr(GBytes) wrapped = NULL;
  char *text = sluice_key_encode (key);

  wrapped = sluice_key_seal_text (self->kek, text, place);
  sluice_secret_free (text);
  if (!sluice_database_exec (self->database, error, "INSERT INTO wrapped_keys (id, wrapped) VALUES (?, ?)", "sb",
                             id, wrapped))
    return NULL;

  g_hash_table_insert (self->keys, g_strdup (id), sluice_key_ref (key));
  return g_hash_table_lookup (self->keys, id);
}
