/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split-bar.h"

#include "sluice-badge.h"
#include "sluice-format.h"
#include "sluice-share-bar.h"
#include "sluice-upload-words.h"

#include <adwaita.h>

/* Pixels. */
#define LEGEND_GAP 12

struct _SluiceSplitBar
{
  GtkWidget parent_instance;

  char *description; /* owned */

  /* template children */
  SluiceShareBar *bar;
  GtkWidget *legend;
  GtkWidget *structure_legend;
  GtkLabel *process_figure;
  GtkLabel *product_figure;
  GtkLabel *structure_figure;
};

G_DEFINE_FINAL_TYPE (SluiceSplitBar, sluice_split_bar, GTK_TYPE_WIDGET)

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

  g_type_ensure (SLUICE_TYPE_BADGE);
  g_type_ensure (SLUICE_TYPE_SHARE_BAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "splitbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-split-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, legend);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, structure_legend);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, process_figure);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, product_figure);
  gtk_widget_class_bind_template_child (widget_class, SluiceSplitBar, structure_figure);
}

static void
sluice_split_bar_init (SluiceSplitBar *self)
{
  static const char * const looks[SLUICE_SHARE_PARTS] = { "kind-process", "kind-product", "kind-structure" };
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), LEGEND_GAP);
  sluice_share_bar_set_looks (self->bar, looks);
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
  const guint64 bytes[SLUICE_SHARE_PARTS] = { process, product, structure };

  g_return_if_fail (SLUICE_IS_SPLIT_BAR (self));

  g_free (self->description);
  self->description = sluice_split_describe (bytes);
  sluice_share_bar_set_amounts (self->bar, bytes, self->description);

  show_figure (self->process_figure, process);
  show_figure (self->product_figure, product);
  show_figure (self->structure_figure, structure);
  gtk_widget_set_visible (self->structure_legend, structure > 0);
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
