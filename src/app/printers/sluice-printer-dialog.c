/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-dialog.h"

#include "sluice-fact-row.h"
#include "sluice-format.h"
#include "sluice-printer-look.h"
#include "sluice-temperature-chart.h"

#include <glib/gi18n-lib.h>

struct _SluicePrinterDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluicePrinter  *printer;
  SluiceTicker   *ticker;
  SluicePrintJob *watched_job; /* nullable: whose changes are followed */
  GPtrArray      *material_rows; /* of GtkWidget, borrowed */
  GPtrArray      *heater_rows;
  GPtrArray      *machine_rows;

  /* template children */
  AdwActionRow *state;
  GtkImage *state_icon;
  AdwActionRow *age;
  GtkWidget *job;
  AdwActionRow *job_name;
  GtkProgressBar *progress;
  GtkLabel *percent;
  AdwActionRow *time_left;
  AdwActionRow *time_elapsed;
  AdwPreferencesGroup *temperatures;
  SluiceTemperatureChart *chart;
  AdwPreferencesGroup *materials;
  AdwPreferencesGroup *machine;
};

G_DEFINE_FINAL_TYPE (SluicePrinterDialog, sluice_printer_dialog, ADW_TYPE_DIALOG)

/* The row @i of a group of rows that come as they are needed. */
static GtkWidget *
need_row (AdwPreferencesGroup *group,
          GPtrArray           *rows,
          guint                i)
{
  while (rows->len <= i)
    {
      GtkWidget *row = sluice_fact_row_new ();

      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
  return g_ptr_array_index (rows, i);
}

/* Those after the first @n are not needed now. */
static void
show_rows (GPtrArray *rows,
           guint      n)
{
  for (guint i = 0; i < rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (rows, i), i < n);
}

static void
show_age (SluicePrinterDialog *self)
{
  SluiceObservation *observation = sluice_printer_get_observation (self->printer);
  g_autofree char *age = sluice_format_as_of (sluice_ticker_get_now (self->ticker),
                                              sluice_observation_get_observed_at (observation));
  const char *source = sluice_observation_get_source (observation);
  const char *reason = sluice_observation_get_reason (observation);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->age), age);
  adw_action_row_set_subtitle (self->age, reason ?: source);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->age), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->age), "stale");
}

static void
show_job (SluicePrinterDialog *self)
{
  SluicePrintJob *job = sluice_printer_get_job (self->printer);
  g_autofree char *title = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *left = NULL;
  g_autofree char *elapsed = NULL;

  gtk_widget_set_visible (self->job, job != NULL);
  if (job == NULL)
    return;

  title = sluice_print_job_dup_title (job);
  percent = sluice_format_percent (sluice_print_job_get_progress (job));
  left = sluice_print_job_dup_time_left (job);
  if (sluice_print_job_get_time_elapsed (job) >= 0)
    elapsed = sluice_format_duration (sluice_print_job_get_time_elapsed (job));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->job_name), title);
  adw_action_row_set_subtitle (self->job_name, sluice_print_job_get_local_name (job) != NULL
                                                 ? _("This name is known only on this computer; the cloud has another one")
                                                 : "");
  gtk_progress_bar_set_fraction (self->progress, sluice_print_job_get_progress (job));
  gtk_label_set_label (self->percent, percent);
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), left != NULL);
  if (left != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->time_left), left);
      adw_action_row_set_subtitle (self->time_left, sluice_print_job_get_estimate_words (job));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->time_elapsed), elapsed != NULL);
  adw_action_row_set_subtitle (self->time_elapsed, elapsed);
}

static void
follow_job (SluicePrinterDialog *self)
{
  SluicePrintJob *job = sluice_printer_get_job (self->printer);

  if (self->watched_job != job)
    {
      if (self->watched_job != NULL)
        g_signal_handlers_disconnect_by_func (self->watched_job, show_job, self);
      g_set_object (&self->watched_job, job);
      if (job != NULL)
        g_signal_connect_object (job, "notify", G_CALLBACK (show_job), self, G_CONNECT_SWAPPED);
    }
  show_job (self);
}

static void
show_temperatures (SluicePrinterDialog *self)
{
  SluiceTemperatureLog *log = sluice_printer_get_temperatures (self->printer);
  const guint n_samples = log != NULL ? sluice_temperature_log_get_n_samples (log) : 0;
  guint n_rows = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->temperatures), n_samples > 0);
  if (n_samples == 0)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->chart), n_samples > 1);
  for (guint i = 0; i < sluice_temperature_log_get_n_heaters (log); i++)
    {
      g_autofree char *title = sluice_heater_dup_title (sluice_temperature_log_get_heater (log, i));
      g_autofree char *text = NULL;
      gint64 time;
      double actual;
      double target;

      if (!sluice_temperature_log_get_sample (log, i, n_samples - 1, &time, &actual, &target))
        continue;
      text = sluice_temperature_dup_text (actual, target);
      sluice_fact_row_set (need_row (self->temperatures, self->heater_rows, n_rows++), title, text);
    }
  show_rows (self->heater_rows, n_rows);
}

