/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-kind.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (SluiceKind, sluice_kind,
                    G_DEFINE_ENUM_VALUE (SLUICE_KIND_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KIND_PROCESS, "process"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KIND_PRODUCT, "product"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KIND_PERSONAL, "personal"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KIND_STRUCTURE, "structure"),
                    G_DEFINE_ENUM_VALUE (SLUICE_KIND_CREDENTIALS, "credentials"))

typedef struct
{
  const char *icon_name;
  const char *css_class;
  const char *title;
  const char *explanation;
} KindLook;

static const KindLook looks[SLUICE_KIND_LAST + 1] = {
  [SLUICE_KIND_NONE] = {
    "view-conceal-symbolic", "kind-none", NC_("kind", "No content"),
    N_("A request that carried no data of yours: a question to the cloud, such as how the printers are."),
  },
  [SLUICE_KIND_PROCESS] = {
    "power-profile-performance-symbolic", "kind-process", NC_("kind", "Process"),
    N_("Process data is how a thing is printed: machine, materials, temperatures and times."),
  },
  [SLUICE_KIND_PRODUCT] = {
    "package-x-generic-symbolic", "kind-product", NC_("kind", "Product"),
    N_("Product data is the thing itself: its shape, toolpath, pictures and names."),
  },
  [SLUICE_KIND_PERSONAL] = {
    "avatar-default-symbolic", "kind-personal", NC_("kind", "Personal"),
    N_("Personal data points to a person: names, addresses, folders of a user."),
  },
  [SLUICE_KIND_STRUCTURE] = {
    "view-list-bullet-symbolic", "kind-structure", NC_("kind", "Structure"),
    N_("Structure is what holds a file together and says nothing about the thing or the print."),
  },
  [SLUICE_KIND_CREDENTIALS] = {
    "dialog-password-symbolic", "kind-credentials", NC_("kind", "Sign-in"),
    N_("What proves to the cloud that it is you; it is never kept in the list of what left."),
  },
};

/**
 * sluice_kind_get_title:
 * @kind: a kind
 *
 * Returns: the word for it, translated
 */
const char *
sluice_kind_get_title (SluiceKind kind)
{
  g_return_val_if_fail (kind <= SLUICE_KIND_LAST, "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "kind", looks[kind].title);
}

/**
 * sluice_kind_get_explanation:
 * @kind: a kind
 *
 * Returns: one sentence that explains it, translated
 */
const char *
sluice_kind_get_explanation (SluiceKind kind)
{
  g_return_val_if_fail (kind <= SLUICE_KIND_LAST, "");

  return _(looks[kind].explanation);
}

/**
 * sluice_kind_get_icon_name:
 * @kind: a kind
 *
 * Returns: the name of a symbolic icon
 */
const char *
sluice_kind_get_icon_name (SluiceKind kind)
{
  g_return_val_if_fail (kind <= SLUICE_KIND_LAST, "");

  return looks[kind].icon_name;
}

/**
 * sluice_kind_get_css_class:
 * @kind: a kind
 *
 * Returns: the style class that gives a widget this kind's accent
 */
const char *
sluice_kind_get_css_class (SluiceKind kind)
{
  g_return_val_if_fail (kind <= SLUICE_KIND_LAST, "");

  return looks[kind].css_class;
}
