/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-monitor.h"

#include "sluice-list-store.h"
#include "sluice-local-watch.h"
#include "sluice-printers-private.h"

#include <glib/gi18n-lib.h>

struct _SluiceLocalMonitor
{
  GObject parent_instance;

  /* Owned. */
  SluiceLocalPrinters *printers;
  SluiceGate          *gate;
  SluiceClock         *clock;
  GPtrArray           *watches; /* of SluiceLocalWatch, in the order of @printers */
  SluicePrinterGroup  *single;  /* of printers that are in no other group */
  GListStore          *groups;

  SluicePrinterKeyFunc find_key;
  gpointer             data;
  GDestroyNotify       destroy; /* nullable */

  SluiceWatchLevel level;
  gboolean         started;
};

G_DEFINE_FINAL_TYPE (SluiceLocalMonitor, sluice_local_monitor, G_TYPE_OBJECT)

/* Printers of their own first, then the hosts of groups. */
static void
gather_groups (SluiceLocalMonitor *self)
{
  g_autoptr(GPtrArray) single = g_ptr_array_new ();
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();

  for (guint i = 0; i < self->watches->len; i++)
    {
      SluiceLocalWatch *watch = g_ptr_array_index (self->watches, i);

      if (sluice_local_watch_get_printer (watch) != NULL)
        g_ptr_array_add (single, sluice_local_watch_get_printer (watch));
      else
        g_ptr_array_add (groups, sluice_local_watch_get_group (watch));
    }

  sluice_printer_group_set_printers (self->single, single);
  if (single->len > 0)
    g_ptr_array_insert (groups, 0, self->single);
  sluice_list_store_assign (self->groups, groups);
}

static SluiceLocalWatch *
make_watch (SluiceLocalMonitor *self,
            SluiceLocalPrinter *printer)
{
  g_autoptr(SluicePrinterLink) link = sluice_printer_link_new (printer, self->gate, self->clock, self->find_key, self->data);
  SluiceLocalWatch *watch = sluice_local_watch_new (printer, link);
  SluicePrinter *single = sluice_local_watch_get_printer (watch);

  if (single != NULL)
    {
      g_signal_connect_object (single, "notify::needs-attention", G_CALLBACK (sluice_printer_group_count_attention),
                               self->single, G_CONNECT_SWAPPED);
      g_signal_connect_object (sluice_printer_get_observation (single), "notify",
                               G_CALLBACK (sluice_printer_group_note_observed), self->single, G_CONNECT_SWAPPED);
    }
  sluice_local_watch_set_level (watch, self->level);
  if (self->started)
    sluice_local_watch_start (watch);
  return watch;
}

static void
printers_changed_cb (SluiceLocalMonitor *self,
                     guint               position,
                     guint               removed,
                     guint               added,
                     GListModel         *printers)
{
  for (guint i = 0; i < removed; i++)
    {
      sluice_local_watch_stop (g_ptr_array_index (self->watches, position), NULL);
      g_ptr_array_remove_index (self->watches, position);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (printers, position + i);

      g_ptr_array_insert (self->watches, position + i, make_watch (self, printer));
    }
  gather_groups (self);
}

/* A network that came or changed is worth a look: so is waking up, which brings one. */
static void
network_changed_cb (SluiceLocalMonitor *self,
                    gboolean            available)
{
  if (available)
    sluice_local_monitor_refresh (self);
}

static void
sluice_local_monitor_dispose (GObject *object)
{
  SluiceLocalMonitor *self = SLUICE_LOCAL_MONITOR (object);

  sluice_local_monitor_stop (self, NULL);
  g_ptr_array_set_size (self->watches, 0);
  g_clear_object (&self->printers);
  g_clear_object (&self->gate);
  g_clear_object (&self->clock);
  g_clear_object (&self->single);
  g_clear_object (&self->groups);

  G_OBJECT_CLASS (sluice_local_monitor_parent_class)->dispose (object);
}

static void
sluice_local_monitor_finalize (GObject *object)
{
  SluiceLocalMonitor *self = SLUICE_LOCAL_MONITOR (object);

  g_ptr_array_unref (self->watches);
  if (self->destroy != NULL)
    self->destroy (self->data);

  G_OBJECT_CLASS (sluice_local_monitor_parent_class)->finalize (object);
}

static void
sluice_local_monitor_class_init (SluiceLocalMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_local_monitor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_local_monitor_finalize;
}

