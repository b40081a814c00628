/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-export.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-vault-error.h"
#include "sluice-vault-export-private.h"
#include "sluice-vault-private.h"
#include "sluice-worker.h"

/* The whole vault into a folder, in the clear, with a list of what is there. */

typedef struct
{
  char *name;
  char *message;
} Failure;

struct _SluiceVaultExport
{
  GObject parent_instance;

  GPtrArray *failures;
  guint      n_written;
  guint      n_there;
};

G_DEFINE_FINAL_TYPE (SluiceVaultExport, sluice_vault_export, G_TYPE_OBJECT)

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_free (failure->name);
  g_free (failure->message);
  g_free (failure);
}

static void
sluice_vault_export_finalize (GObject *object)
{
  g_ptr_array_unref (SLUICE_VAULT_EXPORT (object)->failures);

  G_OBJECT_CLASS (sluice_vault_export_parent_class)->finalize (object);
}

static void
sluice_vault_export_class_init (SluiceVaultExportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_vault_export_finalize;
}

static void
sluice_vault_export_init (SluiceVaultExport *self)
{
  self->failures = g_ptr_array_new_with_free_func (failure_free);
}

typedef struct
{
  SluiceVault         *vault; /* NULL at the end: the worker must not be the last to hold it */
  SluiceVaultStore    *store;
  GPtrArray           *items;
  char                *folder;
  SluiceVaultProgress *progress;
} Task;

static void
task_clear (gpointer data)
{
  Task *task = data;

  g_clear_object (&task->vault);
  g_object_unref (task->store);
  g_clear_pointer (&task->items, g_ptr_array_unref);
  g_free (task->folder);
  sluice_vault_progress_unref (task->progress);
}

static void
task_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, task_clear);
}

static void
task_end (gpointer data)
{
  Task *task = data;

  sluice_vault_progress_end (task->progress);
  g_clear_object (&task->vault);
  task_unref (task);
}

static void
set_time (JsonObject *object,
          const char *member,
          gint64      seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonObject *
describe (SluiceVaultItem           *item,
          const SluiceVaultExported *exported)
{
  const char * const *jobs = sluice_vault_item_get_jobs (item);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; jobs[i] != NULL; i++)
    json_array_add_string_element (array, jobs[i]);
  json_object_set_string_member (object, "file", exported->file);
  json_object_set_string_member (object, "name", sluice_vault_item_get_name (item));
  json_object_set_int_member (object, "size", sluice_vault_item_get_size (item));
  json_object_set_string_member (object, "sha256", exported->sha256);
  set_time (object, "added", sluice_vault_item_get_added_at (item));
  if (sluice_vault_item_get_format (item) != NULL)
    json_object_set_string_member (object, "format", sluice_vault_item_get_format (item));
  if (sluice_vault_item_get_record_id (item) != NULL)
    json_object_set_string_member (object, "record_id", sluice_vault_item_get_record_id (item));
  json_object_set_array_member (object, "jobs", array);
  return object;
}

static gboolean
write_manifest (SluiceVaultExporter  *exporter,
                JsonArray            *files,
                GError              **error)
{
  g_autoptr(JsonObject) manifest = json_object_new ();
  g_autoptr(GBytes) bytes = NULL;

  json_object_set_string_member (manifest, "schema", "sluice.vault-export/1");
  set_time (manifest, "exported", g_get_real_time () / G_USEC_PER_SEC);
  json_object_set_array_member (manifest, "files", json_array_ref (files));
  bytes = sluice_json_object_to_bytes (manifest, TRUE);
  return sluice_vault_exporter_write_manifest (exporter, bytes, error);
}

/* Whether the next file would fail in the same way. */
static gboolean
ends_all (const GError *error)
{
  return error->domain != SLUICE_VAULT_ERROR || error->code == SLUICE_VAULT_ERROR_NO_SPACE;
}

static void
note_failure (SluiceVaultExport *self,
              SluiceVaultItem   *item,
              const GError      *error)
{
  Failure *failure = g_new0 (Failure, 1);

  failure->name = g_strdup (sluice_vault_item_get_name (item));
  failure->message = g_strdup (error->message);
  g_ptr_array_add (self->failures, failure);
}

