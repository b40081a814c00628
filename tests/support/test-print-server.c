/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-print-server.h"

#include "test-server.h"

#include <string.h>

#define HUGE_SIZE (3 * 1024 * 1024)

struct _TestPrintServer
{
  TestServer *server;
  char       *kind;
  gboolean    wants_key;
  int         fault; /* atomic */

  /* On the server's thread, but for the first, which is set before it is asked. */
  guint n_uses; /* of a nonce; 0 where the key goes as it is */
  guint nonce;
  guint n_used;
};

#define REALM "Printer API"


typedef struct
{
  const char *kind;
  const char *path;
  const char *busy; /* what it says while it prints */
  const char *idle; /* NULL: no content */
} Page;

#define OCTO_HEAT "\"temperature\":{\"tool0\":{\"actual\":210.0,\"target\":215.0,\"offset\":0},\"bed\":{\"actual\":60.0,\"target\":60.0,\"offset\":0}},\"sd\":{\"ready\":true}"
#define KLIPPER_HEAT "\"extruder\":{\"temperature\":210.0,\"target\":215.0},\"heater_bed\":{\"temperature\":60.0,\"target\":60.0}"
#define PRUSA_HEAT "\"temp_nozzle\":210.0,\"target_nozzle\":215.0,\"temp_bed\":60.0,\"target_bed\":60.0,\"axis_z\":1.2,\"flow\":100,\"speed\":100"
#define UM_PRINTER(status) "[{\"uuid\":\"p1\",\"unique_name\":\"ultimakersystem-1\",\"friendly_name\":\"Left\",\"machine_variant\":\"Ultimaker S5\"," \
  "\"enabled\":true,\"status\":\"" status "\",\"firmware_version\":\"7.0.3\",\"ip_address\":\"127.0.0.1\",\"configuration\":[]}]"

static const Page pages[] = {
  { "octoprint", "/api/printer",
    "{\"state\":{\"text\":\"Printing\",\"flags\":{\"operational\":true,\"printing\":true,\"ready\":false}}," OCTO_HEAT "}",
    "{\"state\":{\"text\":\"Operational\",\"flags\":{\"operational\":true,\"printing\":false,\"ready\":true}}," OCTO_HEAT "}" },
  { "octoprint", "/api/job",
    "{\"job\":{\"file\":{\"name\":\"a.gcode\",\"path\":\"a.gcode\"},\"estimatedPrintTime\":2000},"
    "\"progress\":{\"completion\":50.0,\"filepos\":1,\"printTime\":1000,\"printTimeLeft\":900},\"state\":\"Printing\"}",
    "{\"job\":{\"file\":{\"name\":null}},\"progress\":{\"completion\":null},\"state\":\"Operational\"}" },
  { "octoprint", "/api/printerprofiles", "{\"profiles\":{\"_default\":{\"id\":\"_default\",\"model\":\"MK3\"}}}",
    "{\"profiles\":{}}" },
  { "moonraker", "/server/info", "{\"result\":{\"klippy_connected\":true,\"klippy_state\":\"ready\"}}",
    "{\"result\":{\"klippy_connected\":true,\"klippy_state\":\"ready\"}}" },
  { "moonraker", "/printer/info", "{\"result\":{\"state\":\"ready\",\"software_version\":\"v0.12.0\"}}",
    "{\"result\":{\"state\":\"ready\"}}" },
  { "moonraker", "/printer/objects/query",
    "{\"result\":{\"eventtime\":1.0,\"status\":{\"webhooks\":{\"state\":\"ready\"},\"print_stats\":{\"state\":\"printing\","
    "\"filename\":\"a.gcode\",\"print_duration\":1000.5},\"virtual_sdcard\":{\"progress\":0.5}," KLIPPER_HEAT "}}}",
    "{\"result\":{\"eventtime\":1.0,\"status\":{\"webhooks\":{\"state\":\"ready\"},\"print_stats\":{\"state\":\"standby\","
    "\"filename\":\"\"}," KLIPPER_HEAT "}}}" },
  { "moonraker", "/server/files/metadata", "{\"result\":{\"estimated_time\":2000}}", "{\"result\":{}}" },
  { "moonraker", "/server/webcams/list", "{\"result\":{\"webcams\":[]}}", "{\"result\":{\"webcams\":[]}}" },
  { "prusalink", "/api/v1/status",
    "{\"storage\":{\"path\":\"/usb/\"},\"printer\":{\"state\":\"PRINTING\"," PRUSA_HEAT "},"
    "\"job\":{\"id\":7,\"progress\":50.0,\"time_remaining\":900,\"time_printing\":1000}}",
    "{\"storage\":[{\"path\":\"/local\"}],\"printer\":{\"state\":\"IDLE\"," PRUSA_HEAT "}}" },
  { "prusalink", "/api/v1/job",
    "{\"id\":7,\"state\":\"PRINTING\",\"progress\":50.0,\"time_remaining\":900,\"time_printing\":1000,"
    "\"file\":{\"name\":\"A.GCO\",\"display_name\":\"a.gcode\"}}",
    NULL },
  { "prusalink", "/api/version", "{\"api\":\"2.0.0\",\"server\":\"2.1.2\",\"text\":\"PrusaLink\",\"firmware\":\"6.2.0\"}",
    "{\"text\":\"PrusaLink\"}" },
  { "ultimaker", "/cluster-api/v1/printers", UM_PRINTER ("printing"), UM_PRINTER ("idle") },
  { "ultimaker", "/cluster-api/v1/print_jobs",
    "[{\"uuid\":\"j1\",\"name\":\"a.gcode\",\"status\":\"printing\",\"printer_uuid\":\"p1\",\"started\":true,"
    "\"time_total\":2000,\"time_elapsed\":1000}]",
    "[]" },
};

