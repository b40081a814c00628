/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-category.h"

#include <glib/gi18n-lib.h>

/*
 * The one catalogue of data: the cloud serves it, decides by it, and the app
 * explains by it. What has no row cannot be asked for.
 */

G_DEFINE_ENUM_TYPE (SluiceDataClass, sluice_data_class,
                    G_DEFINE_ENUM_VALUE (SLUICE_DATA_CLASS_PUBLIC, "public"),
                    G_DEFINE_ENUM_VALUE (SLUICE_DATA_CLASS_PRIVATE, "private"),
                    G_DEFINE_ENUM_VALUE (SLUICE_DATA_CLASS_UNTIL_CONSENT, "private-until-consent"))

G_DEFINE_ENUM_TYPE (SluiceDataKind, sluice_data_kind,
                    G_DEFINE_ENUM_VALUE (SLUICE_DATA_KIND_PERSONAL, "personal"),
                    G_DEFINE_ENUM_VALUE (SLUICE_DATA_KIND_PRODUCT, "product"),
                    G_DEFINE_ENUM_VALUE (SLUICE_DATA_KIND_PROCESS, "process"))

#define PUBLIC SLUICE_DATA_CLASS_PUBLIC
#define PRIVATE SLUICE_DATA_CLASS_PRIVATE
#define UNTIL_CONSENT SLUICE_DATA_CLASS_UNTIL_CONSENT
#define PERSONAL SLUICE_DATA_KIND_PERSONAL
#define PRODUCT SLUICE_DATA_KIND_PRODUCT
#define PROCESS SLUICE_DATA_KIND_PROCESS

#define WHILE_ACCOUNT N_("As long as the account exists")
#define UNTIL_DELETED N_("Until you delete it, or the account ends")

static const SluiceDataCategory categories[] = {
  { "profile.username", PUBLIC, PERSONAL, N_("User name"),
    N_("The name that others see beside what you publish."),
    N_("To tell accounts apart."), "b", WHILE_ACCOUNT },
  { "profile.published", PUBLIC, PERSONAL, N_("What you published"),
    N_("Packages, ratings and projects that you made public yourself."),
    N_("To show it to others, as you asked."), "b", UNTIL_DELETED },
  { "profile.email", PRIVATE, PERSONAL, N_("E-mail address"),
    N_("The address that the cloud writes to."),
    N_("To sign you in and to reach you."), "b", WHILE_ACCOUNT },
  { "profile.password", PRIVATE, PERSONAL, N_("Password"),
    N_("Kept as a hash that cannot be turned back."),
    N_("To sign you in."), "b", WHILE_ACCOUNT },
  { "usage.patterns", PRIVATE, PERSONAL, N_("How you use the service"),
    N_("When you sign in and what you open."),
    N_("To keep the service running and safe."), "f", N_("Thirty days") },
  { "consent.records", PRIVATE, PERSONAL, N_("Your decisions about your data"),
    N_("Who asked for your data, what you answered, who may see what, who read it, and the receipts."),
    N_("To do as you decided, and to prove it."), "b", N_("As long as the account exists; the list of reads for a year") },
  { "profile.organization", UNTIL_CONSENT, PERSONAL, N_("Organisation and teams"),
    N_("The organisation you belong to, your teams, and who is in them."),
    N_("To share printers within it."), "b", WHILE_ACCOUNT },
  { "printers.groups", UNTIL_CONSENT, PROCESS, N_("Printers and their state"),
    N_("Your printer groups, what each printer is doing, and which materials it holds."),
    N_("To show you your printers."), "b", WHILE_ACCOUNT },
  { "prints.jobs", UNTIL_CONSENT, PROCESS, N_("Print history"),
    N_("When each print ran, how long, on which printer, with which material, and how it ended. No names."),
    N_("To show you your prints."), "b", UNTIL_DELETED },
  { "prints.records", UNTIL_CONSENT, PROCESS, N_("Process records"),
    N_("How files are printed: machine, materials, temperatures, times. Nothing of the object itself."),
    N_("To watch and compare prints."), "b", UNTIL_DELETED },
  { "prints.names", UNTIL_CONSENT, PRODUCT, N_("Names of prints"),
    N_("What you called your prints. A name often tells what a thing is and whom it is for."),
    N_("To show you your prints by name."), "b", UNTIL_DELETED },
  { "designs.library", UNTIL_CONSENT, PRODUCT, N_("Library"),
    N_("Your projects and the files in them: the designs themselves."),
    N_("To keep them for you."), "b", UNTIL_DELETED },
  { "designs.uploads", UNTIL_CONSENT, PRODUCT, N_("Uploaded print files"),
    N_("Print files that you sent whole. They hold the shape of the object."),
    N_("To print them."), "b", UNTIL_DELETED },
  { "printers.camera", UNTIL_CONSENT, PRODUCT, N_("Camera pictures"),
    N_("What the cameras of your printers see, and perhaps the room around them."),
    N_("To show you a print from afar."), "a", N_("Not kept") },
  { "backups.settings", UNTIL_CONSENT, PERSONAL, N_("Backups of your settings"),
    N_("Backups of a slicer: its profiles, and the names in them."),
    N_("To give them back to you."), "b", UNTIL_DELETED },
};

static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, value)->value_nick;
}

/** sluice_data_class_get_name: for programs, the same in all languages: "private-until-consent". */
const char *
sluice_data_class_get_name (SluiceDataClass self)
{
  return get_nick (SLUICE_TYPE_DATA_CLASS, self);
}

/** sluice_data_kind_get_name: for programs, the same in all languages: "process". */
const char *
sluice_data_kind_get_name (SluiceDataKind self)
{
  return get_nick (SLUICE_TYPE_DATA_KIND, self);
}

/** sluice_data_category_get_all: (transfer none) (array length=out_count): the whole catalogue. */
const SluiceDataCategory *
sluice_data_category_get_all (guint *out_count)
{
  *out_count = G_N_ELEMENTS (categories);
  return categories;
}

/** sluice_data_category_find: (nullable) (transfer none): the category of that @id. */
const SluiceDataCategory *
sluice_data_category_find (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (categories); i++)
    if (g_str_equal (categories[i].id, id))
      return &categories[i];

  return NULL;
}
