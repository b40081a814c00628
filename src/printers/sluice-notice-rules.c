/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-notice-rules.h"

#define EVENTS_KEY "notify-events"
#define SILENT_KEY "notify-silent"
#define MINUTES_A_DAY (24 * 60)

static const char *
get_nick (SluicePrinterEventKind kind)
{
  g_autoptr(GEnumClass) class = g_type_class_ref (SLUICE_TYPE_PRINTER_EVENT_KIND);
  GEnumValue *value = g_enum_get_value (class, kind);

  return value != NULL ? value->value_nick : "";
}

static gboolean
list_has (GSettings  *settings,
          const char *key,
          const char *word)
{
  g_auto(GStrv) words = g_settings_get_strv (settings, key);

  return g_strv_contains ((const char * const *) words, word);
}

static void
set_in_list (GSettings  *settings,
             const char *key,
             const char *word,
             gboolean    present)
{
  g_auto(GStrv) words = g_settings_get_strv (settings, key);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) changed = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_equal (words[i], word))
      g_strv_builder_add (builder, words[i]);
  if (present)
    g_strv_builder_add (builder, word);
  changed = g_strv_builder_end (builder);
  g_settings_set_strv (settings, key, (const char * const *) changed);
}

/**
 * sluice_notice_rules_want:
 * @settings: Sluice's
 * @event: what happened
 *
 * Returns: whether the person wants to be told of it at all
 */
gboolean
sluice_notice_rules_want (GSettings          *settings,
                          SluicePrinterEvent *event)
{
  const char *group_id = sluice_printer_group_get_id (sluice_printer_event_get_group (event));

  return sluice_notice_rules_has_kind (settings, sluice_printer_event_get_kind (event)) &&
         !sluice_notice_rules_is_silent (settings, group_id);
}

/**
 * sluice_notice_rules_hold_until:
 * @settings: Sluice's
 * @now: the time where the person is
 *
 * Returns: seconds since the epoch before which nothing is to be shown; 0 when it may be shown at once
 */
gint64
sluice_notice_rules_hold_until (GSettings *settings,
                                GDateTime *now)
{
  const int minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  const gint64 begin = g_date_time_to_unix (now) - g_date_time_get_second (now);
  const int digest = g_settings_get_int (settings, "notify-digest");
  gint64 until = digest > 0 ? g_date_time_to_unix (now) + digest * 60 : 0;
  gboolean quiet;
  int from;
  int to;

  g_settings_get (settings, "notify-quiet", "(bii)", &quiet, &from, &to);
  from = CLAMP (from, 0, MINUTES_A_DAY - 1);
  to = CLAMP (to, 0, MINUTES_A_DAY - 1);
  /* The night goes over midnight. */
  if (quiet && from != to && (from < to ? minute >= from && minute < to : minute >= from || minute < to))
    until = MAX (until, begin + ((to - minute + MINUTES_A_DAY) % MINUTES_A_DAY) * 60);
  return until;
}

gboolean
sluice_notice_rules_is_silent (GSettings  *settings,
                               const char *group_id)
{
  return list_has (settings, SILENT_KEY, group_id);
}

/** sluice_notice_rules_set_silent: nothing of that group is told, or everything that is wanted is. */
void
sluice_notice_rules_set_silent (GSettings  *settings,
                                const char *group_id,
                                gboolean    silent)
{
  set_in_list (settings, SILENT_KEY, group_id, silent);
}

gboolean
sluice_notice_rules_has_kind (GSettings              *settings,
                              SluicePrinterEventKind  kind)
{
  return list_has (settings, EVENTS_KEY, get_nick (kind));
}

/** sluice_notice_rules_set_kind: whether events of that kind are told of. */
void
sluice_notice_rules_set_kind (GSettings              *settings,
                              SluicePrinterEventKind  kind,
                              gboolean                wanted)
{
  set_in_list (settings, EVENTS_KEY, get_nick (kind), wanted);
}
