/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sluice_mailto_new (const char *address,
                         const char *subject,
                         const char *text);

G_END_DECLS
