/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"

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

gboolean sluice_redact_file (const char           *path,
                             const char           *destination,
                             SluiceSplitProgress   progress,
                             gpointer              progress_data,
                             GCancellable         *cancellable,
                             SluiceRedaction      *out_redaction,
                             GError              **error);

G_END_DECLS
