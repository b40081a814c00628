/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_AUTH_ERROR (sluice_auth_error_quark ())

/**
 * SluiceAuthError:
 * @SLUICE_AUTH_ERROR_NOT_FOUND: the open keyring has no such secret; sign in, or make one
 * @SLUICE_AUTH_ERROR_LOCKED: the keyring is locked, so nobody knows; offer to unlock it
 * @SLUICE_AUTH_ERROR_NO_SERVICE: there is no keyring; offer to go on for this session only
 * @SLUICE_AUTH_ERROR_CANCELLED: the person dismissed the question; leave it at that
 * @SLUICE_AUTH_ERROR_TIMEOUT: no answer in time; try again
 * @SLUICE_AUTH_ERROR_FAILED: the keyring refused; see the message
 * @SLUICE_AUTH_ERROR_NOT_REVOKED: signed out on this computer only; the other side was not told
 *
 * What went wrong with signing in and with what is kept for it.
 */
typedef enum
{
  SLUICE_AUTH_ERROR_NOT_FOUND,
  SLUICE_AUTH_ERROR_LOCKED,
  SLUICE_AUTH_ERROR_NO_SERVICE,
  SLUICE_AUTH_ERROR_CANCELLED,
  SLUICE_AUTH_ERROR_TIMEOUT,
  SLUICE_AUTH_ERROR_FAILED,
  SLUICE_AUTH_ERROR_NOT_REVOKED,
} SluiceAuthError;

GQuark sluice_auth_error_quark (void);

G_END_DECLS
