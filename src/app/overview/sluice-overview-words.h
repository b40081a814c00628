/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluicePrintersSummary:
 * @n_printers: in all groups
 * @n_printing: printing or warming up
 * @n_attention: that need a person
 * @n_observations: sources: groups, and printers that are in none
 * @n_stale: sources that did not answer the last time
 * @observed_at: the oldest look at one, microseconds since the epoch; 0 for never
 */
typedef struct
{
  guint  n_printers;
  guint  n_printing;
  guint  n_attention;
  guint  n_observations;
  guint  n_stale;
  gint64 observed_at;
} SluicePrintersSummary;

/**
 * SluiceSentSummary:
 * @n_records: process records that arrived
 * @n_product: bodies with product data that arrived
 * @last_at: when the newest of either did, microseconds since the epoch; 0 for never
 * @complete: whether the list goes back to the first entry of the ledger
 */
typedef struct
{
  guint    n_records;
  guint    n_product;
  gint64   last_at;
  gboolean complete;
} SluiceSentSummary;

/* The sentences of the overview, and the sums in them. No GTK in here. */
void  sluice_overview_sum_printers       (GListModel                  *groups,
                                          SluicePrintersSummary       *summary);
void  sluice_overview_sum_sent           (GListModel                  *entries,
                                          SluiceSentSummary           *summary);
guint sluice_overview_count_waiting      (GListModel                  *uploads);

char *sluice_overview_describe_printers  (const SluicePrintersSummary *summary);
char *sluice_overview_describe_age       (const SluicePrintersSummary *summary,
                                          gint64                       now);
char *sluice_overview_describe_attention (guint                        n_printers);
char *sluice_overview_describe_waiting   (guint                        n_uploads);
char *sluice_overview_describe_sent      (const SluiceSentSummary     *summary);
char *sluice_overview_describe_sent_age  (const SluiceSentSummary     *summary,
                                          gint64                       now);
char *sluice_overview_describe_vault     (GListModel                  *items);
char *sluice_overview_describe_asking    (guint                        n_requests);
char *sluice_overview_describe_alarms    (guint                        n_grants);
char *sluice_overview_describe_seeing    (guint                        n_grants,
                                          gboolean                     known);
char *sluice_overview_describe_seen      (GListModel                  *grants,
                                          gint64                       now);

const char *sluice_overview_get_connection (gboolean home,
                                            gboolean ready);
const char *sluice_overview_get_trust      (gboolean home,
                                            gboolean ready);
char *sluice_overview_describe_kept     (GListModel *sums);

G_END_DECLS
