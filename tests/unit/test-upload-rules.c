/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gate.h"
#include "sluice-net-error.h"
#include "sluice-upload-rules.h"
#include "test-clock.h"
#include "test-util.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

#define SCHEMA "io.github.sluice_desktop.Sluice"
#define ROUNDS 4000

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
  g_free (fixture->folder);
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

/* Two of each, so that a rule may or may not be for the one at hand; the second name fits both patterns. */
static const char * const subjects[][2] = { { "", "" }, { "home", "elsewhere" }, { "g", "h" }, { "*.ufp", "*secret*" } };
static const char * const names[] = { "bracket.gcode", "Secret.ufp" };

#define NO_RULE -1

/* What was ruled at random: the same as the settings, kept in another way. */
typedef struct
{
  int rule[4][2];
  int file[2];
} Reference;

/* The order of docs/architecture.md, from the most to the least particular. */
static int
expect (const Reference *reference,
        guint            place,
        guint            group,
        guint            file)
{
  const int *files = reference->rule[SLUICE_RULE_FILES];

  if (reference->file[file] != NO_RULE)
    return reference->file[file];
  if (file == 1 && (files[0] != NO_RULE || files[1] != NO_RULE))
    return files[0] == NO_RULE ? files[1] : files[1] == NO_RULE ? files[0] : MIN (files[0], files[1]);
  if (reference->rule[SLUICE_RULE_GROUP][group] != NO_RULE)
    return reference->rule[SLUICE_RULE_GROUP][group];
  if (reference->rule[SLUICE_RULE_PLACE][place] != NO_RULE)
    return reference->rule[SLUICE_RULE_PLACE][place];
  return reference->rule[SLUICE_RULE_USUAL][0];
}

static void
rule_at_random (Fixture   *fixture,
                Reference *reference)
{
  const SluiceRuleScope scope = g_test_rand_int_range (SLUICE_RULE_USUAL, SLUICE_RULE_FILE + 1);
  const guint which = scope == SLUICE_RULE_USUAL ? 0 : g_test_rand_int_range (0, 2);
  const int mode = g_test_rand_int_range (scope == SLUICE_RULE_USUAL ? 0 : NO_RULE, 3);
  const char *subject = scope == SLUICE_RULE_FILE ? names[which] : subjects[scope][which];

  *(scope == SLUICE_RULE_FILE ? &reference->file[which] : &reference->rule[scope][which]) = mode;
  if (mode == NO_RULE)
    sluice_upload_rules_remove (fixture->rules, scope, subject);
  else
    sluice_upload_rules_set (fixture->rules, scope, subject, mode);
}

static SluiceRequest *
make_upload (gboolean product)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("body", 4);

  return product ? sluice_request_new_product ("PUT", "/p", sluice_product_body_new (bytes, "text/plain"))
                 : sluice_request_new_process ("POST", "/p", sluice_process_body_new (bytes, "text/plain"));
}

/* Whatever is ruled, of whichever file, to wherever: the gate lets out what the rules allow, and nothing else. */
static void
test_gate (void)
{
  Fixture f;
  Reference reference = { .rule = { { SLUICE_UPLOAD_MODE_PROCESS, NO_RULE }, { -1, -1 }, { -1, -1 }, { -1, -1 } },
                          .file = { NO_RULE, NO_RULE } };
  g_autoptr(SluiceClock) clock = SLUICE_CLOCK (test_clock_new (1000000));
  g_autoptr(SluiceLedger) ledger = NULL;
  g_autoptr(SluiceGate) gate = NULL;
  g_autofree char *path = NULL;
  guint n_let_out = 0;

  set_up (&f);
  path = g_build_filename (f.folder, "ledger.db", NULL);
  ledger = sluice_ledger_new (path, clock);
  gate = sluice_gate_new (SLUICE_POLICY (f.rules), ledger);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    sluice_upload_rules_add_file (f.rules, names[i], names[i]);

  for (guint i = 0; i < ROUNDS; i++)
    {
      const guint place = g_test_rand_int_range (0, 2);
      const guint group = g_test_rand_int_range (0, 2);
      const guint file = g_test_rand_int_range (0, 2);
      const gboolean product = g_test_rand_bit ();
      const gboolean known = g_test_rand_int_range (0, 10) > 0;
      g_autoptr(SluiceRequest) request = make_upload (product);
      g_autoptr(SluiceEndpoint) endpoint = sluice_endpoint_new (
        subjects[SLUICE_RULE_PLACE][place], "A cloud", "https://127.0.0.1:1", SLUICE_ENDPOINT_CLOUD, NULL, NULL, NULL);
      g_autofree char *reason = NULL;
      g_autoptr(GError) error = NULL;
      gboolean let_out;

      rule_at_random (&f, &reference);
      sluice_request_set_subject (request, subjects[SLUICE_RULE_GROUP][group], known ? names[file] : "nobody's");
      let_out = sluice_gate_admit (gate, endpoint, request, &reason, &error);
      g_assert_cmpint (let_out, ==, known && expect (&reference, place, group, file) >= (product ? 2 : 1));
      g_assert_true (let_out || g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED));
      n_let_out += let_out;
    }
  /* Neither all nor nothing: the rounds have met both. */
  g_assert_cmpuint (n_let_out, >, ROUNDS / 10);
  g_assert_cmpuint (n_let_out, <, ROUNDS - ROUNDS / 10);
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
  g_test_add_func ("/upload-rules/gate", test_gate);

  return test_run ();
}
