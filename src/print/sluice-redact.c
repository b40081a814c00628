/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-redact.h"

#include "sluice-new-file.h"
#include "sluice-print-error.h"
#include "sluice-redactor.h"
#include "sluice-split-private.h"

#include <glib/gi18n-lib.h>

/* A copy for people who must hand on what they print, but not who they are. */

static gboolean
feed_cb (const guint8  *data,
         gsize          length,
         gpointer       redactor,
         GError       **error)
{
  return sluice_redactor_feed (redactor, data, length, error);
}

static gboolean
write_cb (const char  *data,
          gsize        length,
          gpointer     file,
          GError     **error)
{
  return sluice_new_file_write (file, data, length, error);
}

static void
set_no_gcode (GError **error)
{
  g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_NO_GCODE,
                       _("There is no G-code in this file, so there is nothing that a printer could be given. "
                         "Nothing was written."));
}

/**
 * sluice_redact_file:
 * @path: a print file
 * @destination: where the copy goes, with its name; never in the place of another file
 * @progress: (nullable) (scope call): is told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @out_redaction: (out caller-allocates): what was left out
 * @error: #SluicePrintError, #SluiceBaseError, or %G_IO_ERROR_CANCELLED
 *
 * Writes the G-code of a print file, unpacked, with the same motion but without
 * names, notes, paths, pictures and settings of hosts. Blocks; memory is the
 * same for a file of any size.
 *
 * Returns: whether the copy is there; if not, nothing is
 */
gboolean
sluice_redact_file (const char           *path,
                    const char           *destination,
                    SluiceSplitProgress   progress,
                    gpointer              progress_data,
                    GCancellable         *cancellable,
                    SluiceRedaction      *out_redaction,
                    GError              **error)
{
  g_autoptr(SluiceNewFile) copy = sluice_new_file_begin (destination, FALSE, error);
  g_autoptr(SluiceRedactor) redactor = NULL;
  gboolean has_gcode = FALSE;

  if (copy == NULL)
    return FALSE;

  redactor = sluice_redactor_new (write_cb, copy);
  if (!sluice_split_read_gcode (path, feed_cb, redactor, progress, progress_data, cancellable, &has_gcode, error))
    return FALSE;
  if (!has_gcode)
    {
      set_no_gcode (error);
      return FALSE;
    }

  out_redaction->comments = sluice_redactor_get_dropped_comments (redactor);
  out_redaction->commands = sluice_redactor_get_dropped_commands (redactor);
  return sluice_redactor_finish (redactor, error) && sluice_new_file_commit (copy, error);
}
