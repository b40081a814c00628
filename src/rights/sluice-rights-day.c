/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-day.h"

/*
 * Terms are counted in days of the calendar, not in seconds: a request that was
 * sent in the evening is not due in the evening, and stays due on the same day
 * when the person travels.
 */
#define MONTHS 1
#define MORE_MONTHS 2 /* GDPR Art. 12(3), second sentence */

/** sluice_rights_day_of: the day, where this computer is, of a time in seconds since the epoch. */
SluiceRightsDay
sluice_rights_day_of (gint64 seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);
  GDate date;
  int year, month, day;

  if (time == NULL)
    return 0;

  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/**
 * sluice_rights_day_due:
 * @sent: when the request was sent
 * @extended: whether they said in time that they need longer
 *
 * One month, or three (GDPR Art. 12(3)). A term in months ends on the day of the same number, and where the last month
 * has none, on its last day (Regulation 1182/71, Art. 3(2)(c)).
 *
 * Returns: the last day on which the answer is in time
 */
SluiceRightsDay
sluice_rights_day_due (SluiceRightsDay sent,
                       gboolean        extended)
{
  GDate date;

  g_return_val_if_fail (g_date_valid_julian (sent), 0);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, sent);
  g_date_add_months (&date, extended ? MONTHS + MORE_MONTHS : MONTHS);
  return g_date_get_julian (&date);
}

/** sluice_rights_day_to_seconds: a time on that day, where this computer is, in seconds since the epoch; 0 for none. */
gint64
sluice_rights_day_to_seconds (SluiceRightsDay day)
{
  g_autoptr(GDateTime) noon = NULL;
  GDate date;

  if (!g_date_valid_julian (day))
    return 0;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  noon = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 12, 0, 0);
  return noon != NULL ? g_date_time_to_unix (noon) : 0;
}
