/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-filter.h"

#define MONTH_SECONDS (30 * (gint64) 86400)
#define YEAR_SECONDS (365 * (gint64) 86400)

static gboolean
is_of_age (SluiceInventoryItem *item,
           SluiceDataAge        age,
           gint64               now)
{
  const gint64 created = sluice_inventory_item_get_created (item);
  const gint64 seconds = now - created;

  switch (age)
    {
    case SLUICE_DATA_AGE_NEW:
      return created > 0 && seconds <= MONTH_SECONDS;
    case SLUICE_DATA_AGE_MONTH:
      return created > 0 && seconds > MONTH_SECONDS;
    case SLUICE_DATA_AGE_YEAR:
      return created > 0 && seconds > YEAR_SECONDS;
    case SLUICE_DATA_AGE_ANY:
    default:
      return TRUE;
    }
}

gboolean
sluice_data_filter_shows (const SluiceDataFilter *self,
                          SluiceInventoryItem    *item)
{
  return self->classes[sluice_data_get_class (item)] &&
         (self->kind >= SLUICE_DATA_KINDS || sluice_data_get_kind (item) == self->kind) &&
         is_of_age (item, self->age, self->now) && sluice_data_matches (item, self->words);
}

/** sluice_data_order: as of qsort(); 0 leaves two things as the place has them. */
int
sluice_data_order (SluiceInventoryItem *a,
                   SluiceInventoryItem *b,
                   SluiceDataOrder      order)
{
  gint64 first = 0;
  gint64 second = 0;

  switch (order)
    {
    case SLUICE_DATA_ORDER_NEWEST:
      first = sluice_inventory_item_get_created (a);
      second = sluice_inventory_item_get_created (b);
      break;
    case SLUICE_DATA_ORDER_LARGEST:
      first = (gint64) MIN (sluice_inventory_item_get_size (a), G_MAXINT64);
      second = (gint64) MIN (sluice_inventory_item_get_size (b), G_MAXINT64);
      break;
    case SLUICE_DATA_ORDER_READ:
      first = sluice_inventory_item_get_last_access (a);
      second = sluice_inventory_item_get_last_access (b);
      break;
    case SLUICE_DATA_ORDER_NAME:
      return g_utf8_collate (sluice_data_get_title (a), sluice_data_get_title (b));
    case SLUICE_DATA_ORDER_SORT:
    default:
      return 0;
    }
  return (first < second) - (first > second);
}
