/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-arrival-teller.h"

#include <glib/gi18n-lib.h>

#define NOTIFICATION "arrived"

struct _SluiceArrivalTeller
{
  GObject parent_instance;

  /* Borrowed: the window owns this. */
  GtkWindow       *window;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (SluiceArrivalTeller, sluice_arrival_teller, G_TYPE_OBJECT)

static char *
describe (guint n_files)
{
  return g_strdup_printf (ngettext ("%u new file waits in Uploads", "%u new files wait in Uploads", n_files), n_files);
}

static void
show_toast (SluiceArrivalTeller *self,
            guint                n_files)
{
  g_autofree char *text = describe (n_files);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Show"));
  adw_toast_set_action_name (toast, "win.show-screen");
  adw_toast_set_action_target (toast, "s", "uploads");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
arrived_cb (SluiceArrivalTeller *self,
            guint                n_files)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  g_autoptr(GNotification) notification = NULL;

  if (gtk_window_is_active (self->window) || application == NULL)
    {
      show_toast (self, n_files);
      return;
    }

  notification = sluice_arrival_notification_new (n_files);
  g_application_send_notification (G_APPLICATION (application), NOTIFICATION, notification);
}

/* Who looks at the window sees it there. */
static void
active_changed_cb (SluiceArrivalTeller *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  if (gtk_window_is_active (self->window) && application != NULL)
    g_application_withdraw_notification (G_APPLICATION (application), NOTIFICATION);
}

static void
sluice_arrival_teller_class_init (SluiceArrivalTellerClass *klass)
{
}

static void
sluice_arrival_teller_init (SluiceArrivalTeller *self)
{
}

/**
 * sluice_arrival_teller_new:
 * @watched: where files come from
 * @window: (unowned): with the action `win.show-screen`; it outlives the result
 * @toasts: (unowned): of that window
 *
 * Returns: (transfer full): what tells for as long as it lives
 */
SluiceArrivalTeller *
sluice_arrival_teller_new (SluiceWatchedFolder *watched,
                           GtkWindow           *window,
                           AdwToastOverlay     *toasts)
{
  SluiceArrivalTeller *self = g_object_new (SLUICE_TYPE_ARRIVAL_TELLER, NULL);

  self->window = window;
  self->toasts = toasts;
  g_signal_connect_object (watched, "arrived", G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_arrival_notification_new:
 * @n_files: how many came
 *
 * Screens that are locked show notifications: this one names no file.
 *
 * Returns: (transfer full): what the desktop shows
 */
GNotification *
sluice_arrival_notification_new (guint n_files)
{
  g_autofree char *title = describe (n_files);
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, _("Nothing is sent before you have decided."));
  g_notification_set_default_action (notification, "app.show-uploads");
  return notification;
}
