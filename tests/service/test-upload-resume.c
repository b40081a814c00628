/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-product-sender.h"
#include "test-cloud-client.h"
#include "test-cloud.h"
#include "test-net-doubles.h"
#include "test-proxy.h"
#include "test-util.h"

#include <signal.h>
#include <stdlib.h>

/*
 * The way of product data against a real sluice-cloud, with somebody in between
 * who cuts the line. What leaves is counted on the wire.
 */
#define SIZE (32 * 1024 * 1024 + 5)
#define SCOPES "connect.cluster.read connect.cluster.write cura.printjob.read cura.printjob.write"
/* TLS records, heads of requests, a handshake or two. */
#define OVERHEAD(bytes) ((bytes) / 50 + 100 * 1024)

typedef struct
{
  TestProxy          *proxy;
  TestCloud          *cloud;
  TestCloudClient    *client;
  char               *folder; /* of the cloud */
  char               *own;    /* of the ledger and the file */
  SluiceClock        *clock;
  TestPolicy         *policy;
  TestAuthorizer     *authorizer;
  SluiceLedger       *ledger;
  SluiceSession      *session;
  char               *path;
  GBytes             *file;
  SluiceUploadTicket *ticket;

  /* What progress tells, and what happens at which. */
  guint64             sent;
  guint64             kill_at;
  gboolean            deaf_at_end;
} Scene;

static void
start_cloud (Scene *scene)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", test_proxy_get_target (scene->proxy));
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", test_proxy_get_port (scene->proxy));
  const char * const arguments[] = { "--home", "--virtual-printers", "1", "--listen", listen, "--public-url", url, NULL };

  scene->cloud = test_cloud_start_in (scene->folder, arguments);
}

static void
write_file (Scene *scene,
            guint  seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(GError) error = NULL;
  guint32 *data = g_malloc (SIZE + 3);

  for (gsize i = 0; i < SIZE / 4 + 1; i++)
    data[i] = g_rand_int (random);
  g_clear_pointer (&scene->file, g_bytes_unref);
  scene->file = g_bytes_new_take (data, SIZE);
  g_file_set_contents (scene->path, (const char *) data, SIZE, &error);
  g_assert_no_error (error);
}

static void
connect_session (Scene *scene)
{
  g_autofree char *ledger = g_build_filename (scene->own, "ledger.db", NULL);
  g_autoptr(SluiceGate) gate = NULL;
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  scene->clock = sluice_clock_new ();
  scene->policy = test_policy_new (SLUICE_UPLOAD_MODE_ALL);
  scene->authorizer = test_authorizer_new (scene->client->access, scene->client->access);
  scene->ledger = sluice_ledger_new (ledger, scene->clock);
  gate = sluice_gate_new (SLUICE_POLICY (scene->policy), scene->ledger);
  database = g_tls_file_database_new (test_cloud_get_ca_file (scene->cloud), &error);
  g_assert_no_error (error);
  endpoint = sluice_endpoint_new ("home", "Home cloud", test_cloud_get_url (scene->cloud), SLUICE_ENDPOINT_CLOUD, database,
                                  NULL, &error);
  g_assert_no_error (error);
  scene->session = sluice_session_new (endpoint, gate, SLUICE_AUTHORIZER (scene->authorizer), scene->clock);
}

static void
announce (Scene *scene)
{
  g_autoptr(GError) error = NULL;
  DexFuture *future = sluice_product_sender_announce (scene->session, "A part", "gcode", SIZE, NULL, "file");
  const GValue *value;

  g_assert_true (test_settle (dex_ref (future), &error));
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  g_clear_pointer (&scene->ticket, sluice_upload_ticket_unref);
  scene->ticket = g_value_dup_boxed (value);
  dex_unref (future);
  g_assert_true (sluice_upload_ticket_get_resumable (scene->ticket));
}

