/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-past-look.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *title;
  const char *icon_name;
  const char *css_class;
} looks[] = {
  [SLUICE_PAST_RUNNING] = { NC_("past print", "Goes on"), "printer-printing-symbolic", "state-busy" },
  [SLUICE_PAST_FINISHED] = { NC_("past print", "Finished"), "object-select-symbolic", "state-good" },
  [SLUICE_PAST_FAILED] = { NC_("past print", "Failed"), "dialog-error-symbolic", "state-error" },
  [SLUICE_PAST_STOPPED] = { NC_("past print", "Stopped"), "process-stop-symbolic", "state-warning" },
  [SLUICE_PAST_UNSEEN] = { NC_("past print", "Ended unseen"), "dialog-question-symbolic", "state-quiet" },
};

static guint
get_index (SluicePastResult result)
{
  return (guint) result < G_N_ELEMENTS (looks) ? result : SLUICE_PAST_UNSEEN;
}

const char *
sluice_past_result_get_title (SluicePastResult result)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "past print", looks[get_index (result)].title);
}

const char *
sluice_past_result_get_icon_name (SluicePastResult result)
{
  return looks[get_index (result)].icon_name;
}

const char *
sluice_past_result_get_css_class (SluicePastResult result)
{
  return looks[get_index (result)].css_class;
}

/** sluice_past_print_dup_title: (transfer full): the job's name. */
char *
sluice_past_print_dup_title (SluicePastPrint *print)
{
  const char *name = sluice_past_print_get_text (print, "name");

  return g_strdup (name != NULL && *name != '\0' ? name : _("Job without a name"));
}

static void
add_part (GStrvBuilder *builder,
          const char   *text)
{
  if (text != NULL && *text != '\0')
    g_strv_builder_add (builder, text);
}

/** sluice_past_print_dup_subtitle: (transfer full): "3 Mar 2026, 14:00 · 2 h 10 min · Left · Lab". */
char *
sluice_past_print_dup_subtitle (SluicePastPrint *print)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *when = sluice_format_moment (sluice_past_print_get_started (print));
  const gint64 seconds = sluice_past_print_get_seconds (print);
  g_autofree char *duration = seconds >= 0 ? sluice_format_duration (seconds) : NULL;

  add_part (builder, when);
  add_part (builder, duration);
  add_part (builder, sluice_past_print_get_text (print, "printer"));
  add_part (builder, sluice_past_print_get_text (print, "group"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

/**
 * sluice_past_prints_dup_sum:
 * @prints: of #SluicePastPrint
 *
 * Returns: (transfer full): "24 prints, 92 % finished, 130 h of printing"
 */
char *
sluice_past_prints_dup_sum (GListModel *prints)
{
  g_autofree char *share = NULL;
  g_autofree char *duration = NULL;
  SluicePastSum sum;

  sluice_past_prints_sum (prints, &sum);
  if (sum.n_prints == 0)
    return g_strdup (_("No print has ended yet while Sluice looked"));

  share = sluice_format_percent ((double) sum.n_finished / sum.n_prints);
  duration = sluice_format_duration (sum.seconds);
  /* Translators: how many prints ended, how many of them well, and how long they took in all */
  return g_strdup_printf (ngettext ("%u print seen to its end, %s finished, %s of printing",
                                    "%u prints seen to their end, %s finished, %s of printing", sum.n_prints),
                          sum.n_prints, share, duration);
}

static gboolean
text_matches (SluicePastPrint *print,
              const char      *property,
              const char      *search)
{
  const char *text = sluice_past_print_get_text (print, property);
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, search) != NULL;
}

/**
 * sluice_past_print_matches:
 * @print: a print
 * @search: what is looked for, as it is typed
 *
 * Returns: whether the job, its printer or group has that in its name
 */
gboolean
sluice_past_print_matches (SluicePastPrint *print,
                           const char      *search)
{
  g_autofree char *folded = g_utf8_casefold (search, -1);

  return *folded == '\0' || text_matches (print, "name", folded) || text_matches (print, "printer", folded) ||
         text_matches (print, "group", folded);
}
