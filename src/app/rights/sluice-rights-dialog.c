/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-dialog.h"

#include "sluice-rights-compose-page.h"
#include "sluice-rights-request-page.h"
#include "sluice-rights-words.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceRightsDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceRights *rights;
  GtkFilter    *open_filter;
  GtkFilter    *done_filter;
  char         *recipient;
  char         *account;

  /* template children */
  AdwNavigationView *pages;
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkListBox *open;
  GtkWidget *done_group;
  GtkListBox *done;
};

G_DEFINE_FINAL_TYPE (SluiceRightsDialog, sluice_rights_dialog, ADW_TYPE_DIALOG)

static gboolean
is_done (gpointer item,
         gpointer rights)
{
  switch (sluice_rights_request_get_state (item, sluice_rights_get_today (rights)))
    {
    case SLUICE_RIGHTS_ANSWERED:
    case SLUICE_RIGHTS_CLOSED:
      return TRUE;
    case SLUICE_RIGHTS_DRAFT:
    case SLUICE_RIGHTS_WAITING:
    case SLUICE_RIGHTS_OVERDUE:
    default:
      return FALSE;
    }
}

static gboolean
is_open (gpointer item,
         gpointer rights)
{
  return !is_done (item, rights);
}

static void
row_activated_cb (SluiceRightsDialog *self,
                  AdwActionRow       *row)
{
  SluiceRightsRequest *request = g_object_get_data (G_OBJECT (row), "request");

  adw_navigation_view_push (self->pages, sluice_rights_request_page_new (self->rights, request));
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  SluiceRightsDialog *self = data;
  const SluiceRightsDay today = sluice_rights_get_today (self->rights);
  const SluiceRightsState state = sluice_rights_request_get_state (item, today);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (sluice_rights_get_icon_name (state));
  g_autofree char *words = sluice_rights_describe_state (item, today);
  /* Translators: what was asked for, and how far it is: "Have everything erased. Answer due in 12 days" */
  g_autofree char *subtitle = g_strdup_printf (_("%s. %s"),
                                               sluice_rights_get_title (sluice_rights_request_get_right (item)), words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sluice_rights_request_get_recipient (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (state == SLUICE_RIGHTS_OVERDUE)
    gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "request", g_object_ref (item), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_requests (SluiceRightsDialog *self)
{
  const gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->rights)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->open), gtk_list_box_get_row_at_index (self->open, 0) != NULL);
  gtk_widget_set_visible (self->done_group, gtk_list_box_get_row_at_index (self->done, 0) != NULL);
  gtk_stack_set_visible_child_name (self->stack, any ? "requests" : "empty");
}

static void
written_cb (SluiceRightsDialog  *self,
            SluiceRightsRequest *request)
{
  AdwNavigationPage *pages[] = {
    adw_navigation_view_find_page (self->pages, "list"),
    sluice_rights_request_page_new (self->rights, request),
  };

  adw_navigation_view_replace (self->pages, pages, G_N_ELEMENTS (pages));
}

static void
write_cb (SluiceRightsDialog *self)
{
  AdwNavigationPage *page = sluice_rights_compose_page_new (self->rights, self->recipient, self->account);

  g_signal_connect_object (page, "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, page);
}

static DexFuture *
loaded_cb (DexFuture *future,
           gpointer   weak)
{
  g_autoptr(SluiceRightsDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  g_autofree char *markup = NULL;

  if (self == NULL || dex_future_get_value (future, &error) != NULL)
    return dex_ref (future);

  markup = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed, markup);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  return dex_ref (future);
}

static void
sluice_rights_dialog_dispose (GObject *object)
{
  SluiceRightsDialog *self = SLUICE_RIGHTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_RIGHTS_DIALOG);
  g_clear_object (&self->open_filter);
  g_clear_object (&self->done_filter);
  g_clear_object (&self->rights);
  g_clear_pointer (&self->recipient, g_free);
  g_clear_pointer (&self->account, g_free);

  G_OBJECT_CLASS (sluice_rights_dialog_parent_class)->dispose (object);
}

static void
sluice_rights_dialog_class_init (SluiceRightsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_rights_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/rights/sluice-rights-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsDialog, open);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsDialog, done_group);
  gtk_widget_class_bind_template_child (widget_class, SluiceRightsDialog, done);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
}

static void
sluice_rights_dialog_init (SluiceRightsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @filter: (out): which of them */
static void
bind_list (SluiceRightsDialog       *self,
           GtkListBox               *list,
           GtkCustomFilterFunc       func,
           GtkFilter               **filter)
{
  g_autoptr(GListModel) shown = NULL;

  *filter = GTK_FILTER (gtk_custom_filter_new (func, g_object_ref (self->rights), g_object_unref));
  shown = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rights)), g_object_ref (*filter)));
  gtk_list_box_bind_model (list, shown, make_row, self, NULL);
}

/**
 * sluice_rights_dialog_new:
 * @rights: what is shown
 * @recipient: (nullable): whom a new request is likely to go to
 * @account: (nullable): what they know the person by
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
sluice_rights_dialog_new (SluiceRights *rights,
                          const char   *recipient,
                          const char   *account)
{
  SluiceRightsDialog *self;

  g_return_val_if_fail (SLUICE_IS_RIGHTS (rights), NULL);

  self = g_object_new (SLUICE_TYPE_RIGHTS_DIALOG, NULL);
  self->rights = g_object_ref (rights);
  self->recipient = g_strdup (recipient);
  self->account = g_strdup (account);
  bind_list (self, self->open, is_open, &self->open_filter);
  bind_list (self, self->done, is_done, &self->done_filter);
  g_signal_connect_object (rights, "items-changed", G_CALLBACK (show_requests), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_requests (self);
  dex_future_disown (dex_future_catch (sluice_rights_load (rights), loaded_cb, sluice_weak_new (self), sluice_weak_free));
  return ADW_DIALOG (self);
}
