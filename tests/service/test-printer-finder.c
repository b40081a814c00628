/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"
#include "sluice-printer-finder.h"
#include "test-avahi.h"
#include "test-util.h"

#include <string.h>

/* Printers that make themselves known, by way of a peer that plays Avahi on a bus of its own. */

#define LO 1 /* the loopback interface, which each Linux has first */

typedef struct
{
  GTestDBus           *dbus;
  const char          *bus;
  GDBusConnection     *connection;
  TestAvahi           *avahi; /* nullable */
  SluicePrinterFinder *finder;
  guint                n_changes;
} Fixture;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            gpointer    data)
{
  ((Fixture *) data)->n_changes++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->dbus);
  self->bus = g_test_dbus_get_bus_address (self->dbus);
  self->connection = test_avahi_connect (self->bus);
  if (data != NULL)
    self->avahi = test_avahi_new (self->bus, GPOINTER_TO_INT (data) - 1);
  self->finder = sluice_printer_finder_new (self->connection);
  g_signal_connect (self->finder, "items-changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->finder);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_clear_pointer (&self->avahi, test_avahi_free);
  g_test_dbus_down (self->dbus);
  g_object_unref (self->dbus);
}

/* (transfer full): what is in the list, a printer a line. */
static char *
dup_list (Fixture *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->finder)); i++)
    {
      g_autoptr(SluiceFoundPrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->finder), i);
      const char *detail = sluice_found_printer_get_detail (printer);

      g_string_append_printf (text, "%s|%s|%s|%s%s\n", sluice_found_printer_get_name (printer),
                              sluice_printer_kind_get_title (sluice_found_printer_get_kind (printer)),
                              sluice_found_printer_get_address (printer), detail != NULL ? detail : "",
                              sluice_found_printer_get_takes_prints (printer) ? "" : "|not a host");
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

typedef struct
{
  Fixture    *fixture;
  const char *list;
} Expected;

static gboolean
has_list (gpointer data)
{
  Expected *expected = data;
  g_autofree char *list = dup_list (expected->fixture);

  return g_str_equal (list, expected->list);
}

static void
wait_list (Fixture    *self,
           const char *list)
{
  test_wait_until (has_list, &(Expected) { self, list }, list);
}

typedef struct
{
  Fixture           *fixture;
  SluiceFinderState  state;
} ExpectedState;

static gboolean
has_state (gpointer data)
{
  ExpectedState *expected = data;

  return sluice_printer_finder_get_state (expected->fixture->finder) == expected->state;
}

static void
wait_state (Fixture           *self,
            SluiceFinderState  state)
{
  test_wait_until (has_state, &(ExpectedState) { self, state }, "the state of the search");
}

static gboolean
has_given_all_back (gpointer data)
{
  return test_avahi_count (((Fixture *) data)->avahi) == 0;
}

static GVariant *
make_moonraker (const char *name,
                const char *address)
{
  return test_avahi_service (LO, 0, name, "_moonraker._tcp", "klipper.local", address, 7125, NULL);
}

