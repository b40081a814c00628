/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-store.h"
#include "sluice-vault-writer.h"

G_BEGIN_DECLS

/** SluiceVaultAddedFunc: told of each item that was committed, on the thread that did. */
typedef void (*SluiceVaultAddedFunc) (SluiceVaultItem *item,
                                      gpointer         data);

SluiceVaultWriter *sluice_vault_writer_new (SluiceVaultStore      *store,
                                            SluiceVaultAddedFunc   added,
                                            gpointer               data,
                                            GDestroyNotify         destroy,
                                            GError               **error);

G_END_DECLS
