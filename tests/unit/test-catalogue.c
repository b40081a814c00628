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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/scopes-reach-known-data", test_scopes_reach_known_data);
  g_test_add_func ("/catalogue/complete", test_catalogue_is_complete);
  g_test_add_func ("/catalogue/private-is-private", test_private_is_private);
  return g_test_run ();
}
