/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-codes.h"

#include "cloud-challenge.h"
#include "cloud-grants.h"
#include "sluice-key.h"

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
                             "INSERT INTO codes (hash, grant_id, client, redirect_uri, challenge, challenge_method,"
                             " key_thumbprint, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "sssssssi",
                             hash, code->grant, code->client, code->redirect_uri, code->challenge,
                             code->challenge_method, code->key_thumbprint, expires))
    return NULL;

  return g_steal_pointer (&text);
}

/* What the table knows of a code, against what came with it. */
typedef struct
{
  char    *grant;
  gboolean is_used;
  gboolean fits;
} Found;

static void
found_clear (Found *found)
{
  g_free (found->grant);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
find_code (const CloudTokenCall  *call,
           const char            *hash,
           Found                 *found,
           GError               **error)
{
  CloudContext *context = call->request->context;
  const char *redirect_uri = g_hash_table_lookup (call->form, "redirect_uri");
  const char *verifier = g_hash_table_lookup (call->form, "code_verifier");
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT grant_id, client, redirect_uri, challenge, challenge_method, key_thumbprint, expires, is_used"
    " FROM codes WHERE hash = ?", "s", hash);
  g_autoptr(GError) failed = NULL;
  const char *thumbprint;

  if (row == NULL)
    return FALSE;
  if (!sluice_statement_step (row, &failed))
    {
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        cloud_tokens_set_not_found (error);
      return FALSE;
    }

  thumbprint = sluice_statement_text (row, 5);
  found->grant = g_strdup (sluice_statement_text (row, 0));
  found->is_used = sluice_statement_int (row, 7) != 0;
  found->fits = g_strcmp0 (sluice_statement_text (row, 1), call->client->id) == 0 &&
                g_strcmp0 (sluice_statement_text (row, 2), redirect_uri) == 0 &&
                (thumbprint == NULL || g_strcmp0 (thumbprint, call->key_thumbprint) == 0) &&
                sluice_statement_int (row, 6) > sluice_clock_now_seconds (context->clock) &&
                cloud_challenge_matches (sluice_statement_text (row, 3), sluice_statement_text (row, 4), verifier);
  return TRUE;
}

/**
 * cloud_codes_exchange:
 * @call: a call with `code`, `redirect_uri` and `code_verifier`
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND for `invalid_grant`; #SluiceBaseError
 *
 * A code that comes a second time ends what the first one was exchanged for;
 * one that comes with anything wrong is spent, since a guess at the verifier
 * costs the code.
 *
 * Returns: (transfer full) (nullable): the tokens
 */
CloudTokens *
cloud_codes_exchange (const CloudTokenCall  *call,
                      GError               **error)
{
  CloudContext *context = call->request->context;
  g_autofree char *hash = cloud_tokens_hash (g_hash_table_lookup (call->form, "code"));
  g_auto(Found) found = { 0 };

  if (!find_code (call, hash, &found, error))
    return NULL;
  if (found.is_used || !found.fits)
    {
      if (cloud_grants_revoke (context, found.grant, error))
        cloud_tokens_set_not_found (error);
      return NULL;
    }

  /* Spent before anything is given for it. */
  if (!sluice_database_exec (cloud_store_get_data (context->store), error,
                             "UPDATE codes SET is_used = 1 WHERE hash = ?", "s", hash))
    return NULL;

  return cloud_tokens_begin (context, found.grant, call->client, call->key_thumbprint, error);
}
