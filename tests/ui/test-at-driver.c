/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"
#include "test-util.h"

#include <locale.h>

/*
 * The driver against a window with one of each thing it has to handle. What
 * the window says back is the proof, not what the driver believes.
 */

static AtDriver *
start_sample (const char *option)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "ui", "sample-window", NULL);
  const char *argv[] = { program, option, NULL };
  AtDriver *driver = at_driver_start (argv, &error);

  g_assert_no_error (error);
  return driver;
}

static void
stop (AtDriver *driver)
{
  g_autoptr(GError) error = NULL;

  at_driver_stop (driver, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (driver);
}

static void
expect_text (AtDriver   *driver,
             const char *fragment,
             const char *whole)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = at_driver_wait_text (driver, fragment, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, whole);
}

static void
test_activate (void)
{
  g_autoptr(GError) error = NULL;
  AtDriver *driver = start_sample (NULL);

  at_driver_activate (driver, ATSPI_ROLE_BUTTON, "Say hello", &error);
  g_assert_no_error (error);
  expect_text (driver, "Hello", "Hello was clicked");

  /* Without an action of its own: with the mouse. */
  at_driver_activate (driver, ATSPI_ROLE_LIST_ITEM, "Two apps can see your data", &error);
  g_assert_no_error (error);
  expect_text (driver, "was activated", "The row was activated");
  stop (driver);
}

static gboolean
is_pressed (AtDriver *driver,
            gpointer  element)
{
  return at_element_has_state (element, ATSPI_STATE_PRESSED);
}

static gboolean
is_checked (AtDriver *driver,
            gpointer  element)
{
  return at_element_has_state (element, ATSPI_STATE_CHECKED);
}

static void
test_toggles (void)
{
  const struct { AtspiRole role; const char *name; AtCondition condition; } cases[] = {
    { ATSPI_ROLE_TOGGLE_BUTTON, "Held", is_pressed },
    { ATSPI_ROLE_RADIO_BUTTON, "Process only", is_checked },
    { ATSPI_ROLE_CHECK_BOX, "Keep at home", is_checked },
  };
  AtDriver *driver = start_sample (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AtspiAccessible) element = at_driver_wait_for (driver, cases[i].role, cases[i].name, &error);

      g_assert_no_error (error);
      g_assert_false (cases[i].condition (driver, element));
      at_driver_activate (driver, cases[i].role, cases[i].name, &error);
      g_assert_no_error (error);
      at_driver_wait (driver, cases[i].condition, element, "the toggle to be on", &error);
      g_assert_no_error (error);
    }
  stop (driver);
}

static void
test_rows (void)
{
  g_autoptr(GError) error = NULL;
  AtDriver *driver = start_sample (NULL);

  at_driver_select_row (driver, "Beta", &error);
  g_assert_no_error (error);
  at_driver_select_row (driver, "Printers", &error);
  g_assert_no_error (error);
  expect_text (driver, "second", "The second page");
  at_driver_wait_gone (driver, ATSPI_ROLE_BUTTON, "Say hello", &error);
  g_assert_no_error (error);
  at_driver_select_row (driver, "Overview", &error);
  g_assert_no_error (error);
  expect_text (driver, "Place", "Place 0");
  stop (driver);
}

static void
test_typing (void)
{
  g_autoptr(GError) error = NULL;
  AtDriver *driver = start_sample (NULL);

  /* The one tells what was typed only through the window, the other itself. */
  at_driver_type (driver, "Plain entry", "Ünïcode 支架", &error);
  g_assert_no_error (error);
  expect_text (driver, "Typed: Ü", "Typed: Ünïcode 支架");
  at_driver_type (driver, "Name", "Turbine Ⅱ", &error);
  g_assert_no_error (error);
  expect_text (driver, "Turbine", "Turbine Ⅱ");
  stop (driver);
}

static void
test_dialog_and_keyboard (void)
{
  g_autoptr(GError) error = NULL;
  AtDriver *driver = start_sample (NULL);

  at_driver_activate (driver, ATSPI_ROLE_BUTTON, "Ask", &error);
  g_assert_no_error (error);
  expect_text (driver, "This is a", "This is a question.");
  at_driver_press (driver, "Escape", &error);
  g_assert_no_error (error);
  at_driver_wait_gone (driver, AT_ANY_ROLE, "Really?", &error);
  g_assert_no_error (error);
  g_assert_false (at_driver_press (driver, "NoSuchKey", &error));
  g_assert_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_REFUSED);
  stop (driver);
}

static void
test_opening_a_file_beside (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "ui", "sample-window", NULL);
  const char *argv[] = { program, "/some/folder/Turbine Bracket.ufp", NULL };
  AtDriver *driver = start_sample (NULL);

  at_driver_run_beside (driver, argv, &error);
  g_assert_no_error (error);
  expect_text (driver, "Turbine", "Turbine Bracket.ufp");
  stop (driver);
}

static void
test_audit (void)
{
  AtDriver *good = start_sample (NULL);
  AtDriver *bad;
  g_auto(GStrv) none = at_tree_find_unnamed (at_driver_get_root (good));
  g_auto(GStrv) one = NULL;

  g_assert_cmpstrv (none, ((const char *[]) { NULL }));
  stop (good);
  bad = start_sample ("--unnamed");
  one = at_tree_find_unnamed (at_driver_get_root (bad));
  g_assert_cmpstrv (one, ((const char *[]) { "button “” focusable", NULL }));
  stop (bad);
}

static double
save_and_measure (AtDriver   *driver,
                  const char *folder,
                  int         width,
                  int         height)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "picture.png", NULL);
  cairo_surface_t *picture;
  double brightness;

  at_driver_save_picture (driver, path, &error);
  g_assert_no_error (error);
  picture = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==, height);
  brightness = at_picture_brightness (picture);
  cairo_surface_destroy (picture);
  return brightness;
}

static void
test_pictures (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = test_make_folder ();
  AtDriver *driver = start_sample (NULL);

  at_driver_resize (driver, 1100, 760, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (save_and_measure (driver, folder, 1100, 760), >, 0.7);
  /* Narrow: the sidebar is a page of its own and does not show. */
  at_driver_resize (driver, 360, 720, &error);
  g_assert_no_error (error);
  at_driver_wait_gone (driver, AT_ANY_ROLE, "Overview", &error);
  g_assert_no_error (error);
  at_driver_set_dark (driver, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (save_and_measure (driver, folder, 360, 720), <, 0.3);
  at_driver_set_dark (driver, FALSE, &error);
  g_assert_no_error (error);
  stop (driver);
  test_remove_folder (folder);
}

static void
test_a_program_that_ends (void)
{
  const char *argv[] = { "false", NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (at_driver_start (argv, &error));
  g_assert_error (error, AT_DRIVER_ERROR, AT_DRIVER_ERROR_ENDED);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/at-driver/activate", test_activate);
  g_test_add_func ("/at-driver/toggles", test_toggles);
  g_test_add_func ("/at-driver/rows", test_rows);
  g_test_add_func ("/at-driver/typing", test_typing);
  g_test_add_func ("/at-driver/dialog-and-keyboard", test_dialog_and_keyboard);
  g_test_add_func ("/at-driver/opening-a-file-beside", test_opening_a_file_beside);
  g_test_add_func ("/at-driver/audit", test_audit);
  g_test_add_func ("/at-driver/pictures", test_pictures);
  g_test_add_func ("/at-driver/a-program-that-ends", test_a_program_that_ends);
  return test_run ();
}
