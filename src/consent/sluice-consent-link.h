/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sluice_consent_link_parse     (const char  *link,
                                        char       **out_client_id,
                                        char       **out_request_uri,
                                        GError     **error);
gboolean sluice_consent_link_may_leave (const char  *redirect);

G_END_DECLS
