/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-ask.h"

#include "cloud-token.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"

#include <libsoup/soup.h>
#include <string.h>

/*
 * Requests that wait for a person: pushed by their client (RFC 9126), or open
 * in a browser. Kept as they came and checked again when they are taken: what a
 * client may ask for can have changed in between.
 */
/* So many wait at a time: anybody can open one, and each takes room. */
#define MAX_WAITING 10000
#define URI_PREFIX "urn:ietf:params:oauth:request_uri:"

/** cloud_asks_encode: (transfer full): what of a form belongs to a request; a client's secret, say, does not. */
char *
cloud_asks_encode (GHashTable *params)
{
  static const char * const kept[] = {
    "response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "code_challenge",
    "code_challenge_method", "authorization_details", "resource", "prompt", "dpop_jkt"
  };
  g_autoptr(GHashTable) some = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_hash_table_contains (params, kept[i]))
      g_hash_table_insert (some, (gpointer) kept[i], g_hash_table_lookup (params, kept[i]));
  return soup_form_encode_hash (some);
}

/* Those that are over go first; then the oldest. */
static gboolean
make_room (CloudContext  *context,
           GError       **error)
{
  SluiceDatabase *database = cloud_store_get_data (context->store);
  gint64 now = sluice_clock_now_seconds (context->clock);

  return sluice_database_exec (database, error, "DELETE FROM asks WHERE expires < ?", "i", now) &&
         sluice_database_exec (database, error, "DELETE FROM sessions WHERE expires < ?", "i", now) &&
         sluice_database_exec (database, error, "DELETE FROM asks WHERE rowid IN"
                               " (SELECT rowid FROM asks ORDER BY rowid DESC LIMIT -1 OFFSET ?)", "i",
                               (gint64) MAX_WAITING - 1);
}

/**
 * cloud_asks_keep:
 * @context: the cloud
 * @kind: "pushed" or "browser"
 * @client: whose request
 * @params: its parameters
 * @session: (nullable): hash of the browser's session that opened it
 * @seconds: how long to keep it
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): what finds it again; for a pushed one, the `request_uri`
 */
char *
cloud_asks_keep (CloudContext  *context,
                 const char    *kind,
                 const char    *client,
                 GHashTable    *params,
                 const char    *session,
                 gint64         seconds,
                 GError       **error)
{
  g_autofree char *token = sluice_random_token (32);
  g_autofree char *id = g_str_equal (kind, "pushed") ? g_strconcat (URI_PREFIX, token, NULL) : g_strdup (token);
  g_autofree char *hash = cloud_tokens_hash (id);
  g_autofree char *body = cloud_asks_encode (params);

  if (!make_room (context, error) ||
      !sluice_database_exec (cloud_store_get_data (context->store), error,
                             "INSERT INTO asks (hash, kind, client, body, session, expires) VALUES (?, ?, ?, ?, ?, ?)",
                             "sssssi", hash, kind, client, body, session,
                             sluice_clock_now_seconds (context->clock) + seconds))
    return NULL;

  return g_steal_pointer (&id);
}

static CloudAsk *
read_again (CloudContext  *context,
            const char    *client_id,
            const char    *body,
            GError       **error)
{
  g_autoptr(GHashTable) params = soup_form_decode (body);
  CloudClient *client = cloud_clients_find (context, client_id, error);
  g_autoptr(CloudAsk) ask = NULL;
  CloudFault fault;

  if (client == NULL)
    return NULL;

  ask = cloud_ask_new (client);
  if (!cloud_client_may_redirect (client, g_hash_table_lookup (params, "redirect_uri")) ||
      !cloud_ask_read_code (ask, context->url, params, &fault))
    {
      cloud_tokens_set_not_found (error);
      return NULL;
    }
  return g_steal_pointer (&ask);
}

/**
 * cloud_asks_find:
 * @context: the cloud
 * @kind: "pushed" or "browser"
 * @id: what cloud_asks_keep() gave
 * @session: (nullable): the session that must have opened it
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND: unknown, over, or somebody else's; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the request
 */
CloudAsk *
cloud_asks_find (CloudContext  *context,
                 const char    *kind,
                 const char    *id,
                 const char    *session,
                 GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (id);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT client, body FROM asks WHERE hash = ? AND kind = ? AND session IS ? AND expires > ?", "sssi",
    hash, kind, session, sluice_clock_now_seconds (context->clock));
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  if (sluice_statement_step (row, &failed))
    return read_again (context, sluice_statement_text (row, 0), sluice_statement_text (row, 1), error);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    cloud_tokens_set_not_found (error);
  return NULL;
}

/** cloud_asks_forget: it was answered, or is not to be answered any more. */
gboolean
cloud_asks_forget (CloudContext  *context,
                   const char    *id,
                   GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (id);

  return sluice_database_exec (cloud_store_get_data (context->store), error, "DELETE FROM asks WHERE hash = ?", "s",
                               hash);
}

/**
 * cloud_asks_take_pushed:
 * @context: the cloud
 * @client: whose it must be
 * @request_uri: what the client was given for it
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * RFC 9126 §4: good once. Another client's is not found, and stays.
 *
 * Returns: (transfer full) (nullable): the request
 */
CloudAsk *
cloud_asks_take_pushed (CloudContext  *context,
                        const char    *client,
                        const char    *request_uri,
                        GError       **error)
{
  g_autoptr(CloudAsk) ask = cloud_asks_find (context, "pushed", request_uri, NULL, error);

  if (ask == NULL)
    return NULL;
  if (!g_str_equal (ask->client->id, client))
    {
      cloud_tokens_set_not_found (error);
      return NULL;
    }

  return cloud_asks_forget (context, request_uri, error) ? g_steal_pointer (&ask) : NULL;
}
