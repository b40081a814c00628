/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-header.h"

#include "sluice-format.h"
#include "sluice-printer-look.h"
#include "sluice-watch-model.h"

#include <glib/gi18n-lib.h>

/* Of a long queue, the first few are enough to see what comes next. */
#define MAX_NAMED 4

struct _SluicePrinterHeader
{
  AdwBin parent_instance;

  /* Owned. */
  SluicePrinterGroup *group;   /* nullable */
  SluiceTicker       *ticker;
  SluiceWatchModel   *waiting; /* the queue, and when its jobs get their names */

  /* template children */
  GtkLabel *title;
  GtkLabel *age;
  GtkWidget *stale;
  GtkLabel *reason;
  GtkLabel *queue;
};

G_DEFINE_FINAL_TYPE (SluicePrinterHeader, sluice_printer_header, ADW_TYPE_BIN)

/* A job that waits, by its name, and by why when that is up to a person. */
static char *
describe_waiting (SluicePrintJob *job)
{
  g_autofree char *title = sluice_print_job_dup_title (job);
  const char *reason = sluice_print_job_get_blocked_reason (job);

  if (reason != NULL)
    /* Translators: a print job and why it waits: "Bracket (Load PVA in extruder 2)" */
    return g_strdup_printf (_("%s (%s)"), title, reason);
  if (sluice_print_job_get_local_name (job) != NULL)
    /* Translators: %s is the name of a file that the cloud does not know */
    return g_strdup_printf (_("%s (known only here)"), title);
  return g_steal_pointer (&title);
}

static char *
describe_queue (GListModel *queue)
{
  guint n_waiting = g_list_model_get_n_items (queue);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < MIN (n_waiting, MAX_NAMED); i++)
    {
      g_autoptr(SluicePrintJob) job = g_list_model_get_item (queue, i);

      g_strv_builder_take (builder, describe_waiting (job));
    }
  if (n_waiting > MAX_NAMED)
    g_strv_builder_add (builder, "…");

  titles = g_strv_builder_end (builder);
  /* Translators: between the names of print jobs */
  joined = g_strjoinv (_(", "), titles);
  /* Translators: how many jobs wait, and their names: "2 jobs are waiting: Bracket, Fan duct" */
  return g_strdup_printf (ngettext ("%u job is waiting: %s", "%u jobs are waiting: %s", n_waiting), n_waiting, joined);
}

static void
show_queue (SluicePrinterHeader *self)
{
  GListModel *queue = sluice_printer_group_get_queue (self->group);
  g_autofree char *text = describe_queue (queue);

  gtk_label_set_label (self->queue, text);
  gtk_widget_set_visible (GTK_WIDGET (self->queue), g_list_model_get_n_items (queue) > 0);
}

/* Where each printer has its own age, its card says it. */
static void
show_age (SluicePrinterHeader *self)
{
  SluiceObservation *observation = self->group != NULL ? sluice_printer_group_get_observation (self->group) : NULL;
  const char *reason = observation != NULL ? sluice_observation_get_reason (observation) : NULL;
  g_autofree char *age = NULL;

  if (observation != NULL)
    age = sluice_format_as_of (sluice_ticker_get_now (self->ticker), sluice_observation_get_observed_at (observation));
  gtk_label_set_label (self->age, age != NULL ? age : "");
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->stale, reason != NULL);
}

static void
show_title (SluicePrinterHeader *self)
{
  gtk_label_set_label (self->title, self->group != NULL ? sluice_printer_group_get_name (self->group) : _("Needs You"));
}

static void
sluice_printer_header_dispose (GObject *object)
{
  SluicePrinterHeader *self = SLUICE_PRINTER_HEADER (object);

  sluice_printer_header_set_group (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINTER_HEADER);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_printer_header_parent_class)->dispose (object);
}

static void
sluice_printer_header_class_init (SluicePrinterHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_printer_header_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-printer-header.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterHeader, title);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterHeader, age);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterHeader, stale);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterHeader, reason);
  gtk_widget_class_bind_template_child (widget_class, SluicePrinterHeader, queue);
}

static void
sluice_printer_header_init (SluicePrinterHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_printer_header_new:
 * @ticker: the time, for the age
 *
 * Returns: (transfer floating): a header of those that need a person
 */
GtkWidget *
sluice_printer_header_new (SluiceTicker *ticker)
{
  SluicePrinterHeader *self = g_object_new (SLUICE_TYPE_PRINTER_HEADER, NULL);

  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_age), self, G_CONNECT_SWAPPED);
  show_title (self);
  return GTK_WIDGET (self);
}

static void
forget_group (SluicePrinterHeader *self)
{
  if (self->group == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->group, show_age, self);
  g_signal_handlers_disconnect_by_func (self->group, show_title, self);
  g_signal_handlers_disconnect_by_func (self->waiting, show_queue, self);
  g_clear_object (&self->waiting);
  g_clear_object (&self->group);
}

/** sluice_printer_header_set_group: @group: (nullable): which it stands above; %NULL for those that need a person */
void
sluice_printer_header_set_group (SluicePrinterHeader *self,
                                 SluicePrinterGroup  *group)
{
  g_return_if_fail (SLUICE_IS_PRINTER_HEADER (self));

  forget_group (self);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  g_set_object (&self->group, group);
  gtk_widget_set_visible (GTK_WIDGET (self->queue), FALSE);
  if (group != NULL)
    {
      self->waiting = sluice_watch_model_new (sluice_printer_group_get_queue (group), "local-name");
      g_signal_connect_object (group, "notify::observation", G_CALLBACK (show_age), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (group, "notify::name", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->waiting, "items-changed", G_CALLBACK (show_queue), self, G_CONNECT_SWAPPED);
      show_queue (self);
    }
  show_title (self);
  show_age (self);
}
