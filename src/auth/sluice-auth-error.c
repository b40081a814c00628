/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-auth-error.h"

G_DEFINE_QUARK (sluice-auth-error-quark, sluice_auth_error)
