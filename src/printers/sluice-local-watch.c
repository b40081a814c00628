/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-watch.h"

#include "sluice-fiber.h"
#include "sluice-net-error.h"
#include "sluice-printer-wire.h"
#include "sluice-watcher.h"

#include <glib/gi18n-lib.h>

/* More than this from one look to the next no failure makes it; who switches a printer on waits for it. */
#define MOST_INTERVAL_MS 60000
/* How many looks what hardly changes is good for. */
#define RARELY 100

struct _SluiceLocalWatch
{
  GObject parent_instance;

  /* Owned. */
  SluiceLocalPrinter *local;
  SluicePrinterLink  *link;
  SluiceObservation  *observation;
  SluicePrinter      *printer; /* one of these two */
  SluicePrinterGroup *group;
  SluiceWatcher      *watcher;
  char               *more;    /* nullable: what the last answer is about */

  const SluicePrinterWire *wire;
  SluicePrinterAnswer      answers[SLUICE_PRINTER_MAX_LOOKS];
  SluiceWatchLevel         level;
  guint                    n_looks; /* since the last failure */
};

G_DEFINE_FINAL_TYPE (SluiceLocalWatch, sluice_local_watch, G_TYPE_OBJECT)

static void
clear_answers (SluiceLocalWatch *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->answers); i++)
    {
      g_clear_pointer (&self->answers[i].node, json_node_unref);
      self->answers[i].status = 0;
    }
  g_clear_pointer (&self->more, g_free);
  self->n_looks = 0;
}

static void
take_answer (SluiceLocalWatch *self,
             guint             i,
             guint             status,
             JsonNode         *node)
{
  g_clear_pointer (&self->answers[i].node, json_node_unref);
  self->answers[i].node = node;
  self->answers[i].status = status;
}

/* Whether what went wrong is an answer as well: that there is none. */
static gboolean
is_lack (const SluicePrinterLook *look,
         const GError            *error)
{
  const guint status = error->domain == SLUICE_NET_ERROR ? sluice_net_error_get_status (error) : 0;

  for (guint i = 0; status != 0 && i < G_N_ELEMENTS (look->lacks); i++)
    if (look->lacks[i] == status)
      return TRUE;
  return FALSE;
}

