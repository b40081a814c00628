/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-look.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Degrees within which a heater has what it is to have. */
#define REACHED 2

typedef struct
{
  const char *title;
  const char *icon_name;
  const char *css_class;
} StateLook;

static const StateLook looks[] = {
  [SLUICE_PRINTER_UNKNOWN] = { NC_("printer", "Unknown"), "dialog-question-symbolic", "state-quiet" },
  [SLUICE_PRINTER_OFFLINE] = { NC_("printer", "Offline"), "network-offline-symbolic", "state-quiet" },
  [SLUICE_PRINTER_STARTING] = { NC_("printer", "Starting"), "content-loading-symbolic", "state-quiet" },
  [SLUICE_PRINTER_IDLE] = { NC_("printer", "Ready"), "object-select-symbolic", "state-good" },
  [SLUICE_PRINTER_BUSY] = { NC_("printer", "Busy"), "content-loading-symbolic", "state-busy" },
  [SLUICE_PRINTER_PREPARING] = { NC_("printer", "Warming up"), "weather-clear-symbolic", "state-busy" },
  [SLUICE_PRINTER_PRINTING] = { NC_("printer", "Printing"), "printer-printing-symbolic", "state-busy" },
  [SLUICE_PRINTER_PAUSING] = { NC_("printer", "Pausing"), "media-playback-pause-symbolic", "state-warning" },
  [SLUICE_PRINTER_PAUSED] = { NC_("printer", "Paused"), "media-playback-pause-symbolic", "state-warning" },
  [SLUICE_PRINTER_CANCELLING] = { NC_("printer", "Stopping"), "process-stop-symbolic", "state-warning" },
  [SLUICE_PRINTER_ATTENTION] = { NC_("printer", "Needs you"), "dialog-warning-symbolic", "state-warning" },
  [SLUICE_PRINTER_WAIT_CLEANUP] = { NC_("printer", "Clear the plate"), "edit-clear-all-symbolic", "state-warning" },
  [SLUICE_PRINTER_ERROR] = { NC_("printer", "Fault"), "dialog-error-symbolic", "state-error" },
  [SLUICE_PRINTER_MAINTENANCE] = { NC_("printer", "Maintenance"), "preferences-other-symbolic", "state-quiet" },
  [SLUICE_PRINTER_DISABLED] = { NC_("printer", "Switched off"), "action-unavailable-symbolic", "state-quiet" },
};

static const StateLook *
get_look (SluicePrinterState state)
{
  return &looks[(guint) state < G_N_ELEMENTS (looks) ? state : SLUICE_PRINTER_UNKNOWN];
}

/**
 * sluice_printer_state_get_title:
 * @state: a state
 *
 * Returns: a word or two for it, translated
 */
const char *
sluice_printer_state_get_title (SluicePrinterState state)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "printer", get_look (state)->title);
}

/**
 * sluice_printer_state_get_icon_name:
 * @state: a state
 *
 * Returns: the name of a symbolic icon
 */
const char *
sluice_printer_state_get_icon_name (SluicePrinterState state)
{
  return get_look (state)->icon_name;
}

/**
 * sluice_printer_state_get_css_class:
 * @state: a state
 *
 * Returns: the style class that tells calm from urgent
 */
const char *
sluice_printer_state_get_css_class (SluicePrinterState state)
{
  return get_look (state)->css_class;
}

/**
 * sluice_print_job_dup_title:
 * @job: a job
 *
 * Returns: (transfer full): the name that only this computer knows, else the
 *   one the cloud knows
 */
char *
sluice_print_job_dup_title (SluicePrintJob *job)
{
  const char *name = sluice_print_job_get_local_name (job);

  if (name == NULL)
    name = sluice_print_job_get_name (job);
  return g_strdup (name != NULL && *name != '\0' ? name : _("Job without a name"));
}

/**
 * sluice_print_job_dup_time_left:
 * @job: a job
 *
 * Returns: (transfer full) (nullable): "about 20 min left", "25 min to 40 min left"; %NULL when nobody says
 */
