/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-class.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *icon_name;
  const char *css_class;
  const char *explanation;
} ClassLook;

static const ClassLook looks[] = {
  [SLUICE_DATA_CLASS_PUBLIC] = {
    "system-users-symbolic", "class-public",
    N_("Public data is seen by everybody, as you published it."),
  },
  [SLUICE_DATA_CLASS_PRIVATE] = {
    "action-unavailable-symbolic", "class-private",
    N_("Private data is never shared with other parties, whoever asks."),
  },
  [SLUICE_DATA_CLASS_UNTIL_CONSENT] = {
    "changes-prevent-symbolic", "class-until-consent",
    N_("Nobody else sees it until you give it to them, and then only they do."),
  },
};

/* What is not known is private. */
static const ClassLook *
look_of (SluiceDataClass klass)
{
  return &looks[klass < G_N_ELEMENTS (looks) ? klass : SLUICE_DATA_CLASS_PRIVATE];
}

/** sluice_class_get_explanation: one sentence that explains it, translated. */
const char *
sluice_class_get_explanation (SluiceDataClass klass)
{
  return _(look_of (klass)->explanation);
}

/** sluice_class_get_icon_name: the name of a symbolic icon. */
const char *
sluice_class_get_icon_name (SluiceDataClass klass)
{
  return look_of (klass)->icon_name;
}

/** sluice_class_get_css_class: the style class that gives a widget this class's accent. */
const char *
sluice_class_get_css_class (SluiceDataClass klass)
{
  return look_of (klass)->css_class;
}

/** sluice_kind_of_data: how the catalogue's @kind is shown. What is not known to be less is product data. */
SluiceKind
sluice_kind_of_data (SluiceDataKind kind)
{
  switch (kind)
    {
    case SLUICE_DATA_KIND_PERSONAL:
      return SLUICE_KIND_PERSONAL;
    case SLUICE_DATA_KIND_PROCESS:
      return SLUICE_KIND_PROCESS;
    case SLUICE_DATA_KIND_PRODUCT:
    default:
      return SLUICE_KIND_PRODUCT;
    }
}