static gboolean
await_answer (SluiceLocalWatch  *self,
              guint              i,
              DexFuture         *stop,
              gint64            *out_observed_at,
              GError           **error)
{
  const SluicePrinterLook *look = &self->wire->looks[i];
  SluiceRequest *request = sluice_request_new_read ("GET", look->path);
  g_autoptr(GError) failure = NULL;
  JsonNode *node;

  for (guint j = 0; look->wanted != NULL && look->wanted[j] != NULL; j++)
    sluice_request_add_query (request, look->wanted[j], "");
  node = sluice_printer_link_await (self->link, request, stop, out_observed_at, &failure);
  if (failure != NULL && !is_lack (look, failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  take_answer (self, i, failure != NULL ? sluice_net_error_get_status (failure) : 200, node);
  return TRUE;
}

/* What a file's own page says is nice to have: without it all else is as true. */
static void
await_more (SluiceLocalWatch *self,
            guint             i,
            DexFuture        *stop)
{
  const char *more = self->wire->find_more (self->answers);
  g_autoptr(GError) error = NULL;
  gint64 observed_at;

  if (g_strcmp0 (more, self->more) == 0)
    return;

  take_answer (self, i, 0, NULL);
  g_clear_pointer (&self->more, g_free);
  if (more == NULL)
    return;

  self->more = g_strdup (more);
  take_answer (self, i, 200,
               sluice_printer_link_await (self->link, self->wire->ask_more (self->more), stop, &observed_at, &error));
}

static gboolean
await_answers (SluiceLocalWatch  *self,
               DexFuture         *stop,
               gint64            *out_observed_at,
               GError           **error)
{
  guint n_looks = 0;

  for (guint i = 0; self->wire->looks[i].path != NULL; i++, n_looks++)
    if (!(self->wire->looks[i].rarely && self->answers[i].status != 0 && self->n_looks % RARELY != 0) &&
        !await_answer (self, i, stop, out_observed_at, error))
      return FALSE;
  if (self->wire->find_more != NULL)
    await_more (self, n_looks, stop);
  return TRUE;
}

static gboolean
read_answers (SluiceLocalWatch  *self,
              gint64             observed_at,
              GError           **error)
{
  g_auto(SluicePrinterReading) reading = { 0 };

  if (self->group != NULL)
    return self->wire->read_group (self->answers, self->group, error);

  sluice_printer_reading_init (&reading);
  reading.printer.observed_at = observed_at;
  if (!self->wire->read (self->answers, &reading, error))
    return FALSE;
  if (reading.printer.model == NULL)
    reading.printer.model = self->wire->title;
  reading.printer.name = sluice_local_printer_get_name (self->local);
  sluice_printer_reading_apply (&reading, self->printer);
  return TRUE;
}

static gboolean
is_busy (SluiceLocalWatch *self)
{
  if (self->printer != NULL)
    return sluice_printer_is_busy (self->printer);
  return sluice_printer_group_is_busy (self->group);
}

static void
set_pace (SluiceLocalWatch *self)
{
  sluice_watcher_set_interval (self->watcher,
                               sluice_watch_pace (SLUICE_ENDPOINT_LOCAL_NETWORK, self->level, is_busy (self), FALSE));
}

/* What a person can do about it. */
static const char *
describe_failure (SluiceLocalWatch *self,
                  const GError     *error,
                  SluiceStaleCause  cause)
{
  if (cause == SLUICE_STALE_NETWORK)
    return _("The printer does not answer. See whether it is switched on and in your network.");
  if (cause == SLUICE_STALE_SIGN_IN && sluice_local_printer_get_kind (self->local) == SLUICE_PRINTER_KIND_ULTIMAKER)
    return _("The printer’s firmware wants its person’s permission first, which Sluice cannot ask for yet.");
  if (cause == SLUICE_STALE_SIGN_IN)
    return _("The printer does not accept the key, or wants one. Remove it and add it again with its key.");
  return error->message;
}

/* A printer that does not answer is off, as far as anybody can tell. What else was seen of it stays, and grows old. */
static void
take_failure (SluiceLocalWatch *self,
              const GError     *error)
{
  const SluiceStaleCause cause = sluice_stale_cause_of (error, SLUICE_ENDPOINT_LOCAL_NETWORK);

  if (cause == SLUICE_STALE_SIGN_IN)
    sluice_printer_link_forget_key (self->link);
  sluice_observation_fail (self->observation, cause, describe_failure (self, error, cause));
  clear_answers (self);
}

/* SluiceLookFunc */
static gboolean
look (gpointer    data,
      DexFuture  *stop,
      GError    **error)
{
  SluiceLocalWatch *self = data;
  g_autoptr(GError) failure = NULL;
  gint64 observed_at = 0;

  if (await_answers (self, stop, &observed_at, &failure) && dex_future_is_pending (stop))
    read_answers (self, observed_at, &failure);
  /* It came as the watching ended: whoever ended it has had the last word. */
  if (!dex_future_is_pending (stop))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nobody waits for the answer any more"));
      return FALSE;
    }
  if (failure != NULL)
    {
      take_failure (self, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->n_looks++;
  sluice_observation_succeed (self->observation, observed_at);
  set_pace (self);
  return TRUE;
}

static void
sluice_local_watch_dispose (GObject *object)
{
  SluiceLocalWatch *self = SLUICE_LOCAL_WATCH (object);

  g_clear_pointer (&self->watcher, sluice_watcher_free);
  clear_answers (self);

  G_OBJECT_CLASS (sluice_local_watch_parent_class)->dispose (object);
}

static void
sluice_local_watch_finalize (GObject *object)
{
  SluiceLocalWatch *self = SLUICE_LOCAL_WATCH (object);

  g_clear_object (&self->local);
  g_clear_object (&self->link);
  g_clear_object (&self->observation);
  g_clear_object (&self->printer);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (sluice_local_watch_parent_class)->finalize (object);
}

static void
sluice_local_watch_class_init (SluiceLocalWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_local_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_local_watch_finalize;
}

static void
sluice_local_watch_init (SluiceLocalWatch *self)
{
  self->level = SLUICE_WATCH_LOOKED_AT;
  self->watcher = sluice_watcher_new (
    look, sluice_watch_pace (SLUICE_ENDPOINT_LOCAL_NETWORK, self->level, FALSE, FALSE), MOST_INTERVAL_MS);
}

/**
 * sluice_local_watch_new:
 * @local: the printer, as the person added it
 * @link: how it is asked
 *
 * Returns: (transfer full): a watch that does not look yet
 */
SluiceLocalWatch *
sluice_local_watch_new (SluiceLocalPrinter *local,
                        SluicePrinterLink  *link)
{
  SluiceLocalWatch *self = g_object_new (SLUICE_TYPE_LOCAL_WATCH, NULL);
  const char *id = sluice_local_printer_get_id (local);
  g_autofree char *source = NULL;

  self->local = g_object_ref (local);
  self->link = g_object_ref (link);
  self->wire = sluice_printer_wire_get (sluice_local_printer_get_kind (local));
  /* Translators: where values come from; %s is the name of a print server's software, such as OctoPrint */
  source = g_strdup_printf (_("%s in your network"), self->wire->title);
  self->observation = sluice_observation_new (source);
  if (self->wire->read_group != NULL)
    {
      self->group = sluice_printer_group_new (id, self->observation);
      sluice_printer_group_set_name (self->group, sluice_local_printer_get_name (local));
    }
  else
    {
      const SluicePrinterValues nothing = { .name = sluice_local_printer_get_name (local), .model = self->wire->title };

      self->printer = sluice_printer_new (id, self->observation);
      sluice_printer_update (self->printer, &nothing);
    }
  return self;
}

SluiceLocalPrinter *
sluice_local_watch_get_local (SluiceLocalWatch *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_WATCH (self), NULL);
  return self->local;
}

/** sluice_local_watch_get_printer: (transfer none) (nullable): %NULL for the host of a group. */
SluicePrinter *
sluice_local_watch_get_printer (SluiceLocalWatch *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_WATCH (self), NULL);
  return self->printer;
}

/** sluice_local_watch_get_group: (transfer none) (nullable): %NULL for a printer of its own. */
SluicePrinterGroup *
sluice_local_watch_get_group (SluiceLocalWatch *self)
{
  g_return_val_if_fail (SLUICE_IS_LOCAL_WATCH (self), NULL);
  return self->group;
}

/** sluice_local_watch_start: looks now, and then again and again, more rarely while it fails. */
void
sluice_local_watch_start (SluiceLocalWatch *self)
{
  g_return_if_fail (SLUICE_IS_LOCAL_WATCH (self));

  if (!sluice_watcher_is_running (self->watcher))
    sluice_watcher_start (self->watcher, g_object_ref (self), g_object_unref);
}

/**
 * sluice_local_watch_stop:
 * @self: a watch
 * @reason: (nullable): why what it last saw grows old from here on, for a person
 *
 * Looks no more, and forgets the key.
 */
void
sluice_local_watch_stop (SluiceLocalWatch *self,
                         const char       *reason)
{
  g_return_if_fail (SLUICE_IS_LOCAL_WATCH (self));

  sluice_watcher_stop (self->watcher);
  sluice_printer_link_forget_key (self->link);
  if (reason != NULL)
    sluice_observation_fail (self->observation, SLUICE_STALE_HERE, reason);
}

void
sluice_local_watch_look_now (SluiceLocalWatch *self)
{
  g_return_if_fail (SLUICE_IS_LOCAL_WATCH (self));

  sluice_watcher_look_now (self->watcher);
}

/**
 * sluice_local_watch_look_once:
 * @self: a watch that was not started
 *
 * Returns: (transfer full): settles when it was seen; rejects with what the look failed of
 */
DexFuture *
sluice_local_watch_look_once (SluiceLocalWatch *self)
{
  dex_return_error_if_fail (SLUICE_IS_LOCAL_WATCH (self));
  dex_return_error_if_fail (!sluice_watcher_is_running (self->watcher));

  return sluice_watcher_look_once (self->watcher, g_object_ref (self), g_object_unref);
}

void
sluice_local_watch_set_level (SluiceLocalWatch *self,
                              SluiceWatchLevel  level)
{
  g_return_if_fail (SLUICE_IS_LOCAL_WATCH (self));

  self->level = level;
  set_pace (self);
}
