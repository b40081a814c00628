/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-grant.h"

#include "sluice-consent-private.h"
#include "sluice-consent-words.h"
#include "sluice-json.h"
#include "sluice-text.h"

#define MAX_ID 128
#define MAX_ITEMS 64

struct _SluiceGrantItem
{
  GObject parent_instance;

  char   *id;        /* owned */
  gint64  since;     /* seconds since the epoch */
  gint64  last_used; /* the same; 0 never */
  guint64 use_count;
};

G_DEFINE_FINAL_TYPE (SluiceGrantItem, sluice_grant_item, G_TYPE_OBJECT)

struct _SluiceGrant
{
  GObject parent_instance;

  /* Owned. */
  char               *id;
  SluiceConsentParty *party;
  char               *duration;
  GListStore         *items;
  GListStore         *alarms;

  gint64 created; /* seconds since the epoch */
  gint64 expires; /* the same; 0 never */
};

G_DEFINE_FINAL_TYPE (SluiceGrant, sluice_grant, G_TYPE_OBJECT)

static guint signal_changed;

static void
sluice_grant_item_finalize (GObject *object)
{
  g_free (SLUICE_GRANT_ITEM (object)->id);

  G_OBJECT_CLASS (sluice_grant_item_parent_class)->finalize (object);
}

static void
sluice_grant_item_class_init (SluiceGrantItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_grant_item_finalize;
}

static void
sluice_grant_item_init (SluiceGrantItem *self)
{
}

static void
sluice_grant_finalize (GObject *object)
{
  SluiceGrant *self = SLUICE_GRANT (object);

  g_free (self->id);
  g_clear_object (&self->party);
  g_free (self->duration);
  g_clear_object (&self->items);
  g_clear_object (&self->alarms);

  G_OBJECT_CLASS (sluice_grant_parent_class)->finalize (object);
}

static void
sluice_grant_class_init (SluiceGrantClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_grant_finalize;

  signal_changed = g_signal_new ("changed", SLUICE_TYPE_GRANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_grant_init (SluiceGrant *self)
{
  self->items = g_list_store_new (SLUICE_TYPE_GRANT_ITEM);
}

/* What the catalogue does not know is listed all the same: it was given, and can be taken back. */
static SluiceGrantItem *
read_item (JsonObject *object)
{
  g_autofree char *id = sluice_text_tame (sluice_json_get_string (object, "category"), MAX_ID);
  gint64 use_count = 0;
  SluiceGrantItem *item;

  if (id == NULL)
    return NULL;

  sluice_json_get_int (object, "use_count", &use_count);
  item = g_object_new (SLUICE_TYPE_GRANT_ITEM, NULL);
  item->id = g_steal_pointer (&id);
  item->since = sluice_json_get_time (object, "since");
  item->last_used = sluice_json_get_time (object, "last_used_at");
  item->use_count = MAX (use_count, 0);
  return item;
}

static void
read_items (SluiceGrant *self,
            JsonArray   *array)
{
  guint n_items = array != NULL ? MIN (json_array_get_length (array), MAX_ITEMS) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autoptr(SluiceGrantItem) item = object != NULL ? read_item (object) : NULL;

      if (item != NULL)
        g_list_store_append (self->items, item);
    }
}

/**
 * sluice_grant_new:
 * @object: a grant, as the cloud tells it; nothing in it is trusted to be there
 *
 * Returns: (transfer full) (nullable): the grant; %NULL when it lacks what it is taken back by
 */
SluiceGrant *
sluice_grant_new (JsonObject *object)
{
  const char *id = sluice_json_get_string (object, "id");
  const char *duration = sluice_json_get_string (object, "duration");
  JsonObject *client = sluice_json_get_object (object, "client");
  g_autoptr(SluiceConsentParty) party = client != NULL ? sluice_consent_party_new (client) : NULL;
  SluiceGrant *self;

  if (party == NULL || !sluice_text_is_visible_ascii (id, MAX_ID))
    return NULL;

  self = g_object_new (SLUICE_TYPE_GRANT, NULL);
  self->id = g_strdup (id);
  self->party = g_steal_pointer (&party);
  self->duration = g_strdup (sluice_consent_duration_is_known (duration) ? duration : SLUICE_CONSENT_UNTIL_REVOKED);
  self->created = sluice_json_get_time (object, "created_at");
  self->expires = sluice_json_get_time (object, "expires_at");
  self->alarms = sluice_consent_changes_read (sluice_json_get_array (object, "alarms"));
  read_items (self, sluice_json_get_array (object, "items"));
  return self;
}

static gboolean
is_same_item (SluiceGrantItem *a,
              SluiceGrantItem *b)
{
  return g_str_equal (a->id, b->id) && a->since == b->since && a->last_used == b->last_used &&
         a->use_count == b->use_count;
}

static gboolean
has_same_items (SluiceGrant *self,
                SluiceGrant *other)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (n_items != g_list_model_get_n_items (G_LIST_MODEL (other->items)))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceGrantItem) mine = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autoptr(SluiceGrantItem) theirs = g_list_model_get_item (G_LIST_MODEL (other->items), i);

      if (!is_same_item (mine, theirs))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_same_alarms (SluiceGrant *self,
                 SluiceGrant *other)
{
  guint n_alarms = g_list_model_get_n_items (G_LIST_MODEL (self->alarms));

  if (n_alarms != g_list_model_get_n_items (G_LIST_MODEL (other->alarms)))
    return FALSE;
  for (guint i = 0; i < n_alarms; i++)
    {
      g_autoptr(SluiceConsentChange) mine = g_list_model_get_item (G_LIST_MODEL (self->alarms), i);
      g_autoptr(SluiceConsentChange) theirs = g_list_model_get_item (G_LIST_MODEL (other->alarms), i);

      if (sluice_consent_change_get_what (mine) != sluice_consent_change_get_what (theirs) ||
          !g_str_equal (sluice_consent_change_get_before (mine), sluice_consent_change_get_before (theirs)) ||
          !g_str_equal (sluice_consent_change_get_after (mine), sluice_consent_change_get_after (theirs)))
        return FALSE;
    }
  return TRUE;
}

