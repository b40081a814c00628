/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-recovery.h"

#include "sluice-vault-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/*
 * The vault's key once more, for the day when the keyring is lost: sealed with
 * the key of the recovery phrase, in a file of the vault's folder. The phrase
 * itself is with the person only. Whoever copies the folder has the file too,
 * and can do nothing with it but guess 128 random bits.
 *
 * A text file, so that who finds it knows what it is:
 *
 *   [Recovery]
 *   Version=1
 *   Vault=3F9A-17C2       of which vault, also on the sheet
 *   Made=1790000000       seconds since the epoch
 *   Sealed=…              base64; Vault and Made are authenticated with it
 *   Check=…               SHA-256 of what is sealed: damage is told from a wrong phrase
 */
#define FILE_NAME "recovery.sealed"
#define GROUP     "Recovery"
#define VERSION   1

typedef struct
{
  SluiceVaultRecovery *about;
  GBytes              *sealed;
} Content;

static void
content_clear (Content *content)
{
  g_clear_pointer (&content->about, sluice_vault_recovery_free);
  g_clear_pointer (&content->sealed, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

static char *
dup_path (const char *folder)
{
  return g_build_filename (folder, FILE_NAME, NULL);
}

static char *
dup_place (const SluiceVaultRecovery *about)
{
  return g_strdup_printf ("vault.recovery/%s/%" G_GINT64_FORMAT, about->vault_id, about->made_at);
}

static char *
dup_date (const SluiceVaultRecovery *about)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (about->made_at);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("?");
}

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_DAMAGED,
                       _("The vault's file “recovery.sealed” is damaged, so no phrase can open it. Put it back from a "
                         "copy of the vault's folder; nothing was changed."));
}

static gboolean
parse (Content   *content,
       GKeyFile  *file,
       GError   **error)
{
  g_autofree char *sealed = g_key_file_get_string (file, GROUP, "Sealed", NULL);
  g_autofree char *check = g_key_file_get_string (file, GROUP, "Check", NULL);
  g_autofree char *sum = NULL;
  guchar *data;
  gsize length;

  if (g_key_file_get_integer (file, GROUP, "Version", NULL) > VERSION)
    {
      g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO,
                           _("A newer Sluice made this recovery phrase. Update Sluice and try again; nothing was changed."));
      return FALSE;
    }

  content->about = g_new0 (SluiceVaultRecovery, 1);
  content->about->vault_id = g_key_file_get_string (file, GROUP, "Vault", NULL);
  content->about->made_at = g_key_file_get_int64 (file, GROUP, "Made", NULL);
  if (content->about->vault_id == NULL || sealed == NULL || check == NULL)
    {
      set_damaged (error);
      return FALSE;
    }
  data = g_base64_decode (sealed, &length);
  content->sealed = g_bytes_new_take (data, length);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content->sealed);
  if (strcmp (sum, check) != 0)
    {
      set_damaged (error);
      return FALSE;
    }

  return TRUE;
}

static gboolean
load (const char  *folder,
      Content     *content,
      GError     **error)
{
  g_autofree char *path = dup_path (folder);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) cause = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &cause))
    return parse (content, file, error);

  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NO_PHRASE,
                         _("No recovery phrase was made for this vault."));
  else if (cause->domain == G_KEY_FILE_ERROR)
    set_damaged (error);
  else
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO,
                         _("The vault's file “recovery.sealed” cannot be read. Nothing was changed."));
  return FALSE;
}

/**
 * sluice_vault_recovery_read:
 * @folder: a vault's
 * @error: %SLUICE_VAULT_ERROR_NO_PHRASE, %SLUICE_VAULT_ERROR_DAMAGED or %SLUICE_VAULT_ERROR_IO
 *
 * Returns: (transfer full) (nullable): which phrase opens it
 */
SluiceVaultRecovery *
sluice_vault_recovery_read (const char  *folder,
                            GError     **error)
{
  g_auto(Content) content = { 0 };

  return load (folder, &content, error) ? g_steal_pointer (&content.about) : NULL;
}

static GBytes *
seal_key (SluiceKey                 *vault_key,
          SluiceRecoveryPhrase      *phrase,
          const SluiceVaultRecovery *about)
{
  g_autoptr(SluiceKey) key = sluice_recovery_phrase_derive_key (phrase);
  g_autofree char *place = dup_place (about);
  char *text = sluice_key_encode (vault_key);
  GBytes *sealed = sluice_key_seal_text (key, text, place);

  sluice_secret_free (text);
  return sealed;
}

static gboolean
write_file (const char  *folder,
            const char  *path,
            const char  *data,
            gsize        length,
            GError     **error)
{
  const GFileSetContentsFlags flags = G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE;
  g_autoptr(GError) cause = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      g_file_set_contents_full (path, data, length, flags, 0600, &cause))
    return TRUE;

  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    sluice_vault_error_set_from_errno (error, ENOSPC, NULL);
  else
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO,
                         _("The recovery phrase could not be set up: the vault's folder cannot be written to. "
                           "An earlier phrase still works."));
  return FALSE;
}

/**
 * sluice_vault_recovery_seal:
 * @folder: the vault's; made when there is none yet
 * @vault_key: its key
 * @phrase: what will open it, alone: an earlier phrase does not any more
 * @now: seconds since the epoch
 * @error: #SluiceVaultError; an earlier phrase still works then
 *
 * Returns: %TRUE when @phrase works, also after a power cut
 */
