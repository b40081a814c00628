/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-router.h"

#include "cloud-access.h"
#include "cloud-bearer.h"
#include "cloud-guard.h"
#include "cloud-handlers.h"
#include "cloud-listener.h"
#include "sluice-log.h"
#include "sluice-process-record.h"

#include <string.h>

/*
 * From a request's headers to its handler: guard, route, token, size, in this
 * order and before a byte of the body is read. What is on no line of the table
 * does not exist.
 */
#define SMALL_BODY (64 * 1024)

typedef struct
{
  CloudContext *context; /* borrowed: outlives the server */
  char         *authority;
  gboolean      is_strict; /* says that this host is never to be asked without TLS (RFC 6797) */
} Router;

static const CloudRoute routes[] = {
  { "GET", "/.well-known/oauth-authorization-server", NULL, CLOUD_BODY_NONE, cloud_oauth_metadata },
  { "GET", "/.well-known/security.txt", NULL, CLOUD_BODY_NONE, cloud_oauth_security_txt },
  { "GET", "/authorize", NULL, CLOUD_BODY_NONE, cloud_authorize_get },
  { "POST", "/authorize", NULL, CLOUD_BODY_FORM, cloud_authorize_post },
  { "GET", "/authorize/{}", NULL, CLOUD_BODY_NONE, cloud_browser_get },
  { "POST", "/authorize/{}", NULL, CLOUD_BODY_FORM, cloud_browser_post },
  { "GET", "/style.css", NULL, CLOUD_BODY_NONE, cloud_pages_style },
  { "POST", "/token", NULL, CLOUD_BODY_FORM, cloud_oauth_token },
  { "DELETE", "/token", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_oauth_delete_token },
  { "POST", "/par", NULL, CLOUD_BODY_FORM, cloud_pushed_post },
  { "POST", "/bc-authorize", NULL, CLOUD_BODY_FORM, cloud_ciba_post },
  { "POST", "/device_authorization", NULL, CLOUD_BODY_FORM, cloud_device_authorize },
  { "GET", "/device", NULL, CLOUD_BODY_NONE, cloud_device_get },
  { "POST", "/device", NULL, CLOUD_BODY_FORM, cloud_device_post },
  { "POST", "/introspect", NULL, CLOUD_BODY_FORM, cloud_introspect_post },
  { "POST", "/revoke", NULL, CLOUD_BODY_FORM, cloud_oauth_revoke },
  { "GET", "/check-token", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_oauth_check_token },
  { "GET", "/users/permissions", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_introspect_permissions },

  { "GET", "/privacy/v1/categories", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_privacy_categories },
  { "GET", "/privacy/v1/consents", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_list_consents },
  { "POST", "/privacy/v1/consents/lookup", "privacy.consent", CLOUD_BODY_JSON, cloud_privacy_look_up },
  { "GET", "/privacy/v1/consents/{}", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_get_consent },
  { "POST", "/privacy/v1/consents/{}", "privacy.consent", CLOUD_BODY_JSON, cloud_privacy_decide },
  { "GET", "/privacy/v1/consents/{}/samples/{}", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_get_samples },
  { "GET", "/privacy/v1/grants", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_list_grants },
  { "DELETE", "/privacy/v1/grants", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_revoke_all },
  { "DELETE", "/privacy/v1/grants/{}", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_revoke },
  { "POST", "/privacy/v1/grants/{}/narrow", "privacy.consent", CLOUD_BODY_JSON, cloud_privacy_narrow },
  { "GET", "/privacy/v1/receipts", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_list_receipts },
  { "GET", "/privacy/v1/receipts/{}", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_get_receipt },
  { "GET", "/privacy/v1/receipt-keys", NULL, CLOUD_BODY_NONE, cloud_privacy_receipt_keys },
  { "GET", "/privacy/v1/accesses", "privacy.consent", CLOUD_BODY_NONE, cloud_privacy_list_accesses },
  { "GET", "/privacy/v1/capabilities", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_privacy_capabilities },
  { "GET", "/privacy/v1/security", NULL, CLOUD_BODY_NONE, cloud_privacy_security },
  { "GET", "/privacy/v1/inventory", "privacy.inventory", CLOUD_BODY_NONE, cloud_privacy_list_inventory },
  { "GET", "/privacy/v1/inventory/sums", "privacy.inventory", CLOUD_BODY_NONE, cloud_privacy_sum_inventory },
  { "PUT", "/privacy/v1/inventory/{}", "privacy.inventory", CLOUD_BODY_JSON, cloud_privacy_correct_item },
  { "DELETE", "/privacy/v1/inventory/{}", "privacy.inventory", CLOUD_BODY_NONE, cloud_privacy_erase_item },
  { "GET", "/privacy/v1/data/{}", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_privacy_get_data },

  { "GET", "/connect/v1/clusters", "connect.cluster.read", CLOUD_BODY_NONE, cloud_connect_list_clusters },
  { "GET", "/connect/v1/clusters/{}", "connect.cluster.read", CLOUD_BODY_NONE, cloud_connect_get_cluster },
  { "GET", "/connect/v1/clusters/{}/status", "connect.cluster.read", CLOUD_BODY_NONE, cloud_connect_get_status },
  { "GET", "/connect/v1/print_jobs", "connect.cluster.read", CLOUD_BODY_NONE, cloud_connect_list_jobs },
  { "POST", "/connect/v1/clusters/{}/print/{}", "connect.cluster.write", CLOUD_BODY_JSON, cloud_connect_print },

  { "POST", "/process/v1/records", "process.record.write", CLOUD_BODY_RECORD, cloud_process_post },
  { "GET", "/process/v1/records", "process.record.read", CLOUD_BODY_NONE, cloud_process_list },
  { "GET", "/process/v1/records/{}", "process.record.read", CLOUD_BODY_NONE, cloud_process_get },
  { "DELETE", "/process/v1/records/{}", "process.record.write", CLOUD_BODY_NONE, cloud_process_delete },
  { "POST", "/process/v1/records/{}/print", "connect.cluster.write", CLOUD_BODY_JSON, cloud_process_print },

  { "PUT", "/cura/v1/jobs/upload", "cura.printjob.write", CLOUD_BODY_JSON, cloud_upload_announce },
  { "GET", "/cura/v1/jobs/{}", "cura.printjob.read", CLOUD_BODY_NONE, cloud_upload_get },
  { "GET", "/cura/v1/jobs/{}/download", "cura.printjob.read", CLOUD_BODY_NONE, cloud_download_get },
  /* The address itself is the permission, as the vendor's clients expect. */
  { "PUT", "/upload/{}", NULL, CLOUD_BODY_FILE, cloud_upload_end, cloud_upload_begin },
  { "DELETE", "/upload/{}", NULL, CLOUD_BODY_NONE, cloud_upload_abandon },
  { "GET", "/cura/v1/projects", "library.project.read", CLOUD_BODY_NONE, cloud_library_list_projects },
  { "GET", "/cura/v1/projects/{}/files", "library.project.read", CLOUD_BODY_NONE, cloud_library_list_files },
  { "GET", "/cura/v1/feature_budgets", CLOUD_SCOPE_ANY, CLOUD_BODY_NONE, cloud_library_get_budgets },
};

