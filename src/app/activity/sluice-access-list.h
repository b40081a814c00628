/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACCESS_LIST (sluice_access_list_get_type ())

/* Who read what at the cloud, by day; it is asked for when the list comes to be seen. */
G_DECLARE_FINAL_TYPE (SluiceAccessList, sluice_access_list, SLUICE, ACCESS_LIST, AdwBin)

void sluice_access_list_set_consents (SluiceAccessList *self,
                                      SluiceConsents   *consents,
                                      SluiceTicker     *ticker);

G_END_DECLS
