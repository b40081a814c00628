/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-session-scene.h"

#include "test-clock.h"
#include "test-util.h"

/** test_session_scene_connect: (transfer full): a session of its own with the same server. */
SluiceSession *
test_session_scene_connect (TestSessionScene *self,
                            GTlsDatabase     *database,
                            const char       *pin)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceEndpoint) endpoint = sluice_endpoint_new ("home", "Home cloud", test_server_get_uri (self->server),
                                                            SLUICE_ENDPOINT_CLOUD, database, pin, &error);

  g_assert_no_error (error);
  return sluice_session_new (endpoint, self->gate, SLUICE_AUTHORIZER (self->authorizer), self->clock);
}

/** test_session_scene_new: (transfer full): @handler answers, on the server's thread and without data. */
TestSessionScene *
test_session_scene_new (TestServerFlags   flags,
                        TestServerHandler handler)
{
  TestSessionScene *self = g_new0 (TestSessionScene, 1);
  g_autofree char *path = NULL;

  self->folder = test_make_folder ();
  path = g_build_filename (self->folder, "ledger.db", NULL);
  self->server = test_server_new (flags, handler, NULL);
  self->clock = SLUICE_CLOCK (test_clock_new (TEST_SESSION_NOON));
  self->policy = SLUICE_POLICY (test_policy_new (SLUICE_UPLOAD_MODE_ALL));
  self->authorizer = test_authorizer_new ("stale", "fresh");
  self->ledger = sluice_ledger_new (path, self->clock);
  self->gate = sluice_gate_new (self->policy, self->ledger);
  self->session = test_session_scene_connect (self, test_server_get_database (self->server),
                                              test_server_get_spki (self->server));
  return self;
}

/** test_session_scene_free: whatever happened, the ledger is whole. */
void
test_session_scene_free (TestSessionScene *self)
{
  GError *error = NULL;

  g_assert_true (test_settle (sluice_ledger_finish (self->ledger), &error));
  g_assert_true (test_settle (sluice_ledger_verify (self->ledger), &error));
  g_clear_object (&self->session);
  test_server_stop (self->server);
  g_assert_finalize_object (self->server);
  g_clear_object (&self->gate);
  g_clear_object (&self->ledger);
  g_clear_object (&self->policy);
  g_clear_object (&self->authorizer);
  g_clear_object (&self->clock);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

/** test_session_scene_send: whether @request was answered. */
gboolean
test_session_scene_send (TestSessionScene  *self,
                         SluiceRequest     *request,
                         GError           **error)
{
  return test_settle (sluice_session_send (self->session, request), error);
}

/** test_session_scene_get: (transfer full) (nullable): the answer to a read of @path. */
SluiceResponse *
test_session_scene_get (TestSessionScene  *self,
                        const char        *path,
                        GError           **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", path);

  return test_settle_object (sluice_session_send (self->session, request), error);
}

/** test_session_scene_newest: (transfer full): the newest entry once the ledger has it, of @expected. */
SluiceLedgerEntry *
test_session_scene_newest (TestSessionScene *self,
                           guint             expected)
{
  g_autoptr(GError) error = NULL;
  GListModel *entries = sluice_ledger_get_entries (self->ledger);

  g_assert_true (test_settle (sluice_ledger_load (self->ledger, 100), &error));
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, expected);
  return g_list_model_get_item (entries, 0);
}
