/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-temperature-log.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_TEMPERATURE_CHART (sluice_temperature_chart_get_type ())

/* Lines of what heaters measured. A picture: the same in words is beside it. Properties: log. */
G_DECLARE_FINAL_TYPE (SluiceTemperatureChart, sluice_temperature_chart, SLUICE, TEMPERATURE_CHART, GtkWidget)

void  sluice_temperature_chart_set_log     (SluiceTemperatureChart *self,
                                            SluiceTemperatureLog   *log);
char *sluice_temperature_chart_dup_caption (SluiceTemperatureChart *self);

G_END_DECLS
