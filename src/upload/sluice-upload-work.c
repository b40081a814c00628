/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-work.h"

#include "sluice-fiber.h"
#include "sluice-log.h"
#include "sluice-net-error.h"
#include "sluice-printers-error.h"
#include "sluice-process-sender.h"
#include "sluice-product-sender.h"
#include "sluice-reading.h"
#include "sluice-upload-print.h"
#include "sluice-upload-redact.h"
#include "sluice-vault-source.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>

/*
 * What is done for one upload, step by step. A file is read once: split for the person to look at, and encrypted for
 * the vault in the same pass. When they have decided, the vault comes first, so that whatever happens on the wire, the
 * design is safe at home. Each step is written down when it is done, and one that was done is not done again; one that
 * may have been done, as nobody knows of an answer that was lost, is such that to do it twice is to do it once.
 */
#define PROGRESS_INTERVAL_MS 100

/* What one fiber works on. */
typedef struct
{
  SluiceUpload        *upload;
  SluiceVault         *vault;
  SluiceSession       *session; /* nullable */
  SluiceLocalPrinters *printers; /* nullable */
  SluicePrintSender   *print_sender; /* nullable */
  SluiceUploadJournal *journal; /* nullable */
  SluiceUploadMode     mode;
  gboolean             takes_records;
  DexFuture           *stop;    /* borrowed from the fiber: pending for as long as the work shall go on */
} Task;

static void
task_free (Task *task)
{
  g_object_unref (task->upload);
  g_object_unref (task->vault);
  g_clear_object (&task->session);
  g_clear_object (&task->printers);
  g_clear_object (&task->print_sender);
  g_clear_object (&task->journal);
  g_free (task);
}

static Task *
task_new (SluiceUpload *upload,
          SluiceVault  *vault)
{
  Task *task = g_new0 (Task, 1);

  task->upload = g_object_ref (upload);
  task->vault = g_object_ref (vault);
  return task;
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
  g_autoptr(SluiceReading) reading = sluice_reading_new (sluice_upload_get_path (task->upload), task->vault);
  g_autoptr(GError) error = NULL;
  ProgressWatch watch = { task->upload, reading };
  guint source = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress_cb, &watch);
  gboolean read = dex_await (sluice_until (sluice_reading_run (reading), stop), &error);

  g_source_remove (source);
  if (!read)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!dex_future_is_pending (stop))
    return dex_ref (stop);

  sluice_upload_take_writer (task->upload, sluice_reading_steal_writer (reading));
  sluice_upload_set_split (task->upload, sluice_reading_get_split (reading));
  sluice_upload_set_progress (task->upload, 1);
  return dex_future_new_true ();
}

/**
 * sluice_upload_work_read:
 * @upload: one that has not been read, or whose encrypted copy is gone
 * @vault: where it will be kept, if the person decides so
 *
 * Returns: (transfer full): settles when the upload has its split, and the vault a nameless copy; rejects with
 *   #SluicePrintError or #SluiceVaultError
 */
DexFuture *
sluice_upload_work_read (SluiceUpload *upload,
                         SluiceVault  *vault)
{
  return sluice_fiber_spawn (read_fiber, task_new (upload, vault), (GDestroyNotify) task_free);
}

/* After a step: writes down how far it is, and says whether to go on. Given up meanwhile, not even the decision may be there. */
static gboolean
await_written (Task    *task,
               GError **error)
{
  if (task->journal != NULL &&
      !dex_await (sluice_upload_journal_put (task->journal, sluice_upload_get_id (task->upload),
                                             sluice_upload_to_variant (task->upload)),
                  error))
    return FALSE;

  return dex_future_is_pending (task->stop) || dex_await (dex_ref (task->stop), error);
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
  const SluiceUploadDecision *decision = sluice_upload_get_decision (task->upload);
  g_autoptr(SluiceVaultItem) item = NULL;
  Commit *commit;

  if (sluice_upload_get_item (task->upload) != NULL)
    return TRUE;

  commit = g_new0 (Commit, 1);
  commit->writer = sluice_upload_steal_writer (task->upload);
  commit->name = g_strdup (sluice_upload_get_name (task->upload));
  commit->format = g_strdup (decision->format);
  commit->record_id = g_strdup (decision->record_id);
  item = dex_await_object (sluice_worker_run (commit_to_vault, commit, (GDestroyNotify) commit_free), error);
  if (item == NULL)
    return FALSE;

  sluice_upload_set_item (task->upload, item);
  return await_written (task, error);
}

