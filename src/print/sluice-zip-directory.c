/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-zip-directory.h"

#include "sluice-inflater.h"

/*
 * Gives libzip the file that is already open, so that it reads what the tap
 * has seen, and no more of its directory than fits: libzip keeps all entries in
 * memory, and a file can claim millions of them.
 */

#define MOST_DIRECTORY (1024 * 1024)

typedef struct
{
  SluiceByteSource *source; /* unowned */
  guint64           offset;
  guint64           n_read;
  gboolean          is_open; /* the directory is read */
  gboolean          is_too_long;
  zip_error_t       error;
} Window;

static zip_int64_t
read_window (Window      *window,
             void        *buffer,
             zip_uint64_t length)
{
  gssize got;

  if (!window->is_open && window->n_read > MOST_DIRECTORY)
    {
      window->is_too_long = TRUE;
      zip_error_set (&window->error, ZIP_ER_INCONS, 0);
      return -1;
    }

  got = sluice_byte_source_read_at (window->source, window->offset, buffer, length);
  if (got < 0)
    {
      zip_error_set (&window->error, ZIP_ER_READ, 0);
      return -1;
    }
  window->offset += got;
  window->n_read += got;
  return got;
}

static zip_int64_t
window_cb (void            *user_data,
           void            *data,
           zip_uint64_t     length,
           zip_source_cmd_t command)
{
  Window *window = user_data;
  zip_int64_t offset;

  switch ((int) command)
    {
    case ZIP_SOURCE_OPEN:
      window->offset = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return read_window (window, data, length);
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_STAT:
      zip_stat_init (data);
      ((zip_stat_t *) data)->size = sluice_byte_source_get_size (window->source);
      ((zip_stat_t *) data)->valid = ZIP_STAT_SIZE;
      return sizeof (zip_stat_t);
    case ZIP_SOURCE_SEEK:
      offset = zip_source_seek_compute_offset (window->offset, sluice_byte_source_get_size (window->source), data,
                                               length, &window->error);
      if (offset < 0)
        return -1;
      window->offset = offset;
      return 0;
    case ZIP_SOURCE_TELL:
      return window->offset;
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data (&window->error, data, length);
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    case ZIP_SOURCE_FREE:
      zip_error_fini (&window->error);
      g_free (window);
      return 0;
    default:
      zip_error_set (&window->error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
    }
}

/**
 * sluice_zip_directory_open:
 * @source: a file; it outlives what is returned
 * @error: #SluicePrintError: %SLUICE_PRINT_ERROR_TRUNCATED or %SLUICE_PRINT_ERROR_TOO_STRANGE
 *
 * Returns: (transfer full) (nullable): the ZIP file, for reading
 */
zip_t *
sluice_zip_directory_open (SluiceByteSource *source,
                           GError          **error)
{
  Window *window = g_new0 (Window, 1);
  zip_source_t *zip_source;
  zip_t *zip = NULL;

  window->source = source;
  zip_error_init (&window->error);
  zip_source = zip_source_function_create (window_cb, window, NULL);
  if (zip_source != NULL)
    {
      /* Held, so that the window is there to be asked when it did not open. */
      zip_source_keep (zip_source);
      zip = zip_open_from_source (zip_source, ZIP_RDONLY, NULL);
      if (zip == NULL)
        zip_source_free (zip_source);
    }

  window->is_open = TRUE;
  if (zip == NULL && window->is_too_long)
    sluice_print_set_strange (error);
  else if (zip == NULL)
    sluice_print_set_truncated (error);
  if (zip_source != NULL)
    zip_source_free (zip_source);
  else
    g_free (window);

  return zip;
}
