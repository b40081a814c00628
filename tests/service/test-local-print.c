/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger.h"
#include "sluice-local-printers.h"
#include "sluice-net-error.h"
#include "sluice-print-sender.h"
#include "sluice-printers-error.h"
#include "sluice-secret.h"
#include "test-clock.h"
#include "test-lan-printer.h"
#include "test-net-doubles.h"
#include "test-util.h"

#include <string.h>

/* The way of a file to printers in the local network, while nothing may leave for a cloud: each wire, and what goes wrong. */

#define NAME "Tür \"links\".gcode"
#define SIZE (300 * 1024 + 7)

typedef struct
{
  char              *folder;
  TestPolicy        *policy;
  SluiceClock       *clock;
  SluiceLedger      *ledger;
  SluicePrintSender *sender;
  GBytes            *bytes;
  SluicePrintFile   *file;
  guint64            sent;
  guint64            total;
} Fixture;

static DexFuture *
find_key (const char *printer_id,
          gpointer    data)
{
  return dex_future_new_take_boxed (SLUICE_TYPE_SECRET, g_strdup (TEST_LAN_KEY));
}

static GInputStream *
open_bytes (gpointer   data,
            GError   **error)
{
  return g_memory_input_stream_new_from_bytes (data);
}

/* Nothing that a form could take for its end, or a text for a line. */
static GBytes *
make_bytes (void)
{
  guint8 *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = i * 31 + i / 251;
  return g_bytes_new_take (bytes, SIZE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(SluiceGate) gate = NULL;

  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->policy = test_policy_new (SLUICE_UPLOAD_MODE_NOTHING);
  fixture->clock = SLUICE_CLOCK (test_clock_new (1000000));
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
  gate = sluice_gate_new (SLUICE_POLICY (fixture->policy), fixture->ledger);
  fixture->sender = sluice_print_sender_new (gate, fixture->clock, find_key, NULL, NULL);
  fixture->bytes = make_bytes ();
  fixture->file = sluice_print_file_new (NAME, "gcode", SIZE, open_bytes, g_bytes_ref (fixture->bytes),
                                         (GDestroyNotify) g_bytes_unref);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (test_settle (sluice_ledger_finish (fixture->ledger), NULL));
  g_clear_pointer (&fixture->file, sluice_print_file_unref);
  g_clear_pointer (&fixture->bytes, g_bytes_unref);
  g_assert_finalize_object (fixture->sender);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->policy);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static SluiceLocalPrinter *
make_printer (const char *kind,
              const char *address,
              gboolean    has_key)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_PRINTER_KIND);
  g_autoptr(GError) error = NULL;
  SluiceLocalPrinter *printer = sluice_local_printer_new ("Mine", address, g_enum_get_value_by_nick (kinds, kind)->value,
                                                          has_key, &error);

  g_assert_no_error (error);
  return printer;
}

static void
progress_cb (guint64  sent,
             guint64  total,
             gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpuint (sent, >=, fixture->sent);
  fixture->sent = sent;
  fixture->total = total;
}

/* Returns: 1 if it is printed, 0 if the printer waits, -1 with an error */
static int
print (Fixture             *fixture,
       SluiceLocalPrinter  *printer,
       GError             **error)
{
  DexFuture *future = sluice_print_sender_print (fixture->sender, printer, fixture->file, progress_cb, fixture, NULL);
  int prints = -1;

  fixture->sent = 0;
  if (test_settle (dex_ref (future), error))
    prints = g_value_get_boolean (dex_future_get_value (future, NULL));
  dex_unref (future);
  return prints;
}

static const char *
get_name_at_printer (const char *kind)
{
  if (g_str_equal (kind, "prusalink"))
    return NAME;
  return "Tür %22links%22.gcode";
}

