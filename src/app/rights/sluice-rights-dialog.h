/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RIGHTS_DIALOG (sluice_rights_dialog_get_type ())

/* The formal requests of the person, each with how far it is, and the way to write one. */
G_DECLARE_FINAL_TYPE (SluiceRightsDialog, sluice_rights_dialog, SLUICE, RIGHTS_DIALOG, AdwDialog)

AdwDialog *sluice_rights_dialog_new (SluiceRights *rights,
                                     const char   *recipient,
                                     const char   *account);

G_END_DECLS
