/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-connection.h"

#include "sluice-fiber.h"
#include "sluice-net-error.h"

/* Asked without a sign-in: it is the same for everybody, and a look must not depend on one. */
#define ROUTE "/privacy/v1/security"
#define MAX_ANSWER (64 * 1024)

struct _SluiceConnection
{
  GObject parent_instance;

  gint64 observed_at; /* when the place was last looked at, and it was there; microseconds since the epoch, 0 never */
  guint  door;        /* which of the place's addresses */
  gint64 failed_at;   /* when @failure was */

  /* Owned. */
  SluicePlace          *place;
  SluiceClock          *clock;
  SluiceEndpoint       *endpoint;   /* NULL before the first look */
  SluiceConnectionInfo *info;       /* NULL before the first look that got through, and for what is not encrypted */
  SluiceSafeguards     *safeguards; /* NULL when the place does not say */
  GError               *problem;    /* NULL when the newest look got through */
  GError               *failure;    /* NULL; what the newest problem was, though it may be over */
  DexFuture            *looking;    /* NULL unless it is under way */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceConnection, sluice_connection, G_TYPE_OBJECT)

static void
tell (SluiceConnection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sluice_connection_dispose (GObject *object)
{
  SluiceConnection *self = SLUICE_CONNECTION (object);

  dex_clear (&self->looking);

  G_OBJECT_CLASS (sluice_connection_parent_class)->dispose (object);
}

static void
sluice_connection_finalize (GObject *object)
{
  SluiceConnection *self = SLUICE_CONNECTION (object);

  g_clear_object (&self->place);
  g_clear_object (&self->clock);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->info, sluice_connection_info_unref);
  g_clear_object (&self->safeguards);
  g_clear_error (&self->problem);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (sluice_connection_parent_class)->finalize (object);
}

static void
sluice_connection_class_init (SluiceConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_connection_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_connection_finalize;

  signals[CHANGED] = g_signal_new ("changed", SLUICE_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sluice_connection_init (SluiceConnection *self)
{
}

/**
 * sluice_connection_new:
 * @place: where it leads
 * @door: to which of its addresses; see sluice_place_open_door()
 * @clock: the time
 *
 * Returns: (transfer full): the way there, not looked at yet
 */
SluiceConnection *
sluice_connection_new (SluicePlace *place,
                       guint        door,
                       SluiceClock *clock)
{
  SluiceConnection *self;

  g_return_val_if_fail (SLUICE_IS_PLACE (place), NULL);
  g_return_val_if_fail (SLUICE_IS_CLOCK (clock), NULL);

  self = g_object_new (SLUICE_TYPE_CONNECTION, NULL);
  self->place = g_object_ref (place);
  self->door = door;
  self->clock = g_object_ref (clock);
  return self;
}

static void
note_problem (SluiceConnection *self,
              const GError     *error)
{
  g_clear_error (&self->problem);
  self->problem = g_error_copy (error);
  if (error->domain != SLUICE_NET_ERROR)
    return;

  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
  self->failed_at = sluice_clock_now (self->clock);
}

static SluiceSafeguards *
read_safeguards (SluiceResponse *response)
{
  g_autoptr(JsonNode) data = response != NULL ? sluice_response_parse_data (response, NULL) : NULL;

  return data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? sluice_safeguards_new (json_node_get_object (data)) : NULL;
}

/* It got through: what was answered, and whether anything was understood, is another matter. */
static void
note_answer (SluiceConnection *self,
             SluiceSession    *session,
             SluiceResponse   *response)
{
  SluiceConnectionInfo *info = sluice_session_get_connection_info (session);
  g_autoptr(SluiceSafeguards) safeguards = read_safeguards (response);

  g_clear_error (&self->problem);
  self->observed_at = sluice_clock_now (self->clock);
  g_clear_pointer (&self->info, sluice_connection_info_unref);
  self->info = info != NULL ? sluice_connection_info_ref (info) : NULL;
  g_set_object (&self->safeguards, safeguards);
}

static gboolean
await_look (SluiceConnection  *self,
            DexFuture         *stop,
            GError           **error)
{
  g_autoptr(SluiceSession) session = dex_await_object (sluice_until (sluice_place_open_door (self->place, self->door),
                                                                     stop), error);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", ROUTE);
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) failure = NULL;

  if (session == NULL)
    return FALSE;

  g_set_object (&self->endpoint, sluice_session_get_endpoint (session));
  sluice_request_set_route (request, ROUTE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), &failure);
  if (response == NULL && sluice_net_error_get_status (failure) == 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  note_answer (self, session, response);
  return TRUE;
}

static DexFuture *
look_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceConnection *self = data;
  g_autoptr(GError) error = NULL;

  if (!await_look (self, stop, &error) && dex_future_is_pending (stop))
    note_problem (self, error);
  return dex_future_new_true ();
}

