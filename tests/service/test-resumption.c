/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-net-error.h"
#include "sluice-session.h"
#include "test-certificate.h"
#include "test-clock.h"
#include "test-util.h"

#include <glib-unix.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>

/*
 * A pin holds on an address that this process spoke to before, without the pin.
 *
 * No g_test_init() here, and so a program of its own: GIO's backend switches TLS
 * session resumption off inside GLib's test framework. And a server on GnuTLS
 * itself: GIO's gives out no tickets to resume with, while clouds do.
 */
typedef struct
{
  GSocketListener                  *listener;
  gnutls_certificate_credentials_t  credentials;
  gnutls_datum_t                    ticket_key;
  int                               requests; /* atomic */
  int                               resumed;  /* atomic */
} TicketServer;

static void
serve (TicketServer      *self,
       GSocketConnection *connection)
{
  const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere";
  gnutls_session_t session;
  char request[4096];
  int result;

  gnutls_init (&session, GNUTLS_SERVER);
  gnutls_set_default_priority (session);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_session_ticket_enable_server (session, &self->ticket_key);
  gnutls_transport_set_int (session, g_socket_get_fd (g_socket_connection_get_socket (connection)));
  do
    result = gnutls_handshake (session);
  while (result < 0 && gnutls_error_is_fatal (result) == 0);

  if (result == 0 && gnutls_record_recv (session, request, sizeof request) > 0)
    {
      g_atomic_int_inc (&self->requests);
      g_atomic_int_add (&self->resumed, gnutls_session_is_resumed (session) != 0);
      gnutls_record_send (session, answer, strlen (answer));
      gnutls_bye (session, GNUTLS_SHUT_WR);
    }
  gnutls_deinit (session);
}

static gpointer
run (gpointer user_data)
{
  TicketServer *self = user_data;

  /* As many as the test makes. */
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, NULL, NULL);

      /* A GSocket blocks by waiting; GnuTLS takes the descriptor itself. */
      g_unix_set_fd_nonblocking (g_socket_get_fd (g_socket_connection_get_socket (connection)), FALSE, NULL);
      serve (self, connection);
    }

  return NULL;
}

static void
use_certificate (TicketServer    *self,
                 GTlsCertificate *certificate)
{
  g_autofree char *certificate_pem = NULL;
  g_autofree char *key_pem = NULL;

  g_object_get (certificate, "certificate-pem", &certificate_pem, "private-key-pem", &key_pem, NULL);
  gnutls_certificate_allocate_credentials (&self->credentials);
  gnutls_certificate_set_x509_key_mem (self->credentials,
                                       &(gnutls_datum_t) { (guint8 *) certificate_pem, strlen (certificate_pem) },
                                       &(gnutls_datum_t) { (guint8 *) key_pem, strlen (key_pem) }, GNUTLS_X509_FMT_PEM);
  gnutls_session_ticket_key_generate (&self->ticket_key);
}

static gboolean
get (SluiceGate    *gate,
     SluiceClock   *clock,
     GTlsDatabase  *database,
     guint16        port,
     const char    *pin,
     GError       **error)
{
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%d", port);
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autoptr(SluiceSession) session = NULL;
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");

  endpoint = sluice_endpoint_new ("home", "Home", uri, SLUICE_ENDPOINT_CLOUD, database, pin, error);
  session = sluice_session_new (endpoint, gate, NULL, clock);
  return test_settle (sluice_session_send (session, request), error);
}

static void
check (int         number,
       gboolean    holds,
       const char *what)
{
  printf ("%s %d - %s\n", holds ? "ok" : "not ok", number, what);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  g_autoptr(SluiceClock) clock = SLUICE_CLOCK (test_clock_new (1));
  g_autoptr(SluiceLedger) ledger = sluice_ledger_new (path, clock);
  g_autoptr(SluiceGate) gate = sluice_gate_new (NULL, ledger);
  g_autoptr(TestAuthority) authority = test_authority_new ("Sluice test authority");
  g_autoptr(GTlsDatabase) database = test_authority_trust (authority);
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  TicketServer server = { 0 };
  GThread *thread;
  guint16 port;

  dex_init ();
  certificate = test_authority_issue (authority, TEST_KEY_RSA_2048, "localhost", now - 60, now + 3600);
  use_certificate (&server, certificate);
  server.listener = g_socket_listener_new ();
  port = g_socket_listener_add_any_inet_port (server.listener, NULL, NULL);
  thread = g_thread_new ("ticket-server", run, &server);

  printf ("1..3\n");
  check (1, get (gate, clock, database, port, NULL, &error) && get (gate, clock, database, port, NULL, &error),
         "reached without a pin");
  if (error != NULL)
    printf ("# %s\n", error->message);
  g_clear_error (&error);
  check (2, g_atomic_int_get (&server.resumed) == 1, "the second time by resuming");
  check (3, !get (gate, clock, database, port, "0000000000000000000000000000000000000000000000000000000000000000", &error) &&
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS) && g_atomic_int_get (&server.requests) == 2,
         "a wrong pin is not got around by resuming");

  g_thread_join (thread);
  g_object_unref (server.listener);
  gnutls_certificate_free_credentials (server.credentials);
  gnutls_free (server.ticket_key.data);
  test_remove_folder (folder);
  return 0;
}
