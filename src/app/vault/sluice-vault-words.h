/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-cleanup.h"
#include "sluice-vault-export.h"

G_BEGIN_DECLS

/* What the vault's dialog says, as sentences. No GTK in here. */
char *sluice_vault_describe_use      (gint64             used,
                                      gint64             quota);
char *sluice_vault_describe_count    (guint              n_files);
char *sluice_vault_describe_phrase   (gint64             made_at);
char *sluice_vault_describe_progress (gint64             done,
                                      gint64             total);
char *sluice_vault_describe_check    (int                n_not_whole);
char *sluice_vault_describe_export   (SluiceVaultExport *export);
char *sluice_vault_describe_item     (SluiceVaultItem   *item);
char *sluice_vault_describe_removal  (guint              n_files,
                                      gint64             freed);

G_END_DECLS
