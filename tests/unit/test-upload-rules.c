/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-rules.h"
#include "test-util.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

#define SCHEMA "io.github.sluice_desktop.Sluice"

typedef struct
{
  char              *folder;
  GSettings         *settings;
  SluiceUploadRules *rules;
  GString           *told; /* of the signal "rule-changed" */
} Fixture;

static void
rule_changed_cb (Fixture         *fixture,
                 SluiceRuleScope  scope,
                 const char      *subject,
                 const char      *from,
                 const char      *to)
{
  g_string_append_printf (fixture->told, "%d %s %s>%s\n", scope, subject, from, to);
}

/* The settings in a file, and what an administrator has locked in another. */
static void
set_up_with (Fixture    *fixture,
             const char *contents,
             const char *locks)
{
  g_autoptr(GSettingsBackend) plain = NULL;
  g_autoptr(GSettingsBackend) backend = NULL;
  g_autofree char *file = NULL;
  g_autofree char *lock_file = NULL;

  fixture->folder = test_make_folder ();
  fixture->told = g_string_new (NULL);
  file = g_build_filename (fixture->folder, "keyfile", NULL);
  lock_file = g_build_filename (fixture->folder, "locks", NULL);
  g_assert_true (g_file_set_contents (file, contents, -1, NULL));
  g_assert_true (g_file_set_contents (lock_file, locks, -1, NULL));
  plain = g_keyfile_settings_backend_new (file, "/", "root");
  backend = g_object_new (G_OBJECT_TYPE (plain), "filename", file, "root-path", "/", "root-group", "root",
                          "defaults-dir", fixture->folder, NULL);
  fixture->settings = g_settings_new_with_backend (SCHEMA, backend);
  fixture->rules = sluice_upload_rules_new (fixture->settings);
  g_signal_connect_swapped (fixture->rules, "rule-changed", G_CALLBACK (rule_changed_cb), fixture);
}

static void
set_up (Fixture *fixture)
{
  set_up_with (fixture, "", "");
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->rules);
  g_object_unref (fixture->settings);
  g_string_free (fixture->told, TRUE);
  test_remove_folder (fixture->folder);
}

static void
assert_ruling (Fixture          *fixture,
               const char       *place_id,
               const char       *group_id,
               const char       *file_id,
               SluiceUploadMode  mode,
               SluiceRuleScope   scope)
{
  g_auto(SluiceRuling) ruling = { 0 };

  sluice_upload_rules_decide (fixture->rules, place_id, group_id, file_id, &ruling);
  g_assert_cmpint (ruling.mode, ==, mode);
  g_assert_cmpint (ruling.scope, ==, scope);
  g_assert_cmpint (sluice_policy_get_mode (SLUICE_POLICY (fixture->rules), place_id, group_id, file_id), ==, mode);
}

/* Each scope goes before those above it, and leaves the field to them when it goes. */
static void
test_inherited (void)
{
  Fixture f;

  set_up (&f);
  sluice_upload_rules_add_file (f.rules, "1", "Secret bracket.ufp");
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_PLACE, "home", SLUICE_UPLOAD_MODE_ALL);
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_ALL, SLUICE_RULE_PLACE);
  assert_ruling (&f, "elsewhere", "g", "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_GROUP, "g", SLUICE_UPLOAD_MODE_PROCESS);
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_GROUP);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_ALL, SLUICE_RULE_PLACE);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILES, "*SECRET*", SLUICE_UPLOAD_MODE_NOTHING);
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILES);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_ALL);
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_ALL, SLUICE_RULE_FILE);

  sluice_upload_rules_remove (f.rules, SLUICE_RULE_FILE, "1");
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILES);
  sluice_upload_rules_remove (f.rules, SLUICE_RULE_FILES, "*SECRET*");
  sluice_upload_rules_remove (f.rules, SLUICE_RULE_GROUP, "g");
  sluice_upload_rules_remove (f.rules, SLUICE_RULE_PLACE, "home");
  assert_ruling (&f, "home", "g", "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  tear_down (&f);
}

static void
test_patterns (void)
{
  Fixture f;
  g_auto(GStrv) patterns = NULL;

  set_up (&f);
  sluice_upload_rules_add_file (f.rules, "1", "bracket.ufp");
  sluice_upload_rules_add_file (f.rules, "2", "Straße.gcode");
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILES, "*.ufp", SLUICE_UPLOAD_MODE_ALL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILES, "brack?t*", SLUICE_UPLOAD_MODE_NOTHING);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILES, "STRASSE*", SLUICE_UPLOAD_MODE_ALL);
  /* The one that lets out the least, whichever came first. */
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILES);
  assert_ruling (&f, "home", NULL, "2", SLUICE_UPLOAD_MODE_ALL, SLUICE_RULE_FILES);
  patterns = sluice_upload_rules_dup_patterns (f.rules);
  g_assert_cmpuint (g_strv_length (patterns), ==, 3);
  tear_down (&f);
}

