/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-store.h"
#include "sluice-json.h"
#include "test-cloud.h"
#include "test-cloud-browser.h"
#include "test-cloud-partner.h"
#include "test-util.h"

#include <string.h>

/* sluicectl signs in at a cloud elsewhere, with a real keyring and somebody who types into a browser. */
#define PASSWORD "correct horse battery staple"

static GSubprocess *
start (const char *word,
       ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;
  va_list args;

  g_ptr_array_add (argv, program);
  va_start (args, word);
  for (; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char * const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  return process;
}

/* Returns: (transfer full): what it said, on both ways; it is over then */
static char *
finish (GSubprocess *process,
        int          status)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) != status)
    g_error ("%s%s", out, err);
  return g_strconcat (out, err, NULL);
}

/* Signs in on the cloud's page, decides, and goes where it is sent. */
static void
browse (TestCloud  *cloud,
        const char *address,
        const char *name)
{
  g_autoptr(TestCloudBrowser) browser = test_cloud_browser_new (test_cloud_get_url (cloud), test_cloud_get_ca_file (cloud));
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) page = NULL;
  g_autofree char *location = NULL;

  g_assert_null (test_cloud_browser_go (browser, address + strlen (test_cloud_get_url (cloud))));
  location = test_cloud_browser_submit (browser, "sign-in", "name", name, "password", PASSWORD, NULL);
  if (location == NULL)
    location = test_cloud_browser_submit (browser, "approve", NULL);
  g_assert_true (g_str_has_prefix (location, "http://127.0.0.1:"));

  message = soup_message_new ("GET", location);
  page = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static TestCloud *
start_cloud (void)
{
  const char *none[] = { NULL };
  TestCloud *cloud = test_cloud_start (none);

  g_assert_null (test_cloud_operate (test_cloud_get_state_folder (cloud), PASSWORD "\n", "account", "add",
                                     "--username", "ada", NULL));
  g_assert_null (test_cloud_operate (test_cloud_get_state_folder (cloud), PASSWORD "\n", "account", "add",
                                     "--username", "bert", NULL));
  return cloud;
}

