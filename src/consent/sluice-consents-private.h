/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-receipt-store.h"
#include "sluice-watcher.h"

G_BEGIN_DECLS

/* Shared by the files of the service: the object, its looks at the cloud, and what it asks of it. */
struct _SluiceConsents
{
  GObject parent_instance;

  /* Owned. */
  SluiceClock        *clock;
  SluiceReceiptStore *store;
  SluiceSession      *session;     /* NULL while there is no place */
  SluiceWatcher      *watcher;
  GListStore         *requests;
  GListStore         *grants;
  GListStore         *receipts;
  GHashTable         *receipt_ids; /* of @receipts; the keys are theirs */
  char               *place_id;    /* of the newest session */
  char               *stale_reason;

  gint64   observed_at;     /* microseconds since the epoch */
  guint    n_waiting;
  guint    n_alarms;
  guint    n_turns;         /* decisions and look-ups; a look that began before the newest one does not count */
  gboolean receipts_loaded; /* from the disk */
  gboolean receipts_due;    /* the cloud may have newer ones */
  gboolean not_allowed;     /* by the newest look */
  gboolean is_offered;
};

/* sluice-consents.c */
void                  sluice_consents_count        (SluiceConsents        *self);
void                  sluice_consents_set_seen     (SluiceConsents        *self,
                                                    gint64                 observed_at,
                                                    const char            *stale_reason);
void                  sluice_consents_add_receipts (SluiceConsents        *self,
                                                    GPtrArray             *receipts);
void                  sluice_consents_announce     (SluiceConsents        *self,
                                                    SluiceConsentRequest  *request);

/* sluice-consents-look.c */
gboolean              sluice_consents_look         (SluiceConsents        *self,
                                                    SluiceSession         *session,
                                                    DexFuture             *stop,
                                                    GError               **error);
SluiceConsentRequest *sluice_consents_adopt        (SluiceConsents        *self,
                                                    SluiceSession         *session,
                                                    SluiceConsentRequest  *request);
gboolean              sluice_consents_keep         (SluiceConsents        *self,
                                                    SluiceSession         *session,
                                                    DexFuture             *stop,
                                                    GPtrArray             *receipts,
                                                    GError               **error);

/* sluice-consents-call.c */
JsonNode             *sluice_consents_call         (SluiceSession         *session,
                                                    SluiceRequest         *request,
                                                    DexFuture             *stop,
                                                    gint64                *out_observed_at,
                                                    GError               **error);
SluiceRequest        *sluice_consents_make_request (const char            *method,
                                                    const char            *route,
                                                    const char            *id,
                                                    const char            *other_id,
                                                    JsonObject            *data,
                                                    const char            *permission);

G_END_DECLS
