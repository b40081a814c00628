/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-database.h"

#include "sluice-base-error.h"

#include <glib/gi18n-lib.h>

/*
 * One SQLite file and the thread that may touch it. WAL with synchronous=FULL:
 * what was committed survives a kill and a power cut. secure_delete overwrites
 * what is deleted; sluice_database_scrub() empties the log file behind it.
 */
struct _SluiceDatabase
{
  GObject parent_instance;

  char        *path;
  const char * const *migrations; /* borrowed, static */
  sqlite3     *handle;            /* only on the thread, or the only caller of open */
  GThreadPool *thread;            /* one thread at most */
};

/* How long another program may be in the way. */
#define BUSY_MS 10000
#define OPEN_PAUSE_MS 20

G_DEFINE_FINAL_TYPE (SluiceDatabase, sluice_database, G_TYPE_OBJECT)

typedef struct
{
  SluiceDatabase    *database;
  SluiceDatabaseFunc func;
  gpointer           data;
  GDestroyNotify     destroy;
  DexPromise        *promise;
} Job;

static void
set_error (sqlite3  *handle,
           GError  **error)
{
  int code = handle != NULL ? sqlite3_errcode (handle) : SQLITE_NOMEM;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_NO_SPACE,
                           _("The disk is full. Nothing that was there before is lost; free some room and try again."));
      break;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT,
                           _("A database of Sluice is damaged"));
      break;

    default:
      g_set_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE,
                   /* Translators: %s is the database's own message, in English */
                   _("A database of Sluice refused: %s"),
                   handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
      break;
    }
}

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  dex_unref (job->promise);
  g_free (job);
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  g_autoptr(SluiceDatabase) self = job->database;
  g_autoptr(DexFuture) result = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value = NULL;

  if (sluice_database_open (self, &error))
    {
      result = job->func (self, job->data);
      value = dex_future_get_value (result, &error);
    }

  if (value != NULL)
    dex_promise_resolve (job->promise, value);
  else
    dex_promise_reject (job->promise, g_steal_pointer (&error));

  job_free (job);
}

static void
sluice_database_finalize (GObject *object)
{
  SluiceDatabase *self = SLUICE_DATABASE (object);

  /* The last job may hold the last reference: then this is the thread itself. */
  g_thread_pool_free (self->thread, FALSE, FALSE);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);

  G_OBJECT_CLASS (sluice_database_parent_class)->finalize (object);
}

static void
sluice_database_class_init (SluiceDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_database_finalize;
}

static void
sluice_database_init (SluiceDatabase *self)
{
  self->thread = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);
}

/**
 * sluice_database_new:
 * @path: the file, made when it is first used; its folder too
 * @migrations: (array zero-terminated=1): SQL scripts, oldest first, that bring
 *   the schema from nothing to the newest; static. Only ever append to them.
 *
 * Does no input or output yet.
 *
 * Returns: (transfer full): a database
 */
SluiceDatabase *
sluice_database_new (const char         *path,
                     const char * const *migrations)
{
  SluiceDatabase *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (migrations != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_DATABASE, NULL);
  self->path = g_strdup (path);
  self->migrations = migrations;
  return self;
}

const char *
sluice_database_get_path (SluiceDatabase *self)
{
  g_return_val_if_fail (SLUICE_IS_DATABASE (self), NULL);

  return self->path;
}

/**
 * sluice_database_run:
 * @self: a database
 * @func: work for the database's thread
 * @data: for @func
 * @destroy: (nullable): frees @data when @func is done
 *
 * Queues @func behind what was asked before. The file is opened on the way.
 * The work is done even when nobody waits for the future any more.
 *
 * Returns: (transfer full): settles as the future that @func returned, or
 *   rejects with #SluiceBaseError when the file cannot be opened
 */
DexFuture *
sluice_database_run (SluiceDatabase     *self,
                     SluiceDatabaseFunc  func,
                     gpointer            data,
                     GDestroyNotify      destroy)
{
  DexPromise *promise;
  Job *job;

  dex_return_error_if_fail (SLUICE_IS_DATABASE (self));

  promise = dex_promise_new ();
  job = g_new0 (Job, 1);
  job->database = g_object_ref (self);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->promise = dex_ref (promise);
  g_thread_pool_push (self->thread, job, NULL);

  return DEX_FUTURE (promise);
}

