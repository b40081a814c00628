/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printers-page.h"

#include "sluice-printer-header.h"
#include "sluice-printer-line-row.h"
#include "sluice-printer-lines.h"

/* The least width of a card with what is around it, in pixels. */
#define CARD_WIDTH 276
/* No title of a group is higher, in pixels, unless much waits below it. */
#define TITLE_HEIGHT 90

/* What takes less than this is not worth a picture of waiting (HIG). */
#define PATIENCE_MS 300

struct _SluicePrintersPage
{
  AdwBin parent_instance;

  gboolean loading;
  gboolean scrolls; /* the person has */
  gboolean patient; /* nothing has been shown yet, and it may still come */
  guint    patience_id;
  guint    n_columns;
  guint    columns_id;
  guint    up_id;

  /* Owned. */
  GListModel         *groups;
  SluicePrinterLines *lines;
  SluiceTicker       *ticker;

  /* template children */
  GtkStack *stack;
  GtkStack *found;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkEditable *search;
  GtkDropDown *filter;
  GtkDropDown *order;
};

G_DEFINE_FINAL_TYPE (SluicePrintersPage, sluice_printers_page, ADW_TYPE_BIN)

static const char *
choose_child (SluicePrintersPage *self)
{
  if (self->groups != NULL && g_list_model_get_n_items (self->groups) > 0)
    return "content";
  if (self->patient)
    return "blank";
  return self->loading ? "loading" : "empty";
}

static void
show_child (SluicePrintersPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
}

static gboolean
patience_over_cb (gpointer data)
{
  SluicePrintersPage *self = data;

  self->patience_id = 0;
  self->patient = FALSE;
  show_child (self);
  return G_SOURCE_REMOVE;
}

static void
wait_a_little (SluicePrintersPage *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->patient = TRUE;
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
}

static gboolean
go_up_cb (gpointer data)
{
  SluicePrintersPage *self = data;

  self->up_id = 0;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  return G_SOURCE_REMOVE;
}

/* Who has not scrolled wants to see what comes at the top, with its title: a list by itself stays with the line it
 * showed, and shows no more than that of the one that has the focus. */
static void
stay_up (SluicePrintersPage *self)
{
  const double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scrolled));
  const gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  if (value > 0 && !self->scrolls && !(focused && value > TITLE_HEIGHT) && self->up_id == 0)
    self->up_id = g_idle_add (go_up_cb, self);
}

static void
scrolls_cb (SluicePrintersPage *self)
{
  self->scrolls = TRUE;
}

static gboolean
wheel_cb (SluicePrintersPage *self)
{
  self->scrolls = TRUE;
  return GDK_EVENT_PROPAGATE;
}

/* By the wheel, a finger, or the bar at the side. */
static void
watch_scrolling (SluicePrintersPage *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (wheel_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (press, "pressed", G_CALLBACK (scrolls_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scrolled), wheel);
  gtk_widget_add_controller (GTK_WIDGET (self->scrolled), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed", G_CALLBACK (stay_up),
                           self, G_CONNECT_SWAPPED);
}

static void
show_lines (SluicePrintersPage *self)
{
  gtk_stack_set_visible_child_name (self->found,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->lines)) > 0 ? "lines" : "nothing");
}

static void
groups_changed_cb (SluicePrintersPage *self)
{
  show_child (self);
}

static void
show_cb (SluicePrintersPage *self)
{
  if (self->lines != NULL)
    sluice_printer_lines_show (self->lines, gtk_drop_down_get_selected (self->filter),
                               gtk_drop_down_get_selected (self->order), gtk_editable_get_text (self->search));
}