/* What is known not to have begun may be asked for again. */
static void
take_back_print (Task         *task,
                 const GError *error)
{
  SluiceUploadSteps *steps = sluice_upload_get_steps (task->upload);

  if (g_error_matches (error, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_DOUBTFUL) ||
      (!dex_future_is_pending (task->stop) && steps->print_whole))
    return;

  steps->print_asked = FALSE;
  await_written (task, NULL);
}

/* At the printer at home, once: a printer knows no ids by which it could tell the same print again. */
static gboolean
await_print (Task    *task,
             GError **error)
{
  SluiceUploadSteps *steps = sluice_upload_get_steps (task->upload);
  g_autoptr(GError) failure = NULL;
  gboolean prints;

  if (sluice_upload_get_decision (task->upload)->printer_id == NULL || steps->print_done)
    return TRUE;
  if (steps->print_asked || task->printers == NULL)
    {
      g_set_error_literal (error, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_DOUBTFUL,
                           _("Sluice ended while the file was on its way to the printer. Look at the printer before you "
                             "try again, so that it is not printed twice."));
      return FALSE;
    }

  steps->print_asked = TRUE;
  steps->print_whole = FALSE;
  if (!await_written (task, error))
    return FALSE;
  prints = dex_await_boolean (sluice_until (sluice_upload_print_send (task->upload, task->vault, task->printers,
                                                                      task->print_sender),
                                            task->stop),
                              &failure);
  if (failure != NULL)
    {
      take_back_print (task, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  steps->print_done = TRUE;
  steps->print_waits = !prints;
  return await_written (task, error);
}

static gboolean
await_record (Task    *task,
              GError **error)
{
  SluiceUploadSteps *steps = sluice_upload_get_steps (task->upload);
  guint bytes;

  if (steps->record_sent)
    return TRUE;

  bytes = dex_await_uint (sluice_until (sluice_process_sender_send (
                                          task->session, sluice_upload_get_decision (task->upload)->record,
                                          sluice_upload_get_group_id (task->upload),
                                          sluice_upload_get_id (task->upload)),
                                        task->stop),
                          error);
  if (bytes == 0)
    return FALSE;

  steps->record_sent = TRUE;
  sluice_upload_add_sent (task->upload, bytes, FALSE);
  return await_written (task, error);
}

/* Takes what a print was asked with. */
static gboolean
await_job (Task       *task,
           DexFuture  *asked,
           GError    **error)
{
  g_autofree char *uuid = dex_await_string (sluice_until (asked, task->stop), error);

  if (uuid == NULL)
    return FALSE;

  g_set_str (&sluice_upload_get_steps (task->upload)->job_uuid, uuid);
  return await_written (task, error);
}

static gboolean
await_process_print (Task    *task,
                     GError **error)
{
  const char *group_id = sluice_upload_get_group_id (task->upload);

  if (group_id == NULL || sluice_upload_get_steps (task->upload)->job_uuid != NULL)
    return TRUE;
  return await_job (task,
                    sluice_process_sender_print (task->session, sluice_upload_get_decision (task->upload)->record_id,
                                                 group_id, sluice_upload_get_id (task->upload),
                                                 sluice_upload_get_id (task->upload)),
                    error);
}

/* Makes the redacted copy, where one is to leave, once. */
static gboolean
await_redacted (Task    *task,
                GError **error)
{
  g_autoptr(SluiceVaultItem) copy = NULL;

  if (!sluice_upload_get_decision (task->upload)->redacted || sluice_upload_get_redacted_item (task->upload) != NULL)
    return TRUE;

  copy = dex_await_object (sluice_until (sluice_upload_redact (task->vault, sluice_upload_get_item (task->upload)),
                                         task->stop),
                           error);
  if (copy == NULL)
    return FALSE;

  sluice_upload_set_redacted_item (task->upload, copy);
  /* What the place was told of another copy is not true of this one. */
  g_clear_pointer (&sluice_upload_get_steps (task->upload)->ticket, g_free);
  return await_written (task, error);
}

/* (transfer none): what leaves as the product: never the file itself where a redacted copy is to. */
static SluiceVaultItem *
get_product (Task *task)
{
  return sluice_upload_get_decision (task->upload)->redacted ? sluice_upload_get_redacted_item (task->upload)
                                                             : sluice_upload_get_item (task->upload);
}

/* (transfer full): of a redacted copy it says nothing. */
static char *
dup_product_name (Task *task)
{
  if (!sluice_upload_get_decision (task->upload)->redacted)
    return g_strdup (sluice_upload_get_name (task->upload));
  return g_strdup_printf ("print-%.8s.gcode", sluice_upload_get_id (task->upload));
}

/* What the place gave for the file: of an earlier try, else of now. */
static SluiceUploadTicket *
await_ticket (Task    *task,
              GError **error)
{
  SluiceUploadSteps *steps = sluice_upload_get_steps (task->upload);
  SluiceVaultItem *product = get_product (task);
  g_autofree char *name = dup_product_name (task);
  g_autoptr(SluiceUploadTicket) ticket = NULL;

  if (steps->ticket != NULL)
    return sluice_upload_ticket_new_from_json (steps->ticket, error);

  ticket = dex_await_boxed (sluice_until (sluice_product_sender_announce (
                                            task->session, name, sluice_vault_item_get_format (product),
                                            sluice_vault_item_get_size (product),
                                            sluice_upload_get_group_id (task->upload),
                                            sluice_upload_get_id (task->upload)),
                                          task->stop),
                            error);
  if (ticket == NULL)
    return NULL;

  steps->ticket = sluice_upload_ticket_to_json (ticket);
  return await_written (task, error) ? g_steal_pointer (&ticket) : NULL;
}

/* Whether the next try has to begin with a new ticket: the place has forgotten this one, or what it has is spoilt. */
static gboolean
is_used_up (SluiceUploadTicket *ticket,
            const GError       *error)
{
  return !sluice_upload_ticket_get_resumable (ticket) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
}

static void
show_sent_cb (guint64  sent,
              guint64  total,
              gpointer data)
{
  sluice_upload_set_bytes_done (data, sent, total);
}

static gboolean
await_put (Task                *task,
           SluiceUploadTicket  *ticket,
           GError             **error)
{
  SluiceUploadSteps *steps = sluice_upload_get_steps (task->upload);
  g_autoptr(SluiceUploadSource) source = sluice_vault_source_new (task->vault, get_product (task));
  g_autoptr(GError) failure = NULL;

  if (!dex_await (sluice_until (sluice_product_sender_put (task->session, ticket, source,
                                                           sluice_upload_get_group_id (task->upload),
                                                           sluice_upload_get_id (task->upload), show_sent_cb,
                                                           g_object_ref (task->upload), g_object_unref),
                                task->stop),
                  &failure))
    {
      if (dex_future_is_pending (task->stop) && is_used_up (ticket, failure))
        g_clear_pointer (&steps->ticket, g_free);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  steps->product_sent = TRUE;
  sluice_upload_add_sent (task->upload, sluice_upload_ticket_get_size (ticket), TRUE);
  return await_written (task, error);
}

static gboolean
await_product (Task    *task,
               GError **error)
{
  const char *group_id = sluice_upload_get_group_id (task->upload);
  const char *id = sluice_upload_get_id (task->upload);
  g_autoptr(SluiceUploadTicket) ticket = await_redacted (task, error) ? await_ticket (task, error) : NULL;

  if (ticket == NULL ||
      (!sluice_upload_get_steps (task->upload)->product_sent && !await_put (task, ticket, error)))
    return FALSE;
  if (group_id == NULL || sluice_upload_get_steps (task->upload)->job_uuid != NULL)
    return TRUE;

  return await_job (task, sluice_product_sender_print (task->session, sluice_upload_ticket_get_job_id (ticket), group_id, id, id),
                    error);
}

static gboolean
await_everything (Task    *task,
                  GError **error)
{
  /* Who prints at home need not wait for a cloud; what is for it does. */
  if (task->session == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE,
                           _("Waits until the cloud is connected again. Nothing is lost."));
      return FALSE;
    }
  /* To send it all the same would be to give it away for nothing. */
  if (!task->takes_records && task->mode != SLUICE_UPLOAD_MODE_ALL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This cloud takes print files only as a whole, and no process data on its own. Nothing was sent; "
                             "the file is kept at home."));
      return FALSE;
    }

  if (task->takes_records && !await_record (task, error))
    return FALSE;
  return task->mode == SLUICE_UPLOAD_MODE_ALL ? await_product (task, error) : await_process_print (task, error);
}

