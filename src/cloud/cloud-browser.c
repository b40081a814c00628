/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-browser.h"

#include "cloud-authorize.h"
#include "cloud-consents.h"
#include "cloud-decision.h"
#include "cloud-grants.h"
#include "cloud-handlers.h"
#include "cloud-pages.h"
#include "sluice-cloud-error.h"
#include "sluice-log.h"

#include <string.h>

/*
 * A request that a browser came with: it is kept, and the browser sent to a
 * page of its own for it, `/authorize/{id}`, which it can reload and which only
 * the session that opened it can see. There somebody signs in, and then decides.
 */
#define OPEN_SECONDS (10 * 60)
#define GIVE "give."

void
cloud_visit_clear (CloudVisit *self)
{
  g_clear_pointer (&self->session, cloud_session_free);
  g_clear_pointer (&self->ask, cloud_ask_free);
  g_clear_pointer (&self->form, g_hash_table_unref);
}

/** cloud_visit_fail: a page that says that it is the cloud. */
void
cloud_visit_fail (CloudRequest *request,
                  const GError *error)
{
  sluice_log_error (G_LOG_LEVEL_WARNING, "a page could not be made", error);
  cloud_pages_problem (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "The cloud could not do this.");
}

/**
 * cloud_browser_begin:
 * @request: a browser's request
 * @ask: what its client asks for
 *
 * Keeps it, and sends the browser to the page for it.
 */
void
cloud_browser_begin (CloudRequest   *request,
                     const CloudAsk *ask)
{
  g_autoptr(CloudSession) session = cloud_session_find (request);
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  if (g_strcmp0 (ask->prompt, "none") == 0)
    {
      cloud_authorize_answer (request, ask, "error", session != NULL && session->account != NULL ? "consent_required"
                                                                                                  : "login_required");
      return;
    }

  /* Whoever is to sign in anew, does it in a new session. */
  if (session == NULL || g_strcmp0 (ask->prompt, "login") == 0)
    {
      g_clear_pointer (&session, cloud_session_free);
      session = cloud_session_begin (request, NULL, NULL, &error);
    }
  if (session != NULL)
    id = cloud_asks_keep (request->context, "browser", ask->client->id, ask->params, session->hash, OPEN_SECONDS,
                          &error);
  if (id == NULL)
    {
      cloud_visit_fail (request, error);
      return;
    }

  path = g_strconcat ("/authorize/", id, NULL);
  cloud_reply_empty (request, SOUP_STATUS_SEE_OTHER);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Location", path);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Referrer-Policy",
                                "no-referrer");
}

/** cloud_visit_read: whether there is such a request; if not, it is answered. */
gboolean
cloud_visit_read (CloudVisit   *visit,
                  CloudRequest *request)
{
  g_autoptr(GError) error = NULL;

  visit->request = request;
  visit->id = request->params[0];
  visit->session = cloud_session_find (request);
  if (visit->session != NULL)
    visit->ask = cloud_asks_find (request->context, "browser", visit->id, visit->session->hash, &error);
  if (visit->ask != NULL)
    return TRUE;

  if (error != NULL && !g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    cloud_visit_fail (request, error);
  else
    cloud_pages_problem (request, SOUP_STATUS_BAD_REQUEST,
                         "This request is answered already, has expired, or was opened in another browser.");
  return FALSE;
}

/** cloud_visit_show: the page to sign in with, or to decide on. */
void
cloud_visit_show (const CloudVisit *visit,
                  guint             status,
                  const char       *problem)
{
  CloudRequest *request = visit->request;
  g_autofree char *token = cloud_session_make_token (visit->session, visit->id);
  g_autofree char *username = visit->session->account != NULL
                              ? cloud_store_dup_username (request->context->store, visit->session->account, NULL)
                              : NULL;
  CloudPage page = { visit->ask, token, username, problem };

  if (username != NULL)
    cloud_pages_consent (request, status, &page);
  else
    cloud_pages_sign_in (request, status, &page);
}

/** cloud_browser_get: the page for a request: to sign in, or to decide. */
void
cloud_browser_get (CloudRequest *request)
{
  g_auto(CloudVisit) visit = { 0 };

  if (cloud_visit_read (&visit, request))
    cloud_visit_show (&visit, SOUP_STATUS_OK, NULL);
}

/** cloud_visit_reload: to the same page again, so that reloading it sends nothing twice. */
void
cloud_visit_reload (CloudRequest *request)
{
  g_autofree char *path = g_strconcat ("/authorize/", request->params[0], NULL);

  cloud_reply_empty (request, SOUP_STATUS_SEE_OTHER);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Location", path);
}

static GStrv
ticked (const CloudVisit *visit)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, visit->form);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, GIVE))
      g_strv_builder_add (builder, (char *) name + strlen (GIVE));

  return g_strv_builder_end (builder);
}

