/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * sluice_format_bytes:
 * @n_bytes: an amount of bytes
 *
 * Returns: (transfer full): "1.2 MB", in the desktop's units
 */
char *
sluice_format_bytes (guint64 n_bytes)
{
  return g_format_size (n_bytes);
}

/**
 * sluice_format_exact_bytes:
 * @n_bytes: an amount of bytes
 *
 * For sentences that state what left, where rounding would be a fib.
 *
 * Returns: (transfer full): "1,234 bytes", with the locale's separators
 */
char *
sluice_format_exact_bytes (guint64 n_bytes)
{
  g_autofree char *figure = g_strdup_printf ("%'" G_GUINT64_FORMAT, n_bytes);

  /* ngettext() takes a long; only the plural form hangs on it. */
  return g_strdup_printf (ngettext ("%s byte", "%s bytes", (gulong) MIN (n_bytes, G_MAXLONG)), figure);
}

/**
 * sluice_format_share:
 * @part: bytes of the part
 * @whole: bytes of the whole
 *
 * Returns: (transfer full): "4 KB of 246 MB"
 */
char *
sluice_format_share (guint64 part,
                     guint64 whole)
{
  g_autofree char *part_text = g_format_size (part);
  g_autofree char *whole_text = g_format_size (whole);

  /* Translators: a part of a whole, both in bytes: "4 KB of 246 MB" */
  return g_strdup_printf (_("%s of %s"), part_text, whole_text);
}

/**
 * sluice_format_percent:
 * @fraction: 0 to 1
 *
 * Whole percents, rounded down: nothing is at 100 % before it is done.
 *
 * Returns: (transfer full): "42 %"
 */
char *
sluice_format_percent (double fraction)
{
  /* The small amount keeps 0.29 × 100 from being 28. */
  int percent = (int) floor (CLAMP (fraction, 0.0, 1.0) * 100.0 + 1e-9);

  /* Translators: a progress in percent */
  return g_strdup_printf (C_("progress", "%d %%"), percent);
}

/**
 * sluice_format_duration:
 * @seconds: a length of time
 *
 * The two largest units, which is what one can take in.
 *
 * Returns: (transfer full): "1 h 21 min", "12 min 5 s", "40 s"
 */
char *
sluice_format_duration (gint64 seconds)
{
  gint64 hours;
  gint64 minutes;

  seconds = MAX (seconds, 0);
  hours = seconds / 3600;
  minutes = seconds % 3600 / 60;

  if (hours > 0 && minutes > 0)
    /* Translators: hours and minutes of a duration */
    return g_strdup_printf (_("%d h %d min"), (int) hours, (int) minutes);
  if (hours > 0)
    return g_strdup_printf (_("%d h"), (int) hours);
  if (minutes > 0 && seconds % 60 > 0)
    /* Translators: minutes and seconds of a duration */
    return g_strdup_printf (_("%d min %d s"), (int) minutes, (int) (seconds % 60));
  if (minutes > 0)
    return g_strdup_printf (_("%d min"), (int) minutes);
  return g_strdup_printf (_("%d s"), (int) seconds);
}

/* (transfer full): from ten minutes on, steps of five. */
static char *
format_estimate (gint64 seconds)
{
  gint64 minutes = (seconds + 30) / 60;

  if (minutes >= 10)
    minutes = (minutes + 2) / 5 * 5;
  return sluice_format_duration (minutes * 60);
}

/**
 * sluice_format_time_left_range:
 * @low: seconds it takes at least
 * @high: seconds it takes at most
 *
 * Returns: (transfer full) (nullable): "25 min to 40 min left"; what sluice_format_time_left() says when both are as good as the same
 */
char *
sluice_format_time_left_range (gint64 low,
                               gint64 high)
{
  g_autofree char *from = format_estimate (low);
  g_autofree char *to = format_estimate (high);

  if (low < 60 || g_str_equal (from, to))
    return sluice_format_time_left (high);
  /* Translators: two durations, the least and the most it may take: "25 min to 40 min left" */
  return g_strdup_printf (_("%s to %s left"), from, to);
}

/**
 * sluice_format_time_left:
 * @seconds: an estimate, negative when there is none
 *
 * An estimate to the second pretends to know what nobody knows: from ten minutes
 * on, steps of five.
 *
 * Returns: (transfer full) (nullable): "about 20 min left"
 */
char *
sluice_format_time_left (gint64 seconds)
{
  g_autofree char *duration = NULL;

  if (seconds < 0)
    return NULL;
  if (seconds < 60)
    return g_strdup (_("less than a minute left"));

  duration = format_estimate (seconds);

  /* Translators: a duration such as "1 h 20 min" */
  return g_strdup_printf (_("about %s left"), duration);
}

