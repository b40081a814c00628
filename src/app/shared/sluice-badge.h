/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-class.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_BADGE (sluice_badge_get_type ())

/*
 * What a piece of data is, or who may see it: icon and word, never colour alone; the tooltip
 * explains it in one sentence. Property for templates: kind (SluiceKind, write-only).
 */
G_DECLARE_FINAL_TYPE (SluiceBadge, sluice_badge, SLUICE, BADGE, GtkWidget)

GtkWidget *sluice_badge_new       (void);
void       sluice_badge_set_kind  (SluiceBadge     *self,
                                   SluiceKind       kind);
void       sluice_badge_set_class (SluiceBadge     *self,
                                   SluiceDataClass  klass);

G_END_DECLS
