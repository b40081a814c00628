/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights-request.h"

G_BEGIN_DECLS

/* Formal requests in words. No GTK in here. */
const char *sluice_rights_get_title        (SluiceRight          right);
const char *sluice_rights_get_description  (SluiceRight          right);
const char *sluice_rights_get_icon_name    (SluiceRightsState    state);
char       *sluice_rights_describe_day     (SluiceRightsDay      day);
char       *sluice_rights_describe_state   (SluiceRightsRequest *request,
                                            SluiceRightsDay      today);
char       *sluice_rights_describe_next    (SluiceRightsRequest *request,
                                            SluiceRightsDay      today);
char       *sluice_rights_describe_overdue (guint                n_overdue);

G_END_DECLS
