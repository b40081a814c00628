/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-stream.h"

#include "sluice-vault-private.h"
#include "sluice-vault-error.h"
#include "sluice-vault-transfer.h"

#include <string.h>

/* A file of the vault as a stream of its plain bytes, for who hands them on and keeps none. */
struct _SluiceVaultStream
{
  GInputStream parent_instance;

  SluiceBlobReader *reader;
  const guint8     *data; /* the reader's; what was decrypted and not handed out yet */
  gsize             left;
};

G_DEFINE_FINAL_TYPE (SluiceVaultStream, sluice_vault_stream, G_TYPE_INPUT_STREAM)

static gboolean
fill (SluiceVaultStream  *self,
      GError            **error)
{
  GError *cause = NULL;
  gssize got = sluice_blob_reader_read (self->reader, &self->data, &cause);

  if (got < 0)
    {
      sluice_vault_error_take (error, cause);
      return FALSE;
    }

  self->left = got;
  return TRUE;
}

static gssize
sluice_vault_stream_read (GInputStream  *stream,
                          void          *buffer,
                          gsize          count,
                          GCancellable  *cancellable,
                          GError       **error)
{
  SluiceVaultStream *self = SLUICE_VAULT_STREAM (stream);
  gsize taken;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      (self->left == 0 && !fill (self, error)))
    return -1;

  taken = MIN (count, self->left);
  if (taken > 0)
    memcpy (buffer, self->data, taken);
  self->data += taken;
  self->left -= taken;
  return taken;
}

static void
sluice_vault_stream_finalize (GObject *object)
{
  g_clear_pointer (&SLUICE_VAULT_STREAM (object)->reader, sluice_blob_reader_free);

  G_OBJECT_CLASS (sluice_vault_stream_parent_class)->finalize (object);
}

static void
sluice_vault_stream_class_init (SluiceVaultStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_vault_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = sluice_vault_stream_read;
}

static void
sluice_vault_stream_init (SluiceVaultStream *self)
{
}

/* Each chunk is only opened after those before it: what is passed over is decrypted as well. */
static gboolean
pass_over (SluiceVaultStream  *self,
           guint64             offset,
           GError            **error)
{
  while (offset > 0)
    {
      gsize step;

      if (self->left == 0 && !fill (self, error))
        return FALSE;
      if (self->left == 0)
        return TRUE;
      step = MIN (offset, self->left);
      self->data += step;
      self->left -= step;
      offset -= step;
    }

  return TRUE;
}

/**
 * sluice_vault_stream_new:
 * @vault: a vault
 * @item: one of its files
 * @offset: bytes of the file to pass over; at or beyond its end nothing is left to read
 * @error: %SLUICE_VAULT_ERROR_NOT_FOUND when the file is gone, %SLUICE_VAULT_ERROR_DAMAGED when it is not what was put in
 *
 * That a later part is damaged is said when it is read.
 *
 * Returns: (transfer full) (nullable): the file's bytes from @offset on
 */
GInputStream *
sluice_vault_stream_new (SluiceVault      *vault,
                         SluiceVaultItem  *item,
                         guint64           offset,
                         GError          **error)
{
  g_autoptr(SluiceVaultStream) self = NULL;

  g_return_val_if_fail (SLUICE_IS_VAULT (vault) && SLUICE_IS_VAULT_ITEM (item), NULL);

  self = g_object_new (SLUICE_TYPE_VAULT_STREAM, NULL);
  self->reader = sluice_vault_transfer_open (vault->store, item, error);
  if (self->reader == NULL || !pass_over (self, offset, error))
    return NULL;

  return G_INPUT_STREAM (g_steal_pointer (&self));
}
