/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-private.h"

#include "sluice-fiber.h"
#include "sluice-vault-recovery.h"
#include "sluice-vault-work.h"
#include "sluice-vault-writer-private.h"
#include "sluice-worker.h"

/*
 * The files a person keeps at home, encrypted. This is the face of the vault
 * for a program with a main loop: the work is done by workers on the store, and
 * what it changed is then shown in the list, here, in the thread that asked.
 */
G_DEFINE_FINAL_TYPE (SluiceVault, sluice_vault, G_TYPE_OBJECT)

typedef enum
{
  PROP_USED = 1,
  PROP_QUOTA,
} SluiceVaultProperty;

static GParamSpec *properties[PROP_QUOTA + 1];

static void
sluice_vault_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SluiceVault *self = SLUICE_VAULT (object);

  switch ((SluiceVaultProperty) prop_id)
    {
    case PROP_USED:
      g_value_set_int64 (value, sluice_vault_get_used (self));
      break;
    case PROP_QUOTA:
      g_value_set_int64 (value, self->quota);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_vault_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch ((SluiceVaultProperty) prop_id)
    {
    case PROP_QUOTA:
      sluice_vault_set_quota (SLUICE_VAULT (object), g_value_get_int64 (value));
      break;
    case PROP_USED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_vault_finalize (GObject *object)
{
  SluiceVault *self = SLUICE_VAULT (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->shelf, sluice_vault_shelf_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->short_id);

  G_OBJECT_CLASS (sluice_vault_parent_class)->finalize (object);
}

static void
sluice_vault_class_init (SluiceVaultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_vault_get_property;
  object_class->set_property = sluice_vault_set_property;
  object_class->finalize = sluice_vault_finalize;

  properties[PROP_USED] = g_param_spec_int64 ("used", NULL, NULL, 0, G_MAXINT64, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_QUOTA] = g_param_spec_int64 ("quota", NULL, NULL, 0, G_MAXINT64, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
items_changed_cb (SluiceVault *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USED]);
}

static void
sluice_vault_init (SluiceVault *self)
{
  self->shelf = sluice_vault_shelf_new ();
  self->context = g_main_context_ref_thread_default ();
  g_signal_connect_object (sluice_vault_shelf_get_model (self->shelf), "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_vault_new:
 * @folder: where the vault is or will be
 * @key: what opens it
 *
 * Touches no disk yet: that a folder or a key is the wrong one is said by the
 * first call that needs it.
 *
 * Returns: (transfer full): a vault
 */
SluiceVault *
sluice_vault_new (const char *folder,
                  SluiceKey  *key)
{
  SluiceVault *self;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_VAULT, NULL);
  self->store = sluice_vault_store_new (folder, key);
  self->short_id = sluice_vault_dup_short_id (key);
  return self;
}

/**
 * sluice_vault_get_model:
 * @self: a vault
 *
 * Returns: (transfer none): its #SluiceVaultItem, newest first; empty until
 *   sluice_vault_list(), and kept up to date from then on
 */
GListModel *
sluice_vault_get_model (SluiceVault *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT (self), NULL);

  return sluice_vault_shelf_get_model (self->shelf);
}

/** sluice_vault_get_short_id: tells this vault from others, and is on the sheet with its recovery phrase. */
const char *
sluice_vault_get_short_id (SluiceVault *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT (self), NULL);

  return self->short_id;
}

/** sluice_vault_get_used: bytes of the files in the list, the same content counted once. */
gint64
sluice_vault_get_used (SluiceVault *self)
{
  GListModel *model = sluice_vault_get_model (self);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 used = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);

      if (g_hash_table_add (seen, (gpointer) sluice_vault_item_get_object (item)))
        used += sluice_vault_item_get_size (item);
    }

  return used;
}

/** sluice_vault_get_quota: bytes that the vault may hold; 0 for as many as the disk can. */
gint64
sluice_vault_get_quota (SluiceVault *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT (self), 0);

  return self->quota;
}

/**
 * sluice_vault_set_quota:
 * @self: a vault
 * @quota: bytes that it may hold; 0 for as many as the disk can
 *
 * What is in the vault already stays, also when that is more.
 */
void
sluice_vault_set_quota (SluiceVault *self,
                        gint64       quota)
{
  g_return_if_fail (SLUICE_IS_VAULT (self));

  if (self->quota == quota)
    return;

  self->quota = quota;
  sluice_vault_store_set_quota (self->store, quota);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUOTA]);
}

typedef void (*ShowFunc) (SluiceVaultShelf *shelf,
                          SluiceVaultItem  *item);

typedef struct
{
  SluiceVault     *vault;
  SluiceVaultWork *work;
  SluiceWorkFunc   func;
  ShowFunc         show; /* nullable; shown is what the work gave, or else what it was about */
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  if (task->work->progress != NULL)
    sluice_vault_progress_end (task->work->progress);
  sluice_vault_work_unref (task->work);
  g_object_unref (task->vault);
  g_free (task);
}

