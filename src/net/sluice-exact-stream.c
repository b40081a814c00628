/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-exact-stream.h"

#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/*
 * Holds a stream to the size that was announced. A file that shrank would leave
 * the server waiting for bytes that never come; one that grew would send more
 * than the ledger says.
 */
struct _SluiceExactStream
{
  GFilterInputStream parent_instance;

  guint64 left;
};

G_DEFINE_FINAL_TYPE (SluiceExactStream, sluice_exact_stream, G_TYPE_FILTER_INPUT_STREAM)

static gssize
sluice_exact_stream_read (GInputStream  *stream,
                          void          *buffer,
                          gsize          count,
                          GCancellable  *cancellable,
                          GError       **error)
{
  SluiceExactStream *self = SLUICE_EXACT_STREAM (stream);
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));
  char surplus;
  gssize got;

  if (self->left == 0)
    {
      got = g_input_stream_read (base, &surplus, 1, cancellable, error);
      if (got <= 0)
        return got;
    }
  else
    {
      got = g_input_stream_read (base, buffer, MIN (count, self->left), cancellable, error);
      if (got > 0)
        self->left -= got;
      if (got != 0)
        return got;
    }

  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT,
                       _("The file changed while it was being sent. Send it again."));
  return -1;
}

static void
sluice_exact_stream_class_init (SluiceExactStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = sluice_exact_stream_read;
}

static void
sluice_exact_stream_init (SluiceExactStream *self)
{
}

/* @base: (transfer full). */
GInputStream *
sluice_exact_stream_new (GInputStream *base,
                         guint64       size)
{
  g_autoptr(GInputStream) owned = base;
  SluiceExactStream *self = g_object_new (SLUICE_TYPE_EXACT_STREAM, "base-stream", base, NULL);

  self->left = size;
  return G_INPUT_STREAM (self);
}
