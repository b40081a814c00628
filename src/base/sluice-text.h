/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  sluice_text_is_plain_letter  (gunichar    letter);
gboolean  sluice_text_is_visible_ascii (const char *text,
                                        gsize       max_bytes);
char     *sluice_text_tame             (const char *text,
                                        gsize       max_chars);

G_END_DECLS
