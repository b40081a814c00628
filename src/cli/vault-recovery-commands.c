/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "vault-verbs.h"

#include "sluice-recovery-sheet.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The recovery phrase, and the way back when the keyring is lost. */

/* Twelve words and their numbers are far below this. */
#define WORDS_MAX 2048

static gboolean
is_whole (const char *words)
{
  g_autoptr(SluiceRecoveryPhrase) phrase = sluice_recovery_phrase_new_parsed (words, NULL);

  return phrase != NULL;
}

/* Returns: (transfer full): what was typed, until it is a phrase, or a line is empty; or all of a file. */
static char *
read_words (void)
{
  const gboolean asks = isatty (STDIN_FILENO);
  char *words = g_malloc0 (WORDS_MAX);
  gsize length = 0;

  if (asks)
    g_printerr ("%s\n", _("Type the twelve words of the recovery phrase, and end with an empty line:"));
  while (length < WORDS_MAX - 1 && fgets (words + length, (int) (WORDS_MAX - length), stdin) != NULL)
    {
      const gboolean is_empty = words[length] == '\n';

      length += strlen (words + length);
      if (asks && (is_empty || is_whole (words)))
        break;
    }

  return words;
}

static gboolean
check_phrase (VaultCall  *call,
              GError    **error)
{
  char *words = read_words ();
  gboolean works = vault_succeed (sluice_context_check_recovery_phrase (call->context, words), error);

  sluice_secret_free (words);
  if (works)
    g_print ("%s\n", _("The phrase works: it would bring the vault's key back."));
  return works;
}

static gboolean
tell_phrase (gint64 made_at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (made_at);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");

  /* Translators: %s is a date */
  g_print (_("The vault has a recovery phrase, made on %s. Sluice does not have its words and cannot show them again.\n"
             "--check tries whether a phrase is the one; --new makes another, and the old one stops working then.\n"),
           date);
  return TRUE;
}

static gboolean
make_phrase (VaultCall  *call,
             gboolean    replaces,
             GError    **error)
{
  g_autoptr(SluiceRecoveryPhrase) phrase = sluice_recovery_phrase_new_random ();
  const gint64 now = sluice_clock_now_seconds (sluice_context_get_clock (call->context));
  char *text = sluice_recovery_sheet_dup_text (phrase, sluice_vault_get_short_id (call->vault), now);
  const char *sheet = call->options->sheet;
  gboolean made = FALSE;

  /* On paper before it counts: the old phrase must not stop working for a new one that nobody has. */
  if (sheet == NULL || sluice_recovery_sheet_write (sheet, text, error))
    {
      made = vault_succeed (sluice_context_set_recovery_phrase (call->context, phrase), error);
      if (!made && sheet != NULL)
        g_unlink (sheet);
    }
  if (made && sheet == NULL)
    g_print ("%s\n", text);
  else if (made)
    {
      g_autofree char *printable = sluicectl_dup_printable (sheet);

      /* Translators: %s is a path */
      g_print (_("The sheet is in %s. Print it, then delete the file.\n"), printable);
    }
  if (made && replaces)
    g_print ("%s\n", _("The phrase that was made before does not work any more."));

  sluice_secret_free (text);
  return made;
}

gboolean
vault_verb_phrase (VaultCall  *call,
                   GError    **error)
{
  g_autoptr(DexFuture) found = NULL;
  gint64 made_at;

  if (call->options->check)
    return check_phrase (call, error);
  if (!vault_succeed (sluice_context_open_vault (call->context), error))
    return FALSE;

  call->vault = sluice_context_get_vault (call->context);
  found = sluicectl_settle (sluice_context_find_recovery_phrase (call->context), error);
  /* A damaged file is what a new phrase mends. */
  if (found == NULL && !call->options->make_new)
    return FALSE;
  g_clear_error (error);

  made_at = found != NULL ? g_value_get_int64 (dex_future_get_value (found, NULL)) : 1;
  return made_at != 0 && !call->options->make_new ? tell_phrase (made_at) : make_phrase (call, made_at != 0, error);
}

gboolean
vault_verb_recover (VaultCall  *call,
                    GError    **error)
{
  char *words = read_words ();
  gboolean recovered = vault_succeed (sluice_context_recover_vault (call->context, words), error);
  guint n_files;

  sluice_secret_free (words);
  if (!recovered)
    return FALSE;

  n_files = g_list_model_get_n_items (sluice_vault_get_model (sluice_context_get_vault (call->context)));
  g_print (ngettext ("The vault's key is back in the keyring, and opens %u file.\n",
                     "The vault's key is back in the keyring, and opens %u files.\n", n_files), n_files);
  return TRUE;
}

gboolean
vault_verb_set_aside (VaultCall  *call,
                      GError    **error)
{
  g_autoptr(DexFuture) done = sluicectl_settle (sluice_context_set_vault_aside (call->context), error);
  g_autofree char *printable = NULL;

  if (done == NULL)
    return FALSE;
  printable = sluicectl_dup_printable (g_value_get_string (dex_future_get_value (done, NULL)));
  /* Translators: %s is a path */
  g_print (_("The vault is now in %s, still encrypted. The next file begins a new vault.\n"), printable);
  return TRUE;
}
