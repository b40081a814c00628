/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fiber.h"
#include "sluice-folder-settling.h"
#include "sluice-watched-folder.h"
#include "test-util.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A real folder, the real queue, and a vault. Most tests look by themselves: a file is whole when two looks have seen it
 * the same, and no time has to go by for that.
 */
#define GCODE ";FLAVOR:Marlin\n;LAYER:0\nG1 X10 Y10 E1\n"
#define SECRET "Prothese-Ada"

typedef struct
{
  char                *folder; /* of the test */
  char                *watch;  /* in it */
  char                *kept;
  GSettings           *settings;
  SluiceKey           *key;
  SluiceVault         *vault;
  SluiceUploadQueue   *queue;
  SluiceWatchedFolder *watched;
  guint                n_told;
  guint                n_arrived;
} Fixture;

static void
arrived_cb (Fixture *self,
            guint    n_files)
{
  self->n_told++;
  self->n_arrived += n_files;
}

static void
start_queue (Fixture *self)
{
  g_autoptr(SluiceUploadRules) rules = sluice_upload_rules_new (self->settings);

  self->queue = sluice_upload_queue_new (rules);
  sluice_upload_queue_set_vault (self->queue, self->vault);
}

/* @settle_ms, @slow_ms: as sluice_watched_folder_set_pace() */
static void
start_watching (Fixture *self,
                guint    settle_ms,
                guint    slow_ms)
{
  self->watched = sluice_watched_folder_new (self->queue, self->kept);
  g_signal_connect_swapped (self->watched, "arrived", G_CALLBACK (arrived_cb), self);
  sluice_watched_folder_set_pace (self->watched, settle_ms, slow_ms);
  sluice_watched_folder_watch (self->watched, self->watch, self->key);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *vault = NULL;

  self->folder = test_make_folder ();
  self->watch = g_build_filename (self->folder, "slices", NULL);
  self->kept = g_build_filename (self->folder, "kept", NULL);
  vault = g_build_filename (self->folder, "vault", NULL);
  g_assert_cmpint (g_mkdir (self->watch, 0700), ==, 0);
  self->settings = g_settings_new (APP_ID);
  g_settings_set_string (self->settings, "upload-mode", "nothing");
  self->key = sluice_key_new_random ();
  self->vault = sluice_vault_new (vault, self->key);
  start_queue (self);
}

static void
end_watching (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  /* What is known is kept at any time, and not only when somebody says that it ends. */
  test_settle (sluice_watched_folder_flush (self->watched), &error);
  g_assert_no_error (error);
  sluice_watched_folder_watch (self->watched, NULL, NULL);
  g_assert_finalize_object (self->watched);
  self->watched = NULL;
}

static gboolean
nothing_runs (gpointer data)
{
  return !sluice_fiber_any_running ();
}

static void
end_queue (Fixture *self)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (self->queue)) > 0)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (G_LIST_MODEL (self->queue), 0);

      sluice_upload_queue_remove (self->queue, upload);
    }
  test_wait_until (nothing_runs, NULL, "everything to end");
  g_clear_object (&self->queue);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->watched != NULL)
    end_watching (self);
  end_queue (self);
  g_clear_object (&self->vault);
  g_clear_object (&self->settings);
  sluice_key_unref (self->key);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->watch);
  g_free (self->kept);
}

/* Another start of the program; the queue of before is gone. */
static void
restart (Fixture *self)
{
  end_watching (self);
  end_queue (self);
  start_queue (self);
  self->n_told = self->n_arrived = 0;
  start_watching (self, G_MAXUINT, G_MAXUINT);
}

