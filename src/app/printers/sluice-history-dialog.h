/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-print-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_HISTORY_DIALOG (sluice_history_dialog_get_type ())

/* The prints that were seen, in figures and one by one. */
G_DECLARE_FINAL_TYPE (SluiceHistoryDialog, sluice_history_dialog, SLUICE, HISTORY_DIALOG, AdwDialog)

AdwDialog *sluice_history_dialog_new (SluicePrintHistory *history);

G_END_DECLS
