/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-sessions.h"

#include "cloud-token.h"
#include "sluice-key.h"

#include <sodium.h>
#include <string.h>

/*
 * Two cookies. One is the browser's session, short and made anew at every
 * sign-in. The other says that somebody has signed in with this browser before:
 * guesses that come from elsewhere cannot keep its owner out.
 */
#define SESSION_COOKIE "__Host-sluice-session"
#define SESSION_SECONDS (30 * 60)
#define DEVICE_COOKIE "__Host-sluice-device"
#define DEVICE_SECONDS ((gint64) 365 * 24 * 60 * 60)
#define DEVICE_FAILURES 10

void
cloud_session_free (CloudSession *self)
{
  sluice_secret_free (self->secret);
  g_free (self->hash);
  g_free (self->account);
  g_free (self);
}

static char *
get_cookie (CloudRequest *request,
            const char   *name)
{
  const char *header = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message),
                                                      "Cookie");
  g_auto(GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);
  g_autofree char *prefix = g_strconcat (name, "=", NULL);

  for (guint i = 0; cookies[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (cookies[i]), prefix))
      return g_strdup (cookies[i] + strlen (prefix));

  return NULL;
}

/* SameSite=Lax: clients send the browser here from elsewhere, and then it has to know its session. */
static void
set_cookie (CloudRequest *request,
            const char   *name,
            const char   *value,
            gint64        seconds)
{
  g_autofree char *cookie = g_strdup_printf ("%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%"
                                             G_GINT64_FORMAT, name, value, seconds);

  soup_message_headers_append (soup_server_message_get_response_headers (request->message), "Set-Cookie", cookie);
}

/** cloud_session_find: (transfer full) (nullable): the session of the browser that asks. */
CloudSession *
cloud_session_find (CloudRequest *request)
{
  g_autoptr(CloudSession) self = g_new0 (CloudSession, 1);
  g_autoptr(SluiceStatement) row = NULL;

  self->secret = get_cookie (request, SESSION_COOKIE);
  if (self->secret == NULL)
    return NULL;

  self->hash = cloud_tokens_hash (self->secret);
  row = sluice_database_query (cloud_store_get_data (request->context->store), NULL,
                               "SELECT account FROM sessions WHERE hash = ? AND expires > ?", "si",
                               self->hash, cloud_request_now (request));
  if (row == NULL || !sluice_statement_step (row, NULL))
    return NULL;

  self->account = g_strdup (sluice_statement_text (row, 0));
  return g_steal_pointer (&self);
}

/**
 * cloud_session_begin:
 * @request: the browser's request; its answer gets the cookie
 * @before: (nullable): the session it had, which ends; the requests open in it go along
 * @account: (nullable): who signed in
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): a new session, whose cookie nobody can have known before
 */
CloudSession *
cloud_session_begin (CloudRequest        *request,
                     const CloudSession  *before,
                     const char          *account,
                     GError             **error)
{
  SluiceDatabase *database = cloud_store_get_data (request->context->store);
  g_autoptr(CloudSession) self = g_new0 (CloudSession, 1);

  self->secret = sluice_random_token (32);
  self->hash = cloud_tokens_hash (self->secret);
  self->account = g_strdup (account);
  if (!sluice_database_exec (database, error, "INSERT INTO sessions (hash, account, expires) VALUES (?, ?, ?)", "ssi",
                             self->hash, account, cloud_request_now (request) + SESSION_SECONDS))
    return NULL;
  if (before != NULL &&
      (!sluice_database_exec (database, error, "UPDATE asks SET session = ? WHERE session = ?", "ss",
                              self->hash, before->hash) ||
       !sluice_database_exec (database, error, "DELETE FROM sessions WHERE hash = ?", "s", before->hash)))
    return NULL;

  set_cookie (request, SESSION_COOKIE, self->secret, SESSION_SECONDS);
  return g_steal_pointer (&self);
}

/** cloud_session_make_token: (transfer full): what a form of this session has to bring along. */
char *
cloud_session_make_token (const CloudSession *self,
                          const char         *purpose)
{
  g_autofree char *text = g_strconcat ("form/", self->secret, "/", purpose, NULL);

  return cloud_tokens_hash (text);
}

/** cloud_session_check_token: whether a form was made for this session and @purpose. */
gboolean
cloud_session_check_token (const CloudSession *self,
                           const char         *purpose,
                           const char         *token)
{
  g_autofree char *expected = cloud_session_make_token (self, purpose);

  return token != NULL && strlen (token) == strlen (expected) &&
         sodium_memcmp (token, expected, strlen (expected)) == 0;
}

static char *
device_hash (CloudRequest *request)
{
  g_autofree char *secret = get_cookie (request, DEVICE_COOKIE);

  return secret != NULL ? cloud_tokens_hash (secret) : NULL;
}

/** cloud_device_is_known: whether somebody signed in to @account with this browser before. */
gboolean
cloud_device_is_known (CloudRequest *request,
                       const char   *account)
{
  g_autofree char *hash = device_hash (request);
  g_autoptr(SluiceStatement) row = NULL;

  if (hash == NULL)
    return FALSE;

  row = sluice_database_query (cloud_store_get_data (request->context->store), NULL,
                               "SELECT 1 FROM devices WHERE hash = ? AND account = ? AND expires > ?", "ssi",
                               hash, account, cloud_request_now (request));
  return row != NULL && sluice_statement_step (row, NULL);
}

/** cloud_device_failed: a wrong password from a known browser; too many, and it is a stranger's. */
void
cloud_device_failed (CloudRequest *request,
                     const char   *account)
{
  SluiceDatabase *database = cloud_store_get_data (request->context->store);
  g_autofree char *hash = device_hash (request);

  if (hash == NULL)
    return;

  sluice_database_exec (database, NULL, "UPDATE devices SET failures = failures + 1 WHERE hash = ? AND account = ?",
                        "ss", hash, account);
  sluice_database_exec (database, NULL, "DELETE FROM devices WHERE hash = ? AND failures >= ?", "si",
                        hash, (gint64) DEVICE_FAILURES);
}

/** cloud_device_remember: somebody signed in to @account with this browser. */
gboolean
cloud_device_remember (CloudRequest  *request,
                       const char    *account,
                       GError       **error)
{
  SluiceDatabase *database = cloud_store_get_data (request->context->store);
  g_autofree char *before = device_hash (request);
  g_autofree char *secret = sluice_random_token (32);
  g_autofree char *hash = cloud_tokens_hash (secret);

  if ((before != NULL &&
       !sluice_database_exec (database, error, "DELETE FROM devices WHERE hash = ? AND account = ?", "ss",
                              before, account)) ||
      !sluice_database_exec (database, error, "INSERT INTO devices (hash, account, expires) VALUES (?, ?, ?)", "ssi",
                             hash, account, cloud_request_now (request) + DEVICE_SECONDS))
    return FALSE;

  set_cookie (request, DEVICE_COOKIE, secret, DEVICE_SECONDS);
  return TRUE;
}