static void
write_file (Fixture    *self,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (self->watch, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
append (Fixture    *self,
        const char *name,
        const char *text)
{
  g_autofree char *path = g_build_filename (self->watch, name, NULL);
  FILE *file = g_fopen (path, "a");

  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
copy_from_corpus (Fixture    *self,
                  const char *name,
                  const char *as)
{
  g_autofree char *source = test_corpus_file (name);
  g_autofree char *target = g_build_filename (self->watch, as, NULL);
  g_autoptr(GBytes) bytes = test_load_file (source);

  g_assert_true (g_file_set_contents (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

static void
look (Fixture *self,
      guint    n_times)
{
  while (n_times-- > 0)
    {
      g_autoptr(GError) error = NULL;

      test_settle (sluice_watched_folder_look (self->watched), &error);
      g_assert_no_error (error);
    }
}

/* (transfer none) (nullable): the last one of that name */
static SluiceUpload *
find (Fixture    *self,
      const char *name)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->queue)); i > 0; i--)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (G_LIST_MODEL (self->queue), i - 1);

      if (g_str_equal (sluice_upload_get_name (upload), name))
        return upload;
    }

  return NULL;
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->queue));
}

typedef struct
{
  Fixture    *fixture;
  const char *name;
  int         state;
  gpointer    than; /* SluiceUpload */
} Wait;

static gboolean
is_so (gpointer data)
{
  Wait *wait = data;
  SluiceUpload *upload = find (wait->fixture, wait->name);

  return upload != NULL && (int) sluice_upload_get_state (upload) == wait->state;
}

static void
wait_state (Fixture           *self,
            const char        *name,
            SluiceUploadState  state)
{
  test_wait_until (is_so, &(Wait) { self, name, state }, name);
}

/* Looks until @condition holds: somebody may be known to write until the system has said otherwise. */
static void
look_until (Fixture       *self,
            TestCondition  condition,
            gpointer       data,
            const char    *what)
{
  const gint64 end = g_get_monotonic_time () + TEST_PATIENCE_SECONDS * G_USEC_PER_SEC;

  while (!condition (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("looked in vain for: %s", what);
      look (self, 1);
      g_main_context_iteration (NULL, FALSE);
    }
}

static gboolean
is_there (gpointer data)
{
  Wait *wait = data;

  return find (wait->fixture, wait->name) != NULL;
}

static gboolean
is_another (gpointer data)
{
  Wait *wait = data;

  return find (wait->fixture, wait->name) != wait->than;
}

/* Looks until @name waits for the person. */
static void
look_for (Fixture    *self,
          const char *name)
{
  look_until (self, is_there, &(Wait) { self, name, 0 }, name);
  wait_state (self, name, SLUICE_UPLOAD_WAITING);
}

static gboolean
are_two (gpointer data)
{
  return count (data) == 2;
}

/* The person decides: with these settings it is kept here. */
static void
decide (Fixture    *self,
        const char *name)
{
  sluice_upload_queue_send (self->queue, find (self, name), NULL);
  wait_state (self, name, SLUICE_UPLOAD_KEPT);
}

static void
test_new_only (Fixture       *self,
               gconstpointer  data)
{
  write_file (self, "old.gcode", GCODE);
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 0);

  write_file (self, "new.gcode", GCODE);
  look_for (self, "new.gcode");
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_cmpuint (self->n_told, ==, 1);
  g_assert_cmpuint (self->n_arrived, ==, 1);
  /* It waits, and nothing of it has left or is kept. */
  g_assert_cmpuint (sluice_upload_get_bytes_sent (find (self, "new.gcode")), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (self->vault)), ==, 0);
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_cmpuint (self->n_told, ==, 1);
}

/* As long as it grows it is not whole. */
static void
test_growing (Fixture       *self,
              gconstpointer  data)
{
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  for (guint i = 0; i < 5; i++)
    {
      append (self, "slow.gcode", GCODE);
      look (self, 1);
      g_assert_cmpuint (count (self), ==, 0);
    }
  look_for (self, "slow.gcode");
  g_assert_cmpuint (sluice_split_get_size (sluice_upload_get_split (find (self, "slow.gcode"))), ==, 5 * strlen (GCODE));
}

