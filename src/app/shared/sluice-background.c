/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-background.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The desktop's Background portal: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html */
#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define REQUEST "org.freedesktop.portal.Request"

/* The person is asked, and may take their time. */
#define PATIENCE_SECONDS 120

typedef struct
{
  DexPromise      *promise;
  GDBusConnection *bus;
  guint            subscription;
} Asking;

static void
asking_free (Asking *asking)
{
  g_dbus_connection_signal_unsubscribe (asking->bus, asking->subscription);
  g_object_unref (asking->bus);
  dex_unref (asking->promise);
  g_free (asking);
}

static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         data)
{
  DexPromise *promise = data;
  g_autoptr(GVariant) results = NULL;
  gboolean allowed = FALSE;
  guint response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")) || !dex_future_is_pending (DEX_FUTURE (promise)))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &allowed);
  dex_promise_resolve_boolean (promise, response == 0 && allowed);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(DexPromise) promise = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL && dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
settled_cb (DexFuture *future,
            gpointer   unused)
{
  return dex_ref (future);
}

static GVariant *
build_options (const char *token,
               gboolean    wanted)
{
  const char * const command[] = { "sluice", "--hidden", NULL };
  g_auto(GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("Tells you when a print is done while its window is closed")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (wanted));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  return g_variant_new ("(sa{sv})", "", &options);
}

/**
 * sluice_background_ask:
 * @wanted: whether to run without a window and to be started with the desktop, or to do so no more
 *
 * Asks the desktop, which may ask the person.
 *
 * Returns: (transfer full): a future of a boolean: whether it is allowed; rejects with #GIOError or #GDBusError where
 *   there is nobody to ask
 */
DexFuture *
sluice_background_ask (gboolean wanted)
{
  GError *error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autofree char *token = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *path = NULL;
  DexPromise *promise;
  Asking *asking;

  if (bus == NULL)
    return dex_future_new_for_error (error);

  promise = dex_promise_new ();
  token = g_strdup_printf ("sluice%u", g_random_int ());
  sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');
  path = g_strdup_printf ("%s/request/%s/%s", PORTAL_PATH, sender, token);
  asking = g_new0 (Asking, 1);
  asking->promise = dex_ref (promise);
  asking->bus = g_object_ref (bus);
  asking->subscription = g_dbus_connection_signal_subscribe (bus, PORTAL, REQUEST, "Response", path, NULL,
                                                             G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                                             dex_ref (promise), dex_unref);
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Background", "RequestBackground",
                          build_options (token, wanted), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          called_cb, dex_ref (promise));
  return dex_future_finally (dex_future_first (DEX_FUTURE (promise), dex_timeout_new_seconds (PATIENCE_SECONDS), NULL),
                             settled_cb, asking, (GDestroyNotify) asking_free);
}
