/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "sluice-vault-cleanup.h"
#include "sluice-vault-error.h"
#include "sluice-vault-export.h"
#include "sluice-vault-search.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What a person does with a vault that has grown: look for a file, keep to a size, clean up, take everything out. */

#define DAY (24 * 60 * 60)

typedef struct
{
  char        *folder;
  char        *vault_folder;
  char        *out;
  SluiceKey   *key;
  SluiceVault *vault;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_make_folder ();
  self->vault_folder = g_build_filename (self->folder, "vault", NULL);
  self->out = g_build_filename (self->folder, "out", NULL);
  self->key = sluice_key_new_random ();
  self->vault = sluice_vault_new (self->vault_folder, self->key);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->vault);
  sluice_key_unref (self->key);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->vault_folder);
  g_free (self->out);
}

static void
list (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_vault_list (self->vault), &error);
  g_assert_no_error (error);
}

static SluiceVaultItem *
try_add (Fixture     *self,
         const char  *name,
         gsize        size,
         char         content,
         GError     **error)
{
  g_autofree char *path = g_build_filename (self->folder, "source", NULL);
  g_autofree char *bytes = g_strnfill (size, content);

  g_file_set_contents (path, bytes, size, NULL);
  return test_settle_object (sluice_vault_add_file (self->vault, path, name, NULL, NULL, NULL), error);
}

static void
add (Fixture    *self,
     const char *name,
     gsize       size,
     char        content)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceVaultItem) item = try_add (self, name, size, content, &error);

  g_assert_no_error (error);
}

static SluiceVaultItem *
find (Fixture    *self,
      const char *name)
{
  GListModel *model = sluice_vault_get_model (self->vault);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);

      if (strcmp (sluice_vault_item_get_name (item), name) == 0)
        return g_steal_pointer (&item);
    }

  g_assert_not_reached ();
}

static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  static const struct
  {
    const char *text;
    gboolean    matches;
  } searches[] = {
    { "", TRUE },
    { "cket", TRUE },
    { "BRÄCKET", TRUE },
    { "bracket", TRUE },
    { "bra\xcc\x88" "cket", TRUE },
    { "  v2 bracket ", TRUE },
    { "strasse", TRUE },
    { "bracket v3", FALSE },
    { "brackett", FALSE },
    { ".gcode.gz", FALSE },
  };
  g_autoptr(SluiceVaultItem) item = NULL;

  add (self, "Bräcket Straße v2.gcode", 10, 'a');
  list (self);
  item = find (self, "Bräcket Straße v2.gcode");
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    g_assert_cmpint (sluice_vault_item_matches (item, searches[i].text), ==, searches[i].matches);
}

static void
count_notify_cb (guint *n_notified)
{
  (*n_notified)++;
}

