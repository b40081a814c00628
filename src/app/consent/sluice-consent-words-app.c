/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-words-app.h"

#include "sluice-consent-words.h"
#include "sluice-format.h"

#include <glib/gi18n-lib.h>

/* For longer than this somebody has to say so. */
#define PRESET_DAYS 30

#define ONCE_DAYS 0
#define FOREVER_DAYS G_MAXINT

static const struct
{
  const char *duration;
  int         days;
} offered[] = {
  { SLUICE_CONSENT_ONCE, ONCE_DAYS },
  { "P1D", 1 },
  { "P7D", 7 },
  { "P30D", PRESET_DAYS },
  { "P365D", 365 },
  { SLUICE_CONSENT_UNTIL_REVOKED, FOREVER_DAYS },
};

/* "P<n>D" as its days, for comparing. What is not known counts as for ever. */
static int
days_of (const char *duration)
{
  guint64 days;
  g_autofree char *digits = NULL;

  if (!sluice_consent_duration_is_known (duration) || g_str_equal (duration, SLUICE_CONSENT_UNTIL_REVOKED))
    return FOREVER_DAYS;
  if (g_str_equal (duration, SLUICE_CONSENT_ONCE))
    return ONCE_DAYS;

  digits = g_strndup (duration + 1, strlen (duration) - 2);
  return g_ascii_string_to_unsigned (digits, 10, 1, 365, &days, NULL) ? (int) days : FOREVER_DAYS;
}

/**
 * sluice_consent_durations_new:
 * @asked: for how long they ask
 *
 * Nobody is given more than they asked for: what is longer is not offered.
 *
 * Returns: (transfer full): what a person can choose from, the shortest first, and at least one
 */
GStrv
sluice_consent_durations_new (const char *asked)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  int asked_days = days_of (asked);
  gboolean is_there = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (offered) && offered[i].days <= asked_days; i++)
    {
      g_strv_builder_add (builder, offered[i].duration);
      is_there = offered[i].days == asked_days;
    }
  if (!is_there)
    g_strv_builder_add (builder, asked);

  return g_strv_builder_end (builder);
}

/**
 * sluice_consent_durations_find_preset:
 * @durations: what a person can choose from
 * @asked: for how long they ask
 *
 * What they ask for, if it is thirty days or less; else thirty days. Who asks
 * would always ask for ever, and what is preset is what most people leave: a
 * grant that nobody remembers then ends by itself, and asking again is cheap.
 *
 * Returns: which of @durations
 */
guint
sluice_consent_durations_find_preset (const char * const *durations,
                                      const char         *asked)
{
  int limit = MIN (days_of (asked), PRESET_DAYS);
  guint preset = 0;

  for (guint i = 0; durations[i] != NULL; i++)
    if (days_of (durations[i]) <= limit)
      preset = i;

  return preset;
}

/** sluice_consent_is_web_page: whether it is an address that may be opened: "https:", with a host. */
gboolean
sluice_consent_is_web_page (const char *address)
{
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL;
}

const char *
sluice_consent_get_verified_title (gboolean is_verified)
{
  return is_verified ? _("Verified by the provider") : _("Not verified");
}

const char *
sluice_consent_get_verified_explanation (gboolean is_verified)
{
  return is_verified ? _("The provider of your cloud has checked who they are.")
                     : _("Nobody has checked who they are. The name and the addresses here are what they say of "
                         "themselves, and anybody could say it.");
}

/** sluice_consent_quote: (transfer full): somebody else's words, so that nobody takes them for Sluice's. */
char *
sluice_consent_quote (const char *text)
{
  /* Translators: quotation marks around what somebody else says */
  return g_strdup_printf (C_("quotation", "“%s”"), text);
}

/**
 * sluice_consent_describe_start:
 * @name: who began it
 * @now: microseconds since the epoch
 * @created: seconds since the epoch
 *
 * Returns: (transfer full): who began it, and when
 */
char *
sluice_consent_describe_start (const char *name,
                               gint64      now,
                               gint64      created)
{
  g_autofree char *age = sluice_format_age (now, created * G_USEC_PER_SEC);

  /* Translators: %1$s is a name, %2$s is "12 s ago" or "just now" */
  return g_strdup_printf (_("Started by %1$s %2$s. If it was not you who started it, choose Deny."), name, age);
}

char *
sluice_consent_describe_unknown (guint n_unknown)
{
  return g_strdup_printf (ngettext ("They also ask for %u thing that Sluice does not know or never shares. It is not "
                                    "given.",
                                    "They also ask for %u things that Sluice does not know or never shares. They are "
                                    "not given.",
                                    n_unknown),
                          n_unknown);
}

