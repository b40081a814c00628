/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-cloud-home.h"

#include "test-cloud.h"
#include "test-util.h"

/* Not now, so that nothing can mistake the computer's clock for the cloud's. */
#define BEGINNING 1900000000

/**
 * test_cloud_home_new:
 * @options: (nullable): how it runs; state folder, clock and `--home` are filled in
 * @scope: (nullable): signs the client in with it
 *
 * Returns: (transfer full): a cloud that answers while the test's main loop runs
 */
TestCloudHome *
test_cloud_home_new (const SluiceCloudOptions *options,
                     const char               *scope)
{
  TestCloudHome *self = g_new0 (TestCloudHome, 1);
  SluiceCloudOptions all = options != NULL ? *options : (SluiceCloudOptions) { 0 };
  g_autofree char *secret_file = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = test_make_folder ();
  self->clock = test_clock_new (BEGINNING);
  test_cloud_prepare_state (self->folder);
  all.state_folder = self->folder;
  all.is_home = TRUE;
  all.clock = SLUICE_CLOCK (self->clock);
  self->cloud = sluice_cloud_new (&all);
  sluice_cloud_start (self->cloud, &error);
  g_assert_no_error (error);

  secret_file = g_build_filename (self->folder, "owner.secret", NULL);
  g_file_get_contents (secret_file, &self->secret, NULL, &error);
  g_assert_no_error (error);
  self->client = test_cloud_client_new (sluice_cloud_get_url (self->cloud), sluice_cloud_get_ca_file (self->cloud));
  if (scope != NULL)
    test_cloud_client_sign_in (self->client, self->secret, scope);
  return self;
}

void
test_cloud_home_free (TestCloudHome *self)
{
  test_cloud_client_free (self->client);
  g_object_unref (self->cloud);
  g_object_unref (self->clock);
  test_remove_folder (self->folder);
  g_free (self->secret);
  g_free (self->folder);
  g_free (self);
}
