/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-listener.h"

#include "sluice-cloud-error.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

/*
 * Connections are accepted here and handed to libsoup once their TLS handshake
 * is done. That gives three things SoupServer has not: a limit on how many
 * there are, a deadline on every step (a peer that sends half a request, or a
 * byte now and then, is let go), and no connection object of libsoup's that a
 * peer can make vanish in mid-handshake (libsoup issue 496).
 */
#define REST_SECONDS 60 /* an idle connection may be used again for this long */

struct _CloudListener
{
  SoupServer      *server;
  GSocketService  *service;
  GTlsCertificate *certificate;
  GCancellable    *cancellable; /* ends handshakes under way */
  GHashTable      *connections; /* borrowed Connections */
  guint            max_connections;
  guint            patience_ms;
};

/* One accepted connection. Kept alive by the peer's address, which libsoup's
 * own connection object holds and every message of it can name. */
typedef struct
{
  CloudListener *listener; /* NULL once that is gone */
  GSocket       *socket;
  GSource       *deadline;
} Connection;

typedef struct
{
  SoupServer     *server;
  GCancellable   *cancellable;
  GSocketAddress *local;
  GSocketAddress *remote;
} Handshake;

static gboolean
let_go_cb (gpointer data)
{
  Connection *connection = data;

  /* Whoever waits to read or write on it finds it closed and cleans up. */
  g_socket_shutdown (connection->socket, TRUE, TRUE, NULL);
  g_source_set_ready_time (connection->deadline, -1);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_deadline (GSource     *source,
                   GSourceFunc  callback,
                   gpointer     data)
{
  return callback (data);
}

static GSourceFuncs deadline_funcs = { NULL, NULL, dispatch_deadline, NULL, NULL, NULL };

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  if (connection->listener != NULL)
    g_hash_table_remove (connection->listener->connections, connection);
  g_source_destroy (connection->deadline);
  g_source_unref (connection->deadline);
  g_object_unref (connection->socket);
  g_free (connection);
}

static void
connection_set_deadline (Connection *connection,
                         gint64      milliseconds)
{
  g_source_set_ready_time (connection->deadline, g_get_monotonic_time () + milliseconds * 1000);
}

static GQuark
connection_quark (void)
{
  static GQuark quark = 0;

  if (quark == 0)
    quark = g_quark_from_static_string ("sluice-cloud-connection");
  return quark;
}

static void
connection_attach (CloudListener  *self,
                   GSocket        *socket,
                   GSocketAddress *remote)
{
  Connection *connection = g_new0 (Connection, 1);

  connection->listener = self;
  connection->socket = g_object_ref (socket);
  connection->deadline = g_source_new (&deadline_funcs, sizeof (GSource));
  g_source_set_static_name (connection->deadline, "sluice-cloud connection");
  g_source_set_callback (connection->deadline, let_go_cb, connection, NULL);
  connection_set_deadline (connection, self->patience_ms);
  g_source_attach (connection->deadline, g_main_context_get_thread_default ());
  g_hash_table_add (self->connections, connection);
  g_object_set_qdata_full (G_OBJECT (remote), connection_quark (), connection, connection_free);
}

static void
handshake_free (Handshake *handshake)
{
  g_object_unref (handshake->server);
  g_object_unref (handshake->cancellable);
  g_object_unref (handshake->local);
  g_object_unref (handshake->remote);
  g_free (handshake);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handshake, handshake_free)

