/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-words.h"

#include "sluice-data-category.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DAYS 365

/* Returns: n of "P<n>D"; 0 when it is none */
static guint64
read_days (const char *duration)
{
  const char *end;
  guint64 days;

  if (duration == NULL || *duration != 'P' || !g_ascii_isdigit (duration[1]) || strlen (duration) > 6)
    return 0;
  days = g_ascii_strtoull (duration + 1, (char **) &end, 10);
  return g_str_equal (end, "D") && days <= MAX_DAYS ? days : 0;
}

/** sluice_consent_duration_is_known: whether it is "once", "P<n>D" with up to 365 days (ISO 8601), or "until_revoked". */
gboolean
sluice_consent_duration_is_known (const char *duration)
{
  return g_strcmp0 (duration, SLUICE_CONSENT_ONCE) == 0 || g_strcmp0 (duration, SLUICE_CONSENT_UNTIL_REVOKED) == 0 ||
         read_days (duration) > 0;
}

/** sluice_consent_duration_dup_text: (transfer full): for a person: "Once", "For 30 days". */
char *
sluice_consent_duration_dup_text (const char *duration)
{
  guint64 days = read_days (duration);

  if (days > 0)
    return g_strdup_printf (ngettext ("For %u day", "For %u days", days), (guint) days);
  if (g_strcmp0 (duration, SLUICE_CONSENT_UNTIL_REVOKED) == 0)
    return g_strdup (_("Until I take it back"));
  return g_strdup (_("Once"));
}

/** sluice_consent_class_get_text: for a person. */
const char *
sluice_consent_class_get_text (SluiceDataClass klass)
{
  switch (klass)
    {
    case SLUICE_DATA_CLASS_PUBLIC:
      return C_("who may see data", "Public");
    case SLUICE_DATA_CLASS_UNTIL_CONSENT:
      return C_("who may see data", "Private until consent");
    case SLUICE_DATA_CLASS_PRIVATE:
    default:
      return C_("who may see data", "Private");
    }
}

/** sluice_consent_state_get_text: one or two sentences for a person. */
const char *
sluice_consent_state_get_text (SluiceConsentState state)
{
  switch (state)
    {
    case SLUICE_CONSENT_PENDING:
      return _("Waits for your answer.");
    case SLUICE_CONSENT_APPROVED:
      return _("This was answered already: something was shared. You can take it back at any time.");
    case SLUICE_CONSENT_DENIED:
      return _("This was answered already: nothing was shared.");
    case SLUICE_CONSENT_EXPIRED:
      return _("The time to answer is over. Nothing was shared; they can ask again.");
    case SLUICE_CONSENT_WITHDRAWN:
    default:
      return _("They do not ask any more. Nothing was shared.");
    }
}

/** sluice_consent_origin_get_text: for a person, how it was asked. */
const char *
sluice_consent_origin_get_text (SluiceConsentOrigin origin)
{
  switch (origin)
    {
    case SLUICE_CONSENT_FROM_LINK:
      return _("Asked by a link that was opened on this computer");
    case SLUICE_CONSENT_FROM_DEVICE:
      return _("Asked by a device whose code was typed in");
    case SLUICE_CONSENT_FROM_BROWSER:
      return _("Asked in a browser");
    case SLUICE_CONSENT_FROM_AFAR:
    default:
      return _("Asked through your cloud");
    }
}

/** sluice_consent_titles_dup_text: (transfer full): the titles of @categories in a row; an unknown one as its id. */
char *
sluice_consent_titles_dup_text (const char * const *categories)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; categories[i] != NULL; i++)
    {
      const SluiceDataCategory *category = sluice_data_category_find (categories[i]);

      if (i > 0)
        /* Translators: between the parts of a list: “Print history, Library”. */
        g_string_append (text, C_("list", ", "));
      g_string_append (text, category != NULL ? _(category->title) : categories[i]);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/** sluice_receipt_dup_text: (transfer full): what was decided, as a sentence for a person. */
char *
sluice_receipt_dup_text (SluiceReceipt *receipt)
{
  const char *name = sluice_consent_party_get_name (sluice_receipt_get_party (receipt));
  g_autofree char *given = sluice_consent_titles_dup_text (sluice_receipt_get_given (receipt));
  g_autofree char *refused = sluice_consent_titles_dup_text (sluice_receipt_get_refused (receipt));

  switch (sluice_receipt_get_decision (receipt))
    {
    case SLUICE_DECISION_APPROVE:
      /* Translators: an app's name, and kinds of data. */
      return g_strdup_printf (_("Shared with %s: %s"), name, given);
    case SLUICE_DECISION_DENY:
      return g_strdup_printf (_("Shared nothing with %s"), name);
    case SLUICE_DECISION_NARROW:
      return g_strdup_printf (_("Took back from %s: %s"), name, refused);
    case SLUICE_DECISION_REVOKE:
      return g_strdup_printf (_("Took everything back from %s"), name);
    case SLUICE_DECISION_EXPIRED:
      return g_strdup_printf (_("Did not answer %s in time, and shared nothing"), name);
    case SLUICE_DECISION_OTHER:
    default:
      return g_strdup_printf (_("Something that this version of Sluice has no word for, about %s"), name);
    }
}
