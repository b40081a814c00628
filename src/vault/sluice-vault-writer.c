/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-writer-private.h"

#include "sluice-blob.h"
#include "sluice-fingerprint.h"
#include "sluice-vault-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A file on its way into the vault: encrypted and fingerprinted as it comes, so
 * that it is read once, and never lies on the disk in the clear. The blob
 * encrypts and stores on threads of its own while the fingerprint is taken here.
 */
struct _SluiceVaultWriter
{
  SluiceVaultStore    *store;
  SluiceBlobWriter    *blob;
  SluiceFingerprint   *fingerprint;
  char                *staged; /* nullable; whole, but not in its place yet */
  gint64               size;
  int                  hold;
  SluiceVaultAddedFunc added;
  gpointer             data;
  GDestroyNotify       destroy;
};

/**
 * sluice_vault_writer_new:
 * @store: where to
 * @added: (nullable): told of the item
 * @data: for @added
 * @destroy: (nullable): frees @data, also when this fails
 * @error: #SluiceVaultError
 *
 * Returns: (transfer full) (nullable): a writer
 */
SluiceVaultWriter *
sluice_vault_writer_new (SluiceVaultStore      *store,
                         SluiceVaultAddedFunc   added,
                         gpointer               data,
                         GDestroyNotify         destroy,
                         GError               **error)
{
  g_autoptr(SluiceVaultWriter) self = g_new0 (SluiceVaultWriter, 1);
  GError *cause = NULL;

  self->store = g_object_ref (store);
  self->added = added;
  self->data = data;
  self->destroy = destroy;
  self->hold = -1;
  if (!sluice_vault_store_open (store, error) ||
      (self->hold = sluice_vault_store_hold (store, error)) < 0)
    return NULL;

  self->fingerprint = sluice_fingerprint_new (sluice_vault_store_get_fingerprint_key (store));
  self->blob = sluice_blob_writer_new (sluice_vault_store_get_objects_folder (store),
                                       sluice_vault_store_get_object_key (store), &cause);
  if (self->blob == NULL)
    {
      sluice_vault_error_take (error, cause);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * sluice_vault_writer_write:
 * @self: a writer
 * @data: (array length=length): the next bytes of the file
 * @length: how many
 * @error: #SluiceVaultError
 *
 * Returns: %FALSE when the disk refused, these bytes or earlier ones; the
 *   writer can only be freed then
 */
gboolean
sluice_vault_writer_write (SluiceVaultWriter  *self,
                           const void         *data,
                           gsize               length,
                           GError            **error)
{
  GError *cause = NULL;

  g_return_val_if_fail (self != NULL && self->blob != NULL, FALSE);

  if (!sluice_blob_writer_write (self->blob, data, length, &cause))
    {
      sluice_vault_error_take (error, cause);
      return FALSE;
    }

  sluice_fingerprint_update (self->fingerprint, data, length);
  self->size += length;
  return TRUE;
}

/* A name may come from a file manager, a ZIP or a print host: only its last part is kept. */
static char *
clean_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *display = g_filename_display_name (base);

  if (strcmp (display, ".") == 0 || strcmp (display, "..") == 0 || strcmp (display, G_DIR_SEPARATOR_S) == 0)
    return NULL;

  return g_steal_pointer (&display);
}

/* Gives the encrypted file a name of its own, so that this slow part needs no lock. */
static gboolean
stage (SluiceVaultWriter  *self,
       GError            **error)
{
  const char *folder = sluice_vault_store_get_objects_folder (self->store);
  g_autofree char *token = sluice_random_token (12);
  g_autofree char *name = g_strconcat (".writing-whole-", token, NULL);
  GError *cause = NULL;

  self->staged = g_build_filename (folder, name, NULL);
  if (!sluice_blob_writer_finish (self->blob, name, &cause))
    {
      sluice_vault_error_take (error, cause);
      return FALSE;
    }

  g_clear_pointer (&self->blob, sluice_blob_writer_free);
  return TRUE;
}

/**
 * sluice_vault_writer_commit:
 * @self: a writer; it can only be freed afterwards
 * @name: the file's name; a path before it is dropped
 * @format: (nullable): what print/ calls its format
 * @record_id: (nullable): the process record that was made from it
 * @error: #SluiceVaultError
 *
 * Ends the file. Content that the vault has already is kept once; the same
 * content under the same name is the item that was there.
 *
 * Returns: (transfer full) (nullable): the item; from here on neither a crash
 *   nor a power cut loses it
 */
SluiceVaultItem *
sluice_vault_writer_commit (SluiceVaultWriter  *self,
                            const char         *name,
                            const char         *format,
                            const char         *record_id,
                            GError            **error)
{
  g_autofree char *plain_name = clean_name (name);
  g_autofree char *object = NULL;
  SluiceVaultItem *item;

  g_return_val_if_fail (self != NULL && self->blob != NULL, NULL);

  if (self->size == 0 || plain_name == NULL)
    {
      g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE,
                           self->size == 0
                             ? _("The file is empty: there is nothing to keep. The vault was not changed.")
                             : _("A file needs a name to be kept. The vault was not changed."));
      return NULL;
    }
  if (!stage (self, error))
    return NULL;

  object = sluice_fingerprint_finish (self->fingerprint);
  item = sluice_vault_store_add (self->store, self->staged, object, self->size,
                                 &(SluiceVaultDetails) { plain_name, format, record_id }, error);
  if (item != NULL)
    {
      g_clear_pointer (&self->staged, g_free);
      if (self->added != NULL)
        self->added (item, self->data);
    }

  return item;
}

/**
 * sluice_vault_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees it. What was not committed is as if it had never been begun.
 */
void
sluice_vault_writer_free (SluiceVaultWriter *self)
{
  g_clear_pointer (&self->blob, sluice_blob_writer_free);
  g_clear_pointer (&self->fingerprint, sluice_fingerprint_free);
  if (self->staged != NULL)
    g_unlink (self->staged);
  if (self->hold >= 0)
    close (self->hold);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->staged);
  g_object_unref (self->store);
  g_free (self);
}
