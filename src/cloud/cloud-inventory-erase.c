/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-inventory.h"

#include "cloud-partial.h"
#include "sluice-cloud-error.h"

#include <errno.h>
#include <glib/gstdio.h>

/*
 * Single things that a person deletes. The row goes first, then the file, and
 * the database's log last: a file without a row is swept up at the next start,
 * a row without a file would promise what is not there.
 */

/* Returns: whether there was such a row */
static gboolean
erase_row (SluiceDatabase  *database,
           const char      *sql,
           const char      *account,
           const char      *id,
           GError         **error)
{
  return sluice_database_exec (database, error, sql, "ss", account, id) && sluice_database_changes (database) > 0;
}

/** cloud_inventory_erase_record: a process record. */
gboolean
cloud_inventory_erase_record (CloudContext  *context,
                              const char    *account,
                              const char    *id,
                              GError       **error)
{
  SluiceDatabase *database = cloud_store_get_process (context->store);

  return erase_row (database, "DELETE FROM records WHERE account = ? AND id = ?", account, id, error) &&
         sluice_database_scrub (database, error);
}

static gboolean
remove_blob (CloudContext  *context,
             const char    *id,
             GError       **error)
{
  g_autofree char *path = g_build_filename (cloud_store_get_blobs (context->store), id, NULL);

  cloud_partials_forget (context, id);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE, "a file could not be removed: %s",
               g_strerror (errno));
  return FALSE;
}

static gboolean
erase_file (CloudContext  *context,
            const char    *sql,
            const char    *account,
            const char    *id,
            GError       **error)
{
  SluiceDatabase *database = cloud_store_get_product (context->store);

  return erase_row (database, sql, account, id, error) && remove_blob (context, id, error) &&
         sluice_database_scrub (database, error);
}

/** cloud_inventory_erase_upload: an uploaded print file. */
gboolean
cloud_inventory_erase_upload (CloudContext  *context,
                              const char    *account,
                              const char    *id,
                              GError       **error)
{
  return erase_file (context, "DELETE FROM files WHERE account = ? AND id = ? AND project IS NULL",
                     account, id, error);
}

/* Returns: (transfer full) (nullable): the ids of the files in a project */
static GPtrArray *
list_files (CloudContext  *context,
            const char    *account,
            const char    *project,
            GError       **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (cloud_store_get_product (context->store), error,
                                                          "SELECT id FROM files WHERE account = ? AND project = ?",
                                                          "ss", account, project);

  if (row == NULL)
    return NULL;
  while (sluice_statement_step (row, &failed))
    g_ptr_array_add (files, g_strdup (sluice_statement_text (row, 0)));

  if (failed == NULL)
    return g_steal_pointer (&files);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* The project and the rows of its files at once; none of it when there is no such project. */
static gboolean
erase_project_rows (SluiceDatabase  *database,
                    const char      *account,
                    const char      *id,
                    GError         **error)
{
  if (!sluice_database_begin (database, error))
    return FALSE;
  if (erase_row (database, "DELETE FROM projects WHERE account = ? AND id = ?", account, id, error) &&
      sluice_database_exec (database, error, "DELETE FROM files WHERE account = ? AND project = ?", "ss", account, id))
    return sluice_database_commit (database, error);

  sluice_database_rollback (database);
  return FALSE;
}

static gboolean
erase_project (CloudContext  *context,
               const char    *account,
               const char    *id,
               GError       **error)
{
  SluiceDatabase *database = cloud_store_get_product (context->store);
  g_autoptr(GPtrArray) files = list_files (context, account, id, error);

  if (files == NULL || !erase_project_rows (database, account, id, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!remove_blob (context, files->pdata[i], error))
      return FALSE;
  return sluice_database_scrub (database, error);
}

/** cloud_inventory_erase_library: a project with its files, or one file of one. */
gboolean
cloud_inventory_erase_library (CloudContext  *context,
                               const char    *account,
                               const char    *id,
                               GError       **error)
{
  g_autoptr(GError) failed = NULL;

  if (erase_project (context, account, id, &failed))
    return TRUE;
  if (failed == NULL)
    return erase_file (context, "DELETE FROM files WHERE account = ? AND id = ? AND project IS NOT NULL",
                       account, id, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
