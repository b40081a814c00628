/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-record.h"

#include "sluice-json.h"

#include <sodium.h>
#include <string.h>

/* An entry as a line of an export. docs/network.md has a program that reads it, for who does not trust this one. */
#define MAX_LINE (16 * 1024 * 1024)

static void
add_hash (JsonObject   *object,
          const char   *member,
          const guint8  hash[SLUICE_LEDGER_HASH_SIZE])
{
  char hex[2 * SLUICE_LEDGER_HASH_SIZE + 1];

  sodium_bin2hex (hex, sizeof hex, hash, SLUICE_LEDGER_HASH_SIZE);
  json_object_set_string_member (object, member, hex);
}

/* One line of the export: all that the hash is made from, the body in base64. */
GBytes *
sluice_ledger_record_to_json (const SluiceLedgerRecord *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_int_member (object, "refers", self->refers);
  json_object_set_int_member (object, "time", self->time);
  json_object_set_string_member (object, "status", self->status);
  json_object_set_int_member (object, "http_status", self->http_status);
  json_object_set_string_member (object, "place_id", self->place_id);
  json_object_set_string_member (object, "place_name", self->place_name);
  json_object_set_string_member (object, "host", self->host);
  json_object_set_string_member (object, "method", self->method);
  json_object_set_string_member (object, "route", self->route);
  json_object_set_string_member (object, "label", self->label);
  json_object_set_int_member (object, "bytes_out", self->bytes_out);
  json_object_set_int_member (object, "bytes_in", self->bytes_in);
  json_object_set_int_member (object, "count", self->count);
  json_object_set_string_member (object, "reason", self->reason);
  if (self->body != NULL)
    {
      gsize length;
      const guchar *data = g_bytes_get_data (self->body, &length);
      g_autofree char *base64 = g_base64_encode (data, length);

      json_object_set_string_member (object, "body", base64);
    }
  else
    {
      json_object_set_null_member (object, "body");
    }
  add_hash (object, "previous", self->previous);
  add_hash (object, "hash", self->hash);
  return sluice_json_object_to_bytes (object, FALSE);
}

static gboolean
get_text (JsonObject  *object,
          const char  *member,
          char       **out_text)
{
  *out_text = g_strdup (sluice_json_get_string (object, member));
  return *out_text != NULL;
}

static gboolean
get_hash (JsonObject *object,
          const char *member,
          guint8      hash[SLUICE_LEDGER_HASH_SIZE])
{
  const char *hex = sluice_json_get_string (object, member);
  gsize length = 0;

  return hex != NULL && strlen (hex) == 2 * SLUICE_LEDGER_HASH_SIZE &&
         sodium_hex2bin (hash, SLUICE_LEDGER_HASH_SIZE, hex, strlen (hex), NULL, &length, NULL) == 0 &&
         length == SLUICE_LEDGER_HASH_SIZE;
}

static gboolean
get_body (JsonObject  *object,
          GBytes     **out_body)
{
  const char *base64 = sluice_json_get_string (object, "body");
  gsize length;
  guchar *data;

  if (base64 == NULL)
    return json_object_has_member (object, "body") && json_object_get_null_member (object, "body");

  data = g_base64_decode (base64, &length);
  *out_body = g_bytes_new_take (data, length);
  return TRUE;
}

/* (nullable): NULL for what no export has in it. Whether it is what was written, its hash says. */
SluiceLedgerRecord *
sluice_ledger_record_new_from_json (GBytes *line)
{
  g_autoptr(JsonObject) object = sluice_json_parse_object (line, MAX_LINE, NULL);
  g_autoptr(SluiceLedgerRecord) self = g_new0 (SluiceLedgerRecord, 1);

  if (object == NULL || !sluice_json_get_int (object, "seq", &self->seq) ||
      !sluice_json_get_int (object, "refers", &self->refers) || !sluice_json_get_int (object, "time", &self->time) ||
      !get_text (object, "status", &self->status) ||
      !sluice_json_get_int (object, "http_status", &self->http_status) ||
      !get_text (object, "place_id", &self->place_id) || !get_text (object, "place_name", &self->place_name) ||
      !get_text (object, "host", &self->host) || !get_text (object, "method", &self->method) ||
      !get_text (object, "route", &self->route) || !get_text (object, "label", &self->label) ||
      !sluice_json_get_int (object, "bytes_out", &self->bytes_out) ||
      !sluice_json_get_int (object, "bytes_in", &self->bytes_in) ||
      !sluice_json_get_int (object, "count", &self->count) || !get_text (object, "reason", &self->reason) ||
      !get_body (object, &self->body) || !get_hash (object, "previous", self->previous) ||
      !get_hash (object, "hash", self->hash))
    return NULL;

  return g_steal_pointer (&self);
}
