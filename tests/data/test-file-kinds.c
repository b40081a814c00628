/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-format.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * “Open with”, as a desktop does it: the programs of the desktop make their databases of our files, and are then asked
 * what a file is, and who opens it. One database beside those of this computer, one where nobody else knows anything.
 */

typedef struct
{
  char *folder;
  char *data;  /* where programs install what desktops have to know */
  char *files; /* of the person */
} Fixture;

/* Runs a program of the desktop. Returns: (transfer full): what it says */
static char *
run (Fixture    *self,
     const char *first,
     ...)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "app", NULL);
  g_autofree char *path = g_strconcat (program, ":", g_getenv ("PATH"), NULL);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  char *out = NULL;
  va_list args;

  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_DIRS", self->data, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->files, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", self->files, TRUE);
  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return out;
}

static void
install (const char *source,
         const char *folder,
         const char *name)
{
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autoptr(GBytes) bytes = test_load_file (source);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  common)
{
  g_autofree char *ours = g_test_build_filename (G_TEST_DIST, "..", "data", APP_ID ".mime.xml", NULL);
  g_autofree char *desktop = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "data", APP_ID ".desktop", NULL);
  g_autofree char *mime = NULL;
  g_autofree char *packages = NULL;
  g_autofree char *applications = NULL;
  g_autofree char *out = NULL;

  self->folder = test_make_folder ();
  self->data = g_build_filename (self->folder, "share", NULL);
  self->files = g_build_filename (self->folder, "files", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->files, 0700), ==, 0);
  mime = g_build_filename (self->data, "mime", NULL);
  packages = g_build_filename (mime, "packages", NULL);
  applications = g_build_filename (self->data, "applications", NULL);
  install (ours, packages, APP_ID ".xml");
  install (desktop, applications, APP_ID ".desktop");
  if (common != NULL)
    install (common, packages, "freedesktop.org.xml");
  out = run (self, "update-mime-database", mime, NULL);
  g_free (out);
  out = run (self, "update-desktop-database", applications, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  common)
{
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->data);
  g_free (self->files);
}

static void
write_file (Fixture    *self,
            const char *name,
            const char *text,
            gsize       length,
            char      **out_path)
{
  g_autoptr(GError) error = NULL;

  *out_path = g_build_filename (self->files, name, NULL);
  g_file_set_contents (*out_path, text, length, &error);
  g_assert_no_error (error);
}

static void
assert_is (Fixture    *self,
           const char *path,
           const char *content_type)
{
  g_autofree char *out = run (self, "gio", "info", "-a", "standard::content-type", path, NULL);
  g_autofree char *line = g_strconcat ("standard::content-type: ", content_type, "\n", NULL);

  if (strstr (out, line) == NULL)
    g_error ("%s is not %s, but:\n%s", path, content_type, out);
}

static const char *
get_head (const SluicePrintFormat *format,
          gsize                   *out_length)
{
  static const char * const heads[] = {
    [SLUICE_PRINT_HEAD_TEXT] = ";FLAVOR:Marlin\nG1 X1\n",
    [SLUICE_PRINT_HEAD_GZIP] = "\x1f\x8b\x08",
    [SLUICE_PRINT_HEAD_ZIP] = "PK\003\004",
    [SLUICE_PRINT_HEAD_BGCODE] = "GCDE\001",
    [SLUICE_PRINT_HEAD_SHAPE] = "solid a\nfacet normal 0 0 0\n",
  };

  *out_length = strlen (heads[format->head]);
  return heads[format->head];
}

