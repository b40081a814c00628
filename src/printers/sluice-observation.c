/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-observation.h"

#include "sluice-base-error.h"
#include "sluice-net-error.h"

struct _SluiceObservation
{
  GObject parent_instance;

  /* Owned. */
  char *source;
  char *reason;

  gint64           observed_at;
  SluiceStaleCause cause;
};

G_DEFINE_ENUM_TYPE (SluiceStaleCause, sluice_stale_cause,
                    G_DEFINE_ENUM_VALUE (SLUICE_STALE_NOT, "not"),
                    G_DEFINE_ENUM_VALUE (SLUICE_STALE_NETWORK, "network"),
                    G_DEFINE_ENUM_VALUE (SLUICE_STALE_SIGN_IN, "sign-in"),
                    G_DEFINE_ENUM_VALUE (SLUICE_STALE_PRINTER, "printer"),
                    G_DEFINE_ENUM_VALUE (SLUICE_STALE_CLOUD, "cloud"),
                    G_DEFINE_ENUM_VALUE (SLUICE_STALE_HERE, "here"))

G_DEFINE_FINAL_TYPE (SluiceObservation, sluice_observation, G_TYPE_OBJECT)

typedef enum
{
  PROP_SOURCE = 1,
  PROP_OBSERVED_AT,
  PROP_CAUSE,
  PROP_REASON,
} SluiceObservationProperty;

#define PROP_LAST PROP_REASON

static GParamSpec *properties[PROP_LAST + 1];

static void
sluice_observation_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SluiceObservation *self = SLUICE_OBSERVATION (object);

  switch ((SluiceObservationProperty) property_id)
    {
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    case PROP_OBSERVED_AT:
      g_value_set_int64 (value, self->observed_at);
      break;
    case PROP_CAUSE:
      g_value_set_enum (value, self->cause);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_observation_finalize (GObject *object)
{
  SluiceObservation *self = SLUICE_OBSERVATION (object);

  g_free (self->source);
  g_free (self->reason);

  G_OBJECT_CLASS (sluice_observation_parent_class)->finalize (object);
}

static void
sluice_observation_class_init (SluiceObservationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_observation_get_property;
  object_class->finalize = sluice_observation_finalize;

  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, flags);
  properties[PROP_OBSERVED_AT] = g_param_spec_int64 ("observed-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CAUSE] = g_param_spec_enum ("cause", NULL, NULL, SLUICE_TYPE_STALE_CAUSE, SLUICE_STALE_NOT, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_observation_init (SluiceObservation *self)
{
}

/**
 * sluice_observation_new:
 * @source: (nullable): whose word it is, for a person
 *
 * Returns: (transfer full): of something that was not seen yet
 */
SluiceObservation *
sluice_observation_new (const char *source)
{
  SluiceObservation *self = g_object_new (SLUICE_TYPE_OBSERVATION, NULL);

  self->source = g_strdup (source);
  return self;
}

const char *
sluice_observation_get_source (SluiceObservation *self)
{
  g_return_val_if_fail (SLUICE_IS_OBSERVATION (self), NULL);
  return self->source;
}

/** sluice_observation_get_observed_at: microseconds since the epoch, 0 for never. */
gint64
sluice_observation_get_observed_at (SluiceObservation *self)
{
  g_return_val_if_fail (SLUICE_IS_OBSERVATION (self), 0);
  return self->observed_at;
}

SluiceStaleCause
sluice_observation_get_cause (SluiceObservation *self)
{
  g_return_val_if_fail (SLUICE_IS_OBSERVATION (self), SLUICE_STALE_NOT);
  return self->cause;
}

/** sluice_observation_get_reason: (nullable): why it is not newer, a sentence or two for a person. */
const char *
sluice_observation_get_reason (SluiceObservation *self)
{
  g_return_val_if_fail (SLUICE_IS_OBSERVATION (self), NULL);
  return self->reason;
}

void
sluice_observation_set_source (SluiceObservation *self,
                               const char        *source)
{
  g_return_if_fail (SLUICE_IS_OBSERVATION (self));

  if (g_set_str (&self->source, source))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
}

static void
set_cause (SluiceObservation *self,
           SluiceStaleCause   cause,
           const char        *reason)
{
  if (self->cause != cause)
    {
      self->cause = cause;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAUSE]);
    }
  if (g_set_str (&self->reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

/**
 * sluice_observation_succeed:
 * @self: an observation
 * @observed_at: when the source answered, microseconds since the epoch
 *
 * A look succeeded; its values are what is shown now.
 */
void
sluice_observation_succeed (SluiceObservation *self,
                            gint64             observed_at)
{
  g_return_if_fail (SLUICE_IS_OBSERVATION (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->observed_at != observed_at)
    {
      self->observed_at = observed_at;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OBSERVED_AT]);
    }
  set_cause (self, SLUICE_STALE_NOT, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sluice_observation_fail:
 * @self: an observation
 * @cause: why there is nothing newer; not %SLUICE_STALE_NOT
 * @reason: the same for a person
 *
 * A look failed, or there are none any more; what was seen stays, and grows old.
 */
void
sluice_observation_fail (SluiceObservation *self,
                         SluiceStaleCause   cause,
                         const char        *reason)
{
  g_return_if_fail (SLUICE_IS_OBSERVATION (self));
  g_return_if_fail (cause != SLUICE_STALE_NOT && reason != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  set_cause (self, cause, reason);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sluice_stale_cause_of:
 * @error: what a look failed of
 * @kind: what was looked at
 *
 * Returns: the cause in the model's words
 */
SluiceStaleCause
sluice_stale_cause_of (const GError       *error,
                       SluiceEndpointKind  kind)
{
  const SluiceStaleCause theirs = kind == SLUICE_ENDPOINT_CLOUD ? SLUICE_STALE_CLOUD : SLUICE_STALE_PRINTER;

  if (error->domain == SLUICE_BASE_ERROR)
    return theirs;
  if (error->domain != SLUICE_NET_ERROR)
    return SLUICE_STALE_HERE;

  switch ((SluiceNetError) error->code)
    {
    case SLUICE_NET_ERROR_OFFLINE:
    case SLUICE_NET_ERROR_TIMEOUT:
      return SLUICE_STALE_NETWORK;
    case SLUICE_NET_ERROR_SIGN_IN:
    case SLUICE_NET_ERROR_FORBIDDEN:
      return SLUICE_STALE_SIGN_IN;
    case SLUICE_NET_ERROR_REFUSED:
      return SLUICE_STALE_HERE;
    case SLUICE_NET_ERROR_TLS:
    case SLUICE_NET_ERROR_NOT_FOUND:
    case SLUICE_NET_ERROR_CONFLICT:
    case SLUICE_NET_ERROR_TOO_LARGE:
    case SLUICE_NET_ERROR_BUSY:
    case SLUICE_NET_ERROR_SERVER:
    case SLUICE_NET_ERROR_PROTOCOL:
    default:
      return theirs;
    }
}
