/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-words.h"

G_BEGIN_DECLS

/** SluiceDataAge: how old a thing must be to be shown. What has no date is of no age. */
typedef enum
{
  SLUICE_DATA_AGE_ANY,
  SLUICE_DATA_AGE_NEW,   /* of the last thirty days */
  SLUICE_DATA_AGE_MONTH, /* older than that */
  SLUICE_DATA_AGE_YEAR,  /* older than a year */
} SluiceDataAge;

/** SluiceDataOrder: what comes first. */
typedef enum
{
  SLUICE_DATA_ORDER_SORT, /* by what sort of thing it is, as the place tells it */
  SLUICE_DATA_ORDER_NEWEST,
  SLUICE_DATA_ORDER_LARGEST,
  SLUICE_DATA_ORDER_NAME,
  SLUICE_DATA_ORDER_READ, /* by somebody else, last */
} SluiceDataOrder;

/** SLUICE_DATA_KINDS: all of them; what comes before it is a #SluiceDataKind. */
#define SLUICE_DATA_KINDS 3

/**
 * SluiceDataFilter:
 * @classes: which classes are shown
 * @kind: a #SluiceDataKind, or %SLUICE_DATA_KINDS for all
 * @age: how old
 * @now: seconds since the epoch
 * @words: what is looked for, folded; empty for all
 *
 * What of the list is shown.
 */
typedef struct
{
  gboolean       classes[SLUICE_DATA_CLASSES];
  guint          kind;
  SluiceDataAge  age;
  gint64         now;
  char          *words;
} SluiceDataFilter;

gboolean sluice_data_filter_shows (const SluiceDataFilter *self,
                                   SluiceInventoryItem    *item);
int      sluice_data_order        (SluiceInventoryItem    *a,
                                   SluiceInventoryItem    *b,
                                   SluiceDataOrder         order);

G_END_DECLS
