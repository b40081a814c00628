/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The one way to the question. */
void sluice_review_present (GtkWidget            *over,
                            SluiceConsents       *consents,
                            SluiceConsentRequest *request);

G_END_DECLS
