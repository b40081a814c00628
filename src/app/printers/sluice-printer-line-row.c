/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-line-row.h"

#include "sluice-printer-card.h"
#include "sluice-printer-dialog.h"
#include "sluice-printer-look.h"

/* Pixels between two cards. */
#define GAP 12

struct _SluicePrinterLineRow
{
  GtkWidget parent_instance;

  SluiceTicker *ticker;                      /* owned */
  GtkWidget    *buttons[SLUICE_MAX_COLUMNS]; /* children; made as they are needed */
  guint         n_columns;
  guint         n_printers;
};

G_DEFINE_FINAL_TYPE (SluicePrinterLineRow, sluice_printer_line_row, GTK_TYPE_WIDGET)

static SluicePrinterCard *
get_card (GtkWidget *button)
{
  return SLUICE_PRINTER_CARD (gtk_button_get_child (GTK_BUTTON (button)));
}

static void
clicked_cb (SluicePrinterLineRow *self,
            GtkWidget            *button)
{
  SluicePrinter *printer = sluice_printer_card_get_printer (get_card (button));

  if (printer != NULL)
    adw_dialog_present (sluice_printer_dialog_new (printer, self->ticker), GTK_WIDGET (self));
}

/* The progress moves every few seconds: what is read out when the focus comes
 * here is made when the focus comes here. */
static void
describe_cb (GtkWidget *button)
{
  SluicePrinter *printer = sluice_printer_card_get_printer (get_card (button));
  g_autofree char *description = printer != NULL ? sluice_printer_dup_description (printer) : NULL;

  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

static GtkWidget *
need_button (SluicePrinterLineRow *self,
             guint                 column)
{
  GtkWidget *button = self->buttons[column];

  if (button != NULL)
    return button;

  button = self->buttons[column] = gtk_button_new ();
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "printer-card");
  gtk_button_set_child (GTK_BUTTON (button), sluice_printer_card_new (self->ticker));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (button, "state-flags-changed", G_CALLBACK (describe_cb), NULL);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static void
show_column (SluicePrinterLineRow *self,
             SluicePrinterLine    *line,
             guint                 column)
{
  SluicePrinterGroup *group = sluice_printer_line_get_group (line, column);
  const gboolean attention = sluice_printer_line_get_section (line) == NULL;
  GtkWidget *button = need_button (self, column);

  g_object_set (get_card (button),
                "printer", sluice_printer_line_get_printer (line, column),
                "own-age", attention || sluice_printer_group_get_observation (group) == NULL,
                "place", attention ? sluice_printer_group_get_name (group) : NULL,
                NULL);
  gtk_widget_set_visible (button, TRUE);
  describe_cb (button);
}

static void
sluice_printer_line_row_dispose (GObject *object)
{
  SluicePrinterLineRow *self = SLUICE_PRINTER_LINE_ROW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_printer_line_row_parent_class)->dispose (object);
}

/* What a column has of @width. */
static int
get_column_width (SluicePrinterLineRow *self,
                  int                   width)
{
  const int n_columns = MAX ((int) self->n_columns, 1);

  return width < 0 ? -1 : MAX ((width - (n_columns - 1) * GAP) / n_columns, 0);
}

static void
sluice_printer_line_row_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  SluicePrinterLineRow *self = SLUICE_PRINTER_LINE_ROW (widget);
  const gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  for (guint i = 0; i < self->n_printers; i++)
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (self->buttons[i], orientation, wide ? for_size : get_column_width (self, for_size),
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
  if (wide && self->n_columns > 0)
    {
      *minimum = *minimum * self->n_columns + (self->n_columns - 1) * GAP;
      *natural = *natural * self->n_columns + (self->n_columns - 1) * GAP;
    }
}

/* Columns are as wide as each other, whether there is a card in them or not. */
static void
sluice_printer_line_row_size_allocate (GtkWidget *widget,
                                       int        width,
                                       int        height,
                                       int        baseline)
{
  SluicePrinterLineRow *self = SLUICE_PRINTER_LINE_ROW (widget);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int column = get_column_width (self, width);

  for (guint i = 0; i < self->n_printers; i++)
    {
      const int x = i * (column + GAP);

      gtk_widget_size_allocate (self->buttons[i],
                                &(GtkAllocation) { mirrored ? width - x - column : x, 0, column, height }, -1);
    }
}

static GtkSizeRequestMode
sluice_printer_line_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sluice_printer_line_row_class_init (SluicePrinterLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_printer_line_row_dispose;

  widget_class->measure = sluice_printer_line_row_measure;
  widget_class->size_allocate = sluice_printer_line_row_size_allocate;
  widget_class->get_request_mode = sluice_printer_line_row_get_request_mode;
}

static void
sluice_printer_line_row_init (SluicePrinterLineRow *self)
{
}

/**
 * sluice_printer_line_row_new:
 * @ticker: the time, for ages
 *
 * Returns: (transfer floating): a row that shows no line yet
 */
GtkWidget *
sluice_printer_line_row_new (SluiceTicker *ticker)
{
  SluicePrinterLineRow *self = g_object_new (SLUICE_TYPE_PRINTER_LINE_ROW, NULL);

  self->ticker = g_object_ref (ticker);
  return GTK_WIDGET (self);
}

/** sluice_printer_line_row_set_line: @line: (nullable): what it shows */
void
sluice_printer_line_row_set_line (SluicePrinterLineRow *self,
                                  SluicePrinterLine    *line)
{
  g_return_if_fail (SLUICE_IS_PRINTER_LINE_ROW (self));

  self->n_columns = line != NULL ? sluice_printer_line_get_n_columns (line) : 0;
  self->n_printers = line != NULL ? sluice_printer_line_get_n_printers (line) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      if (i < self->n_printers)
        show_column (self, line, i);
      else if (self->buttons[i] != NULL)
        {
          gtk_widget_set_visible (self->buttons[i], FALSE);
          g_object_set (get_card (self->buttons[i]), "printer", NULL, NULL);
        }
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