static void
sluice_local_monitor_init (SluiceLocalMonitor *self)
{
  self->level = SLUICE_WATCH_LOOKED_AT;
  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  self->single = sluice_printer_group_new (SLUICE_LOCAL_GROUP_ID, NULL);
  sluice_printer_group_set_name (self->single, _("In Your Network"));
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_local_monitor_new:
 * @printers: as the person added them; what comes later is watched too
 * @gate: what every request passes
 * @clock: the time
 * @find_key: finds the key of a printer that has one
 * @data: for @find_key
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a monitor that does not look yet
 */
SluiceLocalMonitor *
sluice_local_monitor_new (SluiceLocalPrinters  *printers,
                          SluiceGate           *gate,
                          SluiceClock          *clock,
                          SluicePrinterKeyFunc  find_key,
                          gpointer              data,
                          GDestroyNotify        destroy)
{
  SluiceLocalMonitor *self = g_object_new (SLUICE_TYPE_LOCAL_MONITOR, NULL);

  self->printers = g_object_ref (printers);
  self->gate = g_object_ref (gate);
  self->clock = g_object_ref (clock);
  self->find_key = find_key;
  self->data = data;
  self->destroy = destroy;
  g_signal_connect_object (printers, "items-changed", G_CALLBACK (printers_changed_cb), self, G_CONNECT_SWAPPED);
  printers_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (printers)), G_LIST_MODEL (printers));
  return self;
}

/** sluice_local_monitor_start: looks at all of them now, and then again and again. */
void
sluice_local_monitor_start (SluiceLocalMonitor *self)
{
  g_return_if_fail (SLUICE_IS_LOCAL_MONITOR (self));

  self->started = TRUE;
  for (guint i = 0; i < self->watches->len; i++)
    sluice_local_watch_start (g_ptr_array_index (self->watches, i));
}

/**
 * sluice_local_monitor_stop:
 * @self: a monitor
 * @reason: (nullable): why what it last saw grows old from here on, for a person
 */
void
sluice_local_monitor_stop (SluiceLocalMonitor *self,
                           const char         *reason)
{
  g_return_if_fail (SLUICE_IS_LOCAL_MONITOR (self));

  self->started = FALSE;
  for (guint i = 0; i < self->watches->len; i++)
    sluice_local_watch_stop (g_ptr_array_index (self->watches, i), reason);
}

/** sluice_local_monitor_refresh: looks now instead of at the next turn. */
void
sluice_local_monitor_refresh (SluiceLocalMonitor *self)
{
  g_return_if_fail (SLUICE_IS_LOCAL_MONITOR (self));

  for (guint i = 0; i < self->watches->len; i++)
    sluice_local_watch_look_now (g_ptr_array_index (self->watches, i));
}

/* DexFutureCallback */
static DexFuture *
settle_cb (DexFuture *looks,
           gpointer   unused)
{
  return dex_future_new_true ();
}

/**
 * sluice_local_monitor_look_once:
 * @self: a monitor that was not started
 *
 * One look at each.
 *
 * Returns: (transfer full): settles when all were looked at; how that went their observations say
 */
DexFuture *
sluice_local_monitor_look_once (SluiceLocalMonitor *self)
{
  g_autoptr(GPtrArray) looks = g_ptr_array_new_with_free_func (dex_unref);

  dex_return_error_if_fail (SLUICE_IS_LOCAL_MONITOR (self));
  dex_return_error_if_fail (!self->started);

  for (guint i = 0; i < self->watches->len; i++)
    g_ptr_array_add (looks, sluice_local_watch_look_once (g_ptr_array_index (self->watches, i)));
  if (looks->len == 0)
    return dex_future_new_true ();
  return dex_future_finally (dex_future_allv ((DexFuture **) looks->pdata, looks->len), settle_cb, NULL, NULL);
}

/**
 * sluice_local_monitor_set_level:
 * @self: a monitor
 * @level: how much a person wants to know of it now
 *
 * Sets how often it looks.
 */
void
sluice_local_monitor_set_level (SluiceLocalMonitor *self,
                                SluiceWatchLevel    level)
{
  g_return_if_fail (SLUICE_IS_LOCAL_MONITOR (self));

  self->level = level;
  for (guint i = 0; i < self->watches->len; i++)
    sluice_local_watch_set_level (g_ptr_array_index (self->watches, i), level);
}

/** sluice_local_monitor_get_groups: (transfer none): of #SluicePrinterGroup. */
GListModel *
sluice_local_monitor_get_groups (SluiceLocalMonitor *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_MONITOR (self), NULL);
  return G_LIST_MODEL (self->groups);
}
