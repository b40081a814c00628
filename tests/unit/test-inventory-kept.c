/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-kept.h"

#include "sluice-inventory-private.h"
#include "sluice-json.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What places held, on this computer: nobody else reads it, and what cannot be read is as good as not there. */
#define OBSERVED (G_GINT64_CONSTANT (1795435200) * G_USEC_PER_SEC)
#define SECRET "Prothese für Ada"

typedef struct
{
  char                *folder;
  SluiceKey           *key;
  SluiceInventoryKept *kept;
  SluiceInventory     *inventory;
} Fixture;

static SluiceInventoryItem *
make_item (const char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = sluice_json_parse_object (bytes, strlen (json), &error);
  SluiceInventoryItem *item;

  g_assert_no_error (error);
  item = sluice_inventory_item_new (object);
  g_assert_nonnull (item);
  return item;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  self->folder = g_build_filename (folder, "inventory", NULL);
  self->key = sluice_key_new_random ();
  self->kept = sluice_inventory_kept_new (self->folder, self->key);
  self->inventory = sluice_inventory_new (NULL);
  g_ptr_array_add (items, make_item ("{\"id\":\"a:1\",\"category\":\"designs.files\",\"title\":\"" SECRET "\","
                                     "\"location\":\"server\",\"region\":\"eu\",\"size\":4096,"
                                     "\"created_at\":\"2026-11-01T10:00:00Z\",\"expires_at\":\"2027-11-01T10:00:00Z\","
                                     "\"last_access\":{\"at\":\"2026-11-20T10:00:00Z\",\"client_name\":\"Print Lab\"},"
                                     "\"can_delete\":true,\"can_correct\":true}"));
  g_ptr_array_add (items, make_item ("{\"id\":\"b\",\"category\":\"of.tomorrow\"}"));
  sluice_inventory_show_list (self->inventory, items, OBSERVED, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (self->folder);

  g_clear_object (&self->inventory);
  g_clear_object (&self->kept);
  sluice_key_unref (self->key);
  test_remove_folder (folder);
  g_free (self->folder);
}

static void
keep (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_inventory_kept_write (self->kept, "place", self->inventory), &error);
  g_assert_no_error (error);
}

/* (transfer full): the only file there is; the folder has to have one */
static char *
find_file (Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  char *path;

  g_assert_nonnull (dir);
  name = g_dir_read_name (dir);
  g_assert_nonnull (name);
  path = g_build_filename (self->folder, name, NULL);
  g_assert_null (g_dir_read_name (dir));
  return path;
}

/* (transfer full): what is recalled of @place_id */
static SluiceInventory *
recall (SluiceInventoryKept *kept,
        const char          *place_id,
        gboolean             expected)
{
  SluiceInventory *inventory = sluice_inventory_new (NULL);

  g_assert_cmpint (test_settle (sluice_inventory_kept_read (kept, place_id, inventory), NULL), ==, expected);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_inventory_get_items (inventory)), ==, expected ? 2 : 0);
  return inventory;
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(SluiceInventory) recalled = NULL;

  keep (self);
  recalled = recall (self->kept, "place", TRUE);
  g_assert_cmpint (sluice_inventory_get_observed_at (recalled), ==, OBSERVED);
  g_assert_cmpint (sluice_inventory_get_total (recalled), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SluiceInventoryItem) was = g_list_model_get_item (sluice_inventory_get_items (self->inventory), i);
      g_autoptr(SluiceInventoryItem) is = g_list_model_get_item (sluice_inventory_get_items (recalled), i);

      g_assert_true (was != is);
      g_assert_true (sluice_inventory_item_equal (was, is));
    }
}

/* More than are shown at first: the rest follows, in its order. */
static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  const guint n = 1234;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(SluiceInventory) recalled = sluice_inventory_new (NULL);
  GListModel *list = sluice_inventory_get_items (recalled);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\":\"%u\",\"category\":\"prints.jobs\"}", i);

      g_ptr_array_add (items, make_item (json));
    }
  sluice_inventory_show_list (self->inventory, items, OBSERVED, NULL);
  keep (self);
  g_assert_true (test_settle (sluice_inventory_kept_read (self->kept, "place", recalled), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n);
  g_assert_true (sluice_inventory_get_is_whole (recalled));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (list, i);

      g_assert_cmpint (atoi (sluice_inventory_item_get_id (item)), ==, i);
    }
}

static void
test_sealed (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  GStatBuf status;

  keep (self);
  path = find_file (self);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (self->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_null (memmem (contents, length, SECRET, strlen (SECRET)));
  g_assert_null (memmem (contents, length, "designs", strlen ("designs")));
  g_assert_null (strstr (path, "place"));
}

/* Another key, another place's file, a byte changed, cut off, nothing at all. */
static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(SluiceKey) other_key = sluice_key_new_random ();
  g_autoptr(SluiceInventoryKept) other = sluice_inventory_kept_new (self->folder, other_key);
  g_autofree char *path = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "other", -1);
  g_autofree char *contents = NULL;
  gsize length;

  g_object_unref (recall (self->kept, "place", FALSE));
  keep (self);
  path = find_file (self);
  g_object_unref (recall (other, "place", FALSE));
  g_object_unref (recall (self->kept, "other", FALSE));

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  elsewhere = g_build_filename (self->folder, name, NULL);
  g_assert_true (g_file_set_contents (elsewhere, contents, length, NULL));
  g_object_unref (recall (self->kept, "other", FALSE));

  contents[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  g_object_unref (recall (self->kept, "place", FALSE));
  g_assert_true (g_file_set_contents (path, contents, 10, NULL));
  g_object_unref (recall (self->kept, "place", FALSE));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_object_unref (recall (self->kept, "place", FALSE));
}

/* What the place has said meanwhile is newer. */
static void
test_late (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(SluiceInventory) inventory = sluice_inventory_new (NULL);
  g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  keep (self);
  g_ptr_array_add (one, make_item ("{\"id\":\"c\",\"category\":\"designs.files\"}"));
  sluice_inventory_show_list (inventory, one, OBSERVED + 1, NULL);
  g_assert_true (test_settle (sluice_inventory_kept_read (self->kept, "place", inventory), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (sluice_inventory_get_items (inventory)), ==, 1);
}

static void
test_not_whole (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  keep (self);
  sluice_inventory_show_list (self->inventory, none, OBSERVED + 1, "The rest cannot be read");
  keep (self);
  g_object_unref (recall (self->kept, "place", TRUE));
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_assert_true (test_settle (sluice_inventory_kept_remove (self->folder, "place"), NULL));
  keep (self);
  g_assert_true (test_settle (sluice_inventory_kept_remove (self->folder, "other"), NULL));
  g_object_unref (recall (self->kept, "place", TRUE));
  g_assert_true (test_settle (sluice_inventory_kept_remove (self->folder, "place"), NULL));
  g_object_unref (recall (self->kept, "place", FALSE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func) g_test_add ("/inventory-kept/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("many", test_many);
  ADD ("sealed", test_sealed);
  ADD ("unreadable", test_unreadable);
  ADD ("late", test_late);
  ADD ("not-whole", test_not_whole);
  ADD ("remove", test_remove);
#undef ADD
  return test_run ();
}