/* Returns: (transfer full) (nullable): what a part of an address stands for; %NULL for none, and for what is no text or
 * would be more than one part */
static char *
read_param (const char *segment)
{
  g_autofree char *text = g_uri_unescape_string (segment, "/");

  return text != NULL && *text != '\0' && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

static gboolean
path_matches (const char    *pattern,
              const char    *path,
              CloudRequest  *request)
{
  g_auto(GStrv) expected = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) segments = g_strsplit (path, "/", -1);
  g_auto(GStrv) params = g_new0 (char *, CLOUD_MAX_PARAMS + 1);
  guint n_params = 0;

  if (g_strv_length (expected) != g_strv_length (segments))
    return FALSE;

  for (guint i = 0; expected[i] != NULL; i++)
    {
      if (g_str_equal (expected[i], "{}") && (params[n_params] = read_param (segments[i])) != NULL)
        n_params++;
      else if (!g_str_equal (expected[i], segments[i]))
        return FALSE;
    }

  for (guint i = 0; i < n_params; i++)
    request->params[i] = g_steal_pointer (&params[i]);
  return TRUE;
}

/* Returns: whether there is such a route; if not, it is answered */
static gboolean
find_route (CloudRequest *request,
            const char   *path)
{
  const char *method = soup_server_message_get_method (request->message);
  g_autoptr(GString) allowed = g_string_new (NULL);

  if (g_str_equal (method, "HEAD"))
    method = "GET";
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (g_str_equal (method, routes[i].method) && path_matches (routes[i].pattern, path, request))
        {
          request->route = &routes[i];
          return TRUE;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      CloudRequest probe = { 0 };

      if (path_matches (routes[i].pattern, path, &probe))
        g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
      for (guint j = 0; j < CLOUD_MAX_PARAMS; j++)
        g_free (probe.params[j]);
    }
  if (allowed->len > 0)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Allow", allowed->str);
      cloud_reply_error (request, SOUP_STATUS_METHOD_NOT_ALLOWED, "methodNotAllowed", "That is not done here");
    }
  else
    cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "notFound", "There is no such address");
  return FALSE;
}

