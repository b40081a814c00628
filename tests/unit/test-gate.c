/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gate.h"
#include "sluice-net-error.h"
#include "sluice-session.h"
#include "test-clock.h"
#include "test-net-doubles.h"
#include "test-util.h"

#include <gio/gio.h>

#define ROUNDS 3000

/* Counts who connects, and takes what they say: the socket that nothing forbidden may reach. */
typedef struct
{
  GSocketService *service;
  int             connections;
  guint16         port;
} Socket;

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             Socket            *listening)
{
  listening->connections++;
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
socket_init (Socket *listening)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  listening->service = g_socket_service_new ();
  listening->connections = 0;
  g_socket_listener_add_address (G_SOCKET_LISTENER (listening->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  listening->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (listening->service, "incoming", G_CALLBACK (incoming_cb), listening);
}

typedef struct
{
  char         *folder;
  TestPolicy   *policy;
  SluiceClock  *clock;
  SluiceLedger *ledger;
} Fixture;

static void
set_up (Fixture *fixture)
{
  g_autofree char *path = NULL;

  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->policy = test_policy_new (SLUICE_UPLOAD_MODE_NOTHING);
  fixture->clock = SLUICE_CLOCK (test_clock_new (1000000));
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->policy);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* The table of docs/network.md, written a second time and in another way. */
static gboolean
may_leave (SluiceLabel label,
           gboolean    cloud,
           gboolean    encrypted,
           gboolean    bearer,
           gboolean    permission,
           gboolean    has_policy,
           gboolean    printer_key,
           int         mode)
{
  gboolean known_mode = mode >= 0 && mode <= 2;

  if ((bearer || label == SLUICE_LABEL_CREDENTIALS) && !(cloud && encrypted))
    return FALSE;
  if (printer_key && cloud)
    return FALSE;

  return label == SLUICE_LABEL_NONE || label == SLUICE_LABEL_CREDENTIALS ||
         (label == SLUICE_LABEL_PROCESS && has_policy && known_mode && mode > 0) ||
         (label == SLUICE_LABEL_PRODUCT && has_policy && ((known_mode && mode == 2) || (!cloud && permission))) ||
         (label == SLUICE_LABEL_PERSONAL && has_policy && permission);
}

static SluiceRequest *
make_request (SluiceLabel label)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("body", 4);

  switch (label)
    {
    case SLUICE_LABEL_PROCESS:
      return sluice_request_new_process ("POST", "/p", sluice_process_body_new (bytes, "text/plain"));
    case SLUICE_LABEL_PRODUCT:
      return sluice_request_new_product ("PUT", "/p", sluice_product_body_new (bytes, "text/plain"));
    case SLUICE_LABEL_PERSONAL:
      return sluice_request_new_personal ("PUT", "/p", sluice_personal_body_new (bytes, "text/plain"));
    case SLUICE_LABEL_CREDENTIALS:
      return sluice_request_new_credentials ("POST", "/p", sluice_credentials_body_new_take (g_strdup ("s"), "text/plain"));
    case SLUICE_LABEL_NONE:
    default:
      return sluice_request_new_read ("GET", "/p");
    }
}

static SluiceEndpoint *
make_endpoint (gboolean cloud,
               gboolean encrypted,
               guint16  port)
{
  g_autofree char *uri = g_strdup_printf ("%s://127.0.0.1:%d", encrypted ? "https" : "http", port);
  g_autoptr(GError) error = NULL;
  SluiceEndpoint *endpoint = sluice_endpoint_new ("place", "Place", uri, cloud ? SLUICE_ENDPOINT_CLOUD
                                                                              : SLUICE_ENDPOINT_LOCAL_NETWORK,
                                                  NULL, NULL, &error);

  g_assert_no_error (error);
  return endpoint;
}

static void
test_against_the_table (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceGate) with_policy = NULL;
  g_autoptr(SluiceGate) without = NULL;
  guint admitted = 0;

  set_up (&fixture);
  with_policy = sluice_gate_new (SLUICE_POLICY (fixture.policy), fixture.ledger);
  without = sluice_gate_new (NULL, fixture.ledger);

  for (int i = 0; i < ROUNDS; i++)
    {
      SluiceLabel label = g_test_rand_int_range (0, 5);
      gboolean cloud = g_test_rand_bit ();
      gboolean encrypted = cloud || g_test_rand_bit ();
      gboolean bearer = g_test_rand_bit ();
      gboolean permission = g_test_rand_bit ();
      gboolean has_policy = g_test_rand_int_range (0, 4) > 0;
      gboolean printer_key = g_test_rand_int_range (0, 4) == 0;
      g_autoptr(SluiceEndpoint) endpoint = make_endpoint (cloud, encrypted, 443);
      g_autoptr(SluiceRequest) request = make_request (label);
      g_autofree char *reason = NULL;
      g_autoptr(GError) error = NULL;
      gboolean allowed;

      /* 3 is a mode that this version does not know, and -1 none at all. */
      test_policy_set_mode (fixture.policy, g_test_rand_int_range (-1, 4));
      sluice_request_set_bearer (request, bearer);
      if (permission)
        sluice_request_set_permission (request, "asked");
      if (printer_key && g_test_rand_bit ())
        sluice_request_set_printer_key (request, "key");
      else if (printer_key)
        sluice_request_set_printer_login (request, "user", "password");

      allowed = sluice_gate_admit (has_policy ? with_policy : without, endpoint, request, &reason, &error);
      g_assert_cmpint (allowed, ==, may_leave (label, cloud, encrypted, bearer, permission, has_policy,
                                               printer_key, test_policy_get_mode (fixture.policy)));
      if (allowed)
        g_assert_nonnull (reason);
      else
        g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
      admitted += allowed;
    }

  /* The rounds met both. */
  g_assert_cmpuint (admitted, >, ROUNDS / 20);
  g_assert_cmpuint (admitted, <, ROUNDS - ROUNDS / 20);
  tear_down (&fixture);
}

