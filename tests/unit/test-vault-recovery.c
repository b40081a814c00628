/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-recovery-words.h"
#include "sluice-vault-error.h"
#include "sluice-vault-recovery.h"
#include "sluice-vault.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* The recovery phrase, and what it opens. Phrases and their bits: the test vectors of BIP-39 that have 128 bits. */

static const struct
{
  guint8      bits[SLUICE_RECOVERY_PHRASE_BYTES];
  const char *words;
} vectors[] = {
  { { 0 },
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about" },
  { { 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f },
    "legal winner thank year wave sausage worth useful legal winner thank yellow" },
  { { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 },
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above" },
  { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong" },
  { { 0x9e, 0x88, 0x5d, 0x95, 0x2a, 0xd3, 0x62, 0xca, 0xeb, 0x4e, 0xfe, 0x34, 0xa8, 0xe9, 0x1b, 0xd2 },
    "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic" },
  { { 0xc0, 0xba, 0x5a, 0x8e, 0x91, 0x41, 0x11, 0x21, 0x0f, 0x2b, 0xd1, 0x31, 0xf3, 0xd5, 0xe0, 0x8d },
    "scheme spot photo card baby mountain device kick cradle pact join borrow" },
  { { 0x23, 0xdb, 0x81, 0x60, 0xa3, 0x1d, 0x3e, 0x0d, 0xca, 0x36, 0x88, 0xed, 0x94, 0x1a, 0xdb, 0xf3 },
    "cat swing flag economy stadium alone churn speed unique patch report train" },
  { { 0xf3, 0x0f, 0x8c, 0x1d, 0xa6, 0x65, 0x47, 0x8f, 0x49, 0xb0, 0x01, 0xd9, 0x4c, 0x5f, 0xc4, 0x52 },
    "vessel ladder alter error federal sibling chat ability sun glass valve picture" },
};

static void
assert_words (SluiceRecoveryPhrase *phrase,
              const char           *expected)
{
  char *words = sluice_recovery_phrase_dup_text (phrase);

  g_assert_cmpstr (words, ==, expected);
  sluice_secret_free (words);
}

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      guint8 bits[SLUICE_RECOVERY_PHRASE_BYTES];
      g_autoptr(SluiceRecoveryPhrase) phrase = NULL;
      g_autoptr(SluiceRecoveryPhrase) parsed = NULL;
      g_autoptr(GError) error = NULL;

      memcpy (bits, vectors[i].bits, sizeof bits);
      phrase = sluice_recovery_phrase_new_take (bits);
      assert_words (phrase, vectors[i].words);
      parsed = sluice_recovery_phrase_new_parsed (vectors[i].words, &error);
      g_assert_no_error (error);
      assert_words (parsed, vectors[i].words);
    }
}

/* The list is part of the format: nobody mends a word of it. */
static void
test_list (void)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < SLUICE_RECOVERY_WORD_LIST_SIZE; i++)
    {
      g_checksum_update (sum, (const guchar *) sluice_recovery_words[i], -1);
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }
  /* Of english.txt as the BIP has it. */
  g_assert_cmpstr (g_checksum_get_string (sum), ==,
                   "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
}

/* As people type, paste and number them. */
static void
test_normalised (void)
{
  static const char * const same[] = {
    "OZONE Drill grab fiber curtain grace pudding thank cruise elder eight picnic",
    "  ozone\tdrill\n\ngrab  fiber curtain grace pudding thank cruise elder eight picnic\n",
    " 1. ozone   2. drill   3. grab   4. fiber\n 5. curtain 6. grace 7. pudding 8. thank\n"
    " 9. cruise 10. elder 11. eight 12. picnic",
    "1) ozone, 2) drill, 3) grab, 4) fiber, 5) curtain, 6) grace, 7) pudding, 8) thank, 9) cruise, 10) elder,"
    " 11) eight, 12) picnic.",
    "ozon dril grab fibe curt grac pudd than crui elde eigh picn",
    "ozone dril grab fiber curta grace puddin thank cruise elder eight picnic",
    "\xef\xbd\x8f\xef\xbd\x9a\xef\xbd\x8f\xef\xbd\x8e\xef\xbd\x85\xc2\xa0" "drill\xe2\x80\x83grab fiber curtain grace"
    " pudding thank cruise elder eight picnic",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceRecoveryPhrase) phrase = sluice_recovery_phrase_new_parsed (same[i], &error);

      g_assert_no_error (error);
      assert_words (phrase, vectors[4].words);
    }
}

