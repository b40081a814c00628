/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-key.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-key.h"
#include "sluice-lock.h"

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

typedef struct
{
  SluiceKeyring *keyring;
  char          *lock_path;
} Ensuring;

static void
ensuring_free (gpointer data)
{
  Ensuring *ensuring = data;

  g_object_unref (ensuring->keyring);
  g_free (ensuring->lock_path);
  g_free (ensuring);
}

/*
 * Returns: the text of the key that is kept, the same for whoever asks: of two
 * programs that find none at the same moment, one makes it, and the other,
 * which had to wait, finds it.
 */
static char *
await_only_key (Ensuring   *ensuring,
                DexFuture  *stop,
                GError    **error)
{
  g_autoptr(SluiceLock) lock = dex_await_boxed (sluice_until (sluice_lock_take (ensuring->lock_path), stop), error);
  g_autoptr(GError) local_error = NULL;
  char *text;

  if (lock == NULL)
    return NULL;

  text = dex_await_boxed (lookup (ensuring->keyring), &local_error);
  /* Only an open keyring without a key gets one: a locked one may well have it. */
  if (g_error_matches (local_error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      /* Looked up again, so that what is used is what is kept. */
      if (dex_await (make_key (ensuring->keyring), &local_error))
        text = dex_await_boxed (lookup (ensuring->keyring), &local_error);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return text;
}

static DexFuture *
ensure_fiber (DexFuture *stop,
              gpointer   data)
{
  Ensuring *ensuring = data;
  g_autoptr(GError) error = NULL;
  char *text = dex_await_boxed (lookup (ensuring->keyring), &error);
  SluiceKey *key;

  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      text = await_only_key (ensuring, stop, &error);
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
 * @folder: the vault's; whoever makes the key holds a lock there
 *
 * The key of the vault on this computer; made when the open keyring has none.
 * One that is there, even damaged, is never replaced.
 *
 * Returns: (transfer full): resolves to a #SluiceKey: await it with
 *   dex_await_boxed(). Rejects as sluice_keyring_lookup() does, but never with
 *   %SLUICE_AUTH_ERROR_NOT_FOUND, or with #SluiceBaseError when the key is
 *   damaged or the lock cannot be had
 */
DexFuture *
sluice_vault_key_ensure (SluiceKeyring *keyring,
                         const char    *folder)
{
  Ensuring *ensuring;

  dex_return_error_if_fail (SLUICE_IS_KEYRING (keyring));
  dex_return_error_if_fail (folder != NULL);

  ensuring = g_new0 (Ensuring, 1);
  ensuring->keyring = g_object_ref (keyring);
  ensuring->lock_path = g_build_filename (folder, "key.lock", NULL);
  return sluice_fiber_spawn (ensure_fiber, ensuring, ensuring_free);
}

static DexFuture *
find_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceKeyring *keyring = data;
  g_autoptr(GError) error = NULL;
  char *text = dex_await_boxed (lookup (keyring), &error);
  SluiceKey *key;

  if (text == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  key = sluice_key_new_encoded (text, &error);
  sluice_secret_free (text);
  return key != NULL ? dex_future_new_take_boxed (SLUICE_TYPE_KEY, key)
                     : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_vault_key_find:
 * @keyring: where the key is
 *
 * The key of the vault on this computer; makes none.
 *
 * Returns: (transfer full): as sluice_vault_key_ensure(); rejects with
 *   %SLUICE_AUTH_ERROR_NOT_FOUND when the open keyring certainly has none
 */
DexFuture *
sluice_vault_key_find (SluiceKeyring *keyring)
{
  dex_return_error_if_fail (SLUICE_IS_KEYRING (keyring));

  return sluice_fiber_spawn (find_fiber, g_object_ref (keyring), g_object_unref);
}

typedef struct
{
  SluiceKeyring *keyring;
  SluiceKey     *key;
} PuttingBack;

static void
putting_back_free (gpointer data)
{
  PuttingBack *putting_back = data;

  g_object_unref (putting_back->keyring);
  sluice_key_unref (putting_back->key);
  g_free (putting_back);
}

/* A key is never thrown away: the one that was there stays in the keyring, under a place that nobody looks up. */
static DexFuture *
keep_aside (SluiceKeyring *keyring,
            const char    *text)
{
  g_autofree char *place = g_strdup_printf ("replaced-%" G_GINT64_FORMAT, g_get_real_time ());

  return sluice_keyring_store (keyring, SLUICE_KEYRING_VAULT_KEY, place, "", "", text);
}

static DexFuture *
put_back_fiber (DexFuture *stop,
                gpointer   data)
{
  PuttingBack *putting_back = data;
  g_autoptr(GError) error = NULL;
  char *wanted = sluice_key_encode (putting_back->key);
  char *there = dex_await_boxed (lookup (putting_back->keyring), &error);
  gboolean there_already = g_strcmp0 (there, wanted) == 0;

  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    g_clear_error (&error);
  if (error == NULL && there != NULL && !there_already)
    dex_await (keep_aside (putting_back->keyring, there), &error);
  if (error == NULL && !there_already)
    dex_await (sluice_keyring_store (putting_back->keyring, SLUICE_KEYRING_VAULT_KEY, "", "", "", wanted), &error);

  sluice_secret_free (wanted);
  sluice_secret_free (there);
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_vault_key_put_back:
 * @keyring: where the key will be
 * @key: what the recovery phrase gave
 *
 * From then on @key is the vault's. Another one that was there is kept aside.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with #SluiceAuthError;
 *   a locked keyring is left as it is
 */
DexFuture *
sluice_vault_key_put_back (SluiceKeyring *keyring,
                           SluiceKey     *key)
{
  PuttingBack *putting_back;

  dex_return_error_if_fail (SLUICE_IS_KEYRING (keyring));
  dex_return_error_if_fail (key != NULL);

  putting_back = g_new0 (PuttingBack, 1);
  putting_back->keyring = g_object_ref (keyring);
  putting_back->key = sluice_key_ref (key);
  return sluice_fiber_spawn (put_back_fiber, putting_back, putting_back_free);
}
