/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context-private.h"

#include "sluice-auth-error.h"
#include "sluice-cloud-place.h"
#include "sluice-fiber.h"
#include "sluice-home-place.h"

#include <glib/gi18n-lib.h>

/*
 * Where the person is: one place at a time, used, left and signed out of, and the
 * way back to the one of last time.
 */

typedef struct
{
  SluiceContext *context; /* a reference */
  SluicePlace   *place;   /* a reference */
  gboolean       visit;   /* the next start is at the place of before */
} Use;

static Use *
use_new (SluiceContext *self,
         SluicePlace   *place,
         gboolean       visit)
{
  Use *use = g_new0 (Use, 1);

  use->context = g_object_ref (self);
  use->place = g_object_ref (place);
  use->visit = visit;
  return use;
}

static void
use_free (gpointer data)
{
  Use *use = data;

  g_object_unref (use->context);
  g_object_unref (use->place);
  g_free (use);
}

static gboolean
is_for_this_session (SluicePlace *place)
{
  return SLUICE_IS_CLOUD_PLACE (place) && sluice_cloud_place_get_session_only (SLUICE_CLOUD_PLACE (place));
}

/* The place that was used until now is let go, with all that runs for it. @place: (nullable) */
static void
await_change (SluiceContext *self,
              SluicePlace   *place)
{
  g_autoptr(SluicePlace) old = self->place != NULL && self->place != place ? g_object_ref (self->place) : NULL;

  if (self->place == place)
    return;
  sluice_context_take_place (self, place != NULL ? g_object_ref (place) : NULL);
  if (old != NULL)
    dex_await (sluice_place_stop (old), NULL);
}

/* Without its keyring the vault stays closed; who signed in for this session only knows that there is none. */
static gboolean
await_vault (SluiceContext  *self,
             SluicePlace    *place,
             DexFuture      *stop,
             GError        **error)
{
  g_autoptr(GError) failure = NULL;

  if (dex_await (sluice_until (sluice_context_open_vault (self), stop), &failure))
    return TRUE;
  if (is_for_this_session (place) && failure->domain == SLUICE_AUTH_ERROR)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A person who chose another place meanwhile has left this one, however far it was. */
static gboolean
check_still_used (SluiceContext  *self,
                  Use            *use,
                  guint           n_stops,
                  GError        **error)
{
  if (!sluice_context_check_not_stopped (self, n_stops, error))
    return FALSE;
  if (self->place == use->place)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Another cloud was chosen meanwhile"));
  return FALSE;
}

static void
keep_session_place (SluiceContext *self,
                    SluicePlace   *place)
{
  if (!g_list_store_find (self->session_places, place, NULL))
    g_list_store_append (self->session_places, place);
}

/* What @place held the last time is shown. Of one that is signed in to for this session only nothing stays here. */
void
sluice_context_recall (SluiceContext *self,
                       SluicePlace   *place)
{
  sluice_holdings_set_kept (self->holdings, is_for_this_session (place) ? NULL : self->kept);
  sluice_holdings_recall (self->holdings, sluice_place_get_id (place));
}

static DexFuture *
use_fiber (DexFuture *stop,
           gpointer   data)
{
  Use *use = data;
  SluiceContext *self = use->context;
  const guint n_stops = self->n_stops;
  g_autoptr(GError) error = NULL;

  if (is_for_this_session (use->place))
    keep_session_place (self, use->place);
  await_change (self, use->place);
  if (await_vault (self, use->place, stop, &error))
    {
      if (check_still_used (self, use, n_stops, &error))
        sluice_context_recall (self, use->place);
      if (error == NULL && !dex_await (sluice_until (sluice_place_start (use->place), stop), &error) &&
          !dex_future_is_pending (stop))
        dex_await (sluice_place_stop (use->place), NULL);
    }
  else if (dex_future_is_pending (stop) && self->n_stops == n_stops && self->place == use->place)
    {
      gboolean locked = g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);

      sluice_place_fail (use->place, locked ? SLUICE_PLACE_LOCKED : SLUICE_PLACE_FAILED, error->message);
    }
  if (error != NULL || !check_still_used (self, use, n_stops, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!use->visit && !is_for_this_session (use->place))
    g_settings_set_string (self->settings, "last-place", sluice_place_get_id (use->place));
  return dex_future_new_true ();
}

static DexFuture *
spawn_use (SluiceContext *self,
           SluicePlace   *place,
           gboolean       visit)
{
  return sluice_fiber_spawn (use_fiber, use_new (self, place, visit), use_free);
}

static char *
dup_home_path (SluiceContext *self)
{
  return g_build_filename (self->data_folder, "home-cloud", NULL);
}

/* Returns: (transfer full): the home cloud, as it is used or a new one */
static SluicePlace *
ref_home (SluiceContext *self)
{
  g_autofree char *state = dup_home_path (self);

  if (SLUICE_IS_HOME_PLACE (self->place))
    return g_object_ref (self->place);
  return sluice_home_place_new (state, self->client_id, self->gate, self->keyring, self->clock);
}

/**
 * sluice_context_use_place:
 * @self: a context
 * @place: a place that was made here
 *
 * It becomes the place: the one before is stopped, the vault is opened, and
 * @place is started and signed in to with what is kept. Also what to call again
 * after a problem. Dropping the future gives the start up.
 *
 * Returns: (transfer full): settles when the place is ready; rejects with what
 *   #SluicePlace:problem says
 */
DexFuture *
sluice_context_use_place (SluiceContext *self,
                          SluicePlace   *place)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (SLUICE_IS_PLACE (place));

  return spawn_use (self, place, FALSE);
}

