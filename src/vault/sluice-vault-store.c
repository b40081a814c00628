/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-store.h"

#include "sluice-new-file.h"
#include "sluice-vault-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/*
 * The vault's folder:
 *
 *   index.db              which files there are
 *   objects/3f/3f9a…-2    each content once, an encrypted file; the name is its keyed fingerprint
 *                         (without -2: its first version, which is still read)
 *   objects/.writing-…    on its way in
 *   lock                  shared by those who write, exclusive for who sweeps
 *
 * Blocking, from any thread: for workers and command-line programs. Several
 * programs may use one vault at a time.
 */
struct _SluiceVaultStore
{
  GObject parent_instance;

  char             *folder;
  char             *objects;
  SluiceKey        *object_key;
  SluiceKey        *fingerprint_key;

  GMutex            mutex;
  SluiceVaultIndex *index;  /* only with the mutex */
  gboolean          opened; /* only with the mutex */

  GMutex            quota_mutex; /* of its own: who sets the quota does not wait for the disk */
  gint64            quota;       /* only with that mutex; bytes, 0 for none */
};

#define WRITING_PREFIX ".writing-"

G_DEFINE_FINAL_TYPE (SluiceVaultStore, sluice_vault_store, G_TYPE_OBJECT)

static void
sluice_vault_store_finalize (GObject *object)
{
  SluiceVaultStore *self = SLUICE_VAULT_STORE (object);

  sluice_vault_index_free (self->index);
  sluice_key_unref (self->object_key);
  sluice_key_unref (self->fingerprint_key);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->quota_mutex);
  g_free (self->folder);
  g_free (self->objects);

  G_OBJECT_CLASS (sluice_vault_store_parent_class)->finalize (object);
}

static void
sluice_vault_store_class_init (SluiceVaultStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_vault_store_finalize;
}

static void
sluice_vault_store_init (SluiceVaultStore *self)
{
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->quota_mutex);
}

/** sluice_vault_store_new: touches no disk yet. */
SluiceVaultStore *
sluice_vault_store_new (const char *folder,
                        SluiceKey  *key)
{
  SluiceVaultStore *self = g_object_new (SLUICE_TYPE_VAULT_STORE, NULL);
  g_autofree char *index_path = g_build_filename (folder, "index.db", NULL);

  self->folder = g_strdup (folder);
  self->objects = g_build_filename (folder, "objects", NULL);
  self->object_key = sluice_key_derive (key, "vault objects");
  self->fingerprint_key = sluice_key_derive (key, "vault object fingerprints");
  self->index = sluice_vault_index_new (index_path, key);
  return self;
}

/** sluice_vault_store_set_quota: @quota: bytes of the contents that the vault may hold; 0 for any. */
void
sluice_vault_store_set_quota (SluiceVaultStore *self,
                              gint64            quota)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->quota_mutex);

  self->quota = quota;
}

static gint64
get_quota (SluiceVaultStore *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->quota_mutex);

  return self->quota;
}

const char *
sluice_vault_store_get_objects_folder (SluiceVaultStore *self)
{
  return self->objects;
}

SluiceKey *
sluice_vault_store_get_object_key (SluiceVaultStore *self)
{
  return self->object_key;
}

SluiceKey *
sluice_vault_store_get_fingerprint_key (SluiceVaultStore *self)
{
  return self->fingerprint_key;
}

/** sluice_vault_store_dup_object_path: (transfer full): where the content of that fingerprint is, or would be. */
char *
sluice_vault_store_dup_object_path (SluiceVaultStore *self,
                                    const char       *object)
{
  return g_strdup_printf ("%s/%.2s/%s", self->objects, object, object);
}

static int
open_lock (SluiceVaultStore  *self,
           int                operation,
           GError           **error)
{
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      sluice_vault_error_set_from_errno (error, errno, NULL);
      return -1;
    }
  while (flock (fd, operation) != 0)
    {
      if (errno == EINTR)
        continue;
      sluice_vault_error_set_from_errno (error, errno, NULL);
      close (fd);
      return -1;
    }

  return fd;
}

/**
 * sluice_vault_store_hold:
 * @self: an open store
 * @error: #SluiceVaultError
 *
 * Says that something is being written, to this program and to others: nobody
 * sweeps until the descriptor is closed, or its owner is gone.
 *
 * Returns: a descriptor to close, or -1
 */
int
sluice_vault_store_hold (SluiceVaultStore  *self,
                         GError           **error)
{
  return open_lock (self, LOCK_SH, error);
}

static void
remove_half_written (SluiceVaultStore *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->objects, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->objects, name, NULL);

      if (g_str_has_prefix (name, WRITING_PREFIX))
        g_unlink (path);
    }
}

/* Whoever was interrupted left something. While somebody writes, it waits for the next time. */
static gboolean
sweep (SluiceVaultStore  *self,
       GError           **error)
{
  int fd = open_lock (self, LOCK_EX | LOCK_NB, NULL);
  gboolean swept;

  if (fd < 0)
    return TRUE;

  remove_half_written (self);
  swept = sluice_vault_index_settle (self->index, NULL, self->objects, error);
  close (fd);
  return swept;
}

/**
 * sluice_vault_store_open:
 * @self: a store
 * @error: #SluiceVaultError
 *
 * Makes the folder when there is none, compares the key, and sweeps what an
 * interrupted program left. Does so once.
 *
 * Returns: %TRUE when the vault can be used
 */
