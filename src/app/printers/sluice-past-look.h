/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-past-prints.h"

G_BEGIN_DECLS

/* The prints that were seen, in words and icons. No GTK in here. */
const char *sluice_past_result_get_title     (SluicePastResult  result);
const char *sluice_past_result_get_icon_name (SluicePastResult  result);
const char *sluice_past_result_get_css_class (SluicePastResult  result);
char       *sluice_past_print_dup_title      (SluicePastPrint  *print);
char       *sluice_past_print_dup_subtitle   (SluicePastPrint  *print);
char       *sluice_past_prints_dup_sum       (GListModel       *prints);
gboolean    sluice_past_print_matches        (SluicePastPrint  *print,
                                              const char       *search);

G_END_DECLS