/* The printer has it byte for byte; the ledger says that it left, and by whose word. */
static void
test_wire (Fixture       *fixture,
           gconstpointer  data)
{
  const gboolean key = g_str_equal (data, "octoprint") || g_str_equal (data, "prusalink");
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new (data, key);
  g_autoptr(SluiceLocalPrinter) printer = make_printer (data, test_lan_printer_get_uri (lan), key);
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) came = NULL;
  g_autofree char *name = NULL;

  g_assert_true (test_settle (sluice_print_sender_check (fixture->sender, printer, NULL), &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 0);
  g_assert_cmpint (print (fixture, printer, &error), ==, 1);
  g_assert_no_error (error);

  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);
  came = test_lan_printer_dup_file (lan, &name);
  g_assert_true (g_bytes_equal (came, fixture->bytes));
  g_assert_cmpstr (name, ==, get_name_at_printer (data));
  g_assert_cmpuint (fixture->sent, ==, fixture->total);
  g_assert_cmpuint (fixture->total, >=, SIZE);

  g_assert_true (test_settle (sluice_ledger_finish (fixture->ledger), NULL));
  g_assert_true (test_settle (sluice_ledger_load (fixture->ledger, 100), NULL));
  entry = g_list_model_get_item (sluice_ledger_get_entries (fixture->ledger), 1);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_LEAVING);
  g_assert_cmpstr (sluice_ledger_entry_get_label (entry), ==, "product");
  g_assert_cmpstr (sluice_ledger_entry_get_reason (entry), ==, "person:print-here");
  g_assert_null (strstr (sluice_ledger_entry_get_route (entry), "links"));
}

/* One that has the file and does not print is told apart, where it says so. */
static void
test_idle (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new (data, FALSE);
  g_autoptr(SluiceLocalPrinter) printer = make_printer (data, test_lan_printer_get_uri (lan), FALSE);
  g_autoptr(GError) error = NULL;

  test_lan_printer_set_mood (lan, TEST_LAN_IDLE);
  g_assert_cmpint (print (fixture, printer, &error), ==, 0);
  g_assert_no_error (error);
}

static void
assert_fails (Fixture            *fixture,
              SluiceLocalPrinter *printer,
              GQuark              domain,
              int                 code)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (print (fixture, printer, &error), ==, -1);
  g_assert_error (error, domain, code);
  g_assert_cmpstr (error->message, !=, "");
}

/* Nothing is printed, and it is known. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new ("octoprint", TRUE);
  g_autoptr(SluiceLocalPrinter) keyless = make_printer ("octoprint", test_lan_printer_get_uri (lan), FALSE);
  g_autoptr(SluiceLocalPrinter) printer = make_printer ("octoprint", test_lan_printer_get_uri (lan), TRUE);
  g_autoptr(SluiceLocalPrinter) other = make_printer ("moonraker", test_lan_printer_get_uri (lan), TRUE);
  g_autoptr(SluiceLocalPrinter) nobody = make_printer ("octoprint", "127.0.0.1:9", FALSE);
  g_autoptr(GError) unlike = NULL;

  assert_fails (fixture, keyless, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_KEY);
  assert_fails (fixture, other, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNLIKE);
  assert_fails (fixture, nobody, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE);
  g_assert_false (test_settle (sluice_print_sender_check (fixture->sender, other, NULL), &unlike));
  g_assert_error (unlike, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNLIKE);
  test_lan_printer_set_mood (lan, TEST_LAN_BUSY);
  assert_fails (fixture, printer, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 0);
}

static void
test_unsuitable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(SluiceLocalPrinter) octoprint = make_printer ("octoprint", "192.168.1.20/", FALSE);
  g_autoptr(SluiceLocalPrinter) ultimaker = make_printer ("ultimaker", "https://[fd00::1]:8443", FALSE);

  g_assert_cmpstr (sluice_local_printer_get_address (octoprint), ==, "http://192.168.1.20");
  g_assert_false (sluice_local_printer_is_encrypted (octoprint));
  g_assert_true (sluice_local_printer_is_encrypted (ultimaker));
  g_assert_true (sluice_local_printer_takes (octoprint, "gcode", "a.gcode"));
  g_assert_false (sluice_local_printer_takes (octoprint, "gcode", "a.gcode.gz"));
  g_assert_false (sluice_local_printer_takes (octoprint, "ufp", "a.ufp"));
  g_assert_true (sluice_local_printer_takes (ultimaker, "gcode", "a.gcode.gz"));
  g_assert_true (sluice_local_printer_takes (ultimaker, "ufp", "a.ufp"));
  g_assert_false (sluice_local_printer_takes (ultimaker, "stl", "a.stl"));

  g_clear_pointer (&fixture->file, sluice_print_file_unref);
  fixture->file = sluice_print_file_new ("a.stl", "stl", SIZE, open_bytes, g_bytes_ref (fixture->bytes),
                                         (GDestroyNotify) g_bytes_unref);
  assert_fails (fixture, octoprint, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNSUITABLE);
}

/* What left as a whole and got no answer may be printing; what was cut off on its way is not. */
static void
test_doubtful (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new ("moonraker", FALSE);
  g_autoptr(SluiceLocalPrinter) printer = make_printer ("moonraker", test_lan_printer_get_uri (lan), FALSE);

  test_lan_printer_set_mood (lan, TEST_LAN_SILENT);
  assert_fails (fixture, printer, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_DOUBTFUL);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);
}