static void
test_quota (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(GError) error = NULL;
  guint n_notified = 0;

  list (self);
  g_signal_connect_swapped (self->vault, "notify::used", G_CALLBACK (count_notify_cb), &n_notified);
  g_assert_cmpint (sluice_vault_get_quota (self->vault), ==, 0);
  sluice_vault_set_quota (self->vault, 1000);
  add (self, "a", 600, 'a');
  g_assert_cmpuint (n_notified, >, 0);
  g_assert_cmpint (sluice_vault_get_used (self->vault), ==, 600);

  g_assert_null (try_add (self, "b", 401, 'b', &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_QUOTA);
  g_clear_error (&error);
  g_assert_cmpint (sluice_vault_get_used (self->vault), ==, 600);

  /* What is there already needs no room, also under another name; and just so much fits. */
  add (self, "a", 600, 'a');
  add (self, "another name", 600, 'a');
  g_assert_cmpint (sluice_vault_get_used (self->vault), ==, 600);
  add (self, "b", 400, 'b');
  g_assert_cmpint (sluice_vault_get_used (self->vault), ==, 1000);
  g_assert_null (try_add (self, "c", 1, 'c', &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_QUOTA);
  g_clear_error (&error);

  /* A smaller one removes nothing. */
  sluice_vault_set_quota (self->vault, 100);
  list (self);
  g_assert_cmpint (sluice_vault_get_used (self->vault), ==, 1000);
  add (self, "a", 600, 'a');

  item = find (self, "b");
  test_settle (sluice_vault_remove (self->vault, item), &error);
  g_assert_no_error (error);
  sluice_vault_set_quota (self->vault, 0);
  add (self, "c", 5000, 'c');
  g_assert_cmpint (sluice_vault_get_used (self->vault), ==, 5600);

  /* Refused or not, nothing half-written is left. */
  test_settle (sluice_vault_verify (self->vault, NULL, NULL, NULL, NULL), &error);
  g_assert_no_error (error);
}

static char *
propose (Fixture *self,
         int      days_later,
         gint64   older_than_days,
         gint64   larger_than,
         gint64   until_free,
         gint64  *out_freed)
{
  const SluiceVaultCriteria criteria = {
    .now = g_get_real_time () / G_USEC_PER_SEC + (gint64) days_later * DAY,
    .older_than = older_than_days >= 0 ? older_than_days * DAY : SLUICE_VAULT_ANY,
    .larger_than = larger_than,
    .until_free = until_free,
  };
  g_autoptr(GPtrArray) proposals = sluice_vault_propose_cleanup (self->vault, &criteria);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < proposals->len; i++)
    {
      const SluiceVaultProposal *proposal = g_ptr_array_index (proposals, i);

      g_string_append_printf (names, "%s%s:%d", i > 0 ? " " : "", sluice_vault_item_get_name (proposal->item),
                              proposal->reasons);
    }
  if (out_freed != NULL)
    *out_freed = sluice_vault_measure_cleanup (self->vault, proposals);
  return g_string_free_and_steal (g_steal_pointer (&names));
}

#define assert_proposes(self, later, older, larger, free, expected)                       \
  G_STMT_START {                                                                          \
    g_autofree char *proposed_ = propose (self, later, older, larger, free, NULL);        \
    g_assert_cmpstr (proposed_, ==, expected);                                            \
  } G_STMT_END

static void
test_cleanup (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SluiceVaultItem) printed = NULL;
  g_autofree char *all = NULL;
  g_autoptr(GError) error = NULL;
  gint64 freed;

  add (self, "part", 100, 'a');
  add (self, "printed", 2000, 'b');
  add (self, "copy", 100, 'a');
  add (self, "part", 300, 'd');
  list (self);
  printed = find (self, "printed");
  test_settle (sluice_vault_join_job (self->vault, printed, "a-job"), &error);
  g_assert_no_error (error);

  /* Nothing asked for: the older "part" only, until files are old; what was printed never is. */
  assert_proposes (self, 0, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, "part:4");
  assert_proposes (self, SLUICE_VAULT_UNPRINTED_DAYS + 1, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY,
                   "part:6 copy:2 part:2");
  assert_proposes (self, 9, 10, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, "");
  assert_proposes (self, 11, 10, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, "part:6 copy:2 part:2");
  assert_proposes (self, 0, SLUICE_VAULT_ANY, 300, SLUICE_VAULT_ANY, "part:8 printed:8");
  assert_proposes (self, 11, 10, 300, SLUICE_VAULT_ANY, "part:10");

  /* The content of the older "part" is that of "copy" as well: it takes both to free it. */
  assert_proposes (self, 0, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, 50, "part:20 copy:16");
  assert_proposes (self, 0, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, 101, "part:20 copy:16 part:16");
  all = propose (self, 0, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, 1000000, &freed);
  g_assert_cmpstr (all, ==, "part:20 copy:16 part:16 printed:16");
  g_assert_cmpint (freed, ==, 2400);
}

static void
test_cleanup_damaged (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *objects = g_build_filename (self->vault_folder, "objects", NULL);
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GError) error = NULL;
  const char *name;

  add (self, "part", 100, 'a');
  dir = g_dir_open (objects, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *sub = g_build_filename (objects, name, NULL);

      test_remove_folder (sub);
    }

  list (self);
  assert_proposes (self, 0, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, "");
  test_settle (sluice_vault_verify (self->vault, NULL, NULL, NULL, NULL), &error);
  assert_proposes (self, 0, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, SLUICE_VAULT_ANY, "part:1");
  assert_proposes (self, 0, SLUICE_VAULT_ANY, 1000, SLUICE_VAULT_ANY, "part:1");
}

