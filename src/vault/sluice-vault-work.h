/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-progress.h"
#include "sluice-vault-store.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluiceVaultWork:
 *
 * What a worker is told; each field as far as the work needs it.
 */
typedef struct
{
  SluiceVaultStore    *store;
  SluiceVaultItem     *item;
  SluiceVaultProgress *progress;
  SluiceVaultLink      kind;
  char                *path;
  char                *text;
  gboolean             replace;
} SluiceVaultWork;

SluiceVaultWork *sluice_vault_work_new     (SluiceVaultStore *store,
                                            SluiceVaultItem  *item);
gpointer         sluice_vault_work_ref     (SluiceVaultWork  *self);
void             sluice_vault_work_unref   (gpointer          data);

/* Each is a SluiceWorkFunc whose data is a SluiceVaultWork. */
DexFuture       *sluice_vault_work_list    (GCancellable     *cancellable,
                                            gpointer          data);
DexFuture       *sluice_vault_work_find    (GCancellable     *cancellable,
                                            gpointer          data);
DexFuture       *sluice_vault_work_add     (GCancellable     *cancellable,
                                            gpointer          data);
DexFuture       *sluice_vault_work_link    (GCancellable     *cancellable,
                                            gpointer          data);
DexFuture       *sluice_vault_work_restore (GCancellable     *cancellable,
                                            gpointer          data);
DexFuture       *sluice_vault_work_remove  (GCancellable     *cancellable,
                                            gpointer          data);
DexFuture       *sluice_vault_work_verify  (GCancellable     *cancellable,
                                            gpointer          data);

G_END_DECLS
