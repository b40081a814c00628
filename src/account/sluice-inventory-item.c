/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-item.h"
#include "sluice-inventory-private.h"

#include "sluice-json.h"
#include "sluice-text.h"

/* There may be a hundred thousand: what many share is kept once. */
#define MAX_ID 200
#define MAX_WORD 100
#define MAX_TITLE 500

struct _SluiceInventoryItem
{
  GObject parent_instance;

  /* Owned. */
  char *id;
  char *category;    /* reference-counted and shared, as the four below */
  char *location;
  char *region;
  char *accessed_by;
  char *title;

  guint64  size;     /* bytes */
  gint64   created;  /* seconds since the epoch, as the two below; 0 when it is not said */
  gint64   expires;
  gint64   last_access;
  gboolean can_delete;
  gboolean can_correct;
  gboolean follows_catalogue;
};

G_DEFINE_FINAL_TYPE (SluiceInventoryItem, sluice_inventory_item, G_TYPE_OBJECT)

static void
sluice_inventory_item_finalize (GObject *object)
{
  SluiceInventoryItem *self = SLUICE_INVENTORY_ITEM (object);

  g_free (self->id);
  g_clear_pointer (&self->category, g_ref_string_release);
  g_clear_pointer (&self->location, g_ref_string_release);
  g_clear_pointer (&self->region, g_ref_string_release);
  g_clear_pointer (&self->accessed_by, g_ref_string_release);
  g_free (self->title);

  G_OBJECT_CLASS (sluice_inventory_item_parent_class)->finalize (object);
}

static void
sluice_inventory_item_class_init (SluiceInventoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_inventory_item_finalize;
}

static void
sluice_inventory_item_init (SluiceInventoryItem *self)
{
}

/* Returns: (transfer full) (nullable): a word of the place's, shared with all items that have the same */
static char *
share (const char *text)
{
  g_autofree char *tame = sluice_text_tame (text, MAX_WORD);

  return tame != NULL ? g_ref_string_new_intern (tame) : NULL;
}

static void
read_access (SluiceInventoryItem *self,
             JsonObject          *access)
{
  const char *name = sluice_json_get_string (access, "client_name");

  self->last_access = sluice_json_get_time (access, "at");
  self->accessed_by = share (name != NULL ? name : sluice_json_get_string (access, "client_id"));
}

/**
 * sluice_inventory_item_new:
 * @object: an item, as a place tells it; nothing in it is trusted to be there
 *
 * Returns: (transfer full) (nullable): the item; %NULL without what it is known by
 */
