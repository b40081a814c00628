/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_CLOUD_ERROR (sluice_cloud_error_quark ())

/**
 * SluiceCloudError:
 * @SLUICE_CLOUD_ERROR_OPTIONS: the command line contradicts itself; change it
 * @SLUICE_CLOUD_ERROR_IN_USE: another cloud runs on this state folder
 * @SLUICE_CLOUD_ERROR_STATE: the state folder cannot be used
 * @SLUICE_CLOUD_ERROR_IDENTITY: the keys or certificates cannot be made or read
 * @SLUICE_CLOUD_ERROR_LISTEN: the address cannot be listened on
 * @SLUICE_CLOUD_ERROR_NOT_FOUND: there is no such thing in this account
 * @SLUICE_CLOUD_ERROR_TAKEN: it is somebody else's; choose another
 *
 * Why the cloud cannot run, or not do what was asked.
 */
typedef enum
{
  SLUICE_CLOUD_ERROR_OPTIONS,
  SLUICE_CLOUD_ERROR_IN_USE,
  SLUICE_CLOUD_ERROR_STATE,
  SLUICE_CLOUD_ERROR_IDENTITY,
  SLUICE_CLOUD_ERROR_LISTEN,
  SLUICE_CLOUD_ERROR_NOT_FOUND,
  SLUICE_CLOUD_ERROR_TAKEN,
} SluiceCloudError;

GQuark sluice_cloud_error_quark (void);

G_END_DECLS
