/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluiceKind:
 *
 * What a piece of data is, as the person sees it: the same word, icon, colour and
 * sentence wherever it is shown.
 */
typedef enum
{
  SLUICE_KIND_NONE,
  SLUICE_KIND_PROCESS,
  SLUICE_KIND_PRODUCT,
  SLUICE_KIND_PERSONAL,
  SLUICE_KIND_STRUCTURE,
  SLUICE_KIND_CREDENTIALS,
} SluiceKind;

#define SLUICE_KIND_LAST SLUICE_KIND_CREDENTIALS

#define SLUICE_TYPE_KIND (sluice_kind_get_type ())
GType sluice_kind_get_type (void);

const char *sluice_kind_get_title       (SluiceKind kind);
const char *sluice_kind_get_explanation (SluiceKind kind);
const char *sluice_kind_get_icon_name   (SluiceKind kind);
const char *sluice_kind_get_css_class   (SluiceKind kind);

G_END_DECLS
