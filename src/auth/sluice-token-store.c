/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-token-store.h"

#include "sluice-auth-error.h"

#include <glib/gi18n-lib.h>

struct _SluiceTokenStore
{
  GObject parent_instance;

  /* Owned. */
  SluiceKeyring *keyring; /* nullable: then everything is for this session */
  char          *place;
  char          *account;
  char          *client;
  char          *memory;  /* nullable; secret */

  gboolean session_only;
};

G_DEFINE_FINAL_TYPE (SluiceTokenStore, sluice_token_store, G_TYPE_OBJECT)

static void
sluice_token_store_finalize (GObject *object)
{
  SluiceTokenStore *self = SLUICE_TOKEN_STORE (object);

  g_clear_object (&self->keyring);
  g_clear_pointer (&self->memory, sluice_secret_free);
  g_free (self->place);
  g_free (self->account);
  g_free (self->client);

  G_OBJECT_CLASS (sluice_token_store_parent_class)->finalize (object);
}

static void
sluice_token_store_class_init (SluiceTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_token_store_finalize;
}

static void
sluice_token_store_init (SluiceTokenStore *self)
{
}

/**
 * sluice_token_store_new:
 * @keyring: (nullable): the keyring; %NULL keeps everything in memory
 * @place: as for sluice_keyring_lookup()
 * @account: as for sluice_keyring_lookup()
 * @client: as for sluice_keyring_lookup()
 *
 * Returns: (transfer full): where that sign-in is kept
 */
SluiceTokenStore *
sluice_token_store_new (SluiceKeyring *keyring,
                        const char    *place,
                        const char    *account,
                        const char    *client)
{
  SluiceTokenStore *self = g_object_new (SLUICE_TYPE_TOKEN_STORE, NULL);

  g_set_object (&self->keyring, keyring);
  self->session_only = keyring == NULL;
  self->place = g_strdup (place);
  self->account = g_strdup (account);
  self->client = g_strdup (client);
  return self;
}

/**
 * sluice_token_store_set_session_only:
 * @self: a store
 * @session_only: whether what is saved from now on is for this session only:
 *   what a person may choose where there is no keyring, or it stays locked
 *
 * What the keyring has stays there, and is not read while this is set.
 */
void
sluice_token_store_set_session_only (SluiceTokenStore *self,
                                     gboolean          session_only)
{
  g_return_if_fail (SLUICE_IS_TOKEN_STORE (self));
  g_return_if_fail (session_only || self->keyring != NULL);

  self->session_only = session_only;
}

static DexFuture *
check_cb (DexFuture *future,
          gpointer   user_data)
{
  switch ((SluiceKeyringState) g_value_get_int (dex_future_get_value (future, NULL)))
    {
    case SLUICE_KEYRING_STATE_LOCKED:
      return dex_future_new_reject (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED, "%s",
                                    _("The keyring is locked, so a sign-in could not be kept. Unlock it first, or sign in "
                                      "for this session only."));
    case SLUICE_KEYRING_STATE_ABSENT:
      return dex_future_new_reject (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE, "%s",
                                    _("This desktop has no keyring to keep a sign-in in. Start one, such as GNOME Keyring, "
                                      "or sign in for this session only."));
    case SLUICE_KEYRING_STATE_OPEN:
    default:
      return dex_future_new_true ();
    }
}

/**
 * sluice_token_store_check:
 * @self: a store
 *
 * Looks, before anybody is sent to a browser, whether a sign-in could be kept.
 *
 * Returns: (transfer full): settles when it could; rejects with
 *   %SLUICE_AUTH_ERROR_LOCKED or %SLUICE_AUTH_ERROR_NO_SERVICE, where the person
 *   may choose sluice_token_store_set_session_only(), or as
 *   sluice_keyring_get_state()
 */
DexFuture *
sluice_token_store_check (SluiceTokenStore *self)
{
  dex_return_error_if_fail (SLUICE_IS_TOKEN_STORE (self));

  if (self->session_only)
    return dex_future_new_true ();
  return dex_future_then (sluice_keyring_get_state (self->keyring), check_cb, NULL, NULL);
}

/**
 * sluice_token_store_lookup:
 * @self: a store
 *
 * Returns: (transfer full): resolves and rejects as sluice_keyring_lookup()
 */
DexFuture *
sluice_token_store_lookup (SluiceTokenStore *self)
{
  dex_return_error_if_fail (SLUICE_IS_TOKEN_STORE (self));

  if (!self->session_only)
    return sluice_keyring_lookup (self->keyring, SLUICE_KEYRING_REFRESH_TOKEN, self->place, self->account, self->client);
  if (self->memory != NULL)
    return dex_future_new_take_boxed (SLUICE_TYPE_SECRET, g_strdup (self->memory));

  return dex_future_new_reject (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND, "%s",
                                _("There is no sign-in from earlier in this session. Sign in again."));
}

/**
 * sluice_token_store_save:
 * @self: a store
 * @secret: what to keep, in the place of what was there
 *
 * Returns: (transfer full): resolves and rejects as sluice_keyring_store()
 */
DexFuture *
sluice_token_store_save (SluiceTokenStore *self,
                         const char       *secret)
{
  dex_return_error_if_fail (SLUICE_IS_TOKEN_STORE (self));
  dex_return_error_if_fail (secret != NULL);

  if (!self->session_only)
    return sluice_keyring_store (self->keyring, SLUICE_KEYRING_REFRESH_TOKEN, self->place, self->account, self->client,
                                 secret);

  g_clear_pointer (&self->memory, sluice_secret_free);
  self->memory = g_strdup (secret);
  return dex_future_new_true ();
}

/**
 * sluice_token_store_clear:
 * @self: a store
 *
 * Wipes what is in memory, and clears what is in the keyring; what it says is
 * about the keyring, where there may be something from before this session.
 *
 * Returns: (transfer full): resolves and rejects as sluice_keyring_clear(), but
 *   resolves when this session has no keyring to clear
 */
DexFuture *
sluice_token_store_clear (SluiceTokenStore *self)
{
  dex_return_error_if_fail (SLUICE_IS_TOKEN_STORE (self));

  g_clear_pointer (&self->memory, sluice_secret_free);
  if (self->session_only)
    return dex_future_new_true ();

  return sluice_keyring_clear (self->keyring, SLUICE_KEYRING_REFRESH_TOKEN, self->place, self->account, self->client);
}
