/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-index-private.h"

#include "sluice-base-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * Which files the vault has. Names, formats and the ids that others know a
 * file by are sealed; what has to be looked up by is a keyed fingerprint. So
 * the database tells how many files there are, how large, and since when, and
 * nothing else.
 *
 * Blocking, and for one thread at a time: the store sees to both.
 *
 * `unsettled` names the objects on their way in or out. It is written before
 * the disk is touched, and only what it names is ever deleted by itself: an
 * index that was lost or swapped must not take the files with it.
 */

#define KEY_CHECK_TEXT  "sluice vault"
#define KEY_CHECK_PLACE "vault.key_check/1"

static const char * const migrations[] = {
  "CREATE TABLE vault ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  key_check BLOB NOT NULL,"
  "  settlings INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE items ("
  "  sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  object TEXT NOT NULL,"
  "  size INTEGER NOT NULL,"
  "  added_at INTEGER NOT NULL,"
  "  name BLOB NOT NULL,"
  "  format BLOB);"
  "CREATE INDEX items_object ON items (object);"
  "CREATE TABLE links ("
  "  sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL,"
  "  lookup TEXT NOT NULL,"
  "  value BLOB NOT NULL,"
  "  UNIQUE (kind, lookup));"
  "CREATE INDEX links_item ON links (item);"
  "CREATE TABLE unsettled ("
  "  object TEXT PRIMARY KEY) WITHOUT ROWID;",
  NULL
};

SluiceVaultIndex *
sluice_vault_index_new (const char *path,
                        SluiceKey  *key)
{
  SluiceVaultIndex *self = g_new0 (SluiceVaultIndex, 1);

  self->database = sluice_database_new (path, migrations);
  self->seal_key = sluice_key_derive (key, "vault index columns");
  self->lookup_key = sluice_key_derive (key, "vault index lookups");
  return self;
}

void
sluice_vault_index_free (SluiceVaultIndex *self)
{
  g_object_unref (self->database);
  sluice_key_unref (self->seal_key);
  sluice_key_unref (self->lookup_key);
  g_free (self);
}

static gboolean
check_key (SluiceVaultIndex  *self,
           GError           **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (self->database, error,
                                                                "SELECT key_check FROM vault", "");
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  if (sluice_statement_step (statement, &local_error))
    {
      g_autoptr(GBytes) sealed = sluice_statement_bytes (statement, 0);
      g_autofree char *text = sluice_key_open_text (self->seal_key, sealed, KEY_CHECK_PLACE, NULL);

      if (g_strcmp0 (text, KEY_CHECK_TEXT) == 0)
        return TRUE;
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_KEY,
                           _("The vault was made with another key than the one in this keyring. Its files are all "
                             "still there, encrypted; they open again when the old keyring is back."));
      return FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_clear_pointer (&statement, sqlite3_finalize);
  {
    g_autoptr(GBytes) sealed = sluice_key_seal_text (self->seal_key, KEY_CHECK_TEXT, KEY_CHECK_PLACE);

    return sluice_database_exec (self->database, error, "INSERT INTO vault (one, key_check) VALUES (1, ?)", "b", sealed);
  }
}

/** sluice_vault_index_open: %FALSE when the file is no index, or is another key's. */
gboolean
sluice_vault_index_open (SluiceVaultIndex  *self,
                         GError           **error)
{
  /* Two programs may make the vault at the same moment: one of them waits here. */
  if (!sluice_database_begin (self->database, error))
    return FALSE;
  if (!check_key (self, error))
    {
      sluice_database_rollback (self->database);
      return FALSE;
    }

  return sluice_database_commit (self->database, error);
}

/** sluice_vault_index_announce: notes that @object is about to be written. */
gboolean
sluice_vault_index_announce (SluiceVaultIndex  *self,
                             const char        *object,
                             GError           **error)
{
  return sluice_database_exec (self->database, error,
                               "INSERT OR IGNORE INTO unsettled VALUES (?)", "s", object);
}

