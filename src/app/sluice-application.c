/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-application.h"

#include "sluice-app-resources.h"
#include "sluice-asked-notifier.h"
#include "sluice-context.h"
#include "sluice-printer-notifier.h"
#include "sluice-window.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>

#define CLIENT_ID "sluice-desktop"

/* After this the services are left to themselves: what they write survives that. */
#define STOP_PATIENCE_SECONDS 10

struct _SluiceApplication
{
  AdwApplication parent_instance;

  gboolean stopping;
  gboolean wanted; /* again, while it was stopping */
  gboolean hidden; /* started with the desktop: without a window, until somebody wants one */

  /* Owned. */
  SluiceContext       *context;
  SluiceAskedNotifier *notifier;
  SluicePrinterNotifier *printer_notifier;
  GListStore          *files; /* to be opened in the next window */
  char                *link;  /* the same; nullable: the newest is the one that was just clicked */
  char                *id;    /* of a request, the same; nullable */
};

G_DEFINE_FINAL_TYPE (SluiceApplication, sluice_application, ADW_TYPE_APPLICATION)

/* What was to be opened when there would be a window. */
static void
open_in (SluiceApplication *self,
         SluiceWindow      *window)
{
  g_autoptr(GListStore) files = g_steal_pointer (&self->files);
  g_autofree char *link = g_steal_pointer (&self->link);
  g_autofree char *id = g_steal_pointer (&self->id);

  self->files = g_list_store_new (G_TYPE_FILE);
  sluice_window_open_files (window, G_LIST_MODEL (files));
  if (id != NULL)
    sluice_window_review (window, id);
  if (link != NULL)
    sluice_window_open_link (window, link);
}

/* The one window, which may be hidden, and is not the active one then. */
static GtkWindow *
get_window (gpointer application)
{
  GList *windows = gtk_application_get_windows (application);

  return windows != NULL ? windows->data : NULL;
}

/* Closed, and not ended: who wants to be told of printers then too said so. */
static gboolean
close_request_cb (SluiceApplication *self,
                  GtkWindow         *window)
{
  if (!g_settings_get_boolean (sluice_context_get_settings (self->context), "run-in-background"))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  return GDK_EVENT_STOP;
}

static void
present (SluiceApplication *self)
{
  GtkWindow *window = get_window (self);

  /* Services that are being stopped cannot be started: stopped_cb() comes back here. */
  self->wanted = self->stopping;
  if (self->stopping)
    return;

  if (window == NULL)
    {
      window = GTK_WINDOW (sluice_window_new (GTK_APPLICATION (self), self->context));
      g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), self, G_CONNECT_SWAPPED);
      sluice_window_start (SLUICE_WINDOW (window));
    }
  open_in (self, SLUICE_WINDOW (window));
  if (!self->hidden)
    gtk_window_present (window);
  self->hidden = FALSE;
}

static DexFuture *
stopped_cb (DexFuture *future,
            gpointer   data)
{
  SluiceApplication *self = data;

  self->stopping = FALSE;
  if (self->wanted)
    present (self);
  g_application_release (G_APPLICATION (self));
  return dex_ref (future);
}

/* Holds the application until the services have stopped, but not for ever. */
static void
stop_services (SluiceApplication *self)
{
  DexFuture *stopped;

  if (self->stopping)
    return;

  self->stopping = TRUE;
  g_application_hold (G_APPLICATION (self));
  stopped = dex_future_first (sluice_context_stop (self->context),
                              dex_timeout_new_seconds (STOP_PATIENCE_SECONDS), NULL);
  dex_future_disown (dex_future_finally (stopped, stopped_cb, g_object_ref (self), g_object_unref));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GtkWindow *window = get_window (data);

  if (window == NULL)
    return;
  gtk_window_close (window);
  /* In the background is not gone. */
  window = get_window (data);
  if (window != NULL && !gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_destroy (window);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));
  AdwDialog *about = adw_about_dialog_new ();

  g_object_set (about,
                "application-name", _("Sluice"),
                "application-icon", APP_ID,
                "version", PACKAGE_VERSION,
                "comments", _("Decide what your 3D printers share"),
                "developer-name", _("The Sluice contributors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                /* Translators: your names, one a line */
                "translator-credits", _("translator-credits"),
                NULL);
  adw_dialog_present (about, GTK_WIDGET (window));
}

static void
review_request_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  SluiceApplication *self = data;

  g_set_str (&self->id, g_variant_get_string (parameter, NULL));
  present (self);
}

