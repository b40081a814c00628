/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printers.h"
#include "sluice-upload.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINT_CHOICE (sluice_print_choice_get_type ())

/*
 * Where a file is to be printed: on a group that the place knows, on a printer in the person's own network, on both, or
 * nowhere. Signal: changed.
 */
G_DECLARE_FINAL_TYPE (SluicePrintChoice, sluice_print_choice, SLUICE, PRINT_CHOICE, AdwBin)

void  sluice_print_choice_set_services   (SluicePrintChoice   *self,
                                          GListModel          *groups,
                                          SluiceLocalPrinters *printers);
void  sluice_print_choice_set_upload     (SluicePrintChoice   *self,
                                          SluiceUpload        *upload);
void  sluice_print_choice_update         (SluicePrintChoice   *self);
void  sluice_print_choice_allow_group    (SluicePrintChoice   *self,
                                          gboolean             allowed);
char *sluice_print_choice_dup_group_id   (SluicePrintChoice   *self);
char *sluice_print_choice_dup_printer_id (SluicePrintChoice   *self);

G_END_DECLS
