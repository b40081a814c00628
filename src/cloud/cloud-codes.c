/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-codes.h"

#include "sluice-key.h"

#include <sodium.h>
#include <string.h>

/* Authorization codes: 256 random bits, kept as their SHA-256, good once and for a minute. */
#define CODE_SECONDS 60

/**
 * cloud_codes_make:
 * @context: the cloud
 * @code: what it is for
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): an authorization code, good once and for a minute
 */
char *
cloud_codes_make (CloudContext     *context,
                  const CloudCode  *code,
                  GError          **error)
{
  g_autofree char *text = sluice_random_token (32);
  g_autofree char *hash = cloud_tokens_hash (text);
  gint64 expires = sluice_clock_now_seconds (context->clock) + CODE_SECONDS;

  if (!sluice_database_exec (cloud_store_get_data (context->store), error,
                             "INSERT INTO codes (hash, account, client, redirect_uri, scope, challenge, expires)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?)", "ssssssi",
                             hash, code->account, code->client, code->redirect_uri, code->scope,
                             code->challenge, expires))
    return NULL;

  return g_steal_pointer (&text);
}

/* RFC 7636 §4.6, S256 */
static gboolean
verifier_matches (const char *verifier,
                  const char *challenge)
{
  guint8 hash[32];
  gsize hash_length = sizeof hash;
  char encoded[sodium_base64_ENCODED_LEN (sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guint8 *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, hash, &hash_length);
  sodium_bin2base64 (encoded, sizeof encoded, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return strlen (challenge) == strlen (encoded) && sodium_memcmp (encoded, challenge, strlen (encoded)) == 0;
}

static CloudTokens *
issue_for_code (CloudContext  *context,
                const char    *hash,
                const char    *account,
                const char    *client,
                const char    *scope,
                GError       **error)
{
  SluiceDatabase *database = cloud_store_get_data (context->store);
  g_autofree char *grant = g_uuid_string_random ();
  g_autofree char *refresh_hash = NULL;
  g_autoptr(CloudTokens) tokens = NULL;
  gint64 now = sluice_clock_now_seconds (context->clock);

  if (!sluice_database_begin (database, error))
    return NULL;
  if (!sluice_database_exec (database, error, "INSERT INTO grants (id, account, client, created) VALUES (?, ?, ?, ?)",
                             "sssi", grant, account, client, now) ||
      !sluice_database_exec (database, error, "UPDATE codes SET issued = ? WHERE hash = ?", "ss", grant, hash) ||
      (tokens = cloud_tokens_issue (context, grant, scope, scope, &refresh_hash, error)) == NULL)
    {
      sluice_database_rollback (database);
      return NULL;
    }

  return sluice_database_commit (database, error) ? g_steal_pointer (&tokens) : NULL;
}

/**
 * cloud_codes_exchange:
 * @context: the cloud
 * @code: an authorization code
 * @client: who asks
 * @redirect_uri: where the code was sent
 * @verifier: what the challenge was made of
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND for `invalid_grant`; #SluiceBaseError
 *
 * A code that comes a second time ends what the first one was exchanged for.
 *
 * Returns: (transfer full) (nullable): the tokens
 */
CloudTokens *
cloud_codes_exchange (CloudContext  *context,
                      const char    *code,
                      const char    *client,
                      const char    *redirect_uri,
                      const char    *verifier,
                      GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (code);
  g_autofree char *issued = NULL;
  g_autofree char *account = NULL;
  g_autofree char *scope = NULL;
  gboolean fits;

  {
    g_autoptr(SluiceStatement) row = sluice_database_query (
      cloud_store_get_data (context->store), error,
      "SELECT account, client, redirect_uri, scope, challenge, expires, issued FROM codes WHERE hash = ?", "s", hash);
    g_autoptr(GError) failed = NULL;

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

    account = g_strdup (sluice_statement_text (row, 0));
    scope = g_strdup (sluice_statement_text (row, 3));
    issued = g_strdup (sluice_statement_text (row, 6));
    fits = g_strcmp0 (sluice_statement_text (row, 1), client) == 0 &&
           g_strcmp0 (sluice_statement_text (row, 2), redirect_uri) == 0 &&
           sluice_statement_int (row, 5) > sluice_clock_now_seconds (context->clock) &&
           verifier_matches (verifier, sluice_statement_text (row, 4));
  }

  if (issued != NULL && !cloud_tokens_revoke_grant (context, issued, error))
    return NULL;
  if (issued != NULL || !fits)
    {
      /* A guess at the verifier costs the code. */
      if (issued == NULL &&
          !sluice_database_exec (cloud_store_get_data (context->store), error, "DELETE FROM codes WHERE hash = ?", "s", hash))
        return NULL;
      cloud_tokens_set_not_found (error);
      return NULL;
    }

  return issue_for_code (context, hash, account, client, scope, error);
}
