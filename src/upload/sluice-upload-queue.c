/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-queue.h"

#include "sluice-fiber.h"
#include "sluice-log.h"
#include "sluice-process-sender.h"
#include "sluice-product-sender.h"
#include "sluice-reading.h"
#include "sluice-upload-private.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>

/*
 * A file is read once: split for the person to look at, and encrypted for the
 * vault in the same pass. Nothing leaves, and the vault keeps nothing, before
 * the person has decided. Then the vault comes first, so that whatever happens
 * on the wire, the design is safe at home.
 */
#define PROGRESS_INTERVAL_MS 100

struct _SluiceUploadQueue
{
  GObject parent_instance;

  /* Owned. */
  GListStore    *uploads;
  SluiceUploadRules *rules;
  SluiceVault   *vault;   /* NULL until the keyring gave its key */
  SluiceSession *session; /* NULL while the place is not ready */
  gboolean       coarse;
  gboolean       no_records; /* the place takes no process data on its own */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceUploadQueue, sluice_upload_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

typedef enum
{
  SIGNAL_JOB_JOINED,
  SIGNAL_PLACE_CHANGED,
} SluiceUploadQueueSignal;

static guint signals[SIGNAL_PLACE_CHANGED + 1];

/* What one fiber works on. */
typedef struct
{
  SluiceUploadQueue *queue;
  SluiceUpload      *upload;
  DexFuture         *stop; /* borrowed from the fiber: pending for as long as the work shall go on */
} Task;

static void
task_free (Task *task)
{
  g_object_unref (task->queue);
  g_object_unref (task->upload);
  g_free (task);
}

static void
spawn_task (SluiceUploadQueue *self,
            SluiceUpload      *upload,
            SluiceFiberFunc    fiber)
{
  Task *task = g_new0 (Task, 1);

  task->queue = g_object_ref (self);
  task->upload = g_object_ref (upload);
  sluice_upload_take_work (upload, sluice_fiber_spawn (fiber, task, (GDestroyNotify) task_free));
}

/* Ends a task that could not go on. One that was given up has its state already. */
static DexFuture *
fail (Task         *task,
      const GError *error)
{
  if (dex_future_is_pending (task->stop))
    sluice_upload_set_state (task->upload, SLUICE_UPLOAD_FAILED, error->message);
  return dex_future_new_true ();
}

typedef struct
{
  SluiceUpload  *upload;
  SluiceReading *reading;
} ProgressWatch;

static gboolean
show_progress_cb (gpointer data)
{
  ProgressWatch *watch = data;

  sluice_upload_set_progress (watch->upload, sluice_reading_get_progress (watch->reading));
  return G_SOURCE_CONTINUE;
}

static DexFuture *
read_fiber (DexFuture *stop,
            gpointer   data)
{
  Task *task = data;
  g_autoptr(SluiceReading) reading = NULL;
  g_autoptr(GError) error = NULL;
  ProgressWatch watch;
  gboolean read;
  guint source;

  task->stop = stop;
  reading = sluice_reading_new (sluice_upload_get_path (task->upload), task->queue->vault);
  watch = (ProgressWatch) { task->upload, reading };
  source = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress_cb, &watch);
  read = dex_await (sluice_until (sluice_reading_run (reading), stop), &error);
  g_source_remove (source);
  if (!read)
    return fail (task, error);
  if (!dex_future_is_pending (stop))
    return dex_future_new_true ();

  sluice_upload_take_writer (task->upload, sluice_reading_steal_writer (reading));
  sluice_upload_set_split (task->upload, sluice_reading_get_split (reading));
  sluice_upload_set_progress (task->upload, 1);
  sluice_upload_set_state (task->upload, SLUICE_UPLOAD_WAITING, NULL);
  return dex_future_new_true ();
}

typedef struct
{
  SluiceVaultWriter *writer;
  char              *name;
  char              *format;
  char              *record_id;
} Commit;

static void
commit_free (Commit *commit)
{
  g_clear_pointer (&commit->writer, sluice_vault_writer_free);
  g_free (commit->name);
  g_free (commit->format);
  g_free (commit->record_id);
  g_free (commit);
}

static DexFuture *
commit_to_vault (GCancellable *cancellable,
                 gpointer      data)
{
  Commit *commit = data;
  GError *error = NULL;
  SluiceVaultItem *item = sluice_vault_writer_commit (commit->writer, commit->name, commit->format,
                                                      commit->record_id, &error);

  return item != NULL ? dex_future_new_take_object (item) : dex_future_new_for_error (error);
}

