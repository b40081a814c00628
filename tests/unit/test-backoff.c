/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-backoff.h"

static double
fixed_chance (gpointer data)
{
  return *(double *) data;
}

static void
test_steps (void)
{
  double chance = 0;
  g_autoptr(SluiceBackoff) backoff = sluice_backoff_new (1000, 10000, fixed_chance, &chance);
  const guint lowest[] = { 500, 1000, 2000, 4000, 5000, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (lowest); i++)
    g_assert_cmpuint (sluice_backoff_next (backoff, 0), ==, lowest[i]);
  chance = 0.5;
  g_assert_cmpuint (sluice_backoff_next (backoff, 0), ==, 7500);
  g_assert_cmpuint (sluice_backoff_next (backoff, 60), ==, 60000);
  g_assert_cmpuint (sluice_backoff_next (backoff, G_MAXUINT), ==, 3600 * 1000);
  sluice_backoff_reset (backoff);
  g_assert_cmpuint (sluice_backoff_next (backoff, 0), ==, 750);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/steps", test_steps);
  return g_test_run ();
}
