/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-endpoint.h"

G_BEGIN_DECLS

/**
 * SluiceStaleCause:
 * @SLUICE_STALE_NOT: the newest look succeeded, or there was none yet
 * @SLUICE_STALE_NETWORK: this computer has no network, or nobody answers in it
 * @SLUICE_STALE_SIGN_IN: the sign-in or the key does not hold
 * @SLUICE_STALE_PRINTER: the printer's own server answers wrongly, or not as a printer does
 * @SLUICE_STALE_CLOUD: the cloud answers wrongly, or asks to wait
 * @SLUICE_STALE_HERE: Sluice does not look, as nobody asked it to or something here is in the way
 *
 * Why what is shown is not newer.
 */
typedef enum
{
  SLUICE_STALE_NOT,
  SLUICE_STALE_NETWORK,
  SLUICE_STALE_SIGN_IN,
  SLUICE_STALE_PRINTER,
  SLUICE_STALE_CLOUD,
  SLUICE_STALE_HERE,
} SluiceStaleCause;

#define SLUICE_TYPE_STALE_CAUSE (sluice_stale_cause_get_type ())
GType sluice_stale_cause_get_type (void);

#define SLUICE_TYPE_OBSERVATION (sluice_observation_get_type ())

/*
 * Where values come from and how old they are; shared by all that one look brings.
 *
 * Properties: source (whose word it is, for a person), observed-at (microseconds since the epoch when the source last
 * answered, 0 never), cause, reason (for a person; NULL while the cause is SLUICE_STALE_NOT).
 */
G_DECLARE_FINAL_TYPE (SluiceObservation, sluice_observation, SLUICE, OBSERVATION, GObject)

SluiceObservation *sluice_observation_new             (const char         *source);
const char        *sluice_observation_get_source      (SluiceObservation  *self);
gint64             sluice_observation_get_observed_at (SluiceObservation  *self);
SluiceStaleCause   sluice_observation_get_cause       (SluiceObservation  *self);
const char        *sluice_observation_get_reason      (SluiceObservation  *self);

void               sluice_observation_set_source      (SluiceObservation  *self,
                                                       const char         *source);
void               sluice_observation_succeed         (SluiceObservation  *self,
                                                       gint64              observed_at);
void               sluice_observation_fail            (SluiceObservation  *self,
                                                       SluiceStaleCause    cause,
                                                       const char         *reason);
SluiceStaleCause   sluice_stale_cause_of              (const GError       *error,
                                                       SluiceEndpointKind  kind);

G_END_DECLS
