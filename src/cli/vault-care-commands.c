/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "vault-verbs.h"

#include "sluice-vault-cleanup.h"
#include "sluice-vault-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Looking after a vault that has grown: how large it is and may be, what could go, and everything out of it. */

#define DAY_SECONDS (24 * 60 * 60)

/* @text: "500", "1.5 GB", "2G", "300 MiB": units as the desktop counts them. */
static gboolean
parse_size (const char  *text,
            gint64      *out_size,
            GError     **error)
{
  static const char units[] = "KMGTPE";
  const char *unit;
  char *end;
  double size = g_ascii_strtod (text, &end);
  double step = 1000;

  end = g_strchug (end);
  unit = *end != '\0' ? strchr (units, g_ascii_toupper (*end)) : NULL;
  if (unit != NULL)
    end++;
  if (unit != NULL && g_ascii_tolower (*end) == 'i')
    {
      step = 1024;
      end++;
    }
  if (g_ascii_tolower (*end) == 'b')
    end++;
  for (const char *at = units; unit != NULL && at <= unit; at++)
    size *= step;

  if (end == text || *end != '\0' || !(size >= 0 && size < 9e18))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is no size; one is written like 500M or 2G"), text);
      return FALSE;
    }

  *out_size = (gint64) size;
  return TRUE;
}

static gboolean
parse_optional_size (const char  *text,
                     gint64      *out_size,
                     GError     **error)
{
  *out_size = SLUICE_VAULT_ANY;
  return text == NULL || parse_size (text, out_size, error);
}

static void
print_use (SluiceVault *vault)
{
  const gint64 quota = sluice_vault_get_quota (vault);
  g_autofree char *used_text = g_format_size (sluice_vault_get_used (vault));
  g_autofree char *quota_text = g_format_size (quota);

  if (quota > 0)
    /* Translators: two sizes */
    g_print (_("In use: %s of %s\n"), used_text, quota_text);
  else
    /* Translators: %s is a size */
    g_print (_("In use: %s, with no limit but the disk\n"), used_text);
}

gboolean
vault_verb_quota (VaultCall  *call,
                  GError    **error)
{
  const char *wanted = call->arguments[0];
  GSettings *settings = sluice_context_get_settings (call->context);
  gint64 quota = 0;

  if (wanted != NULL)
    {
      if (!g_str_equal (wanted, "none") && !parse_size (wanted, &quota, error))
        return FALSE;
      g_settings_set_int64 (settings, "vault-quota", quota);
      g_settings_sync ();
    }
  print_use (call->vault);
  return TRUE;
}

static gboolean
read_criteria (VaultCall            *call,
               SluiceVaultCriteria  *criteria,
               GError              **error)
{
  const VaultOptions *options = call->options;

  criteria->now = sluice_clock_now_seconds (sluice_context_get_clock (call->context));
  criteria->older_than = options->older_than >= 0 ? (gint64) options->older_than * DAY_SECONDS : SLUICE_VAULT_ANY;
  return parse_optional_size (options->larger_than, &criteria->larger_than, error) &&
         parse_optional_size (options->until_free, &criteria->until_free, error);
}

static gboolean
is_named (SluiceVaultItem  *item,
          GPtrArray        *named)
{
  for (guint i = 0; i < named->len; i++)
    if (strcmp (sluice_vault_item_get_id (item), sluice_vault_item_get_id (g_ptr_array_index (named, i))) == 0)
      return TRUE;

  return FALSE;
}

/* Leaves only those proposals that the person named, if any were. */
static gboolean
keep_named (VaultCall  *call,
            GPtrArray  *proposals,
            GError    **error)
{
  g_autoptr(GPtrArray) named = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; call->arguments[i] != NULL; i++)
    {
      SluiceVaultItem *item = vault_find_item (call->vault, call->arguments[i], error);

      if (item == NULL)
        return FALSE;
      g_ptr_array_add (named, item);
    }
  for (guint i = proposals->len; named->len > 0 && i > 0; i--)
    if (!is_named (((SluiceVaultProposal *) g_ptr_array_index (proposals, i - 1))->item, named))
      g_ptr_array_remove_index (proposals, i - 1);

  return TRUE;
}

