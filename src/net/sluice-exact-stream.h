/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_EXACT_STREAM (sluice_exact_stream_get_type ())

G_DECLARE_FINAL_TYPE (SluiceExactStream, sluice_exact_stream, SLUICE, EXACT_STREAM, GFilterInputStream)

GInputStream *sluice_exact_stream_new (GInputStream *base,
                                       guint64       size);

G_END_DECLS
