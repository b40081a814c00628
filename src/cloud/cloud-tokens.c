/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-tokens.h"

#include "cloud-grants.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"

/*
 * Tokens: 256 random bits each, kept as their SHA-256 only. A refresh token is
 * good for one use (RFC 9700 §4.14.2): a second one means that it was stolen,
 * by the first or by the second who came, so all of the grant ends.
 * One exception keeps a lost answer from locking the owner out: within
 * RETRY_SECONDS the same token is taken again, while nobody has used what it
 * was exchanged for.
 */
#define REFRESH_SECONDS ((gint64) 90 * 24 * 60 * 60)
#define RETRY_SECONDS 30
#define KEEP_EXPIRED_SECONDS ((gint64) 24 * 60 * 60)

void
cloud_tokens_free (CloudTokens *tokens)
{
  sluice_secret_free (tokens->access);
  sluice_secret_free (tokens->refresh);
  g_free (tokens->scope);
  g_free (tokens->grant);
  g_free (tokens->details);
  g_free (tokens);
}

/** cloud_tokens_scope_within: whether every scope of @scope is one of @allowed; both separated by spaces. */
gboolean
cloud_tokens_scope_within (const char *scope,
                           const char *allowed)
{
  g_auto(GStrv) wanted = g_strsplit (scope, " ", -1);
  g_auto(GStrv) given = g_strsplit (allowed, " ", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    if (*wanted[i] == '\0' || !g_strv_contains ((const char * const *) given, wanted[i]))
      return FALSE;

  return TRUE;
}

static SluiceDatabase *
database_of (CloudContext *context)
{
  return cloud_store_get_data (context->store);
}

/* What tokens are made from: the grant, and what is asked of it now. */
typedef struct
{
  const char        *grant;
  const CloudClient *client;
  const char        *scope;          /* of the access token */
  const char        *refresh_scope;
  const char        *details;
  const char        *duration;
  const char        *key_thumbprint; /* nullable */
  gint64             grant_expires;  /* 0 for never */
} Issue;

static gboolean
insert_token (CloudContext  *context,
              const Issue   *issue,
              const char    *kind,
              const char    *hash,
              const char    *partner,
              gint64         now,
              GError       **error)
{
  gboolean is_access = g_str_equal (kind, "access");

  return sluice_database_exec (database_of (context), error,
                               "INSERT INTO tokens (hash, grant_id, kind, scope, created, expires, partner,"
                               " key_thumbprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ssssiiss",
                               hash, issue->grant, kind, is_access ? issue->scope : issue->refresh_scope, now,
                               now + (is_access ? CLOUD_ACCESS_SECONDS : REFRESH_SECONDS), partner,
                               is_access ? issue->key_thumbprint : NULL);
}

/* From the first proof of possession on, a public client has to bring one for every refresh (RFC 9449 §5). */
static gboolean
bind_grant (CloudContext  *context,
            const Issue   *issue,
            GError       **error)
{
  return issue->key_thumbprint == NULL || cloud_client_is_confidential (issue->client) ||
         sluice_database_exec (database_of (context), error,
                               "UPDATE grants SET key_thumbprint = coalesce (key_thumbprint, ?) WHERE id = ?", "ss",
                               issue->key_thumbprint, issue->grant);
}

/* Within a transaction. Access that is given once has no refresh token. */
static CloudTokens *
issue_tokens (CloudContext  *context,
              const Issue   *issue,
              char         **out_refresh_hash,
              GError       **error)
{
  g_autoptr(CloudTokens) tokens = g_new0 (CloudTokens, 1);
  gboolean may_refresh = !g_str_equal (issue->duration, CLOUD_DURATION_ONCE) &&
                         cloud_client_may_use (issue->client, CLOUD_GRANT_TYPE_REFRESH);
  g_autofree char *access_hash = NULL;
  g_autofree char *refresh_hash = NULL;
  gint64 now = sluice_clock_now_seconds (context->clock);

  tokens->access = sluice_random_token (32);
  tokens->refresh = may_refresh ? sluice_random_token (32) : NULL;
  tokens->scope = g_strdup (issue->scope);
  tokens->grant = g_strdup (issue->grant);
  tokens->details = g_strdup (issue->details);
  tokens->is_bound = issue->key_thumbprint != NULL;
  tokens->expires_in = issue->grant_expires > 0 ? MIN (issue->grant_expires - now, CLOUD_ACCESS_SECONDS)
                                                : CLOUD_ACCESS_SECONDS;
  access_hash = cloud_tokens_hash (tokens->access);
  refresh_hash = may_refresh ? cloud_tokens_hash (tokens->refresh) : NULL;
  if (!bind_grant (context, issue, error) ||
      !insert_token (context, issue, "access", access_hash, may_refresh ? refresh_hash : "", now, error) ||
      (may_refresh && !insert_token (context, issue, "refresh", refresh_hash, access_hash, now, error)))
    return NULL;

  if (out_refresh_hash != NULL)
    *out_refresh_hash = g_steal_pointer (&refresh_hash);
  return g_steal_pointer (&tokens);
}

/**
 * cloud_tokens_begin:
 * @context: the cloud
 * @grant: a grant that no tokens were given out for yet
 * @client: who asks
 * @key_thumbprint: (nullable): of the key that it proved to have
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND for `invalid_grant`; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the first tokens of a grant
 */
CloudTokens *
cloud_tokens_begin (CloudContext       *context,
                    const char         *grant,
                    const CloudClient  *client,
                    const char         *key_thumbprint,
                    GError            **error)
{
  SluiceDatabase *database = database_of (context);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database, error, "SELECT scope, details, duration, coalesce (expires, 0) FROM grants"
    " WHERE id = ? AND client = ? AND coalesce (expires, ?) >= ?", "ssii",
    grant, client->id, G_MAXINT64, sluice_clock_now_seconds (context->clock));
  g_autoptr(CloudTokens) tokens = NULL;
  g_autoptr(GError) failed = NULL;
  Issue issue = { .grant = grant, .client = client, .key_thumbprint = key_thumbprint };

  if (row == NULL)
    return NULL;
  if (!sluice_statement_step (row, &failed))
    {
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        cloud_tokens_set_not_found (error);
      return NULL;
    }

  issue.scope = issue.refresh_scope = sluice_statement_text (row, 0);
  issue.details = sluice_statement_text (row, 1);
  issue.duration = sluice_statement_text (row, 2);
  issue.grant_expires = sluice_statement_int (row, 3);
  if (!sluice_database_begin (database, error))
    return NULL;

  tokens = issue_tokens (context, &issue, NULL, error);
  if (tokens == NULL)
    {
      sluice_database_rollback (database);
      return NULL;
    }

  g_clear_pointer (&row, sqlite3_finalize);
  return sluice_database_commit (database, error) ? g_steal_pointer (&tokens) : NULL;
}

