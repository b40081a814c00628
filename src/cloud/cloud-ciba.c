/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-authorize.h"
#include "cloud-consents.h"
#include "cloud-handlers.h"
#include "sluice-key.h"
#include "sluice-log.h"

/*
 * Backchannel authentication (OpenID CIBA Core 1.0, poll mode): a client that
 * knows a person's user name asks, and the person's own programs show it.
 * Whoever is asked too often ends up saying yes to be left alone, so asking has
 * its limits.
 */
#define WAIT_SECONDS 300
#define MAX_BINDING_MESSAGE 60
#define MAX_OPEN 3
#define MAX_A_MINUTE 5
#define DENIALS 2
#define COOL_DOWN_SECONDS 600

/* CIBA Core §7.1: whom to ask, in one way, and what else is understood here. */
static gboolean
read_form (CloudRequest *request,
           CloudAsk     *ask,
           GHashTable   *form,
           CloudFault   *fault)
{
  const char *message = g_hash_table_lookup (form, "binding_message");
  const char *expiry = g_hash_table_lookup (form, "requested_expiry");
  guint64 seconds;

  if (!cloud_client_is_confidential (ask->client) || !cloud_client_may_use (ask->client, CLOUD_GRANT_TYPE_CIBA))
    return cloud_ask_fail (fault, "unauthorized_client", "This client is not registered for this");
  if (g_hash_table_contains (form, "request"))
    return cloud_ask_fail (fault, "invalid_request", "Signed requests are not read here");
  if (!g_hash_table_contains (form, "login_hint") || g_hash_table_contains (form, "login_hint_token") ||
      g_hash_table_contains (form, "id_token_hint"))
    return cloud_ask_fail (fault, "invalid_request", "A login_hint, and no other hint, says whom to ask");
  if (message != NULL && !cloud_details_is_plain_line (message, MAX_BINDING_MESSAGE))
    return cloud_ask_fail (fault, "invalid_binding_message", "It is one line of at most 60 letters");
  if (expiry != NULL && !g_ascii_string_to_unsigned (expiry, 10, 1, G_MAXUINT32, &seconds, NULL))
    return cloud_ask_fail (fault, "invalid_request", "The requested_expiry is a number of seconds");

  return cloud_ask_read (ask, request->context->url, form, fault);
}

/* By user name only: an e-mail address is nobody's to try out. */
static char *
find_account (CloudContext  *context,
              const char    *name,
              GError       **error)
{
  g_autofree char *fingerprint = g_utf8_validate (name, -1, NULL) ? cloud_store_fingerprint_name (context->store, name)
                                                                  : g_strdup ("");
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error, "SELECT id FROM accounts WHERE fingerprint = ?", "s", fingerprint);

  return row != NULL && sluice_statement_step (row, error) ? g_strdup (sluice_statement_text (row, 0)) : NULL;
}

/* The seconds until @sql, which gives a time and a number, lets more than @most pass; 0 for at once. */
static gint64
seconds_left (CloudContext  *context,
              const char    *sql,
              const char    *account,
              const char    *client,
              gint64         most,
              gint64         seconds,
              GError       **error)
{
  gint64 now = sluice_clock_now_seconds (context->clock);
  g_autoptr(SluiceStatement) row = sluice_database_query (cloud_store_get_data (context->store), error, sql, "ssi",
                                                          account, client, now - seconds);

  if (row == NULL || !sluice_statement_step (row, error) || sluice_statement_int (row, 1) < most)
    return 0;
  return MAX (sluice_statement_int (row, 0) + seconds - now, 1);
}

/* What a client may not do to a person: each says since when, and how often. The newest answers are what counts as
 * being refused in a row; what was never answered is no answer. */
static const struct
{
  const char *sql;
  gint64      most;
  gint64      seconds;
} limits[] = {
  { "SELECT min (created), count(*) FROM consents WHERE account = ?1 AND client = ?2 AND origin = 'ciba'"
    " AND state = 'pending' AND created > ?3", MAX_OPEN, WAIT_SECONDS },
  { "SELECT min (created), count(*) FROM consents WHERE account = ?1 AND ?2 NOTNULL AND origin = 'ciba'"
    " AND created > ?3", MAX_A_MINUTE, 60 },
  { "SELECT max (decided), sum (state = 'denied') FROM (SELECT decided, state FROM consents WHERE account = ?1"
    " AND client = ?2 AND state IN ('approved', 'denied') ORDER BY decided DESC, rowid DESC LIMIT 2)"
    " HAVING max (decided) > ?3", DENIALS, COOL_DOWN_SECONDS },
};

/* Returns: seconds until this client may ask this person; 0 for at once */
static gint64
seconds_to_wait (CloudContext  *context,
                 const char    *account,
                 const char    *client,
                 GError       **error)
{
  g_autoptr(GError) failed = NULL;
  gint64 wait = 0;

  for (guint i = 0; failed == NULL && i < G_N_ELEMENTS (limits); i++)
    wait = MAX (wait, seconds_left (context, limits[i].sql, account, client, limits[i].most, limits[i].seconds,
                                    &failed));

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return wait;
}

static void
reply_failure (CloudRequest *request,
               const GError *error)
{
  sluice_log_error (G_LOG_LEVEL_WARNING, "a backchannel request failed", error);
  cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "The cloud could not do this");
}

static void
keep (CloudRequest   *request,
      const CloudAsk *ask,
      GHashTable     *form,
      const char     *account)
{
  const char *expiry = g_hash_table_lookup (form, "requested_expiry");
  g_autofree char *handle = sluice_random_token (32);
  CloudNewConsent wanted = {
    .account = account, .origin = "ciba", .client_id = ask->client->id, .params = form, .handle = handle,
    .binding_message = g_hash_table_lookup (form, "binding_message"),
    .seconds = expiry != NULL ? MIN (g_ascii_strtoll (expiry, NULL, 10), WAIT_SECONDS) : WAIT_SECONDS
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = cloud_consents_keep (request->context, &wanted, &error);
  JsonObject *body;

  if (id == NULL)
    {
      reply_failure (request, error);
      return;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "auth_req_id", handle);
  json_object_set_int_member (body, "expires_in", wanted.seconds);
  json_object_set_int_member (body, "interval", CLOUD_POLL_SECONDS);
  cloud_reply_json (request, SOUP_STATUS_OK, body);
}

/** cloud_ciba_post: asks a person. */
void
cloud_ciba_post (CloudRequest *request)
{
  g_autoptr(GHashTable) form = NULL;
  CloudClient *client = cloud_client_identify (request, &form);
  g_autoptr(CloudAsk) ask = client != NULL ? cloud_ask_new (client) : NULL;
  g_autofree char *account = NULL;
  g_autoptr(GError) error = NULL;
  CloudFault fault;
  gint64 wait = 0;

  if (client == NULL)
    return;
  if (!read_form (request, ask, form, &fault))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, fault.error, fault.description);
      return;
    }

  if (cloud_consents_settle (request->context, &error))
    account = find_account (request->context, g_hash_table_lookup (form, "login_hint"), &error);
  if (account != NULL)
    wait = seconds_to_wait (request->context, account, client->id, &error);

  if (error != NULL)
    reply_failure (request, error);
  else if (account == NULL)
    cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "unknown_user_id", "Nobody has that user name here");
  else if (wait > 0)
    {
      cloud_reply_wait (request, wait);
      cloud_reply_oauth_error (request, CLOUD_STATUS_TOO_MANY_REQUESTS, "temporarily_unavailable",
                               "The person was asked too often");
    }
  else
    keep (request, ask, form, account);
}
