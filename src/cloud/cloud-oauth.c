/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"
#include "cloud-handlers.h"
#include "sluice-scope.h"

#include <string.h>

/* What the cloud says about itself: to OAuth clients, and to who found a hole. */

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
  guint n_scopes;
  const SluiceScope *known = sluice_scope_get_all (&n_scopes);

  for (guint i = 0; i < n_scopes; i++)
    json_array_add_string_element (scopes, known[i].name);
  set_address (request, metadata, "issuer", "");
  set_address (request, metadata, "authorization_endpoint", "/authorize");
  set_address (request, metadata, "token_endpoint", "/token");
  set_address (request, metadata, "pushed_authorization_request_endpoint", "/par");
  set_address (request, metadata, "backchannel_authentication_endpoint", "/bc-authorize");
  set_address (request, metadata, "device_authorization_endpoint", "/device_authorization");
  set_address (request, metadata, "revocation_endpoint", "/revoke");
  set_address (request, metadata, "introspection_endpoint", "/introspect");
  json_object_set_array_member (metadata, "scopes_supported", scopes);
  set_list (metadata, "response_types_supported", "code", NULL);
  set_list (metadata, "response_modes_supported", "query", NULL);
  set_list (metadata, "grant_types_supported", CLOUD_GRANT_TYPE_CODE, CLOUD_GRANT_TYPE_REFRESH,
            CLOUD_GRANT_TYPE_DEVICE, CLOUD_GRANT_TYPE_CIBA, NULL);
  set_list (metadata, "backchannel_token_delivery_modes_supported", "poll", NULL);
  set_list (metadata, "token_endpoint_auth_methods_supported", "none", "client_secret_basic", "client_secret_post", NULL);
  set_list (metadata, "revocation_endpoint_auth_methods_supported", "none", "client_secret_basic", "client_secret_post",
            NULL);
  set_list (metadata, "introspection_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post",
            NULL);
  set_list (metadata, "code_challenge_methods_supported", "S256", NULL);
  set_list (metadata, "authorization_details_types_supported", "sluice_data", NULL);
  set_list (metadata, "dpop_signing_alg_values_supported", "ES256", NULL);
  set_list (metadata, "prompt_values_supported", "none", "login", "consent", NULL);
  set_list (metadata, "ui_locales_supported", "en", NULL);
  json_object_set_boolean_member (metadata, "require_pushed_authorization_requests", FALSE);
  json_object_set_boolean_member (metadata, "request_uri_parameter_supported", FALSE);
  json_object_set_boolean_member (metadata, "backchannel_user_code_parameter_supported", FALSE);
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
