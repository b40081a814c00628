/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-key.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-key.h"

static DexFuture *
lookup (SluiceKeyring *keyring)
{
  return sluice_keyring_lookup (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", "");
}

static DexFuture *
make_key (SluiceKeyring *keyring)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  char *text = sluice_key_encode (key);
  DexFuture *stored = sluice_keyring_store (keyring, SLUICE_KEYRING_VAULT_KEY, "", "", "", text);

  sluice_secret_free (text);
  return stored;
}

static DexFuture *
ensure_fiber (DexFuture *stop,
              gpointer   data)
{
  SluiceKeyring *keyring = data;
  g_autoptr(GError) error = NULL;
  char *text = dex_await_boxed (lookup (keyring), &error);
  SluiceKey *key;

  /* Only an open keyring without a key gets one: a locked one may well have it. */
  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      /* Looked up again, so that what is used is what is kept. */
      if (dex_await (make_key (keyring), &error))
        text = dex_await_boxed (lookup (keyring), &error);
    }
  if (text == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  key = sluice_key_new_encoded (text, &error);
  sluice_secret_free (text);
  if (key == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (SLUICE_TYPE_KEY, key);
}

/**
 * sluice_vault_key_ensure:
 * @keyring: where the key is or will be
 *
 * The key of the vault on this computer; made when the open keyring has none.
 * One that is there, even damaged, is never replaced.
 *
 * Returns: (transfer full): resolves to a #SluiceKey: await it with
 *   dex_await_boxed(). Rejects as sluice_keyring_lookup() does, but never with
 *   %SLUICE_AUTH_ERROR_NOT_FOUND, or with %SLUICE_BASE_ERROR_FORMAT
 */
DexFuture *
sluice_vault_key_ensure (SluiceKeyring *keyring)
{
  dex_return_error_if_fail (SLUICE_IS_KEYRING (keyring));

  return sluice_fiber_spawn (ensure_fiber, g_object_ref (keyring), g_object_unref);
}
