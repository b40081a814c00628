/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-access-list.h"

#include "sluice-access-words.h"
#include "sluice-activity-days.h"
#include "sluice-activity-row.h"
#include "sluice-class.h"
#include "sluice-format.h"

struct _SluiceAccessList
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceConsents  *consents;
  SluiceTicker    *ticker;
  SluiceAccessLog *log;
  DexFuture       *asking; /* letting go of it ends that */

  /* template children */
  AdwBanner *stale;
  GtkStack *stack;
  AdwStatusPage *unknown;
  GtkListView *list;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (SluiceAccessList, sluice_access_list, ADW_TYPE_BIN)

static const char *
choose_child (SluiceAccessList *self)
{
  if (!sluice_consents_get_is_offered (self->consents))
    return "silent";
  if (g_list_model_get_n_items (sluice_access_log_get_entries (self->log)) > 0)
    return "entries";
  if (sluice_access_log_get_stale_reason (self->log) != NULL)
    return "unknown";
  if (sluice_access_log_get_observed_at (self->log) != 0)
    return "empty";
  return sluice_access_log_get_is_loading (self->log) ? "blank" : "unknown";
}

static void
show_state (SluiceAccessList *self)
{
  g_autofree char *age = sluice_access_describe_age (self->log, sluice_ticker_get_now (self->ticker));
  const char *child = choose_child (self);

  gtk_stack_set_visible_child_name (self->stack, child);
  adw_banner_set_revealed (self->stale, age != NULL && g_str_equal (child, "entries"));
  if (age != NULL && g_strcmp0 (adw_banner_get_title (self->stale), age) != 0)
    adw_banner_set_title (self->stale, age);
  gtk_widget_set_visible (self->more, sluice_access_log_get_has_more (self->log));
  gtk_widget_set_sensitive (self->more, !sluice_access_log_get_is_loading (self->log));
}

/* @future: (transfer full) */
static void
ask (SluiceAccessList *self,
     DexFuture        *future)
{
  dex_clear (&self->asking);
  self->asking = future;
}

static void
look_cb (SluiceAccessList *self)
{
  ask (self, sluice_access_log_look (self->log));
}

static void
more_cb (SluiceAccessList *self)
{
  ask (self, sluice_access_log_load_more (self->log));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              SluiceAccessList         *self)
{
  gtk_list_item_set_child (item, sluice_activity_row_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             SluiceAccessList         *self)
{
  SluiceAccess *access = gtk_list_item_get_item (item);
  const SluiceDataCategory *category = sluice_access_get_category (access);
  SluiceActivityRow *row = SLUICE_ACTIVITY_ROW (gtk_list_item_get_child (item));
  g_autofree char *title = sluice_access_dup_title (access);
  g_autofree char *subtitle = sluice_access_dup_subtitle (access, sluice_consents_get_grants (self->consents));
  g_autofree char *bytes = sluice_format_bytes (sluice_access_get_size (access));
  g_autofree char *description = g_strjoin (", ", subtitle, bytes, NULL);

  sluice_activity_row_set_texts (row, "system-users-symbolic", title, subtitle, bytes);
  sluice_activity_row_set_kind (row, sluice_kind_of_data (category != NULL ? category->kind : SLUICE_DATA_KIND_PRODUCT));
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, description);
}

static gint64
get_time (gpointer item)
{
  return sluice_access_get_time (item) * G_USEC_PER_SEC;
}

static void
sluice_access_list_map (GtkWidget *widget)
{
  SluiceAccessList *self = SLUICE_ACCESS_LIST (widget);

  if (self->log != NULL && sluice_consents_get_is_offered (self->consents))
    look_cb (self);

  GTK_WIDGET_CLASS (sluice_access_list_parent_class)->map (widget);
}

static void
sluice_access_list_dispose (GObject *object)
{
  SluiceAccessList *self = SLUICE_ACCESS_LIST (object);

  dex_clear (&self->asking);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_ACCESS_LIST);
  g_clear_object (&self->log);
  g_clear_object (&self->consents);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (sluice_access_list_parent_class)->dispose (object);
}

static void
sluice_access_list_class_init (SluiceAccessListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_access_list_dispose;
  widget_class->map = sluice_access_list_map;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/activity/sluice-access-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceAccessList, stale);
  gtk_widget_class_bind_template_child (widget_class, SluiceAccessList, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceAccessList, unknown);
  gtk_widget_class_bind_template_child (widget_class, SluiceAccessList, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceAccessList, more);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
sluice_access_list_init (SluiceAccessList *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (rows, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_list_view_set_factory (self->list, rows);
}

/**
 * sluice_access_list_set_consents:
 * @self: the list
 * @consents: of the place in use
 * @ticker: the time
 *
 * Sets what is shown; once.
 */
void
sluice_access_list_set_consents (SluiceAccessList *self,
                                 SluiceConsents   *consents,
                                 SluiceTicker     *ticker)
{
  GListModel *entries;

  g_return_if_fail (SLUICE_IS_ACCESS_LIST (self));
  g_return_if_fail (SLUICE_IS_CONSENTS (consents));
  g_return_if_fail (self->consents == NULL);

  self->consents = g_object_ref (consents);
  self->ticker = g_object_ref (ticker);
  self->log = sluice_access_log_new (consents);
  entries = sluice_access_log_get_entries (self->log);
  sluice_activity_days_show (self->list, entries, get_time, ticker);
  g_signal_connect_object (self->log, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entries, "items-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (consents, "notify::is-offered", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "notify::now", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
}
