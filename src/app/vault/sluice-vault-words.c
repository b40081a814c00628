/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-words.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>

static char *
dup_date (gint64 seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

char *
sluice_vault_describe_use (gint64 used,
                           gint64 quota)
{
  g_autofree char *used_text = sluice_format_bytes (used);
  g_autofree char *quota_text = sluice_format_bytes (quota);

  /* Translators: one or two sizes, such as 1.2 GB */
  return quota > 0 ? g_strdup_printf (_("%s of %s in use"), used_text, quota_text)
                   : g_strdup_printf (_("%s in use"), used_text);
}

char *
sluice_vault_describe_count (guint n_files)
{
  return g_strdup_printf (ngettext ("%u file", "%u files", n_files), n_files);
}

/** sluice_vault_describe_phrase: @made_at: seconds since the epoch; 0 when there is no phrase. */
char *
sluice_vault_describe_phrase (gint64 made_at)
{
  g_autofree char *date = dup_date (made_at);

  if (made_at == 0)
    return g_strdup (_("None yet. If the keyring is lost, nobody can read the files any more."));

  /* Translators: %s is a date */
  return g_strdup_printf (_("Made on %s. Brings the key back if the keyring is lost."), date);
}

char *
sluice_vault_describe_progress (gint64 done,
                                gint64 total)
{
  return sluice_format_percent (total > 0 ? (double) done / (double) total : 0);
}

char *
sluice_vault_describe_check (int n_not_whole)
{
  if (n_not_whole == 0)
    return g_strdup (_("All files are what was put in"));

  return g_strdup_printf (ngettext ("%d file is not what was put in. Add it again if there is another copy.",
                                    "%d files are not what was put in. Add them again if there are other copies.",
                                    n_not_whole),
                          n_not_whole);
}

char *
sluice_vault_describe_export (SluiceVaultExport *export)
{
  const guint n_there = sluice_vault_export_get_n_written (export) + sluice_vault_export_get_n_there (export);
  const guint n_failed = sluice_vault_export_get_n_failed (export);
  g_autofree char *done = g_strdup_printf (ngettext ("%u file is there and was verified.",
                                                     "%u files are there and were verified.", n_there),
                                           n_there);
  g_autofree char *failed = g_strdup_printf (ngettext ("%u file could not be exported: check all files.",
                                                       "%u files could not be exported: check all files.", n_failed),
                                             n_failed);

  return n_failed > 0 ? g_strconcat (done, " ", failed, NULL) : g_steal_pointer (&done);
}

static const char *
describe_state (SluiceVaultState state)
{
  switch (state)
    {
    case SLUICE_VAULT_STATE_DAMAGED:
      return C_("state of a file", "damaged");
    case SLUICE_VAULT_STATE_MISSING:
      return C_("state of a file", "gone from the vault's folder");
    case SLUICE_VAULT_STATE_WHOLE:
    case SLUICE_VAULT_STATE_UNCHECKED:
    default:
      return NULL;
    }
}

/** sluice_vault_describe_item: (transfer full): all but its name. */
char *
sluice_vault_describe_item (SluiceVaultItem *item)
{
  g_autofree char *size = sluice_format_bytes (sluice_vault_item_get_size (item));
  g_autofree char *date = dup_date (sluice_vault_item_get_added_at (item));
  const char *state = describe_state (sluice_vault_item_get_state (item));

  if (state != NULL)
    /* Translators: a size, a date, and "damaged" or the like */
    return g_strdup_printf (_("%s, added on %s, %s"), size, date, state);

  /* Translators: a size and a date */
  return g_strdup_printf (_("%s, added on %s"), size, date);
}

char *
sluice_vault_describe_removal (guint  n_files,
                               gint64 freed)
{
  g_autofree char *size = sluice_format_bytes (freed);

  /* Translators: a number of files, and a size */
  return g_strdup_printf (ngettext ("%u file, %s", "%u files, %s", n_files), n_files, size);
}
