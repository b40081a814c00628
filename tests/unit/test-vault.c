/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-blob.h"
#include "sluice-vault-error.h"
#include "sluice-vault-export.h"
#include "sluice-vault-store.h"
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

static void
test_streamed (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *path = make_file (self, "part.gcode", 300000, 1);
  g_autofree char *back = g_build_filename (self->folder, "back", NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(GError) error = NULL;
  SluiceVaultWriter *writer;
  gsize size;
  const guint8 *content = g_bytes_get_data (bytes, &size);
  guint leftovers;

  list (self);

  /* Freed without a commit, nothing was there. */
  writer = sluice_vault_begin (self->vault, &error);
  g_assert_no_error (error);
  g_assert_true (sluice_vault_writer_write (writer, content, size, &error));
  sluice_vault_writer_free (writer);
  g_assert_cmpuint (count_objects (self, NULL, &leftovers), ==, 0);
  g_assert_cmpuint (leftovers, ==, 0);

  writer = sluice_vault_begin (self->vault, &error);
  for (gsize at = 0; at < size; at += 7777)
    g_assert_true (sluice_vault_writer_write (writer, content + at, MIN (7777, size - at), &error));
  item = sluice_vault_writer_commit (writer, "/home/anna/part.gcode", "gcode", "record-1", &error);
  g_assert_no_error (error);
  sluice_vault_writer_free (writer);
  g_assert_cmpstr (sluice_vault_item_get_name (item), ==, "part.gcode");
  g_assert_cmpstr (sluice_vault_item_get_format (item), ==, "gcode");
  g_assert_cmpstr (sluice_vault_item_get_record_id (item), ==, "record-1");
  /* The list changes in the main loop, wherever the writer was. */
  g_assert_cmpuint (count (self), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_true (restore (self, item, back, &error));
  assert_same_file (path, back);

  /* The same as what comes from a file. */
  {
    g_autoptr(SluiceVaultItem) added = add (self, path, &error);

    g_assert_cmpstr (sluice_vault_item_get_id (added), ==, sluice_vault_item_get_id (item));
    g_assert_cmpstr (sluice_vault_item_get_format (added), ==, "gcode");
  }
}

static int
verify (Fixture         *self,
        SluiceVaultItem *item)
{
  g_autoptr(DexFuture) future = sluice_vault_verify (self->vault, item, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;

  test_settle (dex_ref (future), &error);
  g_assert_no_error (error);
  return g_value_get_int (dex_future_get_value (future, NULL));
}

/* However the bytes come, it is the same content. */
static void
test_any_pieces (Fixture       *self,
                 gconstpointer  data)
{
  static const gsize pieces[] = { 4099, 65536, 262144, 1000000 };
  g_autofree char *path = make_file (self, "part.gcode", 1000000, 1);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceVaultItem) added = add (self, path, &error);
  const guint8 *content = g_bytes_get_data (bytes, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(SluiceVaultWriter) writer = sluice_vault_begin (self->vault, &error);
      g_autoptr(SluiceVaultItem) item = NULL;

      for (gsize at = 0; at < 1000000; at += pieces[i])
        g_assert_true (sluice_vault_writer_write (writer, content + at, MIN (pieces[i], 1000000 - at), &error));
      item = sluice_vault_writer_commit (writer, "part.gcode", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sluice_vault_item_get_id (item), ==, sluice_vault_item_get_id (added));
    }
  g_assert_cmpuint (count_objects (self, NULL, NULL), ==, 1);
  g_assert_cmpint (verify (self, added), ==, 0);
}

/* An object that is named by the first version of the fingerprint is read and verified as ever. */
static void
test_first_version (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *path = make_file (self, "old.gcode", 300000, 1);
  g_autofree char *back = g_build_filename (self->folder, "back", NULL);
  g_autofree char *out = g_build_filename (self->folder, "out", NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(SluiceVaultStore) store = sluice_vault_store_new (self->vault_folder, self->key);
  g_autoptr(SluiceVaultExport) export = NULL;
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(SluiceBlobWriter) blob = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *staged = NULL;
  g_autofree char *object = NULL;
  g_autofree char *object_path = NULL;
  int hold;

  g_assert_true (sluice_vault_store_open (store, &error));
  hold = sluice_vault_store_hold (store, &error);
  blob = sluice_blob_writer_new (sluice_vault_store_get_objects_folder (store),
                                 sluice_vault_store_get_object_key (store), &error);
  g_assert_true (sluice_blob_writer_write (blob, g_bytes_get_data (bytes, NULL), 300000, &error));
  g_assert_true (sluice_blob_writer_finish (blob, ".writing-old", &error));
  staged = g_build_filename (sluice_vault_store_get_objects_folder (store), ".writing-old", NULL);
  object = sluice_key_fingerprint (sluice_vault_store_get_fingerprint_key (store),
                                   g_bytes_get_data (bytes, NULL), 300000);
  item = sluice_vault_store_add (store, staged, object, 300000,
                                 &(SluiceVaultDetails) { "old.gcode", NULL, NULL }, &error);
  g_assert_no_error (error);
  close (hold);

  g_assert_cmpint (verify (self, NULL), ==, 0);
  g_assert_true (restore (self, item, back, &error));
  assert_same_file (path, back);
  export = test_settle_object (sluice_vault_export_all (self->vault, out, NULL, NULL, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_vault_export_get_n_written (export), ==, 1);
  g_assert_cmpuint (sluice_vault_export_get_n_failed (export), ==, 0);

  /* Another file's bytes under that name are noticed. */
  object_path = sluice_vault_store_dup_object_path (store, object);
  g_clear_pointer (&blob, sluice_blob_writer_free);
  blob = sluice_blob_writer_new (sluice_vault_store_get_objects_folder (store),
                                 sluice_vault_store_get_object_key (store), &error);
  g_assert_true (sluice_blob_writer_write (blob, "other", 5, &error));
  g_assert_true (sluice_blob_writer_finish (blob, ".writing-old", &error));
  g_assert_cmpint (g_rename (staged, object_path), ==, 0);
  g_assert_cmpint (verify (self, NULL), ==, 1);
}

static void
test_nameless_and_empty (Fixture       *self,
                         gconstpointer  data)
{
  static const char * const names[] = { "..", ".", "/" };
  g_autoptr(GError) error = NULL;
  SluiceVaultWriter *writer;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      writer = sluice_vault_begin (self->vault, &error);
      g_assert_true (sluice_vault_writer_write (writer, "abc", 3, &error));
      g_assert_null (sluice_vault_writer_commit (writer, names[i], NULL, NULL, &error));
      g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE);
      g_clear_error (&error);
      sluice_vault_writer_free (writer);
    }

  writer = sluice_vault_begin (self->vault, &error);
  g_assert_null (sluice_vault_writer_commit (writer, "a", NULL, NULL, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE);
  sluice_vault_writer_free (writer);
  list (self);
  g_assert_cmpuint (count (self), ==, 0);
}

static SluiceVaultItem *
find_by (Fixture    *self,
         gboolean    job,
         const char *value,
         GError    **error)
{
  return test_settle_object (job ? sluice_vault_find_by_job (self->vault, value)
                                 : sluice_vault_find_by_record (self->vault, value), error);
}

static void
test_links (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) a = add_new (self, "a.gcode", 100, 1);
  g_autoptr(SluiceVaultItem) b = add_new (self, "b.gcode", 100, 2);
  g_autoptr(SluiceVaultItem) joined = NULL;
  g_autoptr(SluiceVaultItem) found = NULL;
  g_autoptr(SluiceVaultItem) shown = NULL;
  g_autoptr(GError) error = NULL;

  list (self);
  g_assert_null (find_by (self, TRUE, "job-1", &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (test_settle (sluice_vault_join_job (self->vault, a, "job-1"), &error));
  g_assert_true (test_settle (sluice_vault_join_record (self->vault, a, "record-1"), &error));
  joined = test_settle_object (sluice_vault_join_job (self->vault, a, "job-2"), &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains (sluice_vault_item_get_jobs (joined), "job-1"));
  g_assert_true (g_strv_contains (sluice_vault_item_get_jobs (joined), "job-2"));
  g_assert_cmpstr (sluice_vault_item_get_record_id (joined), ==, "record-1");

  /* The list shows it, in its place. */
  shown = g_list_model_get_item (sluice_vault_get_model (self->vault), 1);
  g_assert_true (shown == joined);

  reopen (self);
  found = find_by (self, TRUE, "job-2", &error);
  g_assert_cmpstr (sluice_vault_item_get_name (found), ==, "a.gcode");
  g_clear_object (&found);
  found = find_by (self, FALSE, "record-1", &error);
  g_assert_cmpstr (sluice_vault_item_get_name (found), ==, "a.gcode");
  /* A job is no record. */
  g_assert_null (find_by (self, FALSE, "job-1", &error));
  g_clear_error (&error);

  /* A job moves with its file; it goes with it too. */
  g_assert_true (test_settle (sluice_vault_join_job (self->vault, b, "job-1"), &error));
  g_clear_object (&found);
  found = find_by (self, TRUE, "job-1", &error);
  g_assert_cmpstr (sluice_vault_item_get_name (found), ==, "b.gcode");
  g_assert_true (test_settle (sluice_vault_remove (self->vault, b), &error));
  g_assert_null (find_by (self, TRUE, "job-1", &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND);
}

static void
test_damage (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) item = add_new (self, "part.gcode", 200000, 1);
  g_autofree char *back = g_build_filename (self->folder, "back", NULL);
  g_autofree char *object = NULL;
  g_autoptr(SluiceVaultItem) healed = NULL;
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  count_objects (self, &object, NULL);
  whole = test_load_file (object);
  length = g_bytes_get_size (whole);
  g_assert_cmpint (verify (self, NULL), ==, 0);

  /* A bit anywhere, and an end missing anywhere, between two chunks too. */
  for (gsize at = 0; at < length; at += 9973)
    {
      g_autofree guint8 *changed = g_memdup2 (g_bytes_get_data (whole, NULL), length);

      changed[at] ^= 4;
      g_file_set_contents (object, (char *) changed, length, NULL);
      g_assert_cmpint (verify (self, item), ==, 1);
      g_assert_cmpint (sluice_vault_item_get_state (item), ==, SLUICE_VAULT_STATE_DAMAGED);

      g_file_set_contents (object, g_bytes_get_data (whole, NULL), at, NULL);
      g_assert_cmpint (verify (self, item), ==, 1);
    }
  g_file_set_contents (object, g_bytes_get_data (whole, NULL), 32 + 65536 + 17, NULL);
  g_assert_cmpint (verify (self, item), ==, 1);

  /* Nothing half is ever restored, and the message names the file. */
  g_assert_false (restore (self, item, back, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "part.gcode"));
  g_assert_false (g_file_test (back, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_unlink (object);
  g_assert_cmpint (verify (self, item), ==, 1);
  g_assert_cmpint (sluice_vault_item_get_state (item), ==, SLUICE_VAULT_STATE_MISSING);
  g_assert_false (restore (self, item, back, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND);

  /* Adding the file again heals it. */
  healed = add_new (self, "part.gcode", 200000, 1);
  g_assert_cmpint (verify (self, healed), ==, 0);
}

/* A whole and authentic object of another file: only its own fingerprint tells. */
static void
test_swapped_objects (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autoptr(SluiceVaultItem) a = add_new (self, "a.gcode", 1000, 1);
  g_autoptr(SluiceVaultItem) b = NULL;

  count_objects (self, &first, NULL);
  b = add_new (self, "b.gcode", 1000, 2);
  g_unlink (first);
  {
    g_autofree char *second = NULL;
    g_autoptr(GBytes) other = NULL;

    g_assert_cmpuint (count_objects (self, &second, NULL), ==, 1);
    other = test_load_file (second);
    g_file_set_contents (first, g_bytes_get_data (other, NULL), g_bytes_get_size (other), NULL);
  }

  g_assert_cmpint (verify (self, NULL), ==, 1);
  g_assert_cmpint (verify (self, a), ==, 1);
  g_assert_cmpint (verify (self, b), ==, 0);
}

static void
test_another_key (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) item = add_new (self, "a.gcode", 1000, 1);
  g_autoptr(SluiceKey) other_key = sluice_key_new_random ();
  g_autoptr(SluiceVault) other = sluice_vault_new (self->vault_folder, other_key);
  g_autofree char *path = make_file (self, "b.gcode", 10, 1);
  g_autoptr(GError) error = NULL;

  g_assert_false (test_settle (sluice_vault_list (other), &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY);
  g_clear_error (&error);
  g_assert_false (test_settle (sluice_vault_add_file (other, path, NULL, NULL, NULL, NULL), &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY);

  reopen (self);
  g_assert_cmpint (verify (self, NULL), ==, 0);
  g_assert_cmpuint (count (self), ==, 1);
}

static void
test_restore_never_overwrites (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) item = add_new (self, "a.gcode", 1000, 1);
  g_autofree char *precious = make_file (self, "precious", 77, 9);
  g_autoptr(GBytes) before = test_load_file (precious);
  g_autoptr(GBytes) after = NULL;
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "such", "folder", NULL);
  g_autofree char *source = g_build_filename (self->folder, "a.gcode", NULL);
  g_autofree char *dangling = g_build_filename (self->folder, "dangling", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (restore (self, item, precious, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_EXISTS);
  g_clear_error (&error);
  after = test_load_file (precious);
  g_assert_true (g_bytes_equal (before, after));

  /* Passes the first look, since it leads nowhere; is caught when the name is taken. */
  g_assert_cmpint (symlink (nowhere, dangling), ==, 0);
  g_assert_false (restore (self, item, dangling, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_false (restore (self, item, nowhere, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO);
  g_clear_error (&error);

  /* Unless the person said so. */
  g_assert_true (test_settle (sluice_vault_restore (self->vault, item, precious, TRUE, NULL, NULL, NULL), &error));
  assert_same_file (source, precious);
}

static void
test_unsuitable (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *empty = make_file (self, "empty.gcode", 0, 0);
  g_autofree char *missing = g_build_filename (self->folder, "missing", NULL);
  g_autofree char *pipe = g_build_filename (self->folder, "pipe", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (add (self, self->folder, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE);
  g_clear_error (&error);
  g_assert_null (add (self, empty, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE);
  g_clear_error (&error);
  g_assert_null (add (self, pipe, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE);
  g_clear_error (&error);
  g_assert_null (add (self, missing, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  if (geteuid () != 0)
    {
      g_autofree char *secret = make_file (self, "secret", 10, 0);

      g_chmod (secret, 0000);
      g_assert_null (add (self, secret, &error));
      g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO);
    }

  list (self);
  g_assert_cmpuint (count (self), ==, 0);
}

static char *
make_sparse_file (Fixture *self,
                  gint64   size)
{
  char *path = make_file (self, "sparse.gcode", 1, 0);

  g_assert_cmpint (truncate (path, size), ==, 0);
  return path;
}

/* From the moment the first bytes are read, something happens to the file, or to the wish. */
typedef struct
{
  const char     *grow_path;
  DexCancellable *cancel;
  gint64          done;
  gint64          total;
  gboolean        ended;
} Watch;

static void
watch_cb (gint64   done,
          gint64   total,
          gpointer data)
{
  Watch *watch = data;

  g_assert_false (watch->ended);
  g_assert_cmpint (done, >=, watch->done);
  watch->done = done;
  watch->total = total;
  if (watch->grow_path != NULL)
    g_assert_cmpint (truncate (watch->grow_path, total + 1), ==, 0);
  watch->grow_path = NULL;
  if (watch->cancel != NULL)
    dex_cancellable_cancel (watch->cancel);
}

static void
watch_ended_cb (gpointer data)
{
  ((Watch *) data)->ended = TRUE;
}

static gboolean
has_ended (gpointer data)
{
  return ((Watch *) data)->ended;
}

static void
test_progress (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *path = make_sparse_file (self, 5000000);
  g_autoptr(SluiceVaultItem) other = NULL;
  g_autoptr(GError) error = NULL;
  Watch watch = { 0 };

  test_settle (sluice_vault_add_file (self->vault, path, NULL, watch_cb, &watch, watch_ended_cb), &error);
  g_assert_no_error (error);
  test_wait_until (has_ended, &watch, "the progress to end");
  g_assert_cmpint (watch.done, ==, 5000000);
  g_assert_cmpint (watch.total, ==, 5000000);

  other = add_new (self, "b.gcode", 1000, 1);
  watch = (Watch) { 0 };
  test_settle (sluice_vault_verify (self->vault, NULL, watch_cb, &watch, watch_ended_cb), &error);
  g_assert_no_error (error);
  test_wait_until (has_ended, &watch, "the progress to end");
  g_assert_cmpint (watch.done, ==, 5001000);
  g_assert_cmpint (watch.total, ==, 5001000);
}

static void
test_changed_while_read (Fixture       *self,
                         gconstpointer  data)
{
  g_autofree char *path = make_sparse_file (self, 256 << 20);
  g_autoptr(GError) error = NULL;
  Watch watch = { .grow_path = path };

  g_assert_false (test_settle (sluice_vault_add_file (self->vault, path, NULL, watch_cb, &watch, NULL), &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_CHANGED);
  list (self);
  g_assert_cmpuint (count (self), ==, 0);
}

static gboolean
has_no_leftovers (gpointer data)
{
  guint leftovers;

  count_objects (data, NULL, &leftovers);
  return leftovers == 0;
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *path = make_sparse_file (self, 1 << 30);
  g_autoptr(GError) error = NULL;
  Watch watch = { .cancel = dex_cancellable_new () };
  guint look_again;

  /* As a person's "cancel" is awaited beside the work: what comes second is dropped. */
  g_assert_false (test_settle (dex_future_first (dex_ref (watch.cancel),
                                                 sluice_vault_add_file (self->vault, path, NULL,
                                                                        watch_cb, &watch, watch_ended_cb),
                                                 NULL), &error));
  test_wait_until (has_ended, &watch, "the add to be cancelled");
  g_assert_cmpint (watch.done, <, 1 << 30);

  look_again = g_timeout_add (10, look_again_cb, NULL);
  test_wait_until (has_no_leftovers, self, "the half-written file to go");
  g_source_remove (look_again);
  list (self);
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_cmpuint (count_objects (self, NULL, NULL), ==, 0);
  dex_unref (watch.cancel);
}

static void
assert_absent_in (const char *folder,
                  const char *needle)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_null (strstr (name, needle));
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_absent_in (path, needle);
      else
        {
          g_autoptr(GBytes) bytes = test_load_file (path);
          gsize size;
          const char *content = g_bytes_get_data (bytes, &size);

          g_assert_null (size > 0 ? memmem (content, size, needle, strlen (needle)) : NULL);
        }
    }
}

static void
test_nothing_in_the_clear (Fixture       *self,
                           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, CANARY ".gcode", NULL);
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, CANARY " inside", -1, &error);
  item = add (self, path, &error);
  g_assert_no_error (error);
  g_assert_true (test_settle (sluice_vault_join_job (self->vault, item, CANARY "-job"), &error));
  g_assert_true (test_settle (sluice_vault_join_record (self->vault, item, CANARY "-record"), &error));
  assert_absent_in (self->vault_folder, CANARY);
}

/* Two programs on one vault: what one is writing, the other does not sweep away. */
static void
test_two_programs (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(SluiceVault) other = NULL;
  SluiceVaultWriter *writer = sluice_vault_begin (self->vault, &error);

  g_assert_true (sluice_vault_writer_write (writer, "abc", 3, &error));
  other = sluice_vault_new (self->vault_folder, self->key);
  g_assert_true (test_settle (sluice_vault_list (other), &error));
  item = sluice_vault_writer_commit (writer, "a", NULL, NULL, &error);
  g_assert_no_error (error);
  sluice_vault_writer_free (writer);

  g_assert_true (test_settle (sluice_vault_list (other), &error));
  g_assert_cmpuint (g_list_model_get_n_items (sluice_vault_get_model (other)), ==, 1);
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
  ADD ("streamed", test_streamed);
  ADD ("any-pieces", test_any_pieces);
  ADD ("first-version", test_first_version);
  ADD ("nameless-and-empty", test_nameless_and_empty);
  ADD ("links", test_links);
  ADD ("damage", test_damage);
  ADD ("swapped-objects", test_swapped_objects);
  ADD ("another-key", test_another_key);
  ADD ("restore-never-overwrites", test_restore_never_overwrites);
  ADD ("unsuitable", test_unsuitable);
  ADD ("progress", test_progress);
  ADD ("changed-while-read", test_changed_while_read);
  ADD ("cancelled", test_cancelled);
  ADD ("nothing-in-the-clear", test_nothing_in_the_clear);
  ADD ("two-programs", test_two_programs);
#undef ADD

  return test_run ();
}
