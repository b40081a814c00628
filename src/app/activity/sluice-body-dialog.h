/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_BODY_DIALOG (sluice_body_dialog_get_type ())

/* The exact bytes that left. */
G_DECLARE_FINAL_TYPE (SluiceBodyDialog, sluice_body_dialog, SLUICE, BODY_DIALOG, AdwDialog)

AdwDialog *sluice_body_dialog_new (GBytes *body);

G_END_DECLS
