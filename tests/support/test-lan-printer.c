/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lan-printer.h"

#include "test-server.h"

#include <string.h>

struct _TestLanPrinter
{
  TestServer *server;
  char       *kind;
  gboolean    wants_key;
  int         mood;   /* atomic */
  int         prints; /* atomic: files that came whole, to be printed */

  GMutex      lock;
  GBytes     *file; /* the newest; under the lock */
  char       *name;
};

/* (transfer full) (nullable): value of the field of that name, or its file. */
static GBytes *
find_part (SoupMultipart  *form,
           const char     *name,
           char          **out_file_name)
{
  for (int i = 0; i < soup_multipart_get_length (form); i++)
    {
      g_autoptr(GHashTable) parameters = NULL;
      g_autofree char *disposition = NULL;
      SoupMessageHeaders *headers;
      GBytes *body;

      g_assert_true (soup_multipart_get_part (form, i, &headers, &body));
      g_assert_true (soup_message_headers_get_content_disposition (headers, &disposition, &parameters));
      g_assert_cmpstr (disposition, ==, "form-data");
      if (g_strcmp0 (g_hash_table_lookup (parameters, "name"), name) != 0)
        continue;
      if (out_file_name != NULL)
        *out_file_name = g_strdup (g_hash_table_lookup (parameters, "filename"));
      return g_bytes_ref (body);
    }
  return NULL;
}

static void
assert_field (SoupMultipart *form,
              const char    *name,
              const char    *value)
{
  g_autoptr(GBytes) found = find_part (form, name, NULL);

  g_assert_nonnull (found);
  g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found), value, strlen (value));
}

static void
keep (TestLanPrinter *self,
      GBytes         *file,
      const char     *name)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->file, g_bytes_unref);
  self->file = g_bytes_ref (file);
  g_set_str (&self->name, name);
  g_mutex_unlock (&self->lock);
  g_atomic_int_inc (&self->prints);
}

static void
take_form (TestLanPrinter    *self,
           SoupServerMessage *message)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  SoupMultipart *form = soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);
  g_autoptr(GBytes) file = NULL;
  g_autofree char *name = NULL;

  g_assert_nonnull (form);
  if (g_str_equal (self->kind, "ultimaker"))
    assert_field (form, "owner", "Sluice");
  else
    assert_field (form, "print", "true");
  if (g_str_equal (self->kind, "moonraker"))
    assert_field (form, "root", "gcodes");
  file = find_part (form, "file", &name);
  g_assert_nonnull (file);
  keep (self, file, name);
  soup_multipart_free (form);
}

static void
take_put (TestLanPrinter    *self,
          SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *name = g_path_get_basename (g_uri_get_path (soup_server_message_get_uri (message)));

  g_assert_cmpstr (soup_message_headers_get_one (headers, "Print-After-Upload"), ==, "?1");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Overwrite"), ==, "?1");
  keep (self, body, name);
}

/* What each of them says when a file has come. */
static void
answer_print (TestLanPrinter    *self,
              SoupServerMessage *message)
{
  const gboolean prints = g_atomic_int_get (&self->mood) != TEST_LAN_IDLE;
  g_autofree char *body = NULL;

  switch ((TestLanMood) g_atomic_int_get (&self->mood))
    {
    case TEST_LAN_SILENT:
      {
        g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

        g_io_stream_close (stream, NULL, NULL);
        return;
      }
    case TEST_LAN_HANGS:
      soup_server_message_pause (message);
      return;
    case TEST_LAN_WILLING:
    case TEST_LAN_IDLE:
    case TEST_LAN_BUSY:
    default:
      break;
    }

  if (g_str_equal (self->kind, "moonraker"))
    body = g_strdup_printf ("{\"item\":{\"path\":\"x\",\"root\":\"gcodes\"},\"print_started\":%s,\"print_queued\":false}",
                            prints ? "true" : "false");
  else if (g_str_equal (self->kind, "octoprint"))
    body = g_strdup_printf ("{\"done\":true,\"effectiveSelect\":true,\"effectivePrint\":%s}", prints ? "true" : "false");
  else if (g_str_equal (self->kind, "ultimaker"))
    body = g_strdup ("{\"message\":\"OK\",\"uuid\":\"11111111-2222-4333-8444-555555555555\"}");
  test_server_answer (message, 201, "application/json", body != NULL ? body : "");
}

