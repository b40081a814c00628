/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-loopback.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * No web server: it reads the head of a request, takes the one it waits for, and
 * closes. Whatever else on this computer knocks meanwhile is turned away, and
 * learns nothing.
 */
#define PATH "/callback"
#define MAX_HEAD 16384
#define MAX_CALLERS 8
#define CALLER_SECONDS 10

struct _SluiceLoopback
{
  GObject parent_instance;

  /* Owned. */
  GSocketService *service; /* NULL once closed */
  char           *uri;
  char           *host;
  char           *path;
  DexPromise     *answer;

  guint    n_callers;
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (SluiceLoopback, sluice_loopback, G_TYPE_OBJECT)

static void
sluice_loopback_finalize (GObject *object)
{
  SluiceLoopback *self = SLUICE_LOOPBACK (object);

  sluice_loopback_close (self);
  dex_clear (&self->answer);
  g_free (self->uri);
  g_free (self->host);
  g_free (self->path);

  G_OBJECT_CLASS (sluice_loopback_parent_class)->finalize (object);
}

static void
sluice_loopback_class_init (SluiceLoopbackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_loopback_finalize;
}

static void
sluice_loopback_init (SluiceLoopback *self)
{
  self->answer = dex_promise_new ();
  self->service = g_socket_service_new ();
}

typedef struct
{
  SluiceLoopback    *loopback;
  GSocketConnection *connection;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  call->loopback->n_callers--;
  g_object_unref (call->loopback);
  g_object_unref (call->connection);
  g_free (call);
}

/* Returns: (transfer full) (nullable): a request up to its empty line. */
static char *
await_head (GInputStream *input)
{
  g_autoptr(GString) head = g_string_new (NULL);

  while (strstr (head->str, "\r\n\r\n") == NULL)
    {
      g_autoptr(GBytes) part = dex_await_boxed (dex_input_stream_read_bytes (input, MAX_HEAD, G_PRIORITY_DEFAULT), NULL);
      gsize length = part != NULL ? g_bytes_get_size (part) : 0;
      const char *bytes = length > 0 ? g_bytes_get_data (part, NULL) : NULL;

      if (length == 0 || head->len + length > MAX_HEAD || memchr (bytes, '\0', length) != NULL)
        return NULL;
      g_string_append_len (head, bytes, length);
    }

  return g_string_free_and_steal (g_steal_pointer (&head));
}

/* A page elsewhere whose name was made to lead here says its own name. */
static gboolean
is_for_us (SluiceLoopback *self,
           char          **lines)
{
  guint n_hosts = 0;
  gboolean ours = FALSE;

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Host:", 5) == 0)
      {
        n_hosts++;
        ours = g_str_equal (g_strstrip (lines[i] + 5), self->host);
      }

  return n_hosts == 1 && ours;
}

/*
 * Returns: the status to answer with; 200 for a GET gives @out_query. Browsers
 * may ask with HEAD what is there first, which counts for nothing.
 */
static guint
read_head (SluiceLoopback *self,
           const char     *head,
           char          **out_query)
{
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_auto(GStrv) words = g_strsplit (lines[0], " ", -1);
  const gsize length = strlen (self->path);

  if (g_strv_length (words) != 3 || !g_str_has_prefix (words[2], "HTTP/1.") || !is_for_us (self, lines))
    return 400;
  if (!g_str_has_prefix (words[1], self->path) || (words[1][length] != '\0' && words[1][length] != '?'))
    return 404;
  if (g_str_equal (words[0], "HEAD"))
    return 200;
  if (!g_str_equal (words[0], "GET"))
    return 405;
  if (self->answered)
    return 404;

  *out_query = g_strdup (words[1][length] == '?' ? words[1] + length + 1 : "");
  return 200;
}

static char *
make_reply (guint status)
{
  g_autofree char *title = g_markup_escape_text (_("Back to Sluice"), -1);
  g_autofree char *words = g_markup_escape_text (_("You can close this page and go back to Sluice."), -1);
  g_autofree char *page = NULL;

  if (status != 200)
    page = g_strdup ("");
  else
    page = g_strdup_printf ("<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                            "<title>%s</title><h1>%s</h1><p>%s</p>\n", title, title, words);
  return g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\nCache-Control: no-store\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'"
                          "\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n%s",
                          status, status == 200 ? "OK" : "No", strlen (page), page);
}

static DexFuture *
call_fiber (DexFuture *stop,
            gpointer   data)
{
  Call *call = data;
  SluiceLoopback *self = call->loopback;
  GIOStream *stream = G_IO_STREAM (call->connection);
  g_autofree char *head = await_head (g_io_stream_get_input_stream (stream));
  g_autofree char *query = NULL;

  if (head != NULL)
    {
      guint status = read_head (self, head, &query);
      char *reply = make_reply (status);
      g_autoptr(GBytes) bytes = NULL;

      if (g_str_has_prefix (head, "HEAD "))
        strstr (reply, "\r\n\r\n")[4] = '\0';
      bytes = g_bytes_new_take (reply, strlen (reply));
      self->answered = self->answered || query != NULL;
      dex_await (dex_output_stream_write_bytes (g_io_stream_get_output_stream (stream), bytes, G_PRIORITY_DEFAULT), NULL);
    }
  g_io_stream_close (stream, NULL, NULL);

  if (query != NULL)
    {
      sluice_loopback_close (self);
      dex_promise_resolve_string (self->answer, g_steal_pointer (&query));
    }
  return dex_future_new_true ();
}

static gboolean
incoming_cb (SluiceLoopback    *self,
             GSocketConnection *connection)
{
  Call *call;

  if (self->n_callers >= MAX_CALLERS)
    return TRUE;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), CALLER_SECONDS);
  call = g_new0 (Call, 1);
  call->loopback = g_object_ref (self);
  call->connection = g_object_ref (connection);
  self->n_callers++;
  dex_future_disown (sluice_fiber_spawn (call_fiber, call, call_free));
  return TRUE;
}

