/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-tokens.h"

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

typedef struct
{
  char    *hash;
  char    *grant;
  char    *account;
  char    *client;
  char    *scope;
  char    *partner;
  char    *successor;
  gint64   expires;
  gint64   replaced; /* 0 when not */
  gboolean used;
} Token;

static void
token_free (Token *token)
{
  g_free (token->hash);
  g_free (token->grant);
  g_free (token->account);
  g_free (token->client);
  g_free (token->scope);
  g_free (token->partner);
  g_free (token->successor);
  g_free (token);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Token, token_free)

/** cloud_tokens_set_not_found: what the token endpoint answers with `invalid_grant`. */
void
cloud_tokens_set_not_found (GError **error)
{
  /* The token endpoint makes invalid_grant of it; nobody reads the text. */
  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "invalid_grant");
}

void
cloud_tokens_free (CloudTokens *tokens)
{
  sluice_secret_free (tokens->access);
  sluice_secret_free (tokens->refresh);
  g_free (tokens->scope);
  g_free (tokens);
}

/** cloud_tokens_hash: (transfer full): what is stored instead of a token. */
char *
cloud_tokens_hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
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

/* Returns: the token, or NULL with error */
static Token *
find_token (CloudContext  *context,
            const char    *hash,
            const char    *kind,
            GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database_of (context), error,
    "SELECT grant_id, account, client, scope, partner, successor, expires, replaced, used"
    " FROM tokens JOIN grants ON grants.id = tokens.grant_id WHERE hash = ? AND kind = ?", "ss", hash, kind);
  g_autoptr(GError) failed = NULL;
  Token *token;

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

  token = g_new0 (Token, 1);
  token->hash = g_strdup (hash);
  token->grant = g_strdup (sluice_statement_text (row, 0));
  token->account = g_strdup (sluice_statement_text (row, 1));
  token->client = g_strdup (sluice_statement_text (row, 2));
  token->scope = g_strdup (sluice_statement_text (row, 3));
  token->partner = g_strdup (sluice_statement_text (row, 4));
  token->successor = g_strdup (sluice_statement_text (row, 5));
  token->expires = sluice_statement_int (row, 6);
  token->replaced = sluice_statement_int (row, 7);
  token->used = sluice_statement_int (row, 8) != 0;
  return token;
}

static gboolean
insert_token (CloudContext  *context,
              const char    *hash,
              const char    *grant,
              const char    *kind,
              const char    *scope,
              gint64         expires,
              const char    *partner,
              GError       **error)
{
  return sluice_database_exec (database_of (context), error,
                               "INSERT INTO tokens (hash, grant_id, kind, scope, expires, partner)"
                               " VALUES (?, ?, ?, ?, ?, ?)", "ssssis",
                               hash, grant, kind, scope, expires, partner);
}

/**
 * cloud_tokens_issue:
 * @context: the cloud, within a transaction
 * @grant: what they are given out under
 * @scope: what the access token allows
 * @refresh_scope: what the refresh token can ask for
 * @out_refresh_hash: (out): the refresh token's key in the table
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): a new pair of tokens
 */
CloudTokens *
cloud_tokens_issue (CloudContext  *context,
                    const char    *grant,
                    const char    *scope,
                    const char    *refresh_scope,
                    char         **out_refresh_hash,
                    GError       **error)
{
  g_autoptr(CloudTokens) tokens = g_new0 (CloudTokens, 1);
  g_autofree char *access_hash = NULL;
  g_autofree char *refresh_hash = NULL;
  gint64 now = sluice_clock_now_seconds (context->clock);

  tokens->access = sluice_random_token (32);
  tokens->refresh = sluice_random_token (32);
  tokens->scope = g_strdup (scope);
  access_hash = cloud_tokens_hash (tokens->access);
  refresh_hash = cloud_tokens_hash (tokens->refresh);
  if (!insert_token (context, access_hash, grant, "access", scope, now + CLOUD_ACCESS_SECONDS, refresh_hash, error) ||
      !insert_token (context, refresh_hash, grant, "refresh", refresh_scope, now + REFRESH_SECONDS,
                     access_hash, error))
    return NULL;

  *out_refresh_hash = g_steal_pointer (&refresh_hash);
  return g_steal_pointer (&tokens);
}

