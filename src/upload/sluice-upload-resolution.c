/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-resolution.h"

#include "sluice-upload-private.h"

#define KEY "resolution"

/**
 * sluice_upload_may_be:
 * @settings: with the key `resolution`
 * @resolution: what somebody would choose for a file
 *
 * Returns: whether the settings allow it: what is locked can be lessened, and not exceeded
 */
gboolean
sluice_upload_may_be (GSettings               *settings,
                      SluiceProcessResolution  resolution)
{
  g_autofree char *usual = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), FALSE);

  if (resolution == SLUICE_PROCESS_RESOLUTION_COARSE || g_settings_is_writable (settings, KEY))
    return TRUE;
  usual = g_settings_get_string (settings, KEY);
  return g_str_equal (usual, "full");
}

/**
 * sluice_upload_choose:
 * @upload: a file on its way
 * @settings: with the key `resolution`
 * @resolution: how exact its record shall be
 *
 * A choice for this file, until the usual one changes. Of what has begun to leave nothing changes any more.
 *
 * Returns: whether it is as chosen now
 */
gboolean
sluice_upload_choose (SluiceUpload            *upload,
                      GSettings               *settings,
                      SluiceProcessResolution  resolution)
{
  gboolean coarse = resolution == SLUICE_PROCESS_RESOLUTION_COARSE;
  gboolean now;

  g_return_val_if_fail (SLUICE_IS_UPLOAD (upload), FALSE);

  if (sluice_upload_may_be (settings, resolution))
    sluice_upload_set_coarse (upload, coarse);
  g_object_get (upload, "coarse", &now, NULL);
  return now == coarse;
}
