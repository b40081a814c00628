/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-accounts.h"
#include "sluice-clock.h"
#include "sluice-consents.h"
#include "sluice-holdings.h"
#include "sluice-ledger.h"
#include "sluice-local-printers.h"
#include "sluice-print-history.h"
#include "sluice-watch-pace.h"
#include "sluice-place.h"
#include "sluice-printer-group.h"
#include "sluice-recovery-phrase.h"
#include "sluice-rights.h"
#include "sluice-upload-queue.h"
#include "sluice-vault.h"
#include "sluice-watched-folder.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CONTEXT (sluice_context_get_type ())

/*
 * Every service of libsluice, built once and handed down: the only object that
 * knows them all. Properties: place (SluicePlace, NULL before one is chosen),
 * vault (SluiceVault, NULL until the keyring gave its key), key-lost (boolean,
 * there is a vault and the keyring has not its key).
 */
G_DECLARE_FINAL_TYPE (SluiceContext, sluice_context, SLUICE, CONTEXT, GObject)

SluiceContext     *sluice_context_new          (const char    *data_folder,
                                                const char    *client_id);

void               sluice_context_keep_uploads (SluiceContext *self);
gboolean           sluice_context_has_kept_uploads (SluiceContext *self);
DexFuture         *sluice_context_start        (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_stop         (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_use_home     (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_visit_home   (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_use_again    (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_use_place    (SluiceContext *self,
                                                SluicePlace   *place) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_visit_place  (SluiceContext *self,
                                                SluicePlace   *place) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_leave_place  (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_sign_out     (SluiceContext *self,
                                                SluicePlace   *place) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_unlock_keyring (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_open_vault   (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_recover_vault (SluiceContext *self,
                                                 const char    *words) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_set_vault_aside (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_find_recovery_phrase (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_set_recovery_phrase (SluiceContext        *self,
                                                       SluiceRecoveryPhrase *phrase) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_check_recovery_phrase (SluiceContext *self,
                                                         const char    *words) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_unlock       (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_add_printer  (SluiceContext      *self,
                                                const char         *name,
                                                const char         *address,
                                                SluicePrinterKind   kind,
                                                const char         *key) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_detect_printer (SluiceContext      *self,
                                                  const char         *address) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_remove_printer (SluiceContext      *self,
                                                  SluiceLocalPrinter *printer) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_context_look_once    (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
void               sluice_context_refresh      (SluiceContext *self);

gboolean           sluice_context_has_home     (SluiceContext *self);
gboolean           sluice_context_has_place    (SluiceContext *self);
gboolean           sluice_context_is_key_lost  (SluiceContext *self);
SluicePlace       *sluice_context_get_place    (SluiceContext *self);
SluiceAccounts    *sluice_context_get_accounts (SluiceContext *self);
SluicePlace       *sluice_context_make_place   (SluiceContext *self,
                                                SluiceAccount *account);
GListModel        *sluice_context_get_session_places (SluiceContext *self);
const char        *sluice_context_get_client_id (SluiceContext *self);
SluiceClock       *sluice_context_get_clock    (SluiceContext *self);
GSettings         *sluice_context_get_settings (SluiceContext *self);
GListModel        *sluice_context_get_groups   (SluiceContext *self);
GListModel *sluice_context_get_fleet (SluiceContext *self);
SluicePrinterEvents *sluice_context_get_printer_events (SluiceContext *self);
SluicePrintHistory *sluice_context_get_history (SluiceContext *self);
void sluice_context_set_watch_level (SluiceContext *self,
                                     SluiceWatchLevel level);
DexFuture *sluice_context_look_around (SluiceContext *self) G_GNUC_WARN_UNUSED_RESULT;
SluiceLocalPrinters *sluice_context_get_local_printers (SluiceContext *self);
SluiceUploadQueue *sluice_context_get_uploads  (SluiceContext *self);
SluiceWatchedFolder *sluice_context_get_watched (SluiceContext *self);
SluiceConsents    *sluice_context_get_consents (SluiceContext *self);
SluiceHoldings    *sluice_context_get_holdings (SluiceContext *self);
SluiceLedger      *sluice_context_get_ledger   (SluiceContext *self);
SluiceRights      *sluice_context_get_rights   (SluiceContext *self);
SluiceVault       *sluice_context_get_vault    (SluiceContext *self);

G_END_DECLS
