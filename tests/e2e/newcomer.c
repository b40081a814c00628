/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "newcomer.h"

#include "test-util.h"

/*
 * Somebody who has never used Sluice before, and what they do with the real app.
 * What does not come about fails the test.
 */

/** newcomer_dup_data: (transfer full): the folder of what Sluice keeps on this computer. */
char *
newcomer_dup_data (void)
{
  return g_build_filename (g_get_user_data_dir (), "sluice", NULL);
}

/** newcomer_start: (transfer full): the app, by somebody new each time. */
AtDriver *
newcomer_start (void)
{
  const char *argv[] = { "sluice", NULL };
  g_autofree char *data = newcomer_dup_data ();
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(GError) error = NULL;
  AtDriver *driver;

  g_settings_reset (settings, "last-place");
  g_settings_sync ();
  test_remove_folder (data);
  driver = at_driver_start (argv, &error);
  g_assert_no_error (error);
  return driver;
}

/** newcomer_stop: @driver: (transfer full). The app ends as it should. */
void
newcomer_stop (AtDriver *driver)
{
  g_autoptr(GError) error = NULL;

  at_driver_stop (driver, &error);
  g_assert_no_error (error);
  g_object_unref (driver);
}

/** newcomer_open: as a file manager or a browser opens @argument with Sluice. */
void
newcomer_open (AtDriver   *driver,
               const char *argument)
{
  const char *argv[] = { "sluice", argument, NULL };
  g_autoptr(GError) error = NULL;

  at_driver_run_beside (driver, argv, &error);
  g_assert_no_error (error);
}

void
newcomer_activate (AtDriver   *driver,
                   AtspiRole   role,
                   const char *name)
{
  g_autoptr(GError) error = NULL;

  at_driver_activate (driver, role, name, &error);
  g_assert_no_error (error);
}

void
newcomer_click (AtDriver   *driver,
                const char *name)
{
  newcomer_activate (driver, ATSPI_ROLE_BUTTON, name);
}

void
newcomer_go_to (AtDriver   *driver,
                const char *screen)
{
  g_autoptr(GError) error = NULL;

  at_driver_select_row (driver, screen, &error);
  g_assert_no_error (error);
}

void
newcomer_press (AtDriver   *driver,
                const char *keys)
{
  g_autoptr(GError) error = NULL;

  at_driver_press (driver, keys, &error);
  g_assert_no_error (error);
}

/** newcomer_wait_text: (transfer full): the whole text that has @fragment, once it is there. */
char *
newcomer_wait_text (AtDriver   *driver,
                    const char *fragment)
{
  g_autoptr(GError) error = NULL;
  char *text = at_driver_wait_text (driver, fragment, &error);

  g_assert_no_error (error);
  return text;
}

void
newcomer_expect (AtDriver   *driver,
                 const char *fragment)
{
  g_autofree char *text = newcomer_wait_text (driver, fragment);

  g_assert_nonnull (text);
}
