/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer.h"

G_BEGIN_DECLS

/* A printer and its job in words and icons. No GTK in here. */
const char *sluice_printer_state_get_title     (SluicePrinterState  state);
const char *sluice_printer_state_get_icon_name (SluicePrinterState  state);
const char *sluice_printer_state_get_css_class (SluicePrinterState  state);
char       *sluice_print_job_dup_title         (SluicePrintJob     *job);
char       *sluice_print_job_dup_time_left     (SluicePrintJob     *job);
const char *sluice_print_job_get_estimate_words (SluicePrintJob    *job);
char       *sluice_printer_dup_description     (SluicePrinter      *printer);
char       *sluice_heater_dup_title            (const char         *name);
char       *sluice_temperature_dup_text        (double              actual,
                                                double              target);

G_END_DECLS