/* Makes the vault keep the file, once. */
static gboolean
await_keep (Task    *task,
            GError **error)
{
  SluiceSplit *split = sluice_upload_get_split (task->upload);
  g_autoptr(SluiceVaultItem) item = NULL;
  Commit *commit;

  if (sluice_upload_get_item (task->upload) != NULL)
    return TRUE;

  commit = g_new0 (Commit, 1);
  commit->writer = sluice_upload_steal_writer (task->upload);
  commit->name = g_strdup (sluice_upload_get_name (task->upload));
  commit->format = g_strdup (sluice_split_get_format (split));
  commit->record_id = g_strdup (sluice_upload_get_record (task->upload)->record_id);
  item = dex_await_object (sluice_worker_run (commit_to_vault, commit, (GDestroyNotify) commit_free), error);
  if (item == NULL)
    return FALSE;

  sluice_upload_set_item (task->upload, item);
  return TRUE;
}

/* Sends the record, and asks for the print unless the product way will. */
static gboolean
await_process (Task         *task,
               gboolean      print,
               char        **out_job_uuid,
               GError      **error)
{
  const char *group_id = sluice_upload_get_group_id (task->upload);
  const char *file_id = sluice_upload_get_id (task->upload);
  SluiceProcessRecord *record = sluice_upload_get_record (task->upload);
  g_autoptr(SluiceSession) session = g_object_ref (task->queue->session);
  guint bytes;

  bytes = dex_await_uint (sluice_until (sluice_process_sender_send (session, record, group_id, file_id), task->stop), error);
  if (bytes == 0)
    return FALSE;
  sluice_upload_add_sent (task->upload, bytes, FALSE);

  if (group_id == NULL || !print)
    return TRUE;

  *out_job_uuid = dex_await_string (sluice_until (sluice_process_sender_print (session, record->record_id, group_id,
                                                                               NULL, file_id),
                                                  task->stop),
                                    error);
  return *out_job_uuid != NULL;
}

static gboolean
await_product (Task    *task,
               char   **out_job_uuid,
               GError **error)
{
  SluiceSplit *split = sluice_upload_get_split (task->upload);
  g_autoptr(SluiceSession) session = NULL;

  if (task->queue->session == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                           _("The cloud is not connected any more. Try again when it is."));
      return FALSE;
    }

  session = g_object_ref (task->queue->session);
  *out_job_uuid = dex_await_string (sluice_until (sluice_product_sender_send (session,
                                                                              sluice_upload_get_path (task->upload),
                                                                              sluice_upload_get_name (task->upload),
                                                                              sluice_split_get_format (split),
                                                                              sluice_split_get_size (split),
                                                                              sluice_upload_get_group_id (task->upload),
                                                                              sluice_upload_get_id (task->upload)),
                                                  task->stop),
                                    error);
  if (*out_job_uuid == NULL)
    return FALSE;

  sluice_upload_add_sent (task->upload, sluice_split_get_size (split), TRUE);
  return TRUE;
}

static DexFuture *
send_fiber (DexFuture *stop,
            gpointer   data)
{
  Task *task = data;
  SluiceUploadQueue *self = task->queue;
  SluiceUploadMode mode = sluice_policy_get_mode (SLUICE_POLICY (self->rules), sluice_upload_queue_get_place_id (self),
                                                  sluice_upload_get_group_id (task->upload),
                                                  sluice_upload_get_id (task->upload));
  g_autofree char *job_uuid = NULL;
  g_autoptr(GError) error = NULL;

  task->stop = stop;
  /* Given up before it began: the copy for the vault is gone already. */
  if (!dex_future_is_pending (stop))
    return dex_future_new_true ();
  if (!await_keep (task, &error))
    return fail (task, error);
  /* Given up meanwhile: the vault has the file, and nothing leaves. */
  if (!dex_future_is_pending (stop))
    return dex_future_new_true ();
  if (mode == SLUICE_UPLOAD_MODE_NOTHING)
    {
      sluice_upload_set_state (task->upload, SLUICE_UPLOAD_KEPT, NULL);
      return dex_future_new_true ();
    }

  if (self->session == NULL)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                           _("The cloud is not connected. The file is kept at home; try again when the cloud is back."));
      return fail (task, error);
    }

  /* To send it all the same would be to give it away for nothing. */
  if (self->no_records && mode != SLUICE_UPLOAD_MODE_ALL)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This cloud takes print files only as a whole, and no process data on its own. Nothing was sent; "
                             "the file is kept at home."));
      return fail (task, error);
    }

  if (!self->no_records && !await_process (task, mode != SLUICE_UPLOAD_MODE_ALL, &job_uuid, &error))
    return fail (task, error);
  if (mode == SLUICE_UPLOAD_MODE_ALL && !await_product (task, &job_uuid, &error))
    return fail (task, error);

  if (job_uuid != NULL && *job_uuid != '\0')
    {
      /* The job is there by now: to fail here would be to invite a second print. It only has no name at home. */
      if (dex_await (sluice_vault_join_job (self->vault, sluice_upload_get_item (task->upload), job_uuid), &error))
        g_signal_emit (self, signals[SIGNAL_JOB_JOINED], 0);
      else
        sluice_log_error (G_LOG_LEVEL_WARNING, "a print job could not be joined to its file", error);
    }

  if (dex_future_is_pending (stop))
    sluice_upload_set_state (task->upload, SLUICE_UPLOAD_SENT, NULL);
  return dex_future_new_true ();
}

