/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cloud-error.h"

G_DEFINE_QUARK (sluice-cloud-error-quark, sluice_cloud_error)
