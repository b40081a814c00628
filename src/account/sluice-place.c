/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-place.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-privacy-source.h"

typedef struct
{
  /* Owned. */
  char      *id;
  char      *name;
  char      *problem;
  DexFuture      *starting; /* while a start is under way: everybody waits for the same one */
  DexCancellable *giving_up; /* of that start */
  SluiceInventorySource *source; /* of the session; NULL until somebody wants it */

  SluicePlaceState state;
} SluicePlacePrivate;

G_DEFINE_ENUM_TYPE (SluicePlaceState, sluice_place_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_PLACE_OFF, "off"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PLACE_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PLACE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PLACE_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PLACE_FAILED, "failed"))

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluicePlace, sluice_place, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_STATE,
  PROP_PROBLEM,
} SluicePlaceProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

static void
set_state (SluicePlace      *self,
           SluicePlaceState  state,
           const char       *problem)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (self);
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  /* The words first: whoever hears of the state finds the reason with it. */
  if (g_set_str (&priv->problem, problem))
    g_object_notify_by_pspec (object, properties[PROP_PROBLEM]);
  if (priv->state != state)
    {
      priv->state = state;
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
    }
  g_object_thaw_notify (object);
}

typedef struct
{
  SluicePlace    *place;
  DexCancellable *giving_up;
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_object_unref (start->place);
  dex_unref (start->giving_up);
  g_free (start);
}

static DexFuture *
started_cb (DexFuture *future,
            gpointer   user_data)
{
  Start *start = user_data;
  SluicePlace *self = start->place;
  SluicePlacePrivate *priv = sluice_place_get_instance_private (self);
  g_autoptr(GError) error = NULL;

  /* Given up: the place is off, or being started anew. */
  if (priv->giving_up != start->giving_up)
    return dex_ref (future);

  dex_clear (&priv->starting);
  dex_clear (&priv->giving_up);

  if (dex_future_get_value (future, &error) != NULL)
    set_state (self, SLUICE_PLACE_READY, NULL);
  else if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED))
    set_state (self, SLUICE_PLACE_LOCKED, error->message);
  else
    set_state (self, SLUICE_PLACE_FAILED, error->message);

  return dex_ref (future);
}

static void
sluice_place_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (SLUICE_PLACE (object));

  switch ((SluicePlaceProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, priv->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, priv->name);
      break;
    case PROP_STATE:
      g_value_set_enum (value, priv->state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, priv->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_place_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (SLUICE_PLACE (object));

  switch ((SluicePlaceProperty) property_id)
    {
    case PROP_ID:
      priv->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      priv->name = g_value_dup_string (value);
      break;
    case PROP_STATE:
    case PROP_PROBLEM:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_place_finalize (GObject *object)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (SLUICE_PLACE (object));

  dex_clear (&priv->starting);
  dex_clear (&priv->giving_up);
  g_clear_object (&priv->source);
  g_free (priv->id);
  g_free (priv->name);
  g_free (priv->problem);

  G_OBJECT_CLASS (sluice_place_parent_class)->finalize (object);
}

static SluiceInventorySource *
sluice_place_make_source (SluicePlace *self)
{
  return sluice_privacy_source_new (sluice_place_get_session (self));
}

static void
sluice_place_class_init (SluicePlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_place_get_property;
  object_class->set_property = sluice_place_set_property;
  object_class->finalize = sluice_place_finalize;
  klass->make_source = sluice_place_make_source;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, fixed);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, fixed);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SLUICE_TYPE_PLACE_STATE, SLUICE_PLACE_OFF, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_place_init (SluicePlace *self)
{
}

/** sluice_place_get_id: a word that stays the same over the years: "home". */
const char *
sluice_place_get_id (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), NULL);
  return ((SluicePlacePrivate *) sluice_place_get_instance_private (self))->id;
}

/** sluice_place_get_name: for a person, in the person's language. */
const char *
sluice_place_get_name (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), NULL);
  return ((SluicePlacePrivate *) sluice_place_get_instance_private (self))->name;
}

SluicePlaceState
sluice_place_get_state (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), SLUICE_PLACE_OFF);
  return ((SluicePlacePrivate *) sluice_place_get_instance_private (self))->state;
}

/** sluice_place_get_problem: (nullable): what is wrong, what is safe, and what to do next. */
const char *
sluice_place_get_problem (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), NULL);
  return ((SluicePlacePrivate *) sluice_place_get_instance_private (self))->problem;
}

/** sluice_place_get_session: (transfer none) (nullable): signed in, while the place is ready. */
SluiceSession *
sluice_place_get_session (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), NULL);
  return SLUICE_PLACE_GET_CLASS (self)->get_session (self);
}

