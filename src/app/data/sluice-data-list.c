/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-list.h"

#include "sluice-data-filter.h"
#include "sluice-data-row.h"
#include "sluice-data-summary.h"
#include "sluice-data-words.h"

struct _SluiceDataList
{
  AdwBin parent_instance;

  SluiceDataFilter wanted;

  /* Owned. */
  SluiceHoldings     *holdings;
  SluiceTicker       *ticker;
  SluiceDataChoice   *choice;
  GtkFilter          *item_filter;
  GtkSorter          *sorter;
  GtkFilterListModel *filtered;
  GListModel         *shown;

  /* template children */
  SluiceDataSummary *summary;
  GtkLabel *remark;
  GtkEditable *search;
  GtkToggleButton *choose;
  GtkLabel *count;
  GtkWidget *looking;
  GtkStack *rows;
  GtkListView *list;
  AdwComboRow *kind;
  AdwComboRow *age;
  AdwComboRow *order;
};

G_DEFINE_FINAL_TYPE (SluiceDataList, sluice_data_list, ADW_TYPE_BIN)

static guint signal_activated;

static SluiceInventory *
get_inventory (SluiceDataList *self)
{
  return sluice_holdings_get_inventory (self->holdings);
}

static void
show_count (SluiceDataList *self)
{
  const guint n_shown = g_list_model_get_n_items (self->shown);
  g_autofree char *count = NULL;

  /* As long as there is more to look through, nothing can be said not to be there. */
  if (gtk_filter_list_model_get_pending (self->filtered) > 0 && n_shown == 0)
    return;

  count = sluice_data_describe_count (self->holdings, n_shown, sluice_ticker_get_now (self->ticker));
  gtk_label_set_label (self->count, count);
  gtk_stack_set_visible_child_name (self->rows, n_shown > 0 ? "list" : "nothing");
}

static void
show_looking (SluiceDataList *self)
{
  gtk_widget_set_visible (self->looking, sluice_inventory_get_is_loading (get_inventory (self)));
  show_count (self);
}

static void
sums_changed_cb (SluiceDataList *self)
{
  sluice_data_summary_set_sums (self->summary, sluice_holdings_get_sums (self->holdings));
}

static gboolean
is_wanted (gpointer item,
           gpointer wanted)
{
  return sluice_data_filter_shows (wanted, item);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      page)
{
  return sluice_data_order ((SluiceInventoryItem *) a, (SluiceInventoryItem *) b,
                            adw_combo_row_get_selected (SLUICE_DATA_LIST (page)->order));
}

static void
filter_changed_cb (SluiceDataList *self)
{
  /* In the order of the list: all, and then the kinds as they are. */
  const guint kind = adw_combo_row_get_selected (self->kind);

  if (self->holdings == NULL)
    return;

  for (guint i = 0; i < SLUICE_DATA_CLASSES; i++)
    self->wanted.classes[i] = sluice_data_summary_shows (self->summary, i);
  self->wanted.kind = kind == 0 ? SLUICE_DATA_KINDS : kind - 1;
  self->wanted.age = adw_combo_row_get_selected (self->age);
  self->wanted.now = sluice_ticker_get_now (self->ticker) / G_USEC_PER_SEC;
  g_free (self->wanted.words);
  self->wanted.words = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  gtk_filter_changed (self->item_filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
order_changed_cb (SluiceDataList *self)
{
  if (self->sorter != NULL)
    gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
show_all_cb (SluiceDataList *self)
{
  sluice_data_summary_show_all (self->summary);
  adw_combo_row_set_selected (self->kind, 0);
  adw_combo_row_set_selected (self->age, 0);
  gtk_editable_set_text (self->search, "");
}

static void
show_choice (SluiceDataList *self)
{
  gtk_toggle_button_set_active (self->choose, sluice_data_choice_get_is_choosing (self->choice));
}

static void
choose_toggled_cb (SluiceDataList *self)
{
  if (self->choice != NULL)
    sluice_data_choice_set_is_choosing (self->choice, gtk_toggle_button_get_active (self->choose));
}

/* While one chooses, it ticks. */
static void
activate_cb (SluiceDataList *self,
             guint           position)
{
  g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (self->shown, position);

  if (item == NULL)
    return;
  if (sluice_data_choice_get_is_choosing (self->choice))
    sluice_data_choice_toggle (self->choice, item);
  else
    g_signal_emit (self, signal_activated, 0, item);
}

/* As in any list of ticks. */
static gboolean
key_pressed_cb (SluiceDataList  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (keyval != GDK_KEY_space || !SLUICE_IS_DATA_ROW (row) || !sluice_data_choice_get_is_choosing (self->choice))
    return GDK_EVENT_PROPAGATE;

  sluice_data_row_toggle (SLUICE_DATA_ROW (row));
  return GDK_EVENT_STOP;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              SluiceDataList           *self)
{
  gtk_list_item_set_child (item, sluice_data_row_new (self->choice, item));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             SluiceDataList           *self)
{
  SluiceInventoryItem *thing = gtk_list_item_get_item (item);

  sluice_data_row_set_item (SLUICE_DATA_ROW (gtk_list_item_get_child (item)), thing);
  gtk_list_item_set_accessible_label (item, sluice_data_get_title (thing));
}

/* The filter may show more as it goes, to a list that has nothing to show it with. */
static void
follow_no_more (SluiceDataList *self)
{
  gpointer followed[] = { self->shown, self->filtered, self->choice, self->ticker, self->holdings };

  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    if (followed[i] != NULL)
      g_signal_handlers_disconnect_by_data (followed[i], self);
}

/* The legend is the filter, too: where it does not fit, everything is shown. */
static void
summary_visible_cb (SluiceDataList *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->summary)))
    sluice_data_summary_show_all (self->summary);
}

