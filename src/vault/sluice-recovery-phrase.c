/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-recovery-phrase.h"

#include "sluice-recovery-words.h"
#include "sluice-vault-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

/*
 * Twelve words that a person can write down and type again: 128 random bits and
 * a checksum, as English words.
 * https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 *
 * The seed that BIP-39 goes on to derive is for wallets and not used here. The
 * bits are random, so nothing slow has to stand before a guess: a keyed hash
 * with a purpose makes the key.
 */
struct _SluiceRecoveryPhrase
{
  gatomicrefcount ref_count;
  guint8         *bits; /* owned, in locked and guarded memory */
};

#define WORD_BITS 11
/* Enough letters to know a word by. */
#define SHORT_WORD 4
#define KEY_PURPOSE "sluice vault recovery phrase 1"

G_DEFINE_BOXED_TYPE (SluiceRecoveryPhrase, sluice_recovery_phrase,
                     sluice_recovery_phrase_ref, sluice_recovery_phrase_unref)

static SluiceRecoveryPhrase *
phrase_new_empty (void)
{
  SluiceRecoveryPhrase *self = g_new0 (SluiceRecoveryPhrase, 1);

  if (sodium_init () < 0)
    g_error ("libsodium could not start");

  g_atomic_ref_count_init (&self->ref_count);
  self->bits = sodium_malloc (SLUICE_RECOVERY_PHRASE_BYTES);
  if (self->bits == NULL)
    g_error ("no memory for a recovery phrase");

  return self;
}

/** sluice_recovery_phrase_new_random: (transfer full): a phrase that nobody has had before. */
SluiceRecoveryPhrase *
sluice_recovery_phrase_new_random (void)
{
  SluiceRecoveryPhrase *self = phrase_new_empty ();

  randombytes_buf (self->bits, SLUICE_RECOVERY_PHRASE_BYTES);
  return self;
}

/** sluice_recovery_phrase_new_take: (transfer full): the phrase of these @bits, which are wiped by this call. */
SluiceRecoveryPhrase *
sluice_recovery_phrase_new_take (guint8 bits[SLUICE_RECOVERY_PHRASE_BYTES])
{
  SluiceRecoveryPhrase *self = phrase_new_empty ();

  memcpy (self->bits, bits, SLUICE_RECOVERY_PHRASE_BYTES);
  sodium_memzero (bits, SLUICE_RECOVERY_PHRASE_BYTES);
  return self;
}

/* The first four bits of the hash, which are the last of the twelfth word. */
static guint
get_checksum (const guint8 bits[SLUICE_RECOVERY_PHRASE_BYTES])
{
  guint8 hash[crypto_hash_sha256_BYTES];
  guint checksum;

  crypto_hash_sha256 (hash, bits, SLUICE_RECOVERY_PHRASE_BYTES);
  checksum = hash[0] >> 4;
  sodium_memzero (hash, sizeof hash);
  return checksum;
}

/* @at: counted from the most significant bit of the first byte. */
static guint
get_bit (const guint8 *bits,
         guint         at)
{
  return (bits[at / 8] >> (7 - at % 8)) & 1;
}

/* Returns: place in the list of @word, or of the only word that begins with its four letters or more; -1 for none. */
static int
find_word (const char *word)
{
  const gsize length = strlen (word);

  for (guint i = 0; i < SLUICE_RECOVERY_WORD_LIST_SIZE; i++)
    if (strcmp (sluice_recovery_words[i], word) == 0 ||
        (length >= SHORT_WORD && g_str_has_prefix (sluice_recovery_words[i], word)))
      return i;

  return -1;
}

typedef struct
{
  guint8   bits[SLUICE_RECOVERY_PHRASE_BYTES];
  guint    last_bits; /* of the twelfth word, after the 128 */
  guint    n_words;
  guint    wrong;     /* the first word that is in no list, from 1; 0 for none */
} Reading;

static void
take_word (Reading    *reading,
           const char *word)
{
  const int index = find_word (word);

  reading->n_words++;
  if (index < 0 && reading->wrong == 0)
    reading->wrong = reading->n_words;
  if (index < 0 || reading->n_words > SLUICE_RECOVERY_PHRASE_WORDS)
    return;

  for (guint i = 0; i < WORD_BITS; i++)
    {
      const guint bit = (index >> (WORD_BITS - 1 - i)) & 1;
      const guint at = (reading->n_words - 1) * WORD_BITS + i;

      if (at < 8 * SLUICE_RECOVERY_PHRASE_BYTES)
        reading->bits[at / 8] |= bit << (7 - at % 8);
      else
        reading->last_bits = reading->last_bits << 1 | bit;
    }
}

