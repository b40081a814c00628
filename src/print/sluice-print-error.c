/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-error.h"

G_DEFINE_QUARK (sluice-print-error-quark, sluice_print_error)
