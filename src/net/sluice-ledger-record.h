/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-database.h"

G_BEGIN_DECLS

#define SLUICE_LEDGER_HASH_SIZE 32

/*
 * A row of the ledger, for this room only. Texts are never %NULL in a row that
 * was stored. docs/network.md says what each member means and how they are hashed.
 */
typedef struct
{
  gint64  seq;
  gint64  refers;      /* seq of the entry this is the outcome of; 0 for none */
  gint64  time;        /* microseconds since the epoch, UTC */
  char   *status;
  gint64  http_status; /* 0 when nothing was answered */
  char   *place_id;
  char   *place_name;
  char   *host;
  char   *method;
  char   *route;
  char   *label;
  gint64  bytes_out;
  gint64  bytes_in;
  gint64  count;
  char   *reason;
  GBytes *body;        /* nullable */
  guint8  previous[SLUICE_LEDGER_HASH_SIZE];
  guint8  hash[SLUICE_LEDGER_HASH_SIZE];
} SluiceLedgerRecord;

extern const char * const sluice_ledger_migrations[];

SluiceLedgerRecord *sluice_ledger_record_new       (const char                *status);
SluiceLedgerRecord *sluice_ledger_record_copy      (const SluiceLedgerRecord  *self);
void                sluice_ledger_record_free      (SluiceLedgerRecord        *self);
void                sluice_ledger_record_hash      (const SluiceLedgerRecord  *self,
                                                    guint8                     hash[SLUICE_LEDGER_HASH_SIZE]);
GBytes             *sluice_ledger_record_to_json   (const SluiceLedgerRecord  *self);
SluiceLedgerRecord *sluice_ledger_record_new_from_json (GBytes                *line);

/* On the database's thread. */
SluiceStatement    *sluice_ledger_record_query     (SluiceDatabase            *database,
                                                    const char                *rest,
                                                    gint64                     value,
                                                    GError                   **error);
SluiceLedgerRecord *sluice_ledger_record_read      (SluiceStatement           *statement);
gboolean            sluice_ledger_record_insert    (SluiceLedgerRecord        *self,
                                                    SluiceDatabase            *database,
                                                    GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceLedgerRecord, sluice_ledger_record_free)

G_END_DECLS
