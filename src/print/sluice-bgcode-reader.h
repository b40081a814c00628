/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-byte-source.h"

G_BEGIN_DECLS

SluiceSplit *sluice_bgcode_read (SluiceByteSource  *source,
                                 GError           **error);

G_END_DECLS