/* Numbers, dots, commas and line ends of a sheet are no part of the words; neither is case. */
static void
read_words (Reading    *reading,
            const char *text)
{
  char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  char word[32] = { 0 };
  gsize length = 0;

  for (const char *at = plain; at != NULL && length < sizeof word; at = *at != '\0' ? g_utf8_next_char (at) : NULL)
    {
      const gunichar c = g_unichar_tolower (g_utf8_get_char (at));

      /* What is no letter of the list makes the word a wrong one, not two words. */
      if (g_unichar_isalpha (c) || g_unichar_ismark (c))
        {
          if (length < sizeof word - 1)
            word[length++] = c < 0x80 ? c : '?';
        }
      else if (length > 0)
        {
          word[length] = '\0';
          take_word (reading, word);
          length = 0;
        }
    }

  sodium_memzero (word, sizeof word);
  sluice_secret_free (plain);
}

static gboolean
check_reading (const Reading  *reading,
               GError        **error)
{
  if (reading->n_words != SLUICE_RECOVERY_PHRASE_WORDS)
    g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_PHRASE,
                 ngettext ("A recovery phrase has twelve words; this is %u. Nothing was changed.",
                           "A recovery phrase has twelve words; these are %u. Nothing was changed.",
                           reading->n_words),
                 reading->n_words);
  else if (reading->wrong != 0)
    g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_PHRASE,
                 /* Translators: %u is a number from 1 to 12 */
                 _("Word %u is none that recovery phrases are made of. Compare it with the sheet; nothing was changed."),
                 reading->wrong);
  else if (reading->last_bits != get_checksum (reading->bits))
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_PHRASE,
                         _("These words do not belong together: one is another word, or in another place, than on the "
                           "sheet. Compare them one by one; nothing was changed."));
  else
    return TRUE;

  return FALSE;
}

/**
 * sluice_recovery_phrase_new_parsed:
 * @text: the words, as a person types or pastes them: in any case, numbered or
 *   not, each whole or by its first four letters
 * @error: %SLUICE_VAULT_ERROR_PHRASE, which says what to look at
 *
 * Returns: (transfer full) (nullable): the phrase
 */
SluiceRecoveryPhrase *
sluice_recovery_phrase_new_parsed (const char  *text,
                                   GError     **error)
{
  Reading reading = { 0 };
  SluiceRecoveryPhrase *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (sodium_init () < 0)
    g_error ("libsodium could not start");

  read_words (&reading, text);
  if (check_reading (&reading, error))
    self = sluice_recovery_phrase_new_take (reading.bits);
  sodium_memzero (&reading, sizeof reading);
  return self;
}

SluiceRecoveryPhrase *
sluice_recovery_phrase_ref (SluiceRecoveryPhrase *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sluice_recovery_phrase_unref (SluiceRecoveryPhrase *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  sodium_free (self->bits); /* wipes */
  g_free (self);
}

/** sluice_recovery_phrase_get_word: @position: from 0 to 11. Returns: (transfer none): that word. */
const char *
sluice_recovery_phrase_get_word (SluiceRecoveryPhrase *self,
                                 guint                 position)
{
  guint index = 0;

  g_return_val_if_fail (self != NULL && position < SLUICE_RECOVERY_PHRASE_WORDS, NULL);

  for (guint i = 0; i < WORD_BITS; i++)
    {
      const guint at = position * WORD_BITS + i;
      const guint n_bits = 8 * SLUICE_RECOVERY_PHRASE_BYTES;

      index = index << 1 | (at < n_bits ? get_bit (self->bits, at)
                                        : (get_checksum (self->bits) >> (3 - (at - n_bits))) & 1);
    }

  return sluice_recovery_words[index];
}

/** sluice_recovery_phrase_dup_text: (transfer full): the words with blanks between; free it with sluice_secret_free(). */
char *
sluice_recovery_phrase_dup_text (SluiceRecoveryPhrase *self)
{
  const char *words[SLUICE_RECOVERY_PHRASE_WORDS + 1] = { NULL };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < SLUICE_RECOVERY_PHRASE_WORDS; i++)
    words[i] = sluice_recovery_phrase_get_word (self, i);
  return g_strjoinv (" ", (char **) words);
}

/** sluice_recovery_phrase_derive_key: (transfer full): the key that only these words give. */
SluiceKey *
sluice_recovery_phrase_derive_key (SluiceRecoveryPhrase *self)
{
  guint8 data[SLUICE_KEY_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  crypto_generichash (data, sizeof data, (const guint8 *) KEY_PURPOSE, strlen (KEY_PURPOSE),
                      self->bits, SLUICE_RECOVERY_PHRASE_BYTES);
  return sluice_key_new_take (data);
}
