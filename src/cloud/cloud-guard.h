/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

guint cloud_guard_check  (SoupServerMessage *message,
                          const char        *authority,
                          goffset           *out_length);
void  cloud_guard_refuse (SoupServerMessage *message,
                          guint              status,
                          GBytes            *reply);

G_END_DECLS
