/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-page.h"

#include "sluice-cloud-place.h"
#include "sluice-data-choice.h"
#include "sluice-data-dialog.h"
#include "sluice-data-erasing.h"
#include "sluice-data-filter.h"
#include "sluice-data-row.h"
#include "sluice-data-summary.h"
#include "sluice-data-words.h"
#include "sluice-permission-page.h"
#include "sluice-tell.h"

#include <glib/gi18n-lib.h>

/* What takes less than this is not worth a picture of waiting (HIG). */
#define PATIENCE_MS 300

/* Asked for when it is needed, and not before. */
#define SCOPE "privacy.inventory"

struct _SluiceDataPage
{
  AdwBin parent_instance;

  gboolean         at_home; /* the place is the cloud of this computer */
  gboolean         loading;
  gboolean         patient; /* nothing has been shown yet, and it may still come */
  guint            patience_id;
  SluiceDataFilter wanted;

  /* Owned. */
  SluiceHoldings     *holdings;
  SluiceTicker       *ticker;
  SluiceDataChoice   *choice;
  SluiceDataErasing  *deletion; /* NULL unless one is under way */
  GtkFilter          *item_filter;
  GtkSorter          *sorter;
  GtkFilterListModel *filtered;
  GListModel         *shown;

  /* template children */
  GtkStack *stack;
  AdwStatusPage *unknown;
  SluicePermissionPage *permission;
  AdwBanner *stale;
  SluiceDataSummary *summary;
  GtkEditable *search;
  GtkToggleButton *choose;
  GtkLabel *count;
  GtkWidget *looking;
  GtkStack *rows;
  GtkListView *list;
  AdwToolbarView *view;
  GtkWidget *choosing;
  GtkLabel *chosen;
  GtkWidget *erase;
  GtkWidget *erasing;
  GtkProgressBar *progress;
  AdwComboRow *kind;
  AdwComboRow *age;
  AdwComboRow *order;
};

G_DEFINE_FINAL_TYPE (SluiceDataPage, sluice_data_page, ADW_TYPE_BIN)

static SluiceInventory *
get_inventory (SluiceDataPage *self)
{
  return sluice_holdings_get_inventory (self->holdings);
}

static guint
count_known (SluiceDataPage *self)
{
  return g_list_model_get_n_items (sluice_inventory_get_items (get_inventory (self)));
}

/* Before the place has answered nothing can be said to be kept there. */
static const char *
choose_child (SluiceDataPage *self)
{
  const gboolean waits = self->loading || sluice_holdings_get_is_looking (self->holdings);

  if (sluice_holdings_get_not_allowed (self->holdings))
    return "permission";
  if (!sluice_holdings_get_is_offered (self->holdings))
    return "silent";
  if (count_known (self) > 0)
    return "content";
  if (sluice_inventory_get_is_whole (get_inventory (self)) && sluice_holdings_get_stale_reason (self->holdings) == NULL)
    return "empty";
  if (self->patient)
    return "blank";
  return waits ? "loading" : "unknown";
}

static void
show_count (SluiceDataPage *self)
{
  const guint n_shown = g_list_model_get_n_items (self->shown);
  g_autofree char *count = NULL;

  /* As long as there is more to look through, nothing can be said not to be there. */
  if (gtk_filter_list_model_get_pending (self->filtered) > 0 && n_shown == 0)
    return;

  count = sluice_data_describe_count (get_inventory (self), n_shown);
  gtk_label_set_label (self->count, count);
  gtk_stack_set_visible_child_name (self->rows, n_shown > 0 ? "list" : "nothing");
}

static void
show_age (SluiceDataPage *self)
{
  g_autofree char *age = sluice_data_describe_age (self->holdings, sluice_ticker_get_now (self->ticker));

  adw_banner_set_revealed (self->stale, age != NULL);
  if (age != NULL && g_strcmp0 (adw_banner_get_title (self->stale), age) != 0)
    adw_banner_set_title (self->stale, age);
}

