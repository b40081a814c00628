/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-correction.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CORRECT_DIALOG (sluice_correct_dialog_get_type ())

/* Where the person says what something is to be. */
G_DECLARE_FINAL_TYPE (SluiceCorrectDialog, sluice_correct_dialog, SLUICE, CORRECT_DIALOG, AdwDialog)

AdwDialog *sluice_correct_dialog_new (SluiceCorrection *correction);

G_END_DECLS
