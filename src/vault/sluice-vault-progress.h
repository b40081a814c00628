/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SluiceVaultProgressFunc:
 * @done: bytes done
 * @total: bytes in all
 * @data: what was given with the function
 *
 * Told now and then how far long work is, in the thread that asked for the work.
 */
typedef void (*SluiceVaultProgressFunc) (gint64   done,
                                         gint64   total,
                                         gpointer data);

typedef struct _SluiceVaultProgress SluiceVaultProgress;

SluiceVaultProgress *sluice_vault_progress_new    (SluiceVaultProgressFunc  func,
                                                   gpointer                 data,
                                                   GDestroyNotify           destroy);
SluiceVaultProgress *sluice_vault_progress_ref    (SluiceVaultProgress     *self);
void                 sluice_vault_progress_unref  (SluiceVaultProgress     *self);
void                 sluice_vault_progress_set_part (SluiceVaultProgress   *self,
                                                     gint64                 before,
                                                     gint64                 total);
void                 sluice_vault_progress_report (SluiceVaultProgress     *self,
                                                   gint64                   done,
                                                   gint64                   total);
void                 sluice_vault_progress_end    (SluiceVaultProgress     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceVaultProgress, sluice_vault_progress_unref)

G_END_DECLS
