/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-net-error.h"
#include "test-session-scene.h"
#include "test-util.h"

/* What leaves with a session: tokens and bodies; what the ledger says of it; and what comes of giving it up. */

static void
answer_fresh_only (TestServer        *server,
                   SoupServerMessage *message,
                   gpointer           data)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  gboolean fresh = g_strcmp0 (header, "Bearer fresh") == 0;

  if (g_str_equal (g_uri_get_path (soup_server_message_get_uri (message)), "/never"))
    fresh = FALSE;
  test_server_answer (message, fresh ? 200 : 401, "application/json", "{}");
}

static void
test_bearer (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_fresh_only);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(SluiceRequest) never = sluice_request_new_read ("GET", "/never");
  g_autoptr(GError) error = NULL;

  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_bearer (never, TRUE);

  g_assert_true (test_session_scene_send (scene, request, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (test_authorizer_get_n_invalidated (scene->authorizer), ==, 1);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 2);

  /* Once more, and then it is enough. */
  g_assert_false (test_session_scene_send (scene, never, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 4);
}

/* Waiting for a token counts as waiting. */
static void
test_stuck_authorizer (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_fresh_only);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(GError) error = NULL;

  test_authorizer_set_fault (scene->authorizer, TEST_AUTHORIZER_STUCK);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_timeout (request, 1);
  g_assert_false (test_session_scene_send (scene, request, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
}

/* What keeps the token away is not the other side's fault, and not said to be. */
static void
test_refusing_authorizer (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_fresh_only);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(GError) error = NULL;

  test_authorizer_set_fault (scene->authorizer, TEST_AUTHORIZER_REFUSES);
  sluice_request_set_bearer (request, TRUE);
  g_assert_false (test_session_scene_send (scene, request, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "The keyring is locked");
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
}

static void
test_no_authorizer (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_fresh_only);
  g_autoptr(SluiceSession) session = NULL;
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(GError) error = NULL;

  session = sluice_session_new (sluice_session_get_endpoint (scene->session), scene->gate, NULL, scene->clock);
  sluice_request_set_bearer (request, TRUE);
  g_assert_false (test_settle (sluice_session_send (session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
}

static void
take_body (TestServer        *server,
           SoupServerMessage *message,
           gpointer           data)
{
  test_server_answer (message, 201, "text/plain", "taken");
}

static GInputStream *
open_zeros (gpointer   data,
            GError   **error)
{
  gsize size = GPOINTER_TO_SIZE (data);

  return g_memory_input_stream_new_from_data (g_malloc0 (size + 1), size, g_free);
}

static void
test_stream (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, take_body);
  const gsize size = 3 * 1024 * 1024 + 1;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  request = sluice_request_new_product ("PUT", "/upload",
                                        sluice_product_body_new_stream (size, "application/x-ufp", open_zeros,
                                                                        GSIZE_TO_POINTER (size), NULL));
  g_assert_true (test_session_scene_send (scene, request, &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_server_get_bytes (scene->server), ==, size);
  entry = test_session_scene_newest (scene, 2);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_out (entry), ==, size);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_in (entry), ==, 5);
  g_assert_cmpuint (sluice_ledger_entry_get_http_status (entry), ==, 201);
  g_assert_null (sluice_ledger_entry_get_body (entry));
}

/* A file that changed since its size was taken: neither a wait without end nor a byte too many. */
static void
test_stream_of_another_size (void)
{
  const gsize sizes[] = { 99999, 100001 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, take_body);
      g_autoptr(SluiceRequest) request = NULL;
      g_autoptr(GError) error = NULL;

      request = sluice_request_new_product ("PUT", "/upload",
                                            sluice_product_body_new_stream (100000, "application/x-ufp", open_zeros,
                                                                            GSIZE_TO_POINTER (sizes[i]), NULL));
      g_assert_false (test_session_scene_send (scene, request, &error));
      g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
    }
}

static GInputStream *
open_nothing (gpointer   data,
              GError   **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file");
  return NULL;
}

/* A file that is gone by the time it is sent. */
static void
test_stream_is_gone (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, take_body);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  request = sluice_request_new_product ("PUT", "/upload", sluice_product_body_new_stream (100, "application/x-ufp",
                                                                                          open_nothing, NULL, NULL));
  g_assert_false (test_session_scene_send (scene, request, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
  entry = test_session_scene_newest (scene, 2);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_FAILED);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_out (entry), ==, 0);
}