static void
test_settling (void)
{
  g_autoptr(SluiceFolderSettling) settling = sluice_folder_settling_new ();
  const SluiceFileStamp first = { 10, 1 };
  const SluiceFileStamp longer = { 20, 1 };
  const SluiceFileStamp later = { 20, 2 };

  sluice_folder_settling_set_time (settling, G_MAXUINT);
  g_assert_false (sluice_folder_settling_note (settling, "a", &first));
  g_assert_false (sluice_folder_settling_note (settling, "a", &longer));
  g_assert_false (sluice_folder_settling_note (settling, "a", &later));
  g_assert_true (sluice_folder_settling_note (settling, "a", &later));

  /* Nobody has closed it. */
  sluice_folder_settling_begin_write (settling, "a");
  g_assert_false (sluice_folder_settling_note (settling, "a", &later));
  sluice_folder_settling_end_write (settling, "a");
  g_assert_true (sluice_folder_settling_note (settling, "a", &later));
  g_assert_false (sluice_folder_settling_is_empty (settling));
  sluice_folder_settling_forget (settling, "a");
  g_assert_true (sluice_folder_settling_is_empty (settling));

  /* It is not the number of looks that counts where there is a time. */
  sluice_folder_settling_set_time (settling, 1000 * 1000);
  g_assert_false (sluice_folder_settling_note (settling, "b", &later));
  g_assert_false (sluice_folder_settling_note (settling, "b", &later));
}

/* Under another name first, as slicers and browsers do. */
static void
test_renamed (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *from = g_build_filename (self->watch, "part.gcode.part", NULL);
  g_autofree char *to = g_build_filename (self->watch, "part.gcode", NULL);

  start_watching (self, G_MAXUINT, G_MAXUINT);
  write_file (self, "part.gcode.part", GCODE);
  look (self, 4);
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  look_for (self, "part.gcode");
  g_assert_cmpuint (count (self), ==, 1);
}

static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  static const char * const not_meant[] = {
    ".hidden.gcode", "~lock.gcode", "#auto.gcode", "a.gcode~", "a.gcode.tmp", "a.gcode.part", "a.gcode.crdownload",
    "a.gcode.partial", "a.txt", "a", "gcode", ".gcode",
  };
  g_autofree char *target = g_build_filename (self->folder, "elsewhere.gcode", NULL);
  g_autofree char *link = g_build_filename (self->watch, "link.gcode", NULL);
  g_autofree char *folder = g_build_filename (self->watch, "folder.gcode", NULL);
  g_autofree char *pipe = g_build_filename (self->watch, "pipe.gcode", NULL);

  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (not_meant); i++)
    write_file (self, not_meant[i], GCODE);
  write_file (self, "empty.gcode", "");
  g_assert_true (g_file_set_contents (target, GCODE, -1, NULL));
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  write_file (self, "last.GCODE", GCODE);
  look_for (self, "last.GCODE");
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 1);
}

static gboolean
has_told (gpointer data)
{
  return ((Fixture *) data)->n_told > 0;
}

/* By its name it may be one; what is in it decides. */
static void
test_content (Fixture       *self,
              gconstpointer  data)
{
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  write_file (self, "letter.gcode", "Dear Ada,\nhow are you?\n");
  write_file (self, "text.ufp", GCODE);
  write_file (self, "text.gcode.gz", GCODE);
  write_file (self, "text.bgcode", GCODE);
  write_file (self, "half.ufp", "PK\003\004 and no more");
  copy_from_corpus (self, "14_prusa250_project_geometry_only.3mf", "project.3mf");
  copy_from_corpus (self, "16_cube_ascii.stl", "cube.stl");
  copy_from_corpus (self, "16_cube_ascii.stl", "cube.gcode");
  copy_from_corpus (self, "13_UMS5_Turbine-Bracket.ufp", "bracket.ufp");
  copy_from_corpus (self, "10_cura413_um2_ultigcode.gcode.gz", "ultimaker.gcode.gz");
  look_for (self, "bracket.ufp");
  look_for (self, "ultimaker.gcode.gz");
  look_until (self, has_told, self, "all to be told of");
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_cmpuint (self->n_arrived, ==, 2);
}

