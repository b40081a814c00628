/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-index-private.h"

#include "sluice-vault-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the index says of its items. */

#define ITEM_COLUMNS "items.id, items.object, items.size, items.added_at, items.name, items.format"

/** sluice_vault_index_dup_lookup: (transfer full): what @value is looked up by. */
char *
sluice_vault_index_dup_lookup (SluiceVaultIndex *self,
                               SluiceVaultLink   kind,
                               const char       *value)
{
  g_autofree char *both = g_strdup_printf ("%d/%s", kind, value);

  return sluice_key_fingerprint (self->lookup_key, both, strlen (both));
}

/** sluice_vault_index_set_not_found: says that there is no such item. */
void
sluice_vault_index_set_not_found (GError **error)
{
  g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND,
                       _("The vault has no such file"));
}

/* Returns: (nullable): NULL also for a damaged column: the key was compared at the start. */
static char *
open_column (SluiceVaultIndex *self,
             SluiceStatement  *statement,
             int               column_index,
             const char       *column,
             const char       *row)
{
  g_autofree char *place = g_strconcat (column, "/", row, NULL);
  g_autoptr(GBytes) sealed = sluice_statement_bytes (statement, column_index);

  return sluice_key_open_text (self->seal_key, sealed, place, NULL);
}

/* Returns: the linked values, oldest first. */
static char **
read_links (SluiceVaultIndex  *self,
            const char        *id,
            SluiceVaultLink    kind,
            GError           **error)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();
  g_autoptr(GError) local_error = NULL;
  g_autoptr(SluiceStatement) statement =
    sluice_database_query (self->database, error,
                           "SELECT lookup, value FROM links WHERE item = ? AND kind = ? ORDER BY sequence",
                           "si", id, (gint64) kind);

  if (statement == NULL)
    return NULL;
  while (sluice_statement_step (statement, &local_error))
    {
      char *value = open_column (self, statement, 1, "links.value", sluice_statement_text (statement, 0));

      if (value != NULL)
        g_strv_builder_take (values, value);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_strv_builder_end (values);
}

/*
 * @statement: at a row of ITEM_COLUMNS. A damaged name must not take the file
 * with it, nor all the others: it gets one that says so.
 */
static SluiceVaultItem *
read_item (SluiceVaultIndex  *self,
           SluiceStatement   *statement,
           GError           **error)
{
  const char *id = sluice_statement_text (statement, 0);
  g_auto(GStrv) records = read_links (self, id, SLUICE_VAULT_LINK_RECORD, error);
  g_auto(GStrv) jobs = records != NULL ? read_links (self, id, SLUICE_VAULT_LINK_JOB, error) : NULL;
  g_autofree char *name = open_column (self, statement, 4, "items.name", id);
  g_autofree char *format = open_column (self, statement, 5, "items.format", id);
  guint n_records;

  if (jobs == NULL)
    return NULL;
  if (name == NULL)
    /* Translators: %.8s is the beginning of the file's id */
    name = g_strdup_printf (_("File %.8s, its name is lost"), id);

  n_records = g_strv_length (records);
  return sluice_vault_item_new (id, sluice_statement_text (statement, 1),
                                &(SluiceVaultDetails) {
                                  .name = name,
                                  .format = format,
                                  .record_id = n_records > 0 ? records[n_records - 1] : NULL,
                                },
                                sluice_statement_int (statement, 2), sluice_statement_int (statement, 3),
                                (const char * const *) jobs);
}

/**
 * sluice_vault_index_measure:
 * @self: an index
 * @object: fingerprint of a content
 * @out_used: (out): bytes of all contents, each counted once
 * @out_known: (out): whether @object is among them
 * @error: #SluiceBaseError
 *
 * Returns: %FALSE when the index cannot be read
 */
gboolean
sluice_vault_index_measure (SluiceVaultIndex  *self,
                            const char        *object,
                            gint64            *out_used,
                            gboolean          *out_known,
                            GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(SluiceStatement) statement =
    sluice_database_query (self->database, error,
                           "SELECT coalesce (sum (size), 0), coalesce (max (object = ?), 0)"
                           " FROM (SELECT object, max (size) AS size FROM items GROUP BY object)", "s", object);

  if (statement == NULL)
    return FALSE;
  if (!sluice_statement_step (statement, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *out_used = sluice_statement_int (statement, 0);
  *out_known = sluice_statement_int (statement, 1) != 0;
  return TRUE;
}

/** sluice_vault_index_list: (transfer full) (nullable) (element-type SluiceVaultItem): all, newest first. */
GPtrArray *
sluice_vault_index_list (SluiceVaultIndex  *self,
                         GError           **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(SluiceStatement) statement =
    sluice_database_query (self->database, error,
                           "SELECT " ITEM_COLUMNS " FROM items ORDER BY sequence DESC", "");

  if (statement == NULL)
    return NULL;
  while (sluice_statement_step (statement, &local_error))
    {
      SluiceVaultItem *item = read_item (self, statement, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&items);
}

/* Returns: (transfer full) (nullable): the item of the only row of @statement. */
static SluiceVaultItem *
take_one (SluiceVaultIndex  *self,
          SluiceStatement   *statement,
          GError           **error)
{
  g_autoptr(SluiceStatement) owned = statement;
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  if (sluice_statement_step (statement, &local_error))
    return read_item (self, statement, error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    sluice_vault_index_set_not_found (error);
  return NULL;
}

/** sluice_vault_index_get: (transfer full) (nullable): the item of this id. */
SluiceVaultItem *
sluice_vault_index_get (SluiceVaultIndex  *self,
                        const char        *id,
                        GError           **error)
{
  return take_one (self,
                   sluice_database_query (self->database, error,
                                          "SELECT " ITEM_COLUMNS " FROM items WHERE id = ?", "s", id),
                   error);
}

/** sluice_vault_index_find: (transfer full) (nullable): the item that @value was linked to. */
SluiceVaultItem *
sluice_vault_index_find (SluiceVaultIndex  *self,
                         SluiceVaultLink    kind,
                         const char        *value,
                         GError           **error)
{
  g_autofree char *lookup = sluice_vault_index_dup_lookup (self, kind, value);

  return take_one (self,
                   sluice_database_query (self->database, error,
                                          "SELECT " ITEM_COLUMNS " FROM items JOIN links ON links.item = items.id"
                                          " WHERE links.kind = ? AND links.lookup = ?",
                                          "is", (gint64) kind, lookup),
                   error);
}
