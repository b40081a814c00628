/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ticker.h"

struct _SluiceTicker
{
  GObject parent_instance;

  /* Owned. */
  SluiceClock *clock;

  gint64 now;       /* microseconds */
  guint  source_id; /* 0 while stopped */
};

G_DEFINE_FINAL_TYPE (SluiceTicker, sluice_ticker, G_TYPE_OBJECT)

typedef enum
{
  PROP_NOW = 1,
} SluiceTickerProperty;

#define PROP_LAST PROP_NOW

static GParamSpec *properties[PROP_LAST + 1];

static gboolean
tick_cb (gpointer data)
{
  sluice_ticker_tick (data);
  return G_SOURCE_CONTINUE;
}

static void
sluice_ticker_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SluiceTicker *self = SLUICE_TICKER (object);

  switch ((SluiceTickerProperty) prop_id)
    {
    case PROP_NOW:
      g_value_set_int64 (value, self->now);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_ticker_dispose (GObject *object)
{
  SluiceTicker *self = SLUICE_TICKER (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sluice_ticker_parent_class)->dispose (object);
}

static void
sluice_ticker_class_init (SluiceTickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_ticker_get_property;
  object_class->dispose = sluice_ticker_dispose;

  properties[PROP_NOW] =
    g_param_spec_int64 ("now", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_ticker_init (SluiceTicker *self)
{
}

/**
 * sluice_ticker_new:
 * @clock: tells the time
 *
 * Returns: (transfer full): a ticker that is stopped
 */
SluiceTicker *
sluice_ticker_new (SluiceClock *clock)
{
  SluiceTicker *self;

  g_return_val_if_fail (SLUICE_IS_CLOCK (clock), NULL);

  self = g_object_new (SLUICE_TYPE_TICKER, NULL);
  self->clock = g_object_ref (clock);
  self->now = sluice_clock_now (clock);
  return self;
}

/**
 * sluice_ticker_start:
 * @self: a ticker
 *
 * Ticks now, and then once a second.
 */
void
sluice_ticker_start (SluiceTicker *self)
{
  g_return_if_fail (SLUICE_IS_TICKER (self));

  if (self->source_id != 0)
    return;

  sluice_ticker_tick (self);
  self->source_id = g_timeout_add_seconds (1, tick_cb, self);
}

/**
 * sluice_ticker_stop:
 * @self: a ticker
 *
 * Nobody looks: the computer may sleep.
 */
void
sluice_ticker_stop (SluiceTicker *self)
{
  g_return_if_fail (SLUICE_IS_TICKER (self));

  g_clear_handle_id (&self->source_id, g_source_remove);
}

/**
 * sluice_ticker_tick:
 * @self: a ticker
 *
 * Reads the clock.
 */
void
sluice_ticker_tick (SluiceTicker *self)
{
  gint64 now;

  g_return_if_fail (SLUICE_IS_TICKER (self));

  now = sluice_clock_now (self->clock);
  if (self->now == now)
    return;

  self->now = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOW]);
}

/**
 * sluice_ticker_get_now:
 * @self: a ticker
 *
 * Returns: microseconds since the epoch, as of the last tick
 */
gint64
sluice_ticker_get_now (SluiceTicker *self)
{
  g_return_val_if_fail (SLUICE_IS_TICKER (self), 0);

  return self->now;
}
