/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-journal.h"

#include "sluice-database.h"

/*
 * A row for each upload: its id, its place in the queue, and everything else sealed, since the names of files are
 * product data. What is asked for one after the other is done in that order, on the database's thread.
 */
#define KEY_PURPOSE "sluice-uploads/1"

struct _SluiceUploadJournal
{
  GObject parent_instance;

  /* Owned. */
  SluiceDatabase *database;
  SluiceKey      *key;
};

G_DEFINE_FINAL_TYPE (SluiceUploadJournal, sluice_upload_journal, G_TYPE_OBJECT)

static const char * const migrations[] = {
  "CREATE TABLE uploads (id TEXT PRIMARY KEY, position INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;",
  NULL
};

/* What the database's thread is given. */
typedef struct
{
  SluiceKey  *key;
  char       *id;    /* nullable */
  GVariant   *entry; /* nullable */
  char      **ids;   /* nullable */
} Work;

static Work *
work_new (SluiceUploadJournal *self,
          const char          *id)
{
  Work *work = g_new0 (Work, 1);

  work->key = sluice_key_ref (self->key);
  work->id = g_strdup (id);
  return work;
}

static void
work_free (Work *work)
{
  sluice_key_unref (work->key);
  g_free (work->id);
  g_clear_pointer (&work->entry, g_variant_unref);
  g_strfreev (work->ids);
  g_free (work);
}

static DexFuture *
run (SluiceUploadJournal *self,
     SluiceDatabaseFunc   func,
     Work                *work)
{
  return sluice_database_run (self->database, func, work, (GDestroyNotify) work_free);
}

/* Where a sealed row belongs: moved to another one it does not open. */
static char *
dup_place (const char *id)
{
  return g_strconcat ("uploads/", id, NULL);
}

static void
sluice_upload_journal_finalize (GObject *object)
{
  SluiceUploadJournal *self = SLUICE_UPLOAD_JOURNAL (object);

  g_clear_object (&self->database);
  g_clear_pointer (&self->key, sluice_key_unref);

  G_OBJECT_CLASS (sluice_upload_journal_parent_class)->finalize (object);
}

static void
sluice_upload_journal_class_init (SluiceUploadJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_upload_journal_finalize;
}

static void
sluice_upload_journal_init (SluiceUploadJournal *self)
{
}

/**
 * sluice_upload_journal_new:
 * @path: the database's file, made when there is something to write
 * @key: what the key to it is derived from
 *
 * Returns: (transfer full): a journal, for one program at a time
 */
SluiceUploadJournal *
sluice_upload_journal_new (const char *path,
                           SluiceKey  *key)
{
  SluiceUploadJournal *self;

  g_return_val_if_fail (path != NULL && key != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_UPLOAD_JOURNAL, NULL);
  self->database = sluice_database_new (path, migrations);
  self->key = sluice_key_derive (key, KEY_PURPOSE);
  return self;
}

static GVariant *
open_entry (Work            *work,
            SluiceStatement *row)
{
  g_autofree char *place = dup_place (sluice_statement_text (row, 0));
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 1);
  g_autoptr(GBytes) plain = sluice_key_open (work->key, sealed, place, NULL);

  return plain != NULL ? g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, plain, FALSE)) : NULL;
}

static DexFuture *
load (SluiceDatabase *database,
      gpointer        data)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  GError *error = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (database, &error,
                                                          "SELECT id, sealed FROM uploads ORDER BY position", "");

  while (row != NULL && sluice_statement_step (row, &error))
    {
      GVariant *entry = open_entry (data, row);

      /* Another vault's, which may come back: it stays where it is. */
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  if (error != NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&entries));
}

/**
 * sluice_upload_journal_load:
 * @self: a journal
 *
 * Returns: (transfer full): a future of a #GPtrArray of `a{sv}`, in the order of the queue; rejects with #SluiceBaseError
 */
DexFuture *
sluice_upload_journal_load (SluiceUploadJournal *self)
{
  dex_return_error_if_fail (SLUICE_IS_UPLOAD_JOURNAL (self));

  return run (self, load, work_new (self, NULL));
}

static DexFuture *
put (SluiceDatabase *database,
     gpointer        data)
{
  Work *work = data;
  g_autofree char *place = dup_place (work->id);
  g_autoptr(GBytes) plain = g_variant_get_data_as_bytes (work->entry);
  g_autoptr(GBytes) sealed = sluice_key_seal (work->key, plain, place);
  GError *error = NULL;

  if (!sluice_database_exec (database, &error,
                             "INSERT INTO uploads (id, position, sealed)"
                             " VALUES (?, (SELECT coalesce (max (position), 0) + 1 FROM uploads), ?)"
                             " ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed", "sb", work->id, sealed))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * sluice_upload_journal_put:
 * @self: a journal
 * @id: an upload's id
 * @entry: `a{sv}`, sunk if it floats
 *
 * Writes down how an upload is now; one that is new becomes the last of the queue.
 *
 * Returns: (transfer full): settles when a power cut does not lose it any more; rejects with #SluiceBaseError
 */
DexFuture *
sluice_upload_journal_put (SluiceUploadJournal *self,
                           const char          *id,
                           GVariant            *entry)
{
  Work *work;

  dex_return_error_if_fail (SLUICE_IS_UPLOAD_JOURNAL (self));

  work = work_new (self, id);
  work->entry = g_variant_ref_sink (entry);
  return run (self, put, work);
}

static DexFuture *
remove_row (SluiceDatabase *database,
            gpointer        data)
{
  Work *work = data;
  GError *error = NULL;

  if (!sluice_database_exec (database, &error, "DELETE FROM uploads WHERE id = ?", "s", work->id) ||
      !sluice_database_scrub (database, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/** sluice_upload_journal_remove: settles when nothing of upload @id is in the file any more; rejects with #SluiceBaseError */
DexFuture *
sluice_upload_journal_remove (SluiceUploadJournal *self,
                              const char          *id)
{
  dex_return_error_if_fail (SLUICE_IS_UPLOAD_JOURNAL (self));

  return run (self, remove_row, work_new (self, id));
}

static gboolean
write_order (SluiceDatabase  *database,
             char           **ids,
             GError         **error)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (!sluice_database_exec (database, error, "UPDATE uploads SET position = ? WHERE id = ?", "is",
                               (gint64) i + 1, ids[i]))
      return FALSE;
  return TRUE;
}

static DexFuture *
set_order (SluiceDatabase *database,
           gpointer        data)
{
  Work *work = data;
  GError *error = NULL;

  if (!sluice_database_begin (database, &error))
    return dex_future_new_for_error (error);
  if (!write_order (database, work->ids, &error))
    {
      sluice_database_rollback (database);
      return dex_future_new_for_error (error);
    }
  return sluice_database_commit (database, &error) ? dex_future_new_true () : dex_future_new_for_error (error);
}

/**
 * sluice_upload_journal_set_order:
 * @self: a journal
 * @ids: (array zero-terminated=1): of all uploads, from the first of the queue to the last
 *
 * Returns: (transfer full): settles when the order is written; rejects with #SluiceBaseError, and the old one holds
 */
DexFuture *
sluice_upload_journal_set_order (SluiceUploadJournal *self,
                                 const char * const  *ids)
{
  Work *work;

  dex_return_error_if_fail (SLUICE_IS_UPLOAD_JOURNAL (self));

  work = work_new (self, NULL);
  work->ids = g_strdupv ((char **) ids);
  return run (self, set_order, work);
}