/* What cannot be written down does not leave. */
static void
test_no_ledger_no_body (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, take_body);
  g_autoptr(SluiceLedger) ledger = NULL;
  g_autoptr(SluiceGate) gate = NULL;
  g_autoptr(SluiceSession) session = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  /* It warns, as it should. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);

  ledger = sluice_ledger_new ("/proc/sluice/ledger.db", scene->clock);
  gate = sluice_gate_new (scene->policy, ledger);
  session = sluice_session_new (sluice_session_get_endpoint (scene->session), gate, NULL, scene->clock);
  request = sluice_request_new_process ("POST", "/x", sluice_process_body_new (bytes, "application/json"));

  g_assert_false (test_settle (sluice_session_send (session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
  g_log_set_always_fatal (fatal);
}

/* The ledger has the record before it leaves, and never the query. */
static void
test_ledger_of_a_record (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, take_body);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{\"schema\":1}", 12);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceLedgerEntry) outcome = NULL;
  g_autoptr(SluiceLedgerEntry) leaving = NULL;
  g_autoptr(GError) error = NULL;

  request = sluice_request_new_process ("POST", "/process/v1/records/7",
                                        sluice_process_body_new (bytes, "application/json"));
  sluice_request_set_route (request, "/process/v1/records/{id}");
  sluice_request_add_query (request, "secret", "a b&c");
  g_assert_true (test_session_scene_send (scene, request, &error));

  outcome = test_session_scene_newest (scene, 2);
  leaving = g_list_model_get_item (sluice_ledger_get_entries (scene->ledger), 1);
  g_assert_cmpint (sluice_ledger_entry_get_status (leaving), ==, SLUICE_LEDGER_LEAVING);
  g_assert_true (g_bytes_equal (sluice_ledger_entry_get_body (leaving), bytes));
  g_assert_cmpstr (sluice_ledger_entry_get_route (leaving), ==, "/process/v1/records/{id}");
  g_assert_cmpstr (sluice_ledger_entry_get_label (leaving), ==, "process");
  g_assert_cmpstr (sluice_ledger_entry_get_reason (leaving), ==, "policy:all");
  g_assert_cmpint (sluice_ledger_entry_get_status (outcome), ==, SLUICE_LEDGER_ANSWERED);
  g_assert_cmpint (sluice_ledger_entry_get_refers (outcome), ==, sluice_ledger_entry_get_seq (leaving));
  g_assert_cmpint (sluice_ledger_entry_get_bytes_out (outcome), ==, 12);
}

static void
drip (TestServer        *server,
      SoupServerMessage *message,
      gpointer           data)
{
  test_server_drip (server, message, 1, 20);
}

static gboolean
has_request (gpointer data)
{
  return test_server_get_requests (data) > 0;
}

/* Something has to wake the main context while only the server's thread works. */
static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_two_entries (gpointer data)
{
  return g_list_model_get_n_items (data) == 2;
}

static void
test_cancel (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, drip);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  GListModel *entries;
  DexFuture *future;
  guint wake;

  entries = sluice_ledger_get_entries (scene->ledger);
  g_assert_true (test_settle (sluice_ledger_load (scene->ledger, 10), &error));
  request = sluice_request_new_process ("POST", "/drip", sluice_process_body_new (bytes, "application/json"));
  future = sluice_session_send (scene->session, request);
  wake = g_timeout_add (5, wake_cb, NULL);
  test_wait_until (has_request, scene->server, "the request to arrive");

  dex_unref (future);
  test_wait_until (has_two_entries, entries, "the cancellation in the ledger");
  entry = g_list_model_get_item (entries, 0);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_CANCELLED);
  g_assert_cmpint (sluice_ledger_entry_get_refers (entry), ==, 1);
  g_source_remove (wake);
}

static gboolean
drop_cb (gpointer data)
{
  dex_clear ((DexFuture **) data);
  return G_SOURCE_REMOVE;
}

static void
drop_next_cb (SluiceSession *session,
              GParamSpec    *pspec,
              DexFuture    **future)
{
  g_idle_add_full (G_PRIORITY_HIGH, drop_cb, future, NULL);
}

static gboolean
has_one_entry (gpointer data)
{
  return g_list_model_get_n_items (data) == 1;
}

/* Given up between the headers' coming and their being handed over, as far as that can be met from outside. */
static void
test_cancel_as_it_arrives (void)
{
  for (int i = 0; i < 10; i++)
    {
      g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_fresh_only);
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/");
      g_autoptr(SluiceLedgerEntry) entry = NULL;
      g_autoptr(GError) error = NULL;
      GListModel *entries;
      DexFuture *future;

      entries = sluice_ledger_get_entries (scene->ledger);
      g_assert_true (test_settle (sluice_ledger_load (scene->ledger, 10), &error));
      future = sluice_session_send (scene->session, request);
      g_signal_connect (scene->session, "notify::connection-info", G_CALLBACK (drop_next_cb), &future);
      test_wait_until (has_one_entry, entries, "the cancellation in the ledger");
      g_assert_null (future);
      entry = g_list_model_get_item (entries, 0);
      g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_CANCELLED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/session-requests/bearer", test_bearer);
  g_test_add_func ("/session-requests/stuck-authorizer", test_stuck_authorizer);
  g_test_add_func ("/session-requests/refusing-authorizer", test_refusing_authorizer);
  g_test_add_func ("/session-requests/no-authorizer", test_no_authorizer);
  g_test_add_func ("/session-requests/stream", test_stream);
  g_test_add_func ("/session-requests/stream-of-another-size", test_stream_of_another_size);
  g_test_add_func ("/session-requests/stream-is-gone", test_stream_is_gone);
  g_test_add_func ("/session-requests/no-ledger-no-body", test_no_ledger_no_body);
  g_test_add_func ("/session-requests/ledger-of-a-record", test_ledger_of_a_record);
  g_test_add_func ("/session-requests/cancel", test_cancel);
  g_test_add_func ("/session-requests/cancel-as-it-arrives", test_cancel_as_it_arrives);
  return test_run ();
}