/**
 * sluice_consent_describe_time_left:
 * @now: microseconds since the epoch
 * @expires: seconds since the epoch
 *
 * Returns: (transfer full): until when it is not too late; rounded up, as "0 s" would be no time at all
 */
char *
sluice_consent_describe_time_left (gint64 now,
                                   gint64 expires)
{
  g_autofree char *duration = NULL;

  if (expires * G_USEC_PER_SEC <= now)
    return g_strdup (_("The time to decide is over"));

  duration = sluice_format_duration (expires - now / G_USEC_PER_SEC);
  /* Translators: %s is a duration such as "4 min 12 s" */
  return g_strdup_printf (_("%s left to decide"), duration);
}

/** sluice_consent_item_dup_name: (transfer full): for who does not see the badge: what, and of which class. */
char *
sluice_consent_item_dup_name (SluiceConsentItem *item)
{
  const SluiceDataCategory *category = sluice_consent_item_get_category (item);

  /* Translators: a kind of data such as "Print history", and its class such as "Private until consent" */
  return g_strdup_printf (_("%1$s, %2$s"), _(category->title), sluice_consent_class_get_text (category->klass));
}

/** sluice_consent_item_dup_description: (transfer full): the same for its sentence and its marks. */
char *
sluice_consent_item_dup_description (SluiceConsentItem *item)
{
  g_autoptr(GString) text = g_string_new (_(sluice_consent_item_get_category (item)->description));

  if (sluice_consent_item_get_is_new (item))
    g_string_append_printf (text, " %s", _("They did not ask for it the last time."));
  if (sluice_consent_item_get_granted_before (item))
    g_string_append_printf (text, " %s", _("They can see it already, as you have given it to them before."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/** sluice_consent_sample_dup_label: (transfer full): what a line is; a time as the locale writes it; may be "". */
char *
sluice_consent_sample_dup_label (const SluiceConsentSampleLine *line)
{
  g_autoptr(GDateTime) time = NULL;
  char *text = NULL;

  if (line->when >= 0)
    time = g_date_time_new_from_unix_local (line->when / G_USEC_PER_SEC);
  if (time != NULL)
    /* Translators: a date and a time of day as g_date_time_format() writes it */
    text = g_date_time_format (time, C_("date and time", "%x, %H:%M"));
  return text != NULL ? text : g_strdup (line->label);
}

/* How the cloud says how a print went. */
static const struct
{
  const char *status;
  const char *text;
} outcomes[] = {
  { "in_progress", NC_("how a print went", "Under way") },
  { "finished", NC_("how a print went", "Finished") },
  { "failed", NC_("how a print went", "Failed") },
};

/** sluice_consent_sample_dup_value: (transfer full): the person's data; a word of the wire in a person's words. */
char *
sluice_consent_sample_dup_value (const char                    *category,
                                 const SluiceConsentSampleLine *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (category, "prints.jobs") && g_str_equal (line->value, outcomes[i].status))
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "how a print went", outcomes[i].text));

  return g_strdup (line->value);
}

/** sluice_consent_sample_describe_count: (transfer full): how much there is besides what is shown. */
char *
sluice_consent_sample_describe_count (guint   n_shown,
                                      guint64 total)
{
  g_autofree char *figure = g_strdup_printf ("%'" G_GUINT64_FORMAT, total);

  if (total <= n_shown)
    return g_strdup (_("This is all of it so far. Who may see it also sees what is added later."));

  /* Translators: a number, and a larger one */
  return g_strdup_printf (_("These are %1$u of %2$s. Who may see it sees all of them, and what is added later."),
                          n_shown, figure);
}

/**
 * sluice_consent_dup_share_label:
 * @n_items: how many are switched on
 * @can_choose: whether there is anything to switch on
 *
 * Returns: (transfer full): what the button says that shares, with a mnemonic
 */
char *
sluice_consent_dup_share_label (guint    n_items,
                                gboolean can_choose)
{
  if (!can_choose)
    return g_strdup (_("_Share what is public"));
  if (n_items == 0)
    return g_strdup (_("_Share"));

  return g_strdup_printf (ngettext ("_Share %u item", "_Share %u items", n_items), n_items);
}

char *
sluice_consent_describe_shared (guint       n_items,
                                const char *name)
{
  if (n_items == 0)
    /* Translators: %s is a name */
    return g_strdup_printf (_("Shared what is public with %s"), name);

  /* Translators: %2$s is a name */
  return g_strdup_printf (ngettext ("Shared %1$u item with %2$s", "Shared %1$u items with %2$s", n_items), n_items,
                          name);
}
