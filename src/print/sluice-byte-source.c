/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-byte-source.h"

#include "sluice-print-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct _SluiceByteSource
{
  int                 fd;
  struct stat         before;

  SluiceSplitTap      tap;
  gpointer            tap_data;
  SluiceSplitProgress progress;
  gpointer            progress_data;
  GCancellable       *cancellable;

  SluiceSplitTap      gcode_tap;
  gpointer            gcode_tap_data;
  GError             *gcode_error;
  gboolean            has_gcode;

  gboolean            must_sum;
  gboolean            lacks_filament;

  guint64             n_read;
  guint64             n_unpacked;
  gboolean            unpacks;

  gsize               length; /* of what is in the buffer */
  gboolean            is_unread;
  gsize               capacity;
  guint8             *buffer;
};

static gboolean
check_kind (const struct stat *info,
            GError           **error)
{
  if (!S_ISREG (info->st_mode))
    g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_NOT_A_FILE,
                         S_ISDIR (info->st_mode) ? _("This is a folder. Choose a print file in it.")
                                                 : _("This is not a file that can be read to its end."));
  else if (info->st_size == 0)
    g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_EMPTY,
                         _("The file is empty. Save it from the slicer once more."));
  else
    return TRUE;

  return FALSE;
}

/** sluice_byte_source_set_unreadable: says that the file cannot be read, and why. */
void
sluice_byte_source_set_unreadable (GError **error,
                                   int      saved_errno)
{
  g_set_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_UNREADABLE,
               /* Translators: %s is what the system says, such as "Permission denied" */
               _("The file cannot be read (%s). Nothing was changed."), g_strerror (saved_errno));
}

/**
 * sluice_byte_source_new:
 * @path: a file
 * @tap: (nullable): sees every byte
 * @tap_data: for @tap
 * @progress: (nullable): is told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it between two blocks
 * @error: #SluicePrintError
 *
 * Returns: (transfer full) (nullable): the file, opened
 */
SluiceByteSource *
sluice_byte_source_new (const char          *path,
                        SluiceSplitTap       tap,
                        gpointer             tap_data,
                        SluiceSplitProgress  progress,
                        gpointer             progress_data,
                        GCancellable        *cancellable,
                        GError             **error)
{
  g_autoptr(SluiceByteSource) self = g_new0 (SluiceByteSource, 1);

  self->tap = tap;
  self->tap_data = tap_data;
  self->progress = progress;
  self->progress_data = progress_data;
  g_set_object (&self->cancellable, cancellable);

  /* Not blocking, or a named pipe would hold us until somebody writes to it. */
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  if (self->fd < 0 || fstat (self->fd, &self->before) < 0)
    {
      sluice_byte_source_set_unreadable (error, errno);
      return NULL;
    }
  if (!check_kind (&self->before, error))
    return NULL;

  /* No larger than it can be filled; one byte more than the file tells when it grows. */
  self->capacity = MIN (SLUICE_BLOCK_SIZE, (gsize) self->before.st_size + 1);
  self->buffer = g_aligned_alloc (1, self->capacity, SLUICE_BLOCK_ALIGNMENT);

  return g_steal_pointer (&self);
}

void
sluice_byte_source_free (SluiceByteSource *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->gcode_error);
  g_aligned_free (self->buffer);
  g_free (self);
}

/** sluice_byte_source_get_size: bytes of the file when it was opened. */
guint64
sluice_byte_source_get_size (SluiceByteSource *self)
{
  return self->before.st_size;
}

static void
report (SluiceByteSource *self)
{
  guint64 size = self->before.st_size;

  if (self->progress != NULL)
    self->progress (self->n_read + MIN (self->n_unpacked, size), self->unpacks ? 2 * size : size,
                    self->progress_data);
}

/** sluice_byte_source_unread: gives the block that was read last once more, without the tap. */
void
sluice_byte_source_unread (SluiceByteSource *self)
{
  self->is_unread = TRUE;
}

static gboolean
fill (SluiceByteSource *self,
      GError          **error)
{
  self->length = 0;
  while (self->length < self->capacity)
    {
      ssize_t got = read (self->fd, self->buffer + self->length, self->capacity - self->length);

      if (got == 0)
        break;
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          sluice_byte_source_set_unreadable (error, errno);
          return FALSE;
        }
      self->length += got;
    }

  return TRUE;
}

/* Shows bytes to the tap and counts them. */
static gboolean
pass (SluiceByteSource *self,
      const guint8     *data,
      gsize             length,
      GError          **error)
{
  self->n_read += length;
  if (self->n_read > (guint64) self->before.st_size ||
      (length == 0 && self->n_read < (guint64) self->before.st_size))
    {
      g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_CHANGED,
                           _("The file changed while it was read. Try again when it is saved."));
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      (self->tap != NULL && length > 0 && !self->tap (data, length, self->tap_data, error)))
    return FALSE;

  report (self);
  return TRUE;
}

/**
 * sluice_byte_source_next:
 * @self: a file
 * @out_data: (out): the next block, until the next call; it is full unless the file ends
 * @error: #SluicePrintError, what the tap says, or %G_IO_ERROR_CANCELLED
 *
 * Returns: bytes of the block; 0 at the end; -1 on error
 */
