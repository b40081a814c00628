/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-ledger.h"
#include "sluice-place.h"
#include "sluice-printer-group.h"
#include "sluice-upload-queue.h"
#include "sluice-vault.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CONTEXT (sluice_context_get_type ())

/*
 * Every service of libsluice, built once and handed down: the only object that
 * knows them all.
 *
 * Property: place (SluicePlace, or NULL before one is chosen).
 */
G_DECLARE_FINAL_TYPE (SluiceContext, sluice_context, SLUICE, CONTEXT, GObject)

SluiceContext     *sluice_context_new          (const char    *data_folder,
                                                const char    *client_id);

/* Starts the place that was chosen before, if any; settles when that is done. */
DexFuture         *sluice_context_start        (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
/* Writes what is pending and stops everything; the last thing a program does. */
DexFuture         *sluice_context_stop         (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;

/* "Try it here": the home cloud becomes the place and is started. */
DexFuture         *sluice_context_use_home     (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
/* Asks the person, through the desktop, to unlock the keyring, then goes on. */
DexFuture         *sluice_context_unlock       (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
/* Looks at the printers now instead of at the next turn. */
void               sluice_context_refresh      (SluiceContext *self);

SluicePlace       *sluice_context_get_place    (SluiceContext *self);
SluiceClock       *sluice_context_get_clock    (SluiceContext *self);
GSettings         *sluice_context_get_settings (SluiceContext *self);
GListModel        *sluice_context_get_groups   (SluiceContext *self); /* of SluicePrinterGroup */
SluiceUploadQueue *sluice_context_get_uploads  (SluiceContext *self);
SluiceLedger      *sluice_context_get_ledger   (SluiceContext *self);
SluiceVault       *sluice_context_get_vault    (SluiceContext *self); /* NULL until the keyring gave its key */

G_END_DECLS
