/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-rights-request.h"

G_BEGIN_DECLS

/*
 * A request as a letter, in the person's language. It says who is asked, for what, on which ground and by when, and of
 * the person only the account that it is about. Once the term is over it is a reminder.
 */
char     *sluice_rights_letter_dup_subject      (SluiceRightsRequest *request,
                                                 SluiceRightsDay      today);
char     *sluice_rights_letter_dup_text         (SluiceRightsRequest *request,
                                                 SluiceRightsDay      today);
char     *sluice_rights_letter_dup_uri          (SluiceRightsRequest *request,
                                                 SluiceRightsDay      today);
gboolean  sluice_rights_letter_is_address       (const char          *text);

G_END_DECLS
