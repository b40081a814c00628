/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-util.h"
#include "tour-walk.h"

#include <locale.h>

/* The walk, on the sample window: every kind of step, and one that fails. */

static const TourStep good_steps[] = {
  { TOUR_LOOK, NULL, "Place 0", "first" },
  { TOUR_CLICK, "Say hello", "Hello was clicked", NULL },
  { TOUR_OPEN, NULL, "bracket.ufp", "opened" },
  { TOUR_GO, "Printers", "The second page", "second" },
};

static const TourStep bad_steps[] = {
  { TOUR_LOOK, NULL, "Place 0", NULL },
  /* In a collapsed window the sidebar does not show. */
  { TOUR_LOOK, NULL, "Overview", "sidebar" },
};

static gboolean
walk (const char      *folder,
      const TourStep  *steps,
      gsize            n_steps,
      int              patience,
      GError         **error)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "ui", "sample-window", NULL);
  const char *argv[] = { program, NULL };
  const Tour tour = { program, "/some/folder/bracket.ufp", folder, steps, n_steps };
  g_autoptr(AtDriver) driver = at_driver_start (argv, error);
  gboolean success;

  if (driver == NULL)
    return FALSE;
  at_driver_set_patience (driver, patience);
  success = tour_walk (&tour, driver, error);
  at_driver_set_patience (driver, TEST_PATIENCE_SECONDS);
  g_assert_true (at_driver_stop (driver, NULL));
  return success;
}

static void
expect_picture (const char *folder,
                const char *name,
                int         width,
                int         height)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *picture = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==, height);
  g_assert_true ((strstr (name, "dark") != NULL) == (at_picture_brightness (picture) < 0.5));
  cairo_surface_destroy (picture);
}

static void
test_walk (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = test_make_folder ();
  const char *screens[] = { "01-first", "02-opened", "03-second" };

  walk (folder, good_steps, G_N_ELEMENTS (good_steps), TEST_PATIENCE_SECONDS, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    for (guint look = 0; look < 4; look++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s-%s.png", screens[i], look < 2 ? "wide" : "narrow",
                                                 look % 2 == 0 ? "light" : "dark");

        expect_picture (folder, name, look < 2 ? 1100 : 360, look < 2 ? 760 : 720);
      }
  test_remove_folder (folder);
}

static void
test_a_screen_that_does_not_show (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = test_make_folder ();

  /* Long enough for the resize before it; what is waited for never comes. */
  g_assert_false (walk (folder, bad_steps, G_N_ELEMENTS (bad_steps), 10, &error));
  g_assert_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_MISSING);
  g_assert_true (g_str_has_prefix (error->message, "Step 2 (“Overview”): "));
  g_assert_nonnull (strstr (error->message, "button “Say hello”"));
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tour/walk", test_walk);
  g_test_add_func ("/tour/a-screen-that-does-not-show", test_a_screen_that_does_not_show);
  return test_run ();
}
