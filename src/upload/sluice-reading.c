/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-reading.h"

#include "sluice-worker.h"

struct _SluiceReading
{
  /* Set before the worker starts. */
  char        *path;
  SluiceVault *vault;

  /* The worker's until its future has settled. */
  SluiceSplit       *split;
  SluiceVaultWriter *writer;

  int permille; /* atomic */
};

static void
clear_reading (gpointer data)
{
  SluiceReading *self = data;

  g_clear_pointer (&self->writer, sluice_vault_writer_free);
  g_clear_object (&self->split);
  g_clear_object (&self->vault);
  g_free (self->path);
}

static gboolean
feed_vault (const guint8  *data,
            gsize          length,
            gpointer       user_data,
            GError       **error)
{
  SluiceReading *self = user_data;

  return sluice_vault_writer_write (self->writer, data, length, error);
}

static void
note_progress (guint64  done,
               guint64  total,
               gpointer user_data)
{
  SluiceReading *self = user_data;

  if (total > 0)
    g_atomic_int_set (&self->permille, done * 1000 / total);
}

static DexFuture *
read_file (GCancellable *cancellable,
           gpointer      data)
{
  SluiceReading *self = data;
  g_autoptr(GError) error = NULL;

  self->writer = sluice_vault_begin (self->vault, &error);
  if (self->writer != NULL)
    self->split = sluice_split_read (self->path, feed_vault, self, note_progress, self, cancellable, &error);
  if (self->split == NULL)
    {
      g_clear_pointer (&self->writer, sluice_vault_writer_free);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return dex_future_new_true ();
}

/**
 * sluice_reading_new:
 * @path: a print file
 * @vault: where it will be kept, if the person decides so
 *
 * Returns: (transfer full): a reading that has not begun
 */
SluiceReading *
sluice_reading_new (const char  *path,
                    SluiceVault *vault)
{
  SluiceReading *self = g_atomic_rc_box_new0 (SluiceReading);

  self->path = g_strdup (path);
  self->vault = g_object_ref (vault);
  return self;
}

void
sluice_reading_unref (SluiceReading *self)
{
  g_atomic_rc_box_release_full (self, clear_reading);
}

/**
 * sluice_reading_run:
 * @self: a reading, once
 *
 * Returns: (transfer full): settles when the file is read and every byte of it
 *   is encrypted; rejects with #SluicePrintError, #SluiceVaultError or %G_IO_ERROR_CANCELLED
 */
DexFuture *
sluice_reading_run (SluiceReading *self)
{
  return sluice_worker_run (read_file, g_atomic_rc_box_acquire (self), (GDestroyNotify) sluice_reading_unref);
}

/** sluice_reading_get_progress: 0 to 1; from any thread. */
double
sluice_reading_get_progress (SluiceReading *self)
{
  return g_atomic_int_get (&self->permille) / 1000.0;
}

/** sluice_reading_get_split: (transfer none): what was found. */
SluiceSplit *
sluice_reading_get_split (SluiceReading *self)
{
  return self->split;
}

/** sluice_reading_steal_writer: (transfer full): the encrypted copy, which has no name yet. */
SluiceVaultWriter *
sluice_reading_steal_writer (SluiceReading *self)
{
  return g_steal_pointer (&self->writer);
}