static DexFuture *
looked_cb (DexFuture *future,
           gpointer   data)
{
  SluiceConnection *self = data;

  dex_clear (&self->looking);
  tell (self);
  return dex_ref (future);
}

/**
 * sluice_connection_look:
 * @self: a connection
 *
 * Makes a connection of its own and asks for what the place tells everybody. What
 * comes of it is known when sluice_connection_is_looking() is over. One look at a
 * time: while one is under way, nothing happens.
 */
void
sluice_connection_look (SluiceConnection *self)
{
  g_return_if_fail (SLUICE_IS_CONNECTION (self));

  if (self->looking != NULL)
    return;

  self->looking = dex_future_finally (sluice_fiber_spawn (look_fiber, g_object_ref (self), g_object_unref),
                                      looked_cb, self, NULL);
  tell (self);
}

/** sluice_connection_get_place: (transfer none): where it leads. */
SluicePlace *
sluice_connection_get_place (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), NULL);

  return self->place;
}

/** sluice_connection_get_door: which of the place's addresses it leads to. */
guint
sluice_connection_get_door (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), 0);

  return self->door;
}

/** sluice_connection_get_endpoint: (transfer none) (nullable): its address and pin; %NULL before the first look. */
SluiceEndpoint *
sluice_connection_get_endpoint (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), NULL);

  return self->endpoint;
}

/** sluice_connection_get_info: (transfer none) (nullable): how it was secured, at sluice_connection_get_observed_at(). */
SluiceConnectionInfo *
sluice_connection_get_info (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), NULL);

  return self->info;
}

/** sluice_connection_get_safeguards: (transfer none) (nullable): %NULL when the place does not say. */
SluiceSafeguards *
sluice_connection_get_safeguards (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), NULL);

  return self->safeguards;
}

gboolean
sluice_connection_is_looking (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), FALSE);

  return self->looking != NULL;
}

/** sluice_connection_get_observed_at: when the newest look got through, microseconds since the epoch; 0 for never. */
gint64
sluice_connection_get_observed_at (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), 0);

  return self->observed_at;
}

/** sluice_connection_get_problem: (transfer none) (nullable): why the newest look did not get through. */
const GError *
sluice_connection_get_problem (SluiceConnection *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), NULL);

  return self->problem;
}

/**
 * sluice_connection_get_failure:
 * @self: a connection
 * @out_time: (out): when, in microseconds since the epoch
 *
 * Returns: (transfer none) (nullable): what last went wrong on the way, of the
 *   looks and of what the place's own session does; it may be over
 */
const GError *
sluice_connection_get_failure (SluiceConnection *self,
                               gint64           *out_time)
{
  SluiceSession *session;
  const GError *failure = NULL;

  g_return_val_if_fail (SLUICE_IS_CONNECTION (self), NULL);

  session = sluice_place_get_session (self->place);
  if (session != NULL && self->door == 0)
    failure = sluice_session_get_failure (session, out_time);
  if (failure != NULL && *out_time >= self->failed_at)
    return failure;

  *out_time = self->failed_at;
  return self->failure;
}