static SluiceVaultExport *
export_all (Fixture  *self,
            GError  **error)
{
  return test_settle_object (sluice_vault_export_all (self->vault, self->out, NULL, NULL, NULL), error);
}

static void
assert_exported (Fixture *self,
                 guint    n_written,
                 guint    n_there,
                 guint    n_failed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceVaultExport) export = export_all (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sluice_vault_export_get_n_written (export), ==, n_written);
  g_assert_cmpuint (sluice_vault_export_get_n_there (export), ==, n_there);
  g_assert_cmpuint (sluice_vault_export_get_n_failed (export), ==, n_failed);
}

static void
assert_holds (Fixture    *self,
              const char *file,
              char        content,
              gsize       size)
{
  g_autofree char *path = g_build_filename (self->out, file, NULL);
  g_autofree char *expected = g_strnfill (size, content);
  g_autoptr(GBytes) bytes = test_load_file (path);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, size);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

static JsonObject *
load_manifest (Fixture    *self,
               const char *file)
{
  g_autofree char *path = g_build_filename (self->out, file, NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(GError) error = NULL;
  JsonObject *manifest = sluice_json_parse_object (bytes, 1 << 20, &error);

  g_assert_no_error (error);
  return manifest;
}

static void
test_export (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(JsonObject) manifest = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "aaaaaaaaaa", -1);
  JsonObject *first;
  JsonArray *files;

  add (self, "part.gcode", 10, 'a');
  add (self, "part.gcode", 20, 'b');
  add (self, "PART.gcode", 30, 'c');
  add (self, ".hidden: \"why?\"\n.", 40, 'd');
  add (self, "manifest.json", 50, 'e');
  assert_exported (self, 5, 0, 0);
  assert_holds (self, "part.gcode", 'a', 10);
  assert_holds (self, "part (2).gcode", 'b', 20);
  assert_holds (self, "PART (3).gcode", 'c', 30);
  assert_holds (self, "_hidden_ _why___", 'd', 40);
  assert_holds (self, "manifest (2).json", 'e', 50);
  g_assert_cmpuint (count_files (self->out), ==, 6);

  manifest = load_manifest (self, "manifest.json");
  files = sluice_json_get_array (manifest, "files");
  g_assert_cmpuint (json_array_get_length (files), ==, 5);
  first = sluice_json_array_get_object (files, 0);
  g_assert_cmpstr (sluice_json_get_string (first, "name"), ==, "part.gcode");
  g_assert_cmpstr (sluice_json_get_string (first, "file"), ==, "part.gcode");
  g_assert_cmpstr (sluice_json_get_string (first, "sha256"), ==, sha256);
  g_assert_nonnull (sluice_json_get_string (first, "added"));
  g_assert_cmpstr (sluice_json_get_string (sluice_json_array_get_object (files, 1), "file"), ==, "part (2).gcode");
}

/* What is whole is not written again, what is not is; and nothing of somebody else is touched. */
static void
test_export_resumed (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *foreign = g_build_filename (self->out, "a.gcode", NULL);
  g_autofree char *manifest = g_build_filename (self->out, "manifest.json", NULL);
  g_autofree char *torn = g_build_filename (self->out, "b.gcode", NULL);
  g_autofree char *link = g_build_filename (self->out, "c.gcode", NULL);
  g_autoptr(JsonObject) list_of_files = NULL;
  g_autoptr(GBytes) bytes = NULL;

  add (self, "a.gcode", 10, 'a');
  add (self, "b.gcode", 20, 'b');
  add (self, "c.gcode", 30, 'c');
  g_mkdir (self->out, 0700);
  g_file_set_contents (foreign, "0123456789", -1, NULL);
  g_file_set_contents (manifest, "{\"name\": \"my web app\"}", -1, NULL);
  g_assert_cmpint (symlink ("/etc/hostname", link), ==, 0);
  assert_exported (self, 3, 0, 0);
  assert_holds (self, "a (2).gcode", 'a', 10);
  assert_holds (self, "b.gcode", 'b', 20);
  assert_holds (self, "c (2).gcode", 'c', 30);
  bytes = test_load_file (foreign);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "0123456789", 10);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = test_load_file (manifest);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 22);

  assert_exported (self, 0, 3, 0);
  g_assert_cmpuint (count_files (self->out), ==, 7);

  /* Cut off by a power cut, in a program that is not as careful. */
  g_file_set_contents (torn, "bbbb", -1, NULL);
  add (self, "d.gcode", 5, 'd');
  assert_exported (self, 2, 2, 0);
  assert_holds (self, "b (2).gcode", 'b', 20);
  assert_holds (self, "d.gcode", 'd', 5);
  list_of_files = load_manifest (self, "manifest (2).json");
  g_assert_cmpuint (json_array_get_length (sluice_json_get_array (list_of_files, "files")), ==, 4);
}