/* A short word that begins a longer one is itself. */
static void
test_short_words (void)
{
  for (guint i = 0; i < SLUICE_RECOVERY_WORD_LIST_SIZE; i++)
    {
      g_autofree char *twelve = NULL;
      g_autoptr(SluiceRecoveryPhrase) phrase = NULL;
      g_autoptr(GError) error = NULL;

      if (strlen (sluice_recovery_words[i]) > 4)
        continue;
      /* Among sixteen last words at least one has the right checksum; the first is what is looked at. */
      for (guint last = 0; phrase == NULL && last < 256; last++)
        {
          g_clear_error (&error);
          g_free (twelve);
          twelve = g_strdup_printf ("%s zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo %s",
                                    sluice_recovery_words[i], sluice_recovery_words[last]);
          phrase = sluice_recovery_phrase_new_parsed (twelve, &error);
        }
      g_assert_no_error (error);
      g_assert_cmpstr (sluice_recovery_phrase_get_word (phrase, 0), ==, sluice_recovery_words[i]);
    }
}

static void
test_wrong_words (void)
{
  static const struct
  {
    const char *words;
    const char *says;
  } wrong[] = {
    { "", "twelve words" },
    { "1 2 3", "twelve words" },
    { "ozone", "twelve words; this is 1" },
    { "ozone drill grab fiber curtain grace pudding thank cruise elder eight", "these are 11" },
    { "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic zoo", "these are 13" },
    { "ozone drill grub fiber curtain grace pudding thank cruise elder eight picnic", "Word 3" },
    { "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnicc", "Word 12" },
    { "ozo drill grab fiber curtain grace pudding thank cruise elder eight picnic", "Word 1 " },
    { "\xc3\xb6zone drill grab fiber curtain grace pudding thank cruise elder eight picnic", "Word 1 " },
    { "ozone drill grab fiber curtain grace pudding thank cruise elder eight piiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiicnic",
      "Word 12" },
    /* Each is in the list. */
    { "drill ozone grab fiber curtain grace pudding thank cruise elder eight picnic", "do not belong together" },
    { "ozone drill grab fiber curtain grace pudding thank cruise elder eight zoo", "do not belong together" },
    { "\xff\xfe\x80", "twelve words" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_recovery_phrase_new_parsed (wrong[i].words, &error));
      g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_PHRASE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, wrong[i].says));
      /* What was typed may be nearly right: it is not repeated. */
      g_assert_null (strstr (error->message, "drill"));
      g_assert_null (strstr (error->message, "grub"));
    }
}

static void
test_random (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(SluiceRecoveryPhrase) phrase = sluice_recovery_phrase_new_random ();
      g_autoptr(SluiceRecoveryPhrase) parsed = NULL;
      g_autoptr(SluiceKey) key = sluice_recovery_phrase_derive_key (phrase);
      g_autoptr(SluiceKey) parsed_key = NULL;
      g_autoptr(GError) error = NULL;
      char *text = sluice_recovery_phrase_dup_text (phrase);

      parsed = sluice_recovery_phrase_new_parsed (text, &error);
      g_assert_no_error (error);
      parsed_key = sluice_recovery_phrase_derive_key (parsed);
      g_assert_cmpmem (sluice_key_peek (key), SLUICE_KEY_SIZE, sluice_key_peek (parsed_key), SLUICE_KEY_SIZE);
      g_assert_true (g_hash_table_add (seen, text));
    }
}

