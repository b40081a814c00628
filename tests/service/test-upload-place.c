/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-net-error.h"
#include "sluice-process-sender.h"
#include "sluice-product-sender.h"
#include "test-session-scene.h"
#include "test-util.h"


/* The way of product data to places of other kinds: that cannot resume, that say what they have or do not, and that are
 * wrong. */

#define SIZE 300000
#define ABC_DIGEST "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"

/* What the place is like; set before it is asked, read on its thread. */
typedef struct
{
  const char *address;   /* behind the place's own; NULL for another host */
  gboolean    resumable;
  guint       asked;     /* status of the question how much is there */
  const char *asked_range;
  guint       status;    /* of a PUT with a body */
  const char *range;
  const char *field;     /* of that answer; nullable */
  const char *value;
  int         code;      /* of SluiceNetError that is expected; -1 for none */
} Place;

static Place place;
static GMutex lock;
static GString *seen; /* what came, a line each */

static void
note (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *range = soup_message_headers_get_one (headers, "Content-Range");
  const char *key = soup_message_headers_get_one (headers, "Idempotency-Key");
  const char *bearer = soup_message_headers_get_one (headers, "Authorization");
  GUri *uri = soup_server_message_get_uri (message);

  g_mutex_lock (&lock);
  g_string_append_printf (seen, "%s %s%s%s%s%s%s\n", soup_server_message_get_method (message), g_uri_get_path (uri),
                          bearer != NULL ? " signed-in" : "", range != NULL ? " " : "", range != NULL ? range : "",
                          key != NULL ? " " : "", key != NULL ? key : "");
  g_mutex_unlock (&lock);
}

static void
answer (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *range = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-Range");
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  note (message);
  if (g_str_equal (path, "/cura/v1/jobs/upload"))
    {
      g_autofree char *body = g_strdup_printf ("{\"data\":{\"job_id\":\"j\",\"upload_url\":\"%s%s\"%s}}",
                                               place.address != NULL ? test_server_get_uri (server) : "https://127.0.0.2",
                                               place.address != NULL ? place.address : "/up",
                                               place.resumable ? ",\"resumable\":true" : "");

      test_server_answer (message, 200, "application/json", body);
    }
  else if (!g_str_equal (soup_server_message_get_method (message), "PUT"))
    test_server_answer (message, 200, "application/json", "{\"data\":{\"job_instance_uuid\":\"u\"}}");
  else if (range != NULL && g_str_has_prefix (range, "bytes */"))
    {
      test_server_answer (message, place.asked, "text/plain", "");
      if (place.asked_range != NULL)
        soup_message_headers_replace (headers, "Range", place.asked_range);
    }
  else
    {
      test_server_answer (message, place.status, "text/plain", "");
      if (place.range != NULL)
        soup_message_headers_replace (headers, "Range", place.range);
      if (place.field != NULL)
        soup_message_headers_replace (headers, place.field, place.value);
    }
}

static GInputStream *
open_zeros (guint64    offset,
            gpointer   data,
            GError   **error)
{
  return g_memory_input_stream_new_from_data (g_malloc0 (SIZE - offset + 1), SIZE - offset, g_free);
}

/* Returns: what the place saw */
static char *
run (const Place *kind)
{
  g_autoptr(TestSessionScene) scene = NULL;
  g_autoptr(SluiceUploadSource) source = sluice_upload_source_new (open_zeros, NULL, NULL);
  g_autoptr(SluiceUploadTicket) ticket = NULL;
  g_autoptr(GError) error = NULL;
  DexFuture *future;
  gboolean works;

  place = *kind;
  seen = g_string_new (NULL);
  scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  future = sluice_product_sender_announce (scene->session, "A part", "ufp", SIZE, NULL, "file");
  works = test_settle (dex_ref (future), &error);
  if (works)
    {
      ticket = g_value_dup_boxed (dex_future_get_value (future, NULL));
      works = test_settle (sluice_product_sender_put (scene->session, ticket, source, NULL, "file", NULL, NULL, NULL),
                           &error);
    }
  dex_unref (future);

  if (kind->code >= 0)
    g_assert_error (error, SLUICE_NET_ERROR, kind->code);
  else
    g_assert_no_error (error);
  g_assert_true (works == (kind->code < 0));
  return g_string_free_and_steal (g_steal_pointer (&seen));
}

#define ANNOUNCED "PUT /cura/v1/jobs/upload signed-in\n"
#define ASKED "PUT /up bytes */300000\n"