static DexFuture *
task_fiber (DexFuture *stop,
            gpointer   data)
{
  Task *task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) result = sluice_worker_run (task->func, sluice_vault_work_ref (task->work),
                                                   sluice_vault_work_unref);
  const GValue *value;

  if (!dex_await (sluice_until (dex_ref (result), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  value = dex_future_get_value (result, NULL);
  if (task->show != NULL)
    task->show (task->vault->shelf, G_VALUE_HOLDS_OBJECT (value) ? g_value_get_object (value) : task->work->item);
  return g_steal_pointer (&result);
}

/* @work: (transfer full). */
static DexFuture *
start (SluiceVault     *self,
       SluiceWorkFunc   func,
       ShowFunc         show,
       SluiceVaultWork *work)
{
  Task *task = g_new0 (Task, 1);

  task->vault = g_object_ref (self);
  task->work = work;
  task->func = func;
  task->show = show;
  return sluice_fiber_spawn (task_fiber, task, task_free);
}

static DexFuture *
list_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceVault *self = data;

  for (;;)
    {
      const guint changes = sluice_vault_shelf_get_changes (self->shelf);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) items = dex_await_boxed (sluice_worker_run (sluice_vault_work_list,
                                                                       sluice_vault_work_new (self->store, NULL),
                                                                       sluice_vault_work_unref),
                                                    &error);

      if (items == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      /* What was added meanwhile may be missing in what was read. */
      if (changes == sluice_vault_shelf_get_changes (self->shelf))
        {
          sluice_vault_shelf_fill (self->shelf, items);
          return dex_future_new_take_object (g_object_ref (sluice_vault_get_model (self)));
        }
    }
}

/**
 * sluice_vault_list:
 * @self: a vault
 *
 * Fills the list, or reads it again: another program may have changed the vault.
 *
 * Returns: (transfer full): resolves to the #GListModel of sluice_vault_get_model(),
 *   or rejects with #SluiceVaultError
 */
DexFuture *
sluice_vault_list (SluiceVault *self)
{
  dex_return_error_if_fail (SLUICE_IS_VAULT (self));

  return sluice_fiber_spawn (list_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
find (SluiceVault     *self,
      SluiceVaultLink  kind,
      const char      *value)
{
  SluiceVaultWork *work = sluice_vault_work_new (self->store, NULL);

  work->kind = kind;
  work->text = g_strdup (value);
  return start (self, sluice_vault_work_find, NULL, work);
}

/**
 * sluice_vault_find_by_record:
 * @self: a vault
 * @record_id: id of a process record
 *
 * Returns: (transfer full): resolves to the #SluiceVaultItem that the record
 *   was made from, or rejects with %SLUICE_VAULT_ERROR_NOT_FOUND
 */
DexFuture *
sluice_vault_find_by_record (SluiceVault *self,
                             const char  *record_id)
{
  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (record_id != NULL);

  return find (self, SLUICE_VAULT_LINK_RECORD, record_id);
}

/**
 * sluice_vault_find_by_job:
 * @self: a vault
 * @job_uuid: UUID of a print job
 *
 * Returns: (transfer full): resolves to the #SluiceVaultItem that the job
 *   prints, or rejects with %SLUICE_VAULT_ERROR_NOT_FOUND
 */
DexFuture *
sluice_vault_find_by_job (SluiceVault *self,
                          const char  *job_uuid)
{
  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (job_uuid != NULL);

  return find (self, SLUICE_VAULT_LINK_JOB, job_uuid);
}

/**
 * sluice_vault_add_file:
 * @self: a vault
 * @path: a file
 * @name: (nullable): what it is called; %NULL for the last part of @path
 * @progress: (nullable): told of the bytes
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when nothing more will be told
 *
 * Keeps a file. Content that the vault has already is kept once. When a future
 * that waits for this one settles without it, as dex_future_first() with a
 * #DexCancellable does, the work is cancelled, and the vault is as it was.
 *
 * Returns: (transfer full): resolves to the #SluiceVaultItem, or rejects with #SluiceVaultError
 */
DexFuture *
sluice_vault_add_file (SluiceVault             *self,
                       const char              *path,
                       const char              *name,
                       SluiceVaultProgressFunc  progress,
                       gpointer                 progress_data,
                       GDestroyNotify           progress_destroy)
{
  SluiceVaultWork *work;

  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (path != NULL);

  work = sluice_vault_work_new (self->store, NULL);
  work->path = g_strdup (path);
  work->text = g_strdup (name);
  work->progress = sluice_vault_progress_new (progress, progress_data, progress_destroy);
  return start (self, sluice_vault_work_add, sluice_vault_shelf_put, work);
}

/* A writer lives on a worker: it must not be what keeps the vault alive, nor touch the list there. */
typedef struct
{
  GWeakRef      vault;
  GMainContext *context;
} Reporter;

typedef struct
{
  SluiceVault     *vault; /* nullable */
  SluiceVaultItem *item;
} Report;

static void
reporter_free (gpointer data)
{
  Reporter *reporter = data;

  g_weak_ref_clear (&reporter->vault);
  g_main_context_unref (reporter->context);
  g_free (reporter);
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_clear_object (&report->vault);
  g_object_unref (report->item);
  g_free (report);
}

static gboolean
show_report_cb (gpointer data)
{
  Report *report = data;

  if (report->vault != NULL)
    sluice_vault_shelf_put (report->vault->shelf, report->item);
  return G_SOURCE_REMOVE;
}

static void
report_added_cb (SluiceVaultItem *item,
                 gpointer         data)
{
  Reporter *reporter = data;
  Report *report = g_new0 (Report, 1);
  g_autoptr(GSource) source = g_idle_source_new ();

  report->vault = g_weak_ref_get (&reporter->vault);
  report->item = g_object_ref (item);
  /* On a worker g_main_context_invoke() would do it here and now whenever nobody iterates the context at this moment. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, show_report_cb, report, report_free);
  g_source_attach (source, reporter->context);
}

/**
 * sluice_vault_begin:
 * @self: a vault
 * @error: #SluiceVaultError
 *
 * Begins a file that comes in pieces, for who reads it for another purpose at
 * the same time. Blocks, as the writer does: from a worker.
 *
 * Returns: (transfer full) (nullable): the writer; freed without a commit, the vault is as it was
 */
SluiceVaultWriter *
sluice_vault_begin (SluiceVault  *self,
                    GError      **error)
{
  Reporter *reporter;

  g_return_val_if_fail (SLUICE_IS_VAULT (self), NULL);

  reporter = g_new0 (Reporter, 1);
  g_weak_ref_init (&reporter->vault, self);
  reporter->context = g_main_context_ref (self->context);
  return sluice_vault_writer_new (self->store, report_added_cb, reporter, reporter_free, error);
}

static DexFuture *
join (SluiceVault     *self,
      SluiceVaultItem *item,
      SluiceVaultLink  kind,
      const char      *value)
{
  SluiceVaultWork *work = sluice_vault_work_new (self->store, item);

  work->kind = kind;
  work->text = g_strdup (value);
  return start (self, sluice_vault_work_link, sluice_vault_shelf_put, work);
}

/**
 * sluice_vault_join_job:
 * @self: a vault
 * @item: one of its items
 * @job_uuid: UUID of a print job that prints it; one that another item had moves to this one
 *
 * Returns: (transfer full): resolves to the #SluiceVaultItem as it is then, or
 *   rejects with #SluiceVaultError
 */
DexFuture *
sluice_vault_join_job (SluiceVault     *self,
                       SluiceVaultItem *item,
                       const char      *job_uuid)
{
  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (SLUICE_IS_VAULT_ITEM (item));
  dex_return_error_if_fail (job_uuid != NULL);

  return join (self, item, SLUICE_VAULT_LINK_JOB, job_uuid);
}

/**
 * sluice_vault_join_record:
 * @self: a vault
 * @item: one of its items
 * @record_id: id of a process record that was made from it
 *
 * Returns: (transfer full): as for sluice_vault_join_job()
 */
DexFuture *
sluice_vault_join_record (SluiceVault     *self,
                          SluiceVaultItem *item,
                          const char      *record_id)
{
  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (SLUICE_IS_VAULT_ITEM (item));
  dex_return_error_if_fail (record_id != NULL);

  return join (self, item, SLUICE_VAULT_LINK_RECORD, record_id);
}

/**
 * sluice_vault_restore:
 * @self: a vault
 * @item: one of its items
 * @destination: where to, with the file's name
 * @replace: whether the person said that a file there may be replaced
 * @progress: (nullable): told of the bytes
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when nothing more will be told
 *
 * Writes a file out as it was put in. It appears under its name only when it
 * is whole and verified. Cancelled as sluice_vault_add_file(), nothing is left there.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with #SluiceVaultError
 */
DexFuture *
sluice_vault_restore (SluiceVault             *self,
                      SluiceVaultItem         *item,
                      const char              *destination,
                      gboolean                 replace,
                      SluiceVaultProgressFunc  progress,
                      gpointer                 progress_data,
                      GDestroyNotify           progress_destroy)
{
  SluiceVaultWork *work;

  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (SLUICE_IS_VAULT_ITEM (item));
  dex_return_error_if_fail (destination != NULL);

  work = sluice_vault_work_new (self->store, item);
  work->path = g_strdup (destination);
  work->replace = replace;
  work->progress = sluice_vault_progress_new (progress, progress_data, progress_destroy);
  return start (self, sluice_vault_work_restore, NULL, work);
}

/**
 * sluice_vault_remove:
 * @self: a vault
 * @item: one of its items
 *
 * Deletes a file for good, unless another item has the same content: then only
 * its name goes.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with #SluiceVaultError
 */
DexFuture *
sluice_vault_remove (SluiceVault     *self,
                     SluiceVaultItem *item)
{
  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (SLUICE_IS_VAULT_ITEM (item));

  return start (self, sluice_vault_work_remove, sluice_vault_shelf_take, sluice_vault_work_new (self->store, item));
}