static const Page *
find_page (TestPrintServer *self,
           const char      *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].kind, self->kind) && g_str_equal (pages[i].path, path))
      return &pages[i];
  return NULL;
}

static void
answer_page (TestPrintServer   *self,
             SoupServerMessage *message,
             TestPrintFault     fault)
{
  const Page *page = find_page (self, g_uri_get_path (soup_server_message_get_uri (message)));
  const char *text = page == NULL ? "{}" : fault == TEST_PRINT_IDLE ? page->idle : page->busy;

  if (text == NULL)
    soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
  else
    test_server_answer (message, page != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND, "application/json", text);
}

static void
answer_huge (SoupServerMessage *message)
{
  g_autofree char *text = g_malloc (HUGE_SIZE);

  memset (text, ' ', HUGE_SIZE);
  text[HUGE_SIZE - 1] = '\0';
  test_server_answer (message, SOUP_STATUS_OK, "application/json", text);
}

/* (transfer full): RFC 2069, as the firmware of printers has it: HA1, nonce, HA2. */
static char *
expect_response (TestPrintServer   *self,
                 SoupServerMessage *message,
                 guint              nonce)
{
  g_autofree char *uri = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  g_autofree char *user = g_strdup_printf ("maker:%s:%s", REALM, TEST_PRINT_KEY);
  g_autofree char *request = g_strdup_printf ("%s:%s", soup_server_message_get_method (message), uri);
  g_autofree char *ha1 = g_compute_checksum_for_string (G_CHECKSUM_MD5, user, -1);
  g_autofree char *ha2 = g_compute_checksum_for_string (G_CHECKSUM_MD5, request, -1);
  g_autofree char *whole = g_strdup_printf ("%s:nonce-%u:%s", ha1, nonce, ha2);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, whole, -1);

  return g_strdup_printf ("response=\"%s\"", sum);
}

/* Whether the challenge is answered; otherwise there is one. */
static gboolean
check_digest (TestPrintServer   *self,
              SoupServerMessage *message)
{
  const char *given = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *expected = expect_response (self, message, self->nonce);
  g_autofree char *challenge = NULL;
  const gboolean right = given != NULL && strstr (given, expected) != NULL;

  if (right && self->n_used < self->n_uses)
    {
      self->n_used++;
      return TRUE;
    }
  self->nonce++;
  self->n_used = 0;
  challenge = g_strdup_printf ("Digest realm=\"%s\", nonce=\"nonce-%u\"%s", REALM, self->nonce,
                               right ? ", stale=true" : "");
  soup_message_headers_append (soup_server_message_get_response_headers (message), "WWW-Authenticate", challenge);
  test_server_answer (message, SOUP_STATUS_UNAUTHORIZED, "application/json", "{}");
  return FALSE;
}

static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  TestPrintServer *self = data;
  const TestPrintFault fault = g_atomic_int_get (&self->fault);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *key = soup_message_headers_get_one (headers, "X-Api-Key");

  /* Who watches does nothing else. */
  g_assert_cmpstr (soup_server_message_get_method (message), ==, "GET");

  if (self->n_uses > 0 && !check_digest (self, message))
    return;

  if (fault == TEST_PRINT_NO_KEY || (self->wants_key && self->n_uses == 0 && g_strcmp0 (key, TEST_PRINT_KEY) != 0))
    test_server_answer (message, SOUP_STATUS_UNAUTHORIZED, "application/json", "{}");
  else if (fault == TEST_PRINT_CONFLICT)
    test_server_answer (message, SOUP_STATUS_CONFLICT, "application/json", "{}");
  else if (fault == TEST_PRINT_TOO_MANY)
    {
      soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "1");
      test_server_answer (message, 429, "application/json", "{}");
    }
  else if (fault == TEST_PRINT_FAILS)
    test_server_answer (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/plain", "Oops");
  else if (fault == TEST_PRINT_HALF)
    test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"state\":{\"flags\":{\"operatio");
  else if (fault == TEST_PRINT_WRONG)
    test_server_answer (message, SOUP_STATUS_OK, "application/json",
                        "{\"state\":[],\"result\":7,\"printer\":\"IDLE\",\"job\":{\"file\":3}}");
  else if (fault == TEST_PRINT_HUGE)
    answer_huge (message);
  else
    answer_page (self, message, fault);

  if (fault == TEST_PRINT_DROPS)
    test_server_drop (message, 20);
  if (fault == TEST_PRINT_SLOW)
    test_server_drip (server, message, 32, 1);
}

TestPrintServer *
test_print_server_new (const char *kind,
                       gboolean    wants_key)
{
  TestPrintServer *self = g_new0 (TestPrintServer, 1);

  self->kind = g_strdup (kind);
  self->wants_key = wants_key;
  self->server = test_server_new (TEST_SERVER_PLAIN, answer, self);
  return self;
}

void
test_print_server_free (TestPrintServer *self)
{
  g_object_unref (self->server);
  g_free (self->kind);
  g_free (self);
}

/** test_print_server_set_fault: from the next request on. */
void
test_print_server_set_fault (TestPrintServer *self,
                             TestPrintFault   fault)
{
  g_atomic_int_set (&self->fault, fault);
}

/** test_print_server_set_digest: the key is the answer to a challenge, whose nonce is good for @n_uses requests. Before it is asked. */
void
test_print_server_set_digest (TestPrintServer *self,
                              guint            n_uses)
{
  self->n_uses = n_uses;
}

const char *
test_print_server_get_uri (TestPrintServer *self)
{
  return test_server_get_uri (self->server);
}

int
test_print_server_get_requests (TestPrintServer *self)
{
  return test_server_get_requests (self->server);
}
