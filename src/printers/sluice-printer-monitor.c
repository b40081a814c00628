/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-monitor.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-list-store.h"
#include "sluice-net-error.h"
#include "sluice-printers-private.h"
#include "sluice-ultimaker-status.h"
#include "sluice-watcher.h"

#include <glib/gi18n-lib.h>

/* What a look could not find out keeps its last values and says since when and why they are old. */
#define MOST_INTERVAL_MS 120000

struct _SluicePrinterMonitor
{
  GObject parent_instance;

  /* Owned. */
  GListStore    *groups;
  SluiceWatcher *watcher;
  char          *place_id; /* of what is in @groups */
  char          *source;   /* that place, for a person */

  SluiceWatchLevel level;

  SluiceJobNamer namer;
  gpointer       namer_data;
};

G_DEFINE_FINAL_TYPE (SluicePrinterMonitor, sluice_printer_monitor, G_TYPE_OBJECT)

static void
name_job (SluicePrinterMonitor *self,
          SluicePrintJob       *job)
{
  g_autofree char *name = NULL;

  if (job == NULL || self->namer == NULL)
    return;

  name = self->namer (sluice_print_job_get_uuid (job), self->namer_data);
  sluice_print_job_set_local_name (job, name);
}

static void
name_jobs_of (SluicePrinterMonitor *self,
              SluicePrinterGroup   *group)
{
  GListModel *printers = sluice_printer_group_get_printers (group);
  GListModel *queue = sluice_printer_group_get_queue (group);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (printers, i);

      name_job (self, sluice_printer_get_job (printer));
    }
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(SluicePrintJob) job = g_list_model_get_item (queue, i);

      name_job (self, job);
    }
}

static void
set_all_stale (SluicePrinterMonitor *self,
               SluiceStaleCause      cause,
               const char           *reason)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      sluice_observation_fail (sluice_printer_group_get_observation (group), cause, reason);
    }
}

static void
set_pace (SluicePrinterMonitor *self)
{
  gboolean busy = FALSE;

  for (guint i = 0; !busy && i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      busy = sluice_printer_group_is_busy (group);
    }
  sluice_watcher_set_interval (self->watcher,
                               sluice_watch_pace (SLUICE_ENDPOINT_CLOUD, self->level, busy,
                                                  g_network_monitor_get_network_metered (
                                                    g_network_monitor_get_default ())));
}

/* A fiber's GET; the `data` member of the vendor's envelope. */
static JsonNode *
await_data (SluiceSession  *session,
            SluiceRequest  *request,
            DexFuture      *stop,
            gint64         *out_observed_at,
            GError        **error)
{
  g_autoptr(SluiceResponse) response = NULL;

  sluice_request_set_bearer (request, TRUE);
  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), error);
  if (response == NULL)
    return NULL;
  /* It came as the watching ended: whoever ended it has had the last word, or is gone. */
  if (!dex_future_is_pending (stop))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nobody waits for the answer any more"));
      return NULL;
    }

  *out_observed_at = sluice_response_get_observed_at (response);
  return sluice_response_parse_data (response, error);
}

static gboolean
set_misunderstood (GError **error)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The cloud's answer about the printers is not one that Sluice understands."));
  return FALSE;
}

static SluicePrinterGroup *
find_group (SluicePrinterMonitor *self,
            const char           *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      if (g_str_equal (sluice_printer_group_get_id (group), id))
        return g_steal_pointer (&group);
    }

  return NULL;
}

static SluicePrinterGroup *
new_group (SluicePrinterMonitor *self,
           const char           *id)
{
  g_autoptr(SluiceObservation) observation = sluice_observation_new (self->source);

  return sluice_printer_group_new (id, observation);
}

static gboolean
await_groups (SluicePrinterMonitor  *self,
              SluiceSession         *session,
              DexFuture             *stop,
              GError               **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/connect/v1/clusters");
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) data = NULL;
  JsonArray *clusters;
  gint64 observed_at;

  sluice_request_add_query (request, "status", "active");
  data = await_data (session, request, stop, &observed_at, error);
  if (data == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (data))
    return set_misunderstood (error);

  clusters = json_node_get_array (data);
  for (guint i = 0; i < json_array_get_length (clusters); i++)
    {
      JsonObject *cluster = sluice_json_array_get_object (clusters, i);
      const char *id = cluster != NULL ? sluice_json_get_string (cluster, "cluster_id") : NULL;
      const char *name = cluster != NULL ? sluice_json_get_string (cluster, "friendly_name") : NULL;
      SluicePrinterGroup *group;

      if (id == NULL)
        continue;
      group = find_group (self, id);
      if (group == NULL)
        group = new_group (self, id);
      sluice_printer_group_set_name (group, name ?: sluice_json_get_string (cluster, "host_name"));
      g_ptr_array_add (groups, group);
    }

  sluice_list_store_assign (self->groups, groups);
  return TRUE;
}