/* @how: (nullable): one more word of the command line */
static char *
sign_in (TestCloud  *cloud,
         const char *name,
         const char *how)
{
  g_autoptr(GSubprocess) process = start ("sign-in", "--url", test_cloud_get_url (cloud), "--ca-file",
                                          test_cloud_get_ca_file (cloud), how, NULL);
  g_autoptr(GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *address = NULL;
  g_autofree char *rest = NULL;
  char *said;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  address = g_data_input_stream_read_line_utf8 (out, NULL, NULL, NULL);
  if (address == NULL)
    g_error ("%s", finish (process, 0));
  g_assert_true (g_str_has_prefix (address, test_cloud_get_url (cloud)));
  /* Pushed: the browser's history keeps a reference and nothing else. */
  g_assert_nonnull (strstr (address, "request_uri="));
  g_assert_null (strstr (address, "scope="));
  browse (cloud, address, name);
  said = g_data_input_stream_read_line_utf8 (out, NULL, NULL, NULL);
  rest = finish (process, 0);
  g_assert_null (strstr (rest, "token"));
  return said;
}

/* Never all at once: no more than who it is and what the printers do, which every cloud knows. */
static void
assert_scope (TestCloud *cloud)
{
  g_autoptr(GError) error = NULL;
  CloudStore *store = cloud_store_open_beside (test_cloud_get_state_folder (cloud), &error);
  SluiceStatement *row;

  g_assert_no_error (error);
  row = sluice_database_query (cloud_store_get_data (store), &error, "SELECT scope FROM grants", "");
  g_assert_true (sluice_statement_step (row, &error));
  g_assert_cmpstr (sluice_statement_text (row, 0), ==, "account.user.read connect.cluster.read");
  sqlite3_finalize (row);
  cloud_store_free (store);
}

static void
test_round_trip (void)
{
  g_autoptr(TestCloud) cloud = start_cloud ();
  g_autofree char *said = sign_in (cloud, "ada", NULL);
  g_autofree char *title = g_strconcat ("ada@", test_cloud_get_url (cloud) + strlen ("https://"), NULL);
  g_autoptr(GSubprocess) listing = start ("accounts", NULL);
  g_autofree char *listed = finish (listing, 0);
  g_autofree char *second = NULL;

  g_assert_true (g_str_has_suffix (said, title));
  assert_scope (cloud);
  g_assert_nonnull (strstr (listed, title));
  g_assert_nonnull (strstr (listed, test_cloud_get_url (cloud)));

  /* Once more at the same place is the same account. */
  second = sign_in (cloud, "ada", NULL);
  {
    g_autoptr(GSubprocess) out = start ("sign-out", title, NULL);
    g_autofree char *done = finish (out, 0);
    g_autoptr(GSubprocess) again = start ("accounts", NULL);
    g_autofree char *none = finish (again, 0);
    g_autoptr(GSubprocess) late = start ("sign-out", NULL);
    g_autofree char *refused = finish (late, 1);

    g_assert_nonnull (strstr (done, "Nothing of the sign-in is left"));
    g_assert_cmpstr (none, ==, "");
    g_assert_nonnull (strstr (refused, "no such account"));
  }
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static char *
sign_out (const char *account)
{
  g_autoptr(GSubprocess) process = start ("sign-out", account, NULL);

  return finish (process, 0);
}

static char *
list (void)
{
  g_autoptr(GSubprocess) process = start ("accounts", NULL);

  return finish (process, 0);
}

/* Two people at one place and one of them at another, at the same time; each ends alone, at its cloud too. */
static void
test_several (void)
{
  g_autoptr(TestCloud) cloud = start_cloud ();
  g_autoptr(TestCloud) other = start_cloud ();
  const char *host = test_cloud_get_url (cloud) + strlen ("https://");
  g_autofree char *ada = g_strconcat ("ada@", host, NULL);
  g_autofree char *bert = g_strconcat ("bert@", host, NULL);
  g_autofree char *elsewhere = g_strconcat ("ada@", test_cloud_get_url (other) + strlen ("https://"), NULL);
  g_autofree char *first = sign_in (cloud, "ada", NULL);
  g_autofree char *second = sign_in (cloud, "bert", "--another");
  g_autofree char *third = sign_in (other, "ada", NULL);
  g_autofree char *all = list ();
  g_autofree char *rest = NULL;
  g_autofree char *none = NULL;
  g_autofree char *words = NULL;

  g_assert_true (g_str_has_suffix (second, bert));
  g_assert_true (g_str_has_suffix (third, elsewhere));
  g_assert_cmpuint (count_lines (all), ==, 3);

  /* "Nothing is left" is said only when the cloud took the token back that was this account's. */
  words = sign_out (bert);
  g_assert_nonnull (strstr (words, "Nothing of the sign-in is left"));
  rest = list ();
  g_assert_cmpuint (count_lines (rest), ==, 2);
  g_assert_nonnull (strstr (rest, ada));
  g_assert_nonnull (strstr (rest, elsewhere));
  g_free (sign_out (ada));
  g_free (sign_out (elsewhere));
  none = list ();
  g_assert_cmpstr (none, ==, "");
}

/* Returns: (transfer full): what the partner polls with */
static char *
ask (TestCloudPartner *partner)
{
  g_autofree char *details = test_cloud_details ("\"prints.jobs\",\"prints.names\"");
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_partner_post (partner, "/bc-authorize", &status, "login_hint", "ada",
                                                          "authorization_details", details, NULL);

  g_assert_cmpuint (status, ==, 200);
  return g_strdup (sluice_json_get_string (answer, "auth_req_id"));
}

/* The first that wants to decide is sent to the browser for the right to it. */
static char *
list_first (TestCloud  *cloud,
            const char *title)
{
  g_autoptr(GSubprocess) process = start ("consents", "list", "--json", "--account", title, NULL);
  g_autoptr(GDataInputStream) err = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  g_autofree char *address = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (err), FALSE);
  do
    {
      g_free (address);
      address = g_data_input_stream_read_line_utf8 (err, NULL, NULL, NULL);
    }
  while (address != NULL && !g_str_has_prefix (address, "https://"));
  if (address == NULL)
    g_error ("%s", finish (process, 0));
  browse (cloud, address, "ada");
  return finish (process, 0);
}

static char *
read_id (const char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(JsonNode) list = sluice_json_parse (bytes, 64 * 1024, NULL);

  g_assert_nonnull (list);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 1);
  return g_strdup (sluice_json_get_string (json_array_get_object_element (json_node_get_array (list), 0), "id"));
}