/* What came while nobody looked is found, however old it says that it is; what was decided on is not. */
static void
test_while_away (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *copied = g_build_filename (self->watch, "copied.gcode", NULL);
  const struct timespec long_ago[2] = { { 915148800, 0 }, { 915148800, 0 } };

  write_file (self, "old.gcode", GCODE);
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  write_file (self, "decided.gcode", GCODE);
  look_for (self, "decided.gcode");
  decide (self, "decided.gcode");
  write_file (self, "undecided.gcode", GCODE);
  look_for (self, "undecided.gcode");
  end_watching (self);

  write_file (self, "copied.gcode", GCODE);
  g_assert_cmpint (utimensat (AT_FDCWD, copied, long_ago, 0), ==, 0);
  append (self, "old.gcode", GCODE);
  end_queue (self);
  start_queue (self);
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look_for (self, "copied.gcode");
  look_for (self, "old.gcode");
  look_for (self, "undecided.gcode");
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 3);
}

/* What waits is not put there twice, whoever put it there. */
static void
test_not_twice (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *dropped = g_build_filename (self->watch, "dropped.gcode", NULL);

  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  write_file (self, "dropped.gcode", GCODE);
  sluice_upload_queue_add (self->queue, dropped);
  wait_state (self, "dropped.gcode", SLUICE_UPLOAD_WAITING);
  write_file (self, "found.gcode", GCODE);
  look_for (self, "found.gcode");
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 2);

  sluice_watched_folder_watch (self->watched, NULL, NULL);
  sluice_watched_folder_watch (self->watched, self->watch, self->key);
  look (self, 4);
  g_assert_cmpuint (count (self), ==, 2);
}

/* The same file, sliced again: it takes its own place while it waits, and is new when it was decided on. */
static void
test_again (Fixture       *self,
            gconstpointer  data)
{
  SluiceUpload *first;

  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  write_file (self, "part.gcode", GCODE);
  look_for (self, "part.gcode");
  first = g_object_ref (find (self, "part.gcode"));

  append (self, "part.gcode", GCODE);
  look_until (self, is_another, &(Wait) { self, "part.gcode", 0, first }, "the file to take its own place");
  wait_state (self, "part.gcode", SLUICE_UPLOAD_WAITING);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_cmpuint (sluice_split_get_size (sluice_upload_get_split (find (self, "part.gcode"))), ==, 2 * strlen (GCODE));
  g_object_unref (first);

  decide (self, "part.gcode");
  append (self, "part.gcode", GCODE);
  look_until (self, are_two, self, "the file to be new");
  wait_state (self, "part.gcode", SLUICE_UPLOAD_WAITING);
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 2);
}

/* A file that is deleted and comes back with its old time is a new one, where somebody has seen it go. */
static void
test_deleted (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->watch, "part.gcode", NULL);
  g_autofree char *away = g_build_filename (self->folder, "away.gcode", NULL);

  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  write_file (self, "part.gcode", GCODE);
  look_for (self, "part.gcode");
  decide (self, "part.gcode");
  g_assert_cmpint (g_rename (path, away), ==, 0);
  look (self, 1);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  look_until (self, are_two, self, "the file to be new");
  g_assert_cmpuint (count (self), ==, 2);
}