/**
 * sluice_context_use_home:
 * @self: a context
 *
 * The home cloud becomes the place.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_use_home (SluiceContext *self)
{
  g_autoptr(SluicePlace) home = NULL;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  home = ref_home (self);
  return spawn_use (self, home, FALSE);
}

/**
 * sluice_context_visit_home:
 * @self: a context
 *
 * The home cloud is the place until this program ends; the next start is where the
 * person was before.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_visit_home (SluiceContext *self)
{
  g_autoptr(SluicePlace) home = NULL;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  home = ref_home (self);
  return spawn_use (self, home, TRUE);
}

/**
 * sluice_context_visit_place:
 * @self: a context
 * @place: a place that was made here
 *
 * As sluice_context_visit_home(), for any place.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_visit_place (SluiceContext *self,
                            SluicePlace   *place)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (SLUICE_IS_PLACE (place));

  return spawn_use (self, place, TRUE);
}

/**
 * sluice_context_use_again:
 * @self: a context
 *
 * The place that is used, or was used last, is started again.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_use_again (SluiceContext *self)
{
  g_autofree char *last_place = NULL;
  g_autoptr(SluicePlace) place = NULL;
  SluiceAccount *account;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  if (self->place != NULL)
    return sluice_context_use_place (self, self->place);
  last_place = g_settings_get_string (self->settings, "last-place");
  account = sluice_accounts_find (self->accounts, last_place);
  if (account == NULL)
    return sluice_context_use_home (self);
  place = sluice_context_make_place (self, account);
  return sluice_context_use_place (self, place);
}

static DexFuture *
leave_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceContext *self = data;

  g_settings_set_string (self->settings, "last-place", "");
  await_change (self, NULL);
  return dex_future_new_true ();
}

/**
 * sluice_context_leave_place:
 * @self: a context
 *
 * The place is stopped, and there is none until one is chosen.
 *
 * Returns: (transfer full): settles when that is so
 */
DexFuture *
sluice_context_leave_place (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (leave_fiber, g_object_ref (self), g_object_unref);
}

/* Where a person is who signed out of where that was. (transfer full) */
static DexFuture *
go_elsewhere (SluiceContext *self)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);

  if (sluice_context_has_home (self))
    return sluice_context_use_home (self);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SluiceAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr(SluicePlace) place = NULL;

      if (!g_str_equal (sluice_account_get_program (account), self->client_id))
        continue;
      place = sluice_context_make_place (self, account);
      return sluice_context_use_place (self, place);
    }
  return sluice_context_leave_place (self);
}

