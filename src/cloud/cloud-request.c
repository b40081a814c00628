/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-request.h"

#include "cloud-envelope.h"
#include "sluice-base-error.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-log.h"

#include <string.h>

/* Titles of API errors are for programs and their authors, so they are not translated. */
#define JSON_LIMIT (1024 * 1024)

CloudRequest *
cloud_request_new (CloudContext      *context,
                   SoupServerMessage *message)
{
  CloudRequest *self = g_new0 (CloudRequest, 1);

  self->context = context;
  self->message = message;
  self->began = g_get_monotonic_time ();
  context->n_active++;
  return self;
}

void
cloud_request_free (CloudRequest *self)
{
  if (self->later != NULL)
    {
      self->later->request = NULL;
      g_rc_box_release (self->later);
    }
  for (guint i = 0; i < CLOUD_MAX_PARAMS; i++)
    g_free (self->params[i]);
  if (self->sink != NULL)
    self->sink_free (self->sink);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_free (self->account);
  g_free (self->grant);
  g_free (self->client);
  g_free (self->scope);
  g_free (self->key_thumbprint);
  if (--self->context->n_active == 0 && self->context->drained != NULL &&
      dex_future_is_pending (DEX_FUTURE (self->context->drained)))
    dex_promise_resolve_boolean (self->context->drained, TRUE);
  g_free (self);
}

/**
 * cloud_request_answer_later:
 * @self: a request, in its handler
 *
 * Returns: (transfer full): what to come back with: look whether there still is
 *   a request, answer it if so, and give it to cloud_later_done() in any case
 */
CloudLater *
cloud_request_answer_later (CloudRequest *self)
{
  self->later = g_rc_box_new0 (CloudLater);
  self->later->request = self;
  soup_server_message_pause (self->message);
  return g_rc_box_acquire (self->later);
}

/** cloud_later_done: sends the answer, if anybody is left to have it; takes @later. */
void
cloud_later_done (CloudLater *later)
{
  if (later->request != NULL)
    soup_server_message_unpause (later->request->message);
  g_rc_box_release (later);
}

/** cloud_request_now: seconds since the epoch, by the cloud's clock. */
gint64
cloud_request_now (CloudRequest *self)
{
  return sluice_clock_now_seconds (self->context->clock);
}

/** cloud_request_query: (nullable): a parameter of the query. */
const char *
cloud_request_query (CloudRequest *self,
                     const char   *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/** cloud_request_query_number: a parameter from 0 to @highest; @fallback when absent or no such number. */
gint64
cloud_request_query_number (CloudRequest *self,
                            const char   *name,
                            gint64        fallback,
                            gint64        highest)
{
  const char *text = cloud_request_query (self, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, highest, &number, NULL))
    return fallback;
  return number;
}

/** cloud_request_body: (transfer full): the whole body, at most what the route allows. */
GBytes *
cloud_request_body (CloudRequest *self)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (self->message));
}

/**
 * cloud_request_data:
 * @self: a request with a JSON body
 *
 * Returns: (transfer full) (nullable): what is in the body's `data`; %NULL when
 *   it is not there, after a reply that says so
 */
JsonObject *
cloud_request_data (CloudRequest *self)
{
  g_autoptr(GBytes) body = cloud_request_body (self);
  g_autoptr(JsonObject) envelope = sluice_json_parse_object (body, JSON_LIMIT, NULL);
  JsonObject *data = envelope != NULL ? sluice_json_get_object (envelope, "data") : NULL;

  if (data == NULL)
    {
      cloud_reply_error (self, SOUP_STATUS_BAD_REQUEST, "invalidBody", "The body is not {\"data\": {…}} in JSON");
      return NULL;
    }
  return json_object_ref (data);
}

/**
 * cloud_request_parameters:
 * @text: a query, or the body of a form
 * @out_is_doubled: (out): whether a parameter comes twice
 *
 * RFC 6749 §3.1: a parameter must not come twice; those that do are left out,
 * so that nobody takes one of the two for what was meant.
 *
 * Returns: (transfer full): names and values
 */
