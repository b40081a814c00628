/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-holdings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_ERASING (sluice_data_erasing_get_type ())

/*
 * Deleting things at a place: the question, how far it is, what came of it. Signals: began: the person said so;
 * changed: it has got further, or is over.
 */
G_DECLARE_FINAL_TYPE (SluiceDataErasing, sluice_data_erasing, SLUICE, DATA_ERASING, GObject)

SluiceDataErasing *sluice_data_erasing_new          (SluiceHoldings    *holdings,
                                                     GListModel        *items);
void               sluice_data_erasing_ask          (SluiceDataErasing *self,
                                                     GtkWidget         *over);
void               sluice_data_erasing_stop         (SluiceDataErasing *self);
gboolean           sluice_data_erasing_get_is_over  (SluiceDataErasing *self);
double             sluice_data_erasing_get_fraction (SluiceDataErasing *self);
GListModel        *sluice_data_erasing_dup_rest     (SluiceDataErasing *self);
char              *sluice_data_erasing_dup_text     (SluiceDataErasing *self);

G_END_DECLS