/* Whatever it is called that we read, in small letters or large, the desktop knows what it is. */
static void
test_names (Fixture       *self,
            gconstpointer  common)
{
  guint n_formats;
  const SluicePrintFormat *formats = sluice_print_format_list (&n_formats);

  for (guint i = 0; i < n_formats; i++)
    for (const char * const *ending = formats[i].endings; *ending != NULL; ending++)
      {
        g_autofree char *name = g_strconcat ("bracket.", *ending, NULL);
        g_autofree char *loud = g_ascii_strup (name, -1);
        g_autofree char *path = NULL;
        g_autofree char *loud_path = NULL;
        gsize length;
        const char *head = get_head (&formats[i], &length);

        write_file (self, name, head, length, &path);
        assert_is (self, path, formats[i].content_type);
        write_file (self, loud, head, length, &loud_path);
        assert_is (self, loud_path, formats[i].content_type);
      }
}

/* The slicers' double endings, a name without one, and what is none of ours. */
static void
test_other_names (Fixture       *self,
                  gconstpointer  common)
{
  g_autofree char *plate = NULL;
  g_autofree char *nameless = NULL;
  g_autofree char *text = NULL;
  g_autofree char *gzip = NULL;
  g_autofree char *out = NULL;

  write_file (self, "bracket.gcode.3mf", "PK\003\004", 4, &plate);
  assert_is (self, plate, "model/3mf");
  write_file (self, "bracket", "GCDE\001", 5, &nameless);
  assert_is (self, nameless, "application/x-bgcode");
  write_file (self, "notes.txt", ";FLAVOR\n", 8, &text);
  write_file (self, "notes.gz", "\x1f\x8b\x08", 3, &gzip);
  if (common == NULL)
    return;
  assert_is (self, text, "text/plain");
  assert_is (self, gzip, "application/gzip");
}

/* For each of them, and under the name that it once had here, the desktop offers Sluice. */
static void
test_offered (Fixture       *self,
              gconstpointer  common)
{
  guint n_formats;
  const SluicePrintFormat *formats = sluice_print_format_list (&n_formats);
  g_autofree char *link = run (self, "gio", "mime", "x-scheme-handler/sluice", NULL);
  g_autofree char *old = run (self, "gio", "mime", "text/x-gcode", NULL);

  for (guint i = 0; i < n_formats; i++)
    {
      g_autofree char *out = run (self, "gio", "mime", formats[i].content_type, NULL);

      if (strstr (out, APP_ID ".desktop") == NULL)
        g_error ("nobody opens %s:\n%s", formats[i].content_type, out);
    }
  g_assert_nonnull (strstr (link, APP_ID ".desktop"));
  g_assert_nonnull (strstr (old, APP_ID ".desktop"));
}

/* And for nothing else: what we do not read, we do not offer to open. */
static void
test_declared (Fixture       *self,
               gconstpointer  common)
{
  g_autofree char *path = g_build_filename (self->data, "applications", APP_ID ".desktop", NULL);
  g_autoptr(GKeyFile) desktop = g_key_file_new ();
  g_auto(GStrv) types = NULL;
  guint n_formats;
  const SluicePrintFormat *formats = sluice_print_format_list (&n_formats);

  g_assert_true (g_key_file_load_from_file (desktop, path, G_KEY_FILE_NONE, NULL));
  types = g_key_file_get_string_list (desktop, "Desktop Entry", "MimeType", NULL, NULL);
  g_assert_cmpuint (g_strv_length (types), ==, n_formats + 1);
  for (guint i = 0; i < n_formats; i++)
    g_assert_true (g_strv_contains ((const char * const *) types, formats[i].content_type));
}

static void
add (const char *where,
     const char *common)
{
  const struct
  {
    const char *name;
    void      (*body) (Fixture       *self,
                       gconstpointer  common);
  } tests[] = {
    { "names", test_names },
    { "other-names", test_other_names },
    { "offered", test_offered },
    { "declared", test_declared },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/file-kinds/", where, "/", tests[i].name, NULL);

      g_test_add (path, Fixture, common, set_up, tests[i].body, tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char common[] = "/usr/share/mime/packages/freedesktop.org.xml";

  g_test_init (&argc, &argv, NULL);
  add ("alone", NULL);
  if (g_file_test (common, G_FILE_TEST_EXISTS))
    add ("beside-others", common);
  return g_test_run ();
}
