/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-identity.h"
#include "sluice-json.h"
#include "test-cloud.h"
#include "test-cloud-home.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* The program: how it begins, what survives it, how it ends. */
#define DAY ((gint64) 24 * 60 * 60)

static const char * const home_arguments[] = { "--home", "--seed", "demo", NULL };

static const char record[] =
  "{\"schema\":\"sluice.process-record/1\","
  "\"record_id\":\"1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77\",\"resolution\":\"full\","
  "\"source\":{\"format\":\"gcode\",\"slicer\":{\"name\":\"PrusaSlicer\",\"version\":\"2.5.0\"},\"flavor\":\"Marlin\"},"
  "\"machine\":{\"name\":\"Ultimaker S5\",\"build_plate_temperature_c\":60,\"build_volume_temperature_c\":null},"
  "\"extruders\":[],"
  "\"time\":{\"stated_s\":4879,\"layer_s\":null},"
  "\"layers\":{\"count\":204,\"stated_count\":null,\"height_mm\":0.1},"
  "\"settings\":{\"infill_density_pct\":20,\"support\":false,\"adhesion\":null,\"fan_max_pct\":100},"
  "\"temperatures_c\":{\"extruder\":{},\"bed\":[60]}}";

static TestCloudClient *
sign_in (TestCloud *cloud)
{
  TestCloudClient *client = test_cloud_client_new (test_cloud_get_url (cloud), test_cloud_get_ca_file (cloud));
  g_autofree char *secret = test_cloud_dup_owner_secret (cloud);

  test_cloud_client_sign_in (client, secret, TEST_CLOUD_SCOPES);
  return client;
}

static char *
state_file (TestCloud  *cloud,
            const char *name)
{
  return g_build_filename (test_cloud_get_state_folder (cloud), name, NULL);
}

static void
test_ready (void)
{
  g_autoptr(TestCloud) cloud = test_cloud_start (home_arguments);
  g_autofree char *ready_file = state_file (cloud, "ready.json");
  g_autofree char *secret_file = state_file (cloud, "owner.secret");
  g_autofree char *secret = test_cloud_dup_owner_secret (cloud);
  g_autoptr(GBytes) bytes = test_load_file (ready_file);
  g_autoptr(JsonObject) ready = sluice_json_parse_object (bytes, 4096, NULL);
  GStatBuf info;

  g_assert_cmpstr (sluice_json_get_string (ready, "url"), ==, test_cloud_get_url (cloud));
  g_assert_cmpstr (sluice_json_get_string (ready, "ca_file"), ==, test_cloud_get_ca_file (cloud));
  g_assert_cmpstr (sluice_json_get_string (ready, "spki_sha256"), ==, test_cloud_get_spki_sha256 (cloud));
  g_assert_cmpuint (strlen (test_cloud_get_spki_sha256 (cloud)), ==, 64);
  g_assert_nonnull (sluice_json_get_string (ready, "version"));
  g_assert_cmpuint (strlen (secret), ==, 43);
  g_assert_cmpint (g_stat (secret_file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  test_cloud_stop (cloud);
  g_assert_false (g_file_test (ready_file, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (secret_file, G_FILE_TEST_EXISTS));
}

static void
assert_private (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0077, ==, 0);
      if (S_ISDIR (info.st_mode))
        assert_private (path);
    }
}

static void
test_files_are_private (void)
{
  g_autoptr(TestCloud) cloud = test_cloud_start (home_arguments);
  g_autoptr(TestCloudClient) client = sign_in (cloud);

  assert_private (test_cloud_get_state_folder (cloud));
}

static void
test_second_instance (void)
{
  g_autoptr(TestCloud) cloud = test_cloud_start (home_arguments);
  g_autofree char *program = test_cloud_get_program ();
  g_autofree char *ready_file = state_file (cloud, "ready.json");
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) second = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                                    &error, program, "--state", test_cloud_get_state_folder (cloud), NULL);
  g_autoptr(TestCloudClient) client = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (second, NULL, NULL, &output, &complaint, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 1);
  g_assert_cmpstr (output, ==, "");
  g_assert_cmpstr (complaint, ==, "sluice-cloud: Another sluice-cloud already runs on this state folder.\n");

  /* The first one is not disturbed. */
  g_assert_true (g_file_test (ready_file, G_FILE_TEST_EXISTS));
  client = sign_in (cloud);
}