static GType
sluice_upload_queue_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_UPLOAD;
}

static guint
sluice_upload_queue_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_UPLOAD_QUEUE (model)->uploads));
}

static gpointer
sluice_upload_queue_get_item (GListModel *model,
                              guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_UPLOAD_QUEUE (model)->uploads), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_upload_queue_get_item_type;
  iface->get_n_items = sluice_upload_queue_get_n_items;
  iface->get_item = sluice_upload_queue_get_item;
}

static void
sluice_upload_queue_dispose (GObject *object)
{
  SluiceUploadQueue *self = SLUICE_UPLOAD_QUEUE (object);

  g_clear_object (&self->uploads);
  g_clear_object (&self->rules);
  g_clear_object (&self->vault);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sluice_upload_queue_parent_class)->dispose (object);
}

static void
sluice_upload_queue_class_init (SluiceUploadQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_upload_queue_dispose;

  /**
   * SluiceUploadQueue::job-joined:
   *
   * A print job and a file of the vault were joined.
   */
  signals[SIGNAL_JOB_JOINED] = g_signal_new ("job-joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PLACE_CHANGED] = g_signal_new ("place-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_upload_queue_init (SluiceUploadQueue *self)
{
  self->uploads = g_list_store_new (SLUICE_TYPE_UPLOAD);
  g_signal_connect_object (self->uploads, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_upload_queue_new:
 * @rules: what may leave
 *
 * Returns: (transfer full): an empty queue
 */
SluiceUploadQueue *
sluice_upload_queue_new (SluiceUploadRules *rules)
{
  SluiceUploadQueue *self = g_object_new (SLUICE_TYPE_UPLOAD_QUEUE, NULL);

  self->rules = g_object_ref (rules);
  return self;
}

/** sluice_upload_queue_get_rules: (transfer none): what may leave. */
SluiceUploadRules *
sluice_upload_queue_get_rules (SluiceUploadQueue *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (self), NULL);

  return self->rules;
}

void
sluice_upload_queue_set_vault (SluiceUploadQueue *self,
                               SluiceVault       *vault)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  g_set_object (&self->vault, vault);
}

/** sluice_upload_queue_set_session: @session: (nullable): signed in to the place, while it is ready. */
void
sluice_upload_queue_set_session (SluiceUploadQueue *self,
                                 SluiceSession     *session)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  if (g_set_object (&self->session, session))
    g_signal_emit (self, signals[SIGNAL_PLACE_CHANGED], 0);
}

/** sluice_upload_queue_get_place_id: (nullable): where files go now; %NULL while no place is ready. */
const char *
sluice_upload_queue_get_place_id (SluiceUploadQueue *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (self), NULL);

  return self->session != NULL ? sluice_endpoint_get_id (sluice_session_get_endpoint (self->session)) : NULL;
}

/** sluice_upload_queue_set_takes_records: whether the place takes process data on its own; so it does until told. */
void
sluice_upload_queue_set_takes_records (SluiceUploadQueue *self,
                                       gboolean           takes_records)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  self->no_records = !takes_records;
}

/**
 * sluice_upload_queue_set_coarse:
 * @self: a queue
 * @coarse: whether records tell only small, medium or large of the object
 *
 * Holds for what is added later, and for what nothing was sent of yet.
 */
void
sluice_upload_queue_set_coarse (SluiceUploadQueue *self,
                                gboolean           coarse)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  self->coarse = coarse;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (G_LIST_MODEL (self->uploads), i);

      sluice_upload_set_coarse (upload, coarse);
    }
}