/* Of what is not known nothing leaves, and what no version of Sluice wrote lets out nothing. */
static void
test_unknown (void)
{
  Fixture f;

  set_up_with (&f, "[io/github/sluice_desktop/Sluice]\nupload-mode='all'\n"
                   "upload-rules=[('place', 'home', 'everything'), ('planet', 'x', 'all'), ('group', '', 'all')]\n", "");
  assert_ruling (&f, "elsewhere", NULL, "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILE);
  sluice_upload_rules_add_file (f.rules, "1", "a.gcode");
  assert_ruling (&f, "elsewhere", NULL, "1", SLUICE_UPLOAD_MODE_ALL, SLUICE_RULE_USUAL);
  assert_ruling (&f, "home", "", "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_PLACE);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_ALL);
  sluice_upload_rules_remove_file (f.rules, "1");
  assert_ruling (&f, "elsewhere", NULL, "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILE);
  tear_down (&f);
}

static void
assert_locked (Fixture    *fixture,
               const char *file_id,
               gboolean    locked)
{
  g_auto(SluiceRuling) ruling = { 0 };

  sluice_upload_rules_decide (fixture->rules, "home", NULL, file_id, &ruling);
  g_assert_cmpint (ruling.locked, ==, locked);
}

/* What the administrator has fixed cannot be exceeded by any rule, but a person can always send less. */
static void
test_locked_usual (void)
{
  Fixture f;

  set_up_with (&f, "[io/github/sluice_desktop/Sluice]\nupload-rules=[('place', 'home', 'all')]\n",
               "/io/github/sluice_desktop/Sluice/upload-mode\n");
  sluice_upload_rules_add_file (f.rules, "1", "a.gcode");
  g_assert_true (sluice_upload_rules_is_locked (f.rules, SLUICE_RULE_USUAL));
  g_assert_false (sluice_upload_rules_is_locked (f.rules, SLUICE_RULE_PLACE));
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  assert_locked (&f, "1", TRUE);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_ALL);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_USUAL, "", SLUICE_UPLOAD_MODE_ALL);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_NOTHING);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILE);
  assert_locked (&f, "1", FALSE);
  tear_down (&f);
}

static void
test_locked_rules (void)
{
  Fixture f;

  set_up_with (&f, "", "/io/github/sluice_desktop/Sluice/upload-rules\n");
  sluice_upload_rules_add_file (f.rules, "1", "a.gcode");
  sluice_upload_rules_set (f.rules, SLUICE_RULE_PLACE, "home", SLUICE_UPLOAD_MODE_ALL);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_ALL);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_PROCESS, SLUICE_RULE_USUAL);
  assert_locked (&f, "1", TRUE);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_NOTHING);
  assert_ruling (&f, "home", NULL, "1", SLUICE_UPLOAD_MODE_NOTHING, SLUICE_RULE_FILE);
  tear_down (&f);
}

/* Once for each change, whoever makes it; a choice for one file is no rule. */
static void
test_told (void)
{
  Fixture f;

  set_up (&f);
  sluice_upload_rules_add_file (f.rules, "1", "a.gcode");
  sluice_upload_rules_set (f.rules, SLUICE_RULE_FILE, "1", SLUICE_UPLOAD_MODE_ALL);
  g_settings_set_string (f.settings, "upload-mode", "nothing");
  sluice_upload_rules_set (f.rules, SLUICE_RULE_GROUP, "a:b", SLUICE_UPLOAD_MODE_ALL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_GROUP, "a:b", SLUICE_UPLOAD_MODE_ALL);
  sluice_upload_rules_set (f.rules, SLUICE_RULE_GROUP, "a:b", SLUICE_UPLOAD_MODE_PROCESS);
  sluice_upload_rules_remove (f.rules, SLUICE_RULE_GROUP, "a:b");
  g_assert_cmpstr (f.told->str, ==, "0  process>nothing\n2 a:b >all\n2 a:b all>process\n2 a:b process>\n");
  tear_down (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/upload-rules/inherited", test_inherited);
  g_test_add_func ("/upload-rules/patterns", test_patterns);
  g_test_add_func ("/upload-rules/unknown", test_unknown);
  g_test_add_func ("/upload-rules/locked-usual", test_locked_usual);
  g_test_add_func ("/upload-rules/locked-rules", test_locked_rules);
  g_test_add_func ("/upload-rules/told", test_told);

  return test_run ();
}