/* Each kind with what it says; they come, change, and go; what stays the same stays the same object. */
static void
test_found (Fixture       *self,
            gconstpointer  data)
{
  static const char * const ultimaker[] = { "type=printer", "name=Left", "machine=9051.0", "firmware_version=8.2.0",
                                            "cluster_size=2", NULL };
  static const char * const member[] = { "TYPE=printer", "name=Right", "cluster_size=0", NULL };
  static const char * const octoprint[] = { "path=/octo/", "version=1.10.2", "u=me", "p=secret", NULL };
  g_autoptr(SluiceFoundPrinter) before = NULL;
  g_autoptr(SluiceFoundPrinter) after = NULL;

  test_avahi_add (self->avahi, test_avahi_service (2, 0, "ultimakersystem-1", "_ultimaker._tcp", "um1.local", "192.168.7.2",
                                                   80, ultimaker));
  test_avahi_add (self->avahi, test_avahi_service (2, 0, "ultimakersystem-2", "_ultimaker._tcp", "um2.local", "192.168.7.3",
                                                   80, member));
  test_avahi_add (self->avahi, test_avahi_service (2, 0, "Not one", "_ultimaker._tcp", "um3.local", "192.168.7.4", 80, NULL));
  sluice_printer_finder_start (self->finder);
  wait_list (self, "Left|UltiMaker|http://192.168.7.2:80|Ultimaker S5, firmware 8.2.0\n"
                   "Right|UltiMaker|http://192.168.7.3:80||not a host\n");
  before = g_list_model_get_item (G_LIST_MODEL (self->finder), 1);

  test_avahi_add (self->avahi, test_avahi_service (2, 0, "Octo", "_octoprint._tcp", "octopi.local", "10.0.0.5", 5000,
                                                   octoprint));
  test_avahi_add (self->avahi, make_moonraker ("Klipper", "172.16.3.4"));
  wait_list (self, "Klipper|Moonraker|http://172.16.3.4:7125|\n"
                   "Left|UltiMaker|http://192.168.7.2:80|Ultimaker S5, firmware 8.2.0\n"
                   "Octo|OctoPrint|http://10.0.0.5:5000/octo|1.10.2\n"
                   "Right|UltiMaker|http://192.168.7.3:80||not a host\n");
  after = g_list_model_get_item (G_LIST_MODEL (self->finder), 3);
  g_assert_true (before == after);

  test_avahi_remove (self->avahi, 0);
  test_avahi_change (self->avahi, 3, make_moonraker ("Klipper", "172.16.3.99"));
  wait_list (self, "Klipper|Moonraker|http://172.16.3.99:7125|\n"
                   "Octo|OctoPrint|http://10.0.0.5:5000/octo|1.10.2\n"
                   "Right|UltiMaker|http://192.168.7.3:80||not a host\n");

  sluice_printer_finder_stop (self->finder);
  g_assert_cmpint (sluice_printer_finder_get_state (self->finder), ==, SLUICE_FINDER_STOPPED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->finder)), ==, 0);
  test_wait_until (has_given_all_back, self, "all objects to be given back");
}

/* By IPv4 and IPv6, on two networks, and as what it imitates: one row, by the best way; it goes when the last goes. */
static void
test_once (Fixture       *self,
           gconstpointer  data)
{
  static const char * const a[] = { "uuid=aaaa", NULL };
  static const char * const b[] = { "uuid=bbbb", NULL };

  test_avahi_add (self->avahi, test_avahi_service (LO, 1, "Prusa", "_octoprint._tcp", "Prusa.local", "fe80::1", 80, NULL));
  sluice_printer_finder_start (self->finder);
  wait_list (self, "Prusa|OctoPrint|http://[fe80::1%25lo]:80|\n");
  test_avahi_add (self->avahi, test_avahi_service (LO, 1, "Link", "_prusalink._tcp", "prusa.local", "fd00::7", 80, NULL));
  wait_list (self, "Link|PrusaLink|http://[fd00::7]:80|\n");
  test_avahi_add (self->avahi, test_avahi_service (3, 0, "Prusa", "_octoprint._tcp", "prusa.local", "10.1.1.1", 80, NULL));
  test_avahi_add (self->avahi, test_avahi_service (3, 0, "Link", "_prusalink._tcp", "other.local", "10.1.1.1", 80, NULL));
  wait_list (self, "Link|PrusaLink|http://10.1.1.1:80|\n");

  /* Two that are called alike, on two networks: their own ids tell them apart. */
  test_avahi_add (self->avahi, test_avahi_service (2, 0, "Pi", "_moonraker._tcp", "pi.local", "192.168.1.9", 7125, a));
  test_avahi_add (self->avahi, test_avahi_service (3, 0, "Pi", "_moonraker._tcp", "pi.local", "192.168.2.9", 7125, b));
  wait_list (self, "Link|PrusaLink|http://10.1.1.1:80|\n"
                   "Pi|Moonraker|http://192.168.1.9:7125|\n"
                   "Pi|Moonraker|http://192.168.2.9:7125|\n");

  test_avahi_remove (self->avahi, 3);
  test_avahi_remove (self->avahi, 1);
  wait_list (self, "Pi|Moonraker|http://192.168.1.9:7125|\n"
                   "Pi|Moonraker|http://192.168.2.9:7125|\n"
                   "Prusa|OctoPrint|http://10.1.1.1:80|\n");
  test_avahi_remove (self->avahi, 1);
  wait_list (self, "Pi|Moonraker|http://192.168.1.9:7125|\n"
                   "Pi|Moonraker|http://192.168.2.9:7125|\n"
                   "Prusa|OctoPrint|http://[fe80::1%25lo]:80|\n");
}

