/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DECISIONS_DIALOG (sluice_decisions_dialog_get_type ())

/* All decisions, newest first, however many there are. */
G_DECLARE_FINAL_TYPE (SluiceDecisionsDialog, sluice_decisions_dialog, SLUICE, DECISIONS_DIALOG, AdwDialog)

AdwDialog *sluice_decisions_dialog_new (SluiceConsents *consents);

G_END_DECLS