static void
show_state (SluiceDataPage *self)
{
  const char *reason = sluice_holdings_get_stale_reason (self->holdings);
  g_autofree char *markup = g_markup_escape_text (reason != NULL ? reason : _("The cloud is not connected"), -1);
  /* Translators: %s is why, as a sentence or two */
  g_autofree char *description = g_strdup_printf (_("What is kept about you is known once your cloud answers. %s"), markup);

  adw_status_page_set_description (self->unknown, description);
  gtk_widget_set_visible (self->looking, sluice_inventory_get_is_loading (get_inventory (self)));
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  show_age (self);
  show_count (self);
}

static void
sums_changed_cb (SluiceDataPage *self)
{
  sluice_data_summary_set_sums (self->summary, sluice_holdings_get_sums (self->holdings));
}

static gboolean
patience_over_cb (gpointer data)
{
  SluiceDataPage *self = data;

  self->patience_id = 0;
  self->patient = FALSE;
  show_state (self);
  return G_SOURCE_REMOVE;
}

static void
wait_a_little (SluiceDataPage *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->patient = TRUE;
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
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
                            adw_combo_row_get_selected (SLUICE_DATA_PAGE (page)->order));
}

static void
filter_changed_cb (SluiceDataPage *self)
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
order_changed_cb (SluiceDataPage *self)
{
  if (self->sorter != NULL)
    gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
show_all_cb (SluiceDataPage *self)
{
  sluice_data_summary_show_all (self->summary);
  adw_combo_row_set_selected (self->kind, 0);
  adw_combo_row_set_selected (self->age, 0);
  gtk_editable_set_text (self->search, "");
}

static void
refresh_cb (SluiceDataPage *self)
{
  sluice_holdings_refresh (self->holdings);
}

static void
show_choice (SluiceDataPage *self)
{
  const guint n_chosen = sluice_data_choice_get_n_items (self->choice);
  const gboolean choosing = sluice_data_choice_get_is_choosing (self->choice);
  g_autofree char *label = sluice_data_describe_chosen (n_chosen);

  gtk_label_set_label (self->chosen, label);
  if (choosing)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), label, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_set_sensitive (self->erase, n_chosen > 0);
  gtk_widget_set_visible (self->choosing, choosing && self->deletion == NULL);
  gtk_widget_set_visible (self->erasing, self->deletion != NULL);
  adw_toolbar_view_set_reveal_bottom_bars (self->view, choosing || self->deletion != NULL);
  gtk_toggle_button_set_active (self->choose, choosing);
}

static void
choose_toggled_cb (SluiceDataPage *self)
{
  if (self->choice != NULL)
    sluice_data_choice_set_is_choosing (self->choice, gtk_toggle_button_get_active (self->choose));
}

static void
erasing_changed_cb (SluiceDataPage *self)
{
  const gboolean over = sluice_data_erasing_get_is_over (self->deletion);
  g_autofree char *text = sluice_data_erasing_dup_text (self->deletion);

  gtk_progress_bar_set_fraction (self->progress, sluice_data_erasing_get_fraction (self->deletion));
  gtk_progress_bar_set_text (self->progress, text);
  if (over)
    g_clear_object (&self->deletion);
  show_choice (self);
}

static void
erasing_began_cb (SluiceDataPage    *self,
                  SluiceDataErasing  *deletion)
{
  g_set_object (&self->deletion, deletion);
  g_signal_connect_object (deletion, "changed", G_CALLBACK (erasing_changed_cb), self, G_CONNECT_SWAPPED);
  /* What was ticked goes; to follow each of them out of the list would take long. */
  sluice_data_choice_set_is_choosing (self->choice, FALSE);
  erasing_changed_cb (self);
}

