/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-private.h"

#include "sluice-json.h"

/*
 * An upload as the journal keeps it: a dictionary, so that another version can leave out what it does not know. Of a
 * file that nobody has decided on only its path is kept, and it is read again.
 */
#define STATE "state"

static void
add_string (GVariantDict *dict,
            const char   *key,
            const char   *value)
{
  if (value != NULL)
    g_variant_dict_insert (dict, key, "s", value);
}

static void
add_decision (GVariantDict               *dict,
              const SluiceUploadDecision *decision)
{
  add_string (dict, "place", decision->place_id);
  add_string (dict, "printer", decision->printer_id);
  g_variant_dict_insert (dict, "redacted", "b", decision->redacted);
  add_string (dict, "mode", sluice_upload_mode_to_nick (decision->mode));
  add_string (dict, "record-id", decision->record_id);
  add_string (dict, "format", decision->format);
  g_variant_dict_insert (dict, "size", "t", decision->size);
  g_variant_dict_insert_value (dict, "record", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, decision->record,
                                                                         TRUE));
}

/* Returns: (transfer floating): @self as it is now */
GVariant *
sluice_upload_to_variant (SluiceUpload *self)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GEnumClass) states = g_type_class_ref (SLUICE_TYPE_UPLOAD_STATE);

  add_string (&dict, "id", self->id);
  /* A path may have any bytes. */
  g_variant_dict_insert (&dict, "path", "^ay", self->path);
  add_string (&dict, STATE, g_enum_get_value (states, self->state)->value_nick);
  add_string (&dict, "message", self->message);
  add_string (&dict, "group", self->group_id);
  add_string (&dict, "item", self->steps.item_id);
  add_string (&dict, "redacted-item", self->steps.redacted_id);
  add_string (&dict, "job", self->steps.job_uuid);
  add_string (&dict, "ticket", self->steps.ticket);
  g_variant_dict_insert (&dict, "file-sent", "b", self->steps.product_sent);
  g_variant_dict_insert (&dict, "record-sent", "b", self->steps.record_sent);
  g_variant_dict_insert (&dict, "print-asked", "b", self->steps.print_asked);
  g_variant_dict_insert (&dict, "print-done", "b", self->steps.print_done);
  g_variant_dict_insert (&dict, "print-waits", "b", self->steps.print_waits);
  g_variant_dict_insert (&dict, "bytes-sent", "t", self->bytes_sent);
  g_variant_dict_insert (&dict, "product-sent", "b", self->product_sent);
  g_variant_dict_insert (&dict, "coarse", "b", self->coarse);
  if (self->decided)
    add_decision (&dict, &self->decision);
  return g_variant_dict_end (&dict);
}

static char *
dup_string (GVariantDict *dict,
            const char   *key)
{
  char *value = NULL;

  g_variant_dict_lookup (dict, key, "s", &value);
  return value;
}

/* A record that is none is not sent, wherever it came from. */
static gboolean
is_record (GBytes *bytes)
{
  g_autoptr(JsonObject) object = sluice_json_parse_object (bytes, SLUICE_PROCESS_RECORD_MAX_BYTES, NULL);

  return object != NULL && sluice_process_record_validate (object, NULL);
}

static void
read_decision (SluiceUpload *self,
               GVariantDict *dict)
{
  g_autoptr(GVariant) record = g_variant_dict_lookup_value (dict, "record", G_VARIANT_TYPE_BYTESTRING);
  g_autoptr(GBytes) bytes = record != NULL ? g_variant_get_data_as_bytes (record) : NULL;
  g_autofree char *mode = dup_string (dict, "mode");
  g_autofree char *place_id = dup_string (dict, "place");
  g_autofree char *record_id = dup_string (dict, "record-id");

  if (bytes == NULL || place_id == NULL || record_id == NULL || !is_record (bytes))
    return;

  self->decision.mode = sluice_upload_mode_from_nick (mode);
  self->decision.place_id = g_steal_pointer (&place_id);
  self->decision.record_id = g_steal_pointer (&record_id);
  self->decision.record = g_steal_pointer (&bytes);
  self->decision.format = dup_string (dict, "format");
  self->decision.printer_id = dup_string (dict, "printer");
  g_variant_dict_lookup (dict, "redacted", "b", &self->decision.redacted);
  g_variant_dict_lookup (dict, "size", "t", &self->decision.size);
  self->decided = TRUE;
}

/* What was being done when the program ended is to be done; what the person held back, or what failed, stays so. */
static SluiceUploadState
read_state (GVariantDict *dict)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (SLUICE_TYPE_UPLOAD_STATE);
  g_autofree char *nick = dup_string (dict, STATE);
  const GEnumValue *value = nick != NULL ? g_enum_get_value_by_nick (states, nick) : NULL;

  switch (value != NULL ? value->value : SLUICE_UPLOAD_QUEUED)
    {
    case SLUICE_UPLOAD_PAUSED:
    case SLUICE_UPLOAD_SENT:
    case SLUICE_UPLOAD_KEPT:
    case SLUICE_UPLOAD_FAILED:
    case SLUICE_UPLOAD_CANCELLED:
      return value->value;
    default:
      return SLUICE_UPLOAD_QUEUED;
    }
}

/* Returns: (transfer full) (nullable): the upload that @entry is of; %NULL when it is none */
SluiceUpload *
sluice_upload_new_from_variant (GVariant *entry)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (entry);
  g_autofree char *path = NULL;
  g_autofree char *id = dup_string (&dict, "id");
  SluiceUpload *self;

  if (id == NULL || !g_variant_dict_lookup (&dict, "path", "^ay", &path))
    return NULL;

  self = sluice_upload_new (path);
  g_set_str (&self->id, id);
  self->state = read_state (&dict);
  if (self->state != SLUICE_UPLOAD_QUEUED)
    self->message = dup_string (&dict, "message");
  self->group_id = dup_string (&dict, "group");
  self->steps.item_id = dup_string (&dict, "item");
  self->steps.redacted_id = dup_string (&dict, "redacted-item");
  self->steps.job_uuid = dup_string (&dict, "job");
  self->steps.ticket = dup_string (&dict, "ticket");
  g_variant_dict_lookup (&dict, "file-sent", "b", &self->steps.product_sent);
  g_variant_dict_lookup (&dict, "record-sent", "b", &self->steps.record_sent);
  g_variant_dict_lookup (&dict, "print-asked", "b", &self->steps.print_asked);
  g_variant_dict_lookup (&dict, "print-done", "b", &self->steps.print_done);
  g_variant_dict_lookup (&dict, "print-waits", "b", &self->steps.print_waits);
  g_variant_dict_lookup (&dict, "bytes-sent", "t", &self->bytes_sent);
  g_variant_dict_lookup (&dict, "product-sent", "b", &self->product_sent);
  g_variant_dict_lookup (&dict, "coarse", "b", &self->coarse);
  read_decision (self, &dict);
  return self;
}
