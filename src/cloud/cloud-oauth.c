/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"
#include "cloud-codes.h"
#include "cloud-handlers.h"
#include "cloud-router.h"
#include "cloud-tokens.h"
#include "sluice-log.h"

#include <sodium.h>
#include <string.h>

/*
 * The authorization endpoint (RFC 6749 §3.1, with RFC 7636, 8252, 8414, 9207),
 * as far as the owner of this computer needs it: who can read owner.secret is
 * the owner, and needs no password and no page in a browser.
 */
#define FAILURES_A_MINUTE 10
#define CHALLENGE_LENGTH 43
#define CLOUD_STATUS_TOO_MANY_REQUESTS 429 /* RFC 6585, not in libsoup */

static void
set_list (JsonObject *object,
          const char *member,
          ...)
{
  JsonArray *list = json_array_new ();
  const char *text;
  va_list args;

  va_start (args, member);
  while ((text = va_arg (args, const char *)) != NULL)
    json_array_add_string_element (list, text);
  va_end (args);
  json_object_set_array_member (object, member, list);
}

static void
set_address (CloudRequest *request,
             JsonObject   *object,
             const char   *member,
             const char   *path)
{
  g_autofree char *address = g_strconcat (request->context->url, path, NULL);

  json_object_set_string_member (object, member, address);
}

/** cloud_oauth_metadata: RFC 8414; the issuer is the address that the document was found under. */
void
cloud_oauth_metadata (CloudRequest *request)
{
  JsonObject *metadata = json_object_new ();
  JsonArray *scopes = json_array_new ();

  for (guint i = 0; cloud_router_get_scopes ()[i] != NULL; i++)
    json_array_add_string_element (scopes, cloud_router_get_scopes ()[i]);
  set_address (request, metadata, "issuer", "");
  set_address (request, metadata, "authorization_endpoint", "/authorize");
  set_address (request, metadata, "token_endpoint", "/token");
  set_address (request, metadata, "revocation_endpoint", "/revoke");
  json_object_set_array_member (metadata, "scopes_supported", scopes);
  set_list (metadata, "response_types_supported", "code", NULL);
  set_list (metadata, "response_modes_supported", "query", NULL);
  set_list (metadata, "grant_types_supported", "authorization_code", "refresh_token", NULL);
  set_list (metadata, "token_endpoint_auth_methods_supported", "none", NULL);
  set_list (metadata, "revocation_endpoint_auth_methods_supported", "none", NULL);
  set_list (metadata, "code_challenge_methods_supported", "S256", NULL);
  json_object_set_boolean_member (metadata, "authorization_response_iss_parameter_supported", TRUE);
  cloud_reply_json (request, SOUP_STATUS_OK, metadata);
}

