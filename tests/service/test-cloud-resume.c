/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest.h"
#include "sluice-field-value.h"
#include "sluice-json.h"
#include "test-cloud-home.h"
#include "test-cloud.h"
#include "test-util.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Bytes that still fit the disk; files grow by write() only, databases by other calls. */
static gint64 room = G_MAXINT64;

ssize_t
write (int         fd,
       const void *data,
       size_t      length)
{
  struct stat info;

  if (room == G_MAXINT64 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return syscall (SYS_write, fd, data, length);

  /* As a real one: what fits is written. */
  length = MIN ((gint64) length, room);
  room -= length;
  if (length > 0)
    return syscall (SYS_write, fd, data, length);
  errno = ENOSPC;
  return -1;
}

/* Uploads in parts, as raw requests: nothing of Sluice's own client is in here. */

#define CHUNK (64 * 1024)

typedef struct
{
  TestCloudHome *home;
  GBytes        *file;
  char          *id;
  char          *address;
  gboolean       fresh; /* each request has a connection of its own */
} Scene;

static GBytes *
make_file (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = g_test_rand_int ();
  return g_bytes_new_take (data, size);
}

static void
announce (Scene *scene,
          gsize  size)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"job_name\":\"A part\",\"file_size\":%" G_GSIZE_FORMAT ","
                                           "\"content_type\":\"text/x-gcode\"}}", size);
  guint status;
  g_autoptr(JsonObject) answer = test_cloud_client_call (scene->home->client, "PUT", "/cura/v1/jobs/upload",
                                                         "application/json", body, &status);
  JsonObject *job = sluice_json_get_object (answer, "data");
  gboolean resumable = FALSE;

  g_assert_cmpuint (status, ==, 200);
  g_assert_true (sluice_json_get_boolean (job, "resumable", &resumable));
  g_assert_true (resumable);
  g_set_str (&scene->id, sluice_json_get_string (job, "job_id"));
  g_set_str (&scene->address, sluice_json_get_string (job, "upload_url"));
  g_clear_pointer (&scene->file, g_bytes_unref);
  scene->file = make_file (size);
}

static Scene *
scene_new (gsize size)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->home = test_cloud_home_new (NULL, TEST_CLOUD_SCOPES);
  announce (scene, size);
  return scene;
}

