/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-kind.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_KIND_BADGE (sluice_kind_badge_get_type ())

G_DECLARE_FINAL_TYPE (SluiceKindBadge, sluice_kind_badge, SLUICE, KIND_BADGE, GtkWidget)

GtkWidget  *sluice_kind_badge_new      (SluiceKind       kind);
SluiceKind  sluice_kind_badge_get_kind (SluiceKindBadge *self);
void        sluice_kind_badge_set_kind (SluiceKindBadge *self,
                                        SluiceKind       kind);

G_END_DECLS