static Scene *
scene_new (void)
{
  Scene *scene = g_new0 (Scene, 1);
  g_autofree char *secret = NULL;

  scene->proxy = test_proxy_new ();
  scene->folder = test_make_folder ();
  scene->own = test_make_folder ();
  scene->path = g_build_filename (scene->own, "part.gcode", NULL);
  test_cloud_prepare_state (scene->folder);
  start_cloud (scene);
  secret = test_cloud_dup_owner_secret (scene->cloud);
  scene->client = test_cloud_client_new (test_cloud_get_url (scene->cloud), test_cloud_get_ca_file (scene->cloud));
  test_cloud_client_sign_in (scene->client, secret, SCOPES);
  connect_session (scene);
  write_file (scene, 1);
  announce (scene);
  return scene;
}

static void
scene_free (Scene *scene)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (sluice_ledger_finish (scene->ledger), &error));
  g_assert_true (test_settle (sluice_ledger_verify (scene->ledger), &error));
  sluice_upload_ticket_unref (scene->ticket);
  g_object_unref (scene->session);
  g_object_unref (scene->ledger);
  g_object_unref (scene->authorizer);
  g_object_unref (scene->policy);
  g_object_unref (scene->clock);
  test_cloud_client_free (scene->client);
  test_cloud_free (scene->cloud);
  test_proxy_free (scene->proxy);
  test_remove_folder (scene->folder);
  test_remove_folder (scene->own);
  g_bytes_unref (scene->file);
  g_free (scene->folder);
  g_free (scene->own);
  g_free (scene->path);
  g_free (scene);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

static void
progress_cb (guint64  sent,
             guint64  total,
             gpointer data)
{
  Scene *scene = data;

  g_assert_cmpuint (sent, <=, total);
  g_assert_cmpuint (total, ==, SIZE);
  scene->sent = sent;
  if (scene->kill_at > 0 && sent >= scene->kill_at)
    kill (atoi (test_cloud_get_identifier (scene->cloud)), SIGKILL);
  if (scene->deaf_at_end && sent == total)
    test_proxy_set_deaf (scene->proxy, TRUE);
}

static DexFuture *
start_put (Scene *scene)
{
  g_autoptr(SluiceUploadSource) source = sluice_upload_source_new_for_path (scene->path);
  /* As after a restart of this program: only what was written down is there. */
  g_autofree char *json = sluice_upload_ticket_to_json (scene->ticket);
  g_autoptr(SluiceUploadTicket) ticket = sluice_upload_ticket_new_from_json (json, NULL);

  return sluice_product_sender_put (scene->session, ticket, source, NULL, "file", progress_cb, scene, NULL);
}

static void
put_fails (Scene *scene,
           int    code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (test_settle (start_put (scene), &error));
  g_assert_error (error, SLUICE_NET_ERROR, code);
}

static void
put_works (Scene *scene)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (start_put (scene), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (scene->sent, ==, SIZE);
}

static void
assert_arrived (Scene *scene)
{
  g_autofree char *path = g_strdup_printf ("/cura/v1/jobs/%s/download",
                                           sluice_upload_ticket_get_job_id (scene->ticket));
  guint status;
  g_autoptr(GBytes) back = test_cloud_client_send (scene->client, "GET", path, NULL, NULL, &status);

  g_assert_cmpuint (status, ==, 200);
  g_assert_true (g_bytes_equal (back, scene->file));
}

static guint
get_job_status (Scene *scene)
{
  g_autofree char *path = g_strdup_printf ("/cura/v1/jobs/%s", sluice_upload_ticket_get_job_id (scene->ticket));
  guint status;
  g_autoptr(GBytes) answer = test_cloud_client_send (scene->client, "GET", path, NULL, NULL, &status);

  return status;
}

