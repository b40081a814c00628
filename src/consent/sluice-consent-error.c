/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-error.h"

G_DEFINE_QUARK (sluice-consent-error-quark, sluice_consent_error)
