/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-monitor.h"
#include "sluice-local-printers.h"
#include "sluice-printer-wire.h"
#include "sluice-secret.h"
#include "test-clock.h"
#include "test-net-doubles.h"
#include "test-print-server.h"
#include "test-util.h"

/* Printers in the local network are watched: each wire, and what goes wrong with each. */

typedef struct
{
  char                *folder;
  TestPolicy          *policy;
  SluiceClock         *clock;
  SluiceLedger        *ledger;
  SluiceGate          *gate;
  SluiceLocalPrinters *printers;
  SluiceLocalMonitor  *monitor;
  TestPrintServer     *server;
  SluicePrinterKind    kind;
  const char          *key;
  guint                n_lookups;
} Fixture;

static DexFuture *
find_key (const char *printer_id,
          gpointer    data)
{
  Fixture *fixture = data;

  fixture->n_lookups++;
  return dex_future_new_take_boxed (SLUICE_TYPE_SECRET, g_strdup (fixture->key));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.sluice_desktop.Sluice");
  g_autofree char *path = NULL;

  g_settings_reset (settings, "local-printers");
  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->policy = test_policy_new (SLUICE_UPLOAD_MODE_NOTHING);
  fixture->clock = SLUICE_CLOCK (test_clock_new (1000000));
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
  fixture->gate = sluice_gate_new (SLUICE_POLICY (fixture->policy), fixture->ledger);
  fixture->printers = sluice_local_printers_new (settings);
  fixture->key = TEST_PRINT_KEY;
  fixture->monitor = sluice_local_monitor_new (fixture->printers, fixture->gate, fixture->clock, find_key, fixture, NULL);
}

/* What was under way when it was stopped ends a little later. */
static gboolean
is_alone (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sluice_local_monitor_stop (fixture->monitor, NULL);
  g_clear_object (&fixture->monitor);
  test_wait_until (is_alone, fixture->gate, "the last look to end");
  g_assert_true (test_settle (sluice_ledger_finish (fixture->ledger), NULL));
  g_clear_object (&fixture->printers);
  g_clear_object (&fixture->gate);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->policy);
  g_clear_object (&fixture->clock);
  g_clear_pointer (&fixture->server, test_print_server_free);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
add (Fixture    *fixture,
     const char *nick,
     gboolean    has_key)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_PRINTER_KIND);
  g_autoptr(SluiceLocalPrinter) printer = NULL;
  g_autoptr(GError) error = NULL;

  fixture->kind = g_enum_get_value_by_nick (kinds, nick)->value;
  fixture->server = test_print_server_new (nick, has_key);
  printer = sluice_local_printer_new ("Bench", test_print_server_get_uri (fixture->server), fixture->kind, has_key,
                                      &error);
  g_assert_no_error (error);
  sluice_local_printers_add (fixture->printers, printer);
}

static SluicePrinter *
get_printer (Fixture *fixture)
{
  GListModel *groups = sluice_local_monitor_get_groups (fixture->monitor);
  g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, 0);
  g_autoptr(SluicePrinter) printer = NULL;

  g_assert_nonnull (group);
  printer = g_list_model_get_item (sluice_printer_group_get_printers (group), 0);
  return printer; /* the group has it */
}

static SluiceStaleCause
get_cause (Fixture *fixture)
{
  GListModel *groups = sluice_local_monitor_get_groups (fixture->monitor);
  g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, 0);
  SluiceObservation *observation = sluice_printer_group_get_observation (group);

  return sluice_observation_get_cause (observation != NULL ? observation
                                                           : sluice_printer_get_observation (get_printer (fixture)));
}

static gboolean
is_printing (gpointer data)
{
  SluicePrinter *printer = get_printer (data);

  return printer != NULL && sluice_printer_get_state (printer) == SLUICE_PRINTER_PRINTING &&
         get_cause (data) == SLUICE_STALE_NOT;
}

static gboolean
is_idle (gpointer data)
{
  SluicePrinter *printer = get_printer (data);

  return printer != NULL && sluice_printer_get_state (printer) == SLUICE_PRINTER_IDLE;
}

static gboolean
is_stale (gpointer data)
{
  return get_cause (data) != SLUICE_STALE_NOT;
}