static void
show_uploads_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  GtkWindow *window;

  present (data);
  window = gtk_application_get_active_window (GTK_APPLICATION (data));
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-screen", "s", "uploads");
}

static void
show_printers_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  GtkWindow *window;

  present (data);
  window = get_window (data);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-screen", "s", "printers");
}

static const GActionEntry actions[] = {
  { "quit", quit_action },
  { "about", about_action },
  { "review-request", review_request_action, "s" },
  { "show-uploads", show_uploads_action },
  { "show-printers", show_printers_action },
};

static void
set_accels (GtkApplication *application,
            const char     *action,
            const char     *first,
            const char     *second)
{
  const char *accels[] = { first, second, NULL };

  gtk_application_set_accels_for_action (application, action, accels);
}

/* SluiceNoticeShow */
static void
show_notice (const char    *id,
             GNotification *notification,
             gpointer       application)
{
  g_application_send_notification (application, id, notification);
}

static void
sluice_application_startup (GApplication *application)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);
  GtkApplication *gtk = GTK_APPLICATION (application);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "sluice", NULL);

  sluice_app_register_resource ();
  G_APPLICATION_CLASS (sluice_application_parent_class)->startup (application);

  self->context = sluice_context_new (folder, CLIENT_ID);
  sluice_context_keep_uploads (self->context);
  self->notifier = sluice_asked_notifier_new (application, sluice_context_get_consents (self->context));
  self->printer_notifier = sluice_printer_notifier_new (sluice_context_get_printer_events (self->context),
                                                        sluice_context_get_settings (self->context),
                                                        sluice_context_get_clock (self->context), show_notice, self);
  self->files = g_list_store_new (G_TYPE_FILE);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (gtk, "app.quit", "<Control>q", NULL);
  set_accels (gtk, "window.close", "<Control>w", NULL);
  set_accels (gtk, "win.open-file", "<Control>o", NULL);
  set_accels (gtk, "win.show-screen('overview')", "<Alt>1", "<Control>1");
  set_accels (gtk, "win.show-screen('printers')", "<Alt>2", "<Control>2");
  set_accels (gtk, "win.show-screen('uploads')", "<Alt>3", "<Control>3");
  set_accels (gtk, "win.show-screen('consent')", "<Alt>4", "<Control>4");
  set_accels (gtk, "win.show-screen('activity')", "<Alt>5", "<Control>5");
}

/* What is there already needs no second one that nobody sees. */
static int
sluice_application_handle_local_options (GApplication *application,
                                         GVariantDict *options)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  if (!g_variant_dict_contains (options, "hidden"))
    return -1;
  if (!g_application_register (application, NULL, NULL) || g_application_get_is_remote (application))
    return 0;
  self->hidden = TRUE;
  return -1;
}

static void
sluice_application_activate (GApplication *application)
{
  present (SLUICE_APPLICATION (application));
}

static void
sluice_application_open (GApplication  *application,
                         GFile        **files,
                         int            n_files,
                         const char    *hint)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *link = g_file_has_uri_scheme (files[i], "sluice") ? g_file_get_uri (files[i]) : NULL;

      if (link != NULL)
        g_set_str (&self->link, link);
      else
        g_list_store_append (self->files, files[i]);
    }
  present (self);
}

static void
sluice_application_window_removed (GtkApplication *application,
                                   GtkWindow      *window)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  /* First: the application ends with its last window unless something holds it. */
  sluice_asked_notifier_withdraw (self->notifier);
  stop_services (self);

  GTK_APPLICATION_CLASS (sluice_application_parent_class)->window_removed (application, window);
}

static void
sluice_application_shutdown (GApplication *application)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  g_clear_object (&self->notifier);
  g_clear_object (&self->printer_notifier);
  g_clear_object (&self->context);
  g_clear_object (&self->files);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->id, g_free);

  G_APPLICATION_CLASS (sluice_application_parent_class)->shutdown (application);
}

static void
sluice_application_class_init (SluiceApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = sluice_application_handle_local_options;
  application_class->startup = sluice_application_startup;
  application_class->activate = sluice_application_activate;
  application_class->open = sluice_application_open;
  application_class->shutdown = sluice_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = sluice_application_window_removed;
}

static void
sluice_application_init (SluiceApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "hidden", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("Watch printers without a window"), NULL);
}

/**
 * sluice_application_new:
 *
 * Returns: (transfer full): the application, that touches nothing until it runs
 */
SluiceApplication *
sluice_application_new (void)
{
  return g_object_new (SLUICE_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/sluice_desktop/Sluice",
                       NULL);
}
