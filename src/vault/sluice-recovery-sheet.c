/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-recovery-sheet.h"

#include "sluice-vault-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The recovery phrase on paper, for somebody who finds it in a drawer years later. */

#define ROWS (SLUICE_RECOVERY_PHRASE_WORDS / 2)

/* Two columns, to be read downwards. */
static void
append_words (GString              *sheet,
              SluiceRecoveryPhrase *phrase)
{
  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (sheet, "    %2u. %-12s    %2u. %s\n",
                            i + 1, sluice_recovery_phrase_get_word (phrase, i),
                            i + 1 + ROWS, sluice_recovery_phrase_get_word (phrase, i + ROWS));
}

/**
 * sluice_recovery_sheet_dup_text:
 * @phrase: a phrase
 * @vault_id: of which vault
 * @made_at: when, in seconds since the epoch
 *
 * Returns: (transfer full): a page of plain text; free it with sluice_secret_free()
 */
char *
sluice_recovery_sheet_dup_text (SluiceRecoveryPhrase *phrase,
                                const char           *vault_id,
                                gint64                made_at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (made_at);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
  /* Large enough from the start: grown, it would leave words behind in memory. */
  GString *sheet = g_string_sized_new (4096);

  g_return_val_if_fail (phrase != NULL && vault_id != NULL, NULL);

  g_string_append_printf (sheet, "%s\n\n", _("Recovery phrase of a Sluice vault"));
  /* Translators: a short id such as 3F9A-17C2, and a date */
  g_string_append_printf (sheet, _("Vault %s, phrase made on %s"), vault_id, date);
  g_string_append (sheet, "\n\n");
  append_words (sheet, phrase);
  g_string_append_printf (sheet, "\n%s\n",
    _("Sluice keeps print files on a computer in a vault, encrypted. Its key is in the\n"
      "keyring of that computer. When the keyring is lost, these twelve words bring the\n"
      "key back: on the same computer, or on another one that has a copy of the vault's\n"
      "folder (sluice/vault, among the user's application data).\n"
      "\n"
      "In Sluice, choose “Enter Recovery Phrase…”, or in a terminal:\n"
      "    sluicectl vault recover\n"
      "Type the words in this order. Capitals do not matter, and the first four letters\n"
      "of each are enough.\n"
      "\n"
      "The words alone open nothing; with a copy of the folder they open everything.\n"
      "Keep this sheet where you keep papers of value, and not on that computer.\n"
      "Sluice does not have these words. When a new phrase is made for this vault, this\n"
      "one stops working: then destroy this sheet."));
  return g_string_free_and_steal (sheet);
}

/**
 * sluice_recovery_sheet_write:
 * @path: a file that is not there yet
 * @text: what sluice_recovery_sheet_dup_text() gave
 * @error: %SLUICE_VAULT_ERROR_EXISTS or %SLUICE_VAULT_ERROR_IO
 *
 * Blocking. Nobody but this user can read the file.
 *
 * Returns: %TRUE when it is there
 */
gboolean
sluice_recovery_sheet_write (const char  *path,
                             const char  *text,
                             GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) cause = NULL;
  g_autoptr(GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &cause);

  if (stream != NULL &&
      g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, NULL, &cause) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &cause))
    return TRUE;

  if (stream != NULL)
    g_file_delete (file, NULL, NULL);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_EXISTS,
                         _("There is a file of that name already; it was left as it is. Choose another name."));
  else
    g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_IO,
                         _("The sheet cannot be written there. Choose another place."));
  return FALSE;
}