static gboolean
write_items (SluiceVaultExport    *self,
             Task                 *task,
             SluiceVaultExporter  *exporter,
             JsonArray            *files,
             GCancellable         *cancellable,
             GError              **error)
{
  gint64 total = 0;
  gint64 before = 0;

  for (guint i = 0; i < task->items->len; i++)
    total += sluice_vault_item_get_size (g_ptr_array_index (task->items, i));
  for (guint i = 0; i < task->items->len; i++)
    {
      SluiceVaultItem *item = g_ptr_array_index (task->items, i);
      g_auto(SluiceVaultExported) exported = { 0 };
      g_autoptr(GError) local_error = NULL;

      sluice_vault_progress_set_part (task->progress, before, total);
      if (sluice_vault_exporter_write (exporter, item, task->progress, cancellable, &exported, &local_error))
        {
          json_array_add_object_element (files, describe (item, &exported));
          self->n_there += exported.was_there;
          self->n_written += !exported.was_there;
        }
      else if (ends_all (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      else
        note_failure (self, item, local_error);
      sluice_vault_progress_report (task->progress, sluice_vault_item_get_size (item), total);
      before += sluice_vault_item_get_size (item);
    }

  return TRUE;
}

static DexFuture *
export_work (GCancellable *cancellable,
             gpointer      data)
{
  Task *task = data;
  g_autoptr(SluiceVaultExport) self = g_object_new (SLUICE_TYPE_VAULT_EXPORT, NULL);
  g_autoptr(JsonArray) files = json_array_new ();
  GError *error = NULL;
  g_autoptr(SluiceVaultExporter) exporter = sluice_vault_exporter_new (task->store, task->folder, &error);

  if (exporter == NULL || !write_items (self, task, exporter, files, cancellable, &error))
    return dex_future_new_for_error (error);
  /* Where nothing could be written there is nothing to list, and why is known already. */
  if ((json_array_get_length (files) > 0 || self->failures->len == 0) && !write_manifest (exporter, files, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_object (g_steal_pointer (&self));
}

static DexFuture *
export_fiber (DexFuture *stop,
              gpointer   data)
{
  Task *task = data;
  GListModel *model = sluice_vault_get_model (task->vault);
  g_autoptr(GError) error = NULL;

  if (!dex_await (sluice_until (sluice_vault_list (task->vault), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* As they are now: the list may change meanwhile. Oldest first, so that numbers stay where they are. */
  task->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = g_list_model_get_n_items (model); i > 0; i--)
    g_ptr_array_add (task->items, g_list_model_get_item (model, i - 1));

  {
    g_autoptr(DexFuture) done = sluice_worker_run (export_work, g_atomic_rc_box_acquire (task), task_unref);

    if (!dex_await (sluice_until (dex_ref (done), stop), &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
    return g_steal_pointer (&done);
  }
}

/**
 * sluice_vault_export_all:
 * @vault: a vault
 * @folder: where to; made when there is none
 * @progress: (nullable): told of the bytes, of all files together
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when nothing more will be told
 *
 * Writes every file out under its own name, with a number where two would have
 * the same, and `manifest.json`, which says what each was called, its size and
 * SHA-256, when it was added, and what belongs to it. Each is read again after
 * it was written. What an earlier export left whole is not written again, and
 * nothing is overwritten. A file that cannot be written does not keep the
 * others from it. Cancelled as sluice_vault_add_file(), it can be begun again.
 *
 * Returns: (transfer full): resolves to a #SluiceVaultExport, or rejects with
 *   #SluiceVaultError when it could not go on
 */
DexFuture *
sluice_vault_export_all (SluiceVault             *vault,
                         const char              *folder,
                         SluiceVaultProgressFunc  progress,
                         gpointer                 progress_data,
                         GDestroyNotify           progress_destroy)
{
  Task *task;

  dex_return_error_if_fail (SLUICE_IS_VAULT (vault));
  dex_return_error_if_fail (folder != NULL);

  task = g_atomic_rc_box_new0 (Task);
  task->vault = g_object_ref (vault);
  task->store = g_object_ref (vault->store);
  task->folder = g_strdup (folder);
  task->progress = sluice_vault_progress_new (progress, progress_data, progress_destroy);
  return sluice_fiber_spawn (export_fiber, task, task_end);
}

/** sluice_vault_export_get_n_written: files that are there now and were not before. */
guint
sluice_vault_export_get_n_written (SluiceVaultExport *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_EXPORT (self), 0);

  return self->n_written;
}

/** sluice_vault_export_get_n_there: files that an earlier export had written, and that are whole. */
guint
sluice_vault_export_get_n_there (SluiceVaultExport *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_EXPORT (self), 0);

  return self->n_there;
}

/** sluice_vault_export_get_n_failed: files that are not there. */
guint
sluice_vault_export_get_n_failed (SluiceVaultExport *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_EXPORT (self), 0);

  return self->failures->len;
}

/**
 * sluice_vault_export_get_failure:
 * @self: an export
 * @position: which failure
 * @out_name: (out) (optional) (transfer none): the name of the file
 *
 * Returns: (transfer none): what went wrong, as a sentence
 */
const char *
sluice_vault_export_get_failure (SluiceVaultExport  *self,
                                 guint               position,
                                 const char        **out_name)
{
  const Failure *failure;

  g_return_val_if_fail (SLUICE_IS_VAULT_EXPORT (self), NULL);
  g_return_val_if_fail (position < self->failures->len, NULL);

  failure = g_ptr_array_index (self->failures, position);
  if (out_name != NULL)
    *out_name = failure->name;
  return failure->message;
}