/* The receipt of a decision about a third party; signing in to our own programs is none. */
static gboolean
leave_receipt (const CloudVisit    *visit,
               const CloudDecision *decision,
               const char          *grant,
               GError             **error)
{
  g_autoptr(JsonObject) receipt = NULL;

  if (visit->ask->client->is_first_party || visit->session->account == NULL)
    return TRUE;

  receipt = cloud_consent_state (visit->request->context, visit->ask, visit->session->account, "browser",
                                 decision != NULL ? decision->categories : NULL,
                                 decision != NULL ? decision->duration : visit->ask->duration, grant, error);
  return receipt != NULL;
}

static void
approve (const CloudVisit *visit)
{
  CloudContext *context = visit->request->context;
  const char *duration = g_hash_table_lookup (visit->form, "duration");
  g_auto(GStrv) categories = ticked (visit);
  CloudDecision decision = {
    visit->ask, visit->session->account, "browser", (const char * const *) categories,
    duration != NULL && !visit->ask->client->is_first_party ? duration : visit->ask->duration
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *code = NULL;

  if (!cloud_duration_is_known (decision.duration))
    {
      cloud_visit_show (visit, SOUP_STATUS_BAD_REQUEST, "That duration is not one of those to choose from.");
      return;
    }

  grant = cloud_decision_grant (context, &decision, &error);
  if (grant == NULL && g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
    {
      cloud_visit_show (visit, SOUP_STATUS_BAD_REQUEST, "Nothing is ticked. Tick what you want to share, or choose Deny.");
      return;
    }

  code = grant != NULL ? cloud_decision_code (context, visit->ask, grant, &error) : NULL;
  if (code == NULL || !cloud_asks_forget (context, visit->id, &error) ||
      !leave_receipt (visit, &decision, grant, &error))
    {
      if (grant != NULL)
        cloud_grants_revoke (context, grant, NULL);
      sluice_log_error (G_LOG_LEVEL_WARNING, "a decision could not be kept", error);
      cloud_authorize_answer (visit->request, visit->ask, "error", "server_error");
    }
  else
    cloud_authorize_answer (visit->request, visit->ask, "code", code);
}

static void
deny (const CloudVisit *visit)
{
  g_autoptr(GError) error = NULL;

  cloud_asks_forget (visit->request->context, visit->id, NULL);
  if (!leave_receipt (visit, NULL, NULL, &error))
    sluice_log_error (G_LOG_LEVEL_WARNING, "a decision left no receipt", error);
  cloud_authorize_deny (visit->request, visit->ask);
}

static void
sign_out (const CloudVisit *visit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudSession) session = cloud_session_begin (visit->request, visit->session, NULL, &error);

  if (session != NULL)
    cloud_visit_reload (visit->request);
  else
    cloud_visit_fail (visit->request, error);
}

/* Returns: whether the form is one that this cloud made for this browser and request */
static gboolean
is_own_form (const CloudVisit *visit)
{
  const char *origin = soup_message_headers_get_list (
    soup_server_message_get_request_headers (visit->request->message), "Origin");

  return visit->form != NULL &&
         /* "null" is what a page without a referrer sends. */
         (origin == NULL || g_str_equal (origin, "null") || g_str_equal (origin, visit->request->context->url)) &&
         cloud_session_check_token (visit->session, visit->id, g_hash_table_lookup (visit->form, "token"));
}

/** cloud_browser_post: a form of such a page: a name and password, or a decision. */
void
cloud_browser_post (CloudRequest *request)
{
  g_auto(CloudVisit) visit = { 0 };
  const char *action;

  if (!cloud_visit_read (&visit, request))
    return;

  visit.form = cloud_request_form (request);
  if (!is_own_form (&visit))
    {
      cloud_pages_problem (request, SOUP_STATUS_BAD_REQUEST, "This form was not made for this browser.");
      return;
    }

  action = g_hash_table_lookup (visit.form, "action");
  if (g_strcmp0 (action, "deny") == 0)
    deny (&visit);
  else if (g_strcmp0 (action, "sign-in") == 0 && visit.session->account == NULL)
    cloud_sign_in_begin (&visit);
  else if (g_strcmp0 (action, "approve") == 0 && visit.session->account != NULL)
    approve (&visit);
  else if (g_strcmp0 (action, "sign-out") == 0)
    sign_out (&visit);
  else
    cloud_visit_show (&visit, SOUP_STATUS_BAD_REQUEST, "Nothing was chosen.");
}
