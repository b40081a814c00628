/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-database.h"
#include "sluice-key.h"

G_BEGIN_DECLS

/**
 * CloudKeyUse:
 * @CLOUD_KEY_PERSONAL: names of people, printers and groups, in data.db
 * @CLOUD_KEY_PROCESS: process data, in process.db
 * @CLOUD_KEY_PRODUCT: product data, in product.db and blobs/
 *
 * What a key of an account is for; no use can read what another wrote.
 */
typedef enum
{
  CLOUD_KEY_PERSONAL,
  CLOUD_KEY_PROCESS,
  CLOUD_KEY_PRODUCT,
  CLOUD_KEY_LAST,
} CloudKeyUse;

typedef struct _CloudStore CloudStore;

CloudStore     *cloud_store_open         (const char   *folder,
                                          GError      **error);
CloudStore     *cloud_store_open_beside  (const char   *folder,
                                          GError      **error);
void            cloud_store_free         (CloudStore   *self);

SluiceDatabase *cloud_store_get_data     (CloudStore   *self);
SluiceDatabase *cloud_store_get_process  (CloudStore   *self);
SluiceDatabase *cloud_store_get_product  (CloudStore   *self);
const char     *cloud_store_get_blobs    (CloudStore   *self);
SluiceKey      *cloud_store_get_signing  (CloudStore   *self);

GBytes         *cloud_store_seal         (CloudStore   *self,
                                          const char   *account,
                                          CloudKeyUse   use,
                                          const char   *text,
                                          const char   *column,
                                          const char   *row,
                                          GError      **error);
char           *cloud_store_unseal       (CloudStore   *self,
                                          const char   *account,
                                          CloudKeyUse   use,
                                          GBytes       *sealed,
                                          const char   *column,
                                          const char   *row,
                                          GError      **error);
SluiceKey      *cloud_store_ref_key      (CloudStore   *self,
                                          const char   *account,
                                          CloudKeyUse   use,
                                          GError      **error);

char           *cloud_store_fingerprint_name (CloudStore *self,
                                              const char *name);
char           *cloud_store_make_account (CloudStore   *self,
                                          const char   *username,
                                          gboolean      is_owner,
                                          gint64        now,
                                          GError      **error);
char           *cloud_store_find_owner   (CloudStore   *self,
                                          GError      **error);
char           *cloud_store_dup_username (CloudStore   *self,
                                          const char   *account,
                                          GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudStore, cloud_store_free)

G_END_DECLS
