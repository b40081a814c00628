/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"
#include "sluice-past-print.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluicePastColumn:
 * @name: as exports have it
 * @klass: who may see it
 * @kind: whether it is of the object or of how it was printed
 *
 * One column of the history.
 */
typedef struct
{
  const char     *name;
  SluiceDataClass klass;
  SluiceDataKind  kind;
} SluicePastColumn;

/**
 * SluicePastSum:
 * @n_prints: all that ended, and was seen to
 * @n_finished: those that were done
 * @n_failed: those that a fault stopped
 * @n_stopped: those that a person stopped
 * @seconds: of printing, in all
 *
 * A history in figures. What goes on, or ended unseen, is in none of them.
 */
typedef struct
{
  guint  n_prints;
  guint  n_finished;
  guint  n_failed;
  guint  n_stopped;
  gint64 seconds;
} SluicePastSum;

extern const SluicePastColumn sluice_past_columns[];

void    sluice_past_prints_sum     (GListModel    *prints,
                                    SluicePastSum *sum);
GBytes *sluice_past_prints_to_csv  (GListModel    *prints);
GBytes *sluice_past_prints_to_json (GListModel    *prints);

G_END_DECLS
