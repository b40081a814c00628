/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-line.h"

struct _SluicePrinterLine
{
  GObject parent_instance;

  /* Owned. */
  SluicePrinterGroup *section; /* nullable: those that need a person, of any group */
  SluicePrinterGroup *groups[SLUICE_MAX_COLUMNS];
  SluicePrinter      *printers[SLUICE_MAX_COLUMNS];

  guint n_columns;
  guint n_printers;
};

G_DEFINE_FINAL_TYPE (SluicePrinterLine, sluice_printer_line, G_TYPE_OBJECT)

static void
sluice_printer_line_finalize (GObject *object)
{
  SluicePrinterLine *self = SLUICE_PRINTER_LINE (object);

  g_clear_object (&self->section);
  for (guint i = 0; i < self->n_printers; i++)
    {
      g_object_unref (self->groups[i]);
      g_object_unref (self->printers[i]);
    }

  G_OBJECT_CLASS (sluice_printer_line_parent_class)->finalize (object);
}

static void
sluice_printer_line_class_init (SluicePrinterLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_printer_line_finalize;
}

static void
sluice_printer_line_init (SluicePrinterLine *self)
{
}

/**
 * sluice_printer_line_new:
 * @section: (nullable): whose printers; %NULL for those that need a person
 * @n_columns: how many fit beside each other
 *
 * Returns: (transfer full): a line without printers
 */
SluicePrinterLine *
sluice_printer_line_new (SluicePrinterGroup *section,
                         guint               n_columns)
{
  SluicePrinterLine *self = g_object_new (SLUICE_TYPE_PRINTER_LINE, NULL);

  g_set_object (&self->section, section);
  self->n_columns = CLAMP (n_columns, 1, SLUICE_MAX_COLUMNS);
  return self;
}

/** sluice_printer_line_add: while it is made. */
void
sluice_printer_line_add (SluicePrinterLine  *self,
                         SluicePrinterGroup *group,
                         SluicePrinter      *printer)
{
  g_return_if_fail (!sluice_printer_line_is_full (self));

  self->groups[self->n_printers] = g_object_ref (group);
  self->printers[self->n_printers++] = g_object_ref (printer);
}

gboolean
sluice_printer_line_is_full (SluicePrinterLine *self)
{
  return self->n_printers == self->n_columns;
}

/** sluice_printer_line_equals: whether both show the same. */
gboolean
sluice_printer_line_equals (SluicePrinterLine *self,
                            SluicePrinterLine *other)
{
  if (self->section != other->section || self->n_columns != other->n_columns || self->n_printers != other->n_printers)
    return FALSE;
  for (guint i = 0; i < self->n_printers; i++)
    if (self->printers[i] != other->printers[i])
      return FALSE;
  return TRUE;
}

/** sluice_printer_line_get_section: (transfer none) (nullable): %NULL for those that need a person. */
SluicePrinterGroup *
sluice_printer_line_get_section (SluicePrinterLine *self)
{
  return self->section;
}

guint
sluice_printer_line_get_n_columns (SluicePrinterLine *self)
{
  return self->n_columns;
}

guint
sluice_printer_line_get_n_printers (SluicePrinterLine *self)
{
  return self->n_printers;
}

/** sluice_printer_line_get_printer: (transfer none) */
SluicePrinter *
sluice_printer_line_get_printer (SluicePrinterLine *self,
                                 guint              column)
{
  g_return_val_if_fail (column < self->n_printers, NULL);
  return self->printers[column];
}

/** sluice_printer_line_get_group: (transfer none): which it belongs to, wherever it is shown. */
SluicePrinterGroup *
sluice_printer_line_get_group (SluicePrinterLine *self,
                               guint              column)
{
  g_return_val_if_fail (column < self->n_printers, NULL);
  return self->groups[column];
}
