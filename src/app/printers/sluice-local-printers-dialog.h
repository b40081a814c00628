/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LOCAL_PRINTERS_DIALOG (sluice_local_printers_dialog_get_type ())

/* The printers in the person's own network: to see, to add, to remove. */
G_DECLARE_FINAL_TYPE (SluiceLocalPrintersDialog, sluice_local_printers_dialog, SLUICE, LOCAL_PRINTERS_DIALOG, AdwDialog)

AdwDialog *sluice_local_printers_dialog_new (SluiceContext *context);

G_END_DECLS
