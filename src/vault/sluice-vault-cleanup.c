/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-cleanup.h"

#include "sluice-vault-item-private.h"

#include <glib/gi18n-lib.h>

/*
 * What could go when room is wanted. It proposes only: the person removes, file
 * by file or all that is on the list. Nothing of the vault is ever removed by itself.
 */

#define DAY_SECONDS (24 * 60 * 60)

static void
proposal_free (gpointer data)
{
  SluiceVaultProposal *proposal = data;

  g_object_unref (proposal->item);
  g_free (proposal);
}

static gboolean
is_unprinted (SluiceVaultItem *item,
              gint64           now,
              gint64           seconds)
{
  return *sluice_vault_item_get_jobs (item) == NULL && now - sluice_vault_item_get_added_at (item) >= seconds;
}

static SluiceVaultReasons
find_wanted_reasons (SluiceVaultItem           *item,
                     const SluiceVaultCriteria *criteria)
{
  SluiceVaultReasons reasons = 0;

  if (criteria->older_than != SLUICE_VAULT_ANY)
    {
      if (!is_unprinted (item, criteria->now, criteria->older_than))
        return 0;
      reasons |= SLUICE_VAULT_REASON_UNPRINTED;
    }
  if (criteria->larger_than != SLUICE_VAULT_ANY)
    {
      if (sluice_vault_item_get_size (item) < criteria->larger_than)
        return 0;
      reasons |= SLUICE_VAULT_REASON_LARGE;
    }

  return reasons != 0 ? reasons : SLUICE_VAULT_REASON_ROOM;
}

/* @newer: names of the files that were added after this one. */
static SluiceVaultReasons
find_reasons (SluiceVaultItem           *item,
              const SluiceVaultCriteria *criteria,
              GHashTable                *newer)
{
  const gboolean is_asked = criteria->older_than != SLUICE_VAULT_ANY || criteria->larger_than != SLUICE_VAULT_ANY ||
                            criteria->until_free != SLUICE_VAULT_ANY;
  SluiceVaultReasons reasons = is_asked ? find_wanted_reasons (item, criteria) : 0;

  switch (sluice_vault_item_get_state (item))
    {
    case SLUICE_VAULT_STATE_DAMAGED:
    case SLUICE_VAULT_STATE_MISSING:
      reasons |= SLUICE_VAULT_REASON_DAMAGED;
      break;
    case SLUICE_VAULT_STATE_UNCHECKED:
    case SLUICE_VAULT_STATE_WHOLE:
    default:
      break;
    }
  if ((!is_asked || reasons != 0) && g_hash_table_contains (newer, sluice_vault_item_get_name (item)))
    reasons |= SLUICE_VAULT_REASON_SUPERSEDED;
  if (!is_asked && is_unprinted (item, criteria->now, (gint64) SLUICE_VAULT_UNPRINTED_DAYS * DAY_SECONDS))
    reasons |= SLUICE_VAULT_REASON_UNPRINTED;

  return reasons;
}

/* What is missed least comes first: damaged, superseded, unprinted, and of those alike the oldest. */
static int
compare_proposals (gconstpointer one,
                   gconstpointer other)
{
  const SluiceVaultProposal *a = *(const SluiceVaultProposal * const *) one;
  const SluiceVaultProposal *b = *(const SluiceVaultProposal * const *) other;
  const SluiceVaultReasons order[] = { SLUICE_VAULT_REASON_DAMAGED, SLUICE_VAULT_REASON_SUPERSEDED };
  const gboolean a_printed = *sluice_vault_item_get_jobs (a->item) != NULL;
  const gboolean b_printed = *sluice_vault_item_get_jobs (b->item) != NULL;
  const gint64 a_added = sluice_vault_item_get_added_at (a->item);
  const gint64 b_added = sluice_vault_item_get_added_at (b->item);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if ((a->reasons & order[i]) != (b->reasons & order[i]))
      return a->reasons & order[i] ? -1 : 1;
  if (a_printed != b_printed)
    return a_printed ? 1 : -1;

  return a_added < b_added ? -1 : a_added > b_added;
}

