/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-search.h"

#include <string.h>

/* Search by name. g_str_match_string() finds the beginnings of words only, and a file name has no words. */

/* Returns: (transfer full): @text without case, accents and forms; what looks alike is the same. */
static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr(GString) bare = g_string_new (NULL);

  for (const char *at = apart != NULL ? apart : ""; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (bare, g_utf8_get_char (at));

  return g_utf8_casefold (bare->str, bare->len);
}

/**
 * sluice_vault_item_matches:
 * @self: an item
 * @text: what somebody looks for; empty for everything
 *
 * Returns: whether each word of @text is somewhere in the name; case and accents do not matter
 */
gboolean
sluice_vault_item_matches (SluiceVaultItem *self,
                           const char      *text)
{
  g_autofree char *name = NULL;
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;

  g_return_val_if_fail (SLUICE_IS_VAULT_ITEM (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  name = fold (sluice_vault_item_get_name (self));
  folded = fold (text);
  words = g_strsplit_set (folded, " \t\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (name, words[i]) == NULL)
      return FALSE;

  return TRUE;
}
