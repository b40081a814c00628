/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SluiceRightsDay: a day of the calendar, as g_date_get_julian() counts them; 0 for none. */
typedef guint32 SluiceRightsDay;

SluiceRightsDay sluice_rights_day_of         (gint64          seconds);
SluiceRightsDay sluice_rights_day_due        (SluiceRightsDay sent,
                                              gboolean        extended);
gint64          sluice_rights_day_to_seconds (SluiceRightsDay day);

G_END_DECLS
