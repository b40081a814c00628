/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault.h"

G_BEGIN_DECLS

/** SLUICE_VAULT_ANY: a criterion that is not asked for. */
#define SLUICE_VAULT_ANY (-1)

/** SLUICE_VAULT_UNPRINTED_DAYS: after so long a file that no print job is known for is proposed by itself. */
#define SLUICE_VAULT_UNPRINTED_DAYS 180

/**
 * SluiceVaultReasons:
 * @SLUICE_VAULT_REASON_DAMAGED: the vault's copy is not what was put in, or is gone
 * @SLUICE_VAULT_REASON_UNPRINTED: no print job is known for it, and it is old
 * @SLUICE_VAULT_REASON_SUPERSEDED: a newer file has the same name
 * @SLUICE_VAULT_REASON_LARGE: it is as large as was asked for
 * @SLUICE_VAULT_REASON_ROOM: room is wanted, and it is among the first to go
 *
 * Why a file is proposed for clean-up.
 */
typedef enum
{
  SLUICE_VAULT_REASON_DAMAGED = 1 << 0,
  SLUICE_VAULT_REASON_UNPRINTED = 1 << 1,
  SLUICE_VAULT_REASON_SUPERSEDED = 1 << 2,
  SLUICE_VAULT_REASON_LARGE = 1 << 3,
  SLUICE_VAULT_REASON_ROOM = 1 << 4,
} SluiceVaultReasons;

/**
 * SluiceVaultCriteria:
 * @now: seconds since the epoch
 * @older_than: seconds: not printed, and in the vault for longer; or %SLUICE_VAULT_ANY
 * @larger_than: bytes: at least so large; or %SLUICE_VAULT_ANY
 * @until_free: bytes: no more than it takes to free so many; or %SLUICE_VAULT_ANY
 *
 * What to propose. Where both age and size are asked for, both must hold; with
 * none of the three, what is damaged, superseded, or long unprinted.
 */
typedef struct
{
  gint64 now;
  gint64 older_than;
  gint64 larger_than;
  gint64 until_free;
} SluiceVaultCriteria;

/**
 * SluiceVaultProposal:
 * @item: a file that could go
 * @reasons: why
 */
typedef struct
{
  SluiceVaultItem    *item;
  SluiceVaultReasons  reasons;
} SluiceVaultProposal;

GPtrArray *sluice_vault_propose_cleanup  (SluiceVault               *self,
                                          const SluiceVaultCriteria *criteria);
gint64     sluice_vault_measure_cleanup  (SluiceVault               *self,
                                          GPtrArray                 *proposals);
char      *sluice_vault_dup_reasons_text (SluiceVaultReasons         reasons);

G_END_DECLS
