/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-letter.h"

#include "sluice-mailto.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ADDRESS 254 /* RFC 5321, section 4.5.3.1.3, without the brackets */

static char *
dup_day (SluiceRightsDay day)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (sluice_rights_day_to_seconds (day));

  /* Translators: a day as g_date_time_format() writes it, in a letter: "3 March 2025" */
  return time != NULL ? g_date_time_format (time, C_("letter", "%-d %B %Y")) : g_strdup ("");
}

static gboolean
is_reminder (SluiceRightsRequest *request,
             SluiceRightsDay      today)
{
  return sluice_rights_request_get_state (request, today) == SLUICE_RIGHTS_OVERDUE;
}

/**
 * sluice_rights_letter_dup_subject:
 * @request: what is asked for
 * @today: the day
 *
 * Returns: (transfer full): the subject of the letter, one line
 */
char *
sluice_rights_letter_dup_subject (SluiceRightsRequest *request,
                                  SluiceRightsDay      today)
{
  const gboolean reminder = is_reminder (request, today);

  switch (sluice_rights_request_get_right (request))
    {
    case SLUICE_RIGHT_ACCESS:
      return g_strdup (reminder ? _("Reminder: request for access to my personal data (Article 15 GDPR)")
                                : _("Request for access to my personal data (Article 15 GDPR)"));
    case SLUICE_RIGHT_RECTIFICATION:
      return g_strdup (reminder ? _("Reminder: request to correct my personal data (Article 16 GDPR)")
                                : _("Request to correct my personal data (Article 16 GDPR)"));
    case SLUICE_RIGHT_ERASURE:
      return g_strdup (reminder ? _("Reminder: request to erase my personal data (Article 17 GDPR)")
                                : _("Request to erase my personal data (Article 17 GDPR)"));
    case SLUICE_RIGHT_PORTABILITY:
    case SLUICE_RIGHT_LAST:
    default:
      return g_strdup (reminder ? _("Reminder: request to receive my personal data (Article 20 GDPR)")
                                : _("Request to receive my personal data (Article 20 GDPR)"));
    }
}

static const char *
get_demand (SluiceRight right)
{
  switch (right)
    {
    case SLUICE_RIGHT_ACCESS:
      return _("Under Article 15 of the General Data Protection Regulation (EU) 2016/679 I ask you to confirm whether you "
               "process personal data about me, and if so, to give me a copy of it and the information of Article "
               "15(1) and (2): the purposes, the categories of data, to whom it was or will be disclosed, how long it "
               "is kept, where it came from if not from me, whether there is automated decision-making, and the "
               "safeguards where it is transferred to third countries.");
    case SLUICE_RIGHT_RECTIFICATION:
      return _("Under Article 16 of the General Data Protection Regulation (EU) 2016/679 I ask you to correct, without "
               "undue delay, the personal data about me that is named below, and under Article 19 to tell those to "
               "whom it was disclosed.");
    case SLUICE_RIGHT_ERASURE:
      return _("Under Article 17 of the General Data Protection Regulation (EU) 2016/679 I ask you to erase, without undue "
               "delay, all personal data about me, and under Article 19 to tell those to whom it was disclosed. I "
               "withdraw any consent that I gave to its processing. If you have to keep some of it, tell me what, on "
               "which ground, and until when.");
    case SLUICE_RIGHT_PORTABILITY:
    case SLUICE_RIGHT_LAST:
    default:
      return _("Under Article 20 of the General Data Protection Regulation (EU) 2016/679 I ask you to give me the personal "
               "data that I provided to you, in a structured, commonly used and machine-readable format.");
    }
}

static void
add_paragraph (GString    *text,
               const char *paragraph)
{
  g_string_append_printf (text, "%s\n\n", paragraph);
}

/* @value: nothing is added when it is empty */
static void
add_fact (GString    *text,
          const char *name,
          const char *value)
{
  if (*value != '\0')
    /* Translators: what it is, and what was written: "Account: ada" */
    g_string_append_printf (text, C_("letter", "%s: %s\n\n"), name, value);
}

static void
add_reminder (GString             *text,
              SluiceRightsRequest *request)
{
  g_autofree char *sent = dup_day (sluice_rights_request_get_sent (request));
  g_autofree char *due = dup_day (sluice_rights_request_get_due (request));
  /* Translators: two days: when the letter was sent, and until when it should have been answered */
  g_autofree char *paragraph = g_strdup_printf (
    _("On %s I sent you the request below. The term for your answer ended on %s (Article 12(3)). I remind you of it. "
      "Without an answer I can complain to a supervisory authority (Article 77)."), sent, due);

  add_paragraph (text, paragraph);
}

/**
 * sluice_rights_letter_dup_text:
 * @request: what is asked for
 * @today: the day
 *
 * Returns: (transfer full): the letter; what was sent and is in time, as it was sent
 */
char *
sluice_rights_letter_dup_text (SluiceRightsRequest *request,
                               SluiceRightsDay      today)
{
  GString *text = g_string_new (NULL);
  const gboolean reminder = is_reminder (request, today);
  const SluiceRightsDay sent = sluice_rights_request_get_sent (request);
  g_autofree char *day = dup_day (sent != 0 && !reminder ? sent : today);

  add_fact (text, C_("letter", "To"), sluice_rights_request_get_recipient (request));
  add_fact (text, C_("letter", "Date"), day);
  if (reminder)
    add_reminder (text, request);
  add_paragraph (text, get_demand (sluice_rights_request_get_right (request)));
  add_fact (text, C_("letter", "My account with you"), sluice_rights_request_get_account (request));
  add_fact (text,
            sluice_rights_request_get_right (request) == SLUICE_RIGHT_RECTIFICATION
              ? C_("letter", "What is wrong, and what is right")
              : C_("letter", "It is about"),
            sluice_rights_request_get_details (request));
  add_paragraph (text, _("Answer by e-mail, within one month of receiving this (Article 12(3)). If you need longer, tell me "
                         "why within that month. If you cannot tell who I am, tell me what else you need to know "
                         "(Article 12(6)); I will not send more data about me than that takes."));
  g_string_append (text, _("Kind regards"));
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/**
 * sluice_rights_letter_is_address:
 * @text: what a person typed
 *
 * Whether it can be an e-mail address. Only what would get into the way of a `mailto:` address is refused.
 */
gboolean
sluice_rights_letter_is_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL && strlen (text) <= MOST_ADDRESS &&
         strpbrk (text, " \t\r\n,;:<>()[]\\\"?&#%") == NULL && g_str_is_ascii (text);
}

/**
 * sluice_rights_letter_dup_uri:
 * @request: what is asked for
 * @today: the day that the letter bears
 *
 * Returns: (transfer full): the letter as a `mailto:` address (RFC 6068), for the person's e-mail program
 */
char *
sluice_rights_letter_dup_uri (SluiceRightsRequest *request,
                              SluiceRightsDay      today)
{
  g_autofree char *subject = sluice_rights_letter_dup_subject (request, today);
  g_autofree char *text = sluice_rights_letter_dup_text (request, today);
  g_autofree char *address = g_uri_escape_string (sluice_rights_request_get_address (request), "@+", FALSE);

  return sluice_mailto_new (address, subject, text);
}