static void
scene_free (Scene *scene)
{
  test_cloud_home_free (scene->home);
  g_bytes_unref (scene->file);
  g_free (scene->id);
  g_free (scene->address);
  g_free (scene);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

/* Without a token, as the vendor's clients do. */
static SoupMessage *
put (Scene      *scene,
     const char *range,
     GBytes     *body)
{
  g_autofree char *access = g_steal_pointer (&scene->home->client->access);
  SoupMessage *message = soup_message_new ("PUT", scene->address);
  g_autoptr(GBytes) answer = NULL;

  /* On a connection that ended meanwhile libsoup would send it again by itself, with what it had not read yet. */
  if (scene->fresh)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_set_request_body_from_bytes (message, "text/x-gcode", body);
  if (range != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Range", range);
  answer = test_cloud_client_exchange (scene->home->client, message);
  scene->home->client->access = g_steal_pointer (&access);
  if (soup_message_get_status (message) >= 400)
    g_test_message ("%s: %u %.*s", range != NULL ? range : "all", soup_message_get_status (message),
                    (int) g_bytes_get_size (answer), (const char *) g_bytes_get_data (answer, NULL));
  return message;
}

static guint
put_part (Scene  *scene,
          gsize   first,
          gsize   length)
{
  const SluiceByteRange range = { first, first + length - 1, g_bytes_get_size (scene->file) };
  g_autofree char *text = sluice_field_format_content_range (&range);
  g_autoptr(GBytes) body = g_bytes_new_from_bytes (scene->file, first, length);
  g_autoptr(SoupMessage) message = put (scene, text, body);

  return soup_message_get_status (message);
}

static char *
expected_digest (Scene *scene)
{
  g_autoptr(SluiceDigest) digest = sluice_digest_new ();
  guint8 bytes[SLUICE_DIGEST_BYTES];

  sluice_digest_update (digest, g_bytes_get_data (scene->file, NULL), g_bytes_get_size (scene->file));
  sluice_digest_finish (digest, bytes);
  return sluice_field_format_digest (bytes);
}

/* Returns: how much is there; all of it only with the right digest */
static gint64
ask (Scene *scene)
{
  const SluiceByteRange range = { -1, -1, g_bytes_get_size (scene->file) };
  g_autofree char *text = sluice_field_format_content_range (&range);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(SoupMessage) message = put (scene, text, nothing);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gint64 kept = -1;

  if (soup_message_get_status (message) == 308)
    {
      g_assert_null (soup_message_headers_get_one (headers, "Repr-Digest"));
      g_assert_true (sluice_field_parse_kept (soup_message_headers_get_one (headers, "Range"), &kept));
    }
  else if (soup_message_get_status (message) == 200)
    {
      g_autofree char *digest = expected_digest (scene);

      g_assert_cmpstr (soup_message_headers_get_one (headers, "Repr-Digest"), ==, digest);
      kept = g_bytes_get_size (scene->file);
    }
  return kept;
}

static void
assert_arrived (Scene *scene)
{
  g_autofree char *path = g_strdup_printf ("/cura/v1/jobs/%s/download", scene->id);
  guint status;
  g_autoptr(GBytes) back = test_cloud_client_send (scene->home->client, "GET", path, NULL, NULL, &status);

  g_assert_cmpuint (status, ==, 200);
  g_assert_true (g_bytes_equal (back, scene->file));
}

static guint
count_blobs (Scene *scene)
{
  g_autofree char *blobs = g_build_filename (scene->home->folder, "blobs", NULL);
  g_autoptr(GDir) dir = g_dir_open (blobs, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* The cloud begins anew, on the same folder; its clients know it by its new address. */
static void
restart (Scene *scene)
{
  g_autofree char *path = g_strdup (strstr (scene->address, "/upload/"));
  g_autoptr(GError) error = NULL;

  sluice_cloud_stop (scene->home->cloud);
  sluice_cloud_start (scene->home->cloud, &error);
  g_assert_no_error (error);
  g_set_str (&scene->home->client->url, sluice_cloud_get_url (scene->home->cloud));
  g_free (scene->address);
  scene->address = g_strconcat (scene->home->client->url, path, NULL);
}

/* Parts of any size in any order, repeated, overlapping, beyond the end; restarts in between. The reference is one
 * number: how much came. */
static void
test_any_order (void)
{
  for (guint round = 0; round < 12; round++)
    {
      const gsize size = g_test_rand_int_range (1, 400 * 1024);
      g_autoptr(Scene) scene = scene_new (size);
      gsize kept = 0;

      for (guint step = 0; kept < size && step < 60; step++)
        {
          gsize first = g_test_rand_int_range (0, 3) > 0 ? kept : (gsize) g_test_rand_int_range (0, size);
          gsize length = g_test_rand_int_range (1, g_test_rand_bit () ? 1000 : 150000);
          guint status;

          length = MIN (length, size - first);
          status = put_part (scene, first, length);
          if (first != kept)
            g_assert_cmpuint (status, ==, 416);
          else
            {
              kept += length;
              g_assert_cmpuint (status, ==, kept < size ? 308 : 200);
            }

          if (g_test_rand_int_range (0, 4) == 0)
            g_assert_cmpint (ask (scene), ==, kept);
          if (kept < size && g_test_rand_int_range (0, 10) == 0)
            {
              restart (scene);
              kept -= kept % CHUNK;
              g_assert_cmpint (ask (scene), ==, kept);
            }
        }

      if (kept < size)
        g_assert_cmpuint (put_part (scene, kept, size - kept), ==, 200);
      g_assert_cmpint (ask (scene), ==, size);
      assert_arrived (scene);
      g_assert_cmpuint (put_part (scene, 0, 1), ==, 404);
      g_assert_cmpuint (count_blobs (scene), ==, 1);
    }
}

/* What is not a part of the announced file is refused, and harms nothing. */
static void
test_wrong_ranges (void)
{
  static const struct
  {
    const char *range;
    gsize       length;
    guint       status;
  } rows[] = {
    { "bytes 0-9/99999", 10, 400 },
    { "bytes 0-9/*", 10, 400 },
    { "bytes 0-9/100001", 10, 400 },
    { "bytes 0-9/100000", 9, 400 },
    { "bytes 0-9/100000", 11, 400 },
    { "bytes 9-0/100000", 10, 400 },
    { "bytes 99995-100004/100000", 10, 400 },
    { "bytes */100000", 10, 400 },
    { "bytes */99999", 0, 400 },
    { "nonsense", 10, 400 },
    { "bytes 0-9/100000, bytes 0-9/100000", 10, 400 },
    { "bytes 0-9/100000", 10, 416 },
    { "bytes 49999-50008/100000", 10, 416 },
    { "bytes 50001-50010/100000", 10, 416 },
    { "bytes 0-99999/100000", 100000, 416 },
  };
  g_autoptr(Scene) scene = scene_new (100000);

  g_assert_cmpuint (put_part (scene, 0, 50000), ==, 308);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) body = make_file (rows[i].length);
      g_autoptr(SoupMessage) message = put (scene, rows[i].range, body);

      g_test_message ("%s", rows[i].range);
      g_assert_cmpuint (soup_message_get_status (message), ==, rows[i].status);
      g_assert_cmpint (ask (scene), ==, 50000);
    }

  g_assert_cmpuint (put_part (scene, 50000, 50000), ==, 200);
  assert_arrived (scene);
}

/* As the vendor's clients of before 2020: parts of 256 KiB. */
static void
test_small_parts (void)
{
  const gsize size = 3 * 1024 * 1024 + 5;
  g_autoptr(Scene) scene = scene_new (size);

  for (gsize at = 0; at < size; at += 256 * 1024)
    g_assert_cmpuint (put_part (scene, at, MIN (256 * 1024, size - at)), ==, at + 256 * 1024 < size ? 308 : 200);
  assert_arrived (scene);
}

/* A PUT of the whole brings it all, whatever came in parts before. */
static void
test_whole_after_part (void)
{
  g_autoptr(Scene) scene = scene_new (300000);
  g_autofree char *digest = expected_digest (scene);
  g_autoptr(GBytes) other = make_file (300000);
  g_autoptr(SoupMessage) message = NULL;

  g_assert_cmpuint (put_part (scene, 0, 200000), ==, 308);
  message = put (scene, NULL, scene->file);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "Repr-Digest"), ==, digest);
  g_assert_cmpuint (put_part (scene, 200000, 100000), ==, 404);
  g_assert_cmpint (ask (scene), ==, 300000);
  assert_arrived (scene);
  g_assert_cmpuint (count_blobs (scene), ==, 1);
}

