/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-vendor.h"

#include "test-cloud-browser.h"
#include "test-elsewhere.h"

#include <string.h>

#define NAME "demo"
#define PASSWORD "correct horse battery staple"
#define SCOPES "account.user.read connect.cluster.read library.project.read drive.backup.read drive.backup.write " \
               "packages.download"

/* The port is as fixed as the vendor's, but not the same for two tests at once. */
static char *
make_redirect (void)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, >, 0);
  g_socket_listener_close (listener);
  return g_strdup_printf ("http://localhost:%u/callback", port);
}

/** test_vendor_start: (transfer full): in a process of its own. */
TestVendor *
test_vendor_start (void)
{
  const char *arguments[] = { "--seed", "demo", NULL };
  TestVendor *self = g_new0 (TestVendor, 1);
  g_autoptr(JsonObject) client = NULL;
  const char *folder;

  self->cloud = test_cloud_start (arguments);
  self->redirect = make_redirect ();
  folder = test_cloud_get_state_folder (self->cloud);
  g_assert_null (test_cloud_operate (folder, PASSWORD "\n", "account", "password", "--username", NAME, NULL));
  client = test_cloud_operate (folder, NULL, "client", "add", "--id", TEST_VENDOR_CLIENT, "--name", "Sluice", "--public",
                               "--vendor-compatible", "--redirect-uri", self->redirect, "--scope", SCOPES, NULL);
  g_assert_nonnull (client);
  return self;
}

void
test_vendor_free (TestVendor *self)
{
  test_cloud_free (self->cloud);
  g_free (self->redirect);
  g_free (self);
}

/* What is asked for is given, all of it. */
static char *
approve (TestCloudBrowser *browser)
{
  if (strstr (browser->page, "give.designs.library") != NULL)
    return test_cloud_browser_submit (browser, "approve", "give.printers.groups", "yes", "give.prints.jobs", "yes",
                                      "give.prints.names", "yes", "give.printers.camera", "yes", "give.designs.library",
                                      "yes", "give.backups.settings", "yes", "duration", "P7D", NULL);
  return test_cloud_browser_submit (browser, "approve", "give.printers.groups", "yes", "give.prints.jobs", "yes",
                                    "give.prints.names", "yes", "give.printers.camera", "yes", "duration", "P7D", NULL);
}

/**
 * test_vendor_decide:
 * @self: the cloud
 * @address: the sign-in page, as the client has it
 * @action: "approve" or "deny"
 *
 * Returns: (transfer full): where the person is sent
 */
char *
test_vendor_decide (TestVendor *self,
                    const char *address,
                    const char *action)
{
  const char *url = test_cloud_get_url (self->cloud);
  g_autoptr(TestCloudBrowser) browser = test_cloud_browser_new (url, test_cloud_get_ca_file (self->cloud));
  char *location;

  g_assert_true (g_str_has_prefix (address, url));
  g_assert_nonnull (strstr (address, "code_challenge_method=S512"));
  g_assert_null (test_cloud_browser_go (browser, address + strlen (url)));
  g_assert_null (test_cloud_browser_submit (browser, "sign-in", "name", NAME, "password", PASSWORD, NULL));
  if (g_str_equal (action, "approve"))
    location = approve (browser);
  else
    location = test_cloud_browser_submit (browser, action, NULL);
  g_assert_true (g_str_has_prefix (location, self->redirect));
  return location;
}

/** test_vendor_launch: a #SluiceUriLauncher: the person signs in at once, and says yes. */
DexFuture *
test_vendor_launch (const char *uri,
                    gpointer    self)
{
  g_autofree char *location = test_vendor_decide (self, uri, "approve");

  test_elsewhere_follow (location);
  return dex_future_new_true ();
}
