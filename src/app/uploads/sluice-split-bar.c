/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split-bar.h"

#include "sluice-badge.h"
#include "sluice-format.h"
#include "sluice-split-layout.h"

#include <adwaita.h>

/* Pixels. A sliver of eight is seen, and can be told from its neighbours. */
#define BAR_HEIGHT 24
#define PART_GAP 2
#define PART_MINIMUM 8
#define LEGEND_GAP 12

struct _SluiceSplitBar
{
  GtkWidget parent_instance;

  guint64 bytes[SLUICE_SPLIT_PARTS];
  char *description;

  /* template children */
  GtkWidget *process;
  GtkWidget *product;
  GtkWidget *structure;
  GtkWidget *legend;
  GtkWidget *structure_legend;
  GtkLabel *process_figure;
  GtkLabel *product_figure;
  GtkLabel *structure_figure;
};

G_DEFINE_FINAL_TYPE (SluiceSplitBar, sluice_split_bar, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
sluice_split_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sluice_split_bar_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  SluiceSplitBar *self = SLUICE_SPLIT_BAR (widget);

  gtk_widget_measure (self->legend, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum += BAR_HEIGHT + LEGEND_GAP;
      *natural += BAR_HEIGHT + LEGEND_GAP;
    }
}

static void
sluice_split_bar_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  SluiceSplitBar *self = SLUICE_SPLIT_BAR (widget);
  GtkWidget *parts[SLUICE_SPLIT_PARTS] = { self->process, self->product, self->structure };
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widths[SLUICE_SPLIT_PARTS];
  int at = 0;

  sluice_split_layout (self->bytes, width, PART_GAP, PART_MINIMUM, widths);

  for (guint i = 0; i < SLUICE_SPLIT_PARTS; i++)
    {
      gtk_widget_set_child_visible (parts[i], widths[i] > 0);
      if (widths[i] == 0)
        continue;

      gtk_widget_size_allocate (parts[i],
                                &(GtkAllocation) { mirrored ? width - at - widths[i] : at, 0, widths[i], BAR_HEIGHT },
                                -1);
      at += widths[i] + PART_GAP;
    }

  gtk_widget_size_allocate (self->legend,
                            &(GtkAllocation) { 0, BAR_HEIGHT + LEGEND_GAP, width,
                                               height - BAR_HEIGHT - LEGEND_GAP },
                            -1);
}

static void
sluice_split_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_SPLIT_BAR);

  G_OBJECT_CLASS (sluice_split_bar_parent_class)->dispose (object);
}

static void
sluice_split_bar_finalize (GObject *object)
{
  g_free (SLUICE_SPLIT_BAR (object)->description);

  G_OBJECT_CLASS (sluice_split_bar_parent_class)->finalize (object);
}

static void
sluice_split_bar_class_init (SluiceSplitBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_split_bar_dispose;
  object_class->finalize = sluice_split_bar_finalize;

  widget_class->get_request_mode = sluice_split_bar_get_request_mode;
  widget_class->measure = sluice_split_bar_measure;
  widget_class->size_allocate = sluice_split_bar_size_allocate;

  g_type_ensure (SLUICE_TYPE_BADGE);
  gtk_widget_class_set_css_name (widget_class, "splitbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-split-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, process);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, product);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, structure);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, legend);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, structure_legend);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, process_figure);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, product_figure);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, structure_figure);
}

static void
sluice_split_bar_init (SluiceSplitBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_figure (GtkLabel *label,
             guint64   bytes)
{
  g_autofree char *figure = sluice_format_bytes (bytes);

  gtk_label_set_label (label, figure);
}

/**
 * sluice_split_bar_new:
 *
 * Returns: (transfer floating): a bar that shows how a file divides, with nothing in it yet
 */
GtkWidget *
sluice_split_bar_new (void)
{
  return g_object_new (SLUICE_TYPE_SPLIT_BAR, NULL);
}

/**
 * sluice_split_bar_set_bytes:
 * @self: a bar
 * @process: bytes that are process data
 * @product: bytes that are product data
 * @structure: bytes that are neither
 *
 * Shows the three parts, to scale but for slivers.
 */
void
sluice_split_bar_set_bytes (SluiceSplitBar *self,
                            guint64         process,
                            guint64         product,
                            guint64         structure)
{
  g_return_if_fail (SLUICE_IS_SPLIT_BAR (self));

  self->bytes[0] = process;
  self->bytes[1] = product;
  self->bytes[2] = structure;
  g_free (self->description);
  self->description = sluice_split_describe (self->bytes);

  show_figure (self->process_figure, process);
  show_figure (self->product_figure, product);
  show_figure (self->structure_figure, structure);
  gtk_widget_set_visible (self->structure_legend, structure > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->description,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->description);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * sluice_split_bar_get_description:
 * @self: a bar
 *
 * Returns: (nullable): what it shows, in words, or %NULL before it shows anything
 */
const char *
sluice_split_bar_get_description (SluiceSplitBar *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT_BAR (self), NULL);

  return self->description;
}