/* The same content under the same name is the same item, so that adding twice changes nothing. */
static char *
make_id (SluiceVaultIndex *self,
         const char       *object,
         const char       *name)
{
  g_autofree char *both = g_strconcat (object, "/", name, NULL);

  return sluice_key_fingerprint (self->lookup_key, both, strlen (both));
}

static GBytes *
seal_column (SluiceVaultIndex *self,
             const char       *text,
             const char       *column,
             const char       *row)
{
  g_autofree char *place = g_strconcat (column, "/", row, NULL);

  return text != NULL ? sluice_key_seal_text (self->seal_key, text, place) : NULL;
}

static gboolean
insert_link (SluiceVaultIndex  *self,
             const char        *id,
             SluiceVaultLink    kind,
             const char        *value,
             GError           **error)
{
  g_autofree char *lookup = sluice_vault_index_dup_lookup (self, kind, value);
  g_autoptr(GBytes) sealed = seal_column (self, value, "links.value", lookup);

  return sluice_database_exec (self->database, error,
                               "INSERT OR REPLACE INTO links (item, kind, lookup, value) VALUES (?, ?, ?, ?)",
                               "sisb", id, (gint64) kind, lookup, sealed);
}

static gboolean
insert_item (SluiceVaultIndex          *self,
             const char                *id,
             const char                *object,
             gint64                     size,
             gint64                     now,
             const SluiceVaultDetails  *details,
             GError                   **error)
{
  g_autoptr(GBytes) name = seal_column (self, details->name, "items.name", id);
  g_autoptr(GBytes) format = seal_column (self, details->format, "items.format", id);

  return sluice_database_exec (self->database, error,
                               "INSERT INTO items (id, object, size, added_at, name, format)"
                               " VALUES (?, ?, ?, ?, ?, ?)"
                               " ON CONFLICT (id) DO UPDATE SET format = coalesce (excluded.format, format)",
                               "ssiibb", id, object, size, now, name, format) &&
         (details->record_id == NULL ||
          insert_link (self, id, SLUICE_VAULT_LINK_RECORD, details->record_id, error)) &&
         sluice_database_exec (self->database, error,
                               "DELETE FROM unsettled WHERE object = ?", "s", object);
}

/**
 * sluice_vault_index_add:
 * @self: an index
 * @object: fingerprint of the content, announced before
 * @size: bytes of the content
 * @now: seconds since the epoch
 * @details: what else is known
 * @place: puts the object into its place
 * @place_data: for @place
 * @error: what @place said, or #SluiceBaseError
 *
 * The object is in its place before the row is there, and no other program can
 * take it away in between.
 *
 * Returns: (transfer full) (nullable): the item, new or as it was
 */
SluiceVaultItem *
sluice_vault_index_add (SluiceVaultIndex          *self,
                        const char                *object,
                        gint64                     size,
                        gint64                     now,
                        const SluiceVaultDetails  *details,
                        SluiceVaultPlaceFunc       place,
                        gpointer                   place_data,
                        GError                   **error)
{
  g_autofree char *id = make_id (self, object, details->name);

  if (!sluice_database_begin (self->database, error))
    return NULL;
  if (!place (place_data, error) ||
      !insert_item (self, id, object, size, now, details, error))
    {
      sluice_database_rollback (self->database);
      return NULL;
    }
  if (!sluice_database_commit (self->database, error))
    return NULL;

  return sluice_vault_index_get (self, id, error);
}

/** sluice_vault_index_link: a @value that another item had moves to this one. */
gboolean
sluice_vault_index_link (SluiceVaultIndex  *self,
                         const char        *id,
                         SluiceVaultLink    kind,
                         const char        *value,
                         GError           **error)
{
  g_autoptr(SluiceVaultItem) item = sluice_vault_index_get (self, id, error);

  return item != NULL && insert_link (self, id, kind, value, error);
}