/* Returns: the port it listens at; 0 when it does not */
static guint16
listen (SluiceLoopback *self,
        GSocketFamily   family,
        guint16         port)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_loopback (family);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (address, port);
  g_autoptr(GSocketAddress) given = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &given, NULL))
    return 0;
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given));
}

static void
start (SluiceLoopback *self)
{
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
  g_socket_service_start (self->service);
}

/**
 * sluice_loopback_new:
 * @error: %SLUICE_AUTH_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): listens at 127.0.0.1 and a port that the system picks
 */
SluiceLoopback *
sluice_loopback_new (GError **error)
{
  g_autoptr(SluiceLoopback) self = g_object_new (SLUICE_TYPE_LOOPBACK, NULL);
  const guint16 port = listen (self, G_SOCKET_FAMILY_IPV4, 0);

  if (port == 0)
    {
      g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                           _("This computer does not let Sluice wait for the browser's answer. Try again."));
      return NULL;
    }

  self->host = g_strdup_printf ("127.0.0.1:%u", port);
  self->path = g_strdup (PATH);
  self->uri = g_strconcat ("http://", self->host, PATH, NULL);
  start (self);
  return g_steal_pointer (&self);
}

/**
 * sluice_loopback_is_address:
 * @uri: an address
 *
 * Returns: whether it is one of this computer that sluice_loopback_new_at() can listen at: `http://`, a name or number
 *   of this computer, a port, and a path
 */
gboolean
sluice_loopback_is_address (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  return host != NULL && g_str_equal (g_uri_get_scheme (parsed), "http") &&
         (g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1")) && g_uri_get_port (parsed) > 0 &&
         *g_uri_get_path (parsed) == '/' && g_uri_get_userinfo (parsed) == NULL && g_uri_get_query (parsed) == NULL &&
         g_uri_get_fragment (parsed) == NULL;
}

/**
 * sluice_loopback_new_at:
 * @uri: a redirect address that a server knows letter by letter, such as `http://localhost:32118/callback`
 * @error: %SLUICE_AUTH_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): listens there, and never for another computer
 */
SluiceLoopback *
sluice_loopback_new_at (const char  *uri,
                        GError     **error)
{
  g_autoptr(SluiceLoopback) self = g_object_new (SLUICE_TYPE_LOOPBACK, NULL);
  g_autoptr(GUri) parsed = sluice_loopback_is_address (uri) ? g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL) : NULL;
  guint16 port;

  if (parsed == NULL)
    {
      g_set_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                   _("“%s” is not an address of this computer that the browser could come back to. Nothing was sent."), uri);
      return NULL;
    }
  port = (guint16) g_uri_get_port (parsed);
  if (listen (self, G_SOCKET_FAMILY_IPV4, port) == 0)
    {
      g_set_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                   _("Another program on this computer, perhaps Cura, waits for a sign-in at the same address, %s. Close it "
                     "and try again. Nothing was sent."), uri);
      return NULL;
    }
  /* Which of the two “localhost” is, the browser decides; without the second it tries the first. */
  if (g_str_equal (g_uri_get_host (parsed), "localhost"))
    listen (self, G_SOCKET_FAMILY_IPV6, port);

  self->host = g_strdup_printf ("%s:%u", g_uri_get_host (parsed), port);
  self->path = g_strdup (g_uri_get_path (parsed));
  self->uri = g_strdup (uri);
  start (self);
  return g_steal_pointer (&self);
}

/** sluice_loopback_get_uri: the redirect address: `http://127.0.0.1:PORT/callback`. */
const char *
sluice_loopback_get_uri (SluiceLoopback *self)
{
  g_return_val_if_fail (SLUICE_IS_LOOPBACK (self), NULL);
  return self->uri;
}

/**
 * sluice_loopback_wait:
 * @self: a loopback address
 *
 * Returns: (transfer full): a future of a string: the query that the browser
 *   came with, percent-encoded. Nothing listens any more when it settles
 */
DexFuture *
sluice_loopback_wait (SluiceLoopback *self)
{
  dex_return_error_if_fail (SLUICE_IS_LOOPBACK (self));
  return dex_ref (self->answer);
}

/** sluice_loopback_close: stops listening; does nothing when it does not. */
void
sluice_loopback_close (SluiceLoopback *self)
{
  g_return_if_fail (SLUICE_IS_LOOPBACK (self));

  if (self->service == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}
