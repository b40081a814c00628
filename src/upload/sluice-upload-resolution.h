/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How exact the record of one file is. The settings' key `resolution` is the usual one, which an administrator can lock. */

gboolean sluice_upload_may_be    (GSettings               *settings,
                                  SluiceProcessResolution  resolution);
gboolean sluice_upload_choose    (SluiceUpload            *upload,
                                  GSettings               *settings,
                                  SluiceProcessResolution  resolution);

G_END_DECLS
