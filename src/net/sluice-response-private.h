/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-response.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

SluiceResponse *sluice_response_new (guint               status,
                                     SoupMessageHeaders *headers,
                                     GBytes             *body,
                                     gint64              observed_at);

G_END_DECLS
