/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-line-row.h"

#include "sluice-printer-card.h"
#include "sluice-printer-dialog.h"
#include "sluice-printer-look.h"

struct _SluicePrinterLineRow
{
  GtkWidget parent_instance;

  SluiceTicker *ticker;                      /* owned */
  GtkWidget    *buttons[SLUICE_MAX_COLUMNS]; /* children; made as they are needed */
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
  gtk_widget_set_child_visible (button, TRUE);
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

static void
sluice_printer_line_row_class_init (SluicePrinterLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_printer_line_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "printerline");
}

static void
sluice_printer_line_row_init (SluicePrinterLineRow *self)
{
  GtkGridLayout *layout = GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_grid_layout_set_column_homogeneous (layout, TRUE);
  gtk_grid_layout_set_column_spacing (layout, 12);
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

static void
place (SluicePrinterLineRow *self,
       GtkWidget            *button,
       guint                 column)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_grid_layout_child_set_column (GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, button)),
                                    (int) column);
  gtk_widget_set_hexpand (button, TRUE);
}

/**
 * sluice_printer_line_row_set_line:
 * @self: the row
 * @line: (nullable): what it shows
 *
 * A column without a printer is empty, and as wide as the others.
 */
void
sluice_printer_line_row_set_line (SluicePrinterLineRow *self,
                                  SluicePrinterLine    *line)
{
  const guint n_columns = line != NULL ? sluice_printer_line_get_n_columns (line) : 0;
  const guint n_printers = line != NULL ? sluice_printer_line_get_n_printers (line) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      if (i < n_printers)
        show_column (self, line, i);
      else if (i < n_columns && n_printers > 0)
        gtk_widget_set_visible (need_button (self, i), TRUE);
      if (self->buttons[i] == NULL)
        continue;

      place (self, self->buttons[i], i);
      gtk_widget_set_visible (self->buttons[i], i < n_columns && n_printers > 0);
      /* Empty: it keeps its place. */
      gtk_widget_set_opacity (self->buttons[i], i < n_printers ? 1 : 0);
      gtk_widget_set_sensitive (self->buttons[i], i < n_printers);
      gtk_widget_set_can_target (self->buttons[i], i < n_printers);
      gtk_widget_set_can_focus (self->buttons[i], i < n_printers);
      if (i >= n_printers)
        g_object_set (get_card (self->buttons[i]), "printer", NULL, NULL);
    }
}
