/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PHRASE_DIALOG (sluice_phrase_dialog_get_type ())

/*
 * Shows a new recovery phrase, once. It counts when the person says that it is
 * written down; closed before, the one that was made earlier still works.
 * Signal: made.
 */
G_DECLARE_FINAL_TYPE (SluicePhraseDialog, sluice_phrase_dialog, SLUICE, PHRASE_DIALOG, AdwDialog)

AdwDialog *sluice_phrase_dialog_new (SluiceContext *context,
                                     gboolean       replaces);

G_END_DECLS
