/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-entry-private.h"

/* One entry of the ledger, for views: it does not change. docs/network.md says what each field means. */
struct _SluiceLedgerEntry
{
  GObject parent_instance;

  SluiceLedgerRecord *record;
};

G_DEFINE_FINAL_TYPE (SluiceLedgerEntry, sluice_ledger_entry, G_TYPE_OBJECT)

typedef enum
{
  PROP_SEQ = 1,
  PROP_REFERS,
  PROP_TIME,
  PROP_STATUS,
  PROP_HTTP_STATUS,
  PROP_PLACE_NAME,
  PROP_HOST,
  PROP_METHOD,
  PROP_ROUTE,
  PROP_LABEL,
  PROP_BYTES_OUT,
  PROP_BYTES_IN,
  PROP_COUNT,
  PROP_REASON,
  PROP_BODY,
} SluiceLedgerEntryProperty;

static GParamSpec *properties[PROP_BODY + 1];

static const char * const status_nicks[] = {
  "leaving", "answered", "failed", "cancelled", "refused", "cleared", "damaged", "changed", "unknown",
};

/** sluice_ledger_status_to_nick: the status's word in the ledger. */
const char *
sluice_ledger_status_to_nick (SluiceLedgerStatus status)
{
  return status_nicks[MIN ((guint) status, SLUICE_LEDGER_UNKNOWN)];
}

static void
sluice_ledger_entry_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SluiceLedgerEntry *self = SLUICE_LEDGER_ENTRY (object);

  switch ((SluiceLedgerEntryProperty) property_id)
    {
    case PROP_SEQ:
      g_value_set_int64 (value, self->record->seq);
      break;
    case PROP_REFERS:
      g_value_set_int64 (value, self->record->refers);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->record->time);
      break;
    case PROP_BYTES_OUT:
      g_value_set_int64 (value, self->record->bytes_out);
      break;
    case PROP_BYTES_IN:
      g_value_set_int64 (value, self->record->bytes_in);
      break;
    case PROP_COUNT:
      g_value_set_int64 (value, self->record->count);
      break;
    case PROP_STATUS:
      g_value_set_int (value, sluice_ledger_entry_get_status (self));
      break;
    case PROP_HTTP_STATUS:
      g_value_set_uint (value, self->record->http_status);
      break;
    case PROP_PLACE_NAME:
      g_value_set_string (value, self->record->place_name);
      break;
    case PROP_HOST:
      g_value_set_string (value, self->record->host);
      break;
    case PROP_METHOD:
      g_value_set_string (value, self->record->method);
      break;
    case PROP_ROUTE:
      g_value_set_string (value, self->record->route);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->record->label);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->record->reason);
      break;
    case PROP_BODY:
      g_value_set_boxed (value, self->record->body);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
sluice_ledger_entry_finalize (GObject *object)
{
  SluiceLedgerEntry *self = SLUICE_LEDGER_ENTRY (object);

  g_clear_pointer (&self->record, sluice_ledger_record_free);

  G_OBJECT_CLASS (sluice_ledger_entry_parent_class)->finalize (object);
}

static GParamSpec *
int64_property (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
text_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
sluice_ledger_entry_class_init (SluiceLedgerEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_ledger_entry_get_property;
  object_class->finalize = sluice_ledger_entry_finalize;

  properties[PROP_SEQ] = int64_property ("seq");
  properties[PROP_REFERS] = int64_property ("refers");
  properties[PROP_TIME] = int64_property ("time");
  properties[PROP_BYTES_OUT] = int64_property ("bytes-out");
  properties[PROP_BYTES_IN] = int64_property ("bytes-in");
  properties[PROP_COUNT] = int64_property ("count");
  properties[PROP_PLACE_NAME] = text_property ("place-name");
  properties[PROP_HOST] = text_property ("host");
  properties[PROP_METHOD] = text_property ("method");
  properties[PROP_ROUTE] = text_property ("route");
  properties[PROP_LABEL] = text_property ("label");
  properties[PROP_REASON] = text_property ("reason");
  properties[PROP_STATUS] = g_param_spec_int ("status", NULL, NULL, 0, SLUICE_LEDGER_UNKNOWN, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HTTP_STATUS] = g_param_spec_uint ("http-status", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BODY] = g_param_spec_boxed ("body", NULL, NULL, G_TYPE_BYTES,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_ledger_entry_init (SluiceLedgerEntry *self)
{
}

SluiceLedgerEntry *
sluice_ledger_entry_new_take (SluiceLedgerRecord *record)
{
  SluiceLedgerEntry *self = g_object_new (SLUICE_TYPE_LEDGER_ENTRY, NULL);

  self->record = record;
  return self;
}

SluiceLedgerStatus
sluice_ledger_entry_get_status (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), SLUICE_LEDGER_UNKNOWN);

  for (guint i = 0; i < G_N_ELEMENTS (status_nicks); i++)
    if (g_str_equal (self->record->status, status_nicks[i]))
      return i;

  return SLUICE_LEDGER_UNKNOWN;
}

/** sluice_ledger_entry_get_http_status: 0 when nothing was answered. */
guint
sluice_ledger_entry_get_http_status (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->http_status;
}

/** sluice_ledger_entry_get_body: (nullable): what left, for process records only. */
GBytes *
sluice_ledger_entry_get_body (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->body;
}

gint64
sluice_ledger_entry_get_seq (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->seq;
}

/** sluice_ledger_entry_get_refers: the entry this is the outcome of, or 0. */
gint64
sluice_ledger_entry_get_refers (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->refers;
}

/** sluice_ledger_entry_get_time: microseconds since the epoch, UTC. */
gint64
sluice_ledger_entry_get_time (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->time;
}

/** sluice_ledger_entry_get_bytes_out: bytes of bodies that left, as far as is known. */
gint64
sluice_ledger_entry_get_bytes_out (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->bytes_out;
}

gint64
sluice_ledger_entry_get_bytes_in (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->bytes_in;
}

/** sluice_ledger_entry_get_count: how many requests it stands for; for a clearing, how many entries went. */
gint64
sluice_ledger_entry_get_count (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), 0);

  return self->record->count;
}

const char *
sluice_ledger_entry_get_place_id (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->place_id;
}

const char *
sluice_ledger_entry_get_place_name (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->place_name;
}

const char *
sluice_ledger_entry_get_host (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->host;
}

const char *
sluice_ledger_entry_get_method (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->method;
}

const char *
sluice_ledger_entry_get_route (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->route;
}

const char *
sluice_ledger_entry_get_label (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->label;
}

const char *
sluice_ledger_entry_get_reason (SluiceLedgerEntry *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (self), NULL);

  return self->record->reason;
}
