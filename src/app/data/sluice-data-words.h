/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-holdings.h"

G_BEGIN_DECLS

/** SLUICE_DATA_CLASSES: how many classes there are, in the order of #SluiceDataClass. */
#define SLUICE_DATA_CLASSES 3

/**
 * SluiceDataSums:
 * @count: things of each class
 * @size: bytes of each class
 *
 * How much there is. What this version knows no category of is counted as private.
 */
typedef struct
{
  guint64 count[SLUICE_DATA_CLASSES];
  guint64 size[SLUICE_DATA_CLASSES];
} SluiceDataSums;

/* What a place holds about a person, in words. No GTK in here. */
SluiceDataClass  sluice_data_get_class        (SluiceInventoryItem  *item);
gboolean         sluice_data_is_known         (SluiceInventoryItem  *item);
const char      *sluice_data_get_class_text   (SluiceInventoryItem  *item);
SluiceDataKind   sluice_data_get_kind         (SluiceInventoryItem  *item);
const char      *sluice_data_get_category     (SluiceInventoryItem  *item);
const char      *sluice_data_get_description  (SluiceInventoryItem  *item);
const char      *sluice_data_get_purpose      (SluiceInventoryItem  *item);
const char      *sluice_data_get_retention    (SluiceInventoryItem  *item);
const char      *sluice_data_get_screen       (SluiceInventoryItem  *item);
const char      *sluice_data_get_title        (SluiceInventoryItem  *item);
char            *sluice_data_dup_subtitle     (SluiceInventoryItem  *item);
char            *sluice_data_dup_size         (SluiceInventoryItem  *item);
char            *sluice_data_dup_row_text     (SluiceInventoryItem  *item,
                                               const char           *subtitle,
                                               const char           *size);
char            *sluice_data_dup_where        (SluiceInventoryItem  *item,
                                               gboolean              at_home);
char            *sluice_data_dup_seen         (SluiceInventoryItem  *item);
gboolean         sluice_data_matches          (SluiceInventoryItem  *item,
                                               const char           *words);

void             sluice_data_sum              (GListModel           *sums,
                                               SluiceDataSums       *out_sums);
char            *sluice_data_describe_class   (const SluiceDataSums *sums,
                                               SluiceDataClass       klass);
char            *sluice_data_describe_sums    (const SluiceDataSums *sums);
char            *sluice_data_describe_count   (SluiceHoldings       *holdings,
                                               guint                 n_shown,
                                               gint64                now);
char            *sluice_data_describe_chosen  (guint                 n_chosen);
char            *sluice_data_describe_erasing (GListModel           *items);
char            *sluice_data_describe_erased  (guint                 n_erased);

G_END_DECLS
