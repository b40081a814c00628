/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-file.h"

/**
 * sluice_print_file_new:
 * @name: with the ending that says what it is
 * @format: as a split names it
 * @size: bytes
 * @open: opens it from its first byte; called on a thread where it may block
 * @data: (transfer full): for @open
 * @destroy: frees @data, on whatever thread
 *
 * Returns: (transfer full): the file
 */
SluicePrintFile *
sluice_print_file_new (const char          *name,
                       const char          *format,
                       guint64              size,
                       SluiceStreamFactory  open,
                       gpointer             data,
                       GDestroyNotify       destroy)
{
  SluicePrintFile *self = g_new0 (SluicePrintFile, 1);

  g_atomic_ref_count_init (&self->references);
  self->name = g_strdup (name);
  self->format = g_strdup (format);
  self->size = size;
  self->open = open;
  self->data = data;
  self->destroy = destroy;
  return self;
}

/** sluice_print_file_ref: (transfer full): from any thread. */
SluicePrintFile *
sluice_print_file_ref (SluicePrintFile *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/** sluice_print_file_unref: from any thread. */
void
sluice_print_file_unref (SluicePrintFile *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  self->destroy (self->data);
  g_free (self->name);
  g_free (self->format);
  g_free (self);
}
