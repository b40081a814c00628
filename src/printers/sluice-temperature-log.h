/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluiceTemperature:
 * @name: the heater, as the model names it: "tool0", "bed", "chamber"
 * @actual: degrees Celsius
 * @target: degrees Celsius; 0 when it does not heat
 *
 * One heater at one moment.
 */
typedef struct
{
  const char *name;
  double      actual;
  double      target;
} SluiceTemperature;

#define SLUICE_TYPE_TEMPERATURE_LOG (sluice_temperature_log_get_type ())

/*
 * The heaters of a printer and what they measured while Sluice looked, in memory only.
 *
 * Signals: changed, when a sample was added.
 */
G_DECLARE_FINAL_TYPE (SluiceTemperatureLog, sluice_temperature_log, SLUICE, TEMPERATURE_LOG, GObject)

SluiceTemperatureLog *sluice_temperature_log_new           (void);
void                  sluice_temperature_log_add           (SluiceTemperatureLog    *self,
                                                            gint64                   time,
                                                            const SluiceTemperature *temperatures,
                                                            guint                    n_temperatures);
guint                 sluice_temperature_log_get_n_heaters (SluiceTemperatureLog    *self);
const char           *sluice_temperature_log_get_heater    (SluiceTemperatureLog    *self,
                                                            guint                    heater);
guint                 sluice_temperature_log_get_n_samples (SluiceTemperatureLog    *self);
gboolean              sluice_temperature_log_get_sample    (SluiceTemperatureLog    *self,
                                                            guint                    heater,
                                                            guint                    sample,
                                                            gint64                  *out_time,
                                                            double                  *out_actual,
                                                            double                  *out_target);

G_END_DECLS
