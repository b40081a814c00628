/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_REPORT_DIALOG (sluice_report_dialog_get_type ())

/*
 * A report of a weakness, to those who run a place. Signal "open-uri" (a string): an address is to be opened; a handler
 * that stops it has opened it itself.
 */
G_DECLARE_FINAL_TYPE (SluiceReportDialog, sluice_report_dialog, SLUICE, REPORT_DIALOG, AdwDialog)

AdwDialog *sluice_report_dialog_new (SluiceConnection *connection);

G_END_DECLS
