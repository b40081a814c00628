/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Somebody who asks the home cloud's owner for data, as others will. Each is an act of a walk. */
gboolean tour_partner_ask    (GError **error);
gboolean tour_partner_read   (GError **error);
gboolean tour_partner_change (GError **error);
gboolean tour_partner_again  (GError **error);

G_END_DECLS