gboolean
sluice_vault_store_open (SluiceVaultStore  *self,
                         GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GError *cause = NULL;

  if (self->opened)
    return TRUE;

  if (g_mkdir_with_parents (self->objects, 0700) != 0)
    {
      sluice_vault_error_set_from_errno (error, errno, _("The vault's folder cannot be made"));
      return FALSE;
    }
  if (!sluice_vault_index_open (self->index, &cause) || !sweep (self, &cause))
    {
      sluice_vault_error_take (error, cause);
      return FALSE;
    }

  self->opened = TRUE;
  return TRUE;
}

typedef struct
{
  SluiceVaultStore *store;
  const char       *staged;
  const char       *object;
  char             *path;
  gint64            size;
} Placement;

/* What the vault has already needs no room; and nothing is ever removed to make some. */
static gboolean
check_room (const Placement  *placement,
            GError          **error)
{
  const gint64 quota = get_quota (placement->store);
  g_autofree char *used_text = NULL;
  g_autofree char *quota_text = NULL;
  gboolean known;
  gint64 used;

  if (quota == 0)
    return TRUE;
  if (!sluice_vault_index_measure (placement->store->index, placement->object, &used, &known, error))
    return FALSE;
  if (known || (used <= quota && placement->size <= quota - used))
    return TRUE;

  used_text = g_format_size (used);
  quota_text = g_format_size (quota);
  g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_QUOTA,
               /* Translators: two sizes, such as 1.2 GB */
               _("The file does not fit into the vault: %s of the %s that you allowed are in use. Nothing was removed "
                 "and nothing added. Clean up, or allow more, and try again."), used_text, quota_text);
  return FALSE;
}

/* An object of the same name is replaced: the same bytes, and certainly whole. */
static gboolean
place_object (gpointer   data,
              GError   **error)
{
  Placement *placement = data;
  g_autofree char *folder = g_path_get_dirname (placement->path);
  g_autofree char *parent = g_path_get_dirname (folder);

  if (!check_room (placement, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      g_rename (placement->staged, placement->path) != 0)
    {
      sluice_vault_error_set_from_errno (error, errno, NULL);
      return FALSE;
    }

  return sluice_sync_folder (folder, error) && sluice_sync_folder (parent, error);
}

/**
 * sluice_vault_store_add:
 * @self: an open store, held
 * @staged: a whole encrypted file in the objects folder, on the disk for good; moved from there
 * @object: the fingerprint of its plain bytes
 * @size: how many those are
 * @details: what else is known
 * @error: #SluiceVaultError
 *
 * Content that the quota has no room for is refused, with %SLUICE_VAULT_ERROR_QUOTA.
 *
 * Returns: (transfer full) (nullable): the item; from here on a power cut loses nothing
 */
SluiceVaultItem *
sluice_vault_store_add (SluiceVaultStore          *self,
                        const char                *staged,
                        const char                *object,
                        gint64                     size,
                        const SluiceVaultDetails  *details,
                        GError                   **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *path = sluice_vault_store_dup_object_path (self, object);
  g_autoptr(SluiceVaultItem) item = NULL;
  Placement placement = { self, staged, object, path, size };
  GError *cause = NULL;

  if (sluice_vault_index_announce (self->index, object, &cause))
    item = sluice_vault_index_add (self->index, object, size, g_get_real_time () / G_USEC_PER_SEC, details,
                                   place_object, &placement, &cause);
  if (item == NULL)
    {
      /* If this fails too, the next sweep does it. */
      sluice_vault_index_settle (self->index, object, self->objects, NULL);
      sluice_vault_error_take (error, cause);
    }

  return g_steal_pointer (&item);
}

/** sluice_vault_store_list: (transfer full) (nullable) (element-type SluiceVaultItem): all, newest first. */
GPtrArray *
sluice_vault_store_list (SluiceVaultStore  *self,
                         GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GError *cause = NULL;
  GPtrArray *items = sluice_vault_index_list (self->index, &cause);

  if (items == NULL)
    sluice_vault_error_take (error, cause);
  return items;
}

/** sluice_vault_store_find: (transfer full) (nullable): the item that @value was linked to. */
SluiceVaultItem *
sluice_vault_store_find (SluiceVaultStore  *self,
                         SluiceVaultLink    kind,
                         const char        *value,
                         GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GError *cause = NULL;
  SluiceVaultItem *item = sluice_vault_index_find (self->index, kind, value, &cause);

  if (item == NULL)
    sluice_vault_error_take (error, cause);
  return item;
}

/** sluice_vault_store_link: (transfer full) (nullable): the item, with the link. */
SluiceVaultItem *
sluice_vault_store_link (SluiceVaultStore  *self,
                         const char        *id,
                         SluiceVaultLink    kind,
                         const char        *value,
                         GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  SluiceVaultItem *item = NULL;
  GError *cause = NULL;

  if (sluice_vault_index_link (self->index, id, kind, value, &cause))
    item = sluice_vault_index_get (self->index, id, &cause);
  if (item == NULL)
    sluice_vault_error_take (error, cause);
  return item;
}

/** sluice_vault_store_remove: %TRUE when neither the index nor the objects have it any more. */
gboolean
sluice_vault_store_remove (SluiceVaultStore  *self,
                           SluiceVaultItem   *item,
                           GError           **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GError *cause = NULL;

  if (sluice_vault_index_remove (self->index, sluice_vault_item_get_id (item), &cause) &&
      sluice_vault_index_settle (self->index, sluice_vault_item_get_object (item), self->objects, &cause) &&
      sluice_vault_index_scrub (self->index, &cause))
    return TRUE;

  sluice_vault_error_take (error, cause);
  return FALSE;
}
