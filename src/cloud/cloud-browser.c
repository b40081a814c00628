/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-browser.h"

#include "cloud-accounts.h"
#include "cloud-attempts.h"
#include "cloud-authorize.h"
#include "cloud-decision.h"
#include "cloud-grants.h"
#include "cloud-handlers.h"
#include "cloud-pages.h"
#include "cloud-sessions.h"
#include "sluice-cloud-error.h"
#include "sluice-log.h"

#include <string.h>

/*
 * A request that a browser came with: it is kept, and the browser sent to a
 * page of its own for it, `/authorize/{id}`, which it can reload and which only
 * the session that opened it can see. There somebody signs in, and then decides.
 */
#define OPEN_SECONDS (10 * 60)
/* Few tries for one name from one address; more for all from an address; and so
 * many for a name from everywhere that keeping its owner waiting takes an army. */
#define FREE_TRIES 5
#define FREE_TRIES_ADDRESS 20
#define FREE_TRIES_NAME 100
#define MAX_CHECKS 4
#define GIVE "give."

/* What both methods of the page begin with. */
typedef struct
{
  CloudRequest *request;
  const char   *id;
  CloudSession *session;
  CloudAsk     *ask;
  GHashTable   *form; /* nullable */
} Visit;

static void
visit_clear (Visit *visit)
{
  g_clear_pointer (&visit->session, cloud_session_free);
  g_clear_pointer (&visit->ask, cloud_ask_free);
  g_clear_pointer (&visit->form, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Visit, visit_clear)

static void
reply_failed (CloudRequest *request,
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
      reply_failed (request, error);
      return;
    }

  path = g_strconcat ("/authorize/", id, NULL);
  cloud_reply_empty (request, SOUP_STATUS_SEE_OTHER);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Location", path);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Referrer-Policy",
                                "no-referrer");
}

/* Returns: whether there is such a request; if not, it is answered */
static gboolean
read_visit (Visit        *visit,
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
    reply_failed (request, error);
  else
    cloud_pages_problem (request, SOUP_STATUS_BAD_REQUEST,
                         "This request is answered already, has expired, or was opened in another browser.");
  return FALSE;
}

static void
show (const Visit *visit,
      guint        status,
      const char  *problem)
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
  g_auto(Visit) visit = { 0 };

  if (read_visit (&visit, request))
    show (&visit, SOUP_STATUS_OK, NULL);
}

/* To the same page again, so that reloading it sends nothing twice. */
static void
reload (CloudRequest *request)
{
  g_autofree char *path = g_strconcat ("/authorize/", request->params[0], NULL);

  cloud_reply_empty (request, SOUP_STATUS_SEE_OTHER);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Location", path);
}

static void
show_too_often (const Visit *visit,
                gint64       seconds)
{
  g_autofree char *wait = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *problem = g_strdup_printf ("There were too many wrong passwords. Try again in %s seconds, or with "
                                              "a browser that you signed in with before.", wait);

  soup_message_headers_replace (soup_server_message_get_response_headers (visit->request->message), "Retry-After",
                                wait);
  show (visit, CLOUD_STATUS_TOO_MANY_REQUESTS, problem);
}

/* One sign-in, from the form to the answer. */
typedef struct
{
  CloudLater *later;
  char       *account; /* nullable: there is none of that name */
  char       *name_key;
  char       *address_key;
  char       *pair_key;
  gboolean    is_known_device;
  guint      *n_checks; /* nullable: it has begun */
} SignIn;

static void
sign_in_free (SignIn *sign_in)
{
  g_free (sign_in->account);
  g_free (sign_in->name_key);
  g_free (sign_in->address_key);
  g_free (sign_in->pair_key);
  if (sign_in->n_checks != NULL)
    {
      (*sign_in->n_checks)--;
      g_rc_box_release (sign_in->n_checks);
    }
  g_free (sign_in);
}

static void
take_password (SignIn *sign_in,
               Visit  *visit)
{
  CloudRequest *request = visit->request;
  g_autoptr(CloudSession) session = NULL;
  g_autoptr(GError) error = NULL;

  cloud_attempts_forget (request->context->attempts, sign_in->pair_key);
  session = cloud_session_begin (request, visit->session, sign_in->account, &error);
  if (session != NULL && cloud_device_remember (request, sign_in->account, &error))
    reload (request);
  else
    reply_failed (request, error);
}

static void
refuse_password (SignIn *sign_in,
                 Visit  *visit)
{
  CloudAttempts *attempts = visit->request->context->attempts;
  gint64 now = cloud_request_now (visit->request);

  if (sign_in->is_known_device)
    cloud_device_failed (visit->request, sign_in->account);
  else
    {
      cloud_attempts_fail (attempts, sign_in->pair_key, FREE_TRIES, now);
      cloud_attempts_fail (attempts, sign_in->name_key, FREE_TRIES_NAME, now);
      cloud_attempts_fail (attempts, sign_in->address_key, FREE_TRIES_ADDRESS, now);
    }
  sluice_log (G_LOG_LEVEL_MESSAGE, "a sign-in was refused", "CLIENT_ID", visit->ask->client->id, NULL);
  show (visit, SOUP_STATUS_FORBIDDEN, "The name or the password is not right.");
}

