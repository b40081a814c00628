/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-chain.h"

#include "sluice-base-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

static gboolean
report (GError **error,
        char    *message)
{
  g_autofree char *owned = message;

  g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT, owned);
  return FALSE;
}

/* Always FALSE, with %SLUICE_BASE_ERROR_CORRUPT. */
gboolean
sluice_ledger_chain_report_changed (gint64   seq,
                                    GError **error)
{
  return report (error, g_strdup_printf (_("Entry %" PRId64 " of the ledger is not what was written."), seq));
}

/* Always FALSE, with %SLUICE_BASE_ERROR_CORRUPT. */
gboolean
sluice_ledger_chain_report_missing (gint64   seq,
                                    GError **error)
{
  return report (error, g_strdup_printf (_("Entry %" PRId64 " of the ledger is missing."), seq));
}

/*
 * The next entry, against the one before it. @record is NULL for what cannot be
 * read as an entry, which is then only known by its number @seq.
 */
gboolean
sluice_ledger_chain_add (SluiceLedgerChain         *self,
                         const SluiceLedgerRecord  *record,
                         gint64                     seq,
                         GError                   **error)
{
  guint8 made[SLUICE_LEDGER_HASH_SIZE];
  gboolean is_first = self->seq == 0;

  if (seq <= self->seq)
    return sluice_ledger_chain_report_changed (seq, error);
  if (seq != self->seq + 1 && !(is_first && record != NULL && g_str_equal (record->status, "cleared")))
    return sluice_ledger_chain_report_missing (self->seq + 1, error);

  if (record != NULL)
    sluice_ledger_record_hash (record, made);
  if (record == NULL || memcmp (made, record->hash, sizeof made) != 0)
    return sluice_ledger_chain_report_changed (seq, error);
  /* After a clearing the predecessor is gone; its hash is in the entry, and only there. */
  if (memcmp (record->previous, self->hash, sizeof made) != 0 && !(is_first && seq > 1))
    return report (error, g_strdup_printf (_("Entry %" PRId64 " of the ledger does not continue the one "
                                             "before it."), seq));
  if (g_str_equal (record->status, "damaged"))
    return report (error, g_strdup_printf (_("Before entry %" PRId64 " the ledger was damaged: %s"),
                                           seq, record->reason));

  self->seq = seq;
  self->count++;
  memcpy (self->hash, record->hash, SLUICE_LEDGER_HASH_SIZE);
  return TRUE;
}