/* Where nothing can be written, nothing is said to be exported. */
static void
test_export_refused (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(SluiceVaultExport) export = NULL;
  g_autoptr(GError) error = NULL;

  add (self, "a.gcode", 10, 'a');
  g_free (self->out);
  /* The one folder that refuses the superuser, too. */
  self->out = g_strdup ("/proc");
  export = export_all (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_vault_export_get_n_written (export), ==, 0);
  g_assert_cmpuint (sluice_vault_export_get_n_failed (export), ==, 1);
}

/* One that is lost does not keep the others. */
static void
test_export_damaged (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *objects = g_build_filename (self->vault_folder, "objects", NULL);
  g_autofree char *sub = NULL;
  g_autoptr(GDir) dir = NULL;
  g_autoptr(SluiceVaultExport) export = NULL;
  g_autoptr(GError) error = NULL;
  const char *name;

  add (self, "a.gcode", 10, 'a');
  dir = g_dir_open (objects, 0, NULL);
  sub = g_build_filename (objects, g_dir_read_name (dir), NULL);
  test_remove_folder (sub);
  add (self, "b.gcode", 20, 'b');
  export = export_all (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_vault_export_get_n_written (export), ==, 1);
  g_assert_cmpuint (sluice_vault_export_get_n_failed (export), ==, 1);
  g_assert_cmpstr (sluice_vault_export_get_failure (export, 0, &name), !=, "");
  g_assert_cmpstr (name, ==, "a.gcode");
  assert_holds (self, "b.gcode", 'b', 20);
}

static void
cancel_cb (gint64   done,
           gint64   total,
           gpointer cancellable)
{
  if (done > 0)
    dex_cancellable_cancel (cancellable);
}

static void
test_export_cancelled (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(DexCancellable) cancellable = dex_cancellable_new ();
  g_autoptr(GError) error = NULL;

  add (self, "a.gcode", 3000000, 'a');
  add (self, "b.gcode", 3000000, 'b');
  g_assert_false (test_settle (dex_future_first (dex_ref (DEX_FUTURE (cancellable)),
                                                 sluice_vault_export_all (self->vault, self->out, cancel_cb,
                                                                          cancellable, NULL),
                                                 NULL),
                               &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Whatever of it is there is whole, and it goes on from there. */
  {
    g_autoptr(SluiceVaultExport) export = NULL;

    g_clear_error (&error);
    export = export_all (self, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (sluice_vault_export_get_n_written (export) + sluice_vault_export_get_n_there (export), ==, 2);
  }
  assert_holds (self, "a.gcode", 'a', 3000000);
  assert_holds (self, "b.gcode", 'b', 3000000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/vault-care/search", test_search);
  ADD ("/vault-care/quota", test_quota);
  ADD ("/vault-care/cleanup", test_cleanup);
  ADD ("/vault-care/cleanup-damaged", test_cleanup_damaged);
  ADD ("/vault-care/export", test_export);
  ADD ("/vault-care/export-resumed", test_export_resumed);
  ADD ("/vault-care/export-damaged", test_export_damaged);
  ADD ("/vault-care/export-refused", test_export_refused);
  ADD ("/vault-care/export-cancelled", test_export_cancelled);
#undef ADD
  return test_run ();
}
