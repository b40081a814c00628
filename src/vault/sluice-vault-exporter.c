/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-export-private.h"

#include "sluice-fingerprint.h"
#include "sluice-json.h"
#include "sluice-vault-error.h"
#include "sluice-vault-transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * One file of the vault after the other into a folder, each under its own name.
 * A file that is there is read: it is either this one, whole, from an earlier
 * run, or somebody else's, and then this one gets a number. So an export that
 * was interrupted goes on where it was, and nothing is ever overwritten.
 */
struct _SluiceVaultExporter
{
  SluiceVaultStore *store;
  char             *folder;
  GHashTable       *taken; /* names of this run, without case: not every file system tells them apart */
};

#define MANIFEST_NAME   "manifest.json"
#define MANIFEST_SCHEMA "sluice.vault-export/1"
#define MANIFEST_MAX    (64 * 1024 * 1024)
/* File systems allow 255 bytes; a number has to fit, too. */
#define NAME_MAX_BYTES  200
#define PART            (256 * 1024)

SluiceVaultExporter *
sluice_vault_exporter_new (SluiceVaultStore  *store,
                           const char        *folder,
                           GError           **error)
{
  SluiceVaultExporter *self;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      sluice_vault_error_set_from_errno (error, errno, _("The folder for the files cannot be made"));
      return NULL;
    }

  self = g_new0 (SluiceVaultExporter, 1);
  self->store = g_object_ref (store);
  self->folder = g_strdup (folder);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->taken, g_strdup (MANIFEST_NAME));
  return self;
}

void
sluice_vault_exporter_free (SluiceVaultExporter *self)
{
  g_object_unref (self->store);
  g_free (self->folder);
  g_hash_table_unref (self->taken);
  g_free (self);
}

void
sluice_vault_exported_clear (SluiceVaultExported *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->sha256, g_free);
}

/* Returns: @name as every file system takes it, also one of a memory stick. */
static char *
make_safe (const char *name)
{
  g_autoptr(GString) safe = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      const gboolean unsafe = g_unichar_iscntrl (c) || (c < 0x80 && strchr ("/\\<>:\"|?*", c) != NULL);

      g_string_append_unichar (safe, unsafe ? '_' : c);
    }
  /* Neither hidden nor cut off. */
  if (safe->len > 0 && safe->str[0] == '.')
    safe->str[0] = '_';
  while (safe->len > 0 && strchr (" .", safe->str[safe->len - 1]) != NULL)
    g_string_truncate (safe, safe->len - 1);

  return safe->len > 0 ? g_string_free_and_steal (g_steal_pointer (&safe)) : g_strdup ("_");
}

/* Returns: the @number-th name to try: "part.gcode", "part (2).gcode" … */
static char *
make_name (const char *safe,
           guint       number)
{
  const char *dot = strrchr (safe, '.');
  const char *suffix = dot != NULL && dot != safe && strlen (dot) <= 16 ? dot : "";
  gsize stem = strlen (safe) - strlen (suffix);

  while (stem + strlen (suffix) > NAME_MAX_BYTES || (safe[stem] & 0xc0) == 0x80)
    stem--;
  if (number == 1)
    return g_strdup_printf ("%.*s%s", (int) stem, safe, suffix);

  return g_strdup_printf ("%.*s (%u)%s", (int) stem, safe, number, suffix);
}

static gboolean
take (SluiceVaultExporter *self,
      const char          *name)
{
  return g_hash_table_add (self->taken, g_utf8_casefold (name, -1));
}

static gboolean
is_taken (SluiceVaultExporter *self,
          const char          *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_hash_table_contains (self->taken, folded);
}

/* Reads what is on the disk. @out_object: what the vault would call the content if it had named it when it named @like. */
static gboolean
measure (SluiceVaultExporter  *self,
         const char           *path,
         const char           *like,
         GCancellable         *cancellable,
         char                **out_object,
         char                **out_sha256,
         GError              **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(SluiceFingerprint) fingerprint =
    sluice_fingerprint_new_like (sluice_vault_store_get_fingerprint_key (self->store), like);
  g_autofree guint8 *part = g_malloc (PART);
  gssize got = -1;

  while (fd >= 0 && (got = read (fd, part, PART)) != 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        break;
      g_checksum_update (sum, part, got);
      sluice_fingerprint_update (fingerprint, part, got);
    }
  if (got < 0)
    {
      sluice_vault_error_set_from_errno (error, errno, _("What was written cannot be read again"));
      return FALSE;
    }

  *out_object = sluice_fingerprint_finish (fingerprint);
  *out_sha256 = g_strdup (g_checksum_get_string (sum));
  return TRUE;
}