static void
change (Fixture        *fixture,
        TestPrintFault  fault)
{
  test_print_server_set_fault (fixture->server, fault);
  sluice_local_monitor_refresh (fixture->monitor);
}

static const struct
{
  TestPrintFault   fault;
  SluiceStaleCause cause;
} faults[] = {
  { TEST_PRINT_NO_KEY, SLUICE_STALE_SIGN_IN }, { TEST_PRINT_CONFLICT, SLUICE_STALE_PRINTER },
  { TEST_PRINT_TOO_MANY, SLUICE_STALE_PRINTER }, { TEST_PRINT_FAILS, SLUICE_STALE_PRINTER },
  { TEST_PRINT_HALF, SLUICE_STALE_PRINTER }, { TEST_PRINT_WRONG, SLUICE_STALE_PRINTER },
  { TEST_PRINT_HUGE, SLUICE_STALE_PRINTER }, { TEST_PRINT_DROPS, SLUICE_STALE_NETWORK },
};

/* What was seen stays, with the reason why it is not newer; and all is well again when the printer is. */
static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  add (fixture, data, FALSE);
  sluice_local_monitor_start (fixture->monitor);
  test_wait_until (is_printing, fixture, "the printer to be seen");
  g_assert_cmpstr (sluice_print_job_get_name (sluice_printer_get_job (get_printer (fixture))), ==, "a.gcode");
  g_assert_cmpfloat (sluice_print_job_get_progress (sluice_printer_get_job (get_printer (fixture))), ==, 0.5);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      int n_requests;

      g_test_message ("fault %d", faults[i].fault);
      n_requests = test_print_server_get_requests (fixture->server);
      change (fixture, faults[i].fault);
      test_wait_until (is_stale, fixture, "the fault to be seen");
      g_assert_cmpint (get_cause (fixture), ==, faults[i].cause);
      g_assert_cmpint (sluice_printer_get_state (get_printer (fixture)), ==, SLUICE_PRINTER_PRINTING);
      g_assert_cmpstr (sluice_print_job_get_name (sluice_printer_get_job (get_printer (fixture))), ==, "a.gcode");
      /* A look that fails ends there, but for one that was under way. */
      g_assert_cmpint (test_print_server_get_requests (fixture->server) - n_requests, <=, 2 * SLUICE_PRINTER_MAX_LOOKS);

      change (fixture, TEST_PRINT_FINE);
      test_wait_until (is_printing, fixture, "the printer to be back");
    }

  change (fixture, TEST_PRINT_SLOW);
  change (fixture, TEST_PRINT_IDLE);
  test_wait_until (is_idle, fixture, "the printer to be idle");
  g_assert_null (sluice_printer_get_job (get_printer (fixture)));
}

/* Printers of all makes, of which one is the host of a group. */
static void
test_look_once (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(TestPrintServer) first = NULL;
  GListModel *groups = sluice_local_monitor_get_groups (fixture->monitor);
  g_autoptr(SluicePrinterGroup) single = NULL;
  g_autoptr(SluicePrinterGroup) host = NULL;
  g_autoptr(SluicePrinter) left = NULL;

  add (fixture, "prusalink", TRUE);
  first = g_steal_pointer (&fixture->server);
  add (fixture, "ultimaker", FALSE);
  g_assert_true (test_settle (sluice_local_monitor_look_once (fixture->monitor), NULL));

  g_assert_cmpuint (g_list_model_get_n_items (groups), ==, 2);
  single = g_list_model_get_item (groups, 0);
  host = g_list_model_get_item (groups, 1);
  g_assert_cmpstr (sluice_printer_group_get_id (single), ==, SLUICE_LOCAL_GROUP_ID);
  g_assert_true (is_printing (fixture));
  g_assert_cmpstr (sluice_printer_group_get_name (host), ==, "Bench");
  left = g_list_model_get_item (sluice_printer_group_get_printers (host), 0);
  g_assert_cmpstr (sluice_printer_get_name (left), ==, "Left");
  g_assert_cmpuint (fixture->n_lookups, ==, 1);
}

