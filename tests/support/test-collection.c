/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-collection.h"

#include <gio/gio.h>
#include <string.h>

#define SECRETS_NAME    "org.freedesktop.secrets"
#define SERVICE_PATH    "/org/freedesktop/secrets"
#define COLLECTION_PATH "/org/freedesktop/secrets/collection/login"

static GVariant *
call_service (const char *path,
              const char *interface,
              const char *method,
              GVariant   *arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GVariant *reply;

  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (bus, SECRETS_NAME, path, interface, method, arguments,
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return reply;
}

/* As the screen lock of a desktop does. */
void
test_collection_lock (void)
{
  const char *paths[] = { COLLECTION_PATH, NULL };
  g_autoptr(GVariant) reply = call_service (SERVICE_PATH, "org.freedesktop.Secret.Service", "Lock",
                                            g_variant_new ("(^ao)", paths));
}

/* As signing in to the desktop does: no prompt, because the password is known. */
void
test_collection_unlock (void)
{
  g_autoptr(GVariant) opened = call_service (SERVICE_PATH, "org.freedesktop.Secret.Service", "OpenSession",
                                             g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_autofree char *session = NULL;
  g_autoptr(GVariant) reply = NULL;
  const char *password = "password";

  g_variant_get (opened, "(vo)", NULL, &session);
  reply = call_service (SERVICE_PATH, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
                        "UnlockWithMasterPassword",
                        g_variant_new ("(o(o@ay@ays))", COLLECTION_PATH, session,
                                       g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
                                       g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, password, strlen (password), 1),
                                       "text/plain"));
}