static void
test_places (void)
{
  static const struct
  {
    Place       place;
    const char *seen;
  } rows[] = {
    /* One PUT, of everything, and nothing is claimed. */
    { { "/up", FALSE, 0, NULL, 200, NULL, NULL, NULL, -1 }, ANNOUNCED "PUT /up\n" },
    { { "/up", FALSE, 0, NULL, 200, NULL, "X-Goog-Stored-Content-Length", "300000", -1 }, ANNOUNCED "PUT /up\n" },
    { { "/up", FALSE, 0, NULL, 200, NULL, "X-Goog-Stored-Content-Length", "299999", SLUICE_NET_ERROR_CONFLICT },
      ANNOUNCED "PUT /up\n" },
    { { "/up", FALSE, 0, NULL, 200, NULL, "Repr-Digest", ABC_DIGEST, SLUICE_NET_ERROR_CONFLICT }, ANNOUNCED "PUT /up\n" },
    { { "/up", FALSE, 0, NULL, 308, "bytes=0-9", NULL, NULL, SLUICE_NET_ERROR_PROTOCOL }, ANNOUNCED "PUT /up\n" },
    /* One that can resume and says what it has is made to forget what is not the file. */
    { { "/up", TRUE, 308, NULL, 200, NULL, NULL, NULL, -1 }, ANNOUNCED ASKED "PUT /up bytes 0-299999/300000\n" },
    { { "/up", TRUE, 308, "bytes=0-99999", 200, NULL, NULL, NULL, -1 },
      ANNOUNCED ASKED "PUT /up bytes 100000-299999/300000\n" },
    { { "/up", TRUE, 308, "bytes=0-99999", 200, NULL, "Repr-Digest", ABC_DIGEST, SLUICE_NET_ERROR_CONFLICT },
      ANNOUNCED ASKED "PUT /up bytes 100000-299999/300000\nDELETE /up\n" },
    { { "/up", TRUE, 200, NULL, 0, NULL, NULL, NULL, -1 }, ANNOUNCED ASKED },
    /* Wrong ones: nothing goes round for ever. */
    { { "/up", TRUE, 308, NULL, 308, NULL, NULL, NULL, SLUICE_NET_ERROR_PROTOCOL },
      ANNOUNCED ASKED "PUT /up bytes 0-299999/300000\n" },
    { { "/up", TRUE, 308, NULL, 308, "bytes=0-99999", NULL, NULL, SLUICE_NET_ERROR_PROTOCOL },
      ANNOUNCED ASKED "PUT /up bytes 0-299999/300000\nPUT /up bytes 100000-299999/300000\n" },
    { { "/up", TRUE, 308, "bytes=0-299999", 200, NULL, NULL, NULL, SLUICE_NET_ERROR_PROTOCOL }, ANNOUNCED ASKED },
    { { "/up", TRUE, 308, "bytes=5-9", 200, NULL, NULL, NULL, SLUICE_NET_ERROR_PROTOCOL }, ANNOUNCED ASKED },
    { { "/up", TRUE, 404, NULL, 200, NULL, NULL, NULL, SLUICE_NET_ERROR_NOT_FOUND }, ANNOUNCED ASKED },
    { { NULL, TRUE, 308, NULL, 200, NULL, NULL, NULL, SLUICE_NET_ERROR_PROTOCOL }, ANNOUNCED },
    { { "/up?x=1", TRUE, 308, NULL, 200, NULL, NULL, NULL, SLUICE_NET_ERROR_PROTOCOL }, ANNOUNCED },
    { { "//up", TRUE, 308, NULL, 200, NULL, NULL, NULL, SLUICE_NET_ERROR_PROTOCOL }, ANNOUNCED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *came = NULL;

      g_test_message ("row %u", i);
      came = run (&rows[i].place);
      g_assert_cmpstr (came, ==, rows[i].seen);
    }
}

/* Keys are strings in quotation marks. */
static void
test_keys (void)
{
  g_autoptr(TestSessionScene) scene = NULL;
  g_autoptr(GError) error = NULL;

  seen = g_string_new (NULL);
  scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer);
  g_assert_true (test_settle (sluice_product_sender_print (scene->session, "j", "g", "k-1", "file"), &error));
  g_assert_true (test_settle (sluice_product_sender_print (scene->session, "j", "g", NULL, "file"), &error));
  g_assert_true (test_settle (sluice_process_sender_print (scene->session, "r", "g", "k-2", "file"), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "POST /connect/v1/clusters/g/print/j signed-in \"k-1\"\n"
                   "POST /connect/v1/clusters/g/print/j signed-in\n"
                   "POST /process/v1/records/r/print signed-in \"k-2\"\n");
  g_string_free (g_steal_pointer (&seen), TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/upload/place/places", test_places);
  g_test_add_func ("/upload/place/keys", test_keys);
  return test_run ();
}
