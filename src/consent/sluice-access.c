/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-access.h"

#include "sluice-json.h"
#include "sluice-text.h"

#define MAX_ID 200
#define MAX_NAME 100

struct _SluiceAccess
{
  GObject parent_instance;

  /* Owned. */
  char *reader;
  char *grant_id;
  char *category;

  gint64  number;
  gint64  time; /* seconds since the epoch */
  guint64 size; /* bytes */

  gboolean is_correction;
};

G_DEFINE_FINAL_TYPE (SluiceAccess, sluice_access, G_TYPE_OBJECT)

static void
sluice_access_finalize (GObject *object)
{
  SluiceAccess *self = SLUICE_ACCESS (object);

  g_free (self->reader);
  g_free (self->grant_id);
  g_free (self->category);

  G_OBJECT_CLASS (sluice_access_parent_class)->finalize (object);
}

static void
sluice_access_class_init (SluiceAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_access_finalize;
}

static void
sluice_access_init (SluiceAccess *self)
{
}

/**
 * sluice_access_new:
 * @object: an entry, as a cloud tells it; nothing in it is trusted to be there
 *
 * Returns: (transfer full) (nullable): the entry; %NULL without who read, what, when, and which entry it is
 */
SluiceAccess *
sluice_access_new (JsonObject *object)
{
  const char *name = sluice_json_get_string (object, "client_name");
  g_autofree char *reader = sluice_text_tame (name != NULL ? name : sluice_json_get_string (object, "client_id"), MAX_NAME);
  g_autofree char *category = sluice_text_tame (sluice_json_get_string (object, "category"), MAX_ID);
  gint64 number = 0;
  gint64 size = 0;
  gint64 time = sluice_json_get_time (object, "when");
  SluiceAccess *self;

  if (reader == NULL || category == NULL || time <= 0 || !sluice_json_get_int (object, "id", &number) || number <= 0)
    return NULL;

  self = g_object_new (SLUICE_TYPE_ACCESS, NULL);
  self->reader = g_steal_pointer (&reader);
  self->category = g_steal_pointer (&category);
  self->grant_id = sluice_text_tame (sluice_json_get_string (object, "grant_id"), MAX_ID);
  self->number = number;
  self->time = time;
  if (sluice_json_get_int (object, "bytes", &size))
    self->size = MAX (size, 0);
  self->is_correction = g_strcmp0 (sluice_json_get_string (object, "action"), "correct") == 0;
  return self;
}

/** sluice_access_get_number: which entry of the cloud's list it is; a later one has a higher number. */
gint64
sluice_access_get_number (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), 0);
  return self->number;
}

/** sluice_access_get_time: when it was read, in seconds since the epoch. */
gint64
sluice_access_get_time (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), 0);
  return self->time;
}

/** sluice_access_get_reader: who, as the cloud calls them. */
const char *
sluice_access_get_reader (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), NULL);
  return self->reader;
}

/** sluice_access_get_grant_id: (nullable): of the #SluiceGrant under which it was. */
const char *
sluice_access_get_grant_id (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), NULL);
  return self->grant_id;
}

/** sluice_access_get_category_id: it may be one that this version does not know. */
const char *
sluice_access_get_category_id (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), NULL);
  return self->category;
}

/** sluice_access_get_category: (transfer none) (nullable): %NULL when this version does not know it. */
const SluiceDataCategory *
sluice_access_get_category (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), NULL);
  return sluice_data_category_find (self->category);
}

/** sluice_access_get_size: bytes that were read. */
guint64
sluice_access_get_size (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), 0);
  return self->size;
}

/** sluice_access_get_is_correction: whether the person changed it; somebody else read it otherwise. */
gboolean
sluice_access_get_is_correction (SluiceAccess *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCESS (self), FALSE);
  return self->is_correction;
}