static const struct
{
  const char *kind;
  const char *print;  /* where files are taken: beginning of the path */
  const char *method;
  const char *who;
  const char *answer;
} wires[] = {
  { "ultimaker", "/cluster-api/v1/print_jobs/", "POST", "/cluster-api/v1/printers", "[{\"uuid\":\"u\"}]" },
  { "octoprint", "/api/files/local", "POST", "/api/version", "{\"server\":\"2.0.0\",\"text\":\"OctoPrint 2.0.0\"}" },
  { "moonraker", "/server/files/upload", "POST", "/server/info", "{\"result\":{\"klippy_state\":\"ready\"}}" },
  { "prusalink", "/api/v1/files/usb/", "PUT", "/api/version", "{\"api\":\"2.0.0\",\"text\":\"PrusaLink\"}" },
};

static void
handle (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  TestLanPrinter *self = data;
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "X-Api-Key");
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *method = soup_server_message_get_method (message);
  guint wire = 0;

  while (!g_str_equal (wires[wire].kind, self->kind))
    wire++;
  g_assert_null (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"));
  if (self->wants_key && g_strcmp0 (key, TEST_LAN_KEY) != 0)
    test_server_answer (message, 403, "text/html", "<h1>Forbidden</h1>");
  else if (g_str_equal (path, wires[wire].who))
    test_server_answer (message, 200, "application/json", wires[wire].answer);
  else if (g_str_equal (path, "/api/v1/status") && g_str_equal (self->kind, "prusalink"))
    test_server_answer (message, 200, "application/json", "{\"storage\":{\"path\":\"/usb/\",\"read_only\":false}}");
  else if (!g_str_has_prefix (path, wires[wire].print) || !g_str_equal (method, wires[wire].method))
    test_server_answer (message, 404, "text/plain", "");
  else if (g_atomic_int_get (&self->mood) == TEST_LAN_BUSY)
    test_server_answer (message, 409, "text/plain", "");
  else
    {
      if (g_str_equal (self->kind, "prusalink"))
        take_put (self, message);
      else
        take_form (self, message);
      answer_print (self, message);
    }
}

/** test_lan_printer_new: (transfer full): one that is switched on. */
TestLanPrinter *
test_lan_printer_new (const char *kind,
                      gboolean    wants_key)
{
  TestLanPrinter *self = g_new0 (TestLanPrinter, 1);

  g_mutex_init (&self->lock);
  self->kind = g_strdup (kind);
  self->wants_key = wants_key;
  self->server = test_server_new (TEST_SERVER_PLAIN, handle, self);
  return self;
}

void
test_lan_printer_free (TestLanPrinter *self)
{
  test_server_stop (self->server);
  g_object_unref (self->server);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_mutex_clear (&self->lock);
  g_free (self->name);
  g_free (self->kind);
  g_free (self);
}

void
test_lan_printer_set_mood (TestLanPrinter *self,
                           TestLanMood     mood)
{
  g_atomic_int_set (&self->mood, mood);
}

const char *
test_lan_printer_get_uri (TestLanPrinter *self)
{
  return test_server_get_uri (self->server);
}

/** test_lan_printer_get_prints: how many files came whole, to be printed. */
int
test_lan_printer_get_prints (TestLanPrinter *self)
{
  return g_atomic_int_get (&self->prints);
}

/** test_lan_printer_dup_file: (transfer full) (nullable): the newest. */
GBytes *
test_lan_printer_dup_file (TestLanPrinter  *self,
                           char           **out_name)
{
  GBytes *file;

  g_mutex_lock (&self->lock);
  file = self->file != NULL ? g_bytes_ref (self->file) : NULL;
  *out_name = g_strdup (self->name);
  g_mutex_unlock (&self->lock);
  return file;
}
