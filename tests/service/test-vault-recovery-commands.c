/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"
#include "sluice-vault-recovery.h"
#include "sluice-vault.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/*
 * The real sluicectl with the keyring of a throw-away desktop, whose key is
 * lost on the way: what a person types then, and what they are told.
 */

/* @line: what is typed after “sluicectl vault”, @input: (nullable): and then. The vault is in @home. */
static CtlOutcome
run (const char *home,
     const char *line,
     const char *input)
{
  return ctl_run_at (home, home, input, "vault %s", line);
}

static void
assert_done (const char *home,
             const char *line,
             const char *input,
             const char *says)
{
  g_auto(CtlOutcome) outcome = run (home, line, input);

  if (outcome.status != 0 || strstr (outcome.out, says) == NULL)
    g_error ("“%s” should be done and say “%s”, but: %d %s%s", line, says, outcome.status, outcome.out, outcome.err);
}

static void
assert_refused (const char *home,
                const char *line,
                const char *input,
                const char *says)
{
  g_auto(CtlOutcome) outcome = run (home, line, input);

  if (outcome.status != 1 || strstr (outcome.err, says) == NULL)
    g_error ("“%s” should be refused and say “%s”, but: %d %s%s", line, says, outcome.status, outcome.out, outcome.err);
}

static GVariant *
call_service (const char *path,
              const char *interface,
              const char *method,
              GVariant   *arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GVariant *reply = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", path, interface, method, arguments,
                                                 NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
  return reply;
}

/* Returns: (transfer full): the keyring's vault keys, the one in use and those kept aside. */
static GStrv
find_keys (void)
{
  g_auto(GVariantBuilder) attributes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr(GVariant) reply = NULL;
  GStrv paths;

  g_variant_builder_add (&attributes, "{ss}", "kind", "vault-key");
  reply = call_service ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "SearchItems",
                        g_variant_new ("(a{ss})", &attributes));
  g_variant_get (reply, "(^aoao)", &paths, NULL);
  return paths;
}

/* As after a new installation, or a keyring that was thrown away for a password nobody knew. */
static void
lose_keys (void)
{
  g_auto(GStrv) paths = find_keys ();

  for (guint i = 0; paths[i] != NULL; i++)
    g_variant_unref (call_service (paths[i], "org.freedesktop.Secret.Item", "Delete", NULL));
}

