/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-worker.h"
#include "test-cloud.h"
#include "test-cloud-home.h"
#include "test-util.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

/*
 * What is said to the cloud byte by byte, over real TLS: the things that no
 * HTTP library would send. libsoup's own answers to some of them are the reason
 * for the guard.
 */
static TestCloud *cloud;
static char *authority;

/* Blocks; the cloud is another process. */
static GIOStream *
connect_tls (guint16     port,
             const char *ca_file)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) base = NULL;
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GSocketConnectable) identity = g_network_address_new ("127.0.0.1", port);
  g_autoptr(GError) error = NULL;
  GIOStream *stream;

  g_socket_client_set_timeout (client, TEST_PATIENCE_SECONDS);
  base = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (ca_file, &error);
  g_assert_no_error (error);
  stream = g_tls_client_connection_new (G_IO_STREAM (base), identity, &error);
  g_assert_no_error (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (stream), database);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, &error);
  g_assert_no_error (error);
  return stream;
}

/* Returns: all that came back until the cloud closed */
static char *
read_all (GIOStream *stream)
{
  GString *all = g_string_new (NULL);
  char buffer[4096];
  gssize got;

  while ((got = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (all, buffer, got);
  return g_string_free (all, FALSE);
}

static char *
say (const char *text)
{
  g_autoptr(GIOStream) stream = connect_tls (test_cloud_get_port (cloud), test_cloud_get_ca_file (cloud));
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  return read_all (stream);
}

static guint
status_of (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? atoi (answer + strlen ("HTTP/1.1 ")) : 0;
}

static guint
count_answers (const char *answer)
{
  guint count = 0;

  for (const char *at = answer; (at = strstr (at, "HTTP/1.1 ")) != NULL; at++)
    count++;
  return count;
}

typedef struct
{
  const char *name;
  const char *request; /* @ stands for the right Host */
  guint       status;
} Row;

#define SECOND "GET /hidden HTTP/1.1\r\nHost: @\r\n\r\n"

static const Row rows[] = {
  { "in-order", "GET /.well-known/security.txt HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 200 },
  { "length-and-chunked", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "0\r\n\r\n" SECOND, 501 },
  { "chunked", "POST /token HTTP/1.1\r\nHost: @\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SECOND, 501 },
  { "bare-line-feed-chunks", "POST /token HTTP/1.1\r\nHost: @\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "0;\n\n" SECOND, 501 },
  { "odd-encoding", "POST /token HTTP/1.1\r\nHost: @\r\nTransfer-Encoding: xchunked\r\n\r\n" SECOND, 501 },
  { "two-lengths", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 4\r\nContent-Length: 30\r\n\r\nabcd" SECOND,
    400 },
  { "same-length-twice", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd" SECOND,
    400 },
  { "length-list", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 4, 4\r\n\r\nabcd" SECOND, 400 },
  { "length-with-sign", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: +4\r\n\r\nabcd" SECOND, 400 },
  { "length-in-hexadecimal", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 0x4\r\n\r\nabcd" SECOND, 400 },
  { "length-too-long", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 99999999999999999999\r\n\r\n", 400 },
  { "body-too-large", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Length: 65537\r\n\r\n", 413 },
  { "record-too-large", "POST /process/v1/records HTTP/1.1\r\nHost: @\r\nContent-Length: 9999999\r\n\r\n", 401 },
  { "two-hosts", "GET /check-token HTTP/1.1\r\nHost: @\r\nHost: evil.example\r\n\r\n", 400 },
  { "same-host-twice", "GET /check-token HTTP/1.1\r\nHost: @\r\nHost: @\r\n\r\n", 400 },
  { "no-host", "GET /check-token HTTP/1.1\r\n\r\n", 400 },
  { "other-host", "GET /check-token HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400 },
  { "other-port", "GET /check-token HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", 400 },
  { "host-by-name", "GET /check-token HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
  { "other-host-in-line", "GET https://evil.example/check-token HTTP/1.1\r\nHost: @\r\n\r\n", 400 },
  { "user-in-line", "GET https://a:b@@/check-token HTTP/1.1\r\nHost: @\r\n\r\n", 400 },
  { "old-without-host", "GET /check-token HTTP/1.0\r\n\r\n", 400 },
  { "star", "OPTIONS * HTTP/1.1\r\nHost: @\r\n\r\n", 400 },
  { "expect", "POST /token HTTP/1.1\r\nHost: @\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", 417 },
  { "websocket", "GET /check-token HTTP/1.1\r\nHost: @\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                 "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 501 },
  { "multipart", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                 "Content-Length: 4\r\n\r\nabcd", 415 },
  { "encoded-body", "POST /token HTTP/1.1\r\nHost: @\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", 501 },
  { "range", "GET /.well-known/security.txt HTTP/1.1\r\nHost: @\r\nRange: bytes=0-1,0-2\r\nConnection: close\r\n\r\n",
    200 },
  { "unknown-path", "GET /etc/passwd HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 404 },
  { "escaped-slash", "GET /connect/v1%2Fclusters HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 404 },
  /* Taken together before any route is looked for, so that it is checked as what it leads to. */
  { "dots", "GET /authorize/../check-token HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 401 },
  { "wrong-method", "PATCH /token HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 405 },
  { "connect", "CONNECT evil.example:443 HTTP/1.1\r\nHost: @\r\n\r\n", 400 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto(GStrv) parts = g_strsplit (row->request, "@", -1);
  g_autofree char *request = g_strjoinv (authority, parts);
  g_autofree char *answer = say (request);

  g_assert_cmpuint (status_of (answer), ==, row->status);
  /* Whatever hides behind the first request was not taken for a second. */
  g_assert_cmpuint (count_answers (answer), ==, 1);
  g_assert_null (strstr (answer, "Content-Range"));
}

static void
test_large_headers (void)
{
  g_autofree char *filler = g_strnfill (100 * 1024, 'x');
  g_autofree char *request = g_strdup_printf ("GET /check-token HTTP/1.1\r\nHost: %s\r\nX-Filler: %s\r\n\r\n",
                                              authority, filler);
  g_autoptr(GIOStream) stream = connect_tls (test_cloud_get_port (cloud), test_cloud_get_ca_file (cloud));
  g_autofree char *answer = NULL;

  /* It may close before the last byte is written. */
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request), NULL, NULL, NULL);
  answer = read_all (stream);
  g_assert_cmpuint (status_of (answer), !=, 200);
  g_assert_cmpuint (status_of (answer), !=, 401);
}

/* A peer on GnuTLS itself: it can be told what to offer, and to write on when nobody reads. */
typedef struct
{
  GSocketConnection               *base;
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t                 session;
  int                              outcome; /* of the handshake */
} RawPeer;

static RawPeer *
raw_peer_new (const char *priority)
{
  RawPeer *peer = g_new0 (RawPeer, 1);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;

  peer->base = g_socket_client_connect_to_host (client, "127.0.0.1", test_cloud_get_port (cloud), NULL, &error);
  g_assert_no_error (error);
  gnutls_certificate_allocate_credentials (&peer->credentials);
  gnutls_init (&peer->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);
  g_assert_cmpint (gnutls_priority_set_direct (peer->session, priority, NULL), ==, 0);
  gnutls_credentials_set (peer->session, GNUTLS_CRD_CERTIFICATE, peer->credentials);
  gnutls_transport_set_int (peer->session, g_socket_get_fd (g_socket_connection_get_socket (peer->base)));
  gnutls_handshake_set_timeout (peer->session, TEST_PATIENCE_SECONDS * 1000);
  do
    peer->outcome = gnutls_handshake (peer->session);
  while (peer->outcome == GNUTLS_E_AGAIN || peer->outcome == GNUTLS_E_INTERRUPTED);
  return peer;
}

static void
raw_peer_free (RawPeer *peer)
{
  gnutls_deinit (peer->session);
  gnutls_certificate_free_credentials (peer->credentials);
  g_object_unref (peer->base);
  g_free (peer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawPeer, raw_peer_free)

/* Returns: whether all of it could be written */
static gboolean
raw_peer_write (RawPeer    *peer,
                const char *data,
                gsize       length)
{
  GSocket *socket = g_socket_connection_get_socket (peer->base);

  while (length > 0)
    {
      gssize sent = gnutls_record_send (peer->session, data, length);

      if (sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED)
        g_assert_true (g_socket_condition_timed_wait (socket, G_IO_OUT, TEST_PATIENCE_SECONDS * G_USEC_PER_SEC, NULL,
                                                      NULL));
      else if (sent < 0)
        return FALSE;
      else
        {
          data += sent;
          length -= sent;
        }
    }
  return TRUE;
}

/* The most memory the cloud ever had, in KiB. */
static gint64
peak_memory (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", test_cloud_get_identifier (cloud));
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autofree char *text = test_dup_text (bytes);
  const char *line = strstr (text, "VmHWM:");

  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static void
test_refusal_keeps_nothing (gconstpointer data)
{
  g_autofree char *head = g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 200000000\r\n\r\n",
                                           (const char *) data, authority);
  g_autoptr(RawPeer) peer = raw_peer_new ("NORMAL");
  g_autofree char *part = g_strnfill (1024 * 1024, 'x');
  gint64 before = peak_memory ();
  guint sent = 0;

  g_assert_true (raw_peer_write (peer, head, strlen (head)));
  /* On and on, until it closes: long before the end. */
  while (sent < 200 && raw_peer_write (peer, part, 1024 * 1024))
    sent++;
  g_assert_cmpuint (sent, <, 100);
  g_assert_cmpint (peak_memory () - before, <, 32 * 1024);
}

static DexFuture *
half_a_request (GCancellable *cancellable,
                gpointer      data)
{
  SluiceCloud *slow = data;
  g_autoptr(GUri) uri = g_uri_parse (sluice_cloud_get_url (slow), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GIOStream) stream = connect_tls (g_uri_get_port (uri), sluice_cloud_get_ca_file (slow));
  g_autofree char *answer = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), "GET / HT", 8, NULL, NULL, NULL);
  answer = read_all (stream);
  return dex_future_new_for_boolean (strstr (answer, "HTTP/1.1 2") == NULL);
}

static DexFuture *
half_a_body (GCancellable *cancellable,
             gpointer      data)
{
  SluiceCloud *slow = data;
  g_autoptr(GUri) uri = g_uri_parse (sluice_cloud_get_url (slow), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GIOStream) stream = connect_tls (g_uri_get_port (uri), sluice_cloud_get_ca_file (slow));
  g_autofree char *request = g_strdup_printf ("POST /token HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                                              "Content-Length: 10\r\n\r\nabc",
                                              g_uri_get_port (uri));
  g_autofree char *answer = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request), NULL, NULL, NULL);
  answer = read_all (stream);
  return dex_future_new_for_boolean (strstr (answer, "HTTP/1.1 2") == NULL);
}

/* Connects, and says nothing: not even TLS. */
static DexFuture *
silence (GCancellable *cancellable,
         gpointer      data)
{
  SluiceCloud *slow = data;
  g_autoptr(GUri) uri = g_uri_parse (sluice_cloud_get_url (slow), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) base = NULL;
  g_autofree char *answer = NULL;

  g_socket_client_set_timeout (client, TEST_PATIENCE_SECONDS);
  base = g_socket_client_connect_to_host (client, "127.0.0.1", g_uri_get_port (uri), NULL, NULL);
  answer = read_all (G_IO_STREAM (base));
  return dex_future_new_for_boolean (*answer == '\0');
}

static DexFuture *
pass_on_cb (DexFuture *future,
            gpointer   data)
{
  return dex_ref (future);
}

/* Runs a peer that blocks on a thread; the cloud answers on this one. */
static void
assert_peer (SluiceWorkFunc  peer,
             SluiceCloud    *other)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) outcome = NULL;

  /* By way of a callback here: a thread that settles a future does not wake this one. */
  outcome = dex_future_finally (sluice_worker_run (peer, other, NULL), pass_on_cb, NULL, NULL);
  test_settle (dex_ref (outcome), &error);
  g_assert_no_error (error);
  g_assert_true (g_value_get_boolean (dex_future_get_value (outcome, NULL)));
}

/* The cloud lets a peer go that does not go on; a test that hangs here fails by its client's time-out. */
static void
test_slow_peers (void)
{
  SluiceCloudOptions options = { .patience_ms = 200 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, NULL);
  SluiceWorkFunc const peers[] = { silence, half_a_request, half_a_body };

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    assert_peer (peers[i], home->cloud);
}

static DexFuture *
crowd (GCancellable *cancellable,
       gpointer      data)
{
  SluiceCloud *small = data;
  g_autoptr(GUri) uri = g_uri_parse (sluice_cloud_get_url (small), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GIOStream) first = connect_tls (g_uri_get_port (uri), sluice_cloud_get_ca_file (small));
  g_autoptr(GIOStream) second = connect_tls (g_uri_get_port (uri), sluice_cloud_get_ca_file (small));
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) third = NULL;
  g_autofree char *answer = NULL;

  g_socket_client_set_timeout (client, TEST_PATIENCE_SECONDS);
  third = g_socket_client_connect_to_host (client, "127.0.0.1", g_uri_get_port (uri), NULL, NULL);
  answer = third != NULL ? read_all (G_IO_STREAM (third)) : g_strdup ("");
  g_assert_cmpstr (answer, ==, "");

  /* One goes, and there is room again. */
  g_io_stream_close (first, NULL, NULL);
  g_io_stream_close (second, NULL, NULL);
  return dex_future_new_true ();
}

static void
test_connection_limit (void)
{
  SluiceCloudOptions options = { .max_connections = 2 };
  g_autoptr(TestCloudHome) home = test_cloud_home_new (&options, NULL);

  assert_peer (crowd, home->cloud);
  test_cloud_client_sign_in (home->client, home->secret, "account.user.read");
}

static void
test_tls_versions (void)
{
  g_autoptr(RawPeer) today = raw_peer_new ("NORMAL:-VERS-ALL:+VERS-TLS1.3");
  g_autoptr(RawPeer) yesterday = raw_peer_new ("NORMAL:-VERS-ALL:+VERS-TLS1.2");
  g_autoptr(RawPeer) before = raw_peer_new ("NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0");

  g_assert_cmpint (today->outcome, ==, GNUTLS_E_SUCCESS);
  g_assert_cmpint (yesterday->outcome, !=, GNUTLS_E_SUCCESS);
  g_assert_cmpint (before->outcome, !=, GNUTLS_E_SUCCESS);
}

int
main (int   argc,
      char *argv[])
{
  const char * const arguments[] = { "--home", NULL };
  int status;

  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  cloud = test_cloud_start (arguments);
  authority = g_strdup_printf ("127.0.0.1:%u", test_cloud_get_port (cloud));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cloud/guard/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cloud/guard/large-headers", test_large_headers);
  g_test_add_data_func ("/cloud/guard/refusal-keeps-nothing/no-token", "POST /process/v1/records",
                        test_refusal_keeps_nothing);
  g_test_add_data_func ("/cloud/guard/refusal-keeps-nothing/no-such-path", "POST /nothing", test_refusal_keeps_nothing);
  /* Those that libsoup answers without asking. */
  g_test_add_data_func ("/cloud/guard/refusal-keeps-nothing/star", "OPTIONS *", test_refusal_keeps_nothing);
  g_test_add_data_func ("/cloud/guard/refusal-keeps-nothing/not-https", "GET http://127.0.0.1/",
                        test_refusal_keeps_nothing);
  g_test_add_func ("/cloud/guard/slow-peers", test_slow_peers);
  g_test_add_func ("/cloud/guard/connection-limit", test_connection_limit);
  g_test_add_func ("/cloud/guard/tls-versions", test_tls_versions);
  status = test_run ();

  test_cloud_free (cloud);
  g_free (authority);
  return status;
}
