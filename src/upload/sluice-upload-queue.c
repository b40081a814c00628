/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-queue-private.h"

#include "sluice-log.h"

#include <glib/gi18n-lib.h>

/*
 * The list of files on their way, and what a person can do about them. Whose turn it is, is in sluice-upload-turns.c; what
 * is done for one of them, in sluice-upload-work.c; how the list outlives the program, in sluice-upload-restore.c.
 */

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceUploadQueue, sluice_upload_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

typedef enum
{
  SIGNAL_JOB_JOINED,
  SIGNAL_PLACE_CHANGED,
} SluiceUploadQueueSignal;

static guint signals[SIGNAL_PLACE_CHANGED + 1];

SluiceUpload *
sluice_upload_queue_dup_upload (SluiceUploadQueue *self,
                                guint              position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->uploads), position);
}

static DexFuture *
log_unwritten (DexFuture *future,
               gpointer   data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  sluice_log_error (G_LOG_LEVEL_WARNING, "the queue of uploads could not be written down", error);
  return dex_ref (future);
}

/* @written: (transfer full): of the journal. For what nobody waits for: at worst it is done again, or is forgotten. */
void
sluice_upload_queue_disown (DexFuture *written)
{
  dex_future_disown (dex_future_catch (written, log_unwritten, NULL, NULL));
}

void
sluice_upload_queue_write_down (SluiceUploadQueue *self,
                                SluiceUpload      *upload)
{
  if (self->journal != NULL)
    sluice_upload_queue_disown (sluice_upload_journal_put (self->journal, sluice_upload_get_id (upload),
                                                           sluice_upload_to_variant (upload)));
}

/* A print job and a file of the vault were joined. */
void
sluice_upload_queue_joined (SluiceUploadQueue *self)
{
  g_signal_emit (self, signals[SIGNAL_JOB_JOINED], 0);
}

static void
network_changed_cb (SluiceUploadQueue *self,
                    gboolean           available)
{
  if (available)
    sluice_upload_turns_give_now (self);
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

  if (self->uploads != NULL)
    sluice_upload_turns_end_waits (self);
  g_clear_object (&self->uploads);
  g_clear_object (&self->rules);
  g_clear_object (&self->printers);
  g_clear_object (&self->print_sender);
  g_clear_object (&self->journal);
  g_clear_object (&self->vault);
  g_clear_object (&self->session);
  g_clear_pointer (&self->place_id, g_free);

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
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
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

/**
 * sluice_upload_queue_set_printers:
 * @self: a queue
 * @printers: in the local network, on which files can be printed
 * @sender: the way to them
 */
void
sluice_upload_queue_set_printers (SluiceUploadQueue   *self,
                                  SluiceLocalPrinters *printers,
                                  SluicePrintSender   *sender)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  g_set_object (&self->printers, printers);
  g_set_object (&self->print_sender, sender);
}

void
sluice_upload_queue_set_vault (SluiceUploadQueue *self,
                               SluiceVault       *vault)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  if (g_set_object (&self->vault, vault))
    sluice_upload_turns_give (self);
}

/** sluice_upload_queue_set_session: @session: (nullable): signed in to the place, while it is ready. */
void
sluice_upload_queue_set_session (SluiceUploadQueue *self,
                                 SluiceSession     *session)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  if (!g_set_object (&self->session, session))
    return;

  if (session != NULL)
    g_set_str (&self->place_id, sluice_endpoint_get_id (sluice_session_get_endpoint (session)));
  g_signal_emit (self, signals[SIGNAL_PLACE_CHANGED], 0);
  sluice_upload_turns_give_now (self);
}

/** sluice_upload_queue_leave_place: another place is in use from now on, or none; what goes to the one before waits for it. */
void
sluice_upload_queue_leave_place (SluiceUploadQueue *self)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  g_clear_pointer (&self->place_id, g_free);
  sluice_upload_queue_set_session (self, NULL);
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

/* (transfer none): it is the queue's from here on. */
void
sluice_upload_queue_append (SluiceUploadQueue *self,
                            SluiceUpload      *upload)
{
  sluice_upload_rules_add_file (self->rules, sluice_upload_get_id (upload), sluice_upload_get_name (upload));
  g_list_store_append (self->uploads, upload);
}

/**
 * sluice_upload_queue_add:
 * @self: a queue
 * @path: a print file
 *
 * Takes a file in, to be read when it is its turn. Nothing is sent.
 *
 * Returns: (transfer none): the upload, at the end of the queue
 */
SluiceUpload *
sluice_upload_queue_add (SluiceUploadQueue *self,
                         const char        *path)
{
  g_autoptr(SluiceUpload) upload = NULL;

  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (self), NULL);

  upload = sluice_upload_new (path);
  sluice_upload_set_coarse (upload, self->coarse);
  sluice_upload_queue_append (self, upload);
  if (self->vault == NULL)
    sluice_upload_set_state (upload, SLUICE_UPLOAD_FAILED,
                             _("The vault is not open, so the file was not read. Unlock the keyring and try again."));
  sluice_upload_queue_write_down (self, upload);
  sluice_upload_turns_give (self);
  return upload;
}

