/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-private.h"

#include "sluice-json.h"
#include "sluice-process-sender.h"

#define FIRST_WAIT_MS 1000
#define MOST_WAIT_MS (5 * 60 * 1000)

G_DEFINE_ENUM_TYPE (SluiceUploadState, sluice_upload_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_READING, "reading"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_KEPT, "kept"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (SLUICE_UPLOAD_CANCELLED, "cancelled"))

G_DEFINE_FINAL_TYPE (SluiceUpload, sluice_upload, G_TYPE_OBJECT)

typedef enum
{
  PROP_PATH = 1,
  PROP_NAME,
  PROP_STATE,
  PROP_DECIDED,
  PROP_PROGRESS,
  PROP_SPLIT,
  PROP_COARSE,
  PROP_MESSAGE,
  PROP_RETRY_AT,
  PROP_BYTES_SENT,
  PROP_PRODUCT_SENT,
  PROP_GROUP_ID,
} SluiceUploadProperty;

static GParamSpec *properties[PROP_GROUP_ID + 1];

static void
sluice_upload_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SluiceUpload *self = SLUICE_UPLOAD (object);

  switch ((SluiceUploadProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_DECIDED:
      g_value_set_boolean (value, self->decided);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_SPLIT:
      g_value_set_object (value, self->split);
      break;
    case PROP_COARSE:
      g_value_set_boolean (value, self->coarse);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case PROP_BYTES_SENT:
      g_value_set_uint64 (value, self->bytes_sent);
      break;
    case PROP_PRODUCT_SENT:
      g_value_set_boolean (value, self->product_sent);
      break;
    case PROP_GROUP_ID:
      g_value_set_string (value, self->group_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_upload_dispose (GObject *object)
{
  SluiceUpload *self = SLUICE_UPLOAD (object);

  dex_clear (&self->work);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_pointer (&self->writer, sluice_vault_writer_free);
  g_clear_object (&self->split);
  g_clear_pointer (&self->coarse_record, sluice_process_record_unref);
  g_clear_object (&self->item);
  g_clear_object (&self->redacted);

  G_OBJECT_CLASS (sluice_upload_parent_class)->dispose (object);
}

static void
clear_decision (SluiceUploadDecision *decision)
{
  g_clear_pointer (&decision->place_id, g_free);
  g_clear_pointer (&decision->printer_id, g_free);
  g_clear_pointer (&decision->record, g_bytes_unref);
  g_clear_pointer (&decision->record_id, g_free);
  g_clear_pointer (&decision->format, g_free);
}

static void
clear_steps (SluiceUploadSteps *steps)
{
  g_free (steps->item_id);
  g_free (steps->redacted_id);
  g_free (steps->job_uuid);
  g_free (steps->ticket);
  *steps = (SluiceUploadSteps) { 0 };
}

static void
sluice_upload_finalize (GObject *object)
{
  SluiceUpload *self = SLUICE_UPLOAD (object);

  g_free (self->id);
  g_free (self->path);
  g_free (self->name);
  g_free (self->message);
  g_free (self->group_id);
  clear_decision (&self->decision);
  clear_steps (&self->steps);
  sluice_backoff_free (self->backoff);

  G_OBJECT_CLASS (sluice_upload_parent_class)->finalize (object);
}

static void
sluice_upload_class_init (SluiceUploadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_upload_get_property;
  object_class->dispose = sluice_upload_dispose;
  object_class->finalize = sluice_upload_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL,
                                              SLUICE_TYPE_UPLOAD_STATE, SLUICE_UPLOAD_QUEUED, flags);
  properties[PROP_DECIDED] = g_param_spec_boolean ("decided", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_SPLIT] = g_param_spec_object ("split", NULL, NULL, SLUICE_TYPE_SPLIT, flags);
  properties[PROP_COARSE] = g_param_spec_boolean ("coarse", NULL, NULL, FALSE, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_BYTES_SENT] = g_param_spec_uint64 ("bytes-sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_PRODUCT_SENT] = g_param_spec_boolean ("product-sent", NULL, NULL, FALSE, flags);
  properties[PROP_GROUP_ID] = g_param_spec_string ("group-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_upload_init (SluiceUpload *self)
{
  self->backoff = sluice_backoff_new (FIRST_WAIT_MS, MOST_WAIT_MS, NULL, NULL);
}

SluiceUpload *
sluice_upload_new (const char *path)
{
  SluiceUpload *self = g_object_new (SLUICE_TYPE_UPLOAD, NULL);

  self->id = g_uuid_string_random ();
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  return self;
}

void
sluice_upload_set_state (SluiceUpload      *self,
                         SluiceUploadState  state,
                         const char        *message)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  if (g_set_str (&self->message, message))
    g_object_notify_by_pspec (object, properties[PROP_MESSAGE]);
  if (self->state != state)
    {
      self->state = state;
      self->begun = 0;
      self->bytes_total = 0;
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
    }
  g_object_thaw_notify (object);
}

void
sluice_upload_set_progress (SluiceUpload *self,
                            double        progress)
{
  progress = CLAMP (progress, 0, 1);
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* How far the sending is. Bytes that were there before it went on say nothing of how fast it is. */
void
sluice_upload_set_bytes_done (SluiceUpload *self,
                              guint64       done,
                              guint64       total)
{
  if (self->begun == 0 || done < self->bytes_begun)
    {
      self->begun = g_get_monotonic_time ();
      self->bytes_begun = done;
    }
  self->bytes_done = done;
  self->bytes_total = total;
  sluice_upload_set_progress (self, total > 0 ? (double) done / total : 0);
}

void
sluice_upload_set_split (SluiceUpload *self,
                         SluiceSplit  *split)
{
  if (!g_set_object (&self->split, split))
    return;

  g_clear_pointer (&self->coarse_record, sluice_process_record_unref);
  self->coarse_record = sluice_process_record_coarsen (sluice_split_get_record (split));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPLIT]);
}

/* Of what was decided on nothing changes any more. */
void
sluice_upload_set_coarse (SluiceUpload *self,
                          gboolean      coarse)
{
  if (self->decided || self->coarse == coarse)
    return;

  self->coarse = coarse;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COARSE]);
}

void
sluice_upload_add_sent (SluiceUpload *self,
                        guint64       bytes,
                        gboolean      product)
{
  self->bytes_sent += bytes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BYTES_SENT]);

  if (product && !self->product_sent)
    {
      self->product_sent = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRODUCT_SENT]);
    }
}

