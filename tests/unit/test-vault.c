/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-error.h"
#include "sluice-vault.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANARY "bracket-for-secret-project"

typedef struct
{
  char        *folder;       /* of the test */
  char        *vault_folder;
  SluiceKey   *key;
  SluiceVault *vault;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_make_folder ();
  self->vault_folder = g_build_filename (self->folder, "vault", NULL);
  self->key = sluice_key_new_random ();
  self->vault = sluice_vault_new (self->vault_folder, self->key);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->vault);
  g_clear_pointer (&self->key, sluice_key_unref);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->vault_folder);
}

/* As after another start of the program. */
static void
reopen (Fixture *self)
{
  g_clear_object (&self->vault);
  self->vault = sluice_vault_new (self->vault_folder, self->key);
}

static char *
make_file (Fixture    *self,
           const char *name,
           gsize       size,
           guint8      seed)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree guint8 *data = g_malloc (size + 1);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    data[i] = i * 7 + (i >> 9) + seed;
  g_file_set_contents (path, (char *) data, size, &error);
  g_assert_no_error (error);
  return path;
}

static SluiceVaultItem *
add (Fixture     *self,
     const char  *path,
     GError     **error)
{
  return test_settle_object (sluice_vault_add_file (self->vault, path, NULL, NULL, NULL, NULL), error);
}

static SluiceVaultItem *
add_new (Fixture    *self,
         const char *name,
         gsize       size,
         guint8      seed)
{
  g_autofree char *path = make_file (self, name, size, seed);
  g_autoptr(GError) error = NULL;
  SluiceVaultItem *item = add (self, path, &error);

  g_assert_no_error (error);
  return item;
}

static gboolean
restore (Fixture          *self,
         SluiceVaultItem  *item,
         const char       *destination,
         GError          **error)
{
  return test_settle (sluice_vault_restore (self->vault, item, destination, FALSE, NULL, NULL, NULL), error);
}

static void
assert_same_file (const char *a,
                  const char *b)
{
  g_autoptr(GBytes) a_bytes = test_load_file (a);
  g_autoptr(GBytes) b_bytes = test_load_file (b);

  g_assert_true (g_bytes_equal (a_bytes, b_bytes));
}

static void
list (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_vault_list (self->vault), &error);
  g_assert_no_error (error);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (sluice_vault_get_model (self->vault));
}

/* Returns: encrypted files in their place; @out_path is one of them, @out_leftovers is how many are half-written. */
static guint
count_objects (Fixture  *self,
               char    **out_path,
               guint    *out_leftovers)
{
  g_autofree char *objects = g_build_filename (self->vault_folder, "objects", NULL);
  g_autoptr(GDir) dir = g_dir_open (objects, 0, NULL);
  const char *name;
  guint found = 0;

  if (out_leftovers != NULL)
    *out_leftovers = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (objects, name, NULL);
      g_autoptr(GDir) sub = g_dir_open (path, 0, NULL);
      const char *object;

      if (sub == NULL && out_leftovers != NULL)
        *out_leftovers += 1;
      while (sub != NULL && (object = g_dir_read_name (sub)) != NULL)
        {
          found++;
          if (out_path != NULL)
            {
              g_free (*out_path);
              *out_path = g_build_filename (path, object, NULL);
            }
        }
    }

  return found;
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  static const gsize sizes[] = { 1, 65535, 65536, 65537, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("part %u.gcode", i);
      g_autofree char *path = make_file (self, name, sizes[i], i);
      g_autofree char *back = g_strconcat (path, ".back", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceVaultItem) item = add (self, path, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (sluice_vault_item_get_name (item), ==, name);
      g_assert_cmpint (sluice_vault_item_get_size (item), ==, sizes[i]);
      g_assert_cmpuint (strlen (sluice_vault_item_get_id (item)), ==, 64);
      g_assert_cmpint (sluice_vault_item_get_added_at (item), >, 0);
      g_assert_true (restore (self, item, back, &error));
      g_assert_no_error (error);
      assert_same_file (path, back);
    }

  reopen (self);
  list (self);
  g_assert_cmpuint (count (self), ==, G_N_ELEMENTS (sizes));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (sluice_vault_get_model (self->vault), i);

      /* Newest first. */
      g_assert_cmpint (sluice_vault_item_get_size (item), ==, sizes[G_N_ELEMENTS (sizes) - 1 - i]);
    }
}

static void
test_same_file_once (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) first = add_new (self, "a.gcode", 5000, 1);
  g_autoptr(SluiceVaultItem) again = NULL;
  g_autoptr(SluiceVaultItem) renamed = NULL;
  g_autoptr(SluiceVaultItem) other = NULL;
  g_autofree char *back = g_build_filename (self->folder, "back", NULL);
  g_autoptr(GError) error = NULL;

  list (self);
  again = add_new (self, "a.gcode", 5000, 1);
  g_assert_cmpstr (sluice_vault_item_get_id (again), ==, sluice_vault_item_get_id (first));
  g_assert_cmpuint (count (self), ==, 1);

  renamed = add_new (self, "b.gcode", 5000, 1);
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_cmpuint (count_objects (self, NULL, NULL), ==, 1);

  other = add_new (self, "a.gcode", 5000, 2);
  g_assert_cmpuint (count (self), ==, 3);
  g_assert_cmpuint (count_objects (self, NULL, NULL), ==, 2);

  /* One name goes, the content stays for the other; then it goes too. */
  test_settle (sluice_vault_remove (self->vault, first), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_true (restore (self, renamed, back, &error));
  test_settle (sluice_vault_remove (self->vault, renamed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_cmpuint (count_objects (self, NULL, NULL), ==, 1);

  g_assert_false (test_settle (sluice_vault_remove (self->vault, renamed), &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

#define ADD(name, func) g_test_add ("/vault/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("same-file-once", test_same_file_once);
#undef ADD

  return g_test_run ();
}
