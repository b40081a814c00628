/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-verbs.h"
#include "consent-verbs.h"

#include <glib/gi18n-lib.h>

#define SCOPE "privacy.consent"

/**
 * consent_open_place:
 * @call: what a person wants
 * @error: as account_open_place()
 *
 * In a fiber. From then on @call's service asks the cloud that was meant.
 *
 * Returns: (transfer full) (nullable): the place, to be stopped in the end; %NULL when it cannot be used
 */
SluicePlace *
consent_open_place (ConsentCall  *call,
                    GError      **error)
{
  SluicePlace *place = account_open_place (call->context, call->options->account, SCOPE,
                                           _("This sign-in may not decide about your data yet. Allow it in the browser:"),
                                           error);

  /* The home cloud's is in use already. */
  if (place != NULL && call->options->account != NULL)
    sluice_consents_use (call->consents, sluice_place_get_session (place));
  return place;
}
