/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-attempts.h"

#define NOW 1900000000

/* Free tries, then twice as long each time, up to a quarter of an hour; an hour of quiet, and it begins anew. */
static void
test_waits (void)
{
  static const gint64 waits[] = { 0, 0, 30, 60, 120, 240, 480, 900, 900 };
  CloudAttempts *attempts = cloud_attempts_new ();

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      cloud_attempts_fail (attempts, "anna", 3, NOW);
      g_assert_cmpint (cloud_attempts_get_wait (attempts, "anna", NOW), ==, waits[i]);
      g_assert_cmpint (cloud_attempts_get_wait (attempts, "anna", NOW + waits[i]), ==, 0);
      g_assert_cmpint (cloud_attempts_get_wait (attempts, "bert", NOW), ==, 0);
    }
  cloud_attempts_fail (attempts, "anna", 3, NOW + 3601);
  g_assert_cmpint (cloud_attempts_get_wait (attempts, "anna", NOW + 3601), ==, 0);
  cloud_attempts_free (attempts);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *one;
    const char *other;
    gboolean    is_same;
  } rows[] = {
    { "192.0.2.1", "192.0.2.1", TRUE },
    { "192.0.2.1", "192.0.2.2", FALSE },
    { "192.0.2.1", "::ffff:192.0.2.1", TRUE },
    { "::ffff:192.0.2.1", "::ffff:192.0.2.2", FALSE },
    { "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", TRUE },
    { "2001:db8:1:2::1", "2001:db8:1:3::1", FALSE },
    { "2001:db8:1:2::1", "192.0.2.1", FALSE },
    { NULL, "nonsense", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *one = cloud_attempts_key_of (rows[i].one);
      g_autofree char *other = cloud_attempts_key_of (rows[i].other);

      g_assert_cmpint (g_str_equal (one, other), ==, rows[i].is_same);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attempts/waits", test_waits);
  g_test_add_func ("/attempts/addresses", test_addresses);
  return g_test_run ();
}