/**
 * sluice_format_age:
 * @now: the time, in microseconds since the epoch
 * @then: an earlier time, in microseconds since the epoch
 *
 * Returns: (transfer full): "12 s ago"; a time ahead of @now is "just now", as
 *   clocks of two machines differ
 */
char *
sluice_format_age (gint64 now,
                   gint64 then)
{
  gint64 seconds = (now - then) / G_USEC_PER_SEC;

  if (seconds < 2)
    return g_strdup (_("just now"));
  if (seconds < 60)
    return g_strdup_printf (_("%d s ago"), (int) seconds);
  if (seconds < 3600)
    return g_strdup_printf (_("%d min ago"), (int) (seconds / 60));
  if (seconds < 24 * 3600)
    return g_strdup_printf (_("%d h ago"), (int) (seconds / 3600));

  seconds /= 24 * 3600;
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) seconds), (int) seconds);
}

/**
 * sluice_format_as_of:
 * @now: the time, in microseconds since the epoch
 * @then: when it was observed, in microseconds since the epoch; 0 for never
 *
 * Returns: (transfer full): "as of 12 s ago", "not seen yet"
 */
char *
sluice_format_as_of (gint64 now,
                     gint64 then)
{
  g_autofree char *age = NULL;

  if (then <= 0)
    return g_strdup (_("not seen yet"));

  age = sluice_format_age (now, then);
  /* Translators: how old a value is; the placeholder is "12 s ago" or "just now" */
  return g_strdup_printf (_("as of %s"), age);
}

/**
 * sluice_format_stale:
 * @now: the time, in microseconds since the epoch
 * @then: when it was observed, in microseconds since the epoch; 0 for never
 * @reason: (nullable): why it is not newer, as a sentence or two
 *
 * Returns: (transfer full) (nullable): "as of 6 min ago. The cloud does not answer."; %NULL while it is fresh
 */
char *
sluice_format_stale (gint64      now,
                     gint64      then,
                     const char *reason)
{
  g_autofree char *age = sluice_format_as_of (now, then);

  /* Translators: how old it is, and why: "as of 6 min ago. The cloud does not answer." */
  return reason != NULL ? g_strdup_printf (_("%s. %s"), age, reason) : NULL;
}

/**
 * sluice_format_day:
 * @day: any time of that day
 * @now: the time now, in the same time zone
 *
 * Returns: (transfer full): "Today", "Yesterday", "Monday, 3 March 2025"
 */
char *
sluice_format_day (GDateTime *day,
                   GDateTime *now)
{
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);
  int day_of_year = g_date_time_get_day_of_year (day);
  int year = g_date_time_get_year (day);

  if (year == g_date_time_get_year (now) && day_of_year == g_date_time_get_day_of_year (now))
    return g_strdup (_("Today"));
  if (year == g_date_time_get_year (yesterday) && day_of_year == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_("Yesterday"));

  /* Translators: a day as g_date_time_format() writes it: "Monday, 3 March 2025" */
  return g_date_time_format (day, C_("day", "%A, %-d %B %Y"));
}

/**
 * sluice_format_clock:
 * @time: a time, in the zone to show it in
 *
 * Returns: (transfer full): "14:05", as the locale writes the time of day
 */
char *
sluice_format_clock (GDateTime *time)
{
  /* Translators: a time of day as g_date_time_format() writes it: "14:05" */
  return g_date_time_format (time, C_("time of day", "%H:%M"));
}

static char *
format_local (gint64      seconds,
              const char *format)
{
  g_autoptr(GDateTime) local = seconds > 0 ? g_date_time_new_from_unix_local (seconds) : NULL;

  /* What is no time at all comes from a file that somebody else wrote. */
  return local != NULL ? g_date_time_format (local, format) : g_strdup (C_("day", "unknown"));
}

/**
 * sluice_format_date:
 * @seconds: since the epoch
 *
 * Returns: (transfer full): "23 November 2026", in the time zone of this computer
 */
char *
sluice_format_date (gint64 seconds)
{
  /* Translators: a day as g_date_time_format() writes it, within a sentence: "3 March 2025" */
  return format_local (seconds, C_("date", "%-d %B %Y"));
}

/**
 * sluice_format_moment:
 * @seconds: since the epoch
 *
 * Returns: (transfer full): "23 November 2026, 14:05", in the time zone of this computer
 */
char *
sluice_format_moment (gint64 seconds)
{
  /* Translators: a day and a time as g_date_time_format() writes it: "3 March 2025, 14:05" */
  return format_local (seconds, C_("moment", "%-d %B %Y, %H:%M"));
}