static gboolean
read_version (SluiceDatabase  *self,
              gint64          *out_version,
              GError         **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (self, error, "PRAGMA user_version", "");

  if (statement == NULL || !sluice_statement_step (statement, error))
    return FALSE;

  *out_version = sluice_statement_int (statement, 0);
  return TRUE;
}

/* One step up, unless another program has made it while this one waited for its turn. */
static gboolean
migrate_from (SluiceDatabase  *self,
              gint64           from,
              GError         **error)
{
  g_autofree char *script = g_strdup_printf ("%s; PRAGMA user_version = %" G_GINT64_FORMAT, self->migrations[from], from + 1);
  gint64 version;

  if (!sluice_database_begin (self, error))
    return FALSE;
  if (!read_version (self, &version, error))
    {
      sluice_database_rollback (self);
      return FALSE;
    }
  if (version == from && sqlite3_exec (self->handle, script, NULL, NULL, NULL) != SQLITE_OK)
    {
      set_error (self->handle, error);
      sluice_database_rollback (self);
      return FALSE;
    }

  return sluice_database_commit (self, error);
}

static gboolean
migrate (SluiceDatabase  *self,
         GError         **error)
{
  gint64 newest = g_strv_length ((char **) self->migrations);
  gint64 version;

  do
    {
      if (!read_version (self, &version, error) ||
          (version < newest && !migrate_from (self, version, error)))
        return FALSE;
    }
  while (version < newest);

  if (version > newest)
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_TOO_NEW,
                           _("This data was written by a newer Sluice. Update Sluice; nothing was changed."));
      return FALSE;
    }

  return TRUE;
}

/* Returns: whether it is open; if not, @out_busy tells whether another program was in the way just now. */
static gboolean
try_open (SluiceDatabase  *self,
          gboolean        *out_busy,
          GError         **error)
{
  gboolean opened = sqlite3_open_v2 (self->path, &self->handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX |
                                     SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                                     NULL) == SQLITE_OK &&
                    sqlite3_busy_timeout (self->handle, BUSY_MS) == SQLITE_OK &&
                    sqlite3_exec (self->handle,
                                  "PRAGMA journal_mode = WAL;"
                                  "PRAGMA synchronous = FULL;"
                                  "PRAGMA secure_delete = ON;"
                                  "PRAGMA foreign_keys = ON;"
                                  "PRAGMA trusted_schema = OFF;",
                                  NULL, NULL, NULL) == SQLITE_OK;

  if (!opened)
    set_error (self->handle, error);
  if (opened && migrate (self, error))
    return TRUE;

  *out_busy = (sqlite3_errcode (self->handle) & 0xff) == SQLITE_BUSY;
  g_clear_pointer (&self->handle, sqlite3_close_v2);
  return FALSE;
}

/**
 * sluice_database_open:
 * @self: a database
 * @error: #SluiceBaseError
 *
 * Opens the file, once, and brings its schema up to date. Blocks.
 *
 * Returns: %TRUE when it is open
 */
gboolean
sluice_database_open (SluiceDatabase  *self,
                      GError         **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (SLUICE_IS_DATABASE (self), FALSE);

  if (self->handle != NULL)
    return TRUE;

  folder = g_path_get_dirname (self->path);
  g_mkdir_with_parents (folder, 0700);

  /* Turning a new file to write-ahead logging, SQLite does not wait for another program that does the same. */
  for (int waited = 0;; waited += OPEN_PAUSE_MS)
    {
      g_autoptr(GError) failure = NULL;
      gboolean busy = FALSE;

      if (try_open (self, &busy, &failure))
        return TRUE;
      if (!busy || waited >= BUSY_MS)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      sqlite3_sleep (OPEN_PAUSE_MS);
    }
}

