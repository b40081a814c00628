/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_SUMMARY (sluice_data_summary_get_type ())

/*
 * How much of what a place holds is of which class: a picture, and a legend that is its text and its filter. Signal
 * "changed": another class, or all of them, is to be shown.
 */
G_DECLARE_FINAL_TYPE (SluiceDataSummary, sluice_data_summary, SLUICE, DATA_SUMMARY, AdwBin)

void     sluice_data_summary_set_sums (SluiceDataSummary *self,
                                       GListModel        *sums);
void     sluice_data_summary_show_all (SluiceDataSummary *self);
gboolean sluice_data_summary_shows    (SluiceDataSummary *self,
                                       SluiceDataClass    klass);

G_END_DECLS
