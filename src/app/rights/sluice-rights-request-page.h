/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RIGHTS_REQUEST_PAGE (sluice_rights_request_page_get_type ())

/* One formal request: how far it is, the letter, and what can be done. Signal: open-uri, as sluice_browser_install_signal() has it. */
G_DECLARE_FINAL_TYPE (SluiceRightsRequestPage, sluice_rights_request_page, SLUICE, RIGHTS_REQUEST_PAGE, AdwNavigationPage)

AdwNavigationPage *sluice_rights_request_page_new (SluiceRights        *rights,
                                                   SluiceRightsRequest *request);

G_END_DECLS