static DexFuture *
password_checked_cb (DexFuture *future,
                     gpointer   data)
{
  SignIn *sign_in = data;
  CloudRequest *request = sign_in->later->request;
  const GValue *value = dex_future_get_value (future, NULL);
  gboolean is_right = value != NULL && g_value_get_boolean (value);

  if (request != NULL)
    {
      g_auto(Visit) visit = { 0 };

      if (!read_visit (&visit, request))
        ;
      else if (is_right)
        take_password (sign_in, &visit);
      else
        refuse_password (sign_in, &visit);
    }

  cloud_later_done (sign_in->later);
  return dex_future_new_true ();
}

/* Guesses from strangers wait; the owner, in a browser that signed in before, does not. */
static gint64
seconds_to_wait (const Visit  *visit,
                 const SignIn *sign_in)
{
  CloudAttempts *attempts = visit->request->context->attempts;
  gint64 now = cloud_request_now (visit->request);

  if (sign_in->is_known_device)
    return 0;
  return MAX (cloud_attempts_get_wait (attempts, sign_in->pair_key, now),
              MAX (cloud_attempts_get_wait (attempts, sign_in->name_key, now),
                   cloud_attempts_get_wait (attempts, sign_in->address_key, now)));
}

static SignIn *
sign_in_new (const Visit *visit,
             const char  *name)
{
  CloudRequest *request = visit->request;
  CloudStore *store = request->context->store;
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->account = cloud_accounts_find (store, name, NULL);
  /* By account where there is one: its two names do not give twice the tries. */
  sign_in->name_key = sign_in->account != NULL ? g_strdup (sign_in->account) : cloud_store_fingerprint_name (store, name);
  sign_in->address_key = g_strdup (soup_server_message_get_remote_host (request->message));
  if (sign_in->address_key == NULL)
    sign_in->address_key = g_strdup ("unknown");
  sign_in->pair_key = g_strconcat (sign_in->name_key, "@", sign_in->address_key, NULL);
  sign_in->is_known_device = sign_in->account != NULL && cloud_device_is_known (request, sign_in->account);
  return sign_in;
}

static void
begin_sign_in (const Visit *visit)
{
  CloudRequest *request = visit->request;
  const char *name = g_hash_table_lookup (visit->form, "name");
  const char *password = g_hash_table_lookup (visit->form, "password");
  SignIn *sign_in;
  g_autofree char *hash = NULL;
  gint64 seconds;

  if (name == NULL || password == NULL || *name == '\0' || strlen (password) > CLOUD_PASSWORD_MAX ||
      !g_utf8_validate (name, -1, NULL))
    {
      show (visit, SOUP_STATUS_FORBIDDEN, "The name or the password is not right.");
      return;
    }

  sign_in = sign_in_new (visit, name);
  seconds = seconds_to_wait (visit, sign_in);
  if (seconds > 0 || *request->context->n_checks >= MAX_CHECKS)
    {
      show_too_often (visit, MAX (seconds, 1));
      sign_in_free (sign_in);
      return;
    }

  hash = sign_in->account != NULL ? cloud_accounts_dup_password (request->context->store, sign_in->account, NULL)
                                  : NULL;
  sign_in->n_checks = g_rc_box_acquire (request->context->n_checks);
  (*sign_in->n_checks)++;
  sign_in->later = cloud_request_answer_later (request);
  dex_future_disown (dex_future_finally (cloud_accounts_check_password (hash, password), password_checked_cb, sign_in,
                                         (GDestroyNotify) sign_in_free));
}

static GStrv
ticked (const Visit *visit)
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

static void
approve (const Visit *visit)
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
      show (visit, SOUP_STATUS_BAD_REQUEST, "That duration is not one of those to choose from.");
      return;
    }

  grant = cloud_decision_grant (context, &decision, &error);
  if (grant == NULL && g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
    {
      show (visit, SOUP_STATUS_BAD_REQUEST, "Nothing is ticked. Tick what you want to share, or choose Deny.");
      return;
    }

  code = grant != NULL ? cloud_decision_code (context, visit->ask, grant, &error) : NULL;
  if (code == NULL || !cloud_asks_forget (context, visit->id, &error))
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a decision could not be kept", error);
      cloud_authorize_answer (visit->request, visit->ask, "error", "server_error");
    }
  else
    cloud_authorize_answer (visit->request, visit->ask, "code", code);
}

static void
deny (const Visit *visit)
{
  cloud_asks_forget (visit->request->context, visit->id, NULL);
  cloud_authorize_deny (visit->request, visit->ask);
}

static void
sign_out (const Visit *visit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudSession) session = cloud_session_begin (visit->request, visit->session, NULL, &error);

  if (session != NULL)
    reload (visit->request);
  else
    reply_failed (visit->request, error);
}

/* Returns: whether the form is one that this cloud made for this browser and request */
static gboolean
is_own_form (const Visit *visit)
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
  g_auto(Visit) visit = { 0 };
  const char *action;

  if (!read_visit (&visit, request))
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
    begin_sign_in (&visit);
  else if (g_strcmp0 (action, "approve") == 0 && visit.session->account != NULL)
    approve (&visit);
  else if (g_strcmp0 (action, "sign-out") == 0)
    sign_out (&visit);
  else
    show (&visit, SOUP_STATUS_BAD_REQUEST, "Nothing was chosen.");
}