char *
sluice_print_job_dup_time_left (SluicePrintJob *job)
{
  SluiceJobState state = sluice_print_job_get_state (job);
  gint64 low;
  gint64 high;

  if (sluice_print_job_get_time_left (job, &low, &high) == SLUICE_ESTIMATE_NONE)
    return NULL;
  if (state != SLUICE_JOB_PRINTING && state != SLUICE_JOB_PREPARING && state != SLUICE_JOB_PAUSED)
    return NULL;
  return sluice_format_time_left_range (low, high);
}

/**
 * sluice_printer_dup_description:
 * @printer: a printer
 *
 * All a card shows in one line, for who hears it instead of seeing it.
 *
 * Returns: (transfer full): "Left, Ultimaker S5: Printing. Bracket, 42 %, about 20 min left"
 */
char *
sluice_printer_dup_description (SluicePrinter *printer)
{
  g_autoptr(GString) text = g_string_new (sluice_printer_get_name (printer));
  const char *model = sluice_printer_get_model (printer);
  const char *attention = sluice_printer_get_attention (printer);
  SluicePrintJob *job = sluice_printer_get_job (printer);

  if (model != NULL)
    g_string_append_printf (text, ", %s", model);
  g_string_append_printf (text, ": %s", sluice_printer_state_get_title (sluice_printer_get_state (printer)));
  if (attention != NULL)
    g_string_append_printf (text, ". %s", attention);
  if (job != NULL)
    {
      g_autofree char *title = sluice_print_job_dup_title (job);
      g_autofree char *percent = sluice_format_percent (sluice_print_job_get_progress (job));
      g_autofree char *left = sluice_print_job_dup_time_left (job);

      g_string_append_printf (text, ". %s, %s", title, percent);
      if (left != NULL)
        g_string_append_printf (text, ", %s", left);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/** sluice_print_job_get_estimate_words: (nullable): whose estimate the time left is, translated. */
const char *
sluice_print_job_get_estimate_words (SluicePrintJob *job)
{
  gint64 low;
  gint64 high;

  switch (sluice_print_job_get_time_left (job, &low, &high))
    {
    case SLUICE_ESTIMATE_SLICER:
      return _("As the slicer worked it out");
    case SLUICE_ESTIMATE_PRINTER:
      return _("As the printer says");
    case SLUICE_ESTIMATE_PROGRESS:
      return _("If it goes on at this pace");
    case SLUICE_ESTIMATE_SEVERAL:
      return _("The slicer, the printer and the pace so far need not agree");
    case SLUICE_ESTIMATE_NONE:
    default:
      return NULL;
    }
}

/** sluice_heater_dup_title: (transfer full): @name: as #SluiceTemperature has it. Returns "Nozzle 1", "Build plate" */
char *
sluice_heater_dup_title (const char *name)
{
  guint64 tool;

  if (g_str_equal (name, "bed"))
    return g_strdup (_("Build plate"));
  if (g_str_equal (name, "chamber"))
    return g_strdup (_("Chamber"));
  if (g_str_has_prefix (name, "tool") && g_ascii_string_to_unsigned (name + strlen ("tool"), 10, 0, 99, &tool, NULL))
    /* Translators: %u counts nozzles from 1 */
    return g_strdup_printf (_("Nozzle %u"), (guint) tool + 1);
  return g_utf8_make_valid (name, -1);
}

/**
 * sluice_temperature_dup_text:
 * @actual: degrees Celsius
 * @target: degrees Celsius; 0 when it does not heat
 *
 * Returns: (transfer full): "214 °C, to become 220 °C"
 */
char *
sluice_temperature_dup_text (double actual,
                             double target)
{
  if (target > 0 && ABS (target - actual) <= REACHED)
    /* Translators: degrees Celsius, when a heater has what it is to have */
    return g_strdup_printf (_("%.0f °C, as set"), actual);
  if (target > 0)
    /* Translators: degrees Celsius: what a heater has, and what it is to have */
    return g_strdup_printf (_("%.0f °C, to become %.0f °C"), actual, target);
  return g_strdup_printf (_("%.0f °C"), actual);
}
