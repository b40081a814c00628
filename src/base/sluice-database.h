/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATABASE (sluice_database_get_type ())

G_DECLARE_FINAL_TYPE (SluiceDatabase, sluice_database, SLUICE, DATABASE, GObject)

/** SluiceStatement: a prepared statement; g_autoptr() finalizes it. */
typedef sqlite3_stmt SluiceStatement;

/**
 * SluiceDatabaseFunc:
 * @self: the database, open, for the duration of the call
 * @data: what sluice_database_run() was given
 *
 * Work on the database's own thread.
 *
 * Returns: (transfer full): a future that is already settled, as
 *   dex_future_new_for_int() and its relatives make
 */
typedef DexFuture *(*SluiceDatabaseFunc) (SluiceDatabase *self,
                                          gpointer        data);

SluiceDatabase  *sluice_database_new      (const char          *path,
                                           const char * const  *migrations);
const char      *sluice_database_get_path (SluiceDatabase      *self);

/* From any thread: the work runs on the database's own. */
DexFuture       *sluice_database_run      (SluiceDatabase      *self,
                                           SluiceDatabaseFunc   func,
                                           gpointer             data,
                                           GDestroyNotify       destroy) G_GNUC_WARN_UNUSED_RESULT;

/* Blocking: inside a SluiceDatabaseFunc, or in a program that never calls run. */
gboolean         sluice_database_open     (SluiceDatabase      *self,
                                           GError             **error);
gboolean         sluice_database_exec     (SluiceDatabase      *self,
                                           GError             **error,
                                           const char          *sql,
                                           const char          *types,
                                           ...);
SluiceStatement *sluice_database_query    (SluiceDatabase      *self,
                                           GError             **error,
                                           const char          *sql,
                                           const char          *types,
                                           ...);
gint64           sluice_database_last_id  (SluiceDatabase      *self);
int              sluice_database_changes  (SluiceDatabase      *self);
gboolean         sluice_database_begin    (SluiceDatabase      *self,
                                           GError             **error);
gboolean         sluice_database_commit   (SluiceDatabase      *self,
                                           GError             **error);
void             sluice_database_rollback (SluiceDatabase      *self);
gboolean         sluice_database_scrub    (SluiceDatabase      *self,
                                           GError             **error);

gboolean         sluice_statement_step    (SluiceStatement     *self,
                                           GError             **error);
const char      *sluice_statement_text    (SluiceStatement     *self,
                                           int                  column);
gint64           sluice_statement_int     (SluiceStatement     *self,
                                           int                  column);
GBytes          *sluice_statement_bytes   (SluiceStatement     *self,
                                           int                  column);
gboolean         sluice_statement_is_null (SluiceStatement     *self,
                                           int                  column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceStatement, sqlite3_finalize)

G_END_DECLS
