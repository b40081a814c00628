/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-proxy.h"

#define READ_SIZE (16 * 1024)
#define THREADS   16

struct _TestProxy
{
  GSocketService *service;
  guint16         port;
  guint16         target;

  GMutex          lock;
  GCond           idle;
  guint           n_pairs;
  gint64          sent;  /* bytes that went to the server */
  gint64          left;  /* until everything is cut; -1 for never */
  gboolean        deaf;  /* no answers: what comes back ends the connection */
};

typedef struct
{
  TestProxy *proxy;
  GSocket   *client;
  GSocket   *server;
} Pair;

static void
close_pair (Pair *pair)
{
  g_socket_shutdown (pair->client, TRUE, TRUE, NULL);
  g_socket_shutdown (pair->server, TRUE, TRUE, NULL);
}

static gboolean
send_all (GSocket *socket,
          char    *data,
          gssize   length)
{
  while (length > 0)
    {
      gssize sent = g_socket_send (socket, data, length, NULL, NULL);

      if (sent <= 0)
        return FALSE;
      data += sent;
      length -= sent;
    }

  return TRUE;
}

/* How many of @length bytes may pass. */
static gssize
let_pass (TestProxy *self,
          gssize     length)
{
  g_mutex_lock (&self->lock);
  if (self->left >= 0)
    {
      length = MIN (length, self->left);
      self->left -= length;
    }
  self->sent += length;
  g_mutex_unlock (&self->lock);
  return length;
}

static gboolean
is_deaf (TestProxy *self)
{
  gboolean deaf;

  g_mutex_lock (&self->lock);
  deaf = self->deaf;
  g_mutex_unlock (&self->lock);
  return deaf;
}

static gpointer
pass_down (gpointer data)
{
  Pair *pair = data;
  char buffer[READ_SIZE];
  gssize got;

  while ((got = g_socket_receive (pair->server, buffer, sizeof buffer, NULL, NULL)) > 0)
    if (is_deaf (pair->proxy) || !send_all (pair->client, buffer, got))
      break;

  close_pair (pair);
  return NULL;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        TestProxy              *self)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) onward = g_socket_client_connect_to_host (client, "127.0.0.1", self->target, NULL, NULL);
  char buffer[READ_SIZE];
  GThread *down;
  Pair pair;
  gssize got;

  if (onward == NULL)
    return TRUE;

  g_mutex_lock (&self->lock);
  self->n_pairs++;
  g_mutex_unlock (&self->lock);
  pair = (Pair) { self, g_socket_connection_get_socket (connection), g_socket_connection_get_socket (onward) };
  down = g_thread_new ("test-proxy", pass_down, &pair);
  while ((got = g_socket_receive (pair.client, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      gssize pass = let_pass (self, got);

      if (!send_all (pair.server, buffer, pass) || pass < got)
        break;
    }

  close_pair (&pair);
  g_thread_join (down);
  g_mutex_lock (&self->lock);
  self->n_pairs--;
  g_cond_signal (&self->idle);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/** test_proxy_new: (transfer full): to a server that is to listen on test_proxy_get_target(). */
TestProxy *
test_proxy_new (void)
{
  TestProxy *self = g_new0 (TestProxy, 1);
  g_autoptr(GSocketListener) probe = g_socket_listener_new ();
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) own = NULL;
  g_autoptr(GSocketAddress) other = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  self->left = -1;
  self->service = g_threaded_socket_service_new (THREADS);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &own, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (own));

  /* A port that is free, and stays so unless somebody is very unlucky. */
  g_socket_listener_add_address (probe, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &other, &error);
  g_assert_no_error (error);
  self->target = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (other));
  g_socket_listener_close (probe);
  g_socket_service_start (self->service);
  return self;
}

/** test_proxy_free: when neither side is there any more. */
void
test_proxy_free (TestProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  while (self->n_pairs > 0)
    g_cond_wait (&self->idle, &self->lock);
  g_mutex_unlock (&self->lock);
  g_object_unref (self->service);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);
  g_free (self);
}

guint16
test_proxy_get_port (TestProxy *self)
{
  return self->port;
}

guint16
test_proxy_get_target (TestProxy *self)
{
  return self->target;
}

/** test_proxy_get_sent: bytes that were passed on to the server, as they are on the wire. */
gint64
test_proxy_get_sent (TestProxy *self)
{
  gint64 sent;

  g_mutex_lock (&self->lock);
  sent = self->sent;
  g_mutex_unlock (&self->lock);
  return sent;
}

/** test_proxy_cut_after: so many bytes more go to the server, then nothing does; -1 for as many as there are. */
void
test_proxy_cut_after (TestProxy *self,
                      gint64     bytes)
{
  g_mutex_lock (&self->lock);
  self->left = bytes;
  g_mutex_unlock (&self->lock);
}

/** test_proxy_set_deaf: whether the next thing the server says ends the connection, and is lost. */
void
test_proxy_set_deaf (TestProxy *self,
                     gboolean   deaf)
{
  g_mutex_lock (&self->lock);
  self->deaf = deaf;
  g_mutex_unlock (&self->lock);
}
