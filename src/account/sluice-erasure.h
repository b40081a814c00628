/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-holdings.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ERASURE (sluice_erasure_get_type ())

/*
 * Things that the place deletes for good: there is no way back, so whoever runs it has asked the person before. It is
 * of the place that was in use when it was made, and of no other. Property: n-erased.
 */
G_DECLARE_FINAL_TYPE (SluiceErasure, sluice_erasure, SLUICE, ERASURE, GObject)

SluiceErasure *sluice_erasure_new          (SluiceHoldings *holdings,
                                            GListModel     *items);
DexFuture     *sluice_erasure_run          (SluiceErasure  *self) G_GNUC_WARN_UNUSED_RESULT;
GListModel    *sluice_erasure_get_items    (SluiceErasure  *self);
guint          sluice_erasure_get_n_erased (SluiceErasure  *self);

G_END_DECLS