/* Returns: (transfer full): the words of a sheet, in their order. */
static char *
take_words (const char *sheet)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 1; i <= SLUICE_RECOVERY_PHRASE_WORDS; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("^.*\\b%u\\. ([a-z]{3,8})\\b", i);
      g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      g_autofree char *word = NULL;

      g_assert_true (g_regex_match (regex, sheet, 0, &match));
      word = g_match_info_fetch (match, 1);
      g_string_append_printf (words, "%s%s", i > 1 ? " " : "", word);
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static char *
make_phrase (const char *home,
             const char *line)
{
  g_auto(CtlOutcome) outcome = run (home, line, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  return take_words (outcome.out);
}

/* Returns: a home with a vault that has one file. */
static char *
make_home (void)
{
  char *home = test_make_folder ();
  g_autofree char *path = g_build_filename (home, "part.gcode", NULL);

  g_file_set_contents (path, "G28\n", -1, NULL);
  assert_done (home, "add part.gcode", NULL, "part.gcode");
  return home;
}

static void
test_lost (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *words = make_phrase (home, "phrase");
  g_autofree char *typed = g_ascii_strup (words, -1);
  g_auto(GStrv) none = NULL;

  assert_done (home, "phrase", NULL, "cannot show them again");
  assert_done (home, "phrase --check", words, "works");
  assert_refused (home, "phrase --check", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong", "not the one of this vault");
  assert_refused (home, "phrase --check", "zoo zoo", "twelve words");

  lose_keys ();
  /* Said each time, and no new key made meanwhile. */
  assert_refused (home, "list", NULL, "Enter the recovery phrase");
  assert_refused (home, "add part.gcode", NULL, "The files are still there");
  assert_refused (home, "phrase --new", NULL, "Enter the recovery phrase");
  assert_refused (home, "recover", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong", "not the one of this vault");
  assert_refused (home, "recover", "", "twelve words");
  none = find_keys ();
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  assert_done (home, "recover", typed, "opens 1 file");
  assert_done (home, "list", NULL, "part.gcode");
  assert_done (home, "verify", NULL, "whole");
  /* Nothing to bring back: nothing changes. */
  assert_done (home, "recover", words, "opens 1 file");
  test_remove_folder (home);
  lose_keys ();
}

static void
test_no_phrase (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *aside = g_build_filename (home, "sluice", "vault-set-aside-1", "index.db", NULL);

  assert_refused (home, "set-aside", NULL, "no need");
  lose_keys ();
  assert_refused (home, "list", NULL, "no recovery phrase was made");
  assert_refused (home, "recover", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong", "No recovery phrase");
  assert_done (home, "set-aside", NULL, "still encrypted");
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  assert_done (home, "list", NULL, "");
  assert_done (home, "add part.gcode", NULL, "part.gcode");
  test_remove_folder (home);
  lose_keys ();
}

static void
test_new (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *first = make_phrase (home, "phrase");
  g_autofree char *second = make_phrase (home, "phrase --new");
  g_autofree char *third = NULL;
  g_autofree char *path = g_build_filename (home, "sheet.txt", NULL);
  g_autofree char *sheet = NULL;
  struct stat info;

  assert_refused (home, "phrase --check", first, "not the one of this vault");
  assert_done (home, "phrase --check", second, "works");

  assert_done (home, "phrase --new --sheet sheet.txt", NULL, "sheet.txt");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &sheet, NULL, NULL));
  third = take_words (sheet);
  assert_refused (home, "phrase --check", second, "not the one of this vault");
  assert_done (home, "phrase --check", third, "works");

  /* No sheet, no new phrase. */
  assert_refused (home, "phrase --new --sheet sheet.txt", NULL, "left as it is");
  assert_refused (home, "phrase --new --sheet no/such/folder", NULL, "another place");
  assert_done (home, "phrase --check", third, "works");
  test_remove_folder (home);
  lose_keys ();
}

/* A keyring from another computer: its key is another vault's. */
static void
test_other_key (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *words = make_phrase (home, "phrase");
  g_autofree char *other = NULL;
  g_auto(GStrv) keys = NULL;

  lose_keys ();
  other = make_home ();
  assert_refused (home, "list", NULL, "another key");
  assert_done (home, "recover", words, "opens 1 file");
  assert_done (home, "list", NULL, "part.gcode");
  /* Not thrown away: perhaps it is the only one. */
  keys = find_keys ();
  g_assert_cmpuint (g_strv_length (keys), ==, 2);
  test_remove_folder (other);
  test_remove_folder (home);
  lose_keys ();
}

static void
test_torn (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *words = make_phrase (home, "phrase");
  g_autofree char *path = g_build_filename (home, "sluice", "vault", "recovery.sealed", NULL);
  g_autofree char *again = NULL;

  g_file_set_contents (path, "[Recovery]\nVersion=1\nVau", -1, NULL);
  assert_refused (home, "phrase --check", words, "damaged");
  again = make_phrase (home, "phrase --new");
  assert_done (home, "phrase --check", again, "works");
  test_remove_folder (home);
  lose_keys ();
}

static void
test_care (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *path = g_build_filename (home, "Bräcket.gcode", NULL);
  g_autofree char *exported = g_build_filename (home, "out", "part.gcode", NULL);

  g_file_set_contents (path, "G28\nG1 X1\n", -1, NULL);
  assert_done (home, "add Bräcket.gcode", NULL, "Bräcket.gcode");
  assert_done (home, "list BRACKET", NULL, "Bräcket.gcode");
  {
    g_auto(CtlOutcome) found = run (home, "list part", NULL);
    g_auto(CtlOutcome) none = run (home, "list nothing", NULL);

    g_assert_null (strstr (found.out, "Bräcket"));
    g_assert_cmpstr (none.out, ==, "");
  }

  assert_done (home, "quota", NULL, "14 bytes, with no limit");
  assert_done (home, "quota 15", NULL, "14 bytes of 15 bytes");
  g_file_set_contents (path, "G29\n", -1, NULL);
  assert_refused (home, "add Bräcket.gcode", NULL, "Clean up");
  assert_refused (home, "quota much", NULL, "no size");
  assert_done (home, "quota none", NULL, "no limit");

  assert_done (home, "export out", NULL, "verified: 2; were there already: 0");
  assert_done (home, "export out", NULL, "verified: 0; were there already: 2");
  g_assert_true (g_file_test (exported, G_FILE_TEST_EXISTS));

  assert_done (home, "cleanup", NULL, "Nothing is proposed");
  assert_done (home, "cleanup --older-than 0 --larger-than 10", NULL, "Could go: 1 file, 10 bytes");
  assert_done (home, "cleanup --verify --until-free 1", NULL, "part.gcode");
  assert_done (home, "list", NULL, "part.gcode");
  assert_done (home, "cleanup --until-free 1 --yes", NULL, "Removed for good: 1 file, 4 bytes");
  assert_done (home, "quota", NULL, "10 bytes");
  test_remove_folder (home);
  lose_keys ();
}

/* Locked is not lost: nobody is asked for a phrase, and the phrase does not get around the lock. */
static void
test_locked (void)
{
  g_autofree char *home = test_make_folder ();
  g_autofree char *folder = g_build_filename (home, "sluice", "vault", NULL);
  g_autofree char *part = g_build_filename (home, "part.gcode", NULL);
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(SluiceVault) vault = sluice_vault_new (folder, key);
  g_autoptr(SluiceRecoveryPhrase) phrase = sluice_recovery_phrase_new_random ();
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(GError) error = NULL;
  char *words = sluice_recovery_phrase_dup_text (phrase);

  g_file_set_contents (part, "G28\n", -1, NULL);
  item = test_settle_object (sluice_vault_add_file (vault, part, NULL, NULL, NULL, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (sluice_vault_recovery_seal (folder, key, phrase, 1790000000, &error));

  assert_refused (home, "list", NULL, "locked");
  assert_refused (home, "set-aside", NULL, "locked");
  assert_refused (home, "phrase --new", NULL, "locked");
  assert_refused (home, "recover", words, "locked");
  assert_refused (home, "list", NULL, "locked");
  sluice_secret_free (words);
  test_remove_folder (home);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  if (test_is_locked ())
    g_test_add_func ("/vault-recovery-commands/locked", test_locked);
  else
    {
      g_test_add_func ("/vault-recovery-commands/lost", test_lost);
      g_test_add_func ("/vault-recovery-commands/no-phrase", test_no_phrase);
      g_test_add_func ("/vault-recovery-commands/new", test_new);
      g_test_add_func ("/vault-recovery-commands/other-key", test_other_key);
      g_test_add_func ("/vault-recovery-commands/torn", test_torn);
      g_test_add_func ("/vault-recovery-commands/care", test_care);
    }
  return test_run ();
}
