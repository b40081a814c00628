/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-byte-source.h"

#include <zip.h>

G_BEGIN_DECLS

zip_t *sluice_zip_directory_open (SluiceByteSource  *source,
                                  GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (zip_t, zip_discard)

G_END_DECLS
