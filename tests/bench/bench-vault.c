/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split.h"
#include "sluice-vault.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/*
 * bench-vault keep FILE FOLDER: splits a print file and puts it into a new
 * vault, as the app does when a file is opened.
 * bench-vault cipher FILE: encrypts the same bytes in memory with the vault's
 * cipher, in chunks of the same size, and does nothing else.
 *
 * Prints the seconds of that, without the program's start and end.
 */
#define CHUNK (64 * 1024)

static gboolean
feed_vault (const guint8  *data,
            gsize          length,
            gpointer       user_data,
            GError       **error)
{
  return sluice_vault_writer_write (user_data, data, length, error);
}

static gboolean
keep (const char  *path,
      const char  *folder,
      gint64      *out_took,
      GError     **error)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(SluiceVault) vault = sluice_vault_new (folder, key);
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(SluiceSplit) split = NULL;
  const gint64 begin = g_get_monotonic_time ();
  g_autoptr(SluiceVaultWriter) writer = sluice_vault_begin (vault, error);

  if (writer != NULL)
    split = sluice_split_read (path, feed_vault, writer, NULL, NULL, NULL, error);
  if (split != NULL)
    item = sluice_vault_writer_commit (writer, path, sluice_split_get_format (split), NULL, error);
  *out_took = g_get_monotonic_time () - begin;
  return item != NULL;
}

static gboolean
encrypt (const char  *path,
         gint64      *out_took,
         GError     **error)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  g_autofree guint8 *sealed = g_malloc (CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES);
  g_autofree char *content = NULL;
  gsize size;
  gint64 begin;

  if (!g_file_get_contents (path, &content, &size, error))
    return FALSE;
  if (sodium_init () < 0)
    g_error ("libsodium could not start");

  begin = g_get_monotonic_time ();
  crypto_secretstream_xchacha20poly1305_keygen (key);
  crypto_secretstream_xchacha20poly1305_init_push (&state, header, key);
  for (gsize at = 0; at < size; at += CHUNK)
    crypto_secretstream_xchacha20poly1305_push (&state, sealed, NULL, (guint8 *) content + at, MIN (CHUNK, size - at),
                                                NULL, 0, 0);
  *out_took = g_get_monotonic_time () - begin;
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  gint64 took = 0;
  gboolean done;

  dex_init ();
  if (argc == 4 && strcmp (argv[1], "keep") == 0)
    done = keep (argv[2], argv[3], &took, &error);
  else if (argc == 3 && strcmp (argv[1], "cipher") == 0)
    done = encrypt (argv[2], &took, &error);
  else
    {
      g_printerr ("Usage: bench-vault keep FILE FOLDER | cipher FILE\n");
      return 2;
    }

  if (!done)
    {
      g_printerr ("bench-vault: %s\n", error->message);
      return 1;
    }
  g_print ("%.6f\n", (double) took / G_USEC_PER_SEC);
  return 0;
}
