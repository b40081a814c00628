/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-activity-page.h"

#include "sluice-access-list.h"
#include "sluice-activity-days.h"
#include "sluice-activity-model.h"
#include "sluice-activity-places.h"
#include "sluice-activity-row.h"
#include "sluice-activity-words.h"
#include "sluice-body-dialog.h"
#include "sluice-ledger-exporting.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

/* In the order of the filter's list; the first shows all. */
static const SluiceKind filter_kinds[] = {
  SLUICE_KIND_NONE, SLUICE_KIND_PROCESS, SLUICE_KIND_PRODUCT, SLUICE_KIND_PERSONAL, SLUICE_KIND_CREDENTIALS,
  SLUICE_KIND_NONE,
};

struct _SluiceActivityPage
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceLedger         *ledger;
  SluiceActivityModel  *model;
  SluiceActivityPlaces *places;
  GtkCustomFilter      *choice_filter;
  GListModel           *shown;

  /* template children */
  SluiceAccessList *accesses;
  GtkDropDown *filter;
  GtkDropDown *place;
  GtkWidget *verify;
  GtkWidget *export;
  SluiceLedgerExporting *exporting;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SluiceActivityPage, sluice_activity_page, ADW_TYPE_BIN)

static gint64
get_time (gpointer entry)
{
  return sluice_ledger_entry_get_time (entry);
}

/* What is chosen, by value: the filter may outlive the page. */
typedef struct
{
  guint                 kind;
  guint                 place;
  SluiceActivityPlaces *places; /* owned */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->places);
  g_free (choice);
}

static gboolean
is_of_kind (SluiceLedgerEntry *entry,
            guint              selected)
{
  if (selected == 0 || selected >= G_N_ELEMENTS (filter_kinds))
    return TRUE;
  return sluice_activity_get_kind (entry) == filter_kinds[selected];
}

static gboolean
is_chosen (gpointer item,
           gpointer data)
{
  Choice *choice = data;

  return is_of_kind (item, choice->kind) && sluice_activity_places_is_at (choice->places, choice->place, item);
}

static void
show_child (SluiceActivityPage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;
  gboolean shown = g_list_model_get_n_items (self->shown) > 0;

  adw_status_page_set_title (self->empty, any ? _("Nothing Like That") : _("Nothing Has Left"));
  adw_status_page_set_description (self->empty,
                                   any ? _("Choose another kind or place above.")
                                       : _("Each request to a cloud is written down here before it is made."));
  gtk_stack_set_visible_child_name (self->stack, shown ? "entries" : "empty");
}

/* With one place there is nothing to choose. */
static void
show_places (SluiceActivityPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->place),
                          g_list_model_get_n_items (sluice_activity_places_get_names (self->places)) > 2);
}

static void
filter_changed_cb (SluiceActivityPage *self)
{
  Choice *choice;

  if (self->choice_filter == NULL)
    return;

  choice = g_new (Choice, 1);
  choice->kind = gtk_drop_down_get_selected (self->filter);
  choice->place = gtk_drop_down_get_selected (self->place);
  choice->places = g_object_ref (self->places);
  gtk_custom_filter_set_filter_func (self->choice_filter, is_chosen, choice, choice_free);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              SluiceActivityPage       *self)
{
  gtk_list_item_set_child (item, sluice_activity_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             SluiceActivityPage       *self)
{
  SluiceLedgerEntry *entry = gtk_list_item_get_item (item);
  gboolean has_body = sluice_activity_model_get_body (self->model, entry) != NULL;
  g_autofree char *title = sluice_activity_dup_title (entry);
  g_autofree char *subtitle = sluice_activity_dup_subtitle (entry);
  g_autofree char *bytes = sluice_activity_dup_bytes (entry);
  g_autofree char *description = g_strjoin (", ", subtitle, *bytes != '\0' ? bytes : NULL, NULL);

  sluice_activity_row_set_entry (SLUICE_ACTIVITY_ROW (gtk_list_item_get_child (item)), entry, has_body);
  gtk_list_item_set_activatable (item, has_body);
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, description);
}

static void
activate_cb (SluiceActivityPage *self,
             guint               position)
{
  g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (self->shown, position);
  GBytes *body = sluice_activity_model_get_body (self->model, entry);

  if (body != NULL)
    adw_dialog_present (sluice_body_dialog_new (body), GTK_WIDGET (self));
}

