/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-byte-source.h"
#include "sluice-inflater.h"

#include <zip.h>

G_BEGIN_DECLS

/* Unpacks single members of a package, all by the same inflater. Private to this room. */

gboolean sluice_package_can_unpack  (const zip_stat_t    *info);
gboolean sluice_package_unpack      (zip_t               *zip,
                                     SluiceByteSource    *source,
                                     const zip_stat_t    *info,
                                     SluiceInflaterSink   sink,
                                     gpointer             sink_data,
                                     GError             **error);
gboolean sluice_package_read_member (zip_t               *zip,
                                     SluiceByteSource    *source,
                                     const zip_stat_t    *info,
                                     gsize                max,
                                     GBytes             **out_bytes,
                                     GError             **error);

G_END_DECLS