/* Bytes of the file that left, by the ledger; the newest PUT's in @out_newest. */
static gint64
sum_ledger (Scene  *scene,
            gint64 *out_newest)
{
  g_autoptr(GError) error = NULL;
  GListModel *entries = sluice_ledger_get_entries (scene->ledger);
  gint64 sum = 0;

  *out_newest = -1;
  g_assert_true (test_settle (sluice_ledger_flush (scene->ledger), &error));
  g_assert_true (test_settle (sluice_ledger_load (scene->ledger, 100), &error));
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      if (g_strcmp0 (sluice_ledger_entry_get_route (entry), "/cura/v1/uploads/{id}") != 0 ||
          sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_LEAVING)
        continue;
      g_assert_cmpstr (sluice_ledger_entry_get_label (entry), ==, "product");
      if (*out_newest < 0)
        *out_newest = sluice_ledger_entry_get_bytes_out (entry);
      sum += sluice_ledger_entry_get_bytes_out (entry);
    }
  return sum;
}

static char *
print (Scene      *scene,
       const char *cluster,
       const char *key)
{
  DexFuture *future = sluice_product_sender_print (scene->session, sluice_upload_ticket_get_job_id (scene->ticket),
                                                   cluster, key, "file");
  g_autoptr(GError) error = NULL;
  char *uuid = NULL;

  if (test_settle (dex_ref (future), &error))
    uuid = g_value_dup_string (dex_future_get_value (future, NULL));
  dex_unref (future);
  return uuid;
}

static void
test_whole (void)
{
  g_autoptr(Scene) scene = scene_new ();
  guint status;
  g_autoptr(JsonObject) clusters = test_cloud_client_call (scene->client, "GET", "/connect/v1/clusters", NULL, NULL,
                                                           &status);
  const char *cluster = sluice_json_get_string (
    sluice_json_array_get_object (sluice_json_get_array (clusters, "data"), 0), "cluster_id");
  g_autofree char *one = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  gint64 newest;

  put_works (scene);
  assert_arrived (scene);
  g_assert_cmpint (sum_ledger (scene, &newest), ==, SIZE);

  one = print (scene, cluster, "key-1");
  again = print (scene, cluster, "key-1");
  other = print (scene, cluster, "key-2");
  g_assert_nonnull (one);
  g_assert_cmpstr (one, ==, again);
  g_assert_nonnull (other);
  g_assert_cmpstr (one, !=, other);
}

static void
test_cut_again_and_again (void)
{
  g_autoptr(Scene) scene = scene_new ();
  gint64 newest;
  gint64 before = test_proxy_get_sent (scene->proxy);

  for (guint cut = 0; cut < 5; cut++)
    {
      test_proxy_cut_after (scene->proxy, 5000000);
      put_fails (scene, SLUICE_NET_ERROR_OFFLINE);
    }
  test_proxy_cut_after (scene->proxy, -1);
  put_works (scene);
  assert_arrived (scene);

  /* A cut loses what was on its way; the cloud has taken all that passed, or nearly so. */
  g_assert_cmpint (test_proxy_get_sent (scene->proxy) - before, <, SIZE + OVERHEAD (SIZE) + 5 * 300000);
  g_assert_cmpint (sum_ledger (scene, &newest), >=, SIZE);
  g_assert_cmpint (newest, <, SIZE - 5 * 4000000);
}

static void
test_cloud_killed (void)
{
  g_autoptr(Scene) scene = scene_new ();
  gint64 newest;
  gint64 before;

  scene->kill_at = 24 * 1024 * 1024;
  put_fails (scene, SLUICE_NET_ERROR_OFFLINE);
  test_cloud_kill (scene->cloud);
  g_clear_pointer (&scene->cloud, test_cloud_free);

  scene->kill_at = 0;
  start_cloud (scene);
  before = test_proxy_get_sent (scene->proxy);
  put_works (scene);
  sum_ledger (scene, &newest);
  g_assert_cmpint (newest, <, SIZE);
  g_assert_cmpint (test_proxy_get_sent (scene->proxy) - before, >=, newest);
  g_assert_cmpint (test_proxy_get_sent (scene->proxy) - before, <, newest + OVERHEAD (newest));
  assert_arrived (scene);
}

