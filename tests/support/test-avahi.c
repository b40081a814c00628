/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-avahi.h"

#include <string.h>

#define AVAHI "org.freedesktop.Avahi"

static const char description[] =
  "<node>"
  "<interface name='org.freedesktop.Avahi.Server'>"
  "<method name='ServiceBrowserNew'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='ServiceResolverNew'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='i' direction='in'/><arg type='u' direction='in'/><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Avahi.ServiceBrowser'><method name='Free'/></interface>"
  "<interface name='org.freedesktop.Avahi.ServiceResolver'><method name='Free'/></interface>"
  "</node>";

struct _TestAvahi
{
  GDBusConnection *connection;
  GDBusNodeInfo   *node;
  GPtrArray       *services; /* of GVariant */
  GPtrArray       *objects;  /* of Object */
  TestAvahiMood    mood;
  guint            id;
  guint            n_made;
};

/* A browser, or a resolver. */
typedef struct
{
  TestAvahi *avahi;
  char      *path;
  char      *client;
  char      *type;
  char      *name;      /* of a resolver */
  int        interface;
  int        protocol;
  guint      id;
} Object;

static void
object_free (gpointer data)
{
  Object *object = data;

  g_dbus_connection_unregister_object (object->avahi->connection, object->id);
  g_free (object->path);
  g_free (object->client);
  g_free (object->type);
  g_free (object->name);
  g_free (object);
}

static void
emit (Object     *object,
      const char *signal,
      GVariant   *parameters)
{
  g_autofree char *interface = g_strconcat (AVAHI ".", object->name != NULL ? "ServiceResolver" : "ServiceBrowser", NULL);
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (object->avahi->connection, object->client, object->path, interface, signal, parameters,
                                 &error);
  g_assert_no_error (error);
}

/* Without Free before, or after, nothing is to be asked of an object. */
static void
object_call_cb (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               data)
{
  Object *object = data;

  g_assert_cmpstr (sender, ==, object->client);
  g_assert_cmpstr (interface, ==,
                   object->name != NULL ? AVAHI ".ServiceResolver" : AVAHI ".ServiceBrowser");
  g_dbus_method_invocation_return_value (invocation, NULL);
  g_ptr_array_remove (object->avahi->objects, object);
}

static Object *
make_object (TestAvahi  *self,
             const char *client,
             gboolean    resolver)
{
  static const GDBusInterfaceVTable vtable = { .method_call = object_call_cb };
  Object *object = g_new0 (Object, 1);
  g_autoptr(GError) error = NULL;

  object->avahi = self;
  object->path = g_strdup_printf ("/Client1/%s%u", resolver ? "ServiceResolver" : "ServiceBrowser", ++self->n_made);
  object->client = g_strdup (client);
  object->id = g_dbus_connection_register_object (self->connection, object->path, self->node->interfaces[resolver ? 2 : 1],
                                                  &vtable, object, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->objects, object);
  return object;
}

/* The parameters of ItemNew and ItemRemove. */
static void
tell_item (Object     *browser,
           GVariant   *service,
           const char *signal)
{
  const char *name;
  const char *type;
  const char *domain;
  int interface;
  int protocol;

  g_variant_get (service, "(ii&s&s&ssisqaayu)", &interface, &protocol, &name, &type, &domain, NULL, NULL, NULL, NULL, NULL,
                 NULL);
  if (browser->name == NULL && g_str_equal (browser->type, type))
    emit (browser, signal, g_variant_new ("(iisssu)", interface, protocol, name, type, domain, 4u));
}

static void
tell_found (Object   *resolver,
            GVariant *service)
{
  const char *name;
  const char *type;
  int interface;
  int protocol;

  g_variant_get (service, "(ii&s&sssisqaayu)", &interface, &protocol, &name, &type, NULL, NULL, NULL, NULL, NULL, NULL,
                 NULL);
  if (resolver->name != NULL && resolver->interface == interface && resolver->protocol == protocol &&
      g_str_equal (resolver->name, name) && g_str_equal (resolver->type, type))
    emit (resolver, "Found", service);
}

static void
tell_browser (Object *browser)
{
  TestAvahi *self = browser->avahi;

  if (self->mood == TEST_AVAHI_BREAKS)
    {
      emit (browser, "Failure", g_variant_new ("(s)", "out of memory"));
      return;
    }
  for (guint i = 0; i < self->services->len; i++)
    tell_item (browser, self->services->pdata[i], "ItemNew");
  emit (browser, "CacheExhausted", NULL);
  emit (browser, "AllForNow", NULL);
}

