/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-guard.h"

#include "cloud-envelope.h"
#include "sluice-fiber.h"
#include "sluice-json.h"

#include <libdex.h>
#include <string.h>

/*
 * What is refused before libsoup or a handler acts on it: everything that makes
 * two readers of the same bytes disagree about where a request ends, names a
 * host that is not this one, or asks for what the API never uses. libsoup
 * itself says that its server is not meant for untrusted clients, so the narrow
 * gate stands here.
 */
#define MAX_LENGTH_DIGITS 11
#define LINGER_BYTES (1024 * 1024)
#define LINGER_SECONDS 2

static gboolean
is_plain_number (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_LENGTH_DIGITS && strspn (text, "0123456789") == length;
}

/* The request line may name the host as well, and then libsoup believes it. */
static gboolean
is_for (SoupServerMessage *message,
        const char        *authority)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_list (headers, "Host");
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *expected = NULL;
  g_autoptr(GUri) own = NULL;

  /* A doubled header reads as "one, two" and is neither. */
  if (host == NULL || g_ascii_strcasecmp (host, authority) != 0)
    return FALSE;

  expected = g_strconcat ("https://", authority, "/", NULL);
  own = g_uri_parse (expected, SOUP_HTTP_URI_FLAGS, NULL);
  return own != NULL && g_uri_get_userinfo (uri) == NULL &&
         g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (own)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (own);
}

/**
 * cloud_guard_check:
 * @message: a request whose headers have come
 * @authority: the one `host:port` this cloud is known by
 * @out_length: (out): bytes of the body, 0 when there is none
 *
 * Returns: 0 when it may go on, else the status to refuse it with
 */
guint
cloud_guard_check (SoupServerMessage *message,
                   const char        *authority,
                   goffset           *out_length)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");
  const char *type = soup_message_headers_get_list (headers, "Content-Type");

  *out_length = 0;
  if (soup_message_headers_get_list (headers, "Transfer-Encoding") != NULL)
    return SOUP_STATUS_NOT_IMPLEMENTED;
  if (length != NULL && !is_plain_number (length))
    return SOUP_STATUS_BAD_REQUEST;
  if (soup_server_message_is_options_ping (message) || !is_for (message, authority))
    return SOUP_STATUS_BAD_REQUEST;
  if (soup_message_headers_get_list (headers, "Expect") != NULL)
    return SOUP_STATUS_EXPECTATION_FAILED;
  if (soup_message_headers_get_list (headers, "Upgrade") != NULL ||
      soup_message_headers_get_list (headers, "Content-Encoding") != NULL)
    return SOUP_STATUS_NOT_IMPLEMENTED;
  if (type != NULL && g_ascii_strncasecmp (type, "multipart/", strlen ("multipart/")) == 0)
    return SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;

  /* libsoup would cut answers by itself. */
  soup_message_headers_remove (headers, "Range");

  if (length != NULL)
    *out_length = g_ascii_strtoll (length, NULL, 10);
  return 0;
}

static DexFuture *
take_leave_fiber (DexFuture *stop,
                  gpointer   data)
{
  GIOStream *stream = data;
  GBytes *answer = g_object_get_data (G_OBJECT (stream), "sluice-answer");
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  GInputStream *input = g_io_stream_get_input_stream (stream);
  gsize skipped = 0;

  if (dex_await_int64 (dex_output_stream_write_bytes (output, answer, G_PRIORITY_DEFAULT), NULL) > 0)
    {
      DexFuture *patience = dex_timeout_new_seconds (LINGER_SECONDS);

      /* Says that no more comes. Closing the rest on bytes that were not read
       * would reset the connection, and the answer with it: read on a little,
       * and keep nothing. */
      dex_await (dex_output_stream_close (output, G_PRIORITY_DEFAULT), NULL);
      while (skipped < LINGER_BYTES)
        {
          g_autoptr(GBytes) part = dex_await_boxed (
            dex_future_first (dex_input_stream_read_bytes (input, 16 * 1024, G_PRIORITY_DEFAULT),
                              dex_ref (patience), NULL), NULL);

          if (part == NULL || g_bytes_get_size (part) == 0)
            break;
          skipped += g_bytes_get_size (part);
        }
      dex_unref (patience);
    }

  dex_await (dex_io_stream_close (stream, G_PRIORITY_DEFAULT), NULL);
  return dex_future_new_true ();
}

/**
 * cloud_guard_refuse:
 * @message: a request whose body has not been read
 * @status: why
 * @reply: (nullable): JSON that says more
 *
 * Takes the connection away from libsoup, which would read and keep the whole
 * body first; answers, and closes.
 */
void
cloud_guard_refuse (SoupServerMessage *message,
                    guint              status,
                    GBytes            *reply)
{
  g_autoptr(JsonObject) envelope = cloud_envelope_error (status, "requestRefused", soup_status_get_phrase (status),
                                                         NULL, NULL);
  g_autoptr(GBytes) body = reply != NULL ? g_bytes_ref (reply) : sluice_json_object_to_bytes (envelope, FALSE);
  g_autoptr(GIOStream) stream = NULL;
  char *answer = NULL;

  stream = soup_server_message_steal_connection (message);
  if (stream == NULL)
    return;

  answer = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/json\r\n"
                            "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                            "Cache-Control: no-store\r\nConnection: close\r\n\r\n%.*s",
                            status, soup_status_get_phrase (status), g_bytes_get_size (body),
                            (int) g_bytes_get_size (body), (const char *) g_bytes_get_data (body, NULL));
  g_object_set_data_full (G_OBJECT (stream), "sluice-answer", g_bytes_new_take (answer, strlen (answer)),
                          (GDestroyNotify) g_bytes_unref);
  dex_future_disown (sluice_fiber_spawn (take_leave_fiber, g_steal_pointer (&stream), g_object_unref));
}
