/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-item.h"

G_BEGIN_DECLS

typedef struct _SluiceVaultWriter SluiceVaultWriter;

/* Blocking: for a worker, or a command-line program. */
gboolean         sluice_vault_writer_write  (SluiceVaultWriter  *self,
                                             const void         *data,
                                             gsize               length,
                                             GError            **error);
SluiceVaultItem *sluice_vault_writer_commit (SluiceVaultWriter  *self,
                                             const char         *name,
                                             const char         *format,
                                             const char         *record_id,
                                             GError            **error);
void             sluice_vault_writer_free   (SluiceVaultWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceVaultWriter, sluice_vault_writer_free)

G_END_DECLS
