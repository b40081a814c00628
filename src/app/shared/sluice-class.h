/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"
#include "sluice-kind.h"

G_BEGIN_DECLS

/* What a class of data looks like: the same icon, colour and sentence wherever it is shown. Its word is the room's. */
const char *sluice_class_get_explanation (SluiceDataClass klass);
const char *sluice_class_get_icon_name   (SluiceDataClass klass);
const char *sluice_class_get_css_class   (SluiceDataClass klass);

SluiceKind  sluice_kind_of_data          (SluiceDataKind  kind);

G_END_DECLS
