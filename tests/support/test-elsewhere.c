/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-elsewhere.h"

#include "test-cloud-browser.h"

#include <string.h>

#define NAME "ada"
#define PASSWORD "correct horse battery staple"

/** test_elsewhere_start: (transfer full): a cloud in a process of its own, where Ada has an account. */
TestCloud *
test_elsewhere_start (void)
{
  const char *none[] = { NULL };
  TestCloud *cloud = test_cloud_start (none);

  g_assert_null (test_cloud_operate (test_cloud_get_state_folder (cloud), PASSWORD "\n", "account", "add", "--username",
                                     NAME, NULL));
  return cloud;
}

/** test_elsewhere_decide: (transfer full): where Ada is sent who signs in on the page at @address, and says yes. */
char *
test_elsewhere_decide (TestCloud  *cloud,
                       const char *address)
{
  g_autoptr(TestCloudBrowser) browser = test_cloud_browser_new (test_cloud_get_url (cloud), test_cloud_get_ca_file (cloud));
  char *location;

  g_assert_true (g_str_has_prefix (address, test_cloud_get_url (cloud)));
  g_assert_null (test_cloud_browser_go (browser, address + strlen (test_cloud_get_url (cloud))));
  location = test_cloud_browser_submit (browser, "sign-in", "name", NAME, "password", PASSWORD, NULL);
  if (location == NULL)
    location = test_cloud_browser_submit (browser, "approve", NULL);
  g_assert_true (g_str_has_prefix (location, "http://127.0.0.1:"));
  return location;
}

static void
followed_cb (GObject      *session,
             GAsyncResult *result,
             gpointer      message)
{
  g_autoptr(SoupMessage) owned = message;
  g_autoptr(GBytes) page = soup_session_send_and_read_finish (SOUP_SESSION (session), result, NULL);

  g_assert_nonnull (page);
  g_assert_cmpuint (soup_message_get_status (owned), ==, 200);
}

/** test_elsewhere_follow: Ada's browser goes to @location, where somebody in this process listens. */
void
test_elsewhere_follow (const char *location)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  SoupMessage *message = soup_message_new ("GET", location);

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, followed_cb, message);
}

/** test_elsewhere_launch: a #SluiceUriLauncher: Ada signs in at once, and says yes. */
DexFuture *
test_elsewhere_launch (const char *uri,
                       gpointer    cloud)
{
  g_autofree char *location = test_elsewhere_decide (cloud, uri);

  test_elsewhere_follow (location);
  return dex_future_new_true ();
}
