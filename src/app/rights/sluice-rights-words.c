/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-words.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>

/** sluice_rights_get_title: what the person wants, in a few words. */
const char *
sluice_rights_get_title (SluiceRight right)
{
  switch (right)
    {
    case SLUICE_RIGHT_ACCESS:
      return C_("right", "Know what they keep");
    case SLUICE_RIGHT_RECTIFICATION:
      return C_("right", "Have something corrected");
    case SLUICE_RIGHT_ERASURE:
      return C_("right", "Have everything erased");
    case SLUICE_RIGHT_PORTABILITY:
    case SLUICE_RIGHT_LAST:
    default:
      return C_("right", "Get what I gave them as a file");
    }
}

/** sluice_rights_get_description: what comes of it, in a sentence, and where it is written. */
const char *
sluice_rights_get_description (SluiceRight right)
{
  switch (right)
    {
    case SLUICE_RIGHT_ACCESS:
      return _("They have to give you a copy, and say what for, who sees it, and how long they keep it (Article 15 GDPR).");
    case SLUICE_RIGHT_RECTIFICATION:
      return _("They have to correct what is wrong, and tell those they gave it to (Article 16 GDPR).");
    case SLUICE_RIGHT_ERASURE:
      return _("They have to erase what they need not keep by law. There is no way back (Article 17 GDPR).");
    case SLUICE_RIGHT_PORTABILITY:
    case SLUICE_RIGHT_LAST:
    default:
      return _("They have to give it to you in a form that other programs can read (Article 20 GDPR).");
    }
}

const char *
sluice_rights_get_icon_name (SluiceRightsState state)
{
  switch (state)
    {
    case SLUICE_RIGHTS_DRAFT:
      return "document-edit-symbolic";
    case SLUICE_RIGHTS_WAITING:
      return "document-open-recent-symbolic";
    case SLUICE_RIGHTS_OVERDUE:
      return "dialog-warning-symbolic";
    case SLUICE_RIGHTS_ANSWERED:
      return "object-select-symbolic";
    case SLUICE_RIGHTS_CLOSED:
    default:
      return "window-close-symbolic";
    }
}

/** sluice_rights_describe_day: (transfer full): "3 April 2026". */
char *
sluice_rights_describe_day (SluiceRightsDay day)
{
  return sluice_format_date (sluice_rights_day_to_seconds (day));
}

static char *
describe_waiting (SluiceRightsDay due,
                  SluiceRightsDay today)
{
  const guint n_days = due - today;

  if (n_days == 0)
    return g_strdup (_("Answer due today"));
  return g_strdup_printf (ngettext ("Answer due in %u day", "Answer due in %u days", n_days), n_days);
}

/**
 * sluice_rights_describe_state:
 * @request: a request
 * @today: the day
 *
 * Returns: (transfer full): how far it is: "Answer due in 12 days"
 */
char *
sluice_rights_describe_state (SluiceRightsRequest *request,
                              SluiceRightsDay      today)
{
  const SluiceRightsDay due = sluice_rights_request_get_due (request);
  g_autofree char *day = NULL;

  switch (sluice_rights_request_get_state (request, today))
    {
    case SLUICE_RIGHTS_DRAFT:
      return g_strdup (_("Not sent yet"));
    case SLUICE_RIGHTS_WAITING:
      return describe_waiting (due, today);
    case SLUICE_RIGHTS_OVERDUE:
      return g_strdup_printf (ngettext ("Answer overdue by %u day", "Answer overdue by %u days", today - due), today - due);
    case SLUICE_RIGHTS_ANSWERED:
      day = sluice_rights_describe_day (sluice_rights_request_get_answered (request));
      /* Translators: %s is a day */
      return g_strdup_printf (_("Answered, filed on %s"), day);
    case SLUICE_RIGHTS_CLOSED:
    default:
      day = sluice_rights_describe_day (sluice_rights_request_get_closed (request));
      /* Translators: %s is a day */
      return g_strdup_printf (_("Closed without an answer on %s"), day);
    }
}

/**
 * sluice_rights_describe_next:
 * @request: a request
 * @today: the day
 *
 * Returns: (transfer full): what there is to do next
 */
char *
sluice_rights_describe_next (SluiceRightsRequest *request,
                             SluiceRightsDay      today)
{
  g_autofree char *due = sluice_rights_describe_day (sluice_rights_request_get_due (request));

  switch (sluice_rights_request_get_state (request, today))
    {
    case SLUICE_RIGHTS_DRAFT:
      return g_strdup (_("Sluice sends nothing by itself. Send the letter with your e-mail program or by post, then say here "
                         "that it was sent: the term for the answer begins with that day."));
    case SLUICE_RIGHTS_WAITING:
      /* Translators: %s is a day */
      return g_strdup_printf (_("They have until %s. There is nothing to do before."), due);
    case SLUICE_RIGHTS_OVERDUE:
      /* Translators: %s is a day */
      return g_strdup_printf (_("They had until %s. Remind them, or complain to the data protection authority of your country: "
                                "that costs nothing."), due);
    case SLUICE_RIGHTS_ANSWERED:
      return g_strdup (_("There is nothing more to do."));
    case SLUICE_RIGHTS_CLOSED:
    default:
      return g_strdup (_("You are not reminded of it any more."));
    }
}

/** sluice_rights_describe_overdue: (transfer full): what the Overview says. */
char *
sluice_rights_describe_overdue (guint n_overdue)
{
  return g_strdup_printf (ngettext ("%u formal request was not answered in time", "%u formal requests were not answered in time",
                                    n_overdue), n_overdue);
}
