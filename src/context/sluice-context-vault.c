/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context-private.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-vault-error.h"
#include "sluice-vault-key.h"
#include "sluice-vault-recovery.h"
#include "sluice-worker.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/*
 * How the vault meets its key. The key is in the keyring, and once more in the
 * vault's folder, sealed with a phrase that only the person has. A vault
 * without its key is never given a new one: that would open nothing in it.
 */

typedef struct
{
  SluiceContext        *context;
  char                 *words;  /* nullable; wiped */
  SluiceRecoveryPhrase *phrase; /* nullable */
} Request;

static Request *
request_new (SluiceContext        *context,
             const char           *words,
             SluiceRecoveryPhrase *phrase)
{
  Request *request = g_new0 (Request, 1);

  request->context = g_object_ref (context);
  request->words = g_strdup (words);
  request->phrase = phrase != NULL ? sluice_recovery_phrase_ref (phrase) : NULL;
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->context);
  g_clear_pointer (&request->words, sluice_secret_free);
  g_clear_pointer (&request->phrase, sluice_recovery_phrase_unref);
  g_free (request);
}

/* What a worker is told about the files beside the vault. */
typedef struct
{
  char                 *folder;
  SluiceKey            *key;    /* nullable */
  SluiceRecoveryPhrase *phrase; /* nullable */
  gint64                now;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->folder);
  g_clear_pointer (&work->key, sluice_key_unref);
  g_clear_pointer (&work->phrase, sluice_recovery_phrase_unref);
  g_free (work);
}

static char *
dup_folder (SluiceContext *self)
{
  return g_build_filename (self->data_folder, "vault", NULL);
}

/* @key: (nullable), @phrase: (nullable). */
static DexFuture *
run (SluiceContext        *self,
     SluiceWorkFunc        func,
     SluiceKey            *key,
     SluiceRecoveryPhrase *phrase)
{
  Work *work = g_new0 (Work, 1);

  work->folder = dup_folder (self);
  work->key = key != NULL ? sluice_key_ref (key) : NULL;
  work->phrase = phrase != NULL ? sluice_recovery_phrase_ref (phrase) : NULL;
  work->now = sluice_clock_now_seconds (self->clock);
  return sluice_worker_run (func, work, work_free);
}

static DexFuture *
find_use (GCancellable *cancellable,
          gpointer      data)
{
  Work *work = data;

  return dex_future_new_for_boolean (sluice_vault_is_in_use (work->folder));
}

static DexFuture *
tell_loss (GCancellable *cancellable,
           gpointer      data)
{
  Work *work = data;
  GError *error = NULL;

  sluice_vault_set_key_lost (work->folder, &error);
  return dex_future_new_for_error (error);
}

static DexFuture *
open_with_phrase (GCancellable *cancellable,
                  gpointer      data)
{
  Work *work = data;
  GError *error = NULL;
  SluiceKey *key = sluice_vault_recovery_open (work->folder, work->phrase, &error);

  return key != NULL ? dex_future_new_take_boxed (SLUICE_TYPE_KEY, key) : dex_future_new_for_error (error);
}

static DexFuture *
seal (GCancellable *cancellable,
      gpointer      data)
{
  Work *work = data;
  GError *error = NULL;

  return sluice_vault_recovery_seal (work->folder, work->key, work->phrase, work->now, &error)
           ? dex_future_new_true ()
           : dex_future_new_for_error (error);
}

static DexFuture *
read_recovery (GCancellable *cancellable,
               gpointer      data)
{
  Work *work = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceVaultRecovery) about = sluice_vault_recovery_read (work->folder, &error);

  if (about != NULL)
    return dex_future_new_for_int64 (about->made_at);
  if (g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NO_PHRASE))
    return dex_future_new_for_int64 (0);

  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
set_aside (GCancellable *cancellable,
           gpointer      data)
{
  Work *work = data;
  GError *error = NULL;
  char *path = sluice_vault_set_aside (work->folder, &error);

  return path != NULL ? dex_future_new_take_string (path) : dex_future_new_for_error (error);
}

/* Whether the folder has what only its own key opens. */
static gboolean
await_use (SluiceContext  *self,
           DexFuture      *stop,
           GError        **error)
{
  return dex_await_boolean (sluice_until (run (self, find_use, NULL, NULL), stop), error);
}

/*
 * Returns: (transfer full) (nullable): the vault's key; a new one only where
 * there is no vault yet.
 */
