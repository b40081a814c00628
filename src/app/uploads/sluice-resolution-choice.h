/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RESOLUTION_CHOICE (sluice_resolution_choice_get_type ())

/* How exact the record of one file is: full or coarse, and how they differ, in a sentence. */
G_DECLARE_FINAL_TYPE (SluiceResolutionChoice, sluice_resolution_choice, SLUICE, RESOLUTION_CHOICE, AdwBin)

void                 sluice_resolution_choice_set_settings (SluiceResolutionChoice *self,
                                                            GSettings              *settings);
void                 sluice_resolution_choice_set_upload   (SluiceResolutionChoice *self,
                                                            SluiceUpload           *upload);
SluiceProcessRecord *sluice_resolution_choice_get_other    (SluiceResolutionChoice *self);

G_END_DECLS