static void
test_bad_arguments (void)
{
  static const char * const rows[][4] = {
    { "--listen", "127.0.0.1", NULL },
    { "--listen", "localhost:0", NULL },
    { "--listen", "0.0.0.0:0", "--home" },
    { "--public-url", "http://cloud.example", NULL },
    { "--public-url", "https://cloud.example/path", NULL },
    { "--seed", "other", NULL },
    { "--virtual-printers", "-1", NULL },
    { "--nonsense", NULL },
  };
  g_autofree char *folder = test_make_folder ();
  g_autofree char *program = test_cloud_get_program ();

  test_cloud_prepare_state (folder);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *complaint = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, program,
                                                         "--state", folder, rows[i][0], rows[i][1], rows[i][2], NULL);

      g_assert_no_error (error);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, &error));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_true (g_str_has_prefix (complaint, "sluice-cloud: "));
    }
  test_remove_folder (folder);
}

static void
test_stdin_closes (void)
{
  g_autoptr(TestCloud) cloud = test_cloud_start (home_arguments);
  g_autofree char *ready_file = state_file (cloud, "ready.json");

  test_cloud_close_stdin (cloud);
  g_assert_cmpint (test_cloud_wait (cloud), ==, 0);
  g_assert_false (g_file_test (ready_file, G_FILE_TEST_EXISTS));
}

/* What was acknowledged is there after the worst of ends; and the demo is not made twice. */
static void
test_killed (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *pin = NULL;

  test_cloud_prepare_state (folder);
  {
    g_autoptr(TestCloud) cloud = test_cloud_start_in (folder, home_arguments);
    g_autoptr(TestCloudClient) client = sign_in (cloud);
    guint status;
    g_autoptr(JsonObject) answer = test_cloud_client_call (client, "POST", "/process/v1/records",
                                                           "application/vnd.sluice.process-record+json", record,
                                                           &status);

    g_assert_cmpuint (status, ==, 201);
    pin = g_strdup (test_cloud_get_spki_sha256 (cloud));
    test_cloud_kill (cloud);
  }
  {
    g_autoptr(TestCloud) cloud = test_cloud_start_in (folder, home_arguments);
    g_autoptr(TestCloudClient) client = sign_in (cloud);
    guint status;
    g_autoptr(JsonObject) answer = test_cloud_client_call (client, "GET",
                                                           "/process/v1/records/1b9a3f2e-55aa-4c6b-9f0e-0c8f4e1d2a77",
                                                           NULL, NULL, &status);
    g_autoptr(JsonObject) clusters = NULL;

    g_assert_cmpuint (status, ==, 200);
    clusters = test_cloud_client_call (client, "GET", "/connect/v1/clusters", NULL, NULL, &status);
    g_assert_cmpuint (json_array_get_length (sluice_json_get_array (clusters, "data")), ==, 3);
    g_assert_cmpstr (test_cloud_get_spki_sha256 (cloud), ==, pin);
    test_cloud_stop (cloud);
  }
  test_remove_folder (folder);
}

/* A token outlives the process: the app need not sign in again after a restart. */
static void
test_token_survives (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *refresh = NULL;
  g_autofree char *form = NULL;
  guint status;

  test_cloud_prepare_state (folder);
  {
    g_autoptr(TestCloud) cloud = test_cloud_start_in (folder, home_arguments);
    g_autoptr(TestCloudClient) client = sign_in (cloud);

    refresh = g_strdup (client->refresh);
    test_cloud_stop (cloud);
  }
  {
    g_autoptr(TestCloud) cloud = test_cloud_start_in (folder, home_arguments);
    g_autoptr(TestCloudClient) client = test_cloud_client_new (test_cloud_get_url (cloud),
                                                               test_cloud_get_ca_file (cloud));
    g_autoptr(JsonObject) answer = NULL;

    form = soup_form_encode ("grant_type", "refresh_token", "client_id", "sluice-desktop", "refresh_token", refresh,
                             NULL);
    answer = test_cloud_client_token (client, form, &status);
    g_assert_cmpuint (status, ==, 200);
  }
  test_remove_folder (folder);
}

