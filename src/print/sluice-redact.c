/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-redact.h"

#include "sluice-new-file.h"
#include "sluice-print-error.h"
#include "sluice-redactor.h"
#include "sluice-split-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define READ_SIZE (256 * 1024)

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

/* What is packed, or has its own form, has to be read here and there. */
static gboolean
is_plain (const guint8 *data,
          gsize         length)
{
  static const char * const magics[] = { "\037\213", "PK", "GCDE" };

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= strlen (magics[i]) && memcmp (data, magics[i], strlen (magics[i])) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
redact_path (const char          *path,
             SluiceRedactor      *redactor,
             SluiceSplitProgress  progress,
             gpointer             progress_data,
             GCancellable        *cancellable,
             GError             **error)
{
  gboolean has_gcode = FALSE;

  if (!sluice_split_read_gcode (path, feed_cb, redactor, progress, progress_data, cancellable, &has_gcode, error))
    return FALSE;
  if (!has_gcode)
    set_no_gcode (error);
  return has_gcode;
}

static gboolean
write_all (int            fd,
           const guint8  *data,
           gsize          length,
           GError       **error)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno),
                               _("There is not enough memory to make a redacted copy of this file. Nothing was sent."));
          return FALSE;
        }
      data += written;
      length -= written;
    }
  return TRUE;
}

/* In memory: on a disk it would lie in the clear. */
static gboolean
redact_packed (GInputStream    *file,
               guint8          *buffer,
               gsize            n_read,
               SluiceRedactor  *redactor,
               GCancellable    *cancellable,
               GError         **error)
{
  int fd = memfd_create ("redacting", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  gboolean good = TRUE;

  while (good && n_read > 0)
    good = write_all (fd, buffer, n_read, error) &&
           g_input_stream_read_all (file, buffer, READ_SIZE, &n_read, cancellable, error);
  good = good && redact_path (path, redactor, NULL, NULL, cancellable, error);
  if (fd >= 0)
    close (fd);
  return good;
}

static gboolean
redact_plain (GInputStream    *file,
              guint8          *buffer,
              gsize            n_read,
              SluiceRedactor  *redactor,
              GCancellable    *cancellable,
              GError         **error)
{
  while (n_read > 0)
    if (!sluice_redactor_feed (redactor, buffer, n_read, error) ||
        !g_input_stream_read_all (file, buffer, READ_SIZE, &n_read, cancellable, error))
      return FALSE;
  return TRUE;
}

static void
take_counts (SluiceRedactor  *redactor,
             SluiceRedaction *out_redaction)
{
  out_redaction->comments = sluice_redactor_get_dropped_comments (redactor);
  out_redaction->commands = sluice_redactor_get_dropped_commands (redactor);
}

/**
 * sluice_redact_stream:
 * @file: a print file that has G-code, from its first byte
 * @sink: (scope call): takes the copy
 * @sink_data: for @sink
 * @cancellable: (nullable): stops it
 * @out_redaction: (out caller-allocates): what was left out
 * @error: #SluicePrintError, what @file or @sink say, or %G_IO_ERROR_CANCELLED
 *
 * As sluice_redact_file(), for a file that is nowhere in the clear. Blocks. G-code is redacted as it comes; of what is
 * packed there is a copy in memory meanwhile. The same file gives the same copy.
 *
 * Returns: whether @sink has all of it
 */
gboolean
sluice_redact_stream (GInputStream      *file,
                      SluiceRedactSink   sink,
                      gpointer           sink_data,
                      GCancellable      *cancellable,
                      SluiceRedaction   *out_redaction,
                      GError           **error)
{
  g_autoptr(SluiceRedactor) redactor = sluice_redactor_new (sink, sink_data);
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  gsize n_read;

  if (!g_input_stream_read_all (file, buffer, READ_SIZE, &n_read, cancellable, error))
    return FALSE;
  if (!(is_plain (buffer, n_read) ? redact_plain (file, buffer, n_read, redactor, cancellable, error)
                                  : redact_packed (file, buffer, n_read, redactor, cancellable, error)))
    return FALSE;

  take_counts (redactor, out_redaction);
  return sluice_redactor_finish (redactor, error);
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

  if (copy == NULL)
    return FALSE;

  redactor = sluice_redactor_new (write_cb, copy);
  if (!redact_path (path, redactor, progress, progress_data, cancellable, error))
    return FALSE;

  take_counts (redactor, out_redaction);
  return sluice_redactor_finish (redactor, error) && sluice_new_file_commit (copy, error);
}
