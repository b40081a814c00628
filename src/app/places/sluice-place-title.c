/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-place-title.h"

#include "sluice-cloud-place.h"

/**
 * sluice_place_title_dup:
 * @place: a place
 *
 * A cloud elsewhere says only after the sign-in as whom that was: the name of the
 * place is older than that.
 *
 * Returns: (transfer full): as whom and where, like `anna@cloud.example`
 */
char *
sluice_place_title_dup (SluicePlace *place)
{
  g_return_val_if_fail (SLUICE_IS_PLACE (place), NULL);

  if (SLUICE_IS_CLOUD_PLACE (place))
    return sluice_account_dup_title (sluice_cloud_place_get_account (SLUICE_CLOUD_PLACE (place)));
  return g_strdup (sluice_place_get_name (place));
}
