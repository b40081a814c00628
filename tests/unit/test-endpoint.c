/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-endpoint.h"

static void
test_addresses (void)
{
  const char * const bad[] = { "http://cloud.example", "ftp://cloud.example", "https://me:pw@cloud.example", "cloud",
                               "https://cloud.example/?q=1", "https://" };
  g_autoptr(SluiceEndpoint) prefixed = sluice_endpoint_new ("a", "A", "HTTPS://cloud.example:8443/sluice/",
                                                            SLUICE_ENDPOINT_CLOUD, NULL, NULL, NULL);
  g_autoptr(SluiceEndpoint) printer = sluice_endpoint_new ("b", "B", "http://10.0.0.7", SLUICE_ENDPOINT_LOCAL_NETWORK,
                                                           NULL, NULL, NULL);
  g_autoptr(GUri) uri = sluice_endpoint_build_uri (prefixed, "/a/b", "c=d");
  g_autofree char *text = g_uri_to_string (uri);

  g_assert_cmpstr (text, ==, "https://cloud.example:8443/sluice/a/b?c=d");
  g_assert_cmpstr (sluice_endpoint_get_host (prefixed), ==, "cloud.example:8443");
  g_assert_false (sluice_endpoint_is_encrypted (printer));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_endpoint_new ("c", "C", bad[i], SLUICE_ENDPOINT_CLOUD, NULL, NULL, &error));
      g_assert_nonnull (error);
    }
  g_assert_null (sluice_endpoint_new ("d", "D", "https://cloud.example", SLUICE_ENDPOINT_CLOUD, NULL, "abc", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint/addresses", test_addresses);
  return g_test_run ();
}