gssize
sluice_byte_source_next (SluiceByteSource *self,
                         const guint8    **out_data,
                         GError          **error)
{
  *out_data = self->buffer;
  if (self->is_unread)
    {
      self->is_unread = FALSE;
      return self->length;
    }

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !fill (self, error) ||
      !pass (self, self->buffer, self->length, error))
    return -1;
  return self->length;
}

/** sluice_byte_source_read_at: on any thread: up to @length bytes at @offset, past the tap; -1 and errno on error. */
gssize
sluice_byte_source_read_at (SluiceByteSource *self,
                            guint64           offset,
                            void             *buffer,
                            gsize             length)
{
  ssize_t got;

  do
    got = pread (self->fd, buffer, length, offset);
  while (got < 0 && errno == EINTR);

  return got;
}

/** sluice_byte_source_unpacks: from now on progress counts the unpacking too. */
void
sluice_byte_source_unpacks (SluiceByteSource *self)
{
  self->unpacks = TRUE;
}

/** sluice_byte_source_unpacked: @bytes of the file have been unpacked; %FALSE when it is to stop. */
gboolean
sluice_byte_source_unpacked (SluiceByteSource *self,
                             guint64           bytes,
                             GError          **error)
{
  self->n_unpacked += bytes;
  report (self);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/** sluice_byte_source_set_gcode_tap: @tap sees all G-code of the file, unpacked and in order. */
void
sluice_byte_source_set_gcode_tap (SluiceByteSource *self,
                                  SluiceSplitTap    tap,
                                  gpointer          tap_data)
{
  self->gcode_tap = tap;
  self->gcode_tap_data = tap_data;
}

/**
 * sluice_byte_source_show_gcode:
 * @self: a file
 * @data: the next of its G-code
 * @length: bytes of @data
 *
 * Shows it to the tap for G-code, perhaps on another thread than that which
 * reads. When the tap cannot go on, it is not called again.
 */
void
sluice_byte_source_show_gcode (SluiceByteSource *self,
                               const guint8     *data,
                               gsize             length)
{
  self->has_gcode = TRUE;
  if (self->gcode_tap != NULL && !self->must_sum && self->gcode_error == NULL)
    self->gcode_tap (data, length, self->gcode_tap_data, &self->gcode_error);
}

/** sluice_byte_source_forget_gcode: what was shown is not all that there is, or not certain to be G-code. */
void
sluice_byte_source_forget_gcode (SluiceByteSource *self)
{
  self->has_gcode = FALSE;
}

/**
 * sluice_byte_source_has_shown_gcode:
 * @self: a file that has been read
 * @out_has_gcode: (out): whether there was any
 * @error: what the tap for G-code said
 *
 * Returns: %FALSE when the tap could not go on
 */
gboolean
sluice_byte_source_has_shown_gcode (SluiceByteSource *self,
                                    gboolean         *out_has_gcode,
                                    GError          **error)
{
  *out_has_gcode = self->has_gcode;
  if (self->gcode_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->gcode_error));
  return FALSE;
}

/** sluice_byte_source_must_sum: whether extrusion has to be summed, since nothing else tells what is used. */
gboolean
sluice_byte_source_must_sum (SluiceByteSource *self)
{
  return self->must_sum;
}

/** sluice_byte_source_set_lacks_filament: says whether nobody stated how much filament is used, and nobody summed it. */
void
sluice_byte_source_set_lacks_filament (SluiceByteSource *self,
                                       gboolean          lacks)
{
  self->lacks_filament = lacks;
}

/**
 * sluice_byte_source_read_again:
 * @self: a file that was read to its end
 * @error: #SluicePrintError
 *
 * Begins once more where extrusion should have been summed: without tap and
 * progress, which have seen all of it.
 *
 * Returns: whether it is to be read again
 */
gboolean
sluice_byte_source_read_again (SluiceByteSource *self,
                               GError          **error)
{
  if (!self->lacks_filament || self->must_sum)
    return FALSE;
  if (lseek (self->fd, 0, SEEK_SET) < 0)
    {
      sluice_byte_source_set_unreadable (error, errno);
      return FALSE;
    }

  self->must_sum = TRUE;
  self->tap = NULL;
  self->progress = NULL;
  self->n_read = 0;
  self->n_unpacked = 0;
  self->is_unread = FALSE;
  return TRUE;
}

/**
 * sluice_byte_source_is_unchanged:
 * @self: a file
 * @error: #SluicePrintError: %SLUICE_PRINT_ERROR_CHANGED
 *
 * A package is looked at twice, once by the tap and once unpacked: both must
 * have seen the same bytes.
 */
gboolean
sluice_byte_source_is_unchanged (SluiceByteSource *self,
                                 GError          **error)
{
  struct stat now;

  if (fstat (self->fd, &now) == 0 && now.st_size == self->before.st_size &&
      now.st_mtim.tv_sec == self->before.st_mtim.tv_sec && now.st_mtim.tv_nsec == self->before.st_mtim.tv_nsec)
    return TRUE;

  g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_CHANGED,
                       _("The file changed while it was read. Try again when it is saved."));
  return FALSE;
}
