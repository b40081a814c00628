/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-avahi-object.h"

/* Counted: who made it, and a call that is under way. */
struct _SluiceAvahiObject
{
  GDBusConnection   *connection;
  char              *owner;
  char              *interface;
  char              *path;     /* NULL before Avahi said it */
  gboolean           released;
  SluiceAvahiFailed  failed;
  gpointer           data;
};

static void
clear_object (gpointer data)
{
  SluiceAvahiObject *self = data;

  g_object_unref (self->connection);
  g_free (self->owner);
  g_free (self->interface);
  g_free (self->path);
}

static void
object_unref (SluiceAvahiObject *self)
{
  g_rc_box_release_full (self, clear_object);
}

/* Nobody waits for the answer. The owner is named by its own name: one that comes after it has other objects. */
static void
give_back (SluiceAvahiObject *self)
{
  g_dbus_connection_call (self->connection, self->owner, self->path, self->interface, "Free", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  SluiceAvahiObject *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL)
    g_variant_get (answer, "(o)", &self->path);
  if (answer != NULL && self->released)
    give_back (self);
  else if (answer == NULL && !self->released)
    self->failed (error, self->data);
  object_unref (self);
}

/**
 * sluice_avahi_object_new:
 * @connection: to the bus that Avahi is on
 * @owner: Avahi's own name there
 * @class_name: “ServiceBrowser” or “ServiceResolver”
 * @arguments: (transfer floating): for org.freedesktop.Avahi.Server's method that makes one
 * @failed: told when there will be none
 * @data: for @failed
 *
 * Has Avahi make an object. What it has to say may come before it is known where it is.
 *
 * Returns: (transfer full): to be given to sluice_avahi_object_release()
 */
SluiceAvahiObject *
sluice_avahi_object_new (GDBusConnection   *connection,
                         const char        *owner,
                         const char        *class_name,
                         GVariant          *arguments,
                         SluiceAvahiFailed  failed,
                         gpointer           data)
{
  SluiceAvahiObject *self = g_rc_box_new0 (SluiceAvahiObject);
  g_autofree char *method = g_strconcat (class_name, "New", NULL);

  self->connection = g_object_ref (connection);
  self->owner = g_strdup (owner);
  self->interface = g_strconcat ("org.freedesktop.Avahi.", class_name, NULL);
  self->failed = failed;
  self->data = data;
  g_dbus_connection_call (connection, owner, "/", "org.freedesktop.Avahi.Server", method, arguments,
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, made_cb,
                          g_rc_box_acquire (self));
  return self;
}

/** sluice_avahi_object_release: @self: (transfer full). Avahi frees it, now or once it is made. */
void
sluice_avahi_object_release (SluiceAvahiObject *self)
{
  self->released = TRUE;
  if (self->path != NULL)
    give_back (self);
  object_unref (self);
}

/** sluice_avahi_object_is_at: whether Avahi knows it by that path. */
gboolean
sluice_avahi_object_is_at (SluiceAvahiObject *self,
                           const char        *path)
{
  return g_strcmp0 (self->path, path) == 0;
}
