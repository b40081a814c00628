/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_ACCOUNT_ERROR (sluice_account_error_quark ())

/**
 * SluiceAccountError:
 * @SLUICE_ACCOUNT_ERROR_NOT_INSTALLED: a program that belongs to Sluice is missing; install it again
 * @SLUICE_ACCOUNT_ERROR_NOT_STARTED: the home cloud ended before it was ready; try again
 */
typedef enum
{
  SLUICE_ACCOUNT_ERROR_NOT_INSTALLED,
  SLUICE_ACCOUNT_ERROR_NOT_STARTED,
} SluiceAccountError;

GQuark sluice_account_error_quark (void);

G_END_DECLS
