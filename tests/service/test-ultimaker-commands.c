/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-cloud-browser.h"
#include "test-server.h"
#include "test-util.h"
#include "test-vendor.h"

#include <string.h>

/* sluicectl at a cloud that it knows by the vendor's API families only, with a real keyring. */

static GSubprocess *
start (const char * const *words)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, program);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char * const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  return process;
}

#define START(...) start ((const char * const[]) { __VA_ARGS__, NULL })

/* Returns: (transfer full): what it said on standard output; it is over then */
static char *
finish (GSubprocess  *process,
        const char   *input,
        int           status,
        char        **out_err)
{
  g_autofree char *err = NULL;
  g_autoptr(GError) error = NULL;
  char *out = NULL;

  g_subprocess_communicate_utf8 (process, input, NULL, &out, &err, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) != status)
    g_error ("%s%s", out, err);
  if (out_err != NULL)
    *out_err = g_steal_pointer (&err);
  return out;
}

/* The first address that it says, on @stream. */
static char *
read_address (GSubprocess  *process,
              GInputStream *stream)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (stream);
  char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (lines), 1);
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
    }
  while (line != NULL && !g_str_has_prefix (line, "https://"));
  if (line == NULL)
    g_error ("%s", finish (process, NULL, 0, NULL));
  return line;
}

static void
follow (const char *location)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("GET", location);
  g_autoptr(GBytes) page = soup_session_send_and_read (session, message, NULL, NULL);

  g_assert_nonnull (page);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static GSubprocess *
start_sign_in (TestVendor *vendor)
{
  return START ("sign-in", "--ultimaker", "--url", test_cloud_get_url (vendor->cloud), "--api-url",
                test_cloud_get_url (vendor->cloud), "--client-id", TEST_VENDOR_CLIENT, "--redirect-uri",
                vendor->redirect, "--ca-file", test_cloud_get_ca_file (vendor->cloud));
}

static char *
sign_in (TestVendor *vendor,
         const char *action,
         int         status,
         char      **out_err)
{
  g_autoptr(GSubprocess) process = start_sign_in (vendor);
  g_autofree char *address = read_address (process, g_subprocess_get_stdout_pipe (process));
  g_autofree char *location = test_vendor_decide (vendor, address, action);

  follow (location);
  return finish (process, NULL, status, out_err);
}

static JsonNode *
parse (const char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  JsonNode *node = sluice_json_parse (bytes, 8 * 1024 * 1024, NULL);

  g_assert_nonnull (node);
  return node;
}

static guint
count_of (JsonArray  *items,
          const char *category)
{
  guint n_items = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    n_items += g_strcmp0 (sluice_json_get_string (json_array_get_object_element (items, i), "category"), category) == 0;
  return n_items;
}

/* What the demonstration has, seen through the vendor's families; more is asked for when it is needed. */
static void
check_data (TestVendor *vendor,
            const char *title)
{
  g_autoptr(GSubprocess) process = START ("data", "list", "--json", "--account", title);
  g_autofree char *address = read_address (process, g_subprocess_get_stderr_pipe (process));
  g_autofree char *location = test_vendor_decide (vendor, address, "approve");
  g_autofree char *listed = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *items;
  gboolean whole = FALSE;

  follow (location);
  listed = finish (process, NULL, 0, NULL);
  node = parse (listed);
  object = json_node_get_object (node);
  items = sluice_json_get_array (object, "items");
  g_assert_true (sluice_json_get_boolean (object, "whole", &whole) && whole);
  g_assert_nonnull (strstr (sluice_json_get_string (object, "remark"), "Backups of your settings"));
  g_assert_cmpuint (count_of (items, "profile.username"), ==, 1);
  g_assert_cmpuint (count_of (items, "printers.groups"), ==, 3);
  g_assert_cmpuint (count_of (items, "prints.jobs"), >, 0);
  g_assert_cmpuint (count_of (items, "prints.names"), ==, count_of (items, "prints.jobs"));
  /* Two projects, with three files. */
  g_assert_cmpuint (count_of (items, "designs.library"), ==, 5);
  g_assert_cmpuint (count_of (items, "consent.records"), ==, 0);
}