static void
start_reading (SluiceUploadQueue *self,
               SluiceUpload      *upload)
{
  if (self->vault == NULL)
    {
      sluice_upload_set_state (upload, SLUICE_UPLOAD_FAILED,
                               _("The vault is not open, so the file was not read. Unlock the keyring and try again."));
      return;
    }

  sluice_upload_set_progress (upload, 0);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_READING, NULL);
  spawn_task (self, upload, read_fiber);
}

/**
 * sluice_upload_queue_add:
 * @self: a queue
 * @path: a print file
 *
 * Takes a file in and begins to read it. Nothing is sent.
 *
 * Returns: (transfer none): the upload, at the head of the queue
 */
SluiceUpload *
sluice_upload_queue_add (SluiceUploadQueue *self,
                         const char        *path)
{
  g_autoptr(SluiceUpload) upload = NULL;

  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (self), NULL);

  upload = sluice_upload_new (path);
  sluice_upload_set_coarse (upload, self->coarse);
  sluice_upload_rules_add_file (self->rules, sluice_upload_get_id (upload), sluice_upload_get_name (upload));
  g_list_store_insert (self->uploads, 0, upload);
  start_reading (self, upload);
  return upload;
}

/**
 * sluice_upload_queue_send:
 * @self: a queue
 * @upload: one that waits
 * @group_id: (nullable): the group that shall print it; %NULL prints nothing
 *
 * The person has decided: the vault keeps the file, and what the policy allows
 * is sent. The gate checks each request against the policy again.
 */
void
sluice_upload_queue_send (SluiceUploadQueue *self,
                          SluiceUpload      *upload,
                          const char        *group_id)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));
  g_return_if_fail (sluice_upload_get_state (upload) == SLUICE_UPLOAD_WAITING);

  sluice_upload_set_group_id (upload, group_id);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_SENDING, NULL);
  spawn_task (self, upload, send_fiber);
}

/**
 * sluice_upload_queue_cancel:
 * @self: a queue
 * @upload: one that is being read, waits, or is being sent
 *
 * Gives it up. What left before cannot be called back: the upload says how much,
 * or that it cannot be known.
 */
void
sluice_upload_queue_cancel (SluiceUploadQueue *self,
                            SluiceUpload      *upload)
{
  const char *message = NULL;

  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  /* Kept, and still sending: a request is on its way, and may have arrived. */
  if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_SENDING && sluice_upload_get_item (upload) != NULL)
    message = _("Stopped while it was being sent. Some of it may have left: Activity shows what did. "
                "The file is kept in your vault.");

  sluice_upload_take_work (upload, NULL);
  sluice_upload_take_writer (upload, NULL);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_CANCELLED, message);
}

/**
 * sluice_upload_queue_retry:
 * @self: a queue
 * @upload: one that failed or was cancelled
 *
 * Goes on where it failed: reads it again, or sends it again.
 */
void
sluice_upload_queue_retry (SluiceUploadQueue *self,
                           SluiceUpload      *upload)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  if (sluice_upload_get_item (upload) == NULL)
    {
      start_reading (self, upload);
      return;
    }

  sluice_upload_set_state (upload, SLUICE_UPLOAD_SENDING, NULL);
  spawn_task (self, upload, send_fiber);
}

/**
 * sluice_upload_queue_remove:
 * @self: a queue
 * @upload: one of it
 *
 * Takes it off the list, giving up what is being done for it. What the vault
 * keeps of it stays.
 */
void
sluice_upload_queue_remove (SluiceUploadQueue *self,
                            SluiceUpload      *upload)
{
  guint position;

  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  sluice_upload_take_work (upload, NULL);
  sluice_upload_rules_remove_file (self->rules, sluice_upload_get_id (upload));
  if (g_list_store_find (self->uploads, upload, &position))
    g_list_store_remove (self->uploads, position);
}

/**
 * sluice_upload_queue_finish:
 * @self: a queue
 *
 * For a program that is about to end. What waits for the person is not waited
 * for, nor what is only being read.
 *
 * Returns: (transfer full): settles when nothing is being sent any more
 */
DexFuture *
sluice_upload_queue_finish (SluiceUploadQueue *self)
{
  g_autoptr(GPtrArray) works = g_ptr_array_new_with_free_func (dex_unref);

  dex_return_error_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (G_LIST_MODEL (self->uploads), i);

      if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_SENDING)
        g_ptr_array_add (works, sluice_upload_dup_work (upload));
    }

  if (works->len == 0)
    return dex_future_new_true ();
  return dex_future_allv ((DexFuture **) works->pdata, works->len);
}
