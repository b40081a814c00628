/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-share-bar.h"

#include <string.h>

/* Pixels. A sliver of eight is seen, and can be told from its neighbours. */
#define BAR_HEIGHT 24
#define PART_GAP 2
#define PART_MINIMUM 8

struct _SluiceShareBar
{
  GtkWidget parent_instance;

  guint64    amounts[SLUICE_SHARE_PARTS];
  GtkWidget *parts[SLUICE_SHARE_PARTS]; /* children */
};

G_DEFINE_FINAL_TYPE (SluiceShareBar, sluice_share_bar, GTK_TYPE_WIDGET)

static void
sluice_share_bar_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT
                                                     : SLUICE_SHARE_PARTS * (PART_MINIMUM + PART_GAP) - PART_GAP;
  *natural = *minimum;
}

static void
sluice_share_bar_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  SluiceShareBar *self = SLUICE_SHARE_BAR (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widths[SLUICE_SHARE_PARTS];
  int at = 0;

  sluice_share_layout (self->amounts, width, PART_GAP, PART_MINIMUM, widths);

  for (guint i = 0; i < SLUICE_SHARE_PARTS; i++)
    {
      gtk_widget_set_child_visible (self->parts[i], widths[i] > 0);
      if (widths[i] == 0)
        continue;

      gtk_widget_size_allocate (self->parts[i],
                                &(GtkAllocation) { mirrored ? width - at - widths[i] : at, 0, widths[i], height }, -1);
      at += widths[i] + PART_GAP;
    }
}

static void
sluice_share_bar_dispose (GObject *object)
{
  SluiceShareBar *self = SLUICE_SHARE_BAR (object);

  for (guint i = 0; i < SLUICE_SHARE_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);

  G_OBJECT_CLASS (sluice_share_bar_parent_class)->dispose (object);
}

static void
sluice_share_bar_class_init (SluiceShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_share_bar_dispose;
  widget_class->measure = sluice_share_bar_measure;
  widget_class->size_allocate = sluice_share_bar_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "sharebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sluice_share_bar_init (SluiceShareBar *self)
{
  for (guint i = 0; i < SLUICE_SHARE_PARTS; i++)
    {
      self->parts[i] = g_object_new (GTK_TYPE_BOX, "css-name", "segment", NULL);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
    }
}

/** sluice_share_bar_set_looks: @css_classes: what gives each part its colour. */
void
sluice_share_bar_set_looks (SluiceShareBar     *self,
                            const char * const  css_classes[SLUICE_SHARE_PARTS])
{
  g_return_if_fail (SLUICE_IS_SHARE_BAR (self));

  for (guint i = 0; i < SLUICE_SHARE_PARTS; i++)
    gtk_widget_set_css_classes (self->parts[i], (const char *[]) { css_classes[i], NULL });
}

/**
 * sluice_share_bar_set_amounts:
 * @self: a bar
 * @amounts: how much of each part there is
 * @description: the same in words
 */
void
sluice_share_bar_set_amounts (SluiceShareBar *self,
                              const guint64   amounts[SLUICE_SHARE_PARTS],
                              const char     *description)
{
  g_return_if_fail (SLUICE_IS_SHARE_BAR (self));

  memcpy (self->amounts, amounts, sizeof self->amounts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