/* One at a time: the bar shows one. */
static void
ask_to_erase (SluiceDataPage *self,
              GListModel     *items)
{
  g_autoptr(SluiceDataErasing) deletion = NULL;

  if (self->deletion != NULL)
    {
      sluice_tell (GTK_WIDGET (self), _("Something else is being deleted; wait for it, or stop it"));
      return;
    }

  deletion = sluice_data_erasing_new (self->holdings, items);
  g_signal_connect_object (deletion, "began", G_CALLBACK (erasing_began_cb), self, G_CONNECT_SWAPPED);
  sluice_data_erasing_ask (deletion, GTK_WIDGET (self));
}

static void
erase_cb (SluiceDataPage *self)
{
  g_autoptr(GListModel) items = sluice_data_choice_dup_items (self->choice);

  ask_to_erase (self, items);
}

static void
stop_cb (SluiceDataPage *self)
{
  if (self->deletion != NULL)
    sluice_data_erasing_stop (self->deletion);
}

static void
erase_one_cb (SluiceDataPage      *self,
              SluiceInventoryItem *item)
{
  g_autoptr(GListStore) items = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);

  g_list_store_append (items, item);
  ask_to_erase (self, G_LIST_MODEL (items));
}

static void
activate_cb (SluiceDataPage *self,
             guint           position)
{
  g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (self->shown, position);
  AdwDialog *dialog;

  if (item == NULL)
    return;
  if (sluice_data_choice_get_is_choosing (self->choice))
    {
      sluice_data_choice_set (self->choice, item, !sluice_data_choice_contains (self->choice, item));
      return;
    }

  dialog = sluice_data_dialog_new (item, self->at_home);
  g_signal_connect_object (dialog, "erase", G_CALLBACK (erase_one_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              SluiceDataPage           *self)
{
  gtk_list_item_set_child (item, sluice_data_row_new (self->choice));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             SluiceDataPage           *self)
{
  SluiceInventoryItem *thing = gtk_list_item_get_item (item);
  g_autofree char *description = sluice_data_dup_row_text (thing);

  sluice_data_row_set_item (SLUICE_DATA_ROW (gtk_list_item_get_child (item)), thing);
  gtk_list_item_set_accessible_label (item, sluice_data_get_title (thing));
  gtk_list_item_set_accessible_description (item, description);
}

static void
sluice_data_page_map (GtkWidget *widget)
{
  SluiceDataPage *self = SLUICE_DATA_PAGE (widget);

  if (self->holdings != NULL)
    {
      wait_a_little (self);
      sluice_holdings_set_attentive (self->holdings, TRUE);
    }

  GTK_WIDGET_CLASS (sluice_data_page_parent_class)->map (widget);
}

static void
sluice_data_page_unmap (GtkWidget *widget)
{
  SluiceDataPage *self = SLUICE_DATA_PAGE (widget);

  if (self->holdings != NULL)
    sluice_holdings_set_attentive (self->holdings, FALSE);

  GTK_WIDGET_CLASS (sluice_data_page_parent_class)->unmap (widget);
}

/* The filter may show more as it goes, to a page that has nothing to show it with. */
static void
follow_no_more (SluiceDataPage *self)
{
  gpointer followed[] = { self->shown, self->filtered, self->choice };

  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    if (followed[i] != NULL)
      g_signal_handlers_disconnect_by_data (followed[i], self);
}

/* The legend is the filter, too: where it does not fit, everything is shown. */
static void
summary_visible_cb (SluiceDataPage *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->summary)))
    sluice_data_summary_show_all (self->summary);
}