/* Whatever somebody announces: it stays one line of letters, and leads to the local network only. */
static void
test_garbage (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *big = g_strnfill (5000, 'x');
  g_autofree char *name = g_strconcat ("name=", big, NULL);
  const char * const txt[] = { "", "=", "name", "type=printer", name, "machine=\xff\xfe", "firmware_version=\x1b[2J\n\xe2\x80\xae" "8",
                               "cluster_size=", "cluster_size=0", NULL };
  static const char * const path[] = { "path=/../\"><a href=x>", "version=\xc3\x28", NULL };

  sluice_printer_finder_start (self->finder);
  test_avahi_add (self->avahi, test_avahi_service (2, 0, "A", "_ultimaker._tcp", "a.local", "192.168.1.1", 80, txt));
  test_avahi_add (self->avahi, test_avahi_service (2, 0, "line\nline", "_octoprint._tcp", "b.local", "192.168.1.2", 80, path));
  /* None of these can be connected to. */
  test_avahi_add (self->avahi, make_moonraker ("Internet", "8.8.8.8"));
  test_avahi_add (self->avahi, make_moonraker ("This computer", "127.0.0.1"));
  test_avahi_add (self->avahi, make_moonraker ("Name", "printer.example"));
  test_avahi_add (self->avahi, make_moonraker ("\n", "192.168.1.3"));
  test_avahi_add (self->avahi, test_avahi_service (2, 0, "No port", "_moonraker._tcp", "c.local", "192.168.1.4", 0, NULL));
  test_avahi_add (self->avahi, test_avahi_service (4000, 1, "No network", "_moonraker._tcp", "d.local", "fe80::4", 80, NULL));
  test_avahi_add (self->avahi, make_moonraker ("zzz", "192.168.1.5"));
  wait_list (self, "line line|OctoPrint|http://192.168.1.2:80|�(\n"
                   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…|UltiMaker|http://192.168.1.1:80|[2J  8\n"
                   "zzz|Moonraker|http://192.168.1.5:7125|\n");
}

static gboolean
is_full (gpointer data)
{
  Fixture *self = data;

  return g_list_model_get_n_items (G_LIST_MODEL (self->finder)) == 96;
}

/* As many as anybody cares to announce: a bound, and one change of the list for many that come at once. */
static void
test_flood (Fixture       *self,
            gconstpointer  data)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%04u", i);
      g_autofree char *host = g_strdup_printf ("m%04u.local", i);
      g_autofree char *address = g_strdup_printf ("10.0.%u.%u", i / 250, 1 + i % 250);

      test_avahi_add (self->avahi, test_avahi_service (2, 0, name, "_moonraker._tcp", host, address, 7125, NULL));
    }
  sluice_printer_finder_start (self->finder);
  test_wait_until (is_full, self, "as many as there may be");
  g_assert_cmpuint (test_avahi_count_made (self->avahi), ==, 4 + 96);
}

/* What is found may be said before the browser has a name. */
static void
test_hasty (Fixture       *self,
            gconstpointer  data)
{
  test_avahi_add (self->avahi, make_moonraker ("Klipper", "172.16.3.4"));
  sluice_printer_finder_start (self->finder);
  wait_list (self, "Klipper|Moonraker|http://172.16.3.4:7125|\n");
  /* Given up in the middle, too, everything is given back. */
  sluice_printer_finder_stop (self->finder);
  sluice_printer_finder_start (self->finder);
  sluice_printer_finder_stop (self->finder);
  test_wait_until (has_given_all_back, self, "all objects to be given back");
}

/* Avahi goes away, and with it what it knew; it comes back, and so does the search. */
static void
test_restarted (Fixture       *self,
                gconstpointer  data)
{
  sluice_printer_finder_start (self->finder);
  wait_state (self, SLUICE_FINDER_ABSENT);
  g_assert_nonnull (strstr (sluice_printer_finder_get_problem (self->finder), "Avahi"));

  for (guint i = 0; i < 2; i++)
    {
      self->avahi = test_avahi_new (self->bus, TEST_AVAHI_WILLING);
      test_avahi_add (self->avahi, make_moonraker ("Klipper", i == 0 ? "10.0.0.1" : "10.0.0.2"));
      wait_state (self, SLUICE_FINDER_SEARCHING);
      wait_list (self, i == 0 ? "Klipper|Moonraker|http://10.0.0.1:7125|\n" : "Klipper|Moonraker|http://10.0.0.2:7125|\n");
      g_assert_null (sluice_printer_finder_get_problem (self->finder));
      g_clear_pointer (&self->avahi, test_avahi_free);
      wait_state (self, SLUICE_FINDER_ABSENT);
      wait_list (self, "");
    }
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  sluice_printer_finder_start (self->finder);
  wait_state (self, SLUICE_FINDER_REFUSED);
  g_assert_nonnull (sluice_printer_finder_get_problem (self->finder));
}