static goffset
limit_of (CloudRequest *request)
{
  switch (request->route->body)
    {
    case CLOUD_BODY_FILE:
      return request->context->max_upload;

    case CLOUD_BODY_RECORD:
      return SLUICE_PROCESS_RECORD_MAX_BYTES;

    case CLOUD_BODY_NONE:
    case CLOUD_BODY_JSON:
    case CLOUD_BODY_FORM:
    default:
      return SMALL_BODY;
    }
}

static void
log_answer (SoupServerMessage  *message,
            const CloudRoute   *route,
            CloudRequest       *request)
{
  g_autofree char *status = g_strdup_printf ("%u", soup_server_message_get_status (message));
  g_autofree char *bytes_in = g_strdup_printf ("%" G_GOFFSET_FORMAT, request->length);
  g_autofree char *bytes_out = g_strdup_printf ("%" G_GOFFSET_FORMAT,
                                                soup_server_message_get_response_body (message)->length);
  g_autofree char *duration = g_strdup_printf ("%" G_GINT64_FORMAT,
                                               (g_get_monotonic_time () - request->began) / 1000);

  sluice_log (G_LOG_LEVEL_INFO, "request answered",
              "ROUTE", route != NULL ? route->pattern : "none",
              "METHOD", route != NULL ? route->method : "none",
              "STATUS", status, "BYTES_IN", bytes_in, "BYTES_OUT", bytes_out, "DURATION_MS", duration, NULL);
}

/** cloud_router_turn_away: of a request that was answered before its body has come: a small one is read past, so that
 * the connection lives on; else it ends, and @request with it. */
void
cloud_router_turn_away (CloudRequest *request)
{
  SoupServerMessage *message = request->message;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (request->length > SMALL_BODY)
    {
      g_autoptr(GBytes) reply = soup_message_body_flatten (soup_server_message_get_response_body (message));

      log_answer (message, request->route, request);
      cloud_guard_refuse (message, soup_server_message_get_status (message), reply);
    }
}

static CloudRequest *
request_of (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "sluice-request");
}

