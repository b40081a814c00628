/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-byte-source.h"

G_BEGIN_DECLS

SluiceSplit *sluice_gzip_read    (SluiceByteSource  *source,
                                  GError           **error);
SluiceSplit *sluice_package_read (SluiceByteSource  *source,
                                  GError           **error);

G_END_DECLS
