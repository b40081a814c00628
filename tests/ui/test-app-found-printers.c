/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-found-printers.h"
#include "test-avahi.h"
#include "test-util.h"

/* The list of what makes itself known in the network, with a peer that plays Avahi on this desktop's bus. */

typedef struct
{
  GDBusConnection     *connection;
  SluicePrinterFinder *finder;
  SluiceFoundPrinter  *chosen; /* nullable */
  GtkWidget           *window;
  GtkWidget           *found;  /* the window's */
} Fixture;

static void
chosen_cb (SluiceFoundPrinters *found,
           SluiceFoundPrinter  *printer,
           Fixture             *self)
{
  g_set_object (&self->chosen, printer);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->connection = test_avahi_connect (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  self->finder = sluice_printer_finder_new (self->connection);
  self->window = adw_window_new ();
  self->found = sluice_found_printers_new (self->finder);
  g_signal_connect (self->found, "chosen", G_CALLBACK (chosen_cb), self);
  adw_window_set_content (ADW_WINDOW (self->window), self->found);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 600);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_cmpint (sluice_printer_finder_get_state (self->finder), ==, SLUICE_FINDER_STOPPED);
  g_assert_finalize_object (self->finder);
  g_clear_object (&self->chosen);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
}

static void
activate (Fixture    *self,
          const char *name)
{
  GtkWidget *row = app_find (self->found, ADW_TYPE_ACTION_ROW, name);

  g_assert_nonnull (row);
  gtk_widget_activate (row);
}

/* It searches while it is shown; what is found can be chosen, and goes when it goes. */
static void
test_chosen (Fixture       *self,
             gconstpointer  data)
{
  static const char * const member[] = { "type=printer", "name=Member", "cluster_size=0", NULL };
  g_autoptr(TestAvahi) avahi = test_avahi_new (g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TEST_AVAHI_WILLING);

  g_assert_cmpint (sluice_printer_finder_get_state (self->finder), ==, SLUICE_FINDER_STOPPED);
  gtk_window_present (GTK_WINDOW (self->window));
  app_wait_shows (self->found, "No printer has answered yet");
  test_avahi_add (avahi, test_avahi_service (2, 0, "Bench <2>", "_octoprint._tcp", "o.local", "10.0.0.5", 80, NULL));
  test_avahi_add (avahi, test_avahi_service (2, 0, "um", "_ultimaker._tcp", "u.local", "10.0.0.6", 80, member));
  app_wait_mapped (self->found, "Bench <2>");
  app_wait_mapped (self->found, "Member");
  g_assert_true (app_shows (self->found, "http://10.0.0.5:80"));
  g_assert_true (app_shows (self->found, "another printer takes the prints"));
  g_assert_false (app_shows (self->found, "No printer has answered yet"));
  app_audit_names (self->found);

  g_assert_false (gtk_widget_is_sensitive (app_find (self->found, ADW_TYPE_ACTION_ROW, "Member")));
  activate (self, "Bench <2>");
  g_assert_nonnull (self->chosen);
  g_assert_cmpstr (sluice_found_printer_get_address (self->chosen), ==, "http://10.0.0.5:80");

  test_avahi_remove (avahi, 0);
  app_wait_hides (self->found, "Bench <2>");
  gtk_widget_set_visible (self->found, FALSE);
  g_assert_cmpint (sluice_printer_finder_get_state (self->finder), ==, SLUICE_FINDER_STOPPED);
}

/* Where nothing can search, it says so, and what to do instead. */
static void
test_absent (Fixture       *self,
             gconstpointer  data)
{
  gtk_window_present (GTK_WINDOW (self->window));
  app_wait_shows (self->found, "can be added by its address");
  app_audit_names (self->found);
  app_click (self->found, "_Search Again");
  app_wait_shows (self->found, "can be added by its address");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  app_prepare ();

  g_test_add ("/app/found-printers/chosen", Fixture, NULL, set_up, test_chosen, tear_down);
  g_test_add ("/app/found-printers/absent", Fixture, NULL, set_up, test_absent, tear_down);

  return test_run ();
}