static SluiceStatement *
prepare (SluiceDatabase  *self,
         GError         **error,
         const char      *sql,
         const char      *types,
         va_list          args)
{
  g_autoptr(SluiceStatement) statement = NULL;

  if (!sluice_database_open (self, error) ||
      sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      if (self->handle != NULL)
        set_error (self->handle, error);
      return NULL;
    }

  for (int i = 0; types[i] != '\0'; i++)
    {
      int column = i + 1;
      GBytes *bytes;

      switch (types[i])
        {
        case 's':
          sqlite3_bind_text (statement, column, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
          break;

        case 'i':
          sqlite3_bind_int64 (statement, column, va_arg (args, gint64));
          break;

        case 'd':
          sqlite3_bind_double (statement, column, va_arg (args, double));
          break;

        case 'b':
          bytes = va_arg (args, GBytes *);
          if (bytes != NULL)
            sqlite3_bind_blob64 (statement, column, g_bytes_get_data (bytes, NULL) ?: "",
                                 g_bytes_get_size (bytes), SQLITE_TRANSIENT);
          break;

        default:
          g_return_val_if_reached (NULL);
        }
    }

  return g_steal_pointer (&statement);
}

/**
 * sluice_database_query:
 * @self: a database, on its thread
 * @error: #SluiceBaseError
 * @sql: one statement with `?` for each value; a constant, never assembled
 * @types: a letter for each value: `s` text (%NULL for null), `i` #gint64,
 *   `d` double, `b` #GBytes (%NULL for null)
 * @...: the values; each `i` must be a #gint64
 *
 * Returns: (transfer full) (nullable): the statement, before its first row
 */
SluiceStatement *
sluice_database_query (SluiceDatabase  *self,
                       GError         **error,
                       const char      *sql,
                       const char      *types,
                       ...)
{
  SluiceStatement *statement;
  va_list args;

  g_return_val_if_fail (SLUICE_IS_DATABASE (self), NULL);

  va_start (args, types);
  statement = prepare (self, error, sql, types, args);
  va_end (args);
  return statement;
}

/**
 * sluice_database_exec:
 * @self: a database, on its thread
 * @error: #SluiceBaseError
 * @sql: one statement with `?` for each value
 * @types: as for sluice_database_query()
 * @...: the values
 *
 * Runs a statement whose rows, if any, do not matter.
 *
 * Returns: %FALSE when the database refused
 */
gboolean
sluice_database_exec (SluiceDatabase  *self,
                      GError         **error,
                      const char      *sql,
                      const char      *types,
                      ...)
{
  g_autoptr(SluiceStatement) statement = NULL;
  va_list args;
  int code;

  g_return_val_if_fail (SLUICE_IS_DATABASE (self), FALSE);

  va_start (args, types);
  statement = prepare (self, error, sql, types, args);
  va_end (args);
  if (statement == NULL)
    return FALSE;

  do
    code = sqlite3_step (statement);
  while (code == SQLITE_ROW);

  if (code != SQLITE_DONE)
    {
      set_error (self->handle, error);
      return FALSE;
    }

  return TRUE;
}

/** sluice_database_last_id: the row id of the newest row inserted. */
gint64
sluice_database_last_id (SluiceDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/** sluice_database_changes: how many rows the newest statement changed. */
int
sluice_database_changes (SluiceDatabase *self)
{
  return sqlite3_changes (self->handle);
}

gboolean
sluice_database_begin (SluiceDatabase  *self,
                       GError         **error)
{
  return sluice_database_exec (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
sluice_database_commit (SluiceDatabase  *self,
                        GError         **error)
{
  if (sluice_database_exec (self, error, "COMMIT", ""))
    return TRUE;

  sluice_database_rollback (self);
  return FALSE;
}

void
sluice_database_rollback (SluiceDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * sluice_database_scrub:
 * @self: a database, on its thread
 * @error: #SluiceBaseError
 *
 * Moves the write-ahead log into the file and truncates it, so that what was
 * deleted is in neither.
 */
gboolean
sluice_database_scrub (SluiceDatabase  *self,
                       GError         **error)
{
  return sluice_database_exec (self, error, "PRAGMA wal_checkpoint(TRUNCATE)", "");
}

/**
 * sluice_statement_step:
 * @self: a statement
 * @error: #SluiceBaseError
 *
 * Returns: %TRUE when there is a row; %FALSE at the end, or with @error set
 */
gboolean
sluice_statement_step (SluiceStatement  *self,
                       GError          **error)
{
  int code = sqlite3_step (self);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    set_error (sqlite3_db_handle (self), error);
  return FALSE;
}

/** sluice_statement_text: (nullable): valid until the next step. */
const char *
sluice_statement_text (SluiceStatement *self,
                       int              column)
{
  return (const char *) sqlite3_column_text (self, column);
}

gint64
sluice_statement_int (SluiceStatement *self,
                      int              column)
{
  return sqlite3_column_int64 (self, column);
}

/** sluice_statement_bytes: (transfer full): a copy; empty for null. */
GBytes *
sluice_statement_bytes (SluiceStatement *self,
                        int              column)
{
  const void *data = sqlite3_column_blob (self, column);

  return g_bytes_new (data, sqlite3_column_bytes (self, column));
}

gboolean
sluice_statement_is_null (SluiceStatement *self,
                          int              column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL;
}
