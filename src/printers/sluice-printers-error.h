/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_PRINTERS_ERROR (sluice_printers_error_quark ())

/**
 * SluicePrintersError:
 * @SLUICE_PRINTERS_ERROR_UNREACHABLE: nobody answers there; nothing is printed; see to the printer and try again
 * @SLUICE_PRINTERS_ERROR_UNLIKE: what answers there is something else; look at address and kind
 * @SLUICE_PRINTERS_ERROR_KEY: the printer wants a key, or another one
 * @SLUICE_PRINTERS_ERROR_UNSUITABLE: such a file is nothing for this printer
 * @SLUICE_PRINTERS_ERROR_DOUBTFUL: it may be printing, and it may not: look at it before it is asked again
 *
 * What went wrong with a printer in the local network, by what the person can do about it.
 */
typedef enum
{
  SLUICE_PRINTERS_ERROR_UNREACHABLE,
  SLUICE_PRINTERS_ERROR_UNLIKE,
  SLUICE_PRINTERS_ERROR_KEY,
  SLUICE_PRINTERS_ERROR_UNSUITABLE,
  SLUICE_PRINTERS_ERROR_DOUBTFUL,
} SluicePrintersError;

GQuark sluice_printers_error_quark (void);

G_END_DECLS
