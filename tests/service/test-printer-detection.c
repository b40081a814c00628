/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger.h"
#include "sluice-net-error.h"
#include "sluice-printer-detection.h"
#include "sluice-printers-error.h"
#include "test-clock.h"
#include "test-lan-printer.h"
#include "test-net-doubles.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* What answers at an address: each kind, each that plays another, and each that is locked. */

/* A path, and what is answered there; else it is 404. */
typedef struct
{
  const char *path;
  guint       status;
  const char *body;
} Route;

typedef struct
{
  const char        *name;
  const Route        routes[5];
  int                kind; /* -1: rejected with @code */
  gboolean           wants_key;
  SluicePrintersError code;
} Case;

#define OCTOPRINT "{\"api\":\"0.1\",\"server\":\"1.10.2\",\"text\":\"OctoPrint 1.10.2\"}"
#define MOONRAKER_AS_OCTOPRINT "{\"api\":\"0.1\",\"server\":\"1.5.0\",\"text\":\"OctoPrint (Moonraker v0.9)\"}"
#define MOONRAKER "{\"result\":{\"klippy_state\":\"ready\"}}"
#define PRUSALINK "{\"api\":\"2.0.0\",\"server\":\"2.1.2\",\"text\":\"PrusaLink\",\"hostname\":\"mk4\"}"

static const Case cases[] = {
  { "moonraker-as-octoprint",
    { { "/server/info", 200, MOONRAKER }, { "/api/version", 200, MOONRAKER_AS_OCTOPRINT } },
    SLUICE_PRINTER_KIND_MOONRAKER, FALSE, 0 },
  { "moonraker-locked",
    { { "/server/info", 401, "" }, { "/api/version", 401, "" } }, SLUICE_PRINTER_KIND_MOONRAKER, TRUE, 0 },
  { "moonraker-locked-as-octoprint",
    { { "/server/info", 401, "" }, { "/api/version", 200, MOONRAKER_AS_OCTOPRINT } },
    SLUICE_PRINTER_KIND_MOONRAKER, TRUE, 0 },
  { "octoprint", { { "/api/version", 200, OCTOPRINT } }, SLUICE_PRINTER_KIND_OCTOPRINT, FALSE, 0 },
  { "octoprint-locked", { { "/api/version", 403, "" } }, SLUICE_PRINTER_KIND_OCTOPRINT, TRUE, 0 },
  { "prusalink", { { "/api/version", 200, PRUSALINK } }, SLUICE_PRINTER_KIND_PRUSALINK, FALSE, 0 },
  { "prusalink-locked",
    { { "/api/version", 401, "" }, { "/api/v1/status", 401, "" } }, SLUICE_PRINTER_KIND_PRUSALINK, TRUE, 0 },
  { "ultimaker", { { "/cluster-api/v1/printers", 200, "[]" } }, SLUICE_PRINTER_KIND_ULTIMAKER, FALSE, 0 },
  { "ultimaker-locked", { { "/cluster-api/v1/printers", 401, "" } }, SLUICE_PRINTER_KIND_ULTIMAKER, TRUE, 0 },
  { "faulty-first",
    { { "/server/info", 500, "" }, { "/api/version", 200, OCTOPRINT } }, SLUICE_PRINTER_KIND_OCTOPRINT, FALSE, 0 },
  { "all-locked",
    { { "/server/info", 403, "" }, { "/api/version", 403, "" }, { "/api/v1/status", 403, "" },
      { "/cluster-api/v1/printers", 403, "" } },
    -1, FALSE, SLUICE_PRINTERS_ERROR_KEY },
  { "web-page",
    { { "/server/info", 200, "<html>" }, { "/api/version", 200, "<html>" }, { "/cluster-api/v1/printers", 200, "<html>" } },
    -1, FALSE, SLUICE_PRINTERS_ERROR_UNLIKE },
  { "wrong-types",
    { { "/server/info", 200, "{\"result\":[]}" }, { "/api/version", 200, "{\"text\":7}" },
      { "/cluster-api/v1/printers", 200, "{}" } },
    -1, FALSE, SLUICE_PRINTERS_ERROR_UNLIKE },
  { "nothing", { { NULL } }, -1, FALSE, SLUICE_PRINTERS_ERROR_UNLIKE },
};

