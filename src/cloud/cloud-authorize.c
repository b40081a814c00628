/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-authorize.h"

#include "cloud-browser.h"
#include "cloud-handlers.h"
#include "cloud-pages.h"
#include "sluice-cloud-error.h"
#include "sluice-log.h"

#include <stdarg.h>
#include <string.h>

/*
 * The authorization endpoint (RFC 6749 §3.1, with RFC 7636, 8252, 9126, 9207,
 * 9396). Without a redirect address that is known to be the client's, nothing
 * goes anywhere.
 */

/**
 * cloud_authorize_address:
 * @context: the cloud
 * @ask: what is answered
 * @...: pairs of name and value, %NULL at the end
 *
 * Returns: (transfer full): the redirect address with the answer, `iss` (RFC 9207) and `state`
 */
char *
cloud_authorize_address (CloudContext   *context,
                         const CloudAsk *ask,
                         ...)
{
  g_autoptr(GString) location = g_string_new (ask->redirect_uri);
  g_autofree char *issuer = g_uri_escape_string (context->url, NULL, FALSE);
  const char *name;
  va_list args;

  g_string_append_printf (location, "%ciss=%s", strchr (ask->redirect_uri, '?') != NULL ? '&' : '?', issuer);
  va_start (args, ask);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      g_autofree char *value = g_uri_escape_string (va_arg (args, const char *), NULL, FALSE);

      g_string_append_printf (location, "&%s=%s", name, value);
    }
  va_end (args);
  if (ask->state != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (ask->state, NULL, FALSE);

      g_string_append_printf (location, "&state=%s", escaped);
    }

  return g_string_free (g_steal_pointer (&location), FALSE);
}

static void
redirect (CloudRequest *request,
          const char   *address)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  /* From a page of ours 303, so that no browser sends the form on, with a password in it (RFC 9700 §4.12). */
  cloud_reply_empty (request, request->params[0] != NULL ? SOUP_STATUS_SEE_OTHER : SOUP_STATUS_FOUND);
  soup_message_headers_replace (headers, "Location", address);
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
}

/** cloud_authorize_answer: sends the browser back to the client with an answer. */
void
cloud_authorize_answer (CloudRequest   *request,
                        const CloudAsk *ask,
                        const char     *name,
                        const char     *value)
{
  g_autofree char *address = cloud_authorize_address (request->context, ask, name, value, NULL);

  redirect (request, address);
}

/** cloud_authorize_deny: the same for a person's no; the vendor's clients look for a word of their own. */
void
cloud_authorize_deny (CloudRequest   *request,
                      const CloudAsk *ask)
{
  g_autofree char *address = ask->client->is_vendor_compatible
                             ? cloud_authorize_address (request->context, ask, "error", "access_denied",
                                                        "error_code", "user_denied", NULL)
                             : cloud_authorize_address (request->context, ask, "error", "access_denied", NULL);

  redirect (request, address);
}

/* Nothing is known to be the client's: it is told to the person instead. */
static void
refuse (CloudRequest *request,
        const char   *description)
{
  cloud_pages_problem (request, SOUP_STATUS_BAD_REQUEST, description);
}

static CloudAsk *
read_pushed (CloudRequest *request,
             CloudClient  *client,
             const char   *request_uri)
{
  g_autoptr(GError) error = NULL;
  CloudAsk *ask = cloud_asks_take_pushed (request->context, client->id, request_uri, &error);

  if (ask == NULL && !g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    sluice_log_error (G_LOG_LEVEL_WARNING, "a pushed request could not be read", error);
  if (ask == NULL)
    refuse (request, "The app's request is not known here, has expired, or was used before.");
  return ask;
}

/* Returns: (transfer full) (nullable): what is asked; if nothing is, it is answered */
static CloudAsk *
read_ask (CloudRequest *request,
          GHashTable   *params,
          gboolean      is_doubled)
{
  g_autoptr(CloudClient) client = cloud_clients_find (request->context, g_hash_table_lookup (params, "client_id"),
                                                      NULL);
  const char *request_uri = g_hash_table_lookup (params, "request_uri");
  const char *redirect_uri = g_hash_table_lookup (params, "redirect_uri");
  g_autoptr(CloudAsk) ask = NULL;
  CloudFault fault = { NULL, NULL };
  g_autofree char *address = NULL;

  if (client != NULL && request_uri != NULL && !is_doubled)
    return read_pushed (request, client, request_uri);
  if (client == NULL || !cloud_client_may_redirect (client, redirect_uri))
    {
      refuse (request, "The app that sent you, or the address it wants the answer at, is not known here.");
      return NULL;
    }

  ask = cloud_ask_new (g_steal_pointer (&client));
  if (cloud_ask_read_code (ask, request->context->url, params, &fault) && !is_doubled &&
      !ask->client->requires_pushed)
    return g_steal_pointer (&ask);

  if (is_doubled)
    cloud_ask_fail (&fault, "invalid_request", "A parameter comes twice");
  else if (fault.error == NULL)
    cloud_ask_fail (&fault, "invalid_request", "This client pushes its requests (RFC 9126)");
  address = cloud_authorize_address (request->context, ask, "error", fault.error,
                                     "error_description", fault.description, NULL);
  redirect (request, address);
  return NULL;
}

static void
authorize (CloudRequest *request,
           const char   *text)
{
  gboolean is_doubled;
  g_autoptr(GHashTable) params = cloud_request_parameters (text, &is_doubled);
  g_autoptr(CloudAsk) ask = read_ask (request, params, is_doubled);
  const char *secret = g_hash_table_lookup (params, "owner_secret");

  if (ask == NULL)
    return;
  if (secret != NULL && g_str_equal (soup_server_message_get_method (request->message), "POST"))
    cloud_owner_decide (request, ask, secret);
  else
    cloud_browser_begin (request, ask);
}

/** cloud_authorize_get: a client sent somebody's browser here. */
void
cloud_authorize_get (CloudRequest *request)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (request->message));

  authorize (request, query != NULL ? query : "");
}

/** cloud_authorize_post: the same with a form; or the owner of this computer with the secret. */
void
cloud_authorize_post (CloudRequest *request)
{
  g_autofree char *text = cloud_request_form_text (request);

  if (text != NULL)
    authorize (request, text);
  else
    refuse (request, "What the app sent is not a form.");
}
