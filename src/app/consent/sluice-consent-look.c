/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-look.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/**
 * sluice_consent_look_dup_who:
 * @party: who asks, or has data
 *
 * What tells one party from another that took its name.
 *
 * Returns: (transfer full): "partner.example, not verified"
 */
char *
sluice_consent_look_dup_who (SluiceConsentParty *party)
{
  const char *domain = sluice_consent_party_get_domain (party);
  const gboolean verified = sluice_consent_party_is_verified (party);

  if (domain == NULL)
    return g_strdup (verified ? _("No home page, verified") : _("No home page, not verified"));
  /* Translators: %s is the name of a computer, such as "partner.example" */
  return g_strdup_printf (verified ? _("%s, verified") : _("%s, not verified"), domain);
}

/* What is public is seen by everybody: nobody asks for it, and nobody is given it. */
static gboolean
is_given (const SluiceDataCategory *category)
{
  return category == NULL || category->klass != SLUICE_DATA_CLASS_PUBLIC;
}

static guint
count_asked (GListModel *items)
{
  guint n_asked = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);

      n_asked += is_given (sluice_consent_item_get_category (item));
    }
  return n_asked;
}

static guint
count_given (GListModel *items)
{
  guint n_given = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceGrantItem) item = g_list_model_get_item (items, i);

      n_given += is_given (sluice_grant_item_get_category (item));
    }
  return n_given;
}

/**
 * sluice_consent_look_dup_asks:
 * @request: who waits
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): "Asks for 3 kinds of data; about 4 min left"
 */
char *
sluice_consent_look_dup_asks (SluiceConsentRequest *request,
                              gint64                now)
{
  guint n_items = count_asked (sluice_consent_request_get_items (request)) + sluice_consent_request_get_n_unknown (request);
  gint64 seconds = sluice_consent_request_get_expires (request) - now / G_USEC_PER_SEC;
  g_autofree char *left = sluice_format_time_left (seconds);

  if (left == NULL)
    return g_strdup (_("The time to answer is over"));
  /* Translators: how much is asked for, and how long there is to answer: "about 4 min left" */
  return g_strdup_printf (ngettext ("Asks for %u kind of data; %s", "Asks for %u kinds of data; %s", n_items), n_items,
                          left);
}

/**
 * sluice_consent_look_dup_sees:
 * @grant: who has data
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): "Can see 3 kinds of data; last used 5 min ago"
 */
char *
sluice_consent_look_dup_sees (SluiceGrant *grant,
                              gint64       now)
{
  guint n_items = count_given (sluice_grant_get_items (grant));
  gint64 last_used = sluice_grant_get_last_used (grant);
  g_autofree char *age = sluice_format_age (now, last_used * G_USEC_PER_SEC);

  if (last_used <= 0)
    return g_strdup_printf (ngettext ("Can see %u kind of data; never used", "Can see %u kinds of data; never used",
                                      n_items),
                            n_items);
  /* Translators: %s is an age: "5 min ago" */
  return g_strdup_printf (ngettext ("Can see %u kind of data; last used %s", "Can see %u kinds of data; last used %s",
                                    n_items),
                          n_items, age);
}

/** sluice_consent_look_dup_until: (transfer full): "Until 30 November 2026, 14:05". */
char *
sluice_consent_look_dup_until (SluiceGrant *grant)
{
  gint64 expires = sluice_grant_get_expires (grant);
  g_autofree char *moment = NULL;

  if (expires <= 0)
    return g_strdup (_("Until you take it back"));

  moment = sluice_format_moment (expires);
  /* Translators: a day and a time: "30 November 2026, 14:05" */
  return g_strdup_printf (_("Until %s"), moment);
}

/**
 * sluice_consent_look_dup_used:
 * @item: what somebody may see
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): "Since 23 November 2026; read 12 times, the last time 5 min ago"
 */
char *
sluice_consent_look_dup_used (SluiceGrantItem *item,
                              gint64           now)
{
  guint64 count = sluice_grant_item_get_use_count (item);
  gint64 last_used = sluice_grant_item_get_last_used (item);
  g_autofree char *since = sluice_format_date (sluice_grant_item_get_since (item));
  g_autofree char *age = NULL;

  if (last_used <= 0 || count == 0)
    /* Translators: a day: "23 November 2026" */
    return g_strdup_printf (_("Since %s; never used"), since);

  age = sluice_format_age (now, last_used * G_USEC_PER_SEC);
  /* Translators: a day, how often, and an age: "5 min ago" */
  return g_strdup_printf (ngettext ("Since %s; read %" PRIu64 " time, %s",
                                    "Since %s; read %" PRIu64 " times, the last time %s",
                                    (gulong) MIN (count, G_MAXLONG)),
                          since, count, age);
}

/** sluice_consent_look_dup_alarms: (transfer full) (nullable): what is not as it was, a line each; %NULL for nothing. */
char *
sluice_consent_look_dup_alarms (SluiceGrant *grant)
{
  GListModel *alarms = sluice_grant_get_alarms (grant);
  guint n_alarms = g_list_model_get_n_items (alarms);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_alarms; i++)
    {
      g_autoptr(SluiceConsentChange) change = g_list_model_get_item (alarms, i);
      g_autofree char *line = sluice_consent_change_dup_text (change);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }

  return n_alarms > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/** sluice_consent_look_dup_staying: (transfer full): what is left of @n_all kinds of data when @n_kept are kept. */
char *
sluice_consent_look_dup_staying (guint n_kept,
                                 guint n_all)
{
  if (n_kept == n_all)
    return g_strdup (_("Switch off what they are not to see any more."));
  if (n_kept == 0)
    return g_strdup (_("They will not see anything any more."));
  return g_strdup_printf (ngettext ("They will still see %u of %u kind of data.",
                                    "They will still see %u of %u kinds of data.", n_all),
                          n_kept, n_all);
}

/** sluice_consent_look_dup_taking_all: (transfer full): what taking back everything does. */
char *
sluice_consent_look_dup_taking_all (guint n_grants)
{
  return g_strdup_printf (ngettext ("%u app will not see your data any more, from its next request on. "
                                    "What it has read already, it may still have.",
                                    "%u apps will not see your data any more, from their next request on. "
                                    "What they have read already, they may still have.",
                                    n_grants),
                          n_grants);
}

/**
 * sluice_consent_look_dup_age:
 * @consents: what was looked at
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full) (nullable): how old what is shown is, and why; %NULL while it is fresh
 */
char *
sluice_consent_look_dup_age (SluiceConsents *consents,
                             gint64          now)
{
  return sluice_format_stale (now, sluice_consents_get_observed_at (consents), sluice_consents_get_stale_reason (consents));
}
