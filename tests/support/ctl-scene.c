/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-scene.h"

#include "test-util.h"

#include <glib/gstdio.h>
#include <unistd.h>

/** ctl_dup_home_cloud: (transfer full): where sluicectl looks for the home cloud of this desktop. */
char *
ctl_dup_home_cloud (void)
{
  return g_build_filename (g_get_user_data_dir (), "sluice", "home-cloud", NULL);
}

/* The home cloud of this desktop is the one of the test, whose clock can be set. */
static void
set_up (CtlScene      *self,
        gconstpointer  data)
{
  g_autofree char *home = ctl_dup_home_cloud ();
  g_autofree char *parent = g_path_get_dirname (home);

  self->folder = test_make_folder ();
  self->partner = test_cloud_partner_new ();
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (symlink (self->partner->home->folder, home), ==, 0);
  {
    g_auto(CtlOutcome) outcome = ctl_run ("sign-in");

    ctl_assert_status (&outcome, 0);
  }
}

/* The next test begins without copies of this one's. */
static void
remove_receipts (void)
{
  static const char * const names[] = { "receipts.db", "receipts.db-wal", "receipts.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), "sluice", names[i], NULL);

      g_unlink (path);
    }
}

static void
tear_down (CtlScene      *self,
           gconstpointer  data)
{
  g_autofree char *home = ctl_dup_home_cloud ();

  g_unlink (home);
  remove_receipts ();
  test_cloud_partner_free (self->partner);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

/** ctl_scene_add: a test with a scene of its own. */
void
ctl_scene_add (const char   *path,
               CtlSceneTest  body)
{
  g_test_add (path, CtlScene, NULL, set_up, body, tear_down);
}

/** ctl_scene_ask: (transfer full): the partner asks; what it polls with. */
char *
ctl_scene_ask (CtlScene   *self,
               const char *categories)
{
  guint status;
  char *handle = test_cloud_partner_ask (self->partner, categories, &status);

  g_assert_cmpuint (status, ==, 200);
  return handle;
}

/** ctl_scene_assert_poll: the partner's next question after @handle is answered with @expected. */
void
ctl_scene_assert_poll (CtlScene   *self,
                       const char *handle,
                       guint       expected)
{
  guint status;
  g_autoptr(JsonObject) answer = NULL;

  test_clock_advance (self->partner->home->clock, 10);
  answer = test_cloud_partner_poll (self->partner, handle, &status);
  g_assert_cmpuint (status, ==, expected);
}

/** ctl_scene_assert_read: the partner's reading of @category is answered with @expected. */
void
ctl_scene_assert_read (CtlScene   *self,
                       const char *category,
                       guint       expected)
{
  g_assert_cmpuint (test_cloud_partner_read (self->partner, category, NULL), ==, expected);
}
