/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-history-dialog.h"

#include "sluice-past-look.h"
#include "sluice-question.h"
#include "sluice-save.h"
#include "sluice-watch-model.h"

#include <glib/gi18n-lib.h>

struct _SluiceHistoryDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluicePrintHistory *history;
  GtkFilterListModel *shown;
  GtkFilter          *filter;

  /* template children */
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *sum;
  GtkEditable *search;
};

G_DEFINE_FINAL_TYPE (SluiceHistoryDialog, sluice_history_dialog, ADW_TYPE_DIALOG)

static gboolean
matches_cb (gpointer print,
            gpointer self)
{
  return sluice_past_print_matches (print, gtk_editable_get_text (SLUICE_HISTORY_DIALOG (self)->search));
}

static void
search_cb (SluiceHistoryDialog *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
show_prints (SluiceHistoryDialog *self)
{
  const guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->history));
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *sum = sluice_past_prints_dup_sum (G_LIST_MODEL (self->shown));

  gtk_label_set_label (self->sum, sum);
  gtk_widget_set_visible (GTK_WIDGET (self->sum), n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->search), n_all > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.save-csv", n_shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.save-json", n_shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.clear", n_all > 0);
  gtk_stack_set_visible_child_name (self->stack, n_all == 0 ? "empty" : n_shown == 0 ? "nothing" : "prints");
}

/* What is on the screen is what is saved. */
static void
save_csv_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  const SluiceSaving words = { _("Save the History"), "sluice-prints.csv", _("The history was saved"),
                               _("The History Was Not Saved") };
  g_autoptr(GBytes) bytes = sluice_past_prints_to_csv (G_LIST_MODEL (SLUICE_HISTORY_DIALOG (widget)->shown));

  sluice_save (widget, &words, bytes);
}

static void
save_json_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  const SluiceSaving words = { _("Save the History"), "sluice-prints.json", _("The history was saved"),
                               _("The History Was Not Saved") };
  g_autoptr(GBytes) bytes = sluice_past_prints_to_json (G_LIST_MODEL (SLUICE_HISTORY_DIALOG (widget)->shown));

  sluice_save (widget, &words, bytes);
}

static void
clear_cb (GtkWidget *widget)
{
  dex_future_disown (sluice_print_history_clear (SLUICE_HISTORY_DIALOG (widget)->history));
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  sluice_question_ask (widget, _("Delete the History?"),
                       _("What Sluice has written down about prints is deleted from this computer and cannot be "
                         "brought back. Printers and clouds keep what they know."),
                       _("_Delete"), G_CALLBACK (clear_cb));
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A row: what it was and how it went; its parts are the data of the item. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = new_label (NULL);
  GtkWidget *subtitle = new_label ("caption");
  GtkWidget *result = gtk_label_new (NULL);

  gtk_widget_add_css_class (subtitle, "dimmed");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (result, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), result);
  gtk_list_item_set_child (item, row);
  g_object_set_data (G_OBJECT (item), "title", title);
  g_object_set_data (G_OBJECT (item), "subtitle", subtitle);
  g_object_set_data (G_OBJECT (item), "result", result);
}

static void
show_row (GtkListItem *item)
{
  SluicePastPrint *print = gtk_list_item_get_item (item);
  const SluicePastResult result = sluice_past_print_get_result (print);
  const char *classes[] = { "printer-state", "caption-heading", sluice_past_result_get_css_class (result), NULL };
  g_autofree char *title = sluice_past_print_dup_title (print);
  g_autofree char *subtitle = sluice_past_print_dup_subtitle (print);
  g_autofree char *whole = g_strdup_printf ("%s: %s. %s", title, sluice_past_result_get_title (result), subtitle);

  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "title"), title);
  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "subtitle"), subtitle);
  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "result"), sluice_past_result_get_title (result));
  gtk_widget_set_css_classes (g_object_get_data (G_OBJECT (item), "result"), classes);
  gtk_list_item_set_accessible_label (item, whole);
}

/* A row of an item that changes stays where it is. */
static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "notify", G_CALLBACK (show_row), item, G_CONNECT_SWAPPED);
  show_row (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_row, item);
}

static void
sluice_history_dialog_dispose (GObject *object)
{
  SluiceHistoryDialog *self = SLUICE_HISTORY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_HISTORY_DIALOG);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (sluice_history_dialog_parent_class)->dispose (object);
}

static void
sluice_history_dialog_class_init (SluiceHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/printers/sluice-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceHistoryDialog, sum);
  gtk_widget_class_bind_template_child (widget_class, SluiceHistoryDialog, search);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_install_action (widget_class, "history.save-csv", NULL, save_csv_action);
  gtk_widget_class_install_action (widget_class, "history.save-json", NULL, save_json_action);
  gtk_widget_class_install_action (widget_class, "history.clear", NULL, clear_action);
}

static void
sluice_history_dialog_init (SluiceHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_history_dialog_new:
 * @history: what it shows, and follows
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
sluice_history_dialog_new (SluicePrintHistory *history)
{
  SluiceHistoryDialog *self = g_object_new (SLUICE_TYPE_HISTORY_DIALOG, NULL);
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) selection = NULL;

  self->history = g_object_ref (history);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (sluice_watch_model_new (G_LIST_MODEL (history), "result")),
                                           g_object_ref (self->filter));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (show_prints), self, G_CONNECT_SWAPPED);
  show_prints (self);
  return ADW_DIALOG (self);
}
