/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ALARM_ROW (sluice_alarm_row_get_type ())

/* Somebody who can see data and is not what they were when it was given. */
G_DECLARE_FINAL_TYPE (SluiceAlarmRow, sluice_alarm_row, SLUICE, ALARM_ROW, AdwActionRow)

GtkWidget *sluice_alarm_row_new (SluiceConsents *consents,
                                 SluiceGrant    *grant);

G_END_DECLS
