/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-scope.h"

#include <glib/gi18n-lib.h>

/*
 * Scopes, each with the data that it reaches: those the vendor's programs ask
 * for, those known from others, and ours.
 */

#define DATA(...) (const char * const[]) { __VA_ARGS__ __VA_OPT__ (,) NULL }
#define READS(Name, Categories, Description) { Name, Categories, FALSE, FALSE, Description }
#define CHANGES(Name, Categories, Description) { Name, Categories, TRUE, FALSE, Description }
#define RESERVED(Name, Categories, Can_change, Description) { Name, Categories, Can_change, TRUE, Description }

static const SluiceScope scopes[] = {
  /* The account */
  READS ("openid", DATA ("profile.username"), N_("Know that it is you")),
  READS ("account.user.read", DATA ("profile.username"), N_("See your user name")),
  READS ("account.user.email.read", DATA ("profile.email"), N_("See your e-mail address")),
  CHANGES ("account.user.write", DATA ("profile.username", "profile.email"), N_("Change your profile")),
  READS ("account.organization.read", DATA ("profile.organization"), N_("See your organisation and who is in it")),
  CHANGES ("account.organization.create", DATA ("profile.organization"), N_("Create an organisation for you")),
  CHANGES ("account.organization.write", DATA ("profile.organization"), N_("Change your organisation")),
  READS ("account.team.read", DATA ("profile.organization"), N_("See your teams and who is in them")),
  CHANGES ("account.team.write", DATA ("profile.organization"), N_("Change your teams")),
  READS ("account.subscription.read", DATA ("profile.organization"), N_("See which plan you pay for")),
  CHANGES ("account.subscription.write", DATA ("profile.organization"), N_("Change which plan you pay for")),
  READS ("enterprise.customer.read", DATA ("profile.organization"), N_("See your organisation as a customer")),
  CHANGES ("enterprise.customer.write", DATA ("profile.organization"), N_("Change your organisation as a customer")),
  READS ("notification.subscription.read", DATA ("usage.patterns"), N_("See what you are told about")),
  CHANGES ("notification.subscription.write", DATA ("usage.patterns"), N_("Change what you are told about")),

  /* Printers and prints */
  READS ("connect.cluster.read", DATA ("printers.groups", "prints.jobs", "prints.names", "printers.camera"),
         N_("See your printers, what they print, and their cameras")),
  CHANGES ("connect.cluster.write", DATA ("printers.groups", "prints.jobs", "prints.names"),
           N_("Start, pause and stop prints, and change printer groups")),
  READS ("connect.material.read", DATA ("printers.groups"), N_("See the materials of your printers")),
  CHANGES ("connect.material.write", DATA ("printers.groups"), N_("Send materials to your printers")),
  READS ("cura.printjob.read", DATA ("prints.jobs", "prints.names", "designs.uploads"),
         N_("See and download print files that you uploaded")),
  CHANGES ("cura.printjob.write", DATA ("designs.uploads"), N_("Upload print files for you")),
  READS ("process.record.read", DATA ("prints.records"), N_("See how your files are printed, and nothing of the objects")),
  CHANGES ("process.record.write", DATA ("prints.records"), N_("Add and delete process records")),
  READS ("report.read", DATA ("prints.jobs", "prints.names"), N_("See reports on your prints")),
  CHANGES ("report.write", DATA ("prints.jobs", "prints.names"), N_("Have reports on your prints made")),
  CHANGES ("report.event.write", DATA ("usage.patterns"), N_("Report what you do")),

  /* Designs */
  READS ("library.project.read", DATA ("designs.library"), N_("See and download the designs in your library")),
  CHANGES ("library.project.write", DATA ("designs.library"), N_("Change and delete the designs in your library")),
  READS ("cura.mesh.read", DATA ("designs.library"), N_("See and download your models")),
  CHANGES ("cura.mesh.write", DATA ("designs.library"), N_("Upload and change your models")),
  READS ("cura.slicer.read", DATA ("designs.library"), N_("See what you have sliced in the cloud")),
  CHANGES ("cura.slicer.write", DATA ("designs.library"), N_("Slice your models in the cloud")),
  READS ("tag.read", DATA ("designs.library"), N_("See the tags you gave")),
  CHANGES ("tag.write", DATA ("designs.library"), N_("Change the tags you gave")),

  /* Backups and packages */
  READS ("drive.backup.read", DATA ("backups.settings"), N_("Read backups of your slicer’s settings")),
  CHANGES ("drive.backup.write", DATA ("backups.settings"), N_("Make and delete backups of your slicer’s settings")),
  READS ("packages.download", DATA (), N_("Download packages")),
  READS ("packages.filter.read", DATA (), N_("Search packages")),
  READS ("packages.rating.read", DATA ("profile.published"), N_("See how you rated packages")),
  CHANGES ("packages.rating.write", DATA ("profile.published"), N_("Rate packages in your name")),
  READS ("packages.author.read", DATA ("profile.published"), N_("See packages you made")),
  CHANGES ("packages.author.write", DATA ("profile.published"), N_("Change packages you made")),
  READS ("packages.read.developer", DATA ("profile.published"), N_("See packages you are making")),
  CHANGES ("packages.write.developer", DATA ("profile.published"), N_("Change packages you are making")),

  /* This project's own programs */
  RESERVED ("privacy.consent", DATA (), TRUE, N_("Decide for you who may see your data")),
  RESERVED ("privacy.inventory", DATA (), TRUE, N_("List all that is kept about you, delete single things of it, and correct your profile")),
};

/** sluice_scope_get_all: (transfer none) (array length=out_count): every scope that is known. */
const SluiceScope *
sluice_scope_get_all (guint *out_count)
{
  *out_count = G_N_ELEMENTS (scopes);
  return scopes;
}

/** sluice_scope_find: (nullable) (transfer none): the scope of that @name. */
const SluiceScope *
sluice_scope_find (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (scopes); i++)
    if (g_str_equal (scopes[i].name, name))
      return &scopes[i];

  return NULL;
}

/** sluice_scope_reaches: whether a token with the scope can get at data of @category. */
gboolean
sluice_scope_reaches (const SluiceScope *self,
                      const char        *category)
{
  return g_strv_contains (self->categories, category);
}

/** sluice_scope_is_private: whether it reaches data that is never shared, so that no third party can have it. */
gboolean
sluice_scope_is_private (const SluiceScope *self)
{
  for (guint i = 0; self->categories[i] != NULL; i++)
    if (sluice_data_category_find (self->categories[i])->klass == SLUICE_DATA_CLASS_PRIVATE)
      return TRUE;

  return FALSE;
}
