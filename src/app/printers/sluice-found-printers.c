/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-found-printers.h"

#include <glib/gi18n-lib.h>

struct _SluiceFoundPrinters
{
  AdwPreferencesGroup parent_instance;

  SluicePrinterFinder *finder; /* owned */

  /* template children */
  GtkWidget *spinner;
  GtkListBox *list;
  GtkLabel *hint;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (SluiceFoundPrinters, sluice_found_printers, ADW_TYPE_PREFERENCES_GROUP)

typedef enum
{
  CHOSEN,
} SluiceFoundPrintersSignal;

static guint signals[CHOSEN + 1];

/* (transfer full): what it speaks and says of itself, and where it is. */
static char *
make_subtitle (SluiceFoundPrinter *printer)
{
  const char *kind = sluice_printer_kind_get_title (sluice_found_printer_get_kind (printer));
  const char *detail = sluice_found_printer_get_detail (printer);
  g_autoptr(GString) text = g_string_new (kind);

  if (detail != NULL)
    g_string_append_printf (text, " (%s)", detail);
  g_string_append_printf (text, "\n%s", sluice_found_printer_get_address (printer));
  if (!sluice_found_printer_get_takes_prints (printer))
    g_string_append_printf (text, "\n%s", _("It is in a group; another printer takes the prints for it."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static GtkWidget *
create_row (gpointer item,
            gpointer data)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE, NULL);
  g_autofree char *subtitle = make_subtitle (item);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sluice_found_printer_get_name (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_set_sensitive (row, sluice_found_printer_get_takes_prints (item));
  return row;
}

/* An empty list says why it is empty. */
static void
show_state (SluiceFoundPrinters *self)
{
  const gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->finder)) == 0;
  const SluiceFinderState state = sluice_printer_finder_get_state (self->finder);
  const char *problem = sluice_printer_finder_get_problem (self->finder);

  gtk_widget_set_visible (GTK_WIDGET (self->list), !empty);
  gtk_widget_set_visible (self->spinner, state == SLUICE_FINDER_STARTING || state == SLUICE_FINDER_SEARCHING);
  gtk_label_set_label (self->hint, problem != NULL ? problem : _("No printer has answered yet. Some take a while, and some "
                                                                 "networks keep them from being found: then an address "
                                                                 "helps."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), empty);
  gtk_widget_set_visible (self->again, problem != NULL);
}

static void
row_activated_cb (SluiceFoundPrinters *self,
                  GtkListBoxRow       *row)
{
  g_autoptr(SluiceFoundPrinter) printer = g_list_model_get_item (G_LIST_MODEL (self->finder),
                                                                 gtk_list_box_row_get_index (row));

  if (printer != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, printer);
}

static void
search_cb (SluiceFoundPrinters *self)
{
  sluice_printer_finder_start (self->finder);
}

static void
sluice_found_printers_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sluice_found_printers_parent_class)->map (widget);

  sluice_printer_finder_start (SLUICE_FOUND_PRINTERS (widget)->finder);
}

static void
sluice_found_printers_unmap (GtkWidget *widget)
{
  sluice_printer_finder_stop (SLUICE_FOUND_PRINTERS (widget)->finder);

  GTK_WIDGET_CLASS (sluice_found_printers_parent_class)->unmap (widget);
}

static void
sluice_found_printers_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_FOUND_PRINTERS);

  G_OBJECT_CLASS (sluice_found_printers_parent_class)->dispose (object);
}

static void
sluice_found_printers_finalize (GObject *object)
{
  g_clear_object (&SLUICE_FOUND_PRINTERS (object)->finder);

  G_OBJECT_CLASS (sluice_found_printers_parent_class)->finalize (object);
}

static void
sluice_found_printers_class_init (SluiceFoundPrintersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_found_printers_dispose;
  object_class->finalize = sluice_found_printers_finalize;
  widget_class->map = sluice_found_printers_map;
  widget_class->unmap = sluice_found_printers_unmap;

  /**
   * SluiceFoundPrinters::chosen:
   * @printer: a #SluiceFoundPrinter
   *
   * The person means this one.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SLUICE_TYPE_FOUND_PRINTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, SLUICE_TYPE_FOUND_PRINTER);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-found-printers.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceFoundPrinters, spinner);
  gtk_widget_class_bind_template_child (widget_class, SluiceFoundPrinters, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceFoundPrinters, hint);
  gtk_widget_class_bind_template_child (widget_class, SluiceFoundPrinters, again);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
}

static void
sluice_found_printers_init (SluiceFoundPrinters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_found_printers_new:
 * @finder: who searches; nobody else starts or stops it
 *
 * Returns: (transfer floating): a list that searches while it is on the screen
 */
GtkWidget *
sluice_found_printers_new (SluicePrinterFinder *finder)
{
  SluiceFoundPrinters *self;

  g_return_val_if_fail (SLUICE_IS_PRINTER_FINDER (finder), NULL);

  self = g_object_new (SLUICE_TYPE_FOUND_PRINTERS, NULL);
  self->finder = g_object_ref (finder);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (finder), create_row, NULL, NULL);
  g_signal_connect_object (finder, "notify::state", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (finder, "items-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