static void
follow_temperatures (SluicePrinterDialog *self)
{
  SluiceTemperatureLog *log = sluice_printer_get_temperatures (self->printer);

  sluice_temperature_chart_set_log (self->chart, log);
  if (log != NULL)
    g_signal_connect_object (log, "changed", G_CALLBACK (show_temperatures), self, G_CONNECT_SWAPPED);
  show_temperatures (self);
}

static void
show_materials (SluicePrinterDialog *self)
{
  const char * const *materials = sluice_printer_get_materials (self->printer);
  guint n = 0;

  for (; materials[n] != NULL; n++)
    {
      /* Translators: %u counts extruders from 1 */
      g_autofree char *title = g_strdup_printf (_("Extruder %u"), n + 1);

      sluice_fact_row_set (need_row (self->materials, self->material_rows, n), title, materials[n]);
    }
  show_rows (self->material_rows, n);
  gtk_widget_set_visible (GTK_WIDGET (self->materials), n > 0);
}

static void
show_machine (SluicePrinterDialog *self)
{
  const char *firmware = sluice_printer_get_firmware (self->printer);
  const char *new_firmware = sluice_printer_get_new_firmware (self->printer);
  g_autofree char *both = NULL;
  guint n = 0;

  sluice_fact_row_set (need_row (self->machine, self->machine_rows, n++), _("Model"),
                       sluice_printer_get_model (self->printer));
  if (firmware != NULL)
    {
      /* Translators: two versions of a printer's firmware: "7.0.3; 8.1.0 is available" */
      both = new_firmware != NULL ? g_strdup_printf (_("%s; %s is available"), firmware, new_firmware) : NULL;
      sluice_fact_row_set (need_row (self->machine, self->machine_rows, n++), _("Firmware"), both ?: firmware);
    }
  if (sluice_printer_get_maintenance_due (self->printer))
    sluice_fact_row_set (need_row (self->machine, self->machine_rows, n++), _("Maintenance"),
                         _("Due: the printer’s own screen says what"));
  show_rows (self->machine_rows, n);
}

static void
show_printer (SluicePrinterDialog *self)
{
  const SluicePrinterState state = sluice_printer_get_state (self->printer);

  adw_dialog_set_title (ADW_DIALOG (self), sluice_printer_get_name (self->printer));
  gtk_image_set_from_icon_name (self->state_icon, sluice_printer_state_get_icon_name (state));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), sluice_printer_state_get_title (state));
  adw_action_row_set_subtitle (self->state, sluice_printer_get_attention (self->printer));
  follow_job (self);
  show_materials (self);
  show_machine (self);
}

static void
sluice_printer_dialog_dispose (GObject *object)
{
  SluicePrinterDialog *self = SLUICE_PRINTER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINTER_DIALOG);
  g_clear_object (&self->printer);
  g_clear_object (&self->ticker);
  g_clear_object (&self->watched_job);

  G_OBJECT_CLASS (sluice_printer_dialog_parent_class)->dispose (object);
}

static void
sluice_printer_dialog_finalize (GObject *object)
{
  SluicePrinterDialog *self = SLUICE_PRINTER_DIALOG (object);

  g_ptr_array_unref (self->material_rows);
  g_ptr_array_unref (self->heater_rows);
  g_ptr_array_unref (self->machine_rows);

  G_OBJECT_CLASS (sluice_printer_dialog_parent_class)->finalize (object);
}

static void
sluice_printer_dialog_class_init (SluicePrinterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_printer_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_printer_dialog_finalize;

  g_type_ensure (SLUICE_TYPE_TEMPERATURE_CHART);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-printer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, state);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, age);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, job);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, job_name);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, percent);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, time_left);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, time_elapsed);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, temperatures);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, chart);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, materials);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterDialog, machine);
}

static void
sluice_printer_dialog_init (SluicePrinterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->material_rows = g_ptr_array_new ();
  self->heater_rows = g_ptr_array_new ();
  self->machine_rows = g_ptr_array_new ();
}

/**
 * sluice_printer_dialog_new:
 * @printer: what it shows
 * @ticker: the time, for its age
 *
 * Returns: (transfer floating): a dialog that follows the printer
 */
AdwDialog *
sluice_printer_dialog_new (SluicePrinter *printer,
                           SluiceTicker  *ticker)
{
  SluicePrinterDialog *self = g_object_new (SLUICE_TYPE_PRINTER_DIALOG, NULL);

  self->printer = g_object_ref (printer);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (printer, "notify", G_CALLBACK (show_printer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (printer, "notify::temperatures", G_CALLBACK (follow_temperatures), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_printer_get_observation (printer), "notify", G_CALLBACK (show_age), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_age), self, G_CONNECT_SWAPPED);
  show_printer (self);
  follow_temperatures (self);
  show_age (self);
  return ADW_DIALOG (self);
}
