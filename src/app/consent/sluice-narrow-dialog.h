/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_NARROW_DIALOG (sluice_narrow_dialog_get_type ())

/* What one party can see, to take some of it back. */
G_DECLARE_FINAL_TYPE (SluiceNarrowDialog, sluice_narrow_dialog, SLUICE, NARROW_DIALOG, AdwDialog)

AdwDialog *sluice_narrow_dialog_new (SluiceConsents *consents,
                                     SluiceGrant    *grant);

G_END_DECLS
