/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printers-error.h"

G_DEFINE_QUARK (sluice-printers-error-quark, sluice_printers_error)