/* The file is another one when the upload goes on: what would come of it is neither. */
static void
test_file_changed (void)
{
  g_autoptr(Scene) scene = scene_new ();

  test_proxy_cut_after (scene->proxy, 5000000);
  put_fails (scene, SLUICE_NET_ERROR_OFFLINE);
  test_proxy_cut_after (scene->proxy, -1);
  write_file (scene, 2);
  put_fails (scene, SLUICE_NET_ERROR_CONFLICT);

  /* And it is gone there. */
  g_assert_cmpuint (get_job_status (scene), ==, 404);
  put_fails (scene, SLUICE_NET_ERROR_NOT_FOUND);
  announce (scene);
  put_works (scene);
  assert_arrived (scene);
}

static void
test_file_shrank (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(GError) error = NULL;

  test_proxy_cut_after (scene->proxy, 5000000);
  put_fails (scene, SLUICE_NET_ERROR_OFFLINE);
  test_proxy_cut_after (scene->proxy, -1);
  g_file_set_contents (scene->path, "G28\n", 4, &error);
  put_fails (scene, SLUICE_NET_ERROR_CONFLICT);
}

/* Everything arrived, but nobody was told: it is compared, and nothing is sent again. */
static void
test_answer_lost (void)
{
  g_autoptr(Scene) scene = scene_new ();
  gint64 newest;

  scene->deaf_at_end = TRUE;
  put_fails (scene, SLUICE_NET_ERROR_OFFLINE);
  scene->deaf_at_end = FALSE;
  test_proxy_set_deaf (scene->proxy, FALSE);
  put_works (scene);
  g_assert_cmpint (sum_ledger (scene, &newest), ==, SIZE);
  g_assert_cmpint (newest, ==, 0);
  assert_arrived (scene);

  /* The same when the file is not that one any more. */
  write_file (scene, 2);
  put_fails (scene, SLUICE_NET_ERROR_CONFLICT);
  g_assert_cmpuint (get_job_status (scene), ==, 404);
}

/* The person has changed their mind meanwhile: not even a question leaves. */
static void
test_not_allowed_any_more (void)
{
  g_autoptr(Scene) scene = scene_new ();
  gint64 before;

  test_proxy_cut_after (scene->proxy, 5000000);
  put_fails (scene, SLUICE_NET_ERROR_OFFLINE);
  test_proxy_cut_after (scene->proxy, -1);
  before = test_proxy_get_sent (scene->proxy);
  test_policy_set_mode (scene->policy, SLUICE_UPLOAD_MODE_PROCESS);
  put_fails (scene, SLUICE_NET_ERROR_REFUSED);
  g_assert_cmpint (test_proxy_get_sent (scene->proxy), ==, before);
}

static gboolean
is_under_way (gpointer data)
{
  return ((Scene *) data)->sent > 1000000;
}

static void
test_given_up (void)
{
  g_autoptr(Scene) scene = scene_new ();
  DexFuture *future = start_put (scene);
  g_autoptr(GError) error = NULL;

  test_wait_until (is_under_way, scene, "the upload to be under way");
  dex_unref (future);
  put_works (scene);
  assert_arrived (scene);
  g_assert_true (test_settle (sluice_product_sender_abandon (scene->session, scene->ticket), &error));
  g_assert_cmpuint (get_job_status (scene), ==, 404);
  g_assert_true (test_settle (sluice_product_sender_abandon (scene->session, scene->ticket), &error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/upload/resume/whole", test_whole);
  g_test_add_func ("/upload/resume/cut-again-and-again", test_cut_again_and_again);
  g_test_add_func ("/upload/resume/cloud-killed", test_cloud_killed);
  g_test_add_func ("/upload/resume/file-changed", test_file_changed);
  g_test_add_func ("/upload/resume/file-shrank", test_file_shrank);
  g_test_add_func ("/upload/resume/answer-lost", test_answer_lost);
  g_test_add_func ("/upload/resume/not-allowed-any-more", test_not_allowed_any_more);
  g_test_add_func ("/upload/resume/given-up", test_given_up);
  return test_run ();
}