static void
make_browser (TestAvahi             *self,
              const char            *client,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  Object *browser = make_object (self, client, FALSE);
  const char *domain;
  guint flags;

  g_variant_get (parameters, "(iis&su)", &browser->interface, &browser->protocol, &browser->type, &domain, &flags);
  /* Of every network, and only there: no name server is asked. */
  g_assert_cmpint (browser->interface, ==, -1);
  g_assert_cmpint (browser->protocol, ==, -1);
  g_assert_cmpstr (domain, ==, "local");
  g_assert_cmpuint (flags, ==, 2);

  if (self->mood == TEST_AVAHI_HASTY)
    tell_browser (browser);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", browser->path));
  if (self->mood != TEST_AVAHI_HASTY)
    tell_browser (browser);
}

static void
make_resolver (TestAvahi             *self,
               const char            *client,
               GVariant              *parameters,
               GDBusMethodInvocation *invocation)
{
  Object *resolver = make_object (self, client, TRUE);
  int wanted;
  guint flags;

  g_variant_get (parameters, "(iisssiu)", &resolver->interface, &resolver->protocol, &resolver->name, &resolver->type, NULL,
                 &wanted, &flags);
  g_assert_cmpint (wanted, ==, resolver->protocol);
  g_assert_cmpuint (flags, ==, 2);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", resolver->path));
  for (guint i = 0; i < self->services->len; i++)
    tell_found (resolver, self->services->pdata[i]);
}

static void
server_call_cb (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               data)
{
  TestAvahi *self = data;

  if (self->mood == TEST_AVAHI_REFUSES)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.AccessDenied", "no");
  else if (g_str_equal (method, "ServiceBrowserNew"))
    make_browser (self, sender, parameters, invocation);
  else
    make_resolver (self, sender, parameters, invocation);
}

/** test_avahi_connect: (transfer full): a connection of its own to the bus at @bus. */
GDBusConnection *
test_avahi_connect (const char *bus)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (bus, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

/** test_avahi_new: (transfer full): one that runs, on the main loop. */
TestAvahi *
test_avahi_new (const char    *bus,
                TestAvahiMood  mood)
{
  static const GDBusInterfaceVTable vtable = { .method_call = server_call_cb };
  TestAvahi *self = g_new0 (TestAvahi, 1);
  g_autoptr(GVariant) owned = NULL;
  g_autoptr(GError) error = NULL;

  self->mood = mood;
  self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->objects = g_ptr_array_new_with_free_func (object_free);
  self->node = g_dbus_node_info_new_for_xml (description, &error);
  g_assert_no_error (error);
  self->connection = test_avahi_connect (bus);
  self->id = g_dbus_connection_register_object (self->connection, "/", self->node->interfaces[0], &vtable, self, NULL,
                                                &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", AVAHI, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

/** test_avahi_free: as when it is killed: nobody is told that services are gone. */
void
test_avahi_free (TestAvahi *self)
{
  /* What was asked of it may be waiting in the main loop still. */
  g_dbus_connection_unregister_object (self->connection, self->id);
  g_ptr_array_unref (self->objects);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_ptr_array_unref (self->services);
  g_dbus_node_info_unref (self->node);
  g_free (self);
}

/** test_avahi_add: @service: (transfer floating). It is announced. */
void
test_avahi_add (TestAvahi *self,
                GVariant  *service)
{
  g_ptr_array_add (self->services, g_variant_ref_sink (service));
  for (guint i = 0; i < self->objects->len; i++)
    tell_item (self->objects->pdata[i], service, "ItemNew");
}

/** test_avahi_change: @service: (transfer floating). It is elsewhere, or says something else. */
void
test_avahi_change (TestAvahi *self,
                   guint      index,
                   GVariant  *service)
{
  g_variant_unref (self->services->pdata[index]);
  self->services->pdata[index] = g_variant_ref_sink (service);
  for (guint i = 0; i < self->objects->len; i++)
    tell_found (self->objects->pdata[i], service);
}

void
test_avahi_remove (TestAvahi *self,
                   guint      index)
{
  for (guint i = 0; i < self->objects->len; i++)
    tell_item (self->objects->pdata[i], self->services->pdata[index], "ItemRemove");
  g_ptr_array_remove_index (self->services, index);
}

/** test_avahi_count: objects that nobody has given back. */
guint
test_avahi_count (TestAvahi *self)
{
  return self->objects->len;
}

/** test_avahi_count_made: all that were ever made. */
guint
test_avahi_count_made (TestAvahi *self)
{
  return self->n_made;
}

/** test_avahi_service: (transfer floating): @txt: (nullable): bytes of any kind; ends with %NULL. */
GVariant *
test_avahi_service (int                 interface,
                    int                 protocol,
                    const char         *name,
                    const char         *type,
                    const char         *host,
                    const char         *address,
                    guint16             port,
                    const char * const *txt)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));

  for (guint i = 0; txt != NULL && txt[i] != NULL; i++)
    g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, txt[i], strlen (txt[i]), 1));
  return g_variant_new ("(iissssisqaayu)", interface, protocol, name, type, "local", host, protocol, address, port, &builder,
                        4u);
}
