/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluiceRedaction:
 * @comments: lines of comment that were left out
 * @commands: commands that were left out, since they hold a text that is not
 *   known: the printer may miss them
 *
 * What a redacted copy has no more.
 */
typedef struct
{
  guint64 comments;
  guint64 commands;
} SluiceRedaction;

/**
 * SluiceRedactSink:
 * @data: what stays, in order
 * @length: bytes of it
 * @sink_data: what was given with it
 * @error: why it cannot take it
 *
 * Returns: whether it was taken
 */
typedef gboolean (*SluiceRedactSink) (const char  *data,
                                      gsize        length,
                                      gpointer     sink_data,
                                      GError     **error);

gboolean sluice_redact_stream (GInputStream        *file,
                               SluiceRedactSink      sink,
                               gpointer              sink_data,
                               GCancellable         *cancellable,
                               SluiceRedaction      *out_redaction,
                               GError              **error);
gboolean sluice_redact_file (const char           *path,
                             const char           *destination,
                             SluiceSplitProgress   progress,
                             gpointer              progress_data,
                             GCancellable         *cancellable,
                             SluiceRedaction      *out_redaction,
                             GError              **error);

G_END_DECLS
