/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client.h"
#include "test-util.h"

#include <stdio.h>


/*
 * oauth-client URL CA MODE: our client, to be put before a server that others
 * wrote. It signs in ("browser" or "device"), reads /me, refreshes, reads again,
 * signs out, and tries once more. What it wants of a person it writes as a line
 * "open ADDRESS" or "code CODE ADDRESS"; how each step went as "STEP: …".
 */
typedef struct
{
  SluiceOAuthClient *client;
  SluiceSession     *session;
} Run;

static DexFuture *
launch (const char *uri,
        gpointer    data)
{
  g_print ("open %s\n", uri);
  fflush (stdout);
  return dex_future_new_true ();
}

static void
show (const SluiceDeviceCode *code,
      gpointer                data)
{
  g_print ("code %s %s\n", code->user_code, code->uri);
  fflush (stdout);
}

static gboolean
report (const char *step,
        DexFuture  *future)
{
  g_autoptr(GError) error = NULL;
  gboolean done = test_settle (future, &error);

  if (done)
    g_print ("%s: fine\n", step);
  else
    g_print ("%s: %s %d %s\n", step, g_quark_to_string (error->domain), error->code, error->message);
  fflush (stdout);
  return done;
}

static DexFuture *
read_me (Run *run)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/me");

  sluice_request_set_bearer (request, TRUE);
  return sluice_session_send (run->session, request);
}

static void
go (Run        *run,
    const char *mode)
{
  DexFuture *signing_in = g_str_equal (mode, "device")
    ? sluice_oauth_client_sign_in_by_device (run->client, show, NULL, NULL)
    : sluice_oauth_client_sign_in_by_browser (run->client, launch, NULL, NULL);

  if (!report ("sign-in", signing_in))
    return;
  g_print ("granted: %s\n", sluice_oauth_client_get_granted_scope (run->client));
  report ("read", read_me (run));
  report ("refresh", sluice_oauth_client_resume (run->client));
  report ("read-again", read_me (run));
  report ("sign-out", sluice_oauth_client_sign_out (run->client));
  report ("read-after", read_me (run));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autoptr(SluiceClock) clock = NULL;
  g_autoptr(SluiceLedger) ledger = NULL;
  g_autoptr(SluiceGate) gate = NULL;
  g_autoptr(SluiceSession) door = NULL;
  g_autoptr(SluiceTokenStore) store = NULL;
  Run run = { NULL };

  g_assert_cmpint (argc, ==, 4);
  dex_init ();
  folder = test_make_folder ();
  path = g_build_filename (folder, "ledger.db", NULL);
  database = g_tls_file_database_new (argv[2], &error);
  g_assert_no_error (error);
  endpoint = sluice_endpoint_new ("other", "Other", argv[1], SLUICE_ENDPOINT_CLOUD, database, NULL, &error);
  g_assert_no_error (error);

  clock = sluice_clock_new ();
  ledger = sluice_ledger_new (path, clock);
  gate = sluice_gate_new (NULL, ledger);
  door = sluice_session_new (endpoint, gate, NULL, clock);
  store = sluice_token_store_new (NULL, "other", "anna", "native");
  run.client = sluice_oauth_client_new (door, store, clock, argv[1], "native", "openid");
  run.session = sluice_session_new (endpoint, gate, SLUICE_AUTHORIZER (run.client), clock);
  go (&run, argv[3]);

  g_clear_object (&run.session);
  g_clear_object (&run.client);
  test_settle (sluice_ledger_finish (ledger), NULL);
  test_settle (sluice_ledger_verify (ledger), NULL);
  test_remove_folder (folder);
  return 0;
}
