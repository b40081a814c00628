/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-account-error.h"

G_DEFINE_QUARK (sluice-account-error-quark, sluice_account_error)