/** cloud_oauth_security_txt: RFC 9116; reports go to the project, since this program runs on many computers. */
void
cloud_oauth_security_txt (CloudRequest *request)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (cloud_request_now (request));
  g_autoptr(GDateTime) end = g_date_time_add_days (now, 180);
  g_autofree char *expires = g_date_time_format_iso8601 (end);
  g_autofree char *text = g_strdup_printf ("Contact: https://github.com/sluice-desktop/sluice/security/advisories/new\n"
                                           "Expires: %s\n"
                                           "Preferred-Languages: en\n"
                                           "Canonical: %s/.well-known/security.txt\n",
                                           expires, request->context->url);

  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (request->message, "text/plain; charset=utf-8", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

/** cloud_oauth_authorize_page: for who comes with a browser: says where signing in happens. */
void
cloud_oauth_authorize_page (CloudRequest *request)
{
  static const char page[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head><meta charset=\"utf-8\"><title>Sign in - Sluice cloud</title>\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\"></head>\n"
    "<body><main>\n"
    "<h1>Sign in with the Sluice app</h1>\n"
    "<p>This cloud belongs to the owner of the computer it runs on. "
    "The Sluice app on that computer signs in by itself, without a password.</p>\n"
    "<p>Signing in with a browser needs an account that has a password, and this cloud has none yet.</p>\n"
    "</main></body>\n"
    "</html>\n";
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (request->message, "text/html; charset=utf-8", SOUP_MEMORY_STATIC,
                                    page, strlen (page));
}

/* Answers at the redirect address: pairs of name and value, NULL at the end. */
static void
redirect (CloudRequest *request,
          GHashTable   *form,
          ...)
{
  const char *uri = g_hash_table_lookup (form, "redirect_uri");
  const char *state = g_hash_table_lookup (form, "state");
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autoptr(GString) location = g_string_new (uri);
  g_autofree char *issuer = g_uri_escape_string (request->context->url, NULL, FALSE);
  const char *name;
  va_list args;

  g_string_append_printf (location, "%ciss=%s", strchr (uri, '?') != NULL ? '&' : '?', issuer);
  va_start (args, form);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      g_autofree char *value = g_uri_escape_string (va_arg (args, const char *), NULL, FALSE);

      g_string_append_printf (location, "&%s=%s", name, value);
    }
  va_end (args);
  if (state != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (state, NULL, FALSE);

      g_string_append_printf (location, "&state=%s", escaped);
    }

  cloud_reply_empty (request, SOUP_STATUS_FOUND);
  soup_message_headers_replace (headers, "Location", location->str);
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
}

static gboolean
is_owner (CloudRequest *request,
          GHashTable   *form)
{
  const char *secret = request->context->owner_secret;
  const char *given = g_hash_table_lookup (form, "owner_secret");

  return secret != NULL && given != NULL && strlen (secret) == strlen (given) &&
         sodium_memcmp (secret, given, strlen (secret)) == 0;
}

/* Slows guessing down. The right secret is always taken, so that nobody can
 * lock the owner out by guessing. */
static gboolean
is_guessing (CloudContext *context)
{
  gint64 minute = sluice_clock_now_seconds (context->clock) / 60;

  if (context->failures_minute != minute)
    {
      context->failures_minute = minute;
      context->failures = 0;
    }
  return ++context->failures > FAILURES_A_MINUTE;
}

/* Returns: the error of RFC 6749 §4.1.2.1, or NULL when the request is in order */
static const char *
find_fault (GHashTable  *form,
            char       **out_scope)
{
  const char *challenge = g_hash_table_lookup (form, "code_challenge");
  const char *scope = g_hash_table_lookup (form, "scope");
  g_autofree char *all = g_strjoinv (" ", (char **) cloud_router_get_scopes ());

  if (g_strcmp0 (g_hash_table_lookup (form, "response_type"), "code") != 0)
    return "unsupported_response_type";
  if (challenge == NULL || strlen (challenge) != CHALLENGE_LENGTH ||
      g_strcmp0 (g_hash_table_lookup (form, "code_challenge_method"), "S256") != 0)
    return "invalid_request";
  if (scope == NULL || *scope == '\0' || !cloud_tokens_scope_within (scope, all))
    return "invalid_scope";

  *out_scope = g_strdup (scope);
  return NULL;
}

static void
grant_code (CloudRequest *request,
            GHashTable   *form,
            const char   *scope)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *account = cloud_store_find_owner (request->context->store, &error);
  g_autofree char *code = NULL;

  if (account != NULL)
    {
      CloudCode wanted = {
        account, g_hash_table_lookup (form, "client_id"), g_hash_table_lookup (form, "redirect_uri"),
        scope, g_hash_table_lookup (form, "code_challenge")
      };

      code = cloud_codes_make (request->context, &wanted, &error);
    }

  if (code == NULL)
    {
      if (error != NULL)
        sluice_log_error (G_LOG_LEVEL_WARNING, "a sign-in failed", error);
      redirect (request, form, "error", "server_error", NULL);
      return;
    }

  redirect (request, form, "code", code, NULL);
}

/** cloud_oauth_authorize: gives the owner of this computer an authorization code. */
void
cloud_oauth_authorize (CloudRequest *request)
{
  g_autoptr(GHashTable) form = cloud_request_form (request);
  const CloudClient *client = form != NULL ? cloud_clients_find (g_hash_table_lookup (form, "client_id")) : NULL;
  g_autofree char *scope = NULL;
  const char *fault;

  /* Without a redirect address that is known to be the client's, nothing goes there. */
  if (client == NULL || !cloud_clients_may_redirect (client, g_hash_table_lookup (form, "redirect_uri")))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                               "The client or its redirect address is not known here, or the form is not in order");
      return;
    }

  fault = find_fault (form, &scope);
  if (fault != NULL)
    redirect (request, form, "error", fault, NULL);
  else if (is_owner (request, form))
    grant_code (request, form, scope);
  else if (is_guessing (request->context))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Retry-After", "60");
      cloud_reply_oauth_error (request, CLOUD_STATUS_TOO_MANY_REQUESTS, "temporarily_unavailable",
                               "Too many wrong secrets; try again in a minute");
    }
  else
    {
      sluice_log (G_LOG_LEVEL_MESSAGE, "a sign-in was refused", "CLIENT_ID", client->id, NULL);
      redirect (request, form, "error", "access_denied", NULL);
    }
}
