/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/*
 * bench-inflate isal|zlib FILE: unpacks a gzip file, or the first member of a
 * ZIP file, and throws it away: the least that reading one can take. Checks the
 * CRC, as reading one does; nothing else.
 */

#define BLOCK (256 * 1024)
#define ZIP_LOCAL_HEADER 30

static guint8 packed[BLOCK];
static guint8 unpacked[BLOCK];

/* Goes to the data of a ZIP file's first member; FALSE when it is a gzip file. */
static gboolean
skip_zip_header (int fd)
{
  guint8 header[ZIP_LOCAL_HEADER];
  gboolean is_zip = pread (fd, header, sizeof header, 0) == sizeof header && memcmp (header, "PK\003\004", 4) == 0;

  if (is_zip)
    lseek (fd, ZIP_LOCAL_HEADER + (header[26] | header[27] << 8) + (header[28] | header[29] << 8), SEEK_SET);
  return is_zip;
}

static gboolean
unpack_isal (int      fd,
             gboolean is_raw)
{
  struct inflate_state state;
  gssize got = 0;

  isal_inflate_init (&state);
  state.crc_flag = is_raw ? ISAL_GZIP_NO_HDR : ISAL_GZIP;
  while (state.block_state != ISAL_BLOCK_FINISH && (got = read (fd, packed, sizeof packed)) > 0)
    {
      state.next_in = packed;
      state.avail_in = got;
      do
        {
          state.next_out = unpacked;
          state.avail_out = sizeof unpacked;
          if (isal_inflate (&state) != ISAL_DECOMP_OK)
            return FALSE;
        }
      while (state.avail_out == 0 && state.block_state != ISAL_BLOCK_FINISH);
    }

  return state.block_state == ISAL_BLOCK_FINISH;
}

static gboolean
unpack_zlib (int      fd,
             gboolean is_raw)
{
  z_stream stream = { 0 };
  guint32 crc = 0;
  int result = inflateInit2 (&stream, is_raw ? -15 : 15 + 16);
  gssize got;

  while (result == Z_OK && (got = read (fd, packed, sizeof packed)) > 0)
    {
      stream.next_in = packed;
      stream.avail_in = got;
      do
        {
          stream.next_out = unpacked;
          stream.avail_out = sizeof unpacked;
          result = inflate (&stream, Z_NO_FLUSH);
          /* For gzip zlib does that itself. */
          if (is_raw)
            crc = crc32 (crc, unpacked, sizeof unpacked - stream.avail_out);
        }
      while (stream.avail_out == 0 && result == Z_OK);
    }

  inflateEnd (&stream);
  return result == Z_STREAM_END && (!is_raw || crc != 0);
}

int
main (int   argc,
      char *argv[])
{
  int fd = argc == 3 ? open (argv[2], O_RDONLY | O_CLOEXEC) : -1;
  gboolean is_raw;

  if (fd < 0)
    return EXIT_FAILURE;
  is_raw = skip_zip_header (fd);
  return (g_str_equal (argv[1], "zlib") ? unpack_zlib : unpack_isal) (fd, is_raw) ? EXIT_SUCCESS : EXIT_FAILURE;
}
