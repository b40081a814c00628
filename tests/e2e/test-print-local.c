/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lan-printer.h"
#include "test-secrets.h"
#include "test-util.h"

#include <string.h>

/*
 * Process data only, and a print at home: real print files, a real home cloud, and a printer on loopback. What was given to
 * TLS is recorded before it is encrypted: none of what must never leak is in it, and no stretch of the file. The printer
 * has the file byte for byte. And once more with a redacted copy for the cloud, in which is nothing of that either.
 */
#define NAME "Turbine Bracket S5 Halle 3"

/* Bytes of the file that would be product data wherever they turn up; shorter ones are in any two texts. */
#define STRETCH 24

static GSubprocess *
spawn (const char *folder,
       const char *file,
       const char *address,
       const char *recording,
       const char *mode)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "e2e", "print-runner", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, folder, file, address, recording,
                                           mode, NULL);

  g_assert_no_error (error);
  return process;
}

static guint64
hash_stretch (const guint8 *bytes)
{
  guint64 hash = 1469598103934665603u;

  for (guint i = 0; i < STRETCH; i++)
    hash = (hash ^ bytes[i]) * 1099511628211u;
  return hash;
}

/*
 * Packed or not, the file's bytes are not in what was said. Of a text file lines of settings are process data, which may be
 * said: there the whole of a move is looked for, and not a word.
 */
static void
assert_no_stretch (GBytes *file,
                   GBytes *said)
{
  g_autoptr(GHashTable) stretches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gsize file_size, said_size;
  const guint8 *file_bytes = g_bytes_get_data (file, &file_size);
  const guint8 *said_bytes = g_bytes_get_data (said, &said_size);

  for (gsize i = 0; i + STRETCH <= said_size; i++)
    g_hash_table_add (stretches, g_memdup2 (&(gint64) { (gint64) hash_stretch (said_bytes + i) }, sizeof (gint64)));
  for (gsize i = 0; i + STRETCH <= file_size; i++)
    {
      gint64 hash = (gint64) hash_stretch (file_bytes + i);

      if (g_hash_table_contains (stretches, &hash) && memmem (said_bytes, said_size, file_bytes + i, STRETCH) != NULL)
        g_error ("%u bytes of the file left, from %" G_GSIZE_FORMAT ": %.*s", STRETCH, i, STRETCH,
                 (const char *) file_bytes + i);
    }
}

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text)) != NULL;
}

/* What a test prints, and what of it leaves for the cloud. */
typedef struct
{
  const char *corpus_name;
  const char *mode;
} Print;

static void
test_print (gconstpointer data)
{
  const Print *print = data;
  const gboolean redacted = g_str_equal (print->mode, "redacted");
  const char *dot = strchr (print->corpus_name, '.');
  g_autofree char *folder = test_make_folder ();
  g_autofree char *home = g_build_filename (folder, "data", NULL);
  g_autofree char *name = g_strconcat (NAME, dot, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *recording = g_build_filename (folder, "recording", NULL);
  g_autofree char *source = test_corpus_file (print->corpus_name);
  g_autoptr(GBytes) file = test_load_file (source);
  g_autoptr(TestLanPrinter) lan = test_lan_printer_new ("ultimaker", FALSE);
  g_autoptr(TestSecrets) secrets = test_secrets_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) came = NULL;
  g_autoptr(GBytes) said = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *names = NULL;
  g_autofree char *came_name = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_cmpint (g_mkdir_with_parents (home, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL));
  process = spawn (home, path, test_lan_printer_get_uri (lan), recording, print->mode);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &names, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  came = test_lan_printer_dup_file (lan, &came_name);
  g_assert_cmpint (test_lan_printer_get_prints (lan), ==, 1);
  g_assert_true (g_bytes_equal (came, file));
  g_assert_cmpstr (came_name, ==, name);

  /* The recording has what it should have, so that it says something that the rest is not in it. */
  said = test_load_file (recording);
  g_assert_true (holds (said, "POST /process/v1/records HTTP/1.1"));
  g_assert_true (holds (said, "\"sluice.process-record/1\""));
  g_assert_cmpint (holds (said, "PUT /cura/v1/jobs/upload HTTP/1.1"), ==, redacted);
  g_assert_cmpint (holds (said, "\nG1 "), ==, redacted);
  test_secrets_assert_none (secrets, "what the cloud was told", g_bytes_get_data (said, NULL), g_bytes_get_size (said));
  if (!redacted)
    assert_no_stretch (file, said);

  /* The job is here under its real name, and there under another one. */
  lines = g_strsplit (names, "\n", -1);
  g_assert_cmpstr (lines[0], ==, name);
  g_assert_null (strstr (lines[1], "Turbine"));
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  static const Print process = { "13_UMS5_Turbine-Bracket.ufp", "process" };
  static const Print redacted = { "13_UMS5_Turbine-Bracket.ufp", "redacted" };

  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/print-local/process", &process, test_print);
  g_test_add_data_func ("/print-local/redacted", &redacted, test_print);
  return test_run ();
}
