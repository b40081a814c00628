/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-item.h"

G_BEGIN_DECLS

/**
 * SluiceVaultDetails:
 * @name: the file's name, no path
 * @format: (nullable): what print/ calls its format; %NULL when nobody looked
 * @record_id: (nullable): the process record that was made from it
 *
 * What the caller knows of a file beside its bytes. All borrowed.
 */
typedef struct
{
  const char *name;
  const char *format;
  const char *record_id;
} SluiceVaultDetails;

SluiceVaultItem *sluice_vault_item_new        (const char                *id,
                                               const char                *object,
                                               const SluiceVaultDetails  *details,
                                               gint64                     size,
                                               gint64                     added_at,
                                               const char * const        *jobs);
const char      *sluice_vault_item_get_object (SluiceVaultItem           *self);
void             sluice_vault_item_set_state  (SluiceVaultItem           *self,
                                               SluiceVaultState           state);

G_END_DECLS
