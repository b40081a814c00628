/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CODE_DIALOG (sluice_code_dialog_get_type ())

/* The code that another device shows. Signal: found (SluiceConsentRequest): it closes by itself then. */
G_DECLARE_FINAL_TYPE (SluiceCodeDialog, sluice_code_dialog, SLUICE, CODE_DIALOG, AdwDialog)

AdwDialog *sluice_code_dialog_new (SluiceConsents *consents);

G_END_DECLS
