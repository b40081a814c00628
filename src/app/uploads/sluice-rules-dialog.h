/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-place.h"
#include "sluice-upload-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RULES_DIALOG (sluice_rules_dialog_get_type ())

/* All rules of what may leave: as usual, for the place, for each group of printers, and for names of files. */
G_DECLARE_FINAL_TYPE (SluiceRulesDialog, sluice_rules_dialog, SLUICE, RULES_DIALOG, AdwPreferencesDialog)

AdwDialog *sluice_rules_dialog_new (SluiceUploadRules *rules,
                                    SluicePlace       *place,
                                    GListModel        *groups);

G_END_DECLS