static gboolean
await_status (SluicePrinterMonitor  *self,
              SluiceSession         *session,
              DexFuture             *stop,
              SluicePrinterGroup    *group,
              GError               **error)
{
  g_autofree char *id = g_uri_escape_string (sluice_printer_group_get_id (group), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/status", id);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", path);
  g_autoptr(JsonNode) data = NULL;
  gint64 observed_at;

  sluice_request_set_route (request, "/connect/v1/clusters/{id}/status");
  data = await_data (session, request, stop, &observed_at, error);
  if (data == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (data))
    return set_misunderstood (error);
  if (!sluice_ultimaker_status_apply (group, json_node_get_object (data), error))
    return FALSE;

  name_jobs_of (self, group);
  sluice_observation_succeed (sluice_printer_group_get_observation (group), observed_at);
  return TRUE;
}

/* One look at everything. A group that fails does not keep the others from being looked at. */
static gboolean
await_look (SluicePrinterMonitor  *self,
            SluiceSession         *session,
            DexFuture             *stop,
            GError               **error)
{
  gboolean complete = TRUE;

  if (!await_groups (self, session, stop, error))
    {
      if (!dex_future_is_pending (stop))
        return FALSE;
      set_all_stale (self, sluice_stale_cause_of (*error, SLUICE_ENDPOINT_CLOUD), (*error)->message);
      return FALSE;
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);
      g_autoptr(GError) group_error = NULL;

      if (await_status (self, session, stop, group, &group_error))
        continue;
      if (!dex_future_is_pending (stop))
        {
          g_propagate_error (error, g_steal_pointer (&group_error));
          return FALSE;
        }
      sluice_observation_fail (sluice_printer_group_get_observation (group),
                               sluice_stale_cause_of (group_error, SLUICE_ENDPOINT_CLOUD), group_error->message);
      if (complete)
        g_propagate_error (error, g_steal_pointer (&group_error));
      complete = FALSE;
    }

  set_pace (self);
  return complete;
}

typedef struct
{
  SluicePrinterMonitor *monitor;
  SluiceSession        *session;
} Loop;

static void
loop_free (Loop *loop)
{
  g_object_unref (loop->monitor);
  g_object_unref (loop->session);
  g_free (loop);
}

static Loop *
new_loop (SluicePrinterMonitor *self,
          SluiceSession        *session)
{
  Loop *loop = g_new0 (Loop, 1);

  loop->monitor = g_object_ref (self);
  loop->session = g_object_ref (session);
  return loop;
}

/* SluiceLookFunc */
static gboolean
look (gpointer    data,
      DexFuture  *stop,
      GError    **error)
{
  Loop *loop = data;

  return await_look (loop->monitor, loop->session, stop, error);
}

static void
sluice_printer_monitor_dispose (GObject *object)
{
  SluicePrinterMonitor *self = SLUICE_PRINTER_MONITOR (object);

  g_clear_pointer (&self->watcher, sluice_watcher_free);
  g_clear_object (&self->groups);

  G_OBJECT_CLASS (sluice_printer_monitor_parent_class)->dispose (object);
}

static void
sluice_printer_monitor_finalize (GObject *object)
{
  g_free (SLUICE_PRINTER_MONITOR (object)->place_id);
  g_free (SLUICE_PRINTER_MONITOR (object)->source);

  G_OBJECT_CLASS (sluice_printer_monitor_parent_class)->finalize (object);
}

static void
sluice_printer_monitor_class_init (SluicePrinterMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_printer_monitor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_printer_monitor_finalize;
}

static void
sluice_printer_monitor_init (SluicePrinterMonitor *self)
{
  self->groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  self->level = SLUICE_WATCH_LOOKED_AT;
  self->watcher = sluice_watcher_new (look, sluice_watch_pace (SLUICE_ENDPOINT_CLOUD, self->level, FALSE, FALSE),
                                      MOST_INTERVAL_MS);
}

