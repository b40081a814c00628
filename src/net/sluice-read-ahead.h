/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_READ_AHEAD (sluice_read_ahead_get_type ())

G_DECLARE_FINAL_TYPE (SluiceReadAhead, sluice_read_ahead, SLUICE, READ_AHEAD, GInputStream)

GInputStream *sluice_read_ahead_new (GInputStream *base);

G_END_DECLS