static gboolean
delete_item (SluiceVaultIndex  *self,
             const char        *id,
             GError           **error)
{
  /* Only an object that no other name needs becomes unsettled; settling asks again. */
  if (!sluice_database_exec (self->database, error,
                             "INSERT OR IGNORE INTO unsettled SELECT object FROM items WHERE id = ?", "s", id) ||
      !sluice_database_exec (self->database, error, "DELETE FROM items WHERE id = ?", "s", id))
    return FALSE;
  if (sluice_database_changes (self->database) == 0)
    {
      sluice_vault_index_set_not_found (error);
      return FALSE;
    }

  return TRUE;
}

/** sluice_vault_index_remove: forgets the item; sluice_vault_index_settle() then deletes what nobody needs. */
gboolean
sluice_vault_index_remove (SluiceVaultIndex  *self,
                           const char        *id,
                           GError           **error)
{
  if (!sluice_database_begin (self->database, error))
    return FALSE;
  if (!delete_item (self, id, error))
    {
      sluice_database_rollback (self->database);
      return FALSE;
    }

  return sluice_database_commit (self->database, error);
}

/* @object: one of the unsettled, or NULL for all. */
static gboolean
delete_unsettled (SluiceVaultIndex  *self,
                  const char        *object,
                  const char        *objects_folder,
                  GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(SluiceStatement) statement =
    sluice_database_query (self->database, error,
                           "SELECT object FROM unsettled"
                           " WHERE object = coalesce (?, object) AND object NOT IN (SELECT object FROM items)",
                           "s", object);

  if (statement == NULL)
    return FALSE;
  while (sluice_statement_step (statement, &local_error))
    {
      const char *name = sluice_statement_text (statement, 0);
      g_autofree char *path = g_strdup_printf ("%s/%.2s/%s", objects_folder, name, name);

      if (g_unlink (path) != 0 && errno != ENOENT)
        {
          sluice_base_error_set_from_errno (error, errno,
                                            _("A file that was removed from the vault is still on the disk"));
          return FALSE;
        }
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_clear_pointer (&statement, sqlite3_finalize);
  return sluice_database_exec (self->database, error,
                               "DELETE FROM unsettled WHERE object = coalesce (?, object)", "s", object);
}

static gboolean
has_unsettled (SluiceVaultIndex  *self,
               GError           **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (self->database, error,
                                                                "SELECT 1 FROM unsettled LIMIT 1", "");

  return statement != NULL && sluice_statement_step (statement, error);
}

/**
 * sluice_vault_index_settle:
 * @self: an index
 * @object: (nullable): what was just removed; %NULL for everything, when nobody is writing
 * @objects_folder: where the objects are
 * @error: #SluiceBaseError
 *
 * Deletes the objects that were on their way and that no item needs.
 *
 * A commit that failed may still be found done when the database is opened
 * next: its pages can be in the log, only not known to be on the disk. A row
 * must not come back that way after its object is gone, so nothing is deleted
 * before another write has succeeded and so taken the place of those pages.
 */
gboolean
sluice_vault_index_settle (SluiceVaultIndex  *self,
                           const char        *object,
                           const char        *objects_folder,
                           GError           **error)
{
  g_autoptr(GError) local_error = NULL;

  if (!has_unsettled (self, &local_error))
    {
      const gboolean settled = local_error == NULL;

      if (!settled)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return settled;
    }
  if (!sluice_database_exec (self->database, error, "UPDATE vault SET settlings = settlings + 1", "") ||
      !sluice_database_begin (self->database, error))
    return FALSE;
  if (!delete_unsettled (self, object, objects_folder, error))
    {
      sluice_database_rollback (self->database);
      return FALSE;
    }

  return sluice_database_commit (self->database, error);
}

/** sluice_vault_index_scrub: what was removed is then in no file of the database. */
gboolean
sluice_vault_index_scrub (SluiceVaultIndex  *self,
                          GError           **error)
{
  return sluice_database_scrub (self->database, error);
}
