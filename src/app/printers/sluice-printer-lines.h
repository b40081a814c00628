/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-line.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SluicePrinterOrder:
 * @SLUICE_PRINTER_ORDER_SOURCE: as the group has them
 * @SLUICE_PRINTER_ORDER_NAME: by name
 * @SLUICE_PRINTER_ORDER_TIME: who is done first comes first
 *
 * In which order the printers of a group are shown.
 */
typedef enum
{
  SLUICE_PRINTER_ORDER_SOURCE,
  SLUICE_PRINTER_ORDER_NAME,
  SLUICE_PRINTER_ORDER_TIME,
} SluicePrinterOrder;

/**
 * SluicePrinterFilter:
 * @SLUICE_PRINTER_FILTER_ALL: all of them
 * @SLUICE_PRINTER_FILTER_ATTENTION: who needs a person
 * @SLUICE_PRINTER_FILTER_BUSY: who is at work
 * @SLUICE_PRINTER_FILTER_READY: who could print
 * @SLUICE_PRINTER_FILTER_AWAY: who is off, or does not answer
 *
 * Which printers are shown.
 */
typedef enum
{
  SLUICE_PRINTER_FILTER_ALL,
  SLUICE_PRINTER_FILTER_ATTENTION,
  SLUICE_PRINTER_FILTER_BUSY,
  SLUICE_PRINTER_FILTER_READY,
  SLUICE_PRINTER_FILTER_AWAY,
} SluicePrinterFilter;

#define SLUICE_TYPE_PRINTER_LINES (sluice_printer_lines_get_type ())

/*
 * Groups of printers as the lines of a list: a GListModel of SluicePrinterLine whose sections are groups. Those that
 * need a person come first, in a section of their own.
 */
G_DECLARE_FINAL_TYPE (SluicePrinterLines, sluice_printer_lines, SLUICE, PRINTER_LINES, GObject)

SluicePrinterLines *sluice_printer_lines_new         (GListModel          *groups);
void                sluice_printer_lines_set_columns (SluicePrinterLines  *self,
                                                      guint                n_columns);
void                sluice_printer_lines_show        (SluicePrinterLines  *self,
                                                      SluicePrinterFilter  filter,
                                                      SluicePrinterOrder   order,
                                                      const char          *search);

G_END_DECLS
