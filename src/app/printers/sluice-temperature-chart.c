/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-temperature-chart.h"

#include "sluice-printer-look.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* Pixels and degrees. */
#define CHART_HEIGHT 140
#define CHART_WIDTH 200
#define LINE_WIDTH 2
#define GRID_STEP 50
#define LEAST_TOP 100

struct _SluiceTemperatureChart
{
  GtkWidget parent_instance;

  SluiceTemperatureLog *log; /* owned; nullable */
};

G_DEFINE_FINAL_TYPE (SluiceTemperatureChart, sluice_temperature_chart, GTK_TYPE_WIDGET)

/* Told apart by colour and by dashes. */
static const AdwAccentColor colors[] = { ADW_ACCENT_COLOR_ORANGE, ADW_ACCENT_COLOR_BLUE, ADW_ACCENT_COLOR_PURPLE,
                                         ADW_ACCENT_COLOR_GREEN };
static const float dashes[][2] = { { 0, 0 }, { 8, 4 }, { 2, 3 }, { 12, 3 } };

/* What the chart shows: times from left to right, degrees from 0 up. */
typedef struct
{
  gint64 first;
  gint64 last;
  double top;
} Range;

static gboolean
get_range (SluiceTemperatureLog *log,
           Range                *range)
{
  const guint n_samples = log != NULL ? sluice_temperature_log_get_n_samples (log) : 0;
  double actual;
  double target;

  *range = (Range) { .top = LEAST_TOP };
  for (guint i = 0; i < n_samples; i++)
    for (guint heater = 0; heater < sluice_temperature_log_get_n_heaters (log); heater++)
      {
        if (!sluice_temperature_log_get_sample (log, heater, i, &range->last, &actual, &target))
          continue;
        if (range->first == 0)
          range->first = range->last;
        range->top = MAX (range->top, ceil ((MAX (actual, target) + 1) / GRID_STEP) * GRID_STEP);
      }
  return range->last > range->first;
}

static void
snapshot_grid (GtkSnapshot   *snapshot,
               const Range   *range,
               const GdkRGBA *color,
               float          width,
               float          height)
{
  GdkRGBA faint = *color;

  faint.alpha = 0.15f;
  for (double degrees = 0; degrees <= range->top; degrees += GRID_STEP)
    {
      const float y = height - 1 - (float) (degrees / range->top) * (height - 1);

      gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (0, roundf (y), width, 1));
    }
}

static void
snapshot_heater (SluiceTemperatureChart *self,
                 GtkSnapshot            *snapshot,
                 const Range            *range,
                 guint                   heater,
                 float                   width,
                 float                   height)
{
  const guint n_samples = sluice_temperature_log_get_n_samples (self->log);
  const gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  g_autoptr(GskStroke) stroke = gsk_stroke_new (LINE_WIDTH);
  const guint look = heater % G_N_ELEMENTS (colors);
  gboolean drawing = FALSE;
  GdkRGBA color;

  for (guint i = 0; i < n_samples; i++)
    {
      gint64 time;
      double actual;
      double target;
      float x;
      float y;

      if (!sluice_temperature_log_get_sample (self->log, heater, i, &time, &actual, &target))
        {
          drawing = FALSE;
          continue;
        }
      x = (float) ((double) (time - range->first) / (range->last - range->first)) * width;
      x = mirrored ? width - x : x;
      y = height - (float) (CLAMP (actual, 0, range->top) / range->top) * height;
      if (drawing)
        gsk_path_builder_line_to (builder, x, y);
      else
        gsk_path_builder_move_to (builder, x, y);
      drawing = TRUE;
    }

  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (dashes[look][0] > 0)
    gsk_stroke_set_dash (stroke, dashes[look], 2);
  adw_accent_color_to_standalone_rgba (colors[look], adw_style_manager_get_dark (adw_style_manager_get_default ()), &color);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
}

static void
sluice_temperature_chart_snapshot (GtkWidget   *widget,
                                   GtkSnapshot *snapshot)
{
  SluiceTemperatureChart *self = SLUICE_TEMPERATURE_CHART (widget);
  const float width = gtk_widget_get_width (widget);
  const float height = gtk_widget_get_height (widget);
  GdkRGBA color;
  Range range;

  if (!get_range (self->log, &range))
    return;

  gtk_widget_get_color (widget, &color);
  snapshot_grid (snapshot, &range, &color, width, height);
  for (guint heater = 0; heater < sluice_temperature_log_get_n_heaters (self->log); heater++)
    snapshot_heater (self, snapshot, &range, heater, width, height);
}

static void
sluice_temperature_chart_measure (GtkWidget      *widget,
                                  GtkOrientation  orientation,
                                  int             for_size,
                                  int            *minimum,
                                  int            *natural,
                                  int            *minimum_baseline,
                                  int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? CHART_HEIGHT : CHART_WIDTH;
}

static void
changed_cb (SluiceTemperatureChart *self)
{
  g_autofree char *caption = sluice_temperature_chart_dup_caption (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, caption, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sluice_temperature_chart_dispose (GObject *object)
{
  sluice_temperature_chart_set_log (SLUICE_TEMPERATURE_CHART (object), NULL);

  G_OBJECT_CLASS (sluice_temperature_chart_parent_class)->dispose (object);
}

static void
sluice_temperature_chart_class_init (SluiceTemperatureChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_temperature_chart_dispose;

  widget_class->measure = sluice_temperature_chart_measure;
  widget_class->snapshot = sluice_temperature_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sluice_temperature_chart_init (SluiceTemperatureChart *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/** sluice_temperature_chart_set_log: @log: (nullable): what is drawn, and followed */
void
sluice_temperature_chart_set_log (SluiceTemperatureChart *self,
                                  SluiceTemperatureLog   *log)
{
  g_return_if_fail (SLUICE_IS_TEMPERATURE_CHART (self));

  if (self->log == log)
    return;
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_func (self->log, changed_cb, self);
  g_set_object (&self->log, log);
  if (log == NULL)
    return;
  g_signal_connect_object (log, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

/** sluice_temperature_chart_dup_caption: (transfer full): what is to be seen, in words. */
char *
sluice_temperature_chart_dup_caption (SluiceTemperatureChart *self)
{
  Range range;

  if (!get_range (self->log, &range))
    return g_strdup (_("Temperatures; there is one measurement so far"));
  /* Translators: what a chart shows; the first is minutes, the second degrees Celsius */
  return g_strdup_printf (ngettext ("Temperatures of the last %1$u minute, up to %2$.0f °C",
                                    "Temperatures of the last %1$u minutes, up to %2$.0f °C",
                                    (guint) ((range.last - range.first) / G_USEC_PER_SEC / 60)),
                          (guint) ((range.last - range.first) / G_USEC_PER_SEC / 60), range.top);
}