static void
join_job (Task *task)
{
  const char *job_uuid = sluice_upload_get_steps (task->upload)->job_uuid;
  g_autoptr(GError) error = NULL;

  if (job_uuid == NULL)
    return;
  /* The job is there by now: to fail here would be to invite a second print. It only has no name at home. */
  if (!dex_await (sluice_vault_join_job (task->vault, sluice_upload_get_item (task->upload), job_uuid), &error))
    sluice_log_error (G_LOG_LEVEL_WARNING, "a print job could not be joined to its file", error);
}

static DexFuture *
send_fiber (DexFuture *stop,
            gpointer   data)
{
  Task *task = data;
  g_autoptr(GError) error = NULL;

  task->stop = stop;
  /* Given up before it began: the copy for the vault is gone already. */
  if (!dex_future_is_pending (stop))
    return dex_ref (stop);
  /* The decision is on the disk before anything is done about it. Given up after that, the vault has the file, and
   * nothing leaves. */
  if (!await_written (task, &error) || !await_keep (task, &error) || !await_print (task, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (task->mode == SLUICE_UPLOAD_MODE_NOTHING)
    return dex_future_new_true ();

  if (!await_everything (task, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  join_job (task);
  return dex_future_new_true ();
}

/**
 * sluice_upload_work_send:
 * @upload: one that was decided on, and that the vault has or can have now
 * @way: with what
 * @mode: what may leave now: no more than was decided
 *
 * Keeps the file, prints it at home if that was decided, and sends what may leave; goes on where an earlier try ended.
 *
 * Returns: (transfer full): settles when everything is done; rejects with #SluiceVaultError, #SluiceBaseError or
 *   #SluiceNetError, or with #SluicePrintersError when it was to be printed at home
 */
DexFuture *
sluice_upload_work_send (SluiceUpload          *upload,
                         const SluiceUploadWay *way,
                         SluiceUploadMode       mode)
{
  Task *task = task_new (upload, way->vault);

  task->session = way->session != NULL ? g_object_ref (way->session) : NULL;
  task->journal = way->journal != NULL ? g_object_ref (way->journal) : NULL;
  task->printers = way->printers != NULL ? g_object_ref (way->printers) : NULL;
  task->print_sender = way->print_sender != NULL ? g_object_ref (way->print_sender) : NULL;
  task->takes_records = way->takes_records;
  task->mode = mode;
  return sluice_fiber_spawn (send_fiber, task, (GDestroyNotify) task_free);
}