/* A browser that fails ends the search, which can be begun anew. */
static void
test_broken (Fixture       *self,
             gconstpointer  data)
{
  sluice_printer_finder_start (self->finder);
  wait_state (self, SLUICE_FINDER_FAILED);
  test_wait_until (has_given_all_back, self, "all objects to be given back");
  g_assert_nonnull (sluice_printer_finder_get_problem (self->finder));
  sluice_printer_finder_start (self->finder);
  g_assert_cmpint (sluice_printer_finder_get_state (self->finder), ==, SLUICE_FINDER_STARTING);
  wait_state (self, SLUICE_FINDER_FAILED);
}

/* A computer, or a sandbox, without a bus of the system. */
static void
test_no_bus (void)
{
  g_autoptr(SluicePrinterFinder) finder = NULL;
  Fixture fixture = { NULL };

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  fixture.finder = finder = sluice_printer_finder_new (NULL);
  sluice_printer_finder_start (finder);
  wait_state (&fixture, SLUICE_FINDER_ABSENT);
  sluice_printer_finder_stop (finder);
  sluice_printer_finder_start (finder);
  sluice_printer_finder_stop (finder);
  g_assert_cmpint (sluice_printer_finder_get_state (finder), ==, SLUICE_FINDER_STOPPED);
  ctl_assert_fails (ctl_run ("printers find"), 1, "Avahi");
}

static void
test_command (Fixture       *self,
              gconstpointer  data)
{
  g_auto(CtlOutcome) words = { 0 };
  g_auto(CtlOutcome) json = { 0 };
  g_autoptr(JsonNode) node = NULL;
  JsonObject *first;

  test_avahi_add (self->avahi, test_avahi_service (2, 0, "Büro\x1b[2J", "_moonraker._tcp", "k.local", "10.0.0.1", 7125, NULL));
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", self->bus, TRUE);
  words = ctl_run ("printers find --seconds 1");
  ctl_assert_status (&words, 0);
  ctl_assert_says (words.out, "Büro [2J");
  ctl_assert_says (words.out, "http://10.0.0.1:7125");

  json = ctl_run ("printers find --seconds 1 --json");
  ctl_assert_status (&json, 0);
  node = ctl_parse (&json);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  first = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "kind"), ==, "moonraker");
  g_assert_cmpstr (json_object_get_string_member (first, "address"), ==, "http://10.0.0.1:7125");
  g_assert_true (json_object_get_boolean_member (first, "takes_prints"));
  ctl_assert_fails (ctl_run ("printers find --seconds 0"), 2, "usage");
}

int
main (int   argc,
      char *argv[])
{
  gpointer willing = GINT_TO_POINTER (TEST_AVAHI_WILLING + 1);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/printer-finder/found", Fixture, willing, set_up, test_found, tear_down);
  g_test_add ("/printer-finder/once", Fixture, willing, set_up, test_once, tear_down);
  g_test_add ("/printer-finder/garbage", Fixture, willing, set_up, test_garbage, tear_down);
  g_test_add ("/printer-finder/flood", Fixture, willing, set_up, test_flood, tear_down);
  g_test_add ("/printer-finder/hasty", Fixture, GINT_TO_POINTER (TEST_AVAHI_HASTY + 1), set_up, test_hasty, tear_down);
  g_test_add ("/printer-finder/restarted", Fixture, NULL, set_up, test_restarted, tear_down);
  g_test_add ("/printer-finder/refused", Fixture, GINT_TO_POINTER (TEST_AVAHI_REFUSES + 1), set_up, test_refused, tear_down);
  g_test_add ("/printer-finder/broken", Fixture, GINT_TO_POINTER (TEST_AVAHI_BREAKS + 1), set_up, test_broken, tear_down);
  g_test_add ("/printer-finder/command", Fixture, willing, set_up, test_command, tear_down);
  g_test_add_func ("/printer-finder/no-bus", test_no_bus);

  return test_run ();
}