/* Whether the file there is the item, byte for byte. */
static gboolean
is_item (SluiceVaultExporter  *self,
         const char           *path,
         SluiceVaultItem      *item,
         GCancellable         *cancellable,
         char                **out_sha256,
         GError              **error)
{
  g_autofree char *object = NULL;
  g_autofree char *sha256 = NULL;
  struct stat info;

  if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size != sluice_vault_item_get_size (item) ||
      !measure (self, path, sluice_vault_item_get_object (item), cancellable, &object, &sha256, error) ||
      strcmp (object, sluice_vault_item_get_object (item)) != 0)
    return FALSE;

  *out_sha256 = g_steal_pointer (&sha256);
  return TRUE;
}

/* Returns: TRUE when that was the place; without an error, another name is to be tried. */
static gboolean
try_name (SluiceVaultExporter  *self,
          SluiceVaultItem      *item,
          const char           *path,
          SluiceVaultProgress  *progress,
          GCancellable         *cancellable,
          SluiceVaultExported  *exported,
          GError              **error)
{
  g_autoptr(GError) local_error = NULL;
  struct stat info;

  if (lstat (path, &info) == 0)
    {
      exported->was_there = is_item (self, path, item, cancellable, &exported->sha256, &local_error);
      /* What cannot be read is somebody else's. */
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return exported->was_there;
    }
  if (!sluice_vault_transfer_restore (self->store, item, path, FALSE, progress, cancellable, &local_error))
    {
      if (!g_error_matches (local_error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_EXISTS))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (is_item (self, path, item, cancellable, &exported->sha256, error))
    return TRUE;

  if (*error == NULL)
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO,
                         _("What was written is not what can be read again: the disk it was written to may be "
                           "failing. The vault has the file still."));
  return FALSE;
}

/**
 * sluice_vault_exporter_write:
 * @self: an exporter
 * @item: what to write
 * @progress: told of the bytes
 * @cancellable: stops it
 * @out_exported: (out caller-allocates): where it is
 * @error: #SluiceVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE when it is there, and was read again
 */
gboolean
sluice_vault_exporter_write (SluiceVaultExporter  *self,
                             SluiceVaultItem      *item,
                             SluiceVaultProgress  *progress,
                             GCancellable         *cancellable,
                             SluiceVaultExported  *out_exported,
                             GError              **error)
{
  g_autofree char *safe = make_safe (sluice_vault_item_get_name (item));
  g_autoptr(GError) local_error = NULL;

  for (guint number = 1; local_error == NULL; number++)
    {
      g_autofree char *name = make_name (safe, number);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (is_taken (self, name))
        continue;
      if (try_name (self, item, path, progress, cancellable, out_exported, &local_error))
        {
          take (self, name);
          out_exported->file = g_steal_pointer (&name);
          return TRUE;
        }
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Whether the file there is a list that an earlier export made. */
static gboolean
is_manifest (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  g_autoptr(JsonObject) object = bytes != NULL ? sluice_json_parse_object (bytes, MANIFEST_MAX, NULL) : NULL;

  return object != NULL && g_strcmp0 (sluice_json_get_string (object, "schema"), MANIFEST_SCHEMA) == 0;
}

/**
 * sluice_vault_exporter_write_manifest:
 * @self: an exporter
 * @manifest: what was exported
 * @error: #SluiceVaultError
 *
 * Puts @manifest in the place of the one of an earlier export, and of no other file.
 *
 * Returns: %TRUE when it is there
 */
gboolean
sluice_vault_exporter_write_manifest (SluiceVaultExporter  *self,
                                      GBytes               *manifest,
                                      GError              **error)
{
  gsize length;
  const char *data = g_bytes_get_data (manifest, &length);
  g_autoptr(GError) cause = NULL;

  for (guint number = 1;; number++)
    {
      g_autofree char *name = make_name (MANIFEST_NAME, number);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if ((number > 1 && is_taken (self, name)) || (g_file_test (path, G_FILE_TEST_EXISTS) && !is_manifest (path)))
        continue;
      if (g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                    0600, &cause))
        return TRUE;
      g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO,
                           _("The files are exported, but the list of them could not be written."));
      return FALSE;
    }
}