/* Whether nothing that @token was exchanged for has been used. */
static gboolean
answer_was_lost (CloudContext *context,
                 CloudToken   *token)
{
  g_autoptr(CloudToken) successor = NULL;
  g_autoptr(CloudToken) access = NULL;

  if (token->successor == NULL ||
      sluice_clock_now_seconds (context->clock) - token->replaced > RETRY_SECONDS)
    return FALSE;

  successor = cloud_token_find_kind (context, token->successor, "refresh", NULL);
  if (successor == NULL || successor->replaced != 0)
    return FALSE;

  access = cloud_token_find_kind (context, successor->partner, "access", NULL);
  return access != NULL && !access->used;
}

static CloudTokens *
rotate (const CloudTokenCall  *call,
        CloudToken            *token,
        const char            *scope,
        GError               **error)
{
  CloudContext *context = call->request->context;
  SluiceDatabase *database = database_of (context);
  g_autofree char *refresh_hash = NULL;
  g_autoptr(CloudTokens) tokens = NULL;
  gint64 now = sluice_clock_now_seconds (context->clock);
  Issue issue = {
    token->grant, call->client, scope, token->scope, token->details, token->duration, call->key_thumbprint, 0
  };

  /* A refresh token ends with its grant. */
  if (token->expires < now + CLOUD_ACCESS_SECONDS)
    issue.grant_expires = token->expires;
  if (!sluice_database_begin (database, error))
    return NULL;
  /* What the lost answer held is worth nothing from here on. The first time counts, or the window would slide. */
  if ((token->successor != NULL &&
       !sluice_database_exec (database, error, "DELETE FROM tokens WHERE hash = ? OR partner = ?", "ss",
                              token->successor, token->successor)) ||
      (tokens = issue_tokens (context, &issue, &refresh_hash, error)) == NULL ||
      !sluice_database_exec (database, error,
                             "UPDATE tokens SET successor = ?, replaced = coalesce (replaced, ?) WHERE hash = ?", "sis",
                             refresh_hash, now, token->hash))
    {
      sluice_database_rollback (database);
      return NULL;
    }

  return sluice_database_commit (database, error) ? g_steal_pointer (&tokens) : NULL;
}

static gboolean
may_refresh (const CloudTokenCall *call,
             CloudToken           *token)
{
  return g_str_equal (token->client, call->client->id) &&
         token->expires > sluice_clock_now_seconds (call->request->context->clock) &&
         (token->grant_thumbprint == NULL || g_strcmp0 (token->grant_thumbprint, call->key_thumbprint) == 0);
}