typedef struct
{
  char         *folder;
  SluiceClock  *clock;
  SluiceLedger *ledger;
  SluiceGate   *gate;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(TestPolicy) policy = test_policy_new (SLUICE_UPLOAD_MODE_NOTHING);
  g_autofree char *path = NULL;

  self->folder = test_make_folder ();
  path = g_build_filename (self->folder, "ledger.db", NULL);
  self->clock = SLUICE_CLOCK (test_clock_new (1000000));
  self->ledger = sluice_ledger_new (path, self->clock);
  self->gate = sluice_gate_new (SLUICE_POLICY (policy), self->ledger);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_true (test_settle (sluice_ledger_finish (self->ledger), NULL));
  g_clear_object (&self->gate);
  g_clear_object (&self->ledger);
  g_clear_object (&self->clock);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

/* Nothing is given to who is not known: no key, no name, nothing to change. */
static void
handle (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  const Case *peer = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "GET");
  g_assert_null (soup_message_headers_get_one (headers, "X-Api-Key"));
  g_assert_null (soup_message_headers_get_one (headers, "Authorization"));
  for (guint i = 0; i < G_N_ELEMENTS (peer->routes) && peer->routes[i].path != NULL; i++)
    if (g_str_equal (peer->routes[i].path, path))
      {
        test_server_answer (message, peer->routes[i].status, "application/json", peer->routes[i].body);
        return;
      }
  test_server_answer (message, 404, "text/html", "<h1>Not Found</h1>");
}

static gboolean
detect (Fixture                 *self,
        const char              *address,
        SluicePrinterDetection  *out_detection,
        GError                 **error)
{
  g_autoptr(DexFuture) future = sluice_printer_detect (self->gate, self->clock, address);

  if (!test_settle (dex_ref (future), error))
    return FALSE;
  *out_detection = *(SluicePrinterDetection *) g_value_get_boxed (dex_future_get_value (future, NULL));
  return TRUE;
}

static void
test_case (Fixture       *self,
           gconstpointer  data)
{
  const Case *peer = data;
  g_autoptr(TestServer) server = test_server_new (TEST_SERVER_PLAIN, handle, (gpointer) data);
  SluicePrinterDetection detection = { 0 };
  g_autoptr(GError) error = NULL;

  if (detect (self, test_server_get_uri (server), &detection, &error))
    {
      g_assert_cmpint (detection.kind, ==, peer->kind);
      g_assert_cmpint (detection.wants_key, ==, peer->wants_key);
    }
  else
    {
      g_assert_cmpint (peer->kind, ==, -1);
      g_assert_error (error, SLUICE_PRINTERS_ERROR, (int) peer->code);
    }
  g_assert_cmpint (test_server_get_requests (server), <=, 4);
  test_server_stop (server);
}

/* The peers that prints are tried with. */
static void
test_lan (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new (data, FALSE);
  g_autoptr(GEnumClass) kinds = g_type_class_ref (SLUICE_TYPE_PRINTER_KIND);
  SluicePrinterDetection detection = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (detect (self, test_lan_printer_get_uri (lan), &detection, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (g_enum_get_value (kinds, detection.kind)->value_nick, ==, data);
  g_assert_false (detection.wants_key);
}

/* More than a print server has to say. */
static void
handle_huge (TestServer        *server,
             SoupServerMessage *message,
             gpointer           data)
{
  g_autofree char *body = g_strnfill (1024 * 1024, ' ');

  test_server_answer (message, 200, "application/json", body);
}

static void
test_huge (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(TestServer) server = test_server_new (TEST_SERVER_PLAIN, handle_huge, NULL);
  SluicePrinterDetection detection;
  g_autoptr(GError) error = NULL;

  g_assert_false (detect (self, test_server_get_uri (server), &detection, &error));
  g_assert_error (error, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNLIKE);
  test_server_stop (server);
}

static void
handle_silent (TestServer        *server,
               SoupServerMessage *message,
               gpointer           data)
{
  soup_server_message_pause (message);
}

/* Who does not answer is not asked again. */
static void
test_nobody (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(TestServer) silent = test_server_new (TEST_SERVER_PLAIN, handle_silent, NULL);
  SluicePrinterDetection detection;
  g_autoptr(GError) refused = NULL;
  g_autoptr(GError) timeout = NULL;
  g_autoptr(GError) elsewhere = NULL;

  g_assert_false (detect (self, "127.0.0.1:9", &detection, &refused));
  g_assert_error (refused, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE);
  g_assert_false (detect (self, test_server_get_uri (silent), &detection, &timeout));
  g_assert_error (timeout, SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE);
  g_assert_cmpint (test_server_get_requests (silent), ==, 1);
  g_assert_false (detect (self, "8.8.8.8", &detection, &elsewhere));
  g_assert_error (elsewhere, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  test_server_stop (silent);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const kinds[] = { "ultimaker", "octoprint", "moonraker", "prusalink" };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/printer-detection/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/printer-detection/lan/", kinds[i], NULL);

      g_test_add (path, Fixture, kinds[i], set_up, test_lan, tear_down);
    }
  g_test_add ("/printer-detection/huge", Fixture, NULL, set_up, test_huge, tear_down);
  g_test_add ("/printer-detection/nobody", Fixture, NULL, set_up, test_nobody, tear_down);

  return test_run ();
}
