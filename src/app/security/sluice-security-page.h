/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-connections.h"
#include "sluice-local-printers.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SECURITY_PAGE (sluice_security_page_get_type ())

/* How well everything is kept: on the way, on this computer, and at the cloud. */
G_DECLARE_FINAL_TYPE (SluiceSecurityPage, sluice_security_page, SLUICE, SECURITY_PAGE, AdwBin)

void sluice_security_page_set_connections (SluiceSecurityPage *self,
                                           SluiceConnections  *connections,
                                           SluiceTicker       *ticker);
void sluice_security_page_set_printers    (SluiceSecurityPage  *self,
                                           SluiceLocalPrinters *printers);

G_END_DECLS
