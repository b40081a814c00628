/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cloud_commands_knows (const char   *name);
gboolean cloud_commands_run   (int           argc,
                               char        **argv,
                               GError      **error);

G_END_DECLS