static void
sluice_data_page_dispose (GObject *object)
{
  SluiceDataPage *self = SLUICE_DATA_PAGE (object);

  follow_no_more (self);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DATA_PAGE);
  /* A view that is on its way out may still ask them, and they would ask the page. */
  if (self->item_filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->item_filter), NULL, NULL, NULL);
  if (self->sorter != NULL)
    gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (self->sorter), NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->filtered);
  g_clear_object (&self->item_filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->choice);
  g_clear_object (&self->deletion);
  g_clear_object (&self->holdings);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->wanted.words, g_free);

  G_OBJECT_CLASS (sluice_data_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, unknown);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, permission);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, stale);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, search);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, choose);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, count);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, looking);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, rows);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, choosing);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, erase);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, erasing);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, kind);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, age);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, order);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sluice_data_page_class_init (SluiceDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_data_page_dispose;
  widget_class->map = sluice_data_page_map;
  widget_class->unmap = sluice_data_page_unmap;

  g_type_ensure (SLUICE_TYPE_DATA_SUMMARY);
  g_type_ensure (SLUICE_TYPE_PERMISSION_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-data-page.ui");
  bind_template (widget_class);
}

static void
sluice_data_page_init (SluiceDataPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  g_signal_connect_object (self->summary, "notify::visible", G_CALLBACK (summary_visible_cb), self, G_CONNECT_SWAPPED);
  sluice_permission_page_set_need (self->permission, SCOPE, _("Not Allowed Yet"),
                                   _("To show what this cloud keeps about you, and to delete of it what you choose, "
                                     "Sluice needs the right to see the list. Your browser asks you for it."));
}

/* In steps: what takes long must not keep the window from drawing. */
static void
bind_list (SluiceDataPage *self)
{
  GListModel *items = sluice_inventory_get_items (get_inventory (self));
  GtkSortListModel *sorted;

  self->choice = sluice_data_choice_new (items);
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
follow (SluiceDataPage *self,
        gpointer        object,
        const char     *signal,
        GCallback       callback)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

/**
 * sluice_data_page_set_holdings:
 * @self: the page
 * @holdings: what is shown
 * @ticker: the time
 *
 * Sets what is shown; once.
 */
void
sluice_data_page_set_holdings (SluiceDataPage *self,
                               SluiceHoldings *holdings,
                               SluiceTicker   *ticker)
{
  g_return_if_fail (SLUICE_IS_DATA_PAGE (self));
  g_return_if_fail (SLUICE_IS_HOLDINGS (holdings));
  g_return_if_fail (self->holdings == NULL);

  self->holdings = g_object_ref (holdings);
  self->ticker = g_object_ref (ticker);
  self->wanted = (SluiceDataFilter) { .classes = { TRUE, TRUE, TRUE }, .kind = SLUICE_DATA_KINDS, .words = g_strdup ("") };
  bind_list (self);

  follow (self, holdings, "notify", G_CALLBACK (show_state));
  follow (self, get_inventory (self), "notify", G_CALLBACK (show_state));
  follow (self, self->shown, "items-changed", G_CALLBACK (show_count));
  follow (self, self->filtered, "notify::pending", G_CALLBACK (show_count));
  follow (self, sluice_holdings_get_sums (holdings), "items-changed", G_CALLBACK (sums_changed_cb));
  follow (self, self->choice, "changed", G_CALLBACK (show_choice));
  follow (self, ticker, "notify::now", G_CALLBACK (show_age));
  sums_changed_cb (self);
  show_choice (self);
  show_state (self);
}

/** sluice_data_page_set_place: @place: (nullable): whom the sign-in may have to be allowed more by. */
void
sluice_data_page_set_place (SluiceDataPage *self,
                            SluicePlace    *place)
{
  g_return_if_fail (SLUICE_IS_DATA_PAGE (self));

  self->at_home = place != NULL && !SLUICE_IS_CLOUD_PLACE (place);
  sluice_permission_page_set_place (self->permission, place);
}

/** sluice_data_page_set_loading: whether the place is being started or signed in to, and so is about to answer. */
void
sluice_data_page_set_loading (SluiceDataPage *self,
                              gboolean        loading)
{
  g_return_if_fail (SLUICE_IS_DATA_PAGE (self));

  if (self->loading == loading)
    return;
  self->loading = loading;
  if (self->holdings != NULL)
    show_state (self);
}