/* Whether nothing that @token was exchanged for has been used. */
static gboolean
answer_was_lost (CloudContext *context,
                 Token        *token)
{
  g_autoptr(Token) successor = NULL;
  g_autoptr(Token) access = NULL;

  if (token->successor == NULL ||
      sluice_clock_now_seconds (context->clock) - token->replaced > RETRY_SECONDS)
    return FALSE;

  successor = find_token (context, token->successor, "refresh", NULL);
  if (successor == NULL || successor->replaced != 0)
    return FALSE;

  access = find_token (context, successor->partner, "access", NULL);
  return access != NULL && !access->used;
}

static CloudTokens *
rotate (CloudContext  *context,
        Token         *token,
        const char    *scope,
        GError       **error)
{
  SluiceDatabase *database = database_of (context);
  g_autofree char *refresh_hash = NULL;
  g_autoptr(CloudTokens) tokens = NULL;
  gint64 now = sluice_clock_now_seconds (context->clock);

  if (!sluice_database_begin (database, error))
    return NULL;
  /* What the lost answer held is worth nothing from here on. The first time counts, or the window would slide. */
  if ((token->successor != NULL &&
       !sluice_database_exec (database, error, "DELETE FROM tokens WHERE hash = ? OR partner = ?", "ss",
                              token->successor, token->successor)) ||
      (tokens = cloud_tokens_issue (context, token->grant, scope, token->scope, &refresh_hash, error)) == NULL ||
      !sluice_database_exec (database, error,
                             "UPDATE tokens SET successor = ?, replaced = coalesce (replaced, ?) WHERE hash = ?", "sis",
                             refresh_hash, now, token->hash))
    {
      sluice_database_rollback (database);
      return NULL;
    }

  return sluice_database_commit (database, error) ? g_steal_pointer (&tokens) : NULL;
}

/**
 * cloud_tokens_refresh:
 * @context: the cloud
 * @refresh: a refresh token
 * @client: who asks
 * @scope: (nullable): less than was granted, or %NULL for the same
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND for `invalid_grant`,
 *   %SLUICE_CLOUD_ERROR_OPTIONS for `invalid_scope`; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): new tokens; the old refresh token is spent
 */
CloudTokens *
cloud_tokens_refresh (CloudContext  *context,
                      const char    *refresh,
                      const char    *client,
                      const char    *scope,
                      GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (refresh);
  g_autoptr(Token) token = find_token (context, hash, "refresh", error);

  if (token == NULL)
    return NULL;
  if (g_strcmp0 (token->client, client) != 0 || token->expires <= sluice_clock_now_seconds (context->clock))
    {
      cloud_tokens_set_not_found (error);
      return NULL;
    }
  if (token->replaced != 0 && !answer_was_lost (context, token))
    {
      if (cloud_tokens_revoke_grant (context, token->grant, error))
        cloud_tokens_set_not_found (error);
      return NULL;
    }
  if (scope != NULL && !cloud_tokens_scope_within (scope, token->scope))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, "invalid_scope");
      return NULL;
    }

  return rotate (context, token, scope != NULL ? scope : token->scope, error);
}

/** cloud_tokens_revoke_grant: ends everything that was given out under @grant. */
gboolean
cloud_tokens_revoke_grant (CloudContext  *context,
                           const char    *grant,
                           GError       **error)
{
  return sluice_database_exec (database_of (context), error, "DELETE FROM grants WHERE id = ?", "s", grant);
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
 * @request: gets account, grant, client, scope and expiry
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
  g_autoptr(Token) token = find_token (context, hash, "access", &error);

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
  request->expires = token->expires;
  return CLOUD_TOKEN_VALID;
}

/** cloud_tokens_forget_old: removes what ended a day ago; until then "expired" is told from "unknown". */
void
cloud_tokens_forget_old (CloudContext *context)
{
  SluiceDatabase *database = database_of (context);
  gint64 before = sluice_clock_now_seconds (context->clock) - KEEP_EXPIRED_SECONDS;

  sluice_database_exec (database, NULL, "DELETE FROM tokens WHERE expires < ?", "i", before);
  sluice_database_exec (database, NULL, "DELETE FROM codes WHERE expires < ?", "i", before);
  sluice_database_exec (database, NULL,
                        "DELETE FROM grants WHERE created < ? AND NOT EXISTS"
                        " (SELECT 1 FROM tokens WHERE grant_id = grants.id)", "i", before);
}