GHashTable *
cloud_request_parameters (const char *text,
                          gboolean   *out_is_doubled)
{
  g_auto(GStrv) pairs = g_strsplit (text, "&", -1);
  g_autoptr(GHashTable) doubled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autoptr(GHashTable) pair = soup_form_decode (pairs[i]);
      GHashTableIter pair_iter;
      gpointer value;

      g_hash_table_iter_init (&pair_iter, pair);
      if (!g_hash_table_iter_next (&pair_iter, &name, &value))
        continue;
      if (g_hash_table_contains (parameters, name))
        g_hash_table_add (doubled, g_strdup (name));
      else
        g_hash_table_insert (parameters, g_strdup (name), g_strdup (value));
    }

  *out_is_doubled = g_hash_table_size (doubled) > 0;
  g_hash_table_iter_init (&iter, doubled);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_remove (parameters, name);
  return parameters;
}

/** cloud_request_form_text: (transfer full) (nullable): a form in the body, as it came; %NULL when it is none. */
char *
cloud_request_form_text (CloudRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body = cloud_request_body (self);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  if (g_strcmp0 (type, SOUP_FORM_MIME_TYPE_URLENCODED) != 0 || strlen (text) != g_bytes_get_size (body))
    return NULL;
  return g_steal_pointer (&text);
}

/** cloud_request_form: (transfer full) (nullable): a form in the body; %NULL when a field comes twice or it is none. */
GHashTable *
cloud_request_form (CloudRequest *self)
{
  g_autofree char *text = cloud_request_form_text (self);
  gboolean is_doubled = FALSE;
  g_autoptr(GHashTable) form = text != NULL ? cloud_request_parameters (text, &is_doubled) : NULL;

  return is_doubled ? NULL : g_steal_pointer (&form);
}

/**
 * cloud_reply_json:
 * @self: a request
 * @status: HTTP status
 * @body: (transfer full): the answer
 */
void
cloud_reply_json (CloudRequest *self,
                  guint         status,
                  JsonObject   *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autoptr(JsonObject) owned = body;
  g_autoptr(GBytes) bytes = sluice_json_object_to_bytes (owned, FALSE);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (self->message, status, NULL);
  soup_server_message_set_response (self->message, "application/json", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
cloud_reply_error (CloudRequest *self,
                   guint         status,
                   const char   *code,
                   const char   *title)
{
  cloud_reply_json (self, status, cloud_envelope_error (status, code, title, NULL, NULL));
}

/** cloud_reply_field_error: 400: one member of the request is not as it must be. */
void
cloud_reply_field_error (CloudRequest *self,
                         const char   *field,
                         const char   *title)
{
  cloud_reply_json (self, SOUP_STATUS_BAD_REQUEST,
                    cloud_envelope_error (SOUP_STATUS_BAD_REQUEST, "invalidField", title, NULL, field));
}

/** cloud_reply_gerror: what failed is the cloud's own, or is not there; the text stays here. */
void
cloud_reply_gerror (CloudRequest *self,
                    const GError *error)
{
  if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    {
      cloud_reply_error (self, SOUP_STATUS_NOT_FOUND, "notFound", "There is no such thing in this account");
      return;
    }

  sluice_log_error (G_LOG_LEVEL_WARNING, "a request failed", error);
  if (g_error_matches (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_NO_SPACE))
    cloud_reply_error (self, SOUP_STATUS_INSUFFICIENT_STORAGE, "storageFull", "The cloud's disk is full");
  else
    cloud_reply_error (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, "internalError", "The cloud could not do this");
}

void
cloud_reply_empty (CloudRequest *self,
                   guint         status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_status (self->message, status, NULL);
}

/** cloud_reply_wait: with a refusal: when to try again. */
void
cloud_reply_wait (CloudRequest *self,
                  gint64        seconds)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "Retry-After", text);
}

/** cloud_reply_unauthorized: as cloud_reply_error(), and says how to sign in (RFC 6750 §3). */
void
cloud_reply_unauthorized (CloudRequest *self,
                          guint         status,
                          const char   *code,
                          const char   *title)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  JsonObject *envelope = cloud_envelope_error (status, code, title, NULL, NULL);
  JsonObject *entry = json_array_get_object_element (json_object_get_array_member (envelope, "errors"), 0);
  JsonObject *meta = json_object_new ();

  json_object_set_string_member (meta, "error_type", "AuthError");
  json_object_set_object_member (entry, "meta", meta);
  soup_message_headers_replace (headers, "WWW-Authenticate",
                                g_str_equal (code, "missingToken") ? "Bearer" : "Bearer error=\"invalid_token\"");
  cloud_reply_json (self, status, envelope);
}
