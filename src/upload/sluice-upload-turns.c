/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-queue-private.h"

#include "sluice-net-error.h"
#include "sluice-upload-work.h"

#include <glib/gi18n-lib.h>

/*
 * Whose turn it is. Files are read two at a time and sent two at a time, from the first of the queue to the last.
 * Nothing leaves before the person has decided; what they decided on is done whatever happens in between: a connection
 * that breaks, a place that is away, a program that ends. What is done for one of them is in sluice-upload-work.c.
 */
#define MOST_AT_ONCE 2

static guint
count (SluiceUploadQueue *self,
       SluiceUploadState  state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_queue_dup_upload (self, i);

      n += sluice_upload_get_state (upload) == state;
    }
  return n;
}

/* What is to be said when something was done for an upload. */
typedef struct
{
  SluiceUploadQueue *queue;
  SluiceUpload      *upload;
  SluiceUploadMode   mode; /* of sending */
} Task;

static void
task_free (Task *task)
{
  g_object_unref (task->queue);
  g_object_unref (task->upload);
  g_free (task);
}

/* @work: (transfer full): ends at once when the upload's work is dropped, and @done is not called then */
static void
take_work (SluiceUploadQueue *self,
           SluiceUpload      *upload,
           SluiceUploadMode   mode,
           DexFuture         *work,
           DexFutureCallback  done)
{
  Task *task = g_new0 (Task, 1);

  task->queue = g_object_ref (self);
  task->upload = g_object_ref (upload);
  task->mode = mode;
  sluice_upload_take_work (upload, dex_future_finally (work, done, task, (GDestroyNotify) task_free));
}

/* Whether it went wrong in passing: the same may work later. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_BUSY) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SERVER);
}

/* Both borrowed: an upload waits only while it is in the queue. */
typedef struct
{
  SluiceUploadQueue *queue;
  SluiceUpload      *upload;
} Retry;

static gboolean
retry_cb (gpointer data)
{
  Retry retry = *(Retry *) data;

  /* Ends the source. */
  sluice_upload_set_retry (retry.upload, 0, 0);
  sluice_upload_turns_give (retry.queue);
  return G_SOURCE_CONTINUE;
}

static void
try_later (SluiceUploadQueue *self,
           SluiceUpload      *upload,
           const GError      *error)
{
  guint wait_ms = sluice_backoff_next (sluice_upload_get_backoff (upload), sluice_net_error_get_retry_after (error));
  Retry *retry = g_new0 (Retry, 1);
  guint source;

  *retry = (Retry) { self, upload };
  source = g_timeout_add_full (G_PRIORITY_DEFAULT, wait_ms, retry_cb, retry, g_free);
  sluice_upload_set_retry (upload, (g_get_real_time () / 1000 + wait_ms + 999) / 1000, source);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_QUEUED, error->message);
}

void
sluice_upload_turns_fail (SluiceUploadQueue *self,
                          SluiceUpload      *upload,
                          const char        *message)
{
  sluice_upload_set_state (upload, SLUICE_UPLOAD_FAILED, message);
  sluice_upload_queue_write_down (self, upload);
}

static DexFuture *
read_done (DexFuture *work,
           gpointer   data)
{
  Task *task = data;
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (work, &error) == NULL)
    sluice_upload_turns_fail (task->queue, task->upload, error->message);
  else if (!sluice_upload_is_decided (task->upload))
    sluice_upload_set_state (task->upload, SLUICE_UPLOAD_WAITING, NULL);
  else if (sluice_upload_is_as_decided (task->upload))
    sluice_upload_set_state (task->upload, SLUICE_UPLOAD_QUEUED, NULL);
  else
    {
      sluice_upload_undecide (task->upload);
      sluice_upload_set_state (task->upload, SLUICE_UPLOAD_WAITING,
                               _("The file is not the one any more that you decided on. Nothing more of it was sent; "
                                 "look at it again."));
      sluice_upload_queue_write_down (task->queue, task->upload);
    }
  sluice_upload_turns_give (task->queue);
  return dex_future_new_true ();
}

static void
start_reading (SluiceUploadQueue *self,
               SluiceUpload      *upload)
{
  sluice_upload_set_progress (upload, 0);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_READING, NULL);
  take_work (self, upload, SLUICE_UPLOAD_MODE_NOTHING, sluice_upload_work_read (upload, self->vault), read_done);
}

