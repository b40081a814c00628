/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-recovery-phrase.h"

G_BEGIN_DECLS

/**
 * SluiceVaultRecovery:
 * @vault_id: a few letters and digits to tell this vault's sheet from another's
 * @made_at: when the phrase was made, in seconds since the epoch
 *
 * What everyone may know of a vault's recovery phrase.
 */
typedef struct
{
  char   *vault_id;
  gint64  made_at;
} SluiceVaultRecovery;

/* Blocking: for a worker, or a command-line program. */
SluiceVaultRecovery *sluice_vault_recovery_read      (const char            *folder,
                                                      GError               **error);
gboolean             sluice_vault_recovery_seal      (const char            *folder,
                                                      SluiceKey             *vault_key,
                                                      SluiceRecoveryPhrase  *phrase,
                                                      gint64                 now,
                                                      GError               **error);
SluiceKey           *sluice_vault_recovery_open      (const char            *folder,
                                                      SluiceRecoveryPhrase  *phrase,
                                                      GError               **error);
void                 sluice_vault_recovery_free      (SluiceVaultRecovery   *self);

char                *sluice_vault_dup_short_id       (SluiceKey             *vault_key);
gboolean             sluice_vault_is_in_use          (const char            *folder);
void                 sluice_vault_set_key_lost       (const char            *folder,
                                                      GError               **error);
char                *sluice_vault_set_aside          (const char            *folder,
                                                      GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceVaultRecovery, sluice_vault_recovery_free)

G_END_DECLS
