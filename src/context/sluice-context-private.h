/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"
#include "sluice-gate.h"
#include "sluice-keyring.h"
#include "sluice-lock.h"
#include "sluice-joined-list.h"
#include "sluice-local-monitor.h"
#include "sluice-print-history.h"
#include "sluice-printer-monitor.h"

G_BEGIN_DECLS

/* See sluice-context.c. */
struct _SluiceContext
{
  GObject parent_instance;

  /* Owned. */
  char                 *data_folder;
  char                 *client_id;
  SluiceClock          *clock;
  GSettings            *settings;
  SluiceKeyring        *keyring;
  SluiceAccounts       *accounts;
  SluiceLedger         *ledger;
  SluiceGate           *gate;
  SluiceLocalPrinters  *local_printers;
  SluicePrintSender    *print_sender;
  SluiceUploadQueue    *uploads;
  SluiceWatchedFolder  *watched;
  SluicePrinterMonitor *monitor;
  SluiceLocalMonitor   *local_monitor;
  SluiceJoinedList     *fleet; /* the groups of both */
  SluicePrinterEvents  *events;
  SluicePrintHistory   *history;
  SluiceConsents       *consents;
  SluiceHoldings       *holdings;
  SluiceRights         *rights;
  SluiceInventoryKept  *kept; /* with the vault: its key comes from the vault's */
  SluicePlace          *place;
  GListStore           *session_places; /* signed in to until the program ends: nothing else remembers them */
  SluiceVault          *vault;
  SluiceKey            *vault_key; /* with the vault */
  SluiceUploadJournal  *journal;     /* with the vault; NULL when the queue ends with the program */
  SluiceLock           *uploads_lock; /* held while the journal is this program's */

  guint    n_stops;  /* how often it was stopped: what began before one does not go on after it */
  gboolean keeps_uploads; /* whether the queue outlives the program */
  gboolean restoring;     /* the queue of the last time is not back yet */
  gboolean watching; /* whether the place is looked at while the place is ready */
  gboolean key_lost; /* there is a vault, and the keyring has not its key */
};

void     sluice_context_take_place        (SluiceContext  *self,
                                          SluicePlace    *place);
void     sluice_context_build_printers    (SluiceContext  *self);
void     sluice_context_use_history       (SluiceContext  *self,
                                           SluiceKey      *key);
void     sluice_context_build_fleet       (SluiceContext  *self);
void     sluice_context_watch_folder      (SluiceContext  *self);
void     sluice_context_recall            (SluiceContext  *self,
                                          SluicePlace    *place);
char    *sluice_context_dup_kept_folder   (SluiceContext  *self);
void     sluice_context_take_vault        (SluiceContext  *self,
                                          SluiceVault    *vault,
                                          SluiceKey      *key);
void     sluice_context_use_journal   (SluiceContext  *self,
                                       SluiceKey      *key);
void     sluice_context_restore_uploads (SluiceContext *self);
void     sluice_context_set_key_lost      (SluiceContext  *self,
                                          gboolean        key_lost);
gboolean sluice_context_check_not_stopped (SluiceContext  *self,
                                          guint           n_stops,
                                          GError        **error);

G_END_DECLS