/* The key of the keyring is looked up again when the printer does not take it. */
static void
test_key (Fixture       *fixture,
          gconstpointer  data)
{
  fixture->key = "another";
  add (fixture, "octoprint", TRUE);
  sluice_local_monitor_start (fixture->monitor);
  test_wait_until (is_stale, fixture, "the key to be refused");
  g_assert_cmpint (get_cause (fixture), ==, SLUICE_STALE_SIGN_IN);

  fixture->key = TEST_PRINT_KEY;
  sluice_local_monitor_refresh (fixture->monitor);
  test_wait_until (is_printing, fixture, "the key to be taken");
}

/* A printer that makes a challenge of the key, and whose nonces are soon too old. */
static void
test_challenge (Fixture       *fixture,
                gconstpointer  data)
{
  add (fixture, "prusalink", TRUE);
  test_print_server_set_digest (fixture->server, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (test_settle (sluice_local_monitor_look_once (fixture->monitor), NULL));
      g_assert_true (is_printing (fixture));
    }
  /* Once for each of five questions and three looks, and again when a nonce is too old: never round and round. */
  g_assert_cmpint (test_print_server_get_requests (fixture->server), <=, 3 * 5 * 2);
}

/* With another key the printer says no, and is not asked for ever. */
static void
test_wrong_challenge (Fixture       *fixture,
                      gconstpointer  data)
{
  fixture->key = "another";
  add (fixture, "prusalink", TRUE);
  test_print_server_set_digest (fixture->server, 2);
  g_assert_true (test_settle (sluice_local_monitor_look_once (fixture->monitor), NULL));
  g_assert_cmpint (get_cause (fixture), ==, SLUICE_STALE_SIGN_IN);
  g_assert_cmpint (test_print_server_get_requests (fixture->server), <=, 3);
}

static gboolean
others_are_seen (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (sluice_local_monitor_get_groups (fixture->monitor), 0);
  g_autoptr(SluicePrinter) second = g_list_model_get_item (sluice_printer_group_get_printers (group), 1);

  return sluice_printer_get_state (second) == SLUICE_PRINTER_PRINTING;
}

/* Nobody looks, and nothing is printed: nothing is asked for. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TestPrintServer) quiet = NULL;
  int n_requests;

  add (fixture, "moonraker", FALSE);
  quiet = g_steal_pointer (&fixture->server);
  test_print_server_set_fault (quiet, TEST_PRINT_IDLE);
  sluice_local_monitor_start (fixture->monitor);
  test_wait_until (is_idle, fixture, "the printer to be seen");
  sluice_local_monitor_set_level (fixture->monitor, SLUICE_WATCH_HIDDEN);
  n_requests = test_print_server_get_requests (quiet);

  /* Another one that is new is looked at once, as is one that somebody asks about. */
  add (fixture, "prusalink", FALSE);
  sluice_local_monitor_refresh (fixture->monitor);
  test_wait_until (others_are_seen, fixture, "another look");
  g_assert_cmpint (test_print_server_get_requests (quiet) - n_requests, <=, 2 * SLUICE_PRINTER_MAX_LOOKS);
}

/* Removed while it is being asked. */
static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(SluiceLocalPrinter) printer = NULL;

  add (fixture, "prusalink", FALSE);
  test_print_server_set_fault (fixture->server, TEST_PRINT_SLOW);
  sluice_local_monitor_start (fixture->monitor);
  printer = g_list_model_get_item (G_LIST_MODEL (fixture->printers), 0);
  sluice_local_printers_remove (fixture->printers, printer);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_local_monitor_get_groups (fixture->monitor)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add ("/local-watch/" path, Fixture, data, set_up, func, tear_down)
  ADD ("faults/octoprint", "octoprint", test_faults);
  ADD ("faults/moonraker", "moonraker", test_faults);
  ADD ("faults/prusalink", "prusalink", test_faults);
  ADD ("faults/ultimaker", "ultimaker", test_faults);
  ADD ("look-once", NULL, test_look_once);
  ADD ("key", NULL, test_key);
  ADD ("challenge", NULL, test_challenge);
  ADD ("wrong-challenge", NULL, test_wrong_challenge);
  ADD ("hidden", NULL, test_hidden);
  ADD ("removed", NULL, test_removed);
#undef ADD

  return test_run ();
}
