/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-net-error.h"
#include "sluice-print-error.h"
#include "sluice-process-sender.h"
#include "test-session-scene.h"
#include "test-util.h"

#include <string.h>

/* The way of process data: what is no record does not go that way, whatever it says it is; and a record goes to the byte. */

static GMutex lock;
static GBytes *came;       /* the newest body; under the lock */
static const char *answer; /* to a print; set before it is asked */

static void
handle (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  g_mutex_lock (&lock);
  g_clear_pointer (&came, g_bytes_unref);
  came = g_steal_pointer (&body);
  g_mutex_unlock (&lock);
  if (!g_str_has_suffix (g_uri_get_path (soup_server_message_get_uri (message)), "/print"))
    {
      g_assert_cmpstr (soup_message_headers_get_content_type (headers, NULL), ==,
                       "application/vnd.sluice.process-record+json");
      test_server_answer (message, 201, "application/json", "{\"data\":{}}");
      return;
    }
  test_server_answer (message, 200, "application/json", answer);
}

static GBytes *
make_record (void)
{
  g_autoptr(SluiceProcessRecord) record = sluice_process_record_new ("gcode");

  return sluice_process_sender_write (record);
}

static gboolean
send (TestSessionScene  *scene,
      GBytes            *record,
      GError           **error)
{
  return test_settle (sluice_process_sender_send (scene->session, record, NULL, "file"), error);
}

static void
test_sent (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, handle);
  g_autoptr(GBytes) record = make_record ();
  g_autoptr(GError) error = NULL;

  g_assert_true (send (scene, record, &error));
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (came, record));
}

/* (transfer full): the record with one more member, or with another in place of its schema */
static GBytes *
spoil (const char *schema,
       const char *member)
{
  g_autoptr(GBytes) record = make_record ();
  g_autofree char *text = test_dup_text (record);
  g_auto(GStrv) parts = g_strsplit (text, "\"sluice.process-record/1\"", 2);
  char *spoilt;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  spoilt = g_strconcat (parts[0], schema, member, parts[1], NULL);
  return g_bytes_new_take (spoilt, strlen (spoilt));
}

static void
test_refused (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, handle);
  g_autofree char *long_text = g_strnfill (SLUICE_PROCESS_RECORD_MAX_BYTES, ' ');
  g_autofree char *padded = g_strconcat (long_text, "{}", NULL);
  GBytes *rows[] = {
    g_bytes_new_static ("", 0),
    g_bytes_new_static ("{}", 2),
    g_bytes_new_static ("G1 X1 Y2 E3\n", 12),
    g_bytes_new_static ("[1,2,3]", 7),
    g_bytes_new (padded, strlen (padded)),
    spoil ("\"sluice.process-record/2\"", ""),
    spoil ("\"sluice.process-record/1\"", ",\"toolpath\":\"G1 X1\""),
    spoil ("\"sluice.process-record/1\"", ",\"settings\":{\"note\":\"for ACME\"}"),
    spoil ("\"sluice.process-record/1\"", ",\"machine\":{\"name\":\"Ana's printer\"}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("row %u", i);
      g_assert_false (send (scene, rows[i], &error));
      g_assert_nonnull (error);
      g_bytes_unref (rows[i]);
    }
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
}

static void
test_forbidden (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, handle);
  g_autoptr(GBytes) record = make_record ();
  g_autoptr(GError) error = NULL;

  test_policy_set_mode (TEST_POLICY (scene->policy), SLUICE_UPLOAD_MODE_NOTHING);
  g_assert_false (send (scene, record, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
}

/* A place that takes the job and does not say which it is: it could not be joined with its file. */
static void
test_print_answers (void)
{
  const char * const wrong[] = { "", "{}", "{\"data\":[]}", "{\"data\":{\"job_instance_uuid\":7}}", "{\"data\":{}}" };
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, handle);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      answer = wrong[i];
      g_assert_false (test_settle (sluice_process_sender_print (scene->session, "r", "g", "k", "file"), &error));
      g_assert_nonnull (error);
    }

  {
    g_autoptr(GError) error = NULL;

    answer = "{\"data\":{\"job_instance_uuid\":\"u\"}}";
    g_assert_true (test_settle (sluice_process_sender_print (scene->session, "r", "g", "k", "file"), &error));
    g_assert_no_error (error);
    /* Of the file nothing but the made-up ids of record and group. */
    g_assert_cmpmem (g_bytes_get_data (came, NULL), g_bytes_get_size (came), "{\"data\":{\"cluster_id\":\"g\"}}", 27);
  }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/process-sender/sent", test_sent);
  g_test_add_func ("/process-sender/refused", test_refused);
  g_test_add_func ("/process-sender/forbidden", test_forbidden);
  g_test_add_func ("/process-sender/print-answers", test_print_answers);
  result = test_run ();
  g_clear_pointer (&came, g_bytes_unref);
  return result;
}