static void
setup_row_cb (SluicePrintersPage *self,
              GtkListItem        *item)
{
  gtk_list_item_set_child (item, sluice_printer_line_row_new (self->ticker));
  /* Its cards take the focus. */
  gtk_list_item_set_focusable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_row_cb (SluicePrintersPage *self,
             GtkListItem        *item)
{
  sluice_printer_line_row_set_line (SLUICE_PRINTER_LINE_ROW (gtk_list_item_get_child (item)),
                                    gtk_list_item_get_item (item));
}

static void
unbind_row_cb (SluicePrintersPage *self,
               GtkListItem        *item)
{
  sluice_printer_line_row_set_line (SLUICE_PRINTER_LINE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
setup_header_cb (SluicePrintersPage *self,
                 GtkListHeader      *header)
{
  gtk_list_header_set_child (header, sluice_printer_header_new (self->ticker));
}

static void
bind_header_cb (SluicePrintersPage *self,
                GtkListHeader      *header)
{
  SluicePrinterLine *line = gtk_list_header_get_item (header);

  sluice_printer_header_set_group (SLUICE_PRINTER_HEADER (gtk_list_header_get_child (header)),
                                   sluice_printer_line_get_section (line));
}

static void
unbind_header_cb (SluicePrintersPage *self,
                  GtkListHeader      *header)
{
  sluice_printer_header_set_group (SLUICE_PRINTER_HEADER (gtk_list_header_get_child (header)), NULL);
}

static GtkListItemFactory *
make_factory (SluicePrintersPage *self,
              GCallback           setup,
              GCallback           bind,
              GCallback           unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", unbind, self, G_CONNECT_SWAPPED);
  return factory;
}

/* As many beside each other as fit. Not while the width is handed out: that changes what is in it. */
static gboolean
set_columns_cb (gpointer data)
{
  SluicePrintersPage *self = data;

  self->columns_id = 0;
  if (self->lines != NULL)
    sluice_printer_lines_set_columns (self->lines, self->n_columns);
  return G_SOURCE_REMOVE;
}

static void
width_changed_cb (SluicePrintersPage *self,
                  GParamSpec         *pspec,
                  GtkAdjustment      *across)
{
  const guint n_columns = CLAMP ((guint) gtk_adjustment_get_page_size (across) / CARD_WIDTH, 1, SLUICE_MAX_COLUMNS);

  if (self->n_columns == n_columns)
    return;
  self->n_columns = n_columns;
  if (self->columns_id == 0)
    self->columns_id = g_idle_add (set_columns_cb, self);
}

static void
sluice_printers_page_dispose (GObject *object)
{
  SluicePrintersPage *self = SLUICE_PRINTERS_PAGE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_handle_id (&self->columns_id, g_source_remove);
  g_clear_handle_id (&self->up_id, g_source_remove);
  /* The stack is the bin's child and bound as well: it would be taken out twice. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_PRINTERS_PAGE);
  g_clear_object (&self->lines);
  g_clear_object (&self->groups);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_printers_page_parent_class)->dispose (object);
}

static void
sluice_printers_page_class_init (SluicePrintersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_printers_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-printers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, found);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, list);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, search);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, filter);
  gtk_widget_class_bind_template_child (widget_class, SluicePrintersPage, order);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
sluice_printers_page_init (SluicePrintersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wait_a_little (self);
}

/**
 * sluice_printers_page_set_groups:
 * @self: the page
 * @groups: of #SluicePrinterGroup
 * @ticker: the time, for the ages
 *
 * Sets what is shown; once.
 */
void
sluice_printers_page_set_groups (SluicePrintersPage *self,
                                 GListModel         *groups,
                                 SluiceTicker       *ticker)
{
  g_autoptr(GtkListItemFactory) rows = NULL;
  g_autoptr(GtkListItemFactory) headers = NULL;
  g_autoptr(GtkSelectionModel) selection = NULL;

  g_return_if_fail (SLUICE_IS_PRINTERS_PAGE (self));
  g_return_if_fail (self->groups == NULL);

  self->groups = g_object_ref (groups);
  self->ticker = g_object_ref (ticker);
  self->lines = sluice_printer_lines_new (groups);
  rows = make_factory (self, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb), G_CALLBACK (unbind_row_cb));
  headers = make_factory (self, G_CALLBACK (setup_header_cb), G_CALLBACK (bind_header_cb), G_CALLBACK (unbind_header_cb));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines))));
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_object (groups, "items-changed", G_CALLBACK (groups_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lines, "items-changed", G_CALLBACK (show_lines), self, G_CONNECT_SWAPPED);
  watch_scrolling (self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled), "notify::page-size",
                           G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  show_lines (self);
  show_child (self);
}

/**
 * sluice_printers_page_set_loading:
 * @self: the page
 * @loading: whether the account's printers are being asked for
 *
 * Tells a page without printers what to say.
 */
void
sluice_printers_page_set_loading (SluicePrintersPage *self,
                                  gboolean            loading)
{
  g_return_if_fail (SLUICE_IS_PRINTERS_PAGE (self));

  if (self->loading == loading)
    return;

  self->loading = loading;
  wait_a_little (self);
  show_child (self);
}
