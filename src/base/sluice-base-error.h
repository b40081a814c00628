/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_BASE_ERROR (sluice_base_error_quark ())

/**
 * SluiceBaseError:
 * @SLUICE_BASE_ERROR_CORRUPT: stored data is not what was written; restore it from elsewhere
 * @SLUICE_BASE_ERROR_KEY: the key does not open this data
 * @SLUICE_BASE_ERROR_NO_SPACE: the disk is full; free room and try again
 * @SLUICE_BASE_ERROR_STORAGE: the disk or the database refused; try again
 * @SLUICE_BASE_ERROR_FORMAT: the bytes are not of the expected form
 * @SLUICE_BASE_ERROR_TOO_NEW: written by a newer Sluice; update first
 * @SLUICE_BASE_ERROR_EXISTS: there is a file of that name; choose another
 *
 * What went wrong below the domain rooms.
 */
typedef enum
{
  SLUICE_BASE_ERROR_CORRUPT,
  SLUICE_BASE_ERROR_KEY,
  SLUICE_BASE_ERROR_NO_SPACE,
  SLUICE_BASE_ERROR_STORAGE,
  SLUICE_BASE_ERROR_FORMAT,
  SLUICE_BASE_ERROR_TOO_NEW,
  SLUICE_BASE_ERROR_EXISTS,
} SluiceBaseError;

GQuark sluice_base_error_quark (void);

void sluice_base_error_set_from_errno (GError    **error,
                                       int         saved_errno,
                                       const char *doing);

G_END_DECLS