typedef struct
{
  char                 *folder;
  char                 *vault_folder;
  char                 *sealed; /* path */
  SluiceKey            *key;
  SluiceRecoveryPhrase *phrase;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_make_folder ();
  self->vault_folder = g_build_filename (self->folder, "vault", NULL);
  self->sealed = g_build_filename (self->vault_folder, "recovery.sealed", NULL);
  self->key = sluice_key_new_random ();
  self->phrase = sluice_recovery_phrase_new_random ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->vault_folder);
  g_free (self->sealed);
  sluice_key_unref (self->key);
  sluice_recovery_phrase_unref (self->phrase);
}

static void
seal (Fixture              *self,
      SluiceRecoveryPhrase *phrase,
      gint64                now)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (sluice_vault_recovery_seal (self->vault_folder, self->key, phrase, now, &error));
  g_assert_no_error (error);
}

static void
assert_opens (Fixture              *self,
              SluiceRecoveryPhrase *phrase)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) key = sluice_vault_recovery_open (self->vault_folder, phrase, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (sluice_key_peek (key), SLUICE_KEY_SIZE, sluice_key_peek (self->key), SLUICE_KEY_SIZE);
}

static void
assert_refuses (Fixture              *self,
                SluiceRecoveryPhrase *phrase,
                SluiceVaultError      code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (sluice_vault_recovery_open (self->vault_folder, phrase, &error));
  g_assert_error (error, SLUICE_VAULT_ERROR, (int) code);
}

/* A vault, its phrase on paper, and nothing else: everything comes back. */
static void
test_end_to_end (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *source = g_build_filename (self->folder, "part.gcode", NULL);
  g_autofree char *back = g_build_filename (self->folder, "back.gcode", NULL);
  g_autoptr(SluiceVault) vault = sluice_vault_new (self->vault_folder, self->key);
  g_autoptr(SluiceRecoveryPhrase) typed = NULL;
  g_autoptr(SluiceVaultItem) item = NULL;
  g_autoptr(SluiceKey) key = NULL;
  g_autoptr(GBytes) restored = NULL;
  g_autoptr(GError) error = NULL;
  char *words = sluice_recovery_phrase_dup_text (self->phrase);

  g_file_set_contents (source, "G28\n", -1, NULL);
  item = test_settle_object (sluice_vault_add_file (vault, source, NULL, NULL, NULL, NULL), &error);
  g_assert_no_error (error);
  seal (self, self->phrase, 1790000000);
  g_clear_object (&vault);
  g_clear_object (&item);

  typed = sluice_recovery_phrase_new_parsed (words, &error);
  sluice_secret_free (words);
  key = sluice_vault_recovery_open (self->vault_folder, typed, &error);
  g_assert_no_error (error);
  vault = sluice_vault_new (self->vault_folder, key);
  test_settle (sluice_vault_list (vault), &error);
  g_assert_no_error (error);
  item = g_list_model_get_item (sluice_vault_get_model (vault), 0);
  g_assert_cmpstr (sluice_vault_item_get_name (item), ==, "part.gcode");
  g_assert_true (test_settle (sluice_vault_restore (vault, item, back, FALSE, NULL, NULL, NULL), &error));
  restored = test_load_file (back);
  g_assert_cmpmem (g_bytes_get_data (restored, NULL), g_bytes_get_size (restored), "G28\n", 4);
}

