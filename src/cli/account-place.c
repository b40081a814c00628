/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-verbs.h"

#include "sluice-cloud-place.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Which cloud a command is about: the home cloud, or one elsewhere. */

static gboolean
await_home (SluiceContext  *context,
            GError        **error)
{
  if (!sluice_context_has_home (context))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("There is no home cloud yet. “sluicectl sign-in” makes one; “--account ACCOUNT” asks a "
                             "cloud elsewhere that you are signed in to."));
      return FALSE;
    }

  return dex_await (sluice_context_visit_home (context), error);
}

/* What a Sluice cloud can do that others cannot. */
static gboolean
check_offered (SluicePlace  *place,
               GError      **error)
{
  if (sluice_place_get_privacy_session (place) != NULL)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("This cloud does not tell other programs who asks for your data, and who can see it. Look on its "
                         "own pages, or ask those who run it."));
  return FALSE;
}

/* A right is asked for when somebody wants to use it, and not before; with an API token nothing more can be. */
static gboolean
await_account (SluicePlace  *place,
               const char   *wanted,
               const char   *why,
               GError      **error)
{
  g_autoptr(SluiceOAuthClient) client = NULL;
  const char *scope;

  if (!dex_await (sluice_place_start (place), error) || (wanted != NULL && !check_offered (place, error)))
    return FALSE;
  scope = wanted != NULL ? wanted : sluice_inventory_source_get_scope (sluice_place_get_source (place));
  client = dex_await_object (sluice_cloud_place_open_client (SLUICE_CLOUD_PLACE (place)), error);
  if (client == NULL)
    return FALSE;
  if (sluice_oauth_client_has_api_token (client) ||
      sluice_scope_covers (sluice_oauth_client_get_granted_scope (client), scope))
    return TRUE;

  g_printerr ("%s\n", why);
  return dex_await (sluice_oauth_client_require_scope (client, scope, account_launch, stderr, NULL), error);
}

/**
 * account_open_place:
 * @context: the services
 * @name: (nullable): an account, as somebody typed it; %NULL for the home cloud
 * @scope: (nullable): what the command needs to be allowed of a Sluice cloud; %NULL to see what a place holds
 * @why: said when a person has to allow it first
 * @error: as sluice_context_visit_home() or sluice_place_start()
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): the place, to be stopped in the end; %NULL when it cannot be used
 */
SluicePlace *
account_open_place (SluiceContext  *context,
                    const char     *name,
                    const char     *scope,
                    const char     *why,
                    GError        **error)
{
  SluiceAccount *account;
  g_autoptr(SluicePlace) place = NULL;

  if (name == NULL)
    return await_home (context, error) ? g_object_ref (sluice_context_get_place (context)) : NULL;

  account = account_find (context, name, error);
  if (account == NULL)
    return NULL;
  place = sluice_context_make_place (context, account);
  return await_account (place, scope, why, error) ? g_steal_pointer (&place) : NULL;
}