/* A resolver for which every name is far away. */
#define TEST_TYPE_FAR_RESOLVER (test_far_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestFarResolver, test_far_resolver, TEST, FAR_RESOLVER, GResolver)
struct _TestFarResolver { GResolver parent_instance; };
G_DEFINE_FINAL_TYPE (TestFarResolver, test_far_resolver, G_TYPE_RESOLVER)

static void
resolve_far_async (GResolver                *resolver,
                   const char               *name,
                   GResolverNameLookupFlags  flags,
                   GCancellable             *cancellable,
                   GAsyncReadyCallback       callback,
                   gpointer                  data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_pointer (task, g_list_prepend (NULL, g_inet_address_new_from_string ("203.0.113.7")),
                         (GDestroyNotify) g_resolver_free_addresses);
}

static GList *
resolve_far_finish (GResolver     *resolver,
                    GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_far_resolver_class_init (TestFarResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = resolve_far_async;
  resolver_class->lookup_by_name_with_flags_finish = resolve_far_finish;
}

static void
test_far_resolver_init (TestFarResolver *self)
{
}

/* A name can stand for anything: where it leads is looked at before the first packet. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  const char * const addresses[] = { "203.0.113.7", "http://8.8.8.8:5000", "https://1.1.1.1", "http://[2001:db8::1]" };
  g_autoptr(SluiceLocalPrinter) named = make_printer ("moonraker", "http://printer.example", FALSE);
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) far = g_object_new (TEST_TYPE_FAR_RESOLVER, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_local_printer_new ("", addresses[i], SLUICE_PRINTER_KIND_MOONRAKER, FALSE, &error));
      g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
    }

  g_resolver_set_default (far);
  assert_fails (fixture, named, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_assert_cmpuint (fixture->sent, ==, 0);
  g_resolver_set_default (usual);
}

/* Kept in the settings, without the key. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(SluiceLocalPrinters) printers = NULL;
  g_autoptr(SluiceLocalPrinters) again = NULL;
  g_autoptr(SluiceLocalPrinter) one = make_printer ("octoprint", "http://10.0.0.7", TRUE);
  g_autoptr(SluiceLocalPrinter) two = make_printer ("ultimaker", "http://10.0.0.8", FALSE);
  g_autoptr(SluiceLocalPrinter) found = NULL;

  g_settings_reset (settings, "local-printers");
  printers = sluice_local_printers_new (settings);
  sluice_local_printers_add (printers, one);
  sluice_local_printers_add (printers, two);
  again = sluice_local_printers_new (settings);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  /* Two of the same name: neither is meant. */
  g_assert_null (sluice_local_printers_find (again, "Mine"));
  found = sluice_local_printers_find (again, sluice_local_printer_get_id (one));
  g_assert_nonnull (found);
  g_assert_cmpint (sluice_local_printer_get_kind (found), ==, SLUICE_PRINTER_KIND_OCTOPRINT);
  g_assert_true (sluice_local_printer_has_key (found));
  g_assert_cmpstr (sluice_local_printer_get_address (found), ==, "http://10.0.0.7");
  sluice_local_printers_remove (again, found);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  g_settings_reset (settings, "local-printers");
}

int
main (int   argc,
      char *argv[])
{
  const char * const kinds[] = { "ultimaker", "octoprint", "moonraker", "prusalink" };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/local-print/wire/", kinds[i], NULL);

      g_test_add (path, Fixture, kinds[i], set_up, test_wire, tear_down);
    }
  g_test_add ("/local-print/idle/octoprint", Fixture, "octoprint", set_up, test_idle, tear_down);
  g_test_add ("/local-print/idle/moonraker", Fixture, "moonraker", set_up, test_idle, tear_down);
#define ADD(name, func) g_test_add ("/local-print/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("refused", test_refused);
  ADD ("unsuitable", test_unsuitable);
  ADD ("doubtful", test_doubtful);
  ADD ("elsewhere", test_elsewhere);
  ADD ("kept", test_kept);
#undef ADD

  return test_run ();
}