void
sluice_upload_set_group_id (SluiceUpload *self,
                            const char   *group_id)
{
  if (g_set_str (&self->group_id, group_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP_ID]);
}

void
sluice_upload_take_writer (SluiceUpload      *self,
                           SluiceVaultWriter *writer)
{
  g_clear_pointer (&self->writer, sluice_vault_writer_free);
  self->writer = writer;
}

SluiceVaultWriter *
sluice_upload_steal_writer (SluiceUpload *self)
{
  return g_steal_pointer (&self->writer);
}

gboolean
sluice_upload_has_writer (SluiceUpload *self)
{
  return self->writer != NULL;
}

void
sluice_upload_set_item (SluiceUpload    *self,
                        SluiceVaultItem *item)
{
  g_set_object (&self->item, item);
  g_set_str (&self->steps.item_id, sluice_vault_item_get_id (item));
}

SluiceVaultItem *
sluice_upload_get_item (SluiceUpload *self)
{
  return self->item;
}

void
sluice_upload_set_redacted_item (SluiceUpload    *self,
                                 SluiceVaultItem *item)
{
  g_set_object (&self->redacted, item);
  g_set_str (&self->steps.redacted_id, sluice_vault_item_get_id (item));
}

/* Returns: (nullable): of what was decided to be redacted, the copy, once it is made */
SluiceVaultItem *
sluice_upload_get_redacted_item (SluiceUpload *self)
{
  return self->redacted;
}

static void
set_decided (SluiceUpload *self,
             gboolean      decided)
{
  if (self->decided == decided)
    return;

  self->decided = decided;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DECIDED]);
}

/* Fixes what was on the screen. The file has been read. What was done about an earlier decision does not count for this one. */
void
sluice_upload_decide (SluiceUpload           *self,
                      const char             *place_id,
                      const SluiceUploadWish *wish,
                      SluiceUploadMode        mode)
{
  SluiceProcessRecord *record = sluice_upload_get_record (self);

  clear_decision (&self->decision);
  clear_steps (&self->steps);
  g_clear_object (&self->redacted);
  self->decision.place_id = g_strdup (place_id != NULL ? place_id : "");
  self->decision.printer_id = g_strdup (wish->printer_id);
  self->decision.redacted = wish->redacted;
  self->decision.mode = mode;
  self->decision.record = sluice_process_sender_write (record);
  self->decision.record_id = g_strdup (record->record_id);
  self->decision.format = g_strdup (sluice_split_get_format (self->split));
  self->decision.size = sluice_split_get_size (self->split);
  set_decided (self, TRUE);
}

/* Each reading gives the record an id of its own; everything else has to be the same. */
static JsonNode *
parse_without_id (GBytes *record)
{
  JsonObject *object = sluice_json_parse_object (record, SLUICE_PROCESS_RECORD_MAX_BYTES, NULL);
  JsonNode *node = NULL;

  if (object != NULL)
    {
      json_object_remove_member (object, "record_id");
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, object);
    }
  return node;
}

/* Whether the file, which was read again, is the one that the person decided on. */
gboolean
sluice_upload_is_as_decided (SluiceUpload *self)
{
  g_autoptr(GBytes) record = sluice_process_sender_write (sluice_upload_get_record (self));
  g_autoptr(JsonNode) now = parse_without_id (record);
  g_autoptr(JsonNode) then = parse_without_id (self->decision.record);

  return self->decision.size == sluice_split_get_size (self->split) &&
         now != NULL && then != NULL && json_node_equal (now, then);
}

