/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-portal.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

/*
 * org.freedesktop.portal.Secret, on a thread and a connection of its own: the
 * side that asks blocks while it looks which version this is.
 */
#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define KEY_SIZE 64

static const char description[] =
  "<node><interface name='org.freedesktop.portal.Secret'>"
  "<method name='RetrieveSecret'><arg type='h' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<property name='version' type='u' access='read'/>"
  "</interface></node>";

typedef struct
{
  TestPortalAnswer answer;
  GMutex           mutex;
  GCond            cond;
  gboolean         ready; /* under the mutex */
} Portal;

static char *
make_handle (GDBusMethodInvocation *invocation,
             GVariant              *options)
{
  g_autofree char *sender = g_strdup (g_dbus_method_invocation_get_sender (invocation) + 1);
  const char *token = "none";

  g_variant_lookup (options, "handle_token", "&s", &token);
  g_strdelimit (sender, ".", '_');
  return g_strdup_printf ("%s/request/%s/%s", PATH, sender, token);
}

static void
write_key (GDBusMethodInvocation *invocation,
           int                    index,
           char                   letter)
{
  GUnixFDList *list = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  int fd = g_unix_fd_list_get (list, index, NULL);
  char key[KEY_SIZE];

  memset (key, letter, sizeof key);
  g_assert_cmpint (write (fd, key, sizeof key), ==, sizeof key);
  close (fd);
}

static void
call_cb (GDBusConnection       *connection,
         const char            *sender,
         const char            *object_path,
         const char            *interface_name,
         const char            *method_name,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Portal *portal = user_data;
  g_autoptr(GVariant) options = NULL;
  g_autofree char *handle = NULL;
  guint response = 0;
  int index;

  g_variant_get (parameters, "(h@a{sv})", &index, &options);
  handle = make_handle (invocation, options);
  if (portal->answer == TEST_PORTAL_GIVES || portal->answer == TEST_PORTAL_GIVES_ANOTHER)
    write_key (invocation, index, portal->answer == TEST_PORTAL_GIVES ? 'a' : 'b');
  else
    response = portal->answer == TEST_PORTAL_REFUSES ? 1 : 2;

  g_dbus_method_invocation_return_value (g_object_ref (invocation), g_variant_new ("(o)", handle));
  if (portal->answer != TEST_PORTAL_IS_SILENT)
    g_dbus_connection_emit_signal (connection, sender, handle, "org.freedesktop.portal.Request", "Response",
                                   g_variant_new ("(ua{sv})", response, NULL), NULL);
  g_object_unref (invocation);
}

static GVariant *
get_property_cb (GDBusConnection  *connection,
                 const char       *sender,
                 const char       *object_path,
                 const char       *interface_name,
                 const char       *property_name,
                 GError          **error,
                 gpointer          user_data)
{
  return g_variant_new_uint32 (1);
}

static gpointer
run (gpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb, .get_property = get_property_cb };
  Portal *portal = user_data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GDBusConnection) connection = NULL;
  g_autoptr(GVariant) owned = NULL;
  g_autoptr(GError) error = NULL;

  g_main_context_push_thread_default (context);
  connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, PATH, node->interfaces[0], &vtable, portal, NULL, &error);
  g_assert_no_error (error);
  /* In the place of whoever has the name: DBUS_NAME_FLAG_REPLACE_EXISTING. */
  owned = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", NAME, 2), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                                       NULL, &error);
  g_assert_no_error (error);

  g_mutex_lock (&portal->mutex);
  portal->ready = TRUE;
  g_cond_signal (&portal->cond);
  g_mutex_unlock (&portal->mutex);
  g_main_loop_run (loop);
  return NULL;
}

void
test_portal_start (TestPortalAnswer answer)
{
  static Portal portal;

  portal.answer = answer;
  g_thread_unref (g_thread_new ("test-portal", run, &portal));
  g_mutex_lock (&portal.mutex);
  while (!portal.ready)
    g_cond_wait (&portal.cond, &portal.mutex);
  g_mutex_unlock (&portal.mutex);
}