/**
 * sluice_grant_take:
 * @self: a grant
 * @newer: (transfer full): the same one, as it was seen later
 *
 * Becomes @newer, and says so when anything is different.
 */
void
sluice_grant_take (SluiceGrant *self,
                   SluiceGrant *newer)
{
  gboolean is_same = has_same_items (self, newer) && has_same_alarms (self, newer) && self->expires == newer->expires &&
                     g_str_equal (self->duration, newer->duration) &&
                     sluice_consent_party_equal (self->party, newer->party);

  if (!is_same)
    {
      g_set_object (&self->party, newer->party);
      g_set_object (&self->items, newer->items);
      g_set_object (&self->alarms, newer->alarms);
      g_set_str (&self->duration, newer->duration);
      self->expires = newer->expires;
    }
  g_object_unref (newer);
  if (!is_same)
    g_signal_emit (self, signal_changed, 0);
}

/** sluice_grant_item_get_id: the category's id; it may be one that this version does not know. */
const char *
sluice_grant_item_get_id (SluiceGrantItem *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT_ITEM (self), NULL);
  return self->id;
}

/** sluice_grant_item_get_category: (transfer none) (nullable): %NULL when this version does not know it. */
const SluiceDataCategory *
sluice_grant_item_get_category (SluiceGrantItem *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT_ITEM (self), NULL);
  return sluice_data_category_find (self->id);
}

/** sluice_grant_item_get_since: seconds since the epoch; 0 when the cloud does not say. */
gint64
sluice_grant_item_get_since (SluiceGrantItem *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT_ITEM (self), 0);
  return self->since;
}

/** sluice_grant_item_get_last_used: when they last read it, in seconds since the epoch; 0 for never. */
gint64
sluice_grant_item_get_last_used (SluiceGrantItem *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT_ITEM (self), 0);
  return self->last_used;
}

/** sluice_grant_item_get_use_count: how often they read it. */
guint64
sluice_grant_item_get_use_count (SluiceGrantItem *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT_ITEM (self), 0);
  return self->use_count;
}

/** sluice_grant_get_id: the cloud's own id. */
const char *
sluice_grant_get_id (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), NULL);
  return self->id;
}

/** sluice_grant_get_party: (transfer none): who may see it. */
SluiceConsentParty *
sluice_grant_get_party (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), NULL);
  return self->party;
}

/** sluice_grant_get_items: (transfer none): of #SluiceGrantItem. After "changed" it may be another model. */
GListModel *
sluice_grant_get_items (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), NULL);
  return G_LIST_MODEL (self->items);
}

/**
 * sluice_grant_get_alarms: (transfer none): of #SluiceConsentChange: in what the party is not what it was when it was
 *   trusted. After "changed" it may be another model.
 */
GListModel *
sluice_grant_get_alarms (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), NULL);
  return G_LIST_MODEL (self->alarms);
}

/** sluice_grant_get_duration: "once", "P<n>D" or "until_revoked", as it was given. */
const char *
sluice_grant_get_duration (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), NULL);
  return self->duration;
}

/** sluice_grant_get_created: seconds since the epoch; 0 when the cloud does not say. */
gint64
sluice_grant_get_created (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), 0);
  return self->created;
}

/** sluice_grant_get_expires: seconds since the epoch; 0 for when it is taken back. */
gint64
sluice_grant_get_expires (SluiceGrant *self)
{
  g_return_val_if_fail (SLUICE_IS_GRANT (self), 0);
  return self->expires;
}

/** sluice_grant_get_last_used: when any of it was last read, in seconds since the epoch; 0 for never. */
gint64
sluice_grant_get_last_used (SluiceGrant *self)
{
  gint64 last_used = 0;

  g_return_val_if_fail (SLUICE_IS_GRANT (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      last_used = MAX (last_used, item->last_used);
    }
  return last_used;
}

/** sluice_grant_get_use_count: how often any of it was read. */
guint64
sluice_grant_get_use_count (SluiceGrant *self)
{
  guint64 use_count = 0;

  g_return_val_if_fail (SLUICE_IS_GRANT (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      use_count += item->use_count;
    }
  return use_count;
}
