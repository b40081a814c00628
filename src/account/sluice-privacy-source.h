/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-source.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PRIVACY_SOURCE (sluice_privacy_source_get_type ())

/* The list of a Sluice cloud: `/privacy/v1`. */
G_DECLARE_FINAL_TYPE (SluicePrivacySource, sluice_privacy_source, SLUICE, PRIVACY_SOURCE, SluiceInventorySource)

SluiceInventorySource *sluice_privacy_source_new (SluiceSession *session);

G_END_DECLS
