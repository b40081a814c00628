/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-database.h"
#include "sluice-vault-index.h"

G_BEGIN_DECLS

/* See sluice-vault-index.c. */
struct _SluiceVaultIndex
{
  SluiceDatabase *database;
  SluiceKey      *seal_key;   /* for columns */
  SluiceKey      *lookup_key; /* for fingerprints */
};

char *sluice_vault_index_dup_lookup    (SluiceVaultIndex  *self,
                                        SluiceVaultLink    kind,
                                        const char        *value);
void  sluice_vault_index_set_not_found (GError           **error);

G_END_DECLS
