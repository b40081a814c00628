/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sluice-scope.h"

#include <string.h>

/* Every id that a scope names is in the catalogue, and every category can be reached or is reached by nobody on purpose. */
static void
test_scopes_reach_known_data (void)
{
  guint n_scopes;
  const SluiceScope *scopes = sluice_scope_get_all (&n_scopes);

  for (guint i = 0; i < n_scopes; i++)
    {
      g_assert_cmpuint (strlen (scopes[i].description), >, 10);
      for (guint j = 0; scopes[i].categories[j] != NULL; j++)
        g_assert_nonnull (sluice_data_category_find (scopes[i].categories[j]));
      for (guint j = i + 1; j < n_scopes; j++)
        g_assert_cmpstr (scopes[i].name, !=, scopes[j].name);
      g_assert_true (sluice_scope_find (scopes[i].name) == &scopes[i]);
    }
}

static void
test_catalogue_is_complete (void)
{
  guint count;
  const SluiceDataCategory *categories = sluice_data_category_get_all (&count);
  guint seen[3] = { 0 };

  for (guint i = 0; i < count; i++)
    {
      g_assert_cmpuint (strlen (categories[i].title), >, 0);
      g_assert_cmpuint (strlen (categories[i].description), >, 10);
      g_assert_cmpuint (strlen (categories[i].purpose), >, 5);
      g_assert_cmpuint (strlen (categories[i].retention), >, 5);
      g_assert_true (strlen (categories[i].legal_basis) == 1 && strchr ("abf", categories[i].legal_basis[0]) != NULL);
      seen[categories[i].klass]++;
      g_assert_true (sluice_data_category_find (categories[i].id) == &categories[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_cmpuint (seen[i], >, 0);
  g_assert_null (sluice_data_category_find ("prints"));
  g_assert_null (sluice_data_category_find (NULL));
}

/* What the promise names as private is private, and no scope that reaches it passes as harmless. */
static void
test_private_is_private (void)
{
  static const char * const promised[] = { "profile.email", "profile.password", "usage.patterns" };
  guint n_scopes;
  const SluiceScope *scopes = sluice_scope_get_all (&n_scopes);

  for (guint i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      g_assert_cmpint (sluice_data_category_find (promised[i])->klass, ==, SLUICE_DATA_CLASS_PRIVATE);
      for (guint j = 0; j < n_scopes; j++)
        if (sluice_scope_reaches (&scopes[j], promised[i]))
          g_assert_true (sluice_scope_is_private (&scopes[j]));
    }
  g_assert_false (sluice_scope_is_private (sluice_scope_find ("account.user.read")));
}

/* Whatever programs made for the vendor's cloud are known to ask for can be explained. */
static void
test_vendor_scopes (void)
{
  static const char * const known[] = {
    "account.organization.create", "account.organization.read", "account.organization.write",
    "account.subscription.read", "account.subscription.write", "account.team.read", "account.team.write",
    "account.user.email.read", "account.user.read", "account.user.write", "connect.cluster.read",
    "connect.cluster.write", "connect.material.read", "connect.material.write", "cura.mesh.read", "cura.mesh.write",
    "cura.printjob.read", "cura.printjob.write", "cura.slicer.read", "cura.slicer.write", "drive.backup.read",
    "drive.backup.write", "enterprise.customer.read", "enterprise.customer.write", "library.project.read",
    "library.project.write", "notification.subscription.read", "notification.subscription.write", "openid",
    "packages.author.read", "packages.author.write", "packages.download", "packages.filter.read",
    "packages.rating.read", "packages.rating.write", "packages.read.developer", "packages.write.developer",
    "report.event.write", "report.read", "report.write", "tag.read", "tag.write",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const SluiceScope *scope = sluice_scope_find (known[i]);

      if (scope == NULL)
        g_error ("%s is not in the catalogue", known[i]);
      g_assert_false (scope->is_reserved);
      /* In plain words: not the name once more. */
      g_assert_null (strchr (scope->description, '.'));
      /* What changes nothing does not say that it does. */
      g_assert_cmpint (scope->can_change, ==, g_str_has_suffix (known[i], ".write") ||
                       g_str_has_suffix (known[i], ".create") || g_str_has_suffix (known[i], ".write.developer"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/scopes-reach-known-data", test_scopes_reach_known_data);
  g_test_add_func ("/catalogue/complete", test_catalogue_is_complete);
  g_test_add_func ("/catalogue/vendor-scopes", test_vendor_scopes);
  g_test_add_func ("/catalogue/private-is-private", test_private_is_private);
  return g_test_run ();
}