/**
 * cloud_tokens_refresh:
 * @call: a call with `refresh_token`, and perhaps less `scope` than was granted
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND for `invalid_grant`,
 *   %SLUICE_CLOUD_ERROR_OPTIONS for `invalid_scope`; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): new tokens; the old refresh token is spent
 */
CloudTokens *
cloud_tokens_refresh (const CloudTokenCall  *call,
                      GError               **error)
{
  CloudContext *context = call->request->context;
  const char *scope = g_hash_table_lookup (call->form, "scope");
  g_autofree char *hash = cloud_tokens_hash (g_hash_table_lookup (call->form, "refresh_token"));
  g_autoptr(CloudToken) token = cloud_token_find_kind (context, hash, "refresh", error);

  if (token == NULL)
    return NULL;
  if (!may_refresh (call, token))
    {
      cloud_tokens_set_not_found (error);
      return NULL;
    }
  if (token->replaced != 0 && !answer_was_lost (context, token))
    {
      if (cloud_grants_revoke (context, token->grant, error))
        cloud_tokens_set_not_found (error);
      return NULL;
    }
  if (scope != NULL && !cloud_tokens_scope_within (scope, token->scope))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, "invalid_scope");
      return NULL;
    }

  return rotate (call, token, scope != NULL ? scope : token->scope, error);
}

/**
 * cloud_tokens_revoke:
 * @context: the cloud
 * @token: an access or refresh token, or anything
 * @client: (nullable): who asks; somebody else's token is left alone
 * @error: #SluiceBaseError
 *
 * RFC 7009: with either token the whole grant ends.
 *
 * Returns: %TRUE also when there was nothing to do
 */
gboolean
cloud_tokens_revoke (CloudContext  *context,
                     const char    *token,
                     const char    *client,
                     GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (token);

  return sluice_database_exec (database_of (context), error,
                               "DELETE FROM grants WHERE client = ? AND id IN"
                               " (SELECT grant_id FROM tokens WHERE hash = ?)", "ss", client, hash);
}

/**
 * cloud_tokens_check:
 * @context: the cloud
 * @access: an access token
 * @request: gets account, grant, client, scope, expiry, and the key it is bound to
 *
 * Returns: what it is worth
 */
CloudTokenState
cloud_tokens_check (CloudContext *context,
                    const char   *access,
                    CloudRequest *request)
{
  g_autofree char *hash = cloud_tokens_hash (access);
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudToken) token = cloud_token_find_kind (context, hash, "access", &error);

  if (token == NULL)
    return g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND)
           ? CLOUD_TOKEN_UNKNOWN : CLOUD_TOKEN_FAILED;
  if (token->expires <= sluice_clock_now_seconds (context->clock))
    return CLOUD_TOKEN_EXPIRED;
  if (!token->used &&
      !sluice_database_exec (database_of (context), NULL, "UPDATE tokens SET used = 1 WHERE hash = ?", "s", hash))
    return CLOUD_TOKEN_FAILED;

  request->account = g_steal_pointer (&token->account);
  request->grant = g_steal_pointer (&token->grant);
  request->client = g_steal_pointer (&token->client);
  request->scope = g_steal_pointer (&token->scope);
  request->key_thumbprint = g_steal_pointer (&token->key_thumbprint);
  request->expires = token->expires;
  return CLOUD_TOKEN_VALID;
}

/** cloud_tokens_forget_old: removes what ended a day ago; until then "expired" is told from "unknown". */
void
cloud_tokens_forget_old (CloudContext *context)
{
  SluiceDatabase *database = database_of (context);
  gint64 now = sluice_clock_now_seconds (context->clock);
  gint64 before = now - KEEP_EXPIRED_SECONDS;

  sluice_database_exec (database, NULL, "DELETE FROM tokens WHERE expires < ?", "i", before);
  sluice_database_exec (database, NULL, "DELETE FROM codes WHERE expires < ?", "i", before);
  sluice_database_exec (database, NULL, "DELETE FROM asks WHERE expires < ?", "i", now);
  sluice_database_exec (database, NULL, "DELETE FROM sessions WHERE expires < ?", "i", now);
  sluice_database_exec (database, NULL, "DELETE FROM devices WHERE expires < ?", "i", now);
  sluice_database_exec (database, NULL,
                        "DELETE FROM grants WHERE created < ? AND NOT EXISTS"
                        " (SELECT 1 FROM tokens WHERE grant_id = grants.id)", "i", before);
}
