/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-page.h"

#include "sluice-cloud-place.h"
#include "sluice-correct-dialog.h"
#include "sluice-data-choice.h"
#include "sluice-data-dialog.h"
#include "sluice-data-erasing.h"
#include "sluice-data-list.h"
#include "sluice-data-words.h"
#include "sluice-permission-page.h"
#include "sluice-tell.h"

#include <glib/gi18n-lib.h>

/* What takes less than this is not worth a picture of waiting (HIG). */
#define PATIENCE_MS 300

struct _SluiceDataPage
{
  AdwBin parent_instance;

  gboolean at_home; /* the place is the cloud of this computer */
  gboolean chose_several; /* what is being deleted was ticked */
  gboolean loading;
  gboolean patient; /* nothing has been shown yet, and it may still come */
  gboolean asking;  /* the person wants to allow more than is shown */
  guint    patience_id;

  /* Owned. */
  SluiceHoldings    *holdings;
  SluiceTicker      *ticker;
  SluiceDataChoice  *choice;
  SluiceDataErasing *deletion; /* NULL unless one is under way */
  SluicePlace       *place;    /* nullable */
  char              *scope;    /* what the place has to allow; nullable */

  /* template children */
  GtkStack *stack;
  AdwStatusPage *unknown;
  SluicePermissionPage *permission;
  AdwBanner *stale;
  SluiceDataList *list;
  AdwToolbarView *view;
  GtkWidget *choosing;
  GtkLabel *chosen;
  GtkWidget *erase;
  GtkWidget *erasing;
  GtkProgressBar *progress;
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

/* Of a place that has no list but parts of one, some may be open though others are not. */
static gboolean
shows_parts (SluiceDataPage *self)
{
  return count_known (self) > 0 && sluice_inventory_get_remark (get_inventory (self)) != NULL;
}

/* Whether the person can have more shown by allowing it. */
static gboolean
can_allow (SluiceDataPage *self)
{
  return sluice_holdings_get_not_allowed (self->holdings) && SLUICE_IS_CLOUD_PLACE (self->place) &&
         sluice_cloud_place_can_ask (SLUICE_CLOUD_PLACE (self->place));
}

/* Asked for when it is needed, and not before. */
static void
show_need (SluiceDataPage *self)
{
  const char *scope = sluice_holdings_get_scope (self->holdings);

  if (scope == NULL || !g_set_str (&self->scope, scope))
    return;
  sluice_permission_page_set_need (self->permission, scope, _("Not Allowed Yet"),
                                   _("To show what this cloud keeps about you, and to delete or correct of it what you choose, "
                                     "Sluice needs the right to see the list. Your browser asks you for it."));
}

/* Before the place has answered nothing can be said to be kept there. */
static const char *
choose_child (SluiceDataPage *self)
{
  const gboolean waits = self->loading || sluice_holdings_get_is_looking (self->holdings);

  if (sluice_holdings_get_not_allowed (self->holdings) && (self->asking || !shows_parts (self)))
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

/* That there is no connection is said above all screens. */
static void
show_reason (SluiceDataPage *self,
             const char     *reason)
{
  adw_banner_set_revealed (self->stale, reason != NULL && sluice_holdings_get_is_connected (self->holdings));
  if (reason != NULL)
    adw_banner_set_title (self->stale, reason);
  adw_banner_set_button_label (self->stale, can_allow (self) ? _("_Allow More…") : _("_Try Again"));
}

static void
show_state (SluiceDataPage *self)
{
  const char *reason = sluice_holdings_get_stale_reason (self->holdings);
  g_autofree char *markup = g_markup_escape_text (reason != NULL ? reason : _("The cloud is not connected"), -1);
  /* Translators: %s is why, as a sentence or two */
  g_autofree char *description = g_strdup_printf (_("What is kept about you is known once your cloud answers. %s"), markup);

  show_need (self);
  adw_status_page_set_description (self->unknown, description);
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  show_reason (self, reason);
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

static void
refresh_cb (SluiceDataPage *self)
{
  self->asking = FALSE;
  sluice_holdings_refresh (self->holdings);
}

static void
stale_cb (SluiceDataPage *self)
{
  if (!can_allow (self))
    {
      refresh_cb (self);
      return;
    }
  self->asking = TRUE;
  show_state (self);
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
}

/* What was not deleted is still what the person chose. */
static void
choose_rest (SluiceDataPage *self)
{
  g_autoptr(GListModel) rest = sluice_data_erasing_dup_rest (self->deletion);

  if (g_list_model_get_n_items (rest) > 0)
    sluice_data_choice_set_is_choosing (self->choice, TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (rest); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (rest, i);

      sluice_data_choice_set (self->choice, item, TRUE);
    }
}

static void
erasing_changed_cb (SluiceDataPage *self)
{
  const gboolean over = sluice_data_erasing_get_is_over (self->deletion);
  g_autofree char *text = sluice_data_erasing_dup_text (self->deletion);

  gtk_progress_bar_set_fraction (self->progress, sluice_data_erasing_get_fraction (self->deletion));
  gtk_progress_bar_set_text (self->progress, text);
  if (over)
    {
      if (self->chose_several)
        choose_rest (self);
      g_clear_object (&self->deletion);
    }
  show_choice (self);
}

static void
erasing_began_cb (SluiceDataPage    *self,
                  SluiceDataErasing *deletion)
{
  g_set_object (&self->deletion, deletion);
  g_signal_connect_object (deletion, "changed", G_CALLBACK (erasing_changed_cb), self, G_CONNECT_SWAPPED);
  self->chose_several = sluice_data_choice_get_n_items (self->choice) > 0;
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
correct_cb (SluiceDataPage      *self,
            SluiceInventoryItem *item)
{
  g_autoptr(SluiceCorrection) correction = sluice_correction_new (self->holdings, item);

  adw_dialog_present (sluice_correct_dialog_new (correction), GTK_WIDGET (self));
}

static void
activated_cb (SluiceDataPage      *self,
              SluiceInventoryItem *item)
{
  AdwDialog *dialog = sluice_data_dialog_new (item, self->at_home);

  g_signal_connect_object (dialog, "correct", G_CALLBACK (correct_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "erase", G_CALLBACK (erase_one_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
sluice_data_page_map (GtkWidget *widget)
{
  SluiceDataPage *self = SLUICE_DATA_PAGE (widget);

  if (self->holdings != NULL)
    {
      self->asking = FALSE;
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

static void
sluice_data_page_dispose (GObject *object)
{
  SluiceDataPage *self = SLUICE_DATA_PAGE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DATA_PAGE);
  g_clear_object (&self->place);
  g_clear_pointer (&self->scope, g_free);
  g_clear_object (&self->choice);
  g_clear_object (&self->deletion);
  g_clear_object (&self->holdings);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_data_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, unknown);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, permission);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, stale);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, choosing);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, erase);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, erasing);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataPage, progress);
  gtk_widget_class_bind_template_callback (widget_class, refresh_cb);
  gtk_widget_class_bind_template_callback (widget_class, stale_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
sluice_data_page_class_init (SluiceDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_data_page_dispose;
  widget_class->map = sluice_data_page_map;
  widget_class->unmap = sluice_data_page_unmap;

  g_type_ensure (SLUICE_TYPE_DATA_LIST);
  g_type_ensure (SLUICE_TYPE_PERMISSION_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-data-page.ui");
  bind_template (widget_class);
}

static void
sluice_data_page_init (SluiceDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  self->choice = sluice_data_choice_new (sluice_inventory_get_items (get_inventory (self)));
  sluice_data_list_set_holdings (self->list, holdings, self->choice, ticker);

  follow (self, holdings, "notify", G_CALLBACK (show_state));
  follow (self, get_inventory (self), "notify", G_CALLBACK (show_state));
  follow (self, sluice_inventory_get_items (get_inventory (self)), "items-changed", G_CALLBACK (show_state));
  follow (self, self->choice, "changed", G_CALLBACK (show_choice));
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
  self->asking = FALSE;
  g_set_object (&self->place, place);
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
