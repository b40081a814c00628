/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-blob.h"
#include "sluice-digest.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define CHUNK (64 * 1024)
#define SEALED (CHUNK + 17)
#define HEAD 32
#define SIZE (900 * 1024 + 11)

typedef struct
{
  char      *folder;
  char      *partial;
  char      *path;
  SluiceKey *key;
  guint8    *data;
} Scene;

static Scene *
scene_new (void)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->folder = test_make_folder ();
  scene->partial = g_build_filename (scene->folder, "blob.part", NULL);
  scene->path = g_build_filename (scene->folder, "blob", NULL);
  scene->key = sluice_key_new_random ();
  scene->data = g_malloc (SIZE);
  for (gsize i = 0; i < SIZE; i++)
    scene->data[i] = g_test_rand_int ();
  return scene;
}

static void
scene_free (Scene *scene)
{
  test_remove_folder (scene->folder);
  sluice_key_unref (scene->key);
  g_free (scene->folder);
  g_free (scene->partial);
  g_free (scene->path);
  g_free (scene->data);
  g_free (scene);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

static SluiceBlobWriter *
go_on (Scene   *scene,
       guint64 *out_length)
{
  g_autoptr(GError) error = NULL;
  SluiceBlobWriter *writer = sluice_blob_writer_go_on (scene->folder, "blob.part", scene->key, NULL, out_length, &error);

  g_assert_no_error (error);
  return writer;
}

static void
write_some (Scene            *scene,
            SluiceBlobWriter *writer,
            gsize             from,
            gsize             to)
{
  g_autoptr(GError) error = NULL;

  while (from < to)
    {
      gsize part = g_test_rand_int_range (1, 100000);

      part = MIN (part, to - from);
      g_assert_true (sluice_blob_writer_write (writer, scene->data + from, part, &error));
      from += part;
    }
}

static void
assert_whole (Scene            *scene,
              SluiceBlobWriter *writer)
{
  g_autoptr(SluiceDigest) digest = sluice_digest_new ();
  g_autoptr(SluiceBlobReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  guint8 expected[SLUICE_DIGEST_BYTES];
  const guint8 *data;
  gsize total = 0;
  gssize got;

  g_assert_true (sluice_blob_writer_finish (writer, "blob", &error));
  sluice_digest_update (digest, scene->data, SIZE);
  sluice_digest_finish (digest, expected);
  g_assert_cmpmem (sluice_blob_writer_get_digest (writer), SLUICE_DIGEST_BYTES, expected, SLUICE_DIGEST_BYTES);
  g_assert_false (g_file_test (scene->partial, G_FILE_TEST_EXISTS));

  reader = sluice_blob_reader_new (scene->path, scene->key, &error);
  while ((got = sluice_blob_reader_read (reader, &data, &error)) > 0)
    {
      g_assert_cmpuint (total + got, <=, SIZE);
      g_assert_cmpmem (data, got, scene->data + total, got);
      total += got;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (total, ==, SIZE);
}

/* However often the program dies, and wherever the file is cut then: what is whole is kept, and the end is the same. */
static void
test_whatever_is_cut (void)
{
  for (guint round = 0; round < 30; round++)
    {
      g_autoptr(Scene) scene = scene_new ();
      gsize at = 0;
      guint n_joints = 0;

      for (guint cut = 0; cut < 4; cut++)
        {
          guint64 length;
          g_autoptr(SluiceBlobWriter) writer = go_on (scene, &length);
          gsize next = g_test_rand_int_range (at, SIZE + 1);
          g_autoptr(GError) error = NULL;
          GStatBuf info;
          gsize keep;

          g_assert_cmpuint (length, ==, at);
          n_joints += cut > 0;
          write_some (scene, writer, at, next);
          g_assert_true (sluice_blob_writer_rest (writer, &error));
          /* It goes on at any byte while it is open. */
          at = next;
          next = g_test_rand_int_range (at, SIZE + 1);
          write_some (scene, writer, at, next);
          g_assert_true (sluice_blob_writer_rest (writer, &error));
          g_clear_pointer (&writer, sluice_blob_writer_free);

          g_assert_cmpint (g_stat (scene->partial, &info), ==, 0);
          g_assert_cmpint (info.st_size, ==, HEAD + (next / CHUNK + n_joints) * SEALED);
          keep = g_test_rand_bit () ? info.st_size : g_test_rand_int_range (HEAD + n_joints * SEALED, info.st_size + 1);
          g_assert_cmpint (truncate (scene->partial, keep), ==, 0);
          /* Joints are somewhere in it: how many are left is found by asking. */
          {
            g_autoptr(SluiceBlobWriter) again = go_on (scene, &length);

            n_joints++;
            g_assert_cmpuint (length % CHUNK, ==, 0);
            g_assert_cmpuint (length, <=, next);
            if (keep == (gsize) info.st_size)
              g_assert_cmpuint (length, ==, next / CHUNK * CHUNK);
            else
              g_assert_cmpuint (length + CHUNK, >, (keep - HEAD) / SEALED * CHUNK - (n_joints - 1) * CHUNK);
            at = length;
          }
          g_assert_cmpint (g_stat (scene->partial, &info), ==, 0);
          n_joints = (info.st_size - HEAD) / SEALED - at / CHUNK;
        }

      {
        guint64 length;
        g_autoptr(SluiceBlobWriter) writer = go_on (scene, &length);

        write_some (scene, writer, length, SIZE);
        assert_whole (scene, writer);
      }
    }
}

/* A byte that is not what was written, and all behind it, is not there; the head and the first chunk included. */
static void
test_damage_is_not_there (void)
{
  const gsize places[] = { 0, 8, HEAD - 1, HEAD, HEAD + SEALED - 1, HEAD + SEALED, HEAD + 5 * SEALED + 77 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr(Scene) scene = scene_new ();
      g_autoptr(SluiceBlobWriter) writer = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *bytes = NULL;
      guint64 length;
      gsize size;

      writer = go_on (scene, &length);
      write_some (scene, writer, 0, 10 * CHUNK);
      g_assert_true (sluice_blob_writer_rest (writer, &error));
      g_clear_pointer (&writer, sluice_blob_writer_free);

      g_assert_true (g_file_get_contents (scene->partial, &bytes, &size, &error));
      bytes[places[i]] ^= 1;
      g_assert_true (g_file_set_contents (scene->partial, bytes, size, &error));
      writer = go_on (scene, &length);
      g_assert_cmpuint (length, ==, places[i] < HEAD ? 0 : (places[i] - HEAD) / SEALED * CHUNK);
      write_some (scene, writer, length, SIZE);
      assert_whole (scene, writer);
    }
}

/* The same place of the file, sealed a second time, is not sealed with the same key stream. */
static void
test_no_key_stream_twice (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  guint64 length;
  gsize size;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(SluiceBlobWriter) writer = go_on (scene, &length);

      g_assert_cmpuint (length, ==, round * CHUNK);
      write_some (scene, writer, length, 4 * CHUNK);
      g_assert_true (sluice_blob_writer_rest (writer, &error));
      g_assert_true (g_file_get_contents (scene->partial, round == 0 ? &before : &after, &size, &error));
      g_assert_cmpint (truncate (scene->partial, HEAD + SEALED + 1000), ==, 0);
    }

  /* Behind the first chunk: a joint, then the chunks that were there before without it. */
  g_assert_cmpmem (before, HEAD + SEALED, after, HEAD + SEALED);
  for (guint chunk = 1; chunk < 4; chunk++)
    {
      const char *old = before + HEAD + chunk * SEALED;
      guint same = 0;

      for (guint other = 1; other < 5; other++)
        for (guint i = 0; i < SEALED; i++)
          same += old[i] == after[HEAD + other * SEALED + i];
      /* One byte in 256 is the same by chance. */
      g_assert_cmpuint (same, <, 4 * SEALED / 128);
    }
}

/* The disk is full: what is on it can be gone on with when there is room again. */
static void
test_no_room (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(SluiceBlobWriter) writer = NULL;
  g_autoptr(GError) error = NULL;
  struct rlimit before, limit;
  guint64 length;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = (struct rlimit) { HEAD + 5 * SEALED + 100, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  writer = go_on (scene, &length);
  if (sluice_blob_writer_write (writer, scene->data, SIZE, &error))
    g_assert_false (sluice_blob_writer_rest (writer, &error));
  g_assert_nonnull (error);
  g_clear_pointer (&writer, sluice_blob_writer_free);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  writer = go_on (scene, &length);
  g_assert_cmpuint (length, ==, 5 * CHUNK);
  write_some (scene, writer, length, SIZE);
  assert_whole (scene, writer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blob-rest/whatever-is-cut", test_whatever_is_cut);
  g_test_add_func ("/blob-rest/damage-is-not-there", test_damage_is_not_there);
  g_test_add_func ("/blob-rest/no-key-stream-twice", test_no_key_stream_twice);
  g_test_add_func ("/blob-rest/no-room", test_no_room);
  return test_run ();
}
