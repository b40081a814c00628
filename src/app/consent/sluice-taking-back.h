/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Takes back what was given, after a question. */
void sluice_taking_back_ask     (GtkWidget      *over,
                                 SluiceConsents *consents,
                                 SluiceGrant    *grant);
void sluice_taking_back_ask_all (GtkWidget      *over,
                                 SluiceConsents *consents);
void sluice_taking_back_narrow  (GtkWidget          *over,
                                 SluiceConsents     *consents,
                                 SluiceGrant        *grant,
                                 const char * const *keep);

G_END_DECLS