gboolean
sluice_vault_recovery_seal (const char            *folder,
                            SluiceKey             *vault_key,
                            SluiceRecoveryPhrase  *phrase,
                            gint64                 now,
                            GError               **error)
{
  g_autofree char *path = dup_path (folder);
  g_autofree char *vault_id = sluice_vault_dup_short_id (vault_key);
  g_autoptr(GBytes) sealed = seal_key (vault_key, phrase, &(SluiceVaultRecovery) { vault_id, now });
  g_autofree char *text = g_base64_encode (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  g_autofree char *check = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sealed);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *data = NULL;
  gsize length;

  g_key_file_set_integer (file, GROUP, "Version", VERSION);
  g_key_file_set_string (file, GROUP, "Vault", vault_id);
  g_key_file_set_int64 (file, GROUP, "Made", now);
  g_key_file_set_string (file, GROUP, "Sealed", text);
  g_key_file_set_string (file, GROUP, "Check", check);
  data = g_key_file_to_data (file, &length, NULL);

  return write_file (folder, path, data, length, error);
}

/**
 * sluice_vault_recovery_open:
 * @folder: a vault's
 * @phrase: what the person has
 * @error: %SLUICE_VAULT_ERROR_PHRASE when it is not this vault's, or as sluice_vault_recovery_read()
 *
 * Returns: (transfer full) (nullable): the vault's key
 */
SluiceKey *
sluice_vault_recovery_open (const char            *folder,
                            SluiceRecoveryPhrase  *phrase,
                            GError               **error)
{
  g_auto(Content) content = { 0 };
  g_autoptr(SluiceKey) key = NULL;
  g_autofree char *place = NULL;
  SluiceKey *vault_key;
  char *text;

  if (!load (folder, &content, error))
    return NULL;

  key = sluice_recovery_phrase_derive_key (phrase);
  place = dup_place (content.about);
  text = sluice_key_open_text (key, content.sealed, place, NULL);
  if (text == NULL)
    {
      g_autofree char *date = dup_date (content.about);

      g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_PHRASE,
                   /* Translators: a short id such as 3F9A-17C2, and a date */
                   _("This is a recovery phrase, but not the one of this vault: that is %s, made on %s. An earlier "
                     "phrase stopped working then. Nothing was changed."),
                   content.about->vault_id, date);
      return NULL;
    }

  vault_key = sluice_key_new_encoded (text, NULL);
  sluice_secret_free (text);
  if (vault_key == NULL)
    set_damaged (error);
  return vault_key;
}

void
sluice_vault_recovery_free (SluiceVaultRecovery *self)
{
  g_free (self->vault_id);
  g_free (self);
}

/** sluice_vault_dup_short_id: (transfer full): tells a vault from others, and nothing of its key: `3F9A-17C2`. */
char *
sluice_vault_dup_short_id (SluiceKey *vault_key)
{
  g_autoptr(SluiceKey) key = sluice_key_derive (vault_key, "vault short id");
  g_autofree char *digits = sluice_key_fingerprint (key, "", 0);
  g_autofree char *capitals = g_ascii_strup (digits, 8);

  return g_strdup_printf ("%.4s-%.4s", capitals, capitals + 4);
}

/** sluice_vault_is_in_use: whether @folder has what only its own key opens, so that a new key would be of no use. */
gboolean
sluice_vault_is_in_use (const char *folder)
{
  static const char * const names[] = { "index.db", FILE_NAME, "objects" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
      struct stat info;

      /* An empty folder is all that a program leaves that was interrupted before it made the index. */
      if (dir != NULL && g_dir_read_name (dir) == NULL)
        continue;
      /* What cannot be looked at may well be there. */
      if (lstat (path, &info) == 0 || errno != ENOENT)
        return TRUE;
    }

  return FALSE;
}

/** sluice_vault_set_key_lost: says that there is a vault and no key; what is not lost, and what to do. */
void
sluice_vault_set_key_lost (const char  *folder,
                           GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(SluiceVaultRecovery) about = sluice_vault_recovery_read (folder, &cause);
  g_autofree char *date = about != NULL ? dup_date (about) : NULL;

  if (about != NULL)
    g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST,
                 /* Translators: a short id such as 3F9A-17C2, and a date */
                 _("The key to your vault is not in the keyring. The files are still there, encrypted. Enter the "
                   "recovery phrase of vault %s, made on %s, to open them again."),
                 about->vault_id, date);
  else if (g_error_matches (cause, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NO_PHRASE))
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST,
                         _("The key to your vault is not in the keyring. The files are still there, encrypted, but no "
                           "recovery phrase was made: bring the old keyring back to open them again, or set this "
                           "vault aside and begin another."));
  else
    g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_KEY_LOST,
                 /* Translators: %s is a sentence */
                 _("The key to your vault is not in the keyring. The files are still there, encrypted. %s"),
                 cause->message);
}

/**
 * sluice_vault_set_aside:
 * @folder: a vault that nobody can open
 * @error: #SluiceVaultError
 *
 * Gives the folder another name, so that a new vault can begin; deletes nothing.
 *
 * Returns: (transfer full) (nullable): its new path
 */
char *
sluice_vault_set_aside (const char  *folder,
                        GError     **error)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-set-aside-%u", folder, i);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      if (g_rename (folder, path) == 0)
        return g_steal_pointer (&path);
      sluice_vault_error_set_from_errno (error, errno, _("The vault could not be set aside. It is as it was"));
      return NULL;
    }
}