static void
end_well (SluiceUploadQueue *self,
          SluiceUpload      *upload,
          gboolean           nothing)
{
  const gboolean waits = sluice_upload_get_steps (upload)->print_waits;

  sluice_upload_set_state (upload, nothing ? SLUICE_UPLOAD_KEPT : SLUICE_UPLOAD_SENT,
                           waits ? _("The printer has the file and did not begin to print it. Start it there.") : NULL);
  sluice_upload_queue_write_down (self, upload);
  if (sluice_upload_get_steps (upload)->job_uuid != NULL)
    sluice_upload_queue_joined (self);
}

/* No more than was decided, and no more than may leave now. */
static SluiceUploadMode
get_mode (SluiceUploadQueue *self,
          SluiceUpload      *upload)
{
  const SluiceUploadDecision *decision = sluice_upload_get_decision (upload);

  return MIN (decision->mode, sluice_policy_get_mode (SLUICE_POLICY (self->rules), decision->place_id,
                                                      sluice_upload_get_group_id (upload),
                                                      sluice_upload_get_id (upload)));
}

static DexFuture *
send_done (DexFuture *work,
           gpointer   data)
{
  Task *task = data;
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (work, &error) != NULL)
    end_well (task->queue, task->upload, task->mode == SLUICE_UPLOAD_MODE_NOTHING);
  else if (is_passing (error))
    try_later (task->queue, task->upload, error);
  else
    sluice_upload_turns_fail (task->queue, task->upload, error->message);
  sluice_upload_turns_give (task->queue);
  return dex_future_new_true ();
}

/* (nullable): of the place that it was decided to go to, and of no other. */
static SluiceSession *
get_session (SluiceUploadQueue *self,
             SluiceUpload      *upload)
{
  const char *place_id = sluice_upload_queue_get_place_id (self);

  return g_strcmp0 (sluice_upload_get_decision (upload)->place_id, place_id) == 0 ? self->session : NULL;
}

static void
start_sending (SluiceUploadQueue *self,
               SluiceUpload      *upload)
{
  const SluiceUploadWay way = {
    .vault = self->vault,
    .session = get_session (self, upload),
    .takes_records = !self->no_records,
    .printers = self->printers,
    .print_sender = self->print_sender,
    .journal = self->journal,
  };
  SluiceUploadMode mode = get_mode (self, upload);

  sluice_upload_set_state (upload, SLUICE_UPLOAD_SENDING, NULL);
  take_work (self, upload, mode, sluice_upload_work_send (upload, &way, mode), send_done);
}

/* (nullable): what it has to wait for beside its turn. */
static const char *
get_obstacle (SluiceUploadQueue *self,
              SluiceUpload      *upload)
{
  const SluiceUploadDecision *decision = sluice_upload_get_decision (upload);

  if (get_mode (self, upload) == SLUICE_UPLOAD_MODE_NOTHING)
    return NULL;
  /* What is for the printer at home goes first. */
  if (decision->printer_id != NULL && !sluice_upload_get_steps (upload)->print_done)
    return NULL;
  if (self->session == NULL)
    return _("Waits until the cloud is connected again. Nothing is lost.");
  if (!g_str_equal (decision->place_id, sluice_upload_queue_get_place_id (self)))
    return _("Waits until you are at the place again that it is to go to.");
  return NULL;
}

static gboolean
needs_reading (SluiceUpload *upload)
{
  return sluice_upload_get_item (upload) == NULL && !sluice_upload_has_writer (upload);
}

static void
begin (SluiceUploadQueue *self,
       SluiceUpload      *upload)
{
  const char *obstacle = NULL;

  if (needs_reading (upload))
    {
      if (count (self, SLUICE_UPLOAD_READING) < MOST_AT_ONCE)
        start_reading (self, upload);
      return;
    }

  obstacle = get_obstacle (self, upload);
  if (obstacle != NULL)
    sluice_upload_set_state (upload, SLUICE_UPLOAD_QUEUED, obstacle);
  else if (count (self, SLUICE_UPLOAD_SENDING) < MOST_AT_ONCE)
    start_sending (self, upload);
  else
    sluice_upload_set_state (upload, SLUICE_UPLOAD_QUEUED, NULL);
}

/* Whatever can go on does. */
void
sluice_upload_turns_give (SluiceUploadQueue *self)
{
  if (self->vault == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_queue_dup_upload (self, i);

      if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_QUEUED && sluice_upload_get_retry_at (upload) == 0)
        begin (self, upload);
    }
}

void
sluice_upload_turns_end_waits (SluiceUploadQueue *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_queue_dup_upload (self, i);

      sluice_upload_set_retry (upload, 0, 0);
    }
}

/* Who waited for the network, or for the place, need not wait longer. */
void
sluice_upload_turns_give_now (SluiceUploadQueue *self)
{
  sluice_upload_turns_end_waits (self);
  sluice_upload_turns_give (self);
}