static void
sluice_data_list_dispose (GObject *object)
{
  SluiceDataList *self = SLUICE_DATA_LIST (object);

  follow_no_more (self);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DATA_LIST);
  /* A view that is on its way out may still ask them, and they would ask the list. */
  if (self->item_filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->item_filter), NULL, NULL, NULL);
  if (self->sorter != NULL)
    gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (self->sorter), NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->filtered);
  g_clear_object (&self->item_filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->choice);
  g_clear_object (&self->holdings);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->wanted.words, g_free);

  G_OBJECT_CLASS (sluice_data_list_parent_class)->dispose (object);
}

/* What a person has to know of the list, however new and whole it is. */
static void
show_remark (SluiceDataList *self)
{
  const char *remark = sluice_inventory_get_remark (get_inventory (self));

  gtk_label_set_label (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, summary);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, remark);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, search);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, choose);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, count);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, looking);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, rows);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, kind);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, age);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataList, order);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sluice_data_list_class_init (SluiceDataListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_data_list_dispose;
  signal_activated = g_signal_new ("activated", SLUICE_TYPE_DATA_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, SLUICE_TYPE_INVENTORY_ITEM);

  g_type_ensure (SLUICE_TYPE_DATA_SUMMARY);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-data-list.ui");
  bind_template (widget_class);
}

static void
sluice_data_list_init (SluiceDataList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  g_signal_connect_object (self->summary, "notify::visible", G_CALLBACK (summary_visible_cb), self, G_CONNECT_SWAPPED);
}

/* In steps: what takes long must not keep the window from drawing. */
static void
bind_list (SluiceDataList *self)
{
  GListModel *items = sluice_inventory_get_items (get_inventory (self));
  GtkSortListModel *sorted;

  self->item_filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, &self->wanted, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  self->filtered = gtk_filter_list_model_new (g_object_ref (items), g_object_ref (self->item_filter));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), g_object_ref (self->sorter));
  gtk_sort_list_model_set_incremental (sorted, TRUE);
  self->shown = G_LIST_MODEL (sorted);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->shown))));
}

static void
follow (SluiceDataList *self,
        gpointer        object,
        const char     *signal,
        GCallback       callback)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

/**
 * sluice_data_list_set_holdings:
 * @self: the list
 * @holdings: what it shows
 * @choice: what of it is ticked
 * @ticker: the time
 *
 * Sets what is shown; once.
 */
void
sluice_data_list_set_holdings (SluiceDataList   *self,
                               SluiceHoldings   *holdings,
                               SluiceDataChoice *choice,
                               SluiceTicker     *ticker)
{
  g_return_if_fail (SLUICE_IS_DATA_LIST (self));
  g_return_if_fail (SLUICE_IS_HOLDINGS (holdings));
  g_return_if_fail (self->holdings == NULL);

  self->holdings = g_object_ref (holdings);
  self->choice = g_object_ref (choice);
  self->ticker = g_object_ref (ticker);
  self->wanted = (SluiceDataFilter) { .classes = { TRUE, TRUE, TRUE }, .kind = SLUICE_DATA_KINDS, .words = g_strdup ("") };
  bind_list (self);

  follow (self, holdings, "notify::stale-reason", G_CALLBACK (show_count));
  follow (self, get_inventory (self), "notify", G_CALLBACK (show_looking));
  follow (self, get_inventory (self), "notify::remark", G_CALLBACK (show_remark));
  follow (self, self->shown, "items-changed", G_CALLBACK (show_count));
  follow (self, self->filtered, "notify::pending", G_CALLBACK (show_count));
  follow (self, sluice_holdings_get_sums (holdings), "items-changed", G_CALLBACK (sums_changed_cb));
  follow (self, choice, "changed", G_CALLBACK (show_choice));
  follow (self, ticker, "notify::now", G_CALLBACK (show_count));
  sums_changed_cb (self);
  show_remark (self);
  show_looking (self);
}
