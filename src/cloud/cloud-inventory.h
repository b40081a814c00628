/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/** CloudInventoryDatabase: which of the three databases holds a category. */
typedef enum
{
  CLOUD_INVENTORY_DATA,
  CLOUD_INVENTORY_PROCESS,
  CLOUD_INVENTORY_PRODUCT,
} CloudInventoryDatabase;

/**
 * CloudInventorySource:
 * @category: of the catalogue
 * @database: where it is kept
 * @use: which key opens its titles
 * @items: (nullable): a query of the account `?1` for all of it: id, created (seconds), size, expires (seconds),
 *   can_delete, title, sealed_as, row_id; the title is sealed for that column and row when sealed_as is not null.
 *   %NULL when this cloud holds no such data
 * @erase: (nullable): deletes the item of the id in that query; returns whether there was one
 * @correct: (nullable): makes the one item of the category what the person says it is; %SLUICE_CLOUD_ERROR_OPTIONS for
 *   what it cannot be, %SLUICE_CLOUD_ERROR_TAKEN for what is somebody else's
 *
 * How a category is listed. Whatever else has to reach all of the catalogue (export, erasure) is a member here.
 */
typedef struct
{
  const char              *category;
  CloudInventoryDatabase   database;
  CloudKeyUse              use;
  const char              *items;
  gboolean               (*erase) (CloudContext  *context,
                                   const char    *account,
                                   const char    *id,
                                   GError       **error);
  gboolean               (*correct) (CloudContext  *context,
                                     const char    *account,
                                     const char    *value,
                                     GError       **error);
} CloudInventorySource;

/* cloud-inventory.c */
char                       *cloud_inventory_split_id      (const char                *id,
                                                           const char               **out_rest);
void                        cloud_inventory_reply_unknown (CloudRequest              *request);

/* cloud-inventory-sources.c */
const CloudInventorySource *cloud_inventory_find_source (const char                  *category);
SluiceDatabase             *cloud_inventory_get_database (CloudContext               *context,
                                                         const CloudInventorySource  *source);
gboolean                    cloud_inventory_find_table  (const char                  *table,
                                                         const char                 **out_category);

/* cloud-inventory-erase.c */
gboolean                    cloud_inventory_erase_record  (CloudContext              *context,
                                                           const char                *account,
                                                           const char                *id,
                                                           GError                   **error);
gboolean                    cloud_inventory_erase_library (CloudContext              *context,
                                                           const char                *account,
                                                           const char                *id,
                                                           GError                   **error);
gboolean                    cloud_inventory_erase_upload  (CloudContext              *context,
                                                           const char                *account,
                                                           const char                *id,
                                                           GError                   **error);

/* cloud-inventory-correct.c */
gboolean                    cloud_inventory_correct_username (CloudContext           *context,
                                                              const char             *account,
                                                              const char             *value,
                                                              GError                **error);
gboolean                    cloud_inventory_correct_email    (CloudContext           *context,
                                                              const char             *account,
                                                              const char             *value,
                                                              GError                **error);

G_END_DECLS