/* A connection of its own, that can stop in mid-sentence. The cloud runs on this thread, so nothing here may block. */
typedef struct
{
  GIOStream *stream;
  gboolean   done;
  GError    *error;
} Raw;

static gboolean
is_done (gpointer data)
{
  return ((Raw *) data)->done;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Raw *raw = data;

  raw->stream = G_IO_STREAM (g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &raw->error));
  raw->done = TRUE;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Raw *raw = data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &raw->error);
  raw->done = TRUE;
}

static gboolean
accept_cb (GTlsConnection *connection)
{
  return TRUE;
}

static void
event_cb (GSocketClient      *client,
          GSocketClientEvent  event,
          GSocketConnectable *connectable,
          GIOStream          *connection)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_signal_connect (connection, "accept-certificate", G_CALLBACK (accept_cb), NULL);
}

static void
raw_write (Raw        *raw,
           const void *data,
           gsize       length)
{
  raw->done = FALSE;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (raw->stream), data, length, G_PRIORITY_DEFAULT, NULL,
                                   written_cb, raw);
  test_wait_until (is_done, raw, "bytes to be written");
}

/* Promises @length bytes from @first on, and sends @sent of them. */
static Raw *
raw_begin (Scene *scene,
           gsize  first,
           gsize  length,
           gsize  sent)
{
  Raw *raw = g_new0 (Raw, 1);
  g_autoptr(GUri) uri = g_uri_parse (scene->address, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autofree char *head = g_strdup_printf ("PUT %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %" G_GSIZE_FORMAT
                                           "\r\nContent-Range: bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT
                                           "/%" G_GSIZE_FORMAT "\r\n\r\n", g_uri_get_path (uri), g_uri_get_port (uri),
                                           length, first, first + length - 1, g_bytes_get_size (scene->file));

  g_socket_client_set_tls (client, TRUE);
  g_signal_connect (client, "event", G_CALLBACK (event_cb), NULL);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", g_uri_get_port (uri), NULL, connected_cb, raw);
  test_wait_until (is_done, raw, "a connection");
  g_assert_no_error (raw->error);
  raw_write (raw, head, strlen (head));
  raw_write (raw, (const guint8 *) g_bytes_get_data (scene->file, NULL) + first, sent);
  g_assert_no_error (raw->error);
  return raw;
}

static void
raw_free (Raw *raw)
{
  g_io_stream_close (raw->stream, NULL, NULL);
  g_object_unref (raw->stream);
  g_clear_error (&raw->error);
  g_free (raw);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Raw, raw_free)

/* A connection that was cut may be heard of only after this question, and takes over from it. */
static gsize
ask_until_told (Scene *scene)
{
  gint64 kept;

  do
    kept = ask (scene);
  while (kept < 0);
  return kept;
}

/* A connection breaks off in the middle, many times; also one that the cloud hears of only after the next question. */
static void
test_cut (void)
{
  const gsize size = 2 * 1024 * 1024 + 17;
  g_autoptr(Scene) scene = scene_new (size);
  gsize kept = 0;
  gsize most = 0;

  scene->fresh = TRUE;
  while (size - kept > 300000)
    {
      const gsize sent = g_test_rand_int_range (1, 300000);
      const gsize before = kept;

      raw_free (raw_begin (scene, kept, size - kept, sent));
      most = MAX (most, kept + sent);
      kept = ask_until_told (scene);
      g_assert_cmpuint (kept, >=, before);
      g_assert_cmpuint (kept, <=, most);
    }

  /* What an older connection had begun may be taken up only now: it adds to what is there (416), or takes over (409). */
  while (kept < size)
    {
      guint status = put_part (scene, kept, size - kept);

      if (status != 200 && status != 409 && status != 416)
        g_error ("the cloud answered with %u", status);
      kept = ask_until_told (scene);
    }
  assert_arrived (scene);
}

static gboolean
has_begun (gpointer scene)
{
  return count_blobs (scene) > 0;
}

/* Two connections for one upload: the newer one has it, and what the older one still says does not count. */
static void
test_two_connections (void)
{
  const gsize size = 1000000;
  g_autoptr(Scene) scene = scene_new (size);
  g_autoptr(Raw) older = raw_begin (scene, 0, size, 100000);
  g_autofree guint8 *wrong = g_malloc0 (size);
  gsize kept;

  test_wait_until (has_begun, scene, "the older one to begin");
  kept = ask (scene);
  g_assert_cmpuint (kept, <=, 100000);
  raw_write (older, wrong, size - 100000);
  g_assert_cmpint (ask (scene), ==, kept);
  g_assert_cmpuint (put_part (scene, kept, 500000), ==, 308);
  g_assert_cmpint (ask (scene), ==, kept + 500000);
  g_assert_cmpuint (put_part (scene, kept + 500000, size - kept - 500000), ==, 200);
  assert_arrived (scene);
}

/* After a restart the file is read before the upload goes on; two that ask meanwhile are one after the other. */
static void
test_two_at_once_after_restart (void)
{
  const gsize size = 4 * 1024 * 1024;
  g_autoptr(Scene) scene = scene_new (size);

  for (guint round = 0; round < 5; round++)
    {
      const gsize from = round * 8 * CHUNK;

      g_assert_cmpuint (put_part (scene, from, 8 * CHUNK), ==, 308);
      restart (scene);
      {
        g_autoptr(Raw) first = raw_begin (scene, from + 8 * CHUNK, 1000, 0);
        g_autoptr(Raw) second = raw_begin (scene, from + 8 * CHUNK, 2000, 0);

        g_assert_cmpint (ask (scene), ==, from + 8 * CHUNK);
      }
    }

  g_assert_cmpuint (put_part (scene, 40 * CHUNK, size - 40 * CHUNK), ==, 200);
  assert_arrived (scene);
}

/* Many wait at a time: those that were let go of go on at their last whole chunk. */
static void
test_many_wait (void)
{
  g_autoptr(Scene) scene = scene_new (200000);
  g_autofree char *first = g_strdup (scene->address);
  g_autofree char *first_id = g_strdup (scene->id);
  g_autoptr(GBytes) first_file = g_bytes_ref (scene->file);

  g_assert_cmpuint (put_part (scene, 0, 100000), ==, 308);
  for (guint i = 0; i < 40; i++)
    {
      announce (scene, 200000);
      g_assert_cmpuint (put_part (scene, 0, 1000), ==, 308);
    }

  g_set_str (&scene->address, first);
  g_set_str (&scene->id, first_id);
  g_bytes_unref (scene->file);
  scene->file = g_bytes_ref (first_file);
  g_assert_cmpint (ask (scene), ==, CHUNK);
  g_assert_cmpuint (put_part (scene, CHUNK, 200000 - CHUNK), ==, 200);
  assert_arrived (scene);
}

static guint
abandon (Scene *scene)
{
  guint status;
  g_autoptr(GBytes) answer = test_cloud_client_send (scene->home->client, "DELETE", scene->address, NULL, NULL, &status);

  return status;
}

static void
test_abandoned (void)
{
  g_autoptr(Scene) scene = scene_new (200000);

  g_assert_cmpuint (put_part (scene, 0, 100000), ==, 308);
  g_assert_cmpuint (count_blobs (scene), ==, 1);
  g_assert_cmpuint (abandon (scene), ==, 204);
  g_assert_cmpuint (count_blobs (scene), ==, 0);
  g_assert_cmpuint (abandon (scene), ==, 404);
  g_assert_cmpint (ask (scene), ==, -1);

  announce (scene, 1000);
  g_assert_cmpuint (put_part (scene, 0, 1000), ==, 200);
  g_assert_cmpuint (abandon (scene), ==, 204);
  g_assert_cmpuint (count_blobs (scene), ==, 0);
}

/* A day after its last byte its address ends; a day later nothing is left of it. */
static void
test_never_whole (void)
{
  g_autoptr(Scene) scene = scene_new (200000);

  test_clock_advance (scene->home->clock, 3000);
  g_assert_cmpuint (put_part (scene, 0, 100000), ==, 308);
  test_clock_advance (scene->home->clock, 23 * 3600);
  g_assert_cmpint (ask (scene), ==, 100000);
  test_clock_advance (scene->home->clock, 24 * 3600);
  g_assert_cmpint (ask (scene), ==, -1);
  restart (scene);
  g_assert_cmpuint (count_blobs (scene), ==, 1);
  test_clock_advance (scene->home->clock, 25 * 3600);
  restart (scene);
  g_assert_cmpuint (count_blobs (scene), ==, 0);
}

/* What lies there unfinished is in the inventory, and is deleted there like everything else. */
static void
test_inventory (void)
{
  g_autoptr(Scene) scene = scene_new (200000);
  g_autofree char *path = g_strdup_printf ("/privacy/v1/inventory/designs.uploads:%s", scene->id);
  g_autoptr(GBytes) answer = NULL;
  guint status;

  g_assert_cmpuint (put_part (scene, 0, 100000), ==, 308);
  test_cloud_client_sign_in (scene->home->client, scene->home->secret, "privacy.inventory");
  answer = test_cloud_client_send (scene->home->client, "DELETE", path, NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (count_blobs (scene), ==, 0);
  g_assert_cmpint (ask (scene), ==, -1);
}

/* No room: it says so, and what is there is there when there is room again. */
static void
test_no_room (void)
{
  g_autoptr(Scene) scene = scene_new (3000000);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  gint64 kept;

  /* The cloud warns its operator. */
  g_assert_cmpuint (put_part (scene, 0, 100000), ==, 308);
  room = 900000;
  g_assert_cmpuint (put_part (scene, 100000, 2900000), ==, 507);
  room = G_MAXINT64;
  g_log_set_always_fatal (fatal);

  kept = ask (scene);
  g_assert_cmpint (kept, >, 800000);
  g_assert_cmpint (kept, <, 1000000);
  g_assert_cmpint (kept % CHUNK, ==, 0);
  g_assert_cmpuint (put_part (scene, kept, 3000000 - kept), ==, 200);
  assert_arrived (scene);
}

int
main (int   argc,
      char *argv[])
{
  sluice_cloud_restrict_tls ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/cloud/resume/any-order", test_any_order);
  g_test_add_func ("/cloud/resume/wrong-ranges", test_wrong_ranges);
  g_test_add_func ("/cloud/resume/small-parts", test_small_parts);
  g_test_add_func ("/cloud/resume/whole-after-part", test_whole_after_part);
  g_test_add_func ("/cloud/resume/cut", test_cut);
  g_test_add_func ("/cloud/resume/two-connections", test_two_connections);
  g_test_add_func ("/cloud/resume/two-at-once-after-restart", test_two_at_once_after_restart);
  g_test_add_func ("/cloud/resume/many-wait", test_many_wait);
  g_test_add_func ("/cloud/resume/abandoned", test_abandoned);
  g_test_add_func ("/cloud/resume/never-whole", test_never_whole);
  g_test_add_func ("/cloud/resume/inventory", test_inventory);
  g_test_add_func ("/cloud/resume/no-room", test_no_room);
  return test_run ();
}
