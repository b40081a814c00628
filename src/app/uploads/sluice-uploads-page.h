/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-queue.h"
#include "sluice-watched-folder.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOADS_PAGE (sluice_uploads_page_get_type ())

/* Files: what is in them, what leaves, what stays, and how each is. Property: narrow. */
G_DECLARE_FINAL_TYPE (SluiceUploadsPage, sluice_uploads_page, SLUICE, UPLOADS_PAGE, AdwBin)

void sluice_uploads_page_set_services (SluiceUploadsPage *self,
                                       SluiceUploadQueue *queue,
                                       GListModel        *groups,
                                       SluiceLocalPrinters *printers,
                                       GSettings         *settings);
void sluice_uploads_page_add_file     (SluiceUploadsPage *self,
                                       const char        *path);
void sluice_uploads_page_set_watched  (SluiceUploadsPage   *self,
                                       SluiceWatchedFolder *watched,
                                       GSettings           *settings);

G_END_DECLS