static void
headers_come_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           data)
{
  Router *router = data;
  CloudRequest *request = cloud_request_new (router->context, message);
  guint refusal = cloud_guard_check (message, router->authority, &request->length);

  g_object_set_data_full (G_OBJECT (message), "sluice-request", request, (GDestroyNotify) cloud_request_free);
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  if (refusal != 0)
    {
      g_autofree char *status = g_strdup_printf ("%u", refusal);

      sluice_log (G_LOG_LEVEL_INFO, "request refused", "STATUS", status, NULL);
      cloud_guard_refuse (message, refusal, NULL);
      return;
    }

  if (router->is_strict)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Strict-Transport-Security",
                                  "max-age=31536000");
  if (find_route (request, path) &&
      (request->route->scope == NULL || cloud_bearer_check (request, request->route->scope)))
    {
      if (request->length > limit_of (request))
        cloud_reply_error (request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "moreThanMaximum", "The body is too large");
      else if (request->route->begin != NULL)
        request->route->begin (request);
    }

  if (soup_server_message_get_status (message) != 0)
    cloud_router_turn_away (request);
}

static void
body_came_cb (SoupServer        *server,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           data)
{
  CloudRequest *request = request_of (message);

  if (request == NULL || request->route == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_BAD_REQUEST, NULL);
      return;
    }

  request->route->handler (request);
  if (request->route->scope != NULL && SOUP_STATUS_IS_SUCCESSFUL (soup_server_message_get_status (message)))
    cloud_access_note_route (request);
  if (soup_server_message_get_status (message) == 0 && request->later == NULL)
    cloud_reply_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "internalError", "The cloud could not do this");
}

/* After headers_come_cb(), unless libsoup did not ask: it answers some requests
 * by itself, but not before it has kept the whole body. */
static void
headers_done_cb (SoupServerMessage *message)
{
  cloud_listener_extend (message);
  if (request_of (message) == NULL)
    cloud_guard_refuse (message, SOUP_STATUS_BAD_REQUEST, NULL);
}

static void
progress_cb (SoupServerMessage *message)
{
  cloud_listener_extend (message);
}

static void
request_started_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    gpointer           data)
{
  cloud_listener_extend (message);
  g_signal_connect (message, "got-headers", G_CALLBACK (headers_done_cb), NULL);
  g_signal_connect (message, "got-chunk", G_CALLBACK (progress_cb), NULL);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (progress_cb), NULL);
}

static void
request_ended_cb (SoupServer        *server,
                  SoupServerMessage *message,
                  gpointer           data)
{
  CloudRequest *request = request_of (message);

  cloud_listener_rest (message);
  if (request != NULL)
    log_answer (message, request->route, request);
}

static void
router_free (gpointer data)
{
  Router *router = data;

  g_free (router->authority);
  g_free (router);
}

/*
 * It holds for all ports of a host. So a host whose port says that others are on
 * it does not hear it; for an address that is but numbers it changes nothing.
 */
static gboolean
is_alone (const char *authority)
{
  g_autofree char *address = g_strconcat ("https://", authority, NULL);
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && (g_uri_get_port (uri) == -1 || g_hostname_is_ip_address (g_uri_get_host (uri)));
}

/**
 * cloud_router_attach:
 * @server: gets what answers all its requests
 * @context: what handlers work with; outlives @server
 * @authority: the `host:port` that requests must name
 */
void
cloud_router_attach (SoupServer   *server,
                     CloudContext *context,
                     const char   *authority)
{
  Router *router = g_new0 (Router, 1);

  router->context = context;
  router->authority = g_strdup (authority);
  router->is_strict = is_alone (authority);
  g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), NULL);
  g_signal_connect (server, "request-finished", G_CALLBACK (request_ended_cb), NULL);
  g_signal_connect (server, "request-aborted", G_CALLBACK (request_ended_cb), NULL);
  soup_server_add_early_handler (server, NULL, headers_come_cb, router, router_free);
  soup_server_add_handler (server, NULL, body_came_cb, NULL, NULL);
}
