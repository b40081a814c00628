/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest-stream.h"

/* Gives what it reads to a digest as well, on the thread that reads. */
struct _SluiceDigestStream
{
  GFilterInputStream parent_instance;

  SluiceDigest *digest;
};

G_DEFINE_FINAL_TYPE (SluiceDigestStream, sluice_digest_stream, G_TYPE_FILTER_INPUT_STREAM)

static gssize
sluice_digest_stream_read (GInputStream  *stream,
                           void          *buffer,
                           gsize          count,
                           GCancellable  *cancellable,
                           GError       **error)
{
  SluiceDigestStream *self = SLUICE_DIGEST_STREAM (stream);
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));
  gssize got = g_input_stream_read (base, buffer, count, cancellable, error);

  if (got > 0)
    sluice_digest_update (self->digest, buffer, got);
  return got;
}

static void
sluice_digest_stream_finalize (GObject *object)
{
  SluiceDigestStream *self = SLUICE_DIGEST_STREAM (object);

  g_clear_pointer (&self->digest, sluice_digest_unref);

  G_OBJECT_CLASS (sluice_digest_stream_parent_class)->finalize (object);
}

static void
sluice_digest_stream_class_init (SluiceDigestStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_digest_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = sluice_digest_stream_read;
}

static void
sluice_digest_stream_init (SluiceDigestStream *self)
{
}

/**
 * sluice_digest_stream_new:
 * @base: (transfer full): what is read
 * @digest: gets it, too
 *
 * Returns: (transfer full): a stream of the same bytes
 */
GInputStream *
sluice_digest_stream_new (GInputStream *base,
                          SluiceDigest *digest)
{
  g_autoptr(GInputStream) owned = base;
  SluiceDigestStream *self = g_object_new (SLUICE_TYPE_DIGEST_STREAM, "base-stream", base, NULL);

  self->digest = sluice_digest_ref (digest);
  return G_INPUT_STREAM (self);
}