/**
 * sluice_printer_monitor_new:
 * @namer: (nullable): knows jobs by the names that only this computer has
 * @data: for @namer
 *
 * Returns: (transfer full): a monitor that does not look yet
 */
SluicePrinterMonitor *
sluice_printer_monitor_new (SluiceJobNamer namer,
                            gpointer       data)
{
  SluicePrinterMonitor *self = g_object_new (SLUICE_TYPE_PRINTER_MONITOR, NULL);

  self->namer = namer;
  self->namer_data = data;
  return self;
}

/**
 * sluice_printer_monitor_start:
 * @self: a monitor
 * @session: signed in to the place whose printers to watch
 *
 * Looks now, and then again and again, more rarely while it fails. The groups
 * of another place are forgotten.
 */
void
sluice_printer_monitor_start (SluicePrinterMonitor *self,
                              SluiceSession        *session)
{
  g_return_if_fail (SLUICE_IS_PRINTER_MONITOR (self));

  g_set_str (&self->source, sluice_endpoint_get_name (sluice_session_get_endpoint (session)));
  if (g_set_str (&self->place_id, sluice_endpoint_get_id (sluice_session_get_endpoint (session))))
    g_list_store_remove_all (self->groups);
  sluice_watcher_start (self->watcher, new_loop (self, session), (GDestroyNotify) loop_free);
}

/**
 * sluice_printer_monitor_stop:
 * @self: a monitor
 * @reason: (nullable): why what it last saw grows old from here on, for a person
 *
 * Looks no more. The groups stay, with what was last seen of them.
 */
void
sluice_printer_monitor_stop (SluicePrinterMonitor *self,
                             const char           *reason)
{
  g_return_if_fail (SLUICE_IS_PRINTER_MONITOR (self));

  sluice_watcher_stop (self->watcher);
  if (reason != NULL)
    set_all_stale (self, SLUICE_STALE_HERE, reason);
}

/**
 * sluice_printer_monitor_forget:
 * @self: a monitor
 *
 * Looks no more, and what it saw is gone: it was of another place.
 */
void
sluice_printer_monitor_forget (SluicePrinterMonitor *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_MONITOR (self));

  sluice_watcher_stop (self->watcher);
  g_clear_pointer (&self->place_id, g_free);
  g_list_store_remove_all (self->groups);
}

/**
 * sluice_printer_monitor_refresh:
 * @self: a monitor
 *
 * Looks now instead of at the next turn.
 */
void
sluice_printer_monitor_refresh (SluicePrinterMonitor *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_MONITOR (self));

  sluice_watcher_look_now (self->watcher);
}

/**
 * sluice_printer_monitor_set_level:
 * @self: a monitor
 * @level: how much a person wants to know of it now
 *
 * Sets how often it looks.
 */
void
sluice_printer_monitor_set_level (SluicePrinterMonitor *self,
                                  SluiceWatchLevel      level)
{
  g_return_if_fail (SLUICE_IS_PRINTER_MONITOR (self));

  self->level = level;
  set_pace (self);
}

/**
 * sluice_printer_monitor_name_jobs:
 * @self: a monitor
 *
 * Asks the namer about every job again: what it knows has changed.
 */
void
sluice_printer_monitor_name_jobs (SluicePrinterMonitor *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_MONITOR (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      name_jobs_of (self, group);
    }
}

/**
 * sluice_printer_monitor_look_once:
 * @self: a monitor that was not started
 * @session: signed in to the place whose printers to look at
 *
 * One look at everything.
 *
 * Returns: (transfer full): settles when the groups are what was seen; rejects
 *   with #SluiceNetError when something could not be seen
 */
DexFuture *
sluice_printer_monitor_look_once (SluicePrinterMonitor *self,
                                  SluiceSession        *session)
{
  dex_return_error_if_fail (SLUICE_IS_PRINTER_MONITOR (self));
  dex_return_error_if_fail (!sluice_watcher_is_running (self->watcher));

  return sluice_watcher_look_once (self->watcher, new_loop (self, session), (GDestroyNotify) loop_free);
}

/** sluice_printer_monitor_get_groups: (transfer none): of #SluicePrinterGroup. */
GListModel *
sluice_printer_monitor_get_groups (SluicePrinterMonitor *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_MONITOR (self), NULL);
  return G_LIST_MODEL (self->groups);
}
