/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-verbs.h"
#include "consent-verbs.h"

#include "sluice-cloud-place.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Which cloud it is about: the home cloud, or one elsewhere. */

#define SCOPE "privacy.consent"

static gboolean
await_home (ConsentCall  *call,
            GError      **error)
{
  if (!sluice_context_has_home (call->context))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("There is no home cloud yet. “sluicectl sign-in” makes one; “--account ACCOUNT” asks a "
                             "cloud elsewhere that you are signed in to."));
      return FALSE;
    }

  return dex_await (sluice_context_visit_home (call->context), error);
}

/* The right to decide is asked for when somebody wants to decide, and not before. */
static gboolean
await_account (ConsentCall  *call,
               SluicePlace  *place,
               GError      **error)
{
  g_autoptr(SluiceOAuthClient) client = NULL;

  if (!dex_await (sluice_place_start (place), error))
    return FALSE;
  client = dex_await_object (sluice_cloud_place_open_client (SLUICE_CLOUD_PLACE (place)), error);
  if (client == NULL)
    return FALSE;

  if (!sluice_scope_covers (sluice_oauth_client_get_granted_scope (client), SCOPE))
    {
      g_printerr ("%s\n", _("This sign-in may not decide about your data yet. Allow it in the browser:"));
      if (!dex_await (sluice_oauth_client_require_scope (client, SCOPE, account_launch, stderr, NULL), error))
        return FALSE;
    }

  sluice_consents_use (call->consents, sluice_place_get_session (place));
  return TRUE;
}

/**
 * consent_open_place:
 * @call: what a person wants
 * @error: as sluice_context_visit_home() or sluice_place_start()
 *
 * In a fiber. From then on @call's service asks the cloud that was meant.
 *
 * Returns: (transfer full) (nullable): the place, to be stopped in the end; %NULL when it cannot be used
 */
SluicePlace *
consent_open_place (ConsentCall  *call,
                    GError      **error)
{
  SluiceAccount *account;
  g_autoptr(SluicePlace) place = NULL;

  if (call->options->account == NULL)
    return await_home (call, error) ? g_object_ref (sluice_context_get_place (call->context)) : NULL;

  account = account_find (call->context, call->options->account, error);
  if (account == NULL)
    return NULL;
  place = sluice_context_make_place (call->context, account);
  return await_account (call, place, error) ? g_steal_pointer (&place) : NULL;
}