/* A folder that is gone is said to be, and what was in it is not new when it is back. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *away = g_build_filename (self->folder, "away", NULL);
  g_autofree char *late = g_build_filename (away, "late.gcode", NULL);

  write_file (self, "old.gcode", GCODE);
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  g_assert_null (sluice_watched_folder_get_problem (self->watched));
  g_assert_cmpint (g_rename (self->watch, away), ==, 0);
  look (self, 1);
  g_assert_nonnull (strstr (sluice_watched_folder_get_problem (self->watched), "not there"));
  g_assert_true (g_file_set_contents (late, GCODE, -1, NULL));
  g_assert_cmpint (g_rename (away, self->watch), ==, 0);
  look_for (self, "late.gcode");
  g_assert_null (sluice_watched_folder_get_problem (self->watched));
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 1);
}

static void
test_forbidden (Fixture       *self,
                gconstpointer  data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("nothing is forbidden to root");
      return;
    }
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  g_assert_cmpint (g_chmod (self->watch, 0), ==, 0);
  look (self, 1);
  g_assert_nonnull (strstr (sluice_watched_folder_get_problem (self->watched), "may not"));
  g_assert_cmpint (g_chmod (self->watch, 0700), ==, 0);
  write_file (self, "late.gcode", GCODE);
  look_for (self, "late.gcode");
  g_assert_null (sluice_watched_folder_get_problem (self->watched));
}

/* As when a disk is taken away: what is left in its place is empty, of another disk, and nothing is forgotten. */
static void
test_taken_away (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *disk = g_strdup ("/dev/shm/sluice-test-XXXXXX");
  g_autofree char *empty = g_build_filename (self->folder, "empty", NULL);
  g_autofree char *file = NULL;
  struct stat here;
  struct stat there;

  if (g_stat ("/dev/shm", &there) != 0 || g_stat (self->folder, &here) != 0 || here.st_dev == there.st_dev ||
      g_mkdtemp (disk) == NULL)
    {
      g_test_skip ("there is no other disk");
      return;
    }
  file = g_build_filename (disk, "old.gcode", NULL);
  g_assert_true (g_file_set_contents (file, GCODE, -1, NULL));
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  g_assert_cmpint (g_rmdir (self->watch), ==, 0);
  g_assert_cmpint (symlink (disk, self->watch), ==, 0);
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 2);

  g_assert_cmpint (g_unlink (self->watch), ==, 0);
  g_assert_cmpint (symlink (empty, self->watch), ==, 0);
  look (self, 2);
  g_assert_nonnull (strstr (sluice_watched_folder_get_problem (self->watched), "not there"));

  g_assert_cmpint (g_unlink (self->watch), ==, 0);
  g_assert_cmpint (symlink (disk, self->watch), ==, 0);
  look (self, 3);
  g_assert_null (sluice_watched_folder_get_problem (self->watched));
  g_assert_cmpuint (count (self), ==, 0);
  write_file (self, "new.gcode", GCODE);
  look_for (self, "new.gcode");
  g_assert_cmpuint (count (self), ==, 1);
  test_remove_folder (disk);
}

static gboolean
all_wait (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (sluice_upload_get_state (upload) != SLUICE_UPLOAD_WAITING)
        return FALSE;
    }

  return count (self) == 20;
}

static guint
count_reading (Fixture *self)
{
  guint n = 0;

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(SluiceUpload) upload = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      n += sluice_upload_get_state (upload) == SLUICE_UPLOAD_READING;
    }

  return n;
}

static gboolean
has_arrived (gpointer data)
{
  return ((Fixture *) data)->n_arrived >= 299;
}

static void
check_bounds (Fixture *self)
{
  g_assert_cmpuint (count (self), <=, 20);
  g_assert_cmpuint (count_reading (self), <=, 2);
}

/* Three hundred at once: told once; a few are read at a time, and twenty wait; then the others come. */
static void
test_burst (Fixture       *self,
            gconstpointer  data)
{
  const guint n_files = 300;
  g_autoptr(SluiceUpload) first = NULL;

  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  g_signal_connect_swapped (self->queue, "items-changed", G_CALLBACK (check_bounds), self);
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *name = g_strdup_printf ("part-%03u.gcode", i);

      write_file (self, name, GCODE);
    }
  look_until (self, has_arrived, self, "all to arrive");
  test_wait_until (all_wait, self, "twenty to wait");
  g_assert_cmpuint (self->n_told, ==, 1);
  g_assert_cmpuint (self->n_arrived, ==, n_files);
  g_assert_cmpuint (sluice_watched_folder_get_n_later (self->watched), ==, n_files - 20);

  first = g_list_model_get_item (G_LIST_MODEL (self->queue), 0);
  sluice_upload_queue_remove (self->queue, first);
  test_wait_until (all_wait, self, "one more to wait");
  g_assert_cmpuint (sluice_watched_folder_get_n_later (self->watched), ==, n_files - 21);
  g_signal_handlers_disconnect_by_func (self->queue, check_bounds, self);

  /* What waited for room is offered again, and so is what was not decided on. */
  restart (self);
  look_until (self, has_arrived, self, "all to arrive once more");
  look (self, 3);
  g_assert_cmpuint (self->n_arrived, ==, n_files - 1);
}