/* How many names in the vault each content has. */
static GHashTable *
count_names (SluiceVault *self)
{
  GListModel *model = sluice_vault_get_model (self);
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);
      char *object = (char *) sluice_vault_item_get_object (item);

      g_hash_table_insert (counts, object, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, object)) + 1));
    }

  return counts;
}

/* Returns: bytes that go with this one, after all that went before. */
static gint64
take_away (GHashTable      *counts,
           SluiceVaultItem *item)
{
  char *object = (char *) sluice_vault_item_get_object (item);
  const guint left = GPOINTER_TO_UINT (g_hash_table_lookup (counts, object));

  if (left > 0)
    g_hash_table_insert (counts, object, GUINT_TO_POINTER (left - 1));
  return left == 1 ? sluice_vault_item_get_size (item) : 0;
}

/**
 * sluice_vault_measure_cleanup:
 * @self: a vault that was listed
 * @proposals: (element-type SluiceVaultProposal): some of its items
 *
 * Returns: bytes that removing them all would free; content that another item needs is not among them
 */
gint64
sluice_vault_measure_cleanup (SluiceVault *self,
                              GPtrArray   *proposals)
{
  g_autoptr(GHashTable) counts = count_names (self);
  gint64 freed = 0;

  for (guint i = 0; i < proposals->len; i++)
    freed += take_away (counts, ((SluiceVaultProposal *) g_ptr_array_index (proposals, i))->item);

  return freed;
}

static void
keep_enough (SluiceVault *self,
             GPtrArray   *proposals,
             gint64       until_free)
{
  g_autoptr(GHashTable) counts = count_names (self);
  gint64 freed = 0;
  guint n_enough = 0;

  while (n_enough < proposals->len && freed < until_free)
    freed += take_away (counts, ((SluiceVaultProposal *) g_ptr_array_index (proposals, n_enough++))->item);

  g_ptr_array_set_size (proposals, n_enough);
}

/**
 * sluice_vault_propose_cleanup:
 * @self: a vault that was listed; and verified, if damaged files are to be found
 * @criteria: what to look for
 *
 * Returns: (transfer full) (element-type SluiceVaultProposal): what could go, what is missed least first
 */
GPtrArray *
sluice_vault_propose_cleanup (SluiceVault               *self,
                              const SluiceVaultCriteria *criteria)
{
  GListModel *model = sluice_vault_get_model (self);
  g_autoptr(GHashTable) newer = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *proposals = g_ptr_array_new_with_free_func (proposal_free);

  /* The list has the newest first. */
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (model, i);
      SluiceVaultReasons reasons = find_reasons (item, criteria, newer);
      SluiceVaultProposal *proposal;

      g_hash_table_add (newer, (gpointer) sluice_vault_item_get_name (item));
      if (reasons == 0)
        continue;
      proposal = g_new0 (SluiceVaultProposal, 1);
      proposal->item = g_steal_pointer (&item);
      proposal->reasons = reasons;
      g_ptr_array_insert (proposals, 0, proposal);
    }

  /* Stable: of those added in the same second, too, the oldest comes first. */
  g_ptr_array_sort (proposals, compare_proposals);
  if (criteria->until_free != SLUICE_VAULT_ANY)
    keep_enough (self, proposals, criteria->until_free);
  return proposals;
}

/** sluice_vault_dup_reasons_text: (transfer full): @reasons, for a person. */
char *
sluice_vault_dup_reasons_text (SluiceVaultReasons reasons)
{
  const struct
  {
    SluiceVaultReasons  reason;
    const char         *text;
  } texts[] = {
    { SLUICE_VAULT_REASON_DAMAGED, C_("why a file could go", "damaged") },
    { SLUICE_VAULT_REASON_SUPERSEDED, C_("why a file could go", "a newer file has its name") },
    { SLUICE_VAULT_REASON_UNPRINTED, C_("why a file could go", "not printed for long") },
    { SLUICE_VAULT_REASON_LARGE, C_("why a file could go", "large") },
    { SLUICE_VAULT_REASON_ROOM, C_("why a file could go", "to make room") },
  };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (reasons & texts[i].reason)
      g_strv_builder_add (builder, texts[i].text);

  parts = g_strv_builder_end (builder);
  return g_strjoinv (", ", parts);
}