static void
test_round_trip (void)
{
  g_autoptr(TestVendor) vendor = test_vendor_start ();
  g_autofree char *title = g_strconcat ("demo@", test_cloud_get_url (vendor->cloud) + strlen ("https://"), NULL);
  g_autofree char *said = sign_in (vendor, "approve", 0, NULL);

  g_assert_true (g_str_has_suffix (g_strchomp (said), title));
  check_data (vendor, title);
  {
    g_autoptr(GSubprocess) sums = START ("data", "sums", "--account", title);
    g_autofree char *why = NULL;
    g_autofree char *summed = finish (sums, NULL, 0, &why);

    g_assert_nonnull (strstr (summed, "Print history"));
    /* Allowed once, and not asked again; what the list is, is said. */
    g_assert_null (strstr (why, "https://"));
    g_assert_nonnull (strstr (why, "has no list of what it keeps"));
  }
  {
    g_autoptr(GSubprocess) consents = START ("consents", "list", "--account", title);
    g_autofree char *why = NULL;
    g_autofree char *nothing = finish (consents, NULL, 1, &why);

    g_assert_nonnull (strstr (why, "does not tell other programs"));
    g_assert_cmpstr (nothing, ==, "");
  }
  {
    /* "Nothing is left" is said only when the cloud was told, too. */
    g_autoptr(GSubprocess) out = START ("sign-out", title);
    g_autofree char *done = finish (out, NULL, 0, NULL);

    g_assert_nonnull (strstr (done, "Nothing of the sign-in is left"));
  }
}

/* "No" is UltiMaker's word for it. */
static void
test_deny (void)
{
  g_autoptr(TestVendor) vendor = test_vendor_start ();
  g_autofree char *why = NULL;
  g_autofree char *said = sign_in (vendor, "deny", 1, &why);
  g_autoptr(GSubprocess) listing = START ("accounts");
  g_autofree char *listed = finish (listing, NULL, 0, NULL);

  g_assert_nonnull (strstr (why, "refused in the browser"));
  g_assert_cmpstr (listed, ==, "");
}

/* Another program has the one address that the cloud knows. */
static void
test_port_in_use (void)
{
  g_autoptr(TestVendor) vendor = test_vendor_start ();
  g_autoptr(GSocketListener) other = g_socket_listener_new ();
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GUri) uri = g_uri_parse (vendor->redirect, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) g_uri_get_port (uri));
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *why = NULL;
  g_autofree char *said = NULL;

  g_assert_true (g_socket_listener_add_address (other, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL,
                                                NULL));
  process = start_sign_in (vendor);
  said = finish (process, NULL, 1, &why);
  g_assert_nonnull (strstr (why, "perhaps Cura"));
  g_assert_cmpstr (said, ==, "");
}

#define TOKEN "umapi-good|main"

/* What takes that token and no other, and has a backup. */
static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  if (g_strcmp0 (soup_message_headers_get_one (headers, "Authorization"), "Bearer " TOKEN) != 0)
    test_server_answer (message, SOUP_STATUS_FORBIDDEN, "application/json",
                        "{\"errors\":[{\"id\":\"1\",\"code\":\"invalidToken\",\"title\":\"?\",\"http_status\":\"403\"}]}");
  else if (g_str_equal (path, "/check-token"))
    test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":{\"username\":\"ada\"}}");
  else if (g_str_equal (path, "/cura-drive/v1/backups"))
    test_server_answer (message, SOUP_STATUS_OK, "application/json", "{\"data\":[{\"backup_id\":\"b1\"}]}");
  else
    test_server_answer (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
}