static gboolean
has_problem (gpointer data)
{
  return sluice_watched_folder_get_problem (((Fixture *) data)->watched) != NULL;
}

static gboolean
is_known (gpointer data)
{
  return g_file_test (((Fixture *) data)->kept, G_FILE_TEST_EXISTS);
}

/* With its own clock and the system's word that something has changed. */
static void
test_by_itself (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *from = g_build_filename (self->folder, "ready.gcode", NULL);
  g_autofree char *to = g_build_filename (self->watch, "ready.gcode", NULL);

  start_watching (self, 1, G_MAXUINT);
  test_wait_until (is_known, self, "what is there to be known");
  write_file (self, "written.gcode", GCODE);
  wait_state (self, "written.gcode", SLUICE_UPLOAD_WAITING);
  g_assert_true (g_file_set_contents (from, GCODE, -1, NULL));
  g_assert_cmpint (g_rename (from, to), ==, 0);
  wait_state (self, "ready.gcode", SLUICE_UPLOAD_WAITING);
}

/* Where nobody says that a folder is back, as on a network drive. */
static void
test_slowly (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *away = g_build_filename (self->folder, "away", NULL);
  g_autofree char *late = g_build_filename (away, "late.gcode", NULL);

  start_watching (self, 1, 20);
  test_wait_until (is_known, self, "what is there to be known");
  g_assert_cmpint (g_rename (self->watch, away), ==, 0);
  test_wait_until (has_problem, self, "the folder to be missed");
  g_assert_true (g_file_set_contents (late, GCODE, -1, NULL));
  g_assert_cmpint (g_rename (away, self->watch), ==, 0);
  wait_state (self, "late.gcode", SLUICE_UPLOAD_WAITING);
  g_assert_null (sluice_watched_folder_get_problem (self->watched));
}

/* Names of files are nobody else's business; and what cannot be read says of nothing that it is new. */
static void
test_sealed (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  struct stat info;

  write_file (self, SECRET ".gcode", GCODE);
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  end_watching (self);
  bytes = test_load_file (self->kept);
  g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SECRET, strlen (SECRET)));
  g_assert_cmpint (g_stat (self->kept, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  write_file (self, "new.gcode", GCODE);
  sluice_key_unref (self->key);
  self->key = sluice_key_new_random ();
  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 3);
  g_assert_cmpuint (count (self), ==, 0);
}

/* Another folder: what is there already is left alone, and so is the first one from then on. */
static void
test_another (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *other = g_build_filename (self->folder, "other", NULL);
  g_autofree char *file = g_build_filename (other, "there.gcode", NULL);
  g_autofree char *late = g_build_filename (other, "late.gcode", NULL);

  start_watching (self, G_MAXUINT, G_MAXUINT);
  look (self, 1);
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, GCODE, -1, NULL));
  sluice_watched_folder_watch (self->watched, other, self->key);
  look (self, 2);
  write_file (self, "elsewhere.gcode", GCODE);
  g_assert_true (g_file_set_contents (late, GCODE, -1, NULL));
  look_for (self, "late.gcode");
  g_assert_cmpuint (count (self), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/watched-folder/settling", test_settling);
#define ADD(path, func) g_test_add ("/watched-folder/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("new-only", test_new_only);
  ADD ("growing", test_growing);
  ADD ("renamed", test_renamed);
  ADD ("names", test_names);
  ADD ("content", test_content);
  ADD ("while-away", test_while_away);
  ADD ("not-twice", test_not_twice);
  ADD ("again", test_again);
  ADD ("deleted", test_deleted);
  ADD ("gone", test_gone);
  ADD ("forbidden", test_forbidden);
  ADD ("taken-away", test_taken_away);
  ADD ("burst", test_burst);
  ADD ("by-itself", test_by_itself);
  ADD ("slowly", test_slowly);
  ADD ("sealed", test_sealed);
  ADD ("another", test_another);
#undef ADD
  return test_run ();
}
