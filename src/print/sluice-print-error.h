/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_PRINT_ERROR (sluice_print_error_quark ())

/**
 * SluicePrintError:
 * @SLUICE_PRINT_ERROR_NOT_A_FILE: a folder, a device or a pipe; choose a file
 * @SLUICE_PRINT_ERROR_EMPTY: there is nothing in the file; slice again
 * @SLUICE_PRINT_ERROR_TRUNCATED: the file is cut short or damaged; get it again
 * @SLUICE_PRINT_ERROR_TOO_STRANGE: the file is made to mislead a reader; leave it
 * @SLUICE_PRINT_ERROR_UNREADABLE: the system does not let it be read; see why
 * @SLUICE_PRINT_ERROR_CHANGED: the file changed while it was read; try again
 * @SLUICE_PRINT_ERROR_NO_GCODE: it holds nothing that a printer could be given; choose a sliced file
 * @SLUICE_PRINT_ERROR_INVALID_RECORD: this is no process record; do not keep it
 *
 * What went wrong with a print file or a process record. No message holds
 * anything out of the file.
 */
typedef enum
{
  SLUICE_PRINT_ERROR_NOT_A_FILE,
  SLUICE_PRINT_ERROR_EMPTY,
  SLUICE_PRINT_ERROR_TRUNCATED,
  SLUICE_PRINT_ERROR_TOO_STRANGE,
  SLUICE_PRINT_ERROR_UNREADABLE,
  SLUICE_PRINT_ERROR_CHANGED,
  SLUICE_PRINT_ERROR_NO_GCODE,
  SLUICE_PRINT_ERROR_INVALID_RECORD,
} SluicePrintError;

GQuark sluice_print_error_quark (void);

G_END_DECLS
