/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sluice_local_address_check (GInetAddress *address);

G_END_DECLS