static SluiceKey *
await_key (SluiceContext  *self,
           DexFuture      *stop,
           GError        **error)
{
  g_autofree char *folder = dup_folder (self);
  g_autoptr(GError) local_error = NULL;
  const gboolean in_use = await_use (self, stop, &local_error);
  SluiceKey *key = NULL;

  /* In this order: another program may begin the vault meanwhile, and makes the key first. */
  if (local_error == NULL && in_use)
    key = dex_await_boxed (sluice_until (sluice_vault_key_find (self->keyring), stop), &local_error);
  else if (local_error == NULL)
    key = dex_await_boxed (sluice_until (sluice_vault_key_ensure (self->keyring, folder), stop), &local_error);

  if (g_error_matches (local_error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    dex_await (run (self, tell_loss, NULL, NULL), error);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return key;
}

static void
use_key (SluiceContext *self,
         SluiceKey     *key)
{
  g_autofree char *folder = dup_folder (self);

  sluice_context_take_vault (self, sluice_vault_new (folder, key), key);
}

static gboolean
says_key_lost (const GError *error)
{
  return g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST) ||
         g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY);
}

static DexFuture *
open_vault_fiber (DexFuture *stop,
                  gpointer   data)
{
  SluiceContext *self = data;
  g_autoptr(GError) error = NULL;

  if (self->vault == NULL)
    {
      g_autoptr(SluiceKey) key = await_key (self, stop, &error);

      if (key != NULL && self->vault == NULL)
        use_key (self, key);
    }
  if (error == NULL && dex_await (sluice_vault_list (self->vault), &error))
    {
      sluice_context_set_key_lost (self, FALSE);
      sluice_context_restore_uploads (self);
      return dex_future_new_take_object (g_object_ref (sluice_vault_get_model (self->vault)));
    }

  /* With another vault's key there is nothing to show, nor to add to. */
  if (g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY))
    sluice_context_take_vault (self, NULL, NULL);
  if (says_key_lost (error))
    sluice_context_set_key_lost (self, TRUE);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_context_open_vault:
 * @self: a context
 *
 * Gets the vault's key from the keyring, or makes one where there is no vault
 * yet, and lists the vault.
 *
 * Returns: (transfer full): settles when #SluiceContext:vault is there; rejects
 *   with #SluiceAuthError or #SluiceVaultError; with %SLUICE_VAULT_ERROR_KEY_LOST
 *   or %SLUICE_VAULT_ERROR_KEY when sluice_context_recover_vault() is what helps
 */
DexFuture *
sluice_context_open_vault (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (open_vault_fiber, g_object_ref (self), g_object_unref);
}

/* Returns: (transfer full) (nullable): the key that the @words open, which is not necessarily the one in the keyring. */
static SluiceKey *
await_sealed_key (Request  *request,
                  GError  **error)
{
  g_autoptr(SluiceRecoveryPhrase) phrase = sluice_recovery_phrase_new_parsed (request->words, error);

  return phrase != NULL ? dex_await_boxed (run (request->context, open_with_phrase, NULL, phrase), error) : NULL;
}

static DexFuture *
recover_fiber (DexFuture *stop,
               gpointer   data)
{
  Request *request = data;
  SluiceContext *self = request->context;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) key = await_sealed_key (request, &error);
  g_autofree char *folder = dup_folder (self);
  g_autoptr(SluiceVault) vault = key != NULL ? sluice_vault_new (folder, key) : NULL;

  /* The vault has the last word: only a key that opens it goes into the keyring. */
  if (vault == NULL ||
      !dex_await (sluice_vault_list (vault), &error) ||
      !dex_await (sluice_vault_key_put_back (self->keyring, key), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (self->vault == NULL)
    sluice_context_take_vault (self, g_steal_pointer (&vault), key);
  sluice_context_set_key_lost (self, FALSE);
  sluice_context_restore_uploads (self);
  return dex_future_new_true ();
}

/**
 * sluice_context_recover_vault:
 * @self: a context
 * @words: the recovery phrase as the person typed it
 *
 * Puts the vault's key back into the keyring, and opens the vault. Anything but
 * the right phrase changes nothing, and so does a locked keyring.
 *
 * Returns: (transfer full): settles when #SluiceContext:vault is there; rejects
 *   with %SLUICE_VAULT_ERROR_PHRASE, %SLUICE_VAULT_ERROR_NO_PHRASE,
 *   %SLUICE_VAULT_ERROR_DAMAGED or #SluiceAuthError
 */
DexFuture *
sluice_context_recover_vault (SluiceContext *self,
                              const char    *words)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (words != NULL);

  return sluice_fiber_spawn (recover_fiber, request_new (self, words, NULL), request_free);
}

