/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-class.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CLASS_BADGE (sluice_class_badge_get_type ())

G_DECLARE_FINAL_TYPE (SluiceClassBadge, sluice_class_badge, SLUICE, CLASS_BADGE, GtkWidget)

GtkWidget       *sluice_class_badge_new       (SluiceDataClass   klass);
SluiceDataClass  sluice_class_badge_get_klass (SluiceClassBadge *self);
void             sluice_class_badge_set_klass (SluiceClassBadge *self,
                                               SluiceDataClass   klass);

G_END_DECLS