static void
test_replaced (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(SluiceRecoveryPhrase) second = sluice_recovery_phrase_new_random ();
  g_autoptr(SluiceVaultRecovery) about = NULL;
  g_autofree char *id = sluice_vault_dup_short_id (self->key);
  g_autoptr(GError) error = NULL;

  assert_refuses (self, self->phrase, SLUICE_VAULT_ERROR_NO_PHRASE);
  seal (self, self->phrase, 1790000000);
  assert_opens (self, self->phrase);
  assert_refuses (self, second, SLUICE_VAULT_ERROR_PHRASE);

  seal (self, second, 1790000001);
  assert_opens (self, second);
  assert_refuses (self, self->phrase, SLUICE_VAULT_ERROR_PHRASE);

  about = sluice_vault_recovery_read (self->vault_folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (about->made_at, ==, 1790000001);
  g_assert_cmpstr (about->vault_id, ==, id);
}

/* Neither the phrase nor the key is in the file, and nobody else reads it. */
static void
test_file (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  char *key = sluice_key_encode (self->key);
  struct stat info;

  seal (self, self->phrase, 1790000000);
  bytes = test_load_file (self->sealed);
  text = test_dup_text (bytes);
  for (guint i = 0; i < SLUICE_RECOVERY_PHRASE_WORDS; i++)
    {
      g_autofree char *word = g_strdup_printf ("%s ", sluice_recovery_phrase_get_word (self->phrase, i));

      g_assert_null (strstr (text, word));
    }
  g_assert_null (strstr (text, key));
  sluice_secret_free (key);
  g_assert_cmpint (g_stat (self->sealed, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* Torn at every place, and with every byte changed: never a crash, never another key. */
static void
test_torn (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *text;
  gsize length;
  guint n_opened = 0;

  seal (self, self->phrase, 1790000000);
  bytes = test_load_file (self->sealed);
  text = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      g_autoptr(SluiceKey) key = NULL;
      g_autoptr(GError) error = NULL;

      /* Without its last line end it is still whole. */
      g_file_set_contents (self->sealed, text, i, NULL);
      if (i < length - 1)
        assert_refuses (self, self->phrase, SLUICE_VAULT_ERROR_DAMAGED);

      changed[i] ^= 0x04;
      g_file_set_contents (self->sealed, changed, length, NULL);
      key = sluice_vault_recovery_open (self->vault_folder, self->phrase, &error);
      if (key != NULL)
        g_assert_cmpmem (sluice_key_peek (key), SLUICE_KEY_SIZE, sluice_key_peek (self->key), SLUICE_KEY_SIZE);
      else
        g_assert_true (error->domain == SLUICE_VAULT_ERROR);
      n_opened += key != NULL;
    }
  /* Only a changed "Version" does not matter, or a blank that is none. */
  g_assert_cmpuint (n_opened, <, 24);
}

static void
test_in_use (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *objects = g_build_filename (self->vault_folder, "objects", NULL);
  g_autofree char *inside = g_build_filename (objects, "3f", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *second = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (sluice_vault_is_in_use (self->vault_folder));
  g_mkdir_with_parents (objects, 0700);
  g_assert_false (sluice_vault_is_in_use (self->vault_folder));
  g_mkdir (inside, 0700);
  g_assert_true (sluice_vault_is_in_use (self->vault_folder));

  sluice_vault_set_key_lost (self->vault_folder, &error);
  g_assert_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST);
  g_assert_nonnull (strstr (error->message, "no recovery phrase"));
  g_clear_error (&error);

  aside = sluice_vault_set_aside (self->vault_folder, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  g_assert_false (sluice_vault_is_in_use (self->vault_folder));

  seal (self, self->phrase, 1790000000);
  g_assert_true (sluice_vault_is_in_use (self->vault_folder));
  sluice_vault_set_key_lost (self->vault_folder, &error);
  g_assert_nonnull (strstr (error->message, "Enter the recovery phrase"));
  g_clear_error (&error);
  second = sluice_vault_set_aside (self->vault_folder, &error);
  g_assert_cmpstr (second, !=, aside);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/vault-recovery/vectors", test_vectors);
  g_test_add_func ("/vault-recovery/list", test_list);
  g_test_add_func ("/vault-recovery/normalised", test_normalised);
  g_test_add_func ("/vault-recovery/short-words", test_short_words);
  g_test_add_func ("/vault-recovery/wrong-words", test_wrong_words);
  g_test_add_func ("/vault-recovery/random", test_random);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/vault-recovery/end-to-end", test_end_to_end);
  ADD ("/vault-recovery/replaced", test_replaced);
  ADD ("/vault-recovery/file", test_file);
  ADD ("/vault-recovery/torn", test_torn);
  ADD ("/vault-recovery/in-use", test_in_use);
#undef ADD
  return test_run ();
}
