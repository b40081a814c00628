/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-item-private.h"

/*
 * A file in the vault, as it was when the vault was asked. Only the state
 * changes afterwards: whatever else changes gives a new item of the same id.
 */
struct _SluiceVaultItem
{
  GObject parent_instance;

  char            *id;
  char            *object;    /* fingerprint of the content; several items may share it */
  char            *name;
  char            *format;    /* nullable */
  char            *record_id; /* nullable */
  char           **jobs;
  gint64           size;
  gint64           added_at;
  SluiceVaultState state;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_FORMAT,
  PROP_SIZE,
  PROP_ADDED_AT,
  PROP_RECORD_ID,
  PROP_JOBS,
  PROP_STATE,
} SluiceVaultItemProperty;

static GParamSpec *properties[PROP_STATE + 1];

G_DEFINE_FINAL_TYPE (SluiceVaultItem, sluice_vault_item, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SluiceVaultState, sluice_vault_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_VAULT_STATE_UNCHECKED, "unchecked"),
                    G_DEFINE_ENUM_VALUE (SLUICE_VAULT_STATE_WHOLE, "whole"),
                    G_DEFINE_ENUM_VALUE (SLUICE_VAULT_STATE_DAMAGED, "damaged"),
                    G_DEFINE_ENUM_VALUE (SLUICE_VAULT_STATE_MISSING, "missing"))

static void
sluice_vault_item_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SluiceVaultItem *self = SLUICE_VAULT_ITEM (object);

  switch ((SluiceVaultItemProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FORMAT:
      g_value_set_string (value, self->format);
      break;
    case PROP_SIZE:
      g_value_set_int64 (value, self->size);
      break;
    case PROP_ADDED_AT:
      g_value_set_int64 (value, self->added_at);
      break;
    case PROP_RECORD_ID:
      g_value_set_string (value, self->record_id);
      break;
    case PROP_JOBS:
      g_value_set_boxed (value, self->jobs);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_vault_item_finalize (GObject *object)
{
  SluiceVaultItem *self = SLUICE_VAULT_ITEM (object);

  g_free (self->id);
  g_free (self->object);
  g_free (self->name);
  g_free (self->format);
  g_free (self->record_id);
  g_strfreev (self->jobs);

  G_OBJECT_CLASS (sluice_vault_item_parent_class)->finalize (object);
}

static void
sluice_vault_item_class_init (SluiceVaultItemClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_vault_item_get_property;
  object_class->finalize = sluice_vault_item_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ADDED_AT] = g_param_spec_int64 ("added-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_RECORD_ID] = g_param_spec_string ("record-id", NULL, NULL, NULL, flags);
  properties[PROP_JOBS] = g_param_spec_boxed ("jobs", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SLUICE_TYPE_VAULT_STATE,
                                              SLUICE_VAULT_STATE_UNCHECKED, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_vault_item_init (SluiceVaultItem *self)
{
}

SluiceVaultItem *
sluice_vault_item_new (const char               *id,
                       const char               *object,
                       const SluiceVaultDetails *details,
                       gint64                    size,
                       gint64                    added_at,
                       const char * const       *jobs)
{
  SluiceVaultItem *self = g_object_new (SLUICE_TYPE_VAULT_ITEM, NULL);

  self->id = g_strdup (id);
  self->object = g_strdup (object);
  self->name = g_strdup (details->name);
  self->format = g_strdup (details->format);
  self->record_id = g_strdup (details->record_id);
  self->jobs = g_strdupv ((char **) jobs);
  self->size = size;
  self->added_at = added_at;
  return self;
}

/** sluice_vault_item_get_id: 64 hexadecimal digits, of content and name, that mean nothing without the key. */
const char *
sluice_vault_item_get_id (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), NULL);

  return self->id;
}

/** sluice_vault_item_get_name: the file's name as it was added, without a path. */
const char *
sluice_vault_item_get_name (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), NULL);

  return self->name;
}

/** sluice_vault_item_get_format: (nullable): what the print reader called it; %NULL when nobody looked. */
const char *
sluice_vault_item_get_format (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), NULL);

  return self->format;
}

/** sluice_vault_item_get_size: bytes of the file itself. */
gint64
sluice_vault_item_get_size (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), 0);

  return self->size;
}

/** sluice_vault_item_get_added_at: seconds since the epoch, UTC. */
gint64
sluice_vault_item_get_added_at (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), 0);

  return self->added_at;
}

/** sluice_vault_item_get_record_id: (nullable): the newest process record made from it. */
const char *
sluice_vault_item_get_record_id (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), NULL);

  return self->record_id;
}

/** sluice_vault_item_get_jobs: (array zero-terminated=1): print jobs that printed it, oldest first. */
const char * const *
sluice_vault_item_get_jobs (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), NULL);

  return (const char * const *) self->jobs;
}

/** sluice_vault_item_get_state: what the last sluice_vault_verify() found. */
SluiceVaultState
sluice_vault_item_get_state (SluiceVaultItem *self)
{
  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), SLUICE_VAULT_STATE_UNCHECKED);

  return self->state;
}

const char *
sluice_vault_item_get_object (SluiceVaultItem *self)
{
  return self->object;
}

void
sluice_vault_item_set_state (SluiceVaultItem  *self,
                             SluiceVaultState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
