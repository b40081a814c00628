/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-safeguard-words.h"

#include "sluice-format.h"
#include "sluice-security-words.h"

#include <glib/gi18n-lib.h>

static const char *
name_stored (SluiceStoredKind kind)
{
  switch (kind)
    {
    case SLUICE_STORED_PERSONAL:
      return _("Who you are, and who may see what");
    case SLUICE_STORED_PROCESS:
      return _("How you print");
    case SLUICE_STORED_PRODUCT:
      return _("Your designs and their names");
    case SLUICE_STORED_BOOKKEEPING:
      return _("Random numbers, times and sizes");
    case SLUICE_STORED_OTHER:
    default:
      return _("Something that Sluice has no word for");
    }
}

static const char *
name_seer (const SluiceSeer *seer)
{
  switch (seer->role)
    {
    case SLUICE_ROLE_OWNER:
      return _("You");
    case SLUICE_ROLE_THIRD_PARTY:
      return _("Apps and companies that you gave something");
    case SLUICE_ROLE_SUPPORT:
      return _("The cloud’s support");
    case SLUICE_ROLE_OPERATOR:
      return _("Who runs the computer that the cloud is on");
    case SLUICE_ROLE_OTHER:
    default:
      return *seer->name != '\0' ? seer->name : _("Somebody else");
    }
}

static const char *
describe_sight (SluiceSight sees)
{
  switch (sees)
    {
    case SLUICE_SIGHT_NOTHING:
      return _("Can see nothing of yours");
    case SLUICE_SIGHT_GRANTED:
      return _("Can see what was given, until it is taken back");
    case SLUICE_SIGHT_POSSIBLE:
      return _("Is not meant to see anything, but has the keys, and so could see everything");
    case SLUICE_SIGHT_EVERYTHING:
      return _("Can see everything");
    case SLUICE_SIGHT_UNKNOWN:
    default:
      return _("The cloud does not say what they can see");
    }
}

/**
 * sluice_safeguard_list_rest:
 * @safeguards: (nullable): what a place states
 *
 * Returns: (transfer full) (element-type SluiceSecurityFact): how it keeps what
 */
GPtrArray *
sluice_safeguard_list_rest (SluiceSafeguards *safeguards)
{
  GPtrArray *facts = sluice_security_facts_new ();
  GPtrArray *stored = safeguards != NULL ? sluice_safeguards_get_stored (safeguards) : NULL;

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      const SluiceStored *entry = stored->pdata[i];

      sluice_security_add_fact (facts, name_stored (entry->kind),
                                entry->encryption != NULL
                                  /* Translators: %s is a way of encrypting, as "XChaCha20-Poly1305" */
                                  ? g_strdup_printf (_("Encrypted with %s"), entry->encryption)
                                  : g_strdup (_("Not encrypted")));
    }
  if (facts->len > 0 && sluice_safeguards_has_keys_there (safeguards))
    sluice_security_add_fact (facts, _("Keys"), g_strdup (_("One for each account, on the same computer as the data")));
  if (facts->len == 0)
    sluice_security_add_fact (facts, _("Encryption"), g_strdup (_("The cloud does not say how it keeps your data")));
  return facts;
}

/** sluice_safeguard_list_where: (transfer full) (element-type SluiceSecurityFact): where @safeguards (nullable) says that it lies, and how often. */
GPtrArray *
sluice_safeguard_list_where (SluiceSafeguards *safeguards)
{
  GPtrArray *facts = sluice_security_facts_new ();
  const char *region = safeguards != NULL ? sluice_safeguards_get_region (safeguards) : NULL;
  const char *redundancy = safeguards != NULL ? sluice_safeguards_get_redundancy (safeguards) : NULL;

  if (region != NULL)
    sluice_security_add_fact (facts, _("Region"), g_strdup (region));
  else if (safeguards != NULL && sluice_safeguards_is_home (safeguards))
    sluice_security_add_fact (facts, _("Region"), g_strdup (_("On this computer, and nowhere else")));
  else
    sluice_security_add_fact (facts, _("Region"), g_strdup (_("The cloud does not say in which region it stands")));
  sluice_security_add_fact (facts, _("Copies"),
                            g_strdup (redundancy != NULL ? redundancy : _("The cloud does not say that there is a second one")));
  return facts;
}

static char *
dup_moment (gint64      seconds,
            const char *never)
{
  return seconds > 0 ? sluice_format_moment (seconds) : g_strdup (never);
}

/** sluice_safeguard_list_backups: (transfer full) (element-type SluiceSecurityFact): at @now, in seconds since the epoch. */
GPtrArray *
sluice_safeguard_list_backups (SluiceSafeguards *safeguards,
                               gint64            now)
{
  GPtrArray *facts = sluice_security_facts_new ();
  const SluiceBackups *backups = safeguards != NULL ? sluice_safeguards_get_backups (safeguards) : NULL;

  if (backups == NULL)
    {
      sluice_security_add_fact (facts, _("Backups"),
                                g_strdup (safeguards != NULL ? _("This cloud makes none: what it loses is lost")
                                                             : _("The cloud does not say whether it makes any")));
      return facts;
    }

  sluice_security_add_fact (facts, _("Last backup"), dup_moment (backups->last, _("None yet")));
  sluice_security_add_fact (facts, _("Next backup"),
                            backups->next > 0 && backups->next < now ? g_strdup (_("Overdue"))
                                                                     : dup_moment (backups->next, _("Not planned")));
  sluice_security_add_fact (facts, _("Last time one was restored to see that it can be"),
                            dup_moment (backups->verified, _("Never")));
  return facts;
}

/** sluice_safeguard_list_seers: (transfer full) (element-type SluiceSecurityFact): who can technically see what. */
GPtrArray *
sluice_safeguard_list_seers (SluiceSafeguards *safeguards)
{
  GPtrArray *facts = sluice_security_facts_new ();
  GPtrArray *seers = safeguards != NULL ? sluice_safeguards_get_seers (safeguards) : NULL;

  for (guint i = 0; seers != NULL && i < seers->len; i++)
    {
      const SluiceSeer *seer = seers->pdata[i];

      sluice_security_add_fact (facts, name_seer (seer), g_strdup (describe_sight (seer->sees)));
    }
  if (facts->len == 0)
    sluice_security_add_fact (facts, _("Who can see what"),
                              g_strdup (_("The cloud does not say. Whoever runs it may be able to see everything")));
  return facts;
}
