/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluiceLedgerStatus:
 * @SLUICE_LEDGER_LEAVING: about to leave; another entry refers to it and says how it went
 * @SLUICE_LEDGER_ANSWERED: the other side answered
 * @SLUICE_LEDGER_FAILED: no answer; some of it may have left
 * @SLUICE_LEDGER_CANCELLED: stopped by this side; some of it may have left
 * @SLUICE_LEDGER_REFUSED: kept here by the gate
 * @SLUICE_LEDGER_CLEARED: the entries before it were removed by the person
 * @SLUICE_LEDGER_DAMAGED: entries before it were found to be missing
 * @SLUICE_LEDGER_CHANGED: what may leave was decided otherwise
 * @SLUICE_LEDGER_UNKNOWN: a word of a newer Sluice, or a changed entry
 */
typedef enum
{
  SLUICE_LEDGER_LEAVING,
  SLUICE_LEDGER_ANSWERED,
  SLUICE_LEDGER_FAILED,
  SLUICE_LEDGER_CANCELLED,
  SLUICE_LEDGER_REFUSED,
  SLUICE_LEDGER_CLEARED,
  SLUICE_LEDGER_DAMAGED,
  SLUICE_LEDGER_CHANGED,
  SLUICE_LEDGER_UNKNOWN,
} SluiceLedgerStatus;

const char *sluice_ledger_status_to_nick (SluiceLedgerStatus status);

#define SLUICE_TYPE_LEDGER_ENTRY (sluice_ledger_entry_get_type ())

G_DECLARE_FINAL_TYPE (SluiceLedgerEntry, sluice_ledger_entry, SLUICE, LEDGER_ENTRY, GObject)

gint64              sluice_ledger_entry_get_seq         (SluiceLedgerEntry *self);
gint64              sluice_ledger_entry_get_refers      (SluiceLedgerEntry *self);
gint64              sluice_ledger_entry_get_time        (SluiceLedgerEntry *self);
SluiceLedgerStatus  sluice_ledger_entry_get_status      (SluiceLedgerEntry *self);
guint               sluice_ledger_entry_get_http_status (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_place_id    (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_place_name  (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_host        (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_method      (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_route       (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_label       (SluiceLedgerEntry *self);
gint64              sluice_ledger_entry_get_bytes_out   (SluiceLedgerEntry *self);
gint64              sluice_ledger_entry_get_bytes_in    (SluiceLedgerEntry *self);
gint64              sluice_ledger_entry_get_count       (SluiceLedgerEntry *self);
const char         *sluice_ledger_entry_get_reason      (SluiceLedgerEntry *self);
GBytes             *sluice_ledger_entry_get_body        (SluiceLedgerEntry *self);

G_END_DECLS
