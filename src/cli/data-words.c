/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "data-words.h"

#include "consent-verbs.h"
#include "sluice-consent-words.h"
#include "sluicectl-command.h"

#include <glib/gi18n-lib.h>

#define ID_WIDTH 20
#define SIZE_WIDTH 10

/* "Print history: Private until consent, process" */
static void
print_category (const char *id)
{
  const SluiceDataCategory *category = sluice_data_category_find (id);
  g_autofree char *line = sluicectl_dup_printable (id);

  if (category != NULL)
    g_print ("%-*s  %s: %s, %s\n", ID_WIDTH, line, _(category->title), sluice_consent_class_get_text (category->klass),
             sluice_data_kind_get_name (category->kind));
  else
    g_print ("%-*s  %s\n", ID_WIDTH, line, _("This version of Sluice does not know what that is."));
}

static void
print_item (SluiceInventoryItem *item)
{
  g_autofree char *size = g_format_size (sluice_inventory_item_get_size (item));
  g_autofree char *created = consent_dup_time (sluice_inventory_item_get_created (item));
  g_autofree char *accessed = consent_dup_time (sluice_inventory_item_get_last_access (item));
  const char *who = sluice_inventory_item_get_accessed_by (item);
  g_autofree char *name = sluicectl_dup_printable (sluice_inventory_item_get_title (item)
                                                   ?: sluice_inventory_item_get_id (item));

  g_print ("  %*s  %-16s  %s", SIZE_WIDTH, size, created, name);
  if (who != NULL && *accessed != '\0')
    {
      g_print ("  ");
      /* Translators: the first %s is a program or company, the second a time */
      g_print (_("(of this kind %1$s read last, %2$s)"), who, accessed);
    }
  g_print ("\n");
}

/** data_print_items: as they come: by category, in the order of the place. */
void
data_print_items (SluiceInventory *inventory)
{
  GListModel *items = sluice_inventory_get_items (inventory);
  const guint n_items = g_list_model_get_n_items (items);
  const char *category = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (items, i);

      if (g_strcmp0 (category, sluice_inventory_item_get_category_id (item)) != 0)
        print_category (sluice_inventory_item_get_category_id (item));
      category = sluice_inventory_item_get_category_id (item);
      print_item (item);
    }
  if (n_items == 0 && sluice_inventory_get_is_whole (inventory))
    g_printerr ("%s\n", _("Nothing of that is kept there."));
}

/** data_print_remark: what has to be known of the list, however new and whole it is. */
void
data_print_remark (SluiceInventory *inventory)
{
  if (sluice_inventory_get_remark (inventory) != NULL)
    g_printerr ("%s\n", sluice_inventory_get_remark (inventory));
}

static void
describe_category (JsonObject               *object,
                   const char               *id,
                   const SluiceDataCategory *category)
{
  consent_set_line (object, "category", id);
  json_object_set_string_member (object, "class", category != NULL ? sluice_data_class_get_name (category->klass) : NULL);
  json_object_set_string_member (object, "kind", category != NULL ? sluice_data_kind_get_name (category->kind) : NULL);
  json_object_set_string_member (object, "retention", category != NULL ? _(category->retention) : NULL);
}

static JsonObject *
describe_item (SluiceInventoryItem *item)
{
  JsonObject *object = json_object_new ();

  consent_set_line (object, "id", sluice_inventory_item_get_id (item));
  describe_category (object, sluice_inventory_item_get_category_id (item), sluice_inventory_item_get_category (item));
  /* Nobody has said that, of what is not a Sluice cloud. */
  if (!sluice_inventory_item_get_follows_catalogue (item))
    json_object_set_null_member (object, "retention");
  consent_set_line (object, "title", sluice_inventory_item_get_title (item));
  consent_set_line (object, "location", sluice_inventory_item_get_location (item));
  consent_set_line (object, "region", sluice_inventory_item_get_region (item));
  json_object_set_int_member (object, "size", sluice_inventory_item_get_size (item));
  consent_set_time (object, "created_at_s", sluice_inventory_item_get_created (item));
  consent_set_time (object, "expires_at_s", sluice_inventory_item_get_expires (item));
  consent_set_time (object, "last_access_at_s", sluice_inventory_item_get_last_access (item));
  consent_set_line (object, "last_access_by", sluice_inventory_item_get_accessed_by (item));
  json_object_set_boolean_member (object, "can_delete", sluice_inventory_item_get_can_delete (item));
  return object;
}

/** data_print_items_json: with whether it is all, of when, and why not. */
void
data_print_items_json (SluiceInventory *inventory)
{
  GListModel *items = sluice_inventory_get_items (inventory);
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (items, i);

      json_array_add_object_element (array, describe_item (item));
    }
  json_object_set_boolean_member (object, "whole", sluice_inventory_get_is_whole (inventory));
  consent_set_line (object, "reason", sluice_inventory_get_stale_reason (inventory));
  consent_set_line (object, "remark", sluice_inventory_get_remark (inventory));
  consent_set_time (object, "observed_at_s", sluice_inventory_get_observed_at (inventory) / G_USEC_PER_SEC);
  if (sluice_inventory_get_total (inventory) >= 0)
    json_object_set_int_member (object, "total", sluice_inventory_get_total (inventory));
  else
    json_object_set_null_member (object, "total");
  json_object_set_array_member (object, "items", array);
  sluicectl_print_object (object);
}

void
data_print_sums (GListModel *sums)
{
  for (guint i = 0; i < g_list_model_get_n_items (sums); i++)
    {
      g_autoptr(SluiceInventorySum) sum = g_list_model_get_item (sums, i);
      const guint64 count = sluice_inventory_sum_get_count (sum);
      g_autofree char *size = g_format_size (sluice_inventory_sum_get_size (sum));
      const guint n = MIN (count, G_MAXUINT);

      print_category (sluice_inventory_sum_get_category_id (sum));
      if (count == 0)
        g_print ("  %s\n", _("Nothing is kept."));
      else
        /* Translators: %u is how many things, %s their size, as “3.2 kB” */
        g_print (ngettext ("  %u thing, %s\n", "  %u things, %s\n", n), n, size);
    }
}

void
data_print_sums_json (GListModel *sums)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (sums); i++)
    {
      g_autoptr(SluiceInventorySum) sum = g_list_model_get_item (sums, i);
      JsonObject *object = json_object_new ();

      describe_category (object, sluice_inventory_sum_get_category_id (sum), sluice_inventory_sum_get_category (sum));
      json_object_set_int_member (object, "count", sluice_inventory_sum_get_count (sum));
      json_object_set_int_member (object, "size", sluice_inventory_sum_get_size (sum));
      json_array_add_object_element (array, object);
    }
  sluicectl_print_array (array);
}