SluiceInventoryItem *
sluice_inventory_item_new (JsonObject *object)
{
  const char *id = sluice_json_get_string (object, "id");
  JsonObject *access = sluice_json_get_object (object, "last_access");
  char *category = share (sluice_json_get_string (object, "category"));
  SluiceInventoryItem *self = g_object_new (SLUICE_TYPE_INVENTORY_ITEM, NULL);
  gint64 size = 0;

  self->category = category;
  if (category == NULL || !sluice_text_is_visible_ascii (id, MAX_ID))
    {
      g_object_unref (self);
      return NULL;
    }

  self->id = g_strdup (id);
  self->title = sluice_text_tame (sluice_json_get_string (object, "title"), MAX_TITLE);
  self->location = share (sluice_json_get_string (object, "location"));
  self->region = share (sluice_json_get_string (object, "region"));
  self->created = sluice_json_get_time (object, "created_at");
  self->expires = sluice_json_get_time (object, "expires_at");
  if (sluice_json_get_int (object, "size", &size))
    self->size = MAX (size, 0);
  if (access != NULL)
    read_access (self, access);
  if (!sluice_json_get_boolean (object, "can_delete", &self->can_delete))
    self->can_delete = FALSE;
  if (!sluice_json_get_boolean (object, "can_correct", &self->can_correct))
    self->can_correct = FALSE;
  if (!sluice_json_get_boolean (object, "follows_catalogue", &self->follows_catalogue))
    self->follows_catalogue = TRUE;
  return self;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* (transfer floating): for sluice_inventory_item_new_variant(). */
GVariant *
sluice_inventory_item_to_variant (SluiceInventoryItem *self)
{
  return g_variant_new (SLUICE_INVENTORY_ITEM_FORMAT, self->id, self->category, or_empty (self->location),
                        or_empty (self->region), or_empty (self->accessed_by), or_empty (self->title), self->size,
                        self->created, self->expires, self->last_access, self->can_delete, self->can_correct,
                        self->follows_catalogue);
}

static char *
share_kept (const char *text)
{
  return *text != '\0' ? g_ref_string_new_intern (text) : NULL;
}

/* (transfer full): the item that sluice_inventory_item_to_variant() was given; it was tamed when it came. */
SluiceInventoryItem *
sluice_inventory_item_new_variant (GVariant *kept)
{
  SluiceInventoryItem *self = g_object_new (SLUICE_TYPE_INVENTORY_ITEM, NULL);
  const char *category, *location, *region, *accessed_by, *title;

  g_variant_get (kept, "(s&s&s&s&s&stxxxbbb)", &self->id, &category, &location, &region, &accessed_by, &title, &self->size,
                 &self->created, &self->expires, &self->last_access, &self->can_delete, &self->can_correct,
                 &self->follows_catalogue);
  self->category = share_kept (category);
  self->location = share_kept (location);
  self->region = share_kept (region);
  self->accessed_by = share_kept (accessed_by);
  self->title = *title != '\0' ? g_strdup (title) : NULL;
  return self;
}

/** sluice_inventory_item_equal: whether nothing of it has changed. */
gboolean
sluice_inventory_item_equal (SluiceInventoryItem *self,
                             SluiceInventoryItem *other)
{
  /* Shared words are the same when they are at the same address. */
  return g_str_equal (self->id, other->id) && self->category == other->category &&
         self->location == other->location && self->region == other->region &&
         self->accessed_by == other->accessed_by && g_strcmp0 (self->title, other->title) == 0 &&
         self->size == other->size && self->created == other->created && self->expires == other->expires &&
         self->last_access == other->last_access && self->can_delete == other->can_delete &&
         self->can_correct == other->can_correct &&
         self->follows_catalogue == other->follows_catalogue;
}

/** sluice_inventory_item_get_id: the place's own id. */
const char *
sluice_inventory_item_get_id (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return self->id;
}

/** sluice_inventory_item_get_category_id: it may be one that this version does not know. */
const char *
sluice_inventory_item_get_category_id (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return self->category;
}

/** sluice_inventory_item_get_category: (transfer none) (nullable): class and kind come from here, and not from the place. */
const SluiceDataCategory *
sluice_inventory_item_get_category (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return sluice_data_category_find (self->category);
}

/** sluice_inventory_item_get_title: (nullable): what the person, or somebody, called it. */
const char *
sluice_inventory_item_get_title (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return self->title;
}

/** sluice_inventory_item_get_location: (nullable): "home", "server", or another word of the place's. */
const char *
sluice_inventory_item_get_location (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return self->location;
}

/** sluice_inventory_item_get_region: (nullable): as the place states it; Sluice has not checked it. */
const char *
sluice_inventory_item_get_region (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return self->region;
}

/** sluice_inventory_item_get_size: bytes. */
guint64
sluice_inventory_item_get_size (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), 0);
  return self->size;
}

/** sluice_inventory_item_get_created: seconds since the epoch; 0 when the place does not say. */
gint64
sluice_inventory_item_get_created (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), 0);
  return self->created;
}

/** sluice_inventory_item_get_expires: seconds since the epoch; 0 for never by itself, or not said. */
gint64
sluice_inventory_item_get_expires (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), 0);
  return self->expires;
}

/** sluice_inventory_item_get_last_access: when another read of its category, seconds since the epoch; 0 for never. */
gint64
sluice_inventory_item_get_last_access (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), 0);
  return self->last_access;
}

/** sluice_inventory_item_get_accessed_by: (nullable): who that was. */
const char *
sluice_inventory_item_get_accessed_by (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), NULL);
  return self->accessed_by;
}

/** sluice_inventory_item_get_can_delete: whether the place deletes this by itself. */
gboolean
sluice_inventory_item_get_can_delete (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), FALSE);
  return self->can_delete;
}

/** sluice_inventory_item_get_can_correct: whether the place lets the person say what it is to be. */
gboolean
sluice_inventory_item_get_can_correct (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), FALSE);
  return self->can_correct;
}

/**
 * sluice_inventory_item_get_follows_catalogue:
 * @self: an item
 *
 * Returns: whether the place keeps it for the purpose and as long as the catalogue says, and knows its size: a Sluice
 *   cloud does, what others do they do not say
 */
gboolean
sluice_inventory_item_get_follows_catalogue (SluiceInventoryItem *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (self), FALSE);
  return self->follows_catalogue;
}