/* The person is asked again; the split stays. */
void
sluice_upload_undecide (SluiceUpload *self)
{
  clear_decision (&self->decision);
  set_decided (self, FALSE);
}

/* Returns: (nullable): what was decided; %NULL while nothing is */
const SluiceUploadDecision *
sluice_upload_get_decision (SluiceUpload *self)
{
  return self->decided ? &self->decision : NULL;
}

SluiceUploadSteps *
sluice_upload_get_steps (SluiceUpload *self)
{
  return &self->steps;
}

SluiceBackoff *
sluice_upload_get_backoff (SluiceUpload *self)
{
  return self->backoff;
}

void
sluice_upload_set_retry (SluiceUpload *self,
                         gint64        retry_at,
                         guint         source)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_source = source;
  if (self->retry_at == retry_at)
    return;

  self->retry_at = retry_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_AT]);
}

/* @work: (transfer full) (nullable) */
void
sluice_upload_take_work (SluiceUpload *self,
                         DexFuture    *work)
{
  dex_clear (&self->work);
  self->work = work;
}

/* Returns: (transfer full): settles when nothing is being done for it any more */
DexFuture *
sluice_upload_dup_work (SluiceUpload *self)
{
  return self->work != NULL ? dex_ref (self->work) : dex_future_new_true ();
}

/** sluice_upload_get_id: what the rules and requests call it; made up, and its own until it is taken off the queue. */
const char *
sluice_upload_get_id (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->id;
}

/** sluice_upload_get_path: where the file was when it was added. */
const char *
sluice_upload_get_path (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->path;
}

/** sluice_upload_get_name: the file's own name, fit to be shown. */
const char *
sluice_upload_get_name (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->name;
}

SluiceUploadState
sluice_upload_get_state (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), SLUICE_UPLOAD_FAILED);
  return self->state;
}

/** sluice_upload_get_split: (transfer none) (nullable): %NULL before it is read. */
SluiceSplit *
sluice_upload_get_split (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->split;
}

/** sluice_upload_get_record: (transfer none) (nullable): what is sent of it; %NULL before it is read. */
SluiceProcessRecord *
sluice_upload_get_record (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);

  if (self->split == NULL)
    return NULL;
  return self->coarse ? self->coarse_record : sluice_split_get_record (self->split);
}

/** sluice_upload_get_message: (nullable): what happened, what is safe and what to do next. */
const char *
sluice_upload_get_message (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->message;
}

/** sluice_upload_get_bytes_sent: bytes of bodies that left this computer for it. */
guint64
sluice_upload_get_bytes_sent (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), 0);
  return self->bytes_sent;
}

/** sluice_upload_get_product_sent: whether product data was among them. */
gboolean
sluice_upload_get_product_sent (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), FALSE);
  return self->product_sent;
}

/** sluice_upload_get_printed: whether a printer in the local network got it, to print. */
gboolean
sluice_upload_get_printed (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), FALSE);
  return self->steps.print_done;
}

/** sluice_upload_get_printer_id: (nullable): the printer in the local network that it was decided to be printed on. */
const char *
sluice_upload_get_printer_id (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->decision.printer_id;
}

/** sluice_upload_get_redacted: whether it was decided that a redacted copy leaves in place of the file. */
gboolean
sluice_upload_get_redacted (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), FALSE);
  return self->decided && self->decision.redacted;
}

/** sluice_upload_get_group_id: (nullable): the group that prints it. */
const char *
sluice_upload_get_group_id (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), NULL);
  return self->group_id;
}

/** sluice_upload_is_decided: whether the person said what leaves of it. */
gboolean
sluice_upload_is_decided (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), FALSE);
  return self->decided;
}

/** sluice_upload_get_retry_at: when it is tried again, in seconds since the epoch; 0 when no such time is set. */
gint64
sluice_upload_get_retry_at (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), 0);
  return self->retry_at;
}

/** sluice_upload_get_bytes_done: bytes of the file that are on their way or there. */
guint64
sluice_upload_get_bytes_done (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), 0);
  return self->bytes_done;
}

/** sluice_upload_get_bytes_total: bytes of the file that is being sent; 0 while none is. */
guint64
sluice_upload_get_bytes_total (SluiceUpload *self)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), 0);
  return self->bytes_total;
}

/** sluice_upload_get_seconds_left: of the sending, at the pace it had so far; -1 while that is not known. */
double
sluice_upload_get_seconds_left (SluiceUpload *self)
{
  double elapsed;

  g_return_val_if_fail (SLUICE_IS_UPLOAD (self), -1);

  if (self->bytes_total == 0 || self->bytes_done <= self->bytes_begun)
    return -1;
  elapsed = (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;
  return elapsed * (self->bytes_total - self->bytes_done) / (self->bytes_done - self->bytes_begun);
}