/**
 * sluice_upload_queue_send:
 * @self: a queue
 * @upload: one that waits for the person
 * @wish: (nullable): what the person wants of it; %NULL prints nothing
 *
 * The person has decided: the vault keeps the file, the printer gets it, and what the policy allows
 * is sent when it is its turn, to the place that is in use now. The gate checks
 * each request against the policy again.
 */
void
sluice_upload_queue_send (SluiceUploadQueue *self,
                          SluiceUpload      *upload,
                          const SluiceUploadWish *wish)
{
  static const SluiceUploadWish none = { NULL };
  SluiceUploadMode mode;

  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));
  g_return_if_fail (sluice_upload_get_state (upload) == SLUICE_UPLOAD_WAITING);

  wish = wish != NULL ? wish : &none;
  mode = sluice_policy_get_mode (SLUICE_POLICY (self->rules), self->place_id, wish->group_id, sluice_upload_get_id (upload));
  /* Where it would go once there is a place nobody has said. */
  if (self->place_id == NULL && mode != SLUICE_UPLOAD_MODE_NOTHING)
    {
      sluice_upload_turns_fail (self, upload, _("No cloud is connected. Nothing was sent; try again when one is."));
      return;
    }

  sluice_upload_set_group_id (upload, wish->group_id);
  sluice_upload_decide (upload, self->place_id, wish, mode);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_QUEUED, NULL);
  sluice_upload_queue_write_down (self, upload);
  sluice_upload_turns_give (self);
}

/**
 * sluice_upload_queue_pause:
 * @self: a queue
 * @upload: one that was decided on, and is not done
 *
 * Holds it back, also when the program is started anew, until sluice_upload_queue_resume().
 */
void
sluice_upload_queue_pause (SluiceUploadQueue *self,
                           SluiceUpload      *upload)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));
  g_return_if_fail (sluice_upload_is_decided (upload));

  sluice_upload_take_work (upload, NULL);
  sluice_upload_set_retry (upload, 0, 0);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_PAUSED, NULL);
  sluice_upload_queue_write_down (self, upload);
  sluice_upload_turns_give (self);
}

/**
 * sluice_upload_queue_resume:
 * @self: a queue
 * @upload: one that is paused, failed, was cancelled, or waits to be tried again
 *
 * Goes on where it ended: reads it, or sends it, when it is its turn.
 */
void
sluice_upload_queue_resume (SluiceUploadQueue *self,
                            SluiceUpload      *upload)
{
  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));

  if (self->vault == NULL)
    return;

  /* The person was told to look at the printer first. */
  if (sluice_upload_get_state (upload) == SLUICE_UPLOAD_FAILED)
    sluice_upload_get_steps (upload)->print_asked = FALSE;
  sluice_backoff_reset (sluice_upload_get_backoff (upload));
  sluice_upload_set_retry (upload, 0, 0);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_QUEUED, NULL);
  sluice_upload_queue_write_down (self, upload);
  sluice_upload_turns_give (self);
}

/**
 * sluice_upload_queue_cancel:
 * @self: a queue
 * @upload: one that is not done
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
  sluice_upload_set_retry (upload, 0, 0);
  sluice_upload_take_writer (upload, NULL);
  /* Before anything was done about it, the decision is taken back. */
  if (sluice_upload_get_item (upload) == NULL)
    sluice_upload_undecide (upload);
  sluice_upload_set_state (upload, SLUICE_UPLOAD_CANCELLED, message);
  sluice_upload_queue_write_down (self, upload);
  sluice_upload_turns_give (self);
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
  sluice_upload_set_retry (upload, 0, 0);
  sluice_upload_rules_remove_file (self->rules, sluice_upload_get_id (upload));
  if (self->journal != NULL)
    sluice_upload_queue_disown (sluice_upload_journal_remove (self->journal, sluice_upload_get_id (upload)));
  if (g_list_store_find (self->uploads, upload, &position))
    g_list_store_remove (self->uploads, position);
  sluice_upload_turns_give (self);
}

void
sluice_upload_queue_write_order (SluiceUploadQueue *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_null_terminated (0, NULL, TRUE);

  if (self->journal == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_queue_dup_upload (self, i);

      g_ptr_array_add (ids, (gpointer) sluice_upload_get_id (upload));
    }
  sluice_upload_queue_disown (sluice_upload_journal_set_order (self->journal, (const char * const *) ids->pdata));
}

/**
 * sluice_upload_queue_move:
 * @self: a queue
 * @upload: one of it
 * @position: which it is to be, from 0; beyond the end is the last
 *
 * Whose turn comes first.
 */
void
sluice_upload_queue_move (SluiceUploadQueue *self,
                          SluiceUpload      *upload,
                          guint              position)
{
  g_autoptr(SluiceUpload) kept = g_object_ref (upload);
  guint from;

  g_return_if_fail (SLUICE_IS_UPLOAD_QUEUE (self));
  g_return_if_fail (g_list_store_find (self->uploads, upload, &from));

  position = MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->uploads)) - 1);
  if (position == from)
    return;

  g_list_store_remove (self->uploads, from);
  g_list_store_insert (self->uploads, position, kept);
  sluice_upload_queue_write_order (self);
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
