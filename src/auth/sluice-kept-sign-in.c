/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-kept-sign-in.h"

#include <string.h>

/* Three lines: token, key or nothing, scope. The first alone is a bearer token, as the first version wrote it. */

void
sluice_kept_sign_in_free (SluiceKeptSignIn *self)
{
  g_clear_pointer (&self->token, sluice_secret_free);
  g_clear_object (&self->key);
  g_free (self->scope);
  g_free (self);
}

/**
 * sluice_kept_sign_in_write:
 * @token: a token, without line feeds
 * @key: (nullable): what it is bound to
 * @scope: what was granted
 *
 * Returns: (transfer full): text for the keyring; free it with sluice_secret_free()
 */
char *
sluice_kept_sign_in_write (const char     *token,
                           SluiceProofKey *key,
                           const char     *scope)
{
  char *secret = key != NULL ? sluice_proof_key_encode (key) : NULL;
  char *text = g_strdup_printf ("%s\n%s\n%s", token, secret != NULL ? secret : "", scope);

  if (secret != NULL)
    sluice_secret_free (secret);
  return text;
}

/**
 * sluice_kept_sign_in_read:
 * @text: what sluice_kept_sign_in_write() gave
 * @error: %SLUICE_AUTH_ERROR_FAILED when the key is damaged
 *
 * Returns: (transfer full) (nullable): the same
 */
SluiceKeptSignIn *
sluice_kept_sign_in_read (const char  *text,
                          GError     **error)
{
  g_autoptr(SluiceKeptSignIn) self = g_new0 (SluiceKeptSignIn, 1);
  const char *key = strchr (text, '\n');
  const char *scope = key != NULL ? strchr (key + 1, '\n') : NULL;

  if (scope == NULL)
    {
      self->token = g_strdup (text);
      return g_steal_pointer (&self);
    }

  self->token = g_strndup (text, key - text);
  self->scope = g_strdup (scope + 1);
  if (scope - key > 1)
    {
      char *secret = g_strndup (key + 1, scope - key - 1);

      self->key = sluice_proof_key_new_encoded (secret, error);
      sluice_secret_free (secret);
      if (self->key == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}
