/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-server.h"

#include "sluice-certificate.h"
#include "test-certificate.h"

#include <string.h>

/*
 * An HTTPS server in the test's own process: loopback, a port that the system
 * picks, a thread and a main context of its own, so that a test may block.
 */
struct _TestServer
{
  GObject parent_instance;

  TestServerFlags    flags;
  TestServerHandler  handler;
  gpointer           data;
  TestAuthority     *authority;
  GTlsDatabase      *database;
  GTlsCertificate   *certificate;
  char              *spki;
  char              *uri;

  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  SoupServer   *server;   /* only on the thread */
  GError       *failure;  /* why it does not listen */
  GMutex        mutex;
  GCond         cond;
  gboolean      ready;    /* under the mutex */
  int           requests; /* atomic */
  int           bytes;    /* atomic: of request bodies */
  guint         dripping; /* only on the thread: answers that have not ended */
};

G_DEFINE_FINAL_TYPE (TestServer, test_server, G_TYPE_OBJECT)

static void
test_server_dispose (GObject *object)
{
  test_server_stop (TEST_SERVER (object));

  G_OBJECT_CLASS (test_server_parent_class)->dispose (object);
}

static void
test_server_finalize (GObject *object)
{
  TestServer *self = TEST_SERVER (object);

  g_clear_pointer (&self->authority, test_authority_free);
  g_clear_object (&self->database);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->spki, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_error (&self->failure);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (test_server_parent_class)->finalize (object);
}

static void
test_server_class_init (TestServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = test_server_finalize;
}

static void
test_server_init (TestServer *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  TestServer *self = user_data;

  g_atomic_int_add (&self->bytes, soup_server_message_get_request_body (message)->length);
  self->handler (self, message, self->data);
}

/* Counted when its first line is there: a request that is cut off counts too. */
static void
started_cb (SoupServer        *server,
            SoupServerMessage *message,
            TestServer        *self)
{
  g_atomic_int_inc (&self->requests);
}

static gpointer
run (gpointer user_data)
{
  TestServer *self = user_data;
  gboolean plain = self->flags & TEST_SERVER_PLAIN;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("tls-certificate", plain ? NULL : self->certificate, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  g_signal_connect (self->server, "request-read", G_CALLBACK (started_cb), self);

  if (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (plain ? 0 : SOUP_SERVER_LISTEN_HTTPS),
                                &self->failure))
    {
      uris = soup_server_get_uris (self->server);
      self->uri = g_strdup_printf ("%s://127.0.0.1:%d", plain ? "http" : "https", g_uri_get_port (uris->data));
      g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
    }

  /* Told in either case: a server that cannot listen fails the test at once. */
  g_mutex_lock (&self->mutex);
  self->ready = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  if (self->failure == NULL)
    g_main_loop_run (self->loop);

  /* Whoever was dripped on is gone by now, which the next drop notices; libsoup leaks what is cut off in the middle. */
  while (self->dripping > 0)
    g_main_context_iteration (self->context, TRUE);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  /* What was pending ends now, in its own context. */
  while (g_main_context_iteration (self->context, FALSE));
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static TestKey
choose_key (TestServerFlags flags)
{
  if (flags & TEST_SERVER_RSA_4096)
    return TEST_KEY_RSA_4096;
  return flags & TEST_SERVER_P256 ? TEST_KEY_P256 : TEST_KEY_RSA_2048;
}

/** test_server_new: (transfer full): a server that listens already. */
TestServer *
test_server_new (TestServerFlags   flags,
                 TestServerHandler handler,
                 gpointer          data)
{
  TestServer *self = g_object_new (TEST_TYPE_SERVER, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean expired = flags & TEST_SERVER_EXPIRED;

  self->flags = flags;
  self->handler = handler;
  self->data = data;
  self->authority = test_authority_new ("Sluice test authority");
  self->database = test_authority_trust (self->authority);
  self->certificate = test_authority_issue (self->authority, choose_key (flags),
                                            flags & TEST_SERVER_WRONG_HOST ? "elsewhere.example" : "localhost",
                                            now - 7200, expired ? now - 3600 : now + 3600);
  self->spki = sluice_certificate_spki (self->certificate);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("test-server", run, self);
  g_mutex_lock (&self->mutex);
  while (!self->ready)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_assert_no_error (self->failure);
  return self;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/** test_server_stop: closes every connection and waits until the thread is gone. */
void
test_server_stop (TestServer *self)
{
  if (self->thread == NULL)
    return;

  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

const char *
test_server_get_uri (TestServer *self)
{
  return self->uri;
}

/** test_server_get_database: trusts the authority of this server, and nobody else. */
GTlsDatabase *
test_server_get_database (TestServer *self)
{
  return self->database;
}

const char *
test_server_get_spki (TestServer *self)
{
  return self->spki;
}

/** test_server_get_requests: how many requests came in whole. */
int
test_server_get_requests (TestServer *self)
{
  return g_atomic_int_get (&self->requests);
}

/** test_server_get_bytes: how many bytes of bodies came in. */
int
test_server_get_bytes (TestServer *self)
{
  return g_atomic_int_get (&self->bytes);
}

void
test_server_answer (SoupServerMessage *message,
                    guint              status,
                    const char        *content_type,
                    const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, content_type, SOUP_MEMORY_COPY, body, strlen (body));
}

typedef struct
{
  TestServer        *server;
  SoupServerMessage *message;
  GSource           *timer;
  gsize              part;
} Drip;

static void
end_drip_cb (SoupServerMessage *message,
             Drip              *drip)
{
  drip->server->dripping--;
  g_source_destroy (drip->timer);
  g_source_unref (drip->timer);
  g_free (drip);
}

static gboolean
drip_cb (gpointer user_data)
{
  Drip *drip = user_data;

  soup_message_body_append_take (soup_server_message_get_response_body (drip->message), g_malloc0 (drip->part), drip->part);
  soup_server_message_unpause (drip->message);
  return G_SOURCE_CONTINUE;
}

/**
 * test_server_drip:
 * @self: the server
 * @message: a request
 * @part: bytes at a time
 * @interval_ms: how often
 *
 * Answers without end, until the other side goes away.
 */
void
test_server_drip (TestServer        *self,
                  SoupServerMessage *message,
                  gsize              part,
                  guint              interval_ms)
{
  Drip *drip = g_new0 (Drip, 1);

  drip->server = self;
  self->dripping++;
  drip->message = message;
  drip->part = part;
  drip->timer = g_timeout_source_new (interval_ms);
  g_source_set_callback (drip->timer, drip_cb, drip, NULL);
  g_source_attach (drip->timer, g_main_context_get_thread_default ());
  g_signal_connect (message, "finished", G_CALLBACK (end_drip_cb), drip);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  drip_cb (drip);
}

/** test_server_drop: says that 1000 bytes come, sends @after of them, and closes the connection. */
void
test_server_drop (SoupServerMessage *message,
                  gsize              after)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *head = g_strdup ("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
  g_autofree char *zeros = g_malloc0 (after + 1);
  GOutputStream *output = g_io_stream_get_output_stream (stream);

  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (output, zeros, after, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}
