/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RIGHTS_ANSWER_DIALOG (sluice_rights_answer_dialog_get_type ())

/* Files what came as an answer: a note, a file, or both. */
G_DECLARE_FINAL_TYPE (SluiceRightsAnswerDialog, sluice_rights_answer_dialog, SLUICE, RIGHTS_ANSWER_DIALOG, AdwDialog)

AdwDialog *sluice_rights_answer_dialog_new (SluiceRights        *rights,
                                            SluiceRightsRequest *request);

void       sluice_rights_answer_dialog_set_file (SluiceRightsAnswerDialog *self,
                                                 GFile                    *file);

G_END_DECLS
