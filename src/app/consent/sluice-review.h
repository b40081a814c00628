/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The one way to the question, and what is said of what came of it. */
void sluice_review_present (GtkWidget            *over,
                            SluiceConsents       *consents,
                            SluiceConsentRequest *request);
void sluice_review_tell    (GtkWidget            *over,
                            const char           *text);
void sluice_review_fail    (GtkWidget            *over,
                            const char           *heading,
                            const GError         *error);

G_END_DECLS
