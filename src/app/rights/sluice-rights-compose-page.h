/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RIGHTS_COMPOSE_PAGE (sluice_rights_compose_page_get_type ())

/* What a new request is about. Signal "written" (SluiceRightsRequest): it is kept, as a draft. */
G_DECLARE_FINAL_TYPE (SluiceRightsComposePage, sluice_rights_compose_page, SLUICE, RIGHTS_COMPOSE_PAGE, AdwNavigationPage)

AdwNavigationPage *sluice_rights_compose_page_new (SluiceRights *rights,
                                                   const char   *recipient,
                                                   const char   *account);

G_END_DECLS