static void
drop_place (SluiceContext    *self,
            SluiceCloudPlace *place)
{
  g_autofree char *last_place = g_settings_get_string (self->settings, "last-place");
  const char *id = sluice_place_get_id (SLUICE_PLACE (place));
  guint position;

  if (g_list_store_find (self->session_places, place, &position))
    g_list_store_remove (self->session_places, position);
  sluice_accounts_remove (self->accounts, sluice_cloud_place_get_account (place));
  if (g_str_equal (last_place, id))
    g_settings_set_string (self->settings, "last-place", "");
  /* Another object may be for the same account. Who goes on from there learns of it by the banner. */
  if (self->place != NULL && g_str_equal (sluice_place_get_id (self->place), id))
    dex_future_disown (go_elsewhere (self));
}

static DexFuture *
sign_out_fiber (DexFuture *stop,
                gpointer   data)
{
  Use *use = data;
  SluiceCloudPlace *place = SLUICE_CLOUD_PLACE (use->place);
  g_autoptr(SluiceOAuthClient) client = NULL;
  g_autofree char *folder = NULL;
  g_autoptr(GError) error = NULL;

  client = dex_await_object (sluice_cloud_place_open_client (place), &error);
  if (client != NULL)
    dex_await (sluice_oauth_client_sign_out (client), &error);
  /* Kept while something may be left, so that it can be signed out of once more. */
  if (error == NULL || g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED))
    drop_place (use->context, place);
  else if (client != NULL)
    {
      dex_await (sluice_place_stop (use->place), NULL);
      sluice_place_fail (use->place, SLUICE_PLACE_FAILED, error->message);
    }
  /* What it told goes with the sign-in. */
  folder = sluice_context_dup_kept_folder (use->context);
  dex_await (sluice_inventory_kept_remove (folder, sluice_place_get_id (use->place)), error == NULL ? &error : NULL);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * sluice_context_sign_out:
 * @self: a context
 * @place: a #SluiceCloudPlace that was made here, used or not
 *
 * Signs out of it, and forgets its account once certainly nothing is left on
 * this computer. Who used it is at the home cloud then, if there is one, else
 * with another account, else nowhere.
 *
 * Returns: (transfer full): settles and rejects as sluice_oauth_client_sign_out()
 */
DexFuture *
sluice_context_sign_out (SluiceContext *self,
                         SluicePlace   *place)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (place));

  return sluice_fiber_spawn (sign_out_fiber, use_new (self, place, FALSE), use_free);
}

/** sluice_context_has_home: whether there is a home cloud, used or not. */
gboolean
sluice_context_has_home (SluiceContext *self)
{
  g_autofree char *last_place = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), FALSE);

  last_place = g_settings_get_string (self->settings, "last-place");
  path = dup_home_path (self);
  return g_str_equal (last_place, "home") || g_file_test (path, G_FILE_TEST_IS_DIR);
}

/** sluice_context_has_place: whether a place was chosen, now or at an earlier time. */
gboolean
sluice_context_has_place (SluiceContext *self)
{
  g_autofree char *last_place = NULL;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), FALSE);

  last_place = g_settings_get_string (self->settings, "last-place");
  return g_str_equal (last_place, "home") || sluice_accounts_find (self->accounts, last_place) != NULL;
}

/** sluice_context_get_session_places: (transfer none): of #SluicePlace: signed in to for this session only. */
GListModel *
sluice_context_get_session_places (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return G_LIST_MODEL (self->session_places);
}

/**
 * sluice_context_make_place:
 * @self: a context
 * @account: an account, kept already or to be signed in to
 *
 * Places know nothing of each other: several can be used at once.
 *
 * Returns: (transfer full): a #SluiceCloudPlace for it, not started
 */
SluicePlace *
sluice_context_make_place (SluiceContext *self,
                           SluiceAccount *account)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (account), NULL);

  return sluice_cloud_place_new (account, self->gate, self->keyring, self->clock);
}
