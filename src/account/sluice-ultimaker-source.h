/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-source.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ULTIMAKER_SOURCE (sluice_ultimaker_source_get_type ())

/* What UltiMaker's cloud, or one that speaks as it does, shows of what it holds: gathered, as it has no list of it. */
G_DECLARE_FINAL_TYPE (SluiceUltimakerSource, sluice_ultimaker_source, SLUICE, ULTIMAKER_SOURCE, SluiceInventorySource)

SluiceInventorySource *sluice_ultimaker_source_new (SluiceSession *session,
                                                    SluiceSession *accounts);

G_END_DECLS