static void
shook_hands_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Handshake) handshake = data;
  g_autoptr(GTlsConnection) stream = G_TLS_CONNECTION (source);

  if (!g_tls_connection_handshake_finish (stream, result, NULL) ||
      g_cancellable_is_cancelled (handshake->cancellable))
    {
      g_io_stream_close_async (G_IO_STREAM (stream), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      return;
    }

  soup_server_accept_iostream (handshake->server, G_IO_STREAM (stream),
                               handshake->local, handshake->remote, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *base,
             GObject           *source,
             gpointer           data)
{
  CloudListener *self = data;
  GSocket *socket = g_socket_connection_get_socket (base);
  g_autoptr(Handshake) handshake = NULL;
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (base, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (base, NULL);
  g_autoptr(GIOStream) stream = NULL;

  if (local == NULL || remote == NULL || g_hash_table_size (self->connections) >= self->max_connections)
    {
      g_io_stream_close (G_IO_STREAM (base), NULL, NULL);
      return TRUE;
    }

  stream = g_tls_server_connection_new (G_IO_STREAM (base), self->certificate, NULL);
  if (stream == NULL)
    return TRUE;

  /* Peers that just hang up are common, and truncation is HTTP's to notice. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  connection_attach (self, socket, remote);

  handshake = g_new0 (Handshake, 1);
  handshake->server = g_object_ref (self->server);
  handshake->cancellable = g_object_ref (self->cancellable);
  handshake->local = g_steal_pointer (&local);
  handshake->remote = g_steal_pointer (&remote);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (g_steal_pointer (&stream)), G_PRIORITY_DEFAULT,
                                    self->cancellable, shook_hands_cb, g_steal_pointer (&handshake));
  return TRUE;
}

/* libsoup keeps a connection open for a second request only while it has a
 * listener of its own. This is one that nobody can reach: its name is gone
 * before anybody could use it. */
static gboolean
listen_in_the_void (CloudListener  *self,
                    GError        **error)
{
  g_autofree char *folder = g_dir_make_tmp ("sluice-cloud-XXXXXX", error);
  g_autofree char *path = NULL;
  g_autoptr(GSocketAddress) address = NULL;
  gboolean listens;

  if (folder == NULL)
    return FALSE;

  path = g_build_filename (folder, "void", NULL);
  address = g_unix_socket_address_new (path);
  listens = soup_server_listen (self->server, address, 0, error);
  g_unlink (path);
  g_rmdir (folder);
  return listens;
}

/**
 * cloud_listener_new:
 * @server: who answers; has no listener of its own
 * @max_connections: how many connections there may be at a time
 * @patience_ms: milliseconds a peer has for a handshake, for a request's
 *   headers, and for each further part of it
 *
 * Returns: (transfer full): a listener that does not listen yet
 */
CloudListener *
cloud_listener_new (SoupServer *server,
                    guint       max_connections,
                    guint       patience_ms)
{
  CloudListener *self = g_new0 (CloudListener, 1);

  self->server = g_object_ref (server);
  self->service = g_socket_service_new ();
  self->cancellable = g_cancellable_new ();
  self->connections = g_hash_table_new (NULL, NULL);
  self->max_connections = max_connections;
  self->patience_ms = patience_ms;
  g_socket_service_stop (self->service);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return self;
}

void
cloud_listener_set_certificate (CloudListener   *self,
                                GTlsCertificate *certificate)
{
  g_set_object (&self->certificate, certificate);
}

/**
 * cloud_listener_listen:
 * @self: a listener with a certificate
 * @host: an address of this computer, as numbers
 * @port: a port, 0 for any
 * @out_port: (out): the port it became
 * @error: #SluiceCloudError, #GIOError
 *
 * Returns: %TRUE when peers can connect
 */
gboolean
cloud_listener_listen (CloudListener  *self,
                       const char     *host,
                       guint16         port,
                       guint16        *out_port,
                       GError        **error)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) reason = NULL;

  if (address == NULL)
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS,
                           _("The address to listen on is HOST:PORT with an address as numbers, such as 127.0.0.1:0."));
      return FALSE;
    }
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, &reason))
    {
      g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_LISTEN,
                   /* Translators: %s is the system's own reason */
                   _("The cloud cannot listen there: %s"), reason->message);
      return FALSE;
    }
  if (!listen_in_the_void (self, error))
    return FALSE;

  *out_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);
  return TRUE;
}

/** cloud_listener_stop: no new connections from here on; those that are go on. */
void
cloud_listener_stop (CloudListener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
}

/** cloud_listener_free: stops; connections that are still there are cut. */
void
cloud_listener_free (CloudListener *self)
{
  GHashTableIter iter;
  gpointer connection;

  g_signal_handlers_disconnect_by_data (self->service, self);
  cloud_listener_stop (self);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    {
      g_socket_shutdown (((Connection *) connection)->socket, TRUE, TRUE, NULL);
      ((Connection *) connection)->listener = NULL;
    }
  soup_server_disconnect (self->server);

  g_hash_table_unref (self->connections);
  g_object_unref (self->cancellable);
  g_object_unref (self->service);
  g_object_unref (self->server);
  g_clear_object (&self->certificate);
  g_free (self);
}

static Connection *
connection_of (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_qdata (G_OBJECT (remote), connection_quark ()) : NULL;
}

/** cloud_listener_extend: the peer made progress: it has its time again. */
void
cloud_listener_extend (SoupServerMessage *message)
{
  Connection *connection = connection_of (message);

  if (connection != NULL && connection->listener != NULL)
    connection_set_deadline (connection, connection->listener->patience_ms);
}

/** cloud_listener_rest: an answer is complete: the connection may idle for a while. */
void
cloud_listener_rest (SoupServerMessage *message)
{
  Connection *connection = connection_of (message);

  if (connection != NULL && connection->listener != NULL)
    connection_set_deadline (connection, REST_SECONDS * 1000);
}

/** cloud_listener_cut: nothing more comes from this peer, and nothing goes there: libsoup finds the connection closed. */
void
cloud_listener_cut (SoupServerMessage *message)
{
  Connection *connection = connection_of (message);

  if (connection != NULL)
    g_socket_shutdown (connection->socket, TRUE, TRUE, NULL);
}
