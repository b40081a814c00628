/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-token.h"

#include "sluice-cloud-error.h"

/* One row of the tokens, with what its grant says: looked up anew for every request. */

void
cloud_token_free (CloudToken *self)
{
  g_free (self->hash);
  g_free (self->kind);
  g_free (self->grant);
  g_free (self->account);
  g_free (self->client);
  g_free (self->scope);
  g_free (self->partner);
  g_free (self->successor);
  g_free (self->key_thumbprint);
  g_free (self->grant_thumbprint);
  g_free (self->details);
  g_free (self->duration);
  g_free (self);
}

/** cloud_tokens_set_not_found: what the token endpoint answers with `invalid_grant`. */
void
cloud_tokens_set_not_found (GError **error)
{
  /* The token endpoint makes invalid_grant of it; nobody reads the text. */
  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "invalid_grant");
}

/** cloud_tokens_hash: (transfer full): what is stored instead of a token. */
char *
cloud_tokens_hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

/* A grant that was narrowed since narrows its tokens. */
static char *
common_scope (const char *scope,
              const char *granted)
{
  g_auto(GStrv) wanted = g_strsplit (scope, " ", -1);
  g_auto(GStrv) given = g_strsplit (granted, " ", -1);
  g_autoptr(GStrvBuilder) both = g_strv_builder_new ();
  g_auto(GStrv) common = NULL;

  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains ((const char * const *) given, wanted[i]))
      g_strv_builder_add (both, wanted[i]);

  common = g_strv_builder_end (both);
  return g_strjoinv (" ", common);
}

static CloudToken *
read_row (SluiceStatement *row,
          const char      *hash)
{
  CloudToken *self = g_new0 (CloudToken, 1);

  self->hash = g_strdup (hash);
  self->kind = g_strdup (sluice_statement_text (row, 0));
  self->grant = g_strdup (sluice_statement_text (row, 1));
  self->account = g_strdup (sluice_statement_text (row, 2));
  self->client = g_strdup (sluice_statement_text (row, 3));
  self->scope = common_scope (sluice_statement_text (row, 4), sluice_statement_text (row, 15));
  self->partner = g_strdup (sluice_statement_text (row, 5));
  self->successor = g_strdup (sluice_statement_text (row, 6));
  self->key_thumbprint = g_strdup (sluice_statement_text (row, 7));
  self->grant_thumbprint = g_strdup (sluice_statement_text (row, 8));
  self->details = g_strdup (sluice_statement_text (row, 9));
  self->duration = g_strdup (sluice_statement_text (row, 10));
  self->created = sluice_statement_int (row, 11);
  self->expires = sluice_statement_int (row, 12);
  self->replaced = sluice_statement_int (row, 13);
  self->used = sluice_statement_int (row, 14) != 0;
  return self;
}

/**
 * cloud_token_find:
 * @context: the cloud
 * @hash: cloud_tokens_hash() of the token
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the token, which may have expired
 */
CloudToken *
cloud_token_find (CloudContext  *context,
                  const char    *hash,
                  GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT kind, grant_id, account, client, tokens.scope, partner, successor, tokens.key_thumbprint,"
    " grants.key_thumbprint, details, duration, tokens.created,"
    " min (tokens.expires, coalesce (grants.expires, tokens.expires)), replaced, used, grants.scope"
    " FROM tokens JOIN grants ON grants.id = tokens.grant_id WHERE hash = ?", "s", hash);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  if (sluice_statement_step (row, &failed))
    return read_row (row, hash);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    cloud_tokens_set_not_found (error);
  return NULL;
}

/** cloud_token_find_kind: as cloud_token_find(), for one of @kind only: "access" or "refresh". */
CloudToken *
cloud_token_find_kind (CloudContext  *context,
                       const char    *hash,
                       const char    *kind,
                       GError       **error)
{
  g_autoptr(CloudToken) token = cloud_token_find (context, hash, error);

  if (token != NULL && !g_str_equal (token->kind, kind))
    {
      cloud_tokens_set_not_found (error);
      return NULL;
    }
  return g_steal_pointer (&token);
}