static DexFuture *
verified_cb (DexFuture *future,
             gpointer   weak)
{
  g_autoptr(SluiceActivityPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *count = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_ref (future);

  gtk_widget_set_sensitive (self->verify, TRUE);
  if (count != NULL)
    {
      gint64 n_entries = g_value_get_int64 (count);
      g_autofree char *text = g_strdup_printf (
        ngettext ("%d entry was checked: it is as it was written, and none is missing.",
                  "%d entries were checked: each is as it was written, and none is missing.", (gulong) n_entries),
        (int) n_entries);

      sluice_tell_in_dialog (GTK_WIDGET (self), _("Nothing Was Changed"), text);
    }
  else if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED))
    sluice_tell_in_dialog (GTK_WIDGET (self), _("The List Does Not Hold"), error->message);

  return dex_ref (future);
}

static void
verify_cb (SluiceActivityPage *self)
{
  gtk_widget_set_sensitive (self->verify, FALSE);
  dex_future_disown (dex_future_finally (sluice_ledger_verify (self->ledger), verified_cb, sluice_weak_new (self),
                                         sluice_weak_free));
}

static void
export_cb (SluiceActivityPage *self)
{
  sluice_ledger_exporting_ask (self->exporting, self->ledger);
}

/* What came while nobody looked pushed the top out of sight: whoever comes to look sees the newest. */
static void
sluice_activity_page_map (GtkWidget *widget)
{
  SluiceActivityPage *self = SLUICE_ACTIVITY_PAGE (widget);

  GTK_WIDGET_CLASS (sluice_activity_page_parent_class)->map (widget);

  if (self->shown != NULL && g_list_model_get_n_items (self->shown) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
sluice_activity_page_dispose (GObject *object)
{
  SluiceActivityPage *self = SLUICE_ACTIVITY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->shown);
  g_clear_object (&self->choice_filter);
  g_clear_object (&self->places);
  g_clear_object (&self->model);
  g_clear_object (&self->ledger);

  G_OBJECT_CLASS (sluice_activity_page_parent_class)->dispose (object);
}

static void
sluice_activity_page_class_init (SluiceActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_activity_page_dispose;
  widget_class->map = sluice_activity_page_map;

  g_type_ensure (SLUICE_TYPE_ACCESS_LIST);
  g_type_ensure (SLUICE_TYPE_LEDGER_EXPORTING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/activity/sluice-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, accesses);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, filter);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, place);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, verify);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, export);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, exporting);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SluiceActivityPage, list);
  gtk_widget_class_bind_template_callback (widget_class, verify_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sluice_activity_page_init (SluiceActivityPage *self)
{
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (rows, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_list_view_set_factory (self->list, rows);
  g_object_unref (rows);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->place, "notify::selected", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->exporting, "is-busy", self->export, "sensitive",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

/**
 * sluice_activity_page_set_ledger:
 * @self: the page
 * @ledger: what left
 * @ticker: the time, to tell today from yesterday
 *
 * Sets what is shown; once.
 */
void
sluice_activity_page_set_ledger (SluiceActivityPage *self,
                                 SluiceLedger       *ledger,
                                 SluiceTicker       *ticker)
{
  g_autoptr(GListModel) filtered = NULL;

  g_return_if_fail (SLUICE_IS_ACTIVITY_PAGE (self));
  g_return_if_fail (self->ledger == NULL);

  self->ledger = g_object_ref (ledger);
  self->model = sluice_activity_model_new (sluice_ledger_get_entries (ledger));
  self->places = sluice_activity_places_new (sluice_ledger_get_entries (ledger));
  gtk_drop_down_set_model (self->place, sluice_activity_places_get_names (self->places));
  self->choice_filter = gtk_custom_filter_new (NULL, NULL, NULL);

  filtered = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->model)),
                                                      GTK_FILTER (g_object_ref (self->choice_filter))));
  self->shown = g_object_ref (sluice_activity_days_show (self->list, filtered, get_time, ticker));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (show_child), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_activity_places_get_names (self->places), "items-changed", G_CALLBACK (show_places),
                           self, G_CONNECT_SWAPPED);
  show_places (self);
  show_child (self);
}

/** sluice_activity_page_set_consents: who read what at the cloud is shown beside what left; once. */
void
sluice_activity_page_set_consents (SluiceActivityPage *self,
                                   SluiceConsents     *consents,
                                   SluiceTicker       *ticker)
{
  g_return_if_fail (SLUICE_IS_ACTIVITY_PAGE (self));

  sluice_access_list_set_consents (self->accesses, consents, ticker);
}