/* An upload that has begun: what was sent so far is in a file without a name. */
typedef struct
{
  GIOStream    *stream;
  char         *blobs;
  GFileMonitor *monitor; /* wakes the main loop */
} Upload;

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static gboolean
has_begun (gpointer data)
{
  return count_files (((Upload *) data)->blobs) > 0;
}

static GIOStream *
connect_tls (TestCloud *cloud)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (test_cloud_get_ca_file (cloud), &error);
  g_autoptr(GSocketConnectable) identity = g_network_address_new ("127.0.0.1", test_cloud_get_port (cloud));
  g_autoptr(GSocketConnection) base = NULL;
  GIOStream *stream;

  g_socket_client_set_timeout (client, TEST_PATIENCE_SECONDS);
  base = g_socket_client_connect_to_host (client, "127.0.0.1", test_cloud_get_port (cloud), NULL, &error);
  g_assert_no_error (error);
  stream = g_tls_client_connection_new (G_IO_STREAM (base), identity, &error);
  g_tls_connection_set_database (G_TLS_CONNECTION (stream), database);
  g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, &error);
  g_assert_no_error (error);
  return stream;
}

static void
write_text (GIOStream  *stream,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

static Upload *
upload_begin (TestCloud *cloud)
{
  Upload *upload = g_new0 (Upload, 1);
  g_autoptr(TestCloudClient) client = sign_in (cloud);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (client, "PUT", "/cura/v1/jobs/upload", "application/json",
                                                         "{\"data\":{\"job_name\":\"A part\",\"file_size\":8,"
                                                         "\"content_type\":\"text/x-gcode\"}}", &status);
  const char *address = sluice_json_get_string (sluice_json_get_object (answer, "data"), "upload_url");
  g_autofree char *head = g_strdup_printf ("PUT %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Length: 8\r\n\r\nG28\n",
                                           address + strlen (test_cloud_get_url (cloud)), test_cloud_get_port (cloud));
  g_autoptr(GFile) folder = NULL;

  upload->blobs = state_file (cloud, "blobs");
  folder = g_file_new_for_path (upload->blobs);
  upload->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  upload->stream = connect_tls (cloud);
  write_text (upload->stream, head);
  test_wait_until (has_begun, upload, "the upload to begin");
  return upload;
}

static void
upload_free (Upload *upload)
{
  g_object_unref (upload->stream);
  g_object_unref (upload->monitor);
  g_free (upload->blobs);
  g_free (upload);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Upload, upload_free)

/* Asked to end in the middle of a request, it answers that one first. */
static void
test_drains (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(TestCloud) cloud = NULL;
  g_autoptr(Upload) upload = NULL;
  g_autoptr(GError) error = NULL;
  char answer[64] = { 0 };

  test_cloud_prepare_state (folder);
  cloud = test_cloud_start_in (folder, (const char * const[]) { "--home", NULL });
  upload = upload_begin (cloud);
  test_cloud_close_stdin (cloud);
  write_text (upload->stream, "G29\n");
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (upload->stream), answer, sizeof answer - 1, NULL,
                                        &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  g_assert_cmpint (test_cloud_wait (cloud), ==, 0);
  g_assert_cmpuint (count_files (upload->blobs), ==, 1);
  test_remove_folder (folder);
}

/* Killed in the middle of an upload: nothing of it stays, once the cloud runs again. */
static void
test_killed_while_uploading (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(TestCloud) again = NULL;
  g_autofree char *blobs = g_build_filename (folder, "blobs", NULL);

  test_cloud_prepare_state (folder);
  {
    g_autoptr(TestCloud) cloud = test_cloud_start_in (folder, (const char * const[]) { "--home", NULL });
    g_autoptr(Upload) upload = upload_begin (cloud);

    test_cloud_kill (cloud);
    g_assert_cmpuint (count_files (blobs), ==, 1);
  }
  again = test_cloud_start_in (folder, (const char * const[]) { "--home", NULL });
  g_assert_cmpuint (count_files (blobs), ==, 0);
  test_cloud_stop (again);
  test_remove_folder (folder);
}

static void
test_not_at_home (void)
{
  g_autoptr(TestCloud) cloud = test_cloud_start ((const char * const[]) { "--region", "eu-central", NULL });
  g_autoptr(TestCloudClient) client = test_cloud_client_new (test_cloud_get_url (cloud),
                                                             test_cloud_get_ca_file (cloud));
  guint status;
  g_autoptr(JsonObject) stated = test_cloud_client_call (client, "GET", "/privacy/v1/security", NULL, NULL, &status);
  g_autofree char *secret_file = state_file (cloud, "owner.secret");
  g_autofree char *code = NULL;

  g_assert_false (g_file_test (secret_file, G_FILE_TEST_EXISTS));
  code = test_cloud_client_code (client, "", "account.user.read", NULL);
  g_assert_null (code);
  g_assert_nonnull (strstr (client->location, "error=access_denied"));
  g_assert_cmpstr (sluice_json_get_string (sluice_json_get_object (stated, "data"), "region"), ==, "eu-central");
  g_assert_cmpstr (sluice_json_get_string (sluice_json_get_object (stated, "data"), "location"), ==, "server");
}

static CloudIdentity *
ensure (const char *folder,
        const char *host,
        gint64      now)
{
  g_autoptr(GError) error = NULL;
  CloudIdentity *identity = cloud_identity_ensure (folder, host, now, &error);

  g_assert_no_error (error);
  return identity;
}

/* The certificate changes, the pin does not. */
static void
test_renewal (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *tls = g_build_filename (folder, "tls", NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(CloudIdentity) before = NULL;
  g_autoptr(CloudIdentity) same = NULL;
  g_autoptr(CloudIdentity) renewed = NULL;
  g_autoptr(CloudIdentity) named = NULL;

  test_cloud_prepare_state (folder);
  before = ensure (tls, NULL, now);
  same = ensure (tls, NULL, now + 300 * DAY);
  g_assert_true (g_tls_certificate_is_same (before->certificate, same->certificate));
  renewed = ensure (tls, NULL, now + 380 * DAY);
  g_assert_false (g_tls_certificate_is_same (before->certificate, renewed->certificate));
  g_assert_cmpstr (before->spki_sha256, ==, renewed->spki_sha256);
  named = ensure (tls, "cloud.example", now + 380 * DAY);
  g_assert_false (g_tls_certificate_is_same (renewed->certificate, named->certificate));
  g_assert_cmpstr (before->spki_sha256, ==, named->spki_sha256);
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/life/ready", test_ready);
  g_test_add_func ("/cloud/life/files-are-private", test_files_are_private);
  g_test_add_func ("/cloud/life/second-instance", test_second_instance);
  g_test_add_func ("/cloud/life/bad-arguments", test_bad_arguments);
  g_test_add_func ("/cloud/life/stdin-closes", test_stdin_closes);
  g_test_add_func ("/cloud/life/killed", test_killed);
  g_test_add_func ("/cloud/life/drains", test_drains);
  g_test_add_func ("/cloud/life/killed-while-uploading", test_killed_while_uploading);
  g_test_add_func ("/cloud/life/token-survives", test_token_survives);
  g_test_add_func ("/cloud/life/not-at-home", test_not_at_home);
  g_test_add_func ("/cloud/life/renewal", test_renewal);
  return test_run ();
}