/* At a cloud elsewhere one decides as at home. */
static void
test_consents (void)
{
  g_autoptr(TestCloud) cloud = start_cloud ();
  g_autoptr(JsonObject) client = test_cloud_operate (test_cloud_get_state_folder (cloud), NULL, "client", "add", "--id",
                                                     "partner", "--name", "Partner", "--grant-type", "ciba",
                                                     "--category", "prints.jobs", "--category", "prints.names", NULL);
  g_autoptr(TestCloudClient) wire = test_cloud_client_new (test_cloud_get_url (cloud), test_cloud_get_ca_file (cloud));
  g_autofree char *secret = g_strdup (sluice_json_get_string (client, "client_secret"));
  TestCloudPartner partner = { .client = wire, .secret = secret };
  g_autofree char *said = sign_in (cloud, "ada", NULL);
  g_autofree char *title = g_strconcat ("ada@", test_cloud_get_url (cloud) + strlen ("https://"), NULL);
  g_autofree char *handle = ask (&partner);
  g_autofree char *listed = list_first (cloud, title);
  g_autofree char *id = read_id (listed);
  guint status;

  {
    g_autoptr(GSubprocess) process = start ("consents", "approve", id, "--item", "prints.jobs", "--account", title, NULL);
    g_autofree char *done = finish (process, 0);
    g_autoptr(JsonObject) tokens = test_cloud_partner_poll (&partner, handle, &status);

    g_assert_nonnull (strstr (done, "Shared with Partner: Print history\n"));
    /* Asked once, and not again. */
    g_assert_null (strstr (done, "https://"));
    g_assert_cmpuint (status, ==, 200);
    g_assert_cmpuint (test_cloud_partner_read (&partner, "prints.jobs", NULL), ==, 200);
    g_assert_cmpuint (test_cloud_partner_read (&partner, "prints.names", NULL), ==, 403);
  }
  {
    g_autoptr(GSubprocess) process = start ("grants", "revoke", "--all", "--account", title, NULL);
    g_autofree char *done = finish (process, 0);
    g_autoptr(GSubprocess) receipts = start ("receipt", "list", NULL);
    g_autofree char *kept = finish (receipts, 0);

    g_assert_nonnull (strstr (done, "1 grant"));
    g_assert_cmpuint (test_cloud_partner_read (&partner, "prints.jobs", NULL), ==, 403);
    g_assert_nonnull (strstr (kept, "Took everything back from Partner\n"));
    g_assert_null (strstr (kept, "Unknown"));
  }
}

static void
test_refusals (void)
{
  static const char * const wrong[][4] = {
    { "sign-in", "--device", NULL },
    { "sign-in", "--url", NULL },
    { "sign-in", "--what", NULL },
    { "accounts", "all", NULL },
    { "sign-out", "a", "b", NULL },
  };
  g_autoptr(GSubprocess) clear = start ("sign-in", "--url", "http://cloud.example", NULL);
  g_autofree char *said = finish (clear, 1);

  g_assert_nonnull (strstr (said, "https://"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GSubprocess) process = start (wrong[i][0], wrong[i][1], wrong[i][2], NULL);
      g_autofree char *usage = finish (process, 2);

      g_assert_nonnull (strstr (usage, "usage"));
    }
}

/* Nobody is sent to a browser for a sign-in that could not be kept. */
static void
test_locked (void)
{
  g_autoptr(TestCloud) cloud = start_cloud ();
  g_autoptr(GSubprocess) process = start ("sign-in", "--url", test_cloud_get_url (cloud), "--ca-file",
                                          test_cloud_get_ca_file (cloud), NULL);
  g_autofree char *said = finish (process, 1);
  g_autoptr(GSubprocess) listing = start ("accounts", NULL);
  g_autofree char *listed = finish (listing, 0);

  g_assert_nonnull (strstr (said, "locked"));
  /* What it cannot do it does not offer. */
  g_assert_null (strstr (said, "session"));
  g_assert_null (strstr (said, "https://"));
  g_assert_cmpstr (listed, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (test_is_locked ())
    g_test_add_func ("/account-commands/locked", test_locked);
  else
    {
      g_test_add_func ("/account-commands/round-trip", test_round_trip);
      g_test_add_func ("/account-commands/several", test_several);
      g_test_add_func ("/account-commands/consents", test_consents);
      g_test_add_func ("/account-commands/refusals", test_refusals);
    }
  return test_run ();
}