static GSubprocess *
start_token (TestServer *server,
             const char *ca_file)
{
  return START ("sign-in", "--ultimaker", "--url", test_server_get_uri (server), "--api-url",
                test_server_get_uri (server), "--ca-file", ca_file, "--token-stdin");
}

/* An API token needs no browser and no client id, is asked for nothing more, and cannot be ended from here. */
static void
test_api_token (void)
{
  g_autoptr(TestServer) server = test_server_new (TEST_SERVER_DEFAULT, answer, NULL);
  g_autofree char *title = g_strconcat ("ada@", test_server_get_uri (server) + strlen ("https://"), NULL);
  g_autofree char *ca_file = NULL;
  g_autofree char *why = NULL;

  g_object_get (test_server_get_database (server), "anchors", &ca_file, NULL);
  {
    g_autoptr(GSubprocess) process = start_token (server, ca_file);
    g_autofree char *said = finish (process, "umapi-bad\n", 1, &why);
    g_autoptr(GSubprocess) listing = START ("accounts");
    g_autofree char *listed = finish (listing, NULL, 0, NULL);

    g_assert_nonnull (strstr (why, "no longer accepted"));
    g_assert_cmpstr (said, ==, "");
    g_assert_cmpstr (listed, ==, "");
    g_clear_pointer (&why, g_free);
  }
  {
    g_autoptr(GSubprocess) process = start_token (server, ca_file);
    g_autofree char *said = finish (process, TOKEN "\n", 0, NULL);
    g_autoptr(GSubprocess) data = START ("data", "list", "--account", title);
    g_autofree char *listed = finish (data, NULL, 0, &why);

    g_assert_nonnull (strstr (said, title));
    g_assert_null (strstr (said, "umapi"));
    g_assert_nonnull (strstr (listed, "Backups of your settings"));
    g_assert_nonnull (strstr (why, "It does not know: Your printers"));
    g_assert_null (strstr (why, "https://"));
    g_clear_pointer (&why, g_free);
  }
  {
    g_autoptr(GSubprocess) out = START ("sign-out", title);
    g_autofree char *done = finish (out, NULL, 1, &why);

    g_assert_nonnull (strstr (why, "End it on the cloud's own page"));
  }
}

static void
test_refusals (void)
{
  static const char * const wrong[][4] = {
    { "sign-in", "--client-id", "me", NULL },
    { "sign-in", "--api-url", "https://api.example", NULL },
    { "sign-in", "--ultimaker", "--api-url", NULL },
  };
  g_autoptr(GSubprocess) process = START ("sign-in", "--ultimaker");
  g_autofree char *why = NULL;
  g_autofree char *said = finish (process, NULL, 1, &why);

  /* Nobody else's id is used in place of one. */
  g_assert_nonnull (strstr (why, "--client-id"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GSubprocess) usage = start (wrong[i]);
      g_autofree char *words = NULL;
      g_autofree char *nothing = finish (usage, NULL, 2, &words);

      g_assert_nonnull (strstr (words, "usage"));
    }
}

static void
test_locked (void)
{
  g_autoptr(TestVendor) vendor = test_vendor_start ();
  g_autoptr(GSubprocess) process = start_sign_in (vendor);
  g_autofree char *why = NULL;
  g_autofree char *said = finish (process, NULL, 1, &why);

  g_assert_nonnull (strstr (why, "locked"));
  g_assert_cmpstr (said, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (test_is_locked ())
    g_test_add_func ("/ultimaker-commands/locked", test_locked);
  else
    {
      g_test_add_func ("/ultimaker-commands/round-trip", test_round_trip);
      g_test_add_func ("/ultimaker-commands/deny", test_deny);
      g_test_add_func ("/ultimaker-commands/port-in-use", test_port_in_use);
      g_test_add_func ("/ultimaker-commands/api-token", test_api_token);
      g_test_add_func ("/ultimaker-commands/refusals", test_refusals);
    }
  return test_run ();
}