static void
print_proposals (GPtrArray *proposals)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      const SluiceVaultProposal *proposal = g_ptr_array_index (proposals, i);
      g_autofree char *name = sluicectl_dup_printable (sluice_vault_item_get_name (proposal->item));
      g_autofree char *reasons = sluice_vault_dup_reasons_text (proposal->reasons);

      g_print ("%.*s  %12" G_GINT64_FORMAT "  %s  (%s)\n", VAULT_SHORT_ID, sluice_vault_item_get_id (proposal->item),
               sluice_vault_item_get_size (proposal->item), name, reasons);
    }
}

/* @freed: (transfer none): a size, as text */
static void
print_outcome (VaultCall  *call,
               guint       n_proposals,
               const char *freed)
{
  if (n_proposals == 0)
    g_print ("%s\n", _("Nothing is proposed, and nothing was removed. --older-than, --larger-than and --until-free say what "
                       "could go."));
  else if (call->options->yes)
    g_print (ngettext ("Removed for good: %u file, %s\n", "Removed for good: %u files, %s\n", n_proposals),
             n_proposals, freed);
  else
    g_print (ngettext ("Could go: %u file, %s. Nothing was removed; --yes removes it.\n",
                       "Could go: %u files, %s. Nothing was removed; --yes removes them, or those whose ids are given.\n",
                       n_proposals),
             n_proposals, freed);
}

static gboolean
remove_proposals (VaultCall  *call,
                  GPtrArray  *proposals,
                  GError    **error)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      const SluiceVaultProposal *proposal = g_ptr_array_index (proposals, i);

      if (!vault_succeed (sluice_vault_remove (call->vault, proposal->item), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
vault_verb_cleanup (VaultCall  *call,
                    GError    **error)
{
  SluiceVaultCriteria criteria = { 0 };
  g_autoptr(GPtrArray) proposals = NULL;
  g_autofree char *freed = NULL;

  if (!read_criteria (call, &criteria, error))
    return FALSE;
  if (call->options->verify &&
      !vault_succeed (sluice_vault_verify (call->vault, NULL, vault_show_progress, NULL, NULL), error))
    return FALSE;

  proposals = sluice_vault_propose_cleanup (call->vault, &criteria);
  if (!keep_named (call, proposals, error))
    return FALSE;
  print_proposals (proposals);
  freed = g_format_size (sluice_vault_measure_cleanup (call->vault, proposals));
  if (call->options->yes && !remove_proposals (call, proposals, error))
    return FALSE;

  print_outcome (call, proposals->len, freed);
  print_use (call->vault);
  return TRUE;
}

static void
print_failures (SluiceVaultExport *export)
{
  for (guint i = 0; i < sluice_vault_export_get_n_failed (export); i++)
    {
      const char *name;
      const char *message = sluice_vault_export_get_failure (export, i, &name);
      g_autofree char *printable = sluicectl_dup_printable (name);

      g_printerr ("%s: %s\n", printable, message);
    }
}

gboolean
vault_verb_export (VaultCall  *call,
                   GError    **error)
{
  g_autoptr(DexFuture) done = sluicectl_settle (sluice_vault_export_all (call->vault, call->arguments[0],
                                                                         vault_show_progress, NULL, NULL),
                                                error);
  SluiceVaultExport *export;
  guint n_failed;

  if (done == NULL)
    return FALSE;

  export = g_value_get_object (dex_future_get_value (done, NULL));
  print_failures (export);
  /* Translators: two numbers of files */
  g_print (_("Exported, and verified: %u; were there already: %u\n"),
           sluice_vault_export_get_n_written (export), sluice_vault_export_get_n_there (export));
  n_failed = sluice_vault_export_get_n_failed (export);
  if (n_failed > 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 ngettext ("%u file could not be exported.", "%u files could not be exported.", n_failed), n_failed);
  return n_failed == 0;
}
