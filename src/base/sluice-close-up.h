/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sluice_close_up_dumps  (void);
void sluice_close_up_memory (void);

G_END_DECLS
