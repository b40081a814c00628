/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-person.h"

#include "test-net-doubles.h"
#include "test-util.h"

/**
 * test_person_session_new:
 * @place_id: whose it is
 * @url: where
 * @database: whom to trust
 * @access: an access token
 * @ledger: of what leaves
 * @clock: the time
 *
 * Returns: (transfer full): a session that is signed in with @access
 */
SluiceSession *
test_person_session_new (const char   *place_id,
                         const char   *url,
                         GTlsDatabase *database,
                         const char   *access,
                         SluiceLedger *ledger,
                         SluiceClock  *clock)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceEndpoint) endpoint = sluice_endpoint_new (place_id, "Home cloud", url, SLUICE_ENDPOINT_CLOUD, database,
                                                            NULL, &error);
  g_autoptr(TestAuthorizer) authorizer = test_authorizer_new (access, NULL);
  /* No print data leaves: what a person decides does. */
  g_autoptr(TestPolicy) policy = test_policy_new (SLUICE_UPLOAD_MODE_NOTHING);
  g_autoptr(SluiceGate) gate = sluice_gate_new (SLUICE_POLICY (policy), ledger);

  g_assert_no_error (error);
  return sluice_session_new (endpoint, gate, SLUICE_AUTHORIZER (authorizer), clock);
}

static SluiceSession *
make_session (TestPerson *self)
{
  SluiceCloud *cloud = self->scene->home->cloud;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (sluice_cloud_get_ca_file (cloud), &error);

  g_assert_no_error (error);
  return test_person_session_new ("home", sluice_cloud_get_url (cloud), database, self->scene->home->client->access,
                                  self->ledger, SLUICE_CLOCK (self->scene->home->clock));
}

/** test_person_new: (transfer full): nobody has asked yet. */
TestPerson *
test_person_new (void)
{
  TestPerson *self = g_new0 (TestPerson, 1);
  g_autofree char *ledger = NULL;

  self->scene = test_cloud_partner_new ();
  self->folder = test_make_folder ();
  ledger = g_build_filename (self->folder, "ledger.db", NULL);
  self->ledger = sluice_ledger_new (ledger, SLUICE_CLOCK (self->scene->home->clock));
  self->session = make_session (self);
  test_person_renew (self);
  return self;
}

void
test_person_free (TestPerson *self)
{
  sluice_consents_stop (self->consents, NULL);
  g_object_unref (self->consents);
  g_object_unref (self->session);
  test_settle (sluice_ledger_finish (self->ledger), NULL);
  g_object_unref (self->ledger);
  test_cloud_partner_free (self->scene);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

/** test_person_renew: (transfer none): as if the program were started anew; what is on the disk stays. */
SluiceConsents *
test_person_renew (TestPerson *self)
{
  g_autofree char *receipts = g_build_filename (self->folder, "receipts.db", NULL);

  if (self->consents != NULL)
    sluice_consents_stop (self->consents, NULL);
  g_clear_object (&self->consents);
  self->consents = sluice_consents_new (receipts, SLUICE_CLOCK (self->scene->home->clock));
  sluice_consents_use (self->consents, self->session);
  return self->consents;
}

/** test_person_be_asked: (transfer full): the partner asks by CIBA for @categories, which are JSON; its `auth_req_id`. */
char *
test_person_be_asked (TestPerson *self,
                      const char *categories)
{
  guint status;
  char *handle;

  /* Two questions are not of the same second, so that there is a newest one. */
  test_clock_advance (self->scene->home->clock, 1);
  handle = test_cloud_partner_ask (self->scene, categories, &status);
  g_assert_cmpuint (status, ==, 200);
  return handle;
}

/** test_person_see: (transfer full): looks once; the newest request. */
SluiceConsentRequest *
test_person_see (TestPerson *self)
{
  g_autoptr(GError) error = NULL;
  SluiceConsentRequest *request;

  test_settle (sluice_consents_look_once (self->consents), &error);
  g_assert_no_error (error);
  request = g_list_model_get_item (sluice_consents_get_requests (self->consents), 0);
  g_assert_nonnull (request);
  return request;
}