/** sluice_place_get_source: (transfer none) (nullable): how the place says what it holds, while it is ready. */
SluiceInventorySource *
sluice_place_get_source (SluicePlace *self)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (self);
  SluiceSession *session;

  g_return_val_if_fail (SLUICE_IS_PLACE (self), NULL);

  session = sluice_place_get_session (self);
  if (priv->source != NULL && sluice_inventory_source_get_session (priv->source) != session)
    g_clear_object (&priv->source);
  if (priv->source == NULL && session != NULL)
    priv->source = SLUICE_PLACE_GET_CLASS (self)->make_source (self);
  return priv->source;
}

/**
 * sluice_place_get_privacy_session:
 * @self: a place
 *
 * Returns: (transfer none) (nullable): its session, if it is ready, and a place that asks the person and says who read
 *   what: what has no `/privacy/v1` is not asked for it
 */
SluiceSession *
sluice_place_get_privacy_session (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), NULL);
  return SLUICE_IS_PRIVACY_SOURCE (sluice_place_get_source (self)) ? sluice_place_get_session (self) : NULL;
}

/** sluice_place_get_n_doors: at how many addresses the place is reached; at least one. */
guint
sluice_place_get_n_doors (SluicePlace *self)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (self), 1);
  return SLUICE_PLACE_GET_CLASS (self)->n_doors != NULL ? SLUICE_PLACE_GET_CLASS (self)->n_doors (self) : 1;
}

/**
 * sluice_place_open_door:
 * @self: a place, in whatever state
 * @door: less than sluice_place_get_n_doors(); that of what it holds is 0
 *
 * Returns: (transfer full): a future of a new #SluiceSession to the place that
 *   goes without a sign-in, for what it tells everybody; rejects when there is no
 *   way to it
 */
DexFuture *
sluice_place_open_door (SluicePlace *self,
                        guint        door)
{
  dex_return_error_if_fail (SLUICE_IS_PLACE (self));
  return SLUICE_PLACE_GET_CLASS (self)->open_door (self, door);
}

/**
 * sluice_place_start:
 * @self: a place
 *
 * Starts it, or starts it again after a problem. While a start is under way,
 * this waits for that one.
 *
 * Returns: (transfer full): settles when the place is ready; rejects with what
 *   #SluicePlace:problem says from then on
 */
DexFuture *
sluice_place_start (SluicePlace *self)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (self);

  dex_return_error_if_fail (SLUICE_IS_PLACE (self));

  if (priv->state == SLUICE_PLACE_READY)
    return dex_future_new_true ();

  if (priv->starting == NULL)
    {
      Start *start = g_new0 (Start, 1);

      priv->giving_up = dex_cancellable_new ();
      start->place = g_object_ref (self);
      start->giving_up = dex_ref (priv->giving_up);
      set_state (self, SLUICE_PLACE_STARTING, NULL);
      /* Whoever waits keeps a future of the start alive; it ends all the same when the place is stopped. */
      priv->starting = dex_future_finally (sluice_until (SLUICE_PLACE_GET_CLASS (self)->start (self),
                                                         DEX_FUTURE (priv->giving_up)),
                                           started_cb, start, start_free);
    }

  return dex_ref (priv->starting);
}

/**
 * sluice_place_stop:
 * @self: a place
 *
 * Gives a start up, ends the connections, and stops what runs on this computer
 * for the place.
 *
 * Returns: (transfer full): settles when all of it is over
 */
DexFuture *
sluice_place_stop (SluicePlace *self)
{
  SluicePlacePrivate *priv = sluice_place_get_instance_private (self);
  DexCancellable *giving_up = g_steal_pointer (&priv->giving_up);

  dex_return_error_if_fail (SLUICE_IS_PLACE (self));

  dex_clear (&priv->starting);
  if (giving_up != NULL)
    dex_cancellable_cancel (giving_up);
  dex_clear (&giving_up);
  set_state (self, SLUICE_PLACE_OFF, NULL);
  return SLUICE_PLACE_GET_CLASS (self)->stop (self);
}

/**
 * sluice_place_fail:
 * @self: a place
 * @state: %SLUICE_PLACE_FAILED or %SLUICE_PLACE_LOCKED
 * @problem: what is wrong, what is safe, and what to do next
 *
 * For implementations: a place that was ready is so no more.
 */
void
sluice_place_fail (SluicePlace      *self,
                   SluicePlaceState  state,
                   const char       *problem)
{
  g_return_if_fail (SLUICE_IS_PLACE (self));

  set_state (self, state, problem);
}