static DexFuture *
check_phrase_fiber (DexFuture *stop,
                    gpointer   data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) sealed = await_sealed_key (request, &error);
  g_autoptr(SluiceKey) key = NULL;
  g_autofree char *sealed_id = NULL;
  g_autofree char *id = NULL;

  if (sealed == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  key = dex_await_boxed (sluice_until (sluice_vault_key_find (request->context->keyring), stop), &error);
  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
    return dex_future_new_reject (SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST,
                                  _("The phrase is right, and the key is not in the keyring. Recover the vault with it."));
  if (key == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  sealed_id = sluice_vault_dup_short_id (sealed);
  id = sluice_vault_dup_short_id (key);
  if (!g_str_equal (sealed_id, id))
    return dex_future_new_reject (SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY,
                                  _("The phrase is right, but its key is another one than the keyring has. "
                                    "Recover the vault with it."));
  return dex_future_new_true ();
}

/**
 * sluice_context_check_recovery_phrase:
 * @self: a context
 * @words: the recovery phrase as the person typed it
 *
 * Tries whether the phrase would bring the vault's key back; changes nothing.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects as sluice_context_recover_vault()
 */
DexFuture *
sluice_context_check_recovery_phrase (SluiceContext *self,
                                      const char    *words)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (words != NULL);

  return sluice_fiber_spawn (check_phrase_fiber, request_new (self, words, NULL), request_free);
}

static DexFuture *
set_phrase_fiber (DexFuture *stop,
                  gpointer   data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) key = NULL;

  /* A key that does not open the vault is not worth a phrase. */
  if (!dex_await (sluice_until (sluice_context_open_vault (request->context), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  key = dex_await_boxed (sluice_until (sluice_vault_key_find (request->context->keyring), stop), &error);
  if (key == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return run (request->context, seal, key, request->phrase);
}

/**
 * sluice_context_set_recovery_phrase:
 * @self: a context
 * @phrase: a new phrase, that the person has on paper
 *
 * From then on @phrase opens the vault, and an earlier one does not.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with #SluiceVaultError
 *   or #SluiceAuthError; the earlier phrase still works then
 */
DexFuture *
sluice_context_set_recovery_phrase (SluiceContext        *self,
                                    SluiceRecoveryPhrase *phrase)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (phrase != NULL);

  return sluice_fiber_spawn (set_phrase_fiber, request_new (self, NULL, phrase), request_free);
}

/**
 * sluice_context_find_recovery_phrase:
 * @self: a context
 *
 * Returns: (transfer full): resolves to when the recovery phrase was made, in
 *   seconds since the epoch (int64), 0 when there is none, or rejects with
 *   #SluiceVaultError
 */
DexFuture *
sluice_context_find_recovery_phrase (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return run (self, read_recovery, NULL, NULL);
}

static DexFuture *
set_aside_fiber (DexFuture *stop,
                 gpointer   data)
{
  SluiceContext *self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (self->vault == NULL)
    dex_await (sluice_until (sluice_context_open_vault (self), stop), &error);
  if (!says_key_lost (error))
    return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                         : dex_future_new_reject (SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_EXISTS,
                                                  _("The vault opens with the key in the keyring; there is no need to "
                                                    "set it aside. Nothing was changed."));

  g_clear_error (&error);
  path = dex_await_string (run (self, set_aside, NULL, NULL), &error);
  if (path == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  sluice_context_set_key_lost (self, FALSE);
  return dex_future_new_take_string (g_steal_pointer (&path));
}

/**
 * sluice_context_set_vault_aside:
 * @self: a context
 *
 * For a vault whose key is lost, and its phrase too: its folder gets another
 * name, and the next start begins a new vault. Deletes nothing.
 *
 * Returns: (transfer full): resolves to the folder's new path (string), or
 *   rejects with #SluiceVaultError, also when the vault can be opened
 */
DexFuture *
sluice_context_set_vault_aside (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (set_aside_fiber, g_object_ref (self), g_object_unref);
}

/** sluice_context_is_key_lost: whether there is a vault that the keyring has no key for. */
gboolean
sluice_context_is_key_lost (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), FALSE);

  return self->key_lost;
}