static void
test_asks_for_the_subject (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceGate) gate = NULL;
  g_autoptr(SluiceEndpoint) endpoint = make_endpoint (TRUE, TRUE, 443);
  g_autoptr(SluiceRequest) request = make_request (SLUICE_LABEL_PROCESS);
  g_autofree char *reason = NULL;

  set_up (&fixture);
  gate = sluice_gate_new (SLUICE_POLICY (fixture.policy), fixture.ledger);
  test_policy_set_mode (fixture.policy, SLUICE_UPLOAD_MODE_PROCESS);
  sluice_request_set_subject (request, "group", "file");
  g_assert_true (sluice_gate_admit (gate, endpoint, request, &reason, NULL));
  g_assert_cmpstr (test_policy_get_asked (fixture.policy), ==, "place/group/file");
  g_assert_cmpstr (reason, ==, "policy:process");
  tear_down (&fixture);
}

/* What GObject can make without our constructors has no label, and goes nowhere. */
static void
test_unlabelled (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceGate) gate = NULL;
  g_autoptr(SluiceEndpoint) endpoint = make_endpoint (TRUE, TRUE, 443);
  g_autoptr(SluiceRequest) request = g_object_new (SLUICE_TYPE_REQUEST, NULL);
  g_autofree char *reason = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  test_policy_set_mode (fixture.policy, SLUICE_UPLOAD_MODE_ALL);
  gate = sluice_gate_new (SLUICE_POLICY (fixture.policy), fixture.ledger);
  sluice_request_set_permission (request, "asked");
  g_assert_false (sluice_gate_admit (gate, endpoint, request, &reason, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  tear_down (&fixture);
}

/* Through the whole session: the forbidden gets no connection, and is in the ledger as refused. */
static DexFuture *
forbidden_never_connects (gpointer data)
{
  Fixture fixture = { 0 };
  Socket listening;
  g_autoptr(SluiceGate) gate = NULL;
  GListModel *entries;
  guint refused = 0;
  guint expected = 0;

  set_up (&fixture);
  socket_init (&listening);
  gate = sluice_gate_new (SLUICE_POLICY (fixture.policy), fixture.ledger);

  for (int label = SLUICE_LABEL_PROCESS; label <= SLUICE_LABEL_CREDENTIALS; label++)
    for (int mode = 0; mode <= 2; mode++)
      for (int encrypted = 0; encrypted <= 1; encrypted++)
        {
          g_autoptr(SluiceEndpoint) endpoint = make_endpoint (FALSE, encrypted, listening.port);
          g_autoptr(SluiceSession) session = sluice_session_new (endpoint, gate, NULL, fixture.clock);
          g_autoptr(SluiceRequest) request = make_request (label);
          g_autoptr(GError) error = NULL;
          int before = listening.connections;

          test_policy_set_mode (fixture.policy, mode);
          g_assert_false (dex_await (sluice_session_send (session, request), &error));
          if (may_leave (label, FALSE, encrypted, FALSE, FALSE, TRUE, FALSE, mode))
            {
              g_assert_cmpint (listening.connections, >, before);
            }
          else
            {
              g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
              g_assert_cmpint (listening.connections, ==, before);
              expected++;
            }
        }

  g_assert_true (dex_await (sluice_ledger_load (fixture.ledger, 1000), NULL));
  entries = sluice_ledger_get_entries (fixture.ledger);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      refused += sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_REFUSED;
    }
  g_assert_cmpuint (expected, >, 0);
  g_assert_cmpuint (refused, ==, expected);

  g_socket_service_stop (listening.service);
  g_clear_object (&listening.service);
  tear_down (&fixture);
  return dex_future_new_true ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/gate/against-the-table", test_against_the_table);
  g_test_add_func ("/gate/asks-for-the-subject", test_asks_for_the_subject);
  g_test_add_func ("/gate/unlabelled", test_unlabelled);
  test_add_fiber ("/gate/forbidden-never-connects", forbidden_never_connects);
  return test_run ();
}
