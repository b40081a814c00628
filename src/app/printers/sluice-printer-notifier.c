/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-notifier.h"

#include "sluice-notice-rules.h"
#include "sluice-notice-words.h"

#include <glib/gi18n-lib.h>

#define DIGEST_ID "printers-digest"
/* More in a burst than anybody wants to wave away one by one. */
#define MANY 4
/* What comes within so long of each other is a burst: one look at a group. */
#define BURST_MS 400
/* How often it is seen whether what was held back may be shown: by the wall clock, which goes on while a computer sleeps. */
#define HOLD_MS 30000

struct _SluicePrinterNotifier
{
  GObject parent_instance;

  /* Owned. */
  GSettings   *settings;
  SluiceClock *clock;
  GListStore  *waiting; /* of SluicePrinterEvent */

  SluiceNoticeShow show;
  gpointer         data;
  gint64           show_at; /* seconds since the epoch; 0 when nothing is held back */
  guint            timer_id;
};

G_DEFINE_FINAL_TYPE (SluicePrinterNotifier, sluice_printer_notifier, G_TYPE_OBJECT)

static void
show_one (SluicePrinterNotifier *self,
          SluicePrinterEvent    *event)
{
  const gboolean names = g_settings_get_boolean (self->settings, "notify-names");
  const SluicePrinterEventKind kind = sluice_printer_event_get_kind (event);
  g_autofree char *title = sluice_notice_dup_title (event, names);
  g_autofree char *body = sluice_notice_dup_body (event, names);
  g_autofree char *id = sluice_printer_event_dup_id (event);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_category (notification, "device");
  if (kind == SLUICE_PRINTER_EVENT_FAILED || kind == SLUICE_PRINTER_EVENT_ATTENTION)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action (notification, "app.show-printers");
  self->show (id, notification, self->data);
}

static void
show_digest (SluicePrinterNotifier *self)
{
  g_autofree char *body = sluice_notice_dup_digest (G_LIST_MODEL (self->waiting));
  g_autoptr(GNotification) notification = g_notification_new (_("Your printers"));

  g_notification_set_body (notification, body);
  g_notification_set_category (notification, "device");
  g_notification_set_default_action (notification, "app.show-printers");
  self->show (DIGEST_ID, notification, self->data);
}

static gboolean
timer_cb (gpointer data)
{
  SluicePrinterNotifier *self = data;

  if (sluice_clock_now_seconds (self->clock) < self->show_at)
    return G_SOURCE_CONTINUE;

  sluice_printer_notifier_flush (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_company (SluicePrinterNotifier *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (sluice_clock_now_seconds (self->clock));

  self->show_at = sluice_notice_rules_hold_until (self->settings, now);
  self->timer_id = g_timeout_add (self->show_at != 0 ? HOLD_MS : BURST_MS, timer_cb, self);
}

static void
event_cb (SluicePrinterNotifier *self,
          SluicePrinterEvent    *event)
{
  if (!sluice_notice_rules_want (self->settings, event))
    return;

  g_list_store_append (self->waiting, event);
  if (self->timer_id == 0)
    wait_for_company (self);
}

static void
sluice_printer_notifier_dispose (GObject *object)
{
  SluicePrinterNotifier *self = SLUICE_PRINTER_NOTIFIER (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_object (&self->waiting);

  G_OBJECT_CLASS (sluice_printer_notifier_parent_class)->dispose (object);
}

static void
sluice_printer_notifier_class_init (SluicePrinterNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_printer_notifier_dispose;
}

static void
sluice_printer_notifier_init (SluicePrinterNotifier *self)
{
  self->waiting = g_list_store_new (SLUICE_TYPE_PRINTER_EVENT);
}

/**
 * sluice_printer_notifier_new:
 * @events: what happens
 * @settings: Sluice's
 * @clock: the time
 * @show: shows it
 * @data: for @show
 *
 * Returns: (transfer full): what tells for as long as it lives
 */
SluicePrinterNotifier *
sluice_printer_notifier_new (SluicePrinterEvents *events,
                             GSettings           *settings,
                             SluiceClock         *clock,
                             SluiceNoticeShow     show,
                             gpointer             data)
{
  SluicePrinterNotifier *self = g_object_new (SLUICE_TYPE_PRINTER_NOTIFIER, NULL);

  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);
  self->show = show;
  self->data = data;
  g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** sluice_printer_notifier_flush: shows what waits: one by one, or together when it is much or was held back. */
void
sluice_printer_notifier_flush (SluicePrinterNotifier *self)
{
  guint n_events;

  g_return_if_fail (SLUICE_IS_PRINTER_NOTIFIER (self));

  n_events = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (n_events > MANY || (self->show_at != 0 && n_events > 1))
    show_digest (self);
  else
    for (guint i = 0; i < n_events; i++)
      {
        g_autoptr(SluicePrinterEvent) event = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);

        show_one (self, event);
      }
  g_list_store_remove_all (self->waiting);
  self->show_at = 0;
}
