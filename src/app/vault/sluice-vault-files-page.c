/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-files-page.h"

#include "sluice-question.h"
#include "sluice-vault-file-row.h"
#include "sluice-vault-search.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

struct _SluiceVaultFilesPage
{
  AdwNavigationPage parent_instance;

  /* Owned. */
  SluiceVault     *vault;
  SluiceVaultItem *asked; /* nullable; what the question is about */
  GListModel      *found;
  GtkFilter       *filter;

  /* template children */
  GtkEditable *search;
  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SluiceVaultFilesPage, sluice_vault_files_page, ADW_TYPE_NAVIGATION_PAGE)

static void
tell (SluiceVaultFilesPage *self,
      const char           *text)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static void
show_found (SluiceVaultFilesPage *self)
{
  const char *name = "list";

  if (g_list_model_get_n_items (sluice_vault_get_model (self->vault)) == 0)
    name = "empty";
  else if (g_list_model_get_n_items (self->found) == 0)
    name = "nothing";
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
match (gpointer item,
       gpointer data)
{
  SluiceVaultFilesPage *self = data;

  return sluice_vault_item_matches (item, gtk_editable_get_text (self->search));
}

static void
search_changed_cb (SluiceVaultFilesPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_found (self);
}

static DexFuture *
restored_cb (DexFuture *future,
             gpointer   weak)
{
  g_autoptr(SluiceVaultFilesPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  gboolean restored = dex_future_get_value (future, &error) != NULL;

  if (self != NULL)
    tell (self, restored ? _("Restored, and verified") : error->message);
  return dex_ref (future);
}

typedef struct
{
  GWeakRef         page;
  SluiceVaultItem *item;
} Choice;

static void
place_chosen_cb (GObject      *dialog,
                 GAsyncResult *result,
                 gpointer      data)
{
  Choice *choice = data;
  g_autoptr(SluiceVaultFilesPage) self = g_weak_ref_get (&choice->page);
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. Whether a file is replaced was asked there. */
  if (self != NULL && file != NULL && g_file_peek_path (file) == NULL)
    tell (self, _("Only a folder on this computer can be chosen"));
  else if (self != NULL && file != NULL)
    dex_future_disown (dex_future_finally (sluice_vault_restore (self->vault, choice->item, g_file_peek_path (file),
                                                                 TRUE, NULL, NULL, NULL),
                                           restored_cb, sluice_weak_new (self), sluice_weak_free));
  g_weak_ref_clear (&choice->page);
  g_object_unref (choice->item);
  g_free (choice);
}

static void
restore_cb (SluiceVaultFilesPage *self,
            SluiceVaultItem      *item)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  Choice *choice = g_new0 (Choice, 1);

  g_weak_ref_init (&choice->page, self);
  choice->item = g_object_ref (item);
  gtk_file_dialog_set_title (dialog, _("Restore To"));
  gtk_file_dialog_set_initial_name (dialog, sluice_vault_item_get_name (item));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, place_chosen_cb, choice);
}

static DexFuture *
removed_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluiceVaultFilesPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self != NULL && dex_future_get_value (future, &error) == NULL)
    tell (self, error->message);
  return dex_ref (future);
}

static void
remove_confirmed_cb (SluiceVaultFilesPage *self)
{
  g_autoptr(SluiceVaultItem) item = g_steal_pointer (&self->asked);

  if (item != NULL)
    dex_future_disown (dex_future_finally (sluice_vault_remove (self->vault, item), removed_cb,
                                           sluice_weak_new (self), sluice_weak_free));
}

static void
remove_cb (SluiceVaultFilesPage *self,
           SluiceVaultItem      *item)
{
  /* Translators: %s is the name of a file */
  g_autofree char *body = g_strdup_printf (_("“%s” is deleted from the vault. If there is no other copy, it is lost."),
                                           sluice_vault_item_get_name (item));

  g_set_object (&self->asked, item);
  sluice_question_ask (GTK_WIDGET (self), _("Remove It for Good?"), body, _("_Remove"),
                       G_CALLBACK (remove_confirmed_cb));
}

static void
setup_cb (SluiceVaultFilesPage *self,
          GtkListItem          *list_item)
{
  GtkWidget *row = sluice_vault_file_row_new ();

  g_signal_connect_object (row, "restore", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (SluiceVaultFilesPage *self,
         GtkListItem          *list_item)
{
  SluiceVaultItem *item = gtk_list_item_get_item (list_item);

  sluice_vault_file_row_set_item (SLUICE_VAULT_FILE_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, sluice_vault_item_get_name (item));
}

static void
unbind_cb (SluiceVaultFilesPage *self,
           GtkListItem          *list_item)
{
  sluice_vault_file_row_set_item (SLUICE_VAULT_FILE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
set_vault (SluiceVaultFilesPage *self,
           SluiceVault          *vault)
{
  GListModel *model = sluice_vault_get_model (vault);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *found;
  g_autoptr(GtkNoSelection) selection = NULL;

  self->vault = g_object_ref (vault);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  found = gtk_filter_list_model_new (g_object_ref (model), g_object_ref (self->filter));
  self->found = G_LIST_MODEL (found);
  selection = gtk_no_selection_new (g_object_ref (self->found));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (show_found), self, G_CONNECT_SWAPPED);
  show_found (self);
}

static void
sluice_vault_files_page_dispose (GObject *object)
{
  SluiceVaultFilesPage *self = SLUICE_VAULT_FILES_PAGE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_VAULT_FILES_PAGE);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->asked);
  g_clear_object (&self->vault);

  G_OBJECT_CLASS (sluice_vault_files_page_parent_class)->dispose (object);
}

static void
sluice_vault_files_page_class_init (SluiceVaultFilesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_vault_files_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/vault/sluice-vault-files-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFilesPage, search);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFilesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFilesPage, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
sluice_vault_files_page_init (SluiceVaultFilesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_vault_files_page_new: (transfer floating): the files of @vault, which was listed. */
AdwNavigationPage *
sluice_vault_files_page_new (SluiceVault *vault)
{
  SluiceVaultFilesPage *self;

  g_return_val_if_fail (SLUICE_IS_VAULT (vault), NULL);

  self = g_object_new (SLUICE_TYPE_VAULT_FILES_PAGE, NULL);
  set_vault (self, vault);
  return ADW_NAVIGATION_PAGE (self);
}
