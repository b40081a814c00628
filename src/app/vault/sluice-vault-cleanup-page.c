/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-cleanup-page.h"

#include "sluice-fiber.h"
#include "sluice-question.h"
#include "sluice-vault-cleanup.h"
#include "sluice-vault-words.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

#define DAY_SECONDS (24 * 60 * 60)

struct _SluiceVaultCleanupPage
{
  AdwNavigationPage parent_instance;

  /* Owned. */
  SluiceVault *vault;
  SluiceClock *clock;
  GPtrArray   *proposals; /* of SluiceVaultProposal, in the order of the rows */
  GPtrArray   *checks;    /* of GtkCheckButton, the same */

  /* template children */
  AdwComboRow *what;
  AdwPreferencesGroup *group;
  GtkWidget *all;
  GtkListBox *list;
  GtkLabel *sum;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SluiceVaultCleanupPage, sluice_vault_cleanup_page, ADW_TYPE_NAVIGATION_PAGE)

/* Returns: (transfer container): those with a mark; they belong to the page. */
static GPtrArray *
find_chosen (SluiceVaultCleanupPage *self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_ptr_array_add (chosen, g_ptr_array_index (self->proposals, i));

  return chosen;
}

static void
show_sum (SluiceVaultCleanupPage *self)
{
  g_autoptr(GPtrArray) chosen = find_chosen (self);
  g_autofree char *text = sluice_vault_describe_removal (chosen->len,
                                                         sluice_vault_measure_cleanup (self->vault, chosen));

  gtk_label_set_label (self->sum, text);
  gtk_widget_set_sensitive (self->remove, chosen->len > 0);
  gtk_widget_set_sensitive (self->all, chosen->len < self->checks->len);
}

static void
add_row (SluiceVaultCleanupPage    *self,
         const SluiceVaultProposal *proposal)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *details = sluice_vault_describe_item (proposal->item);
  g_autofree char *reasons = sluice_vault_dup_reasons_text (proposal->reasons);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", details, reasons);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sluice_vault_item_get_name (proposal->item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sluice_vault_item_get_name (proposal->item), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (show_sum), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, g_object_ref (check));
  gtk_list_box_append (self->list, row);
}

static SluiceVaultCriteria
get_criteria (SluiceVaultCleanupPage *self)
{
  SluiceVaultCriteria criteria = {
    .now = sluice_clock_now_seconds (self->clock),
    .older_than = SLUICE_VAULT_ANY,
    .larger_than = SLUICE_VAULT_ANY,
    .until_free = SLUICE_VAULT_ANY,
  };

  switch (adw_combo_row_get_selected (self->what))
    {
    case 1:
      criteria.older_than = 30 * DAY_SECONDS;
      break;
    case 2:
      criteria.larger_than = 100 * 1000 * 1000;
      break;
    case 3:
      criteria.until_free = G_MAXINT64;
      break;
    default:
      break;
    }

  return criteria;
}

static void
show_proposals_cb (SluiceVaultCleanupPage *self)
{
  SluiceVaultCriteria criteria;

  if (self->vault == NULL)
    return;

  criteria = get_criteria (self);
  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->checks, 0);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  self->proposals = sluice_vault_propose_cleanup (self->vault, &criteria);
  for (guint i = 0; i < self->proposals->len; i++)
    add_row (self, g_ptr_array_index (self->proposals, i));
  /* No placeholder: gtk_list_box_remove_all() takes that away as well. */
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->proposals->len > 0);
  adw_preferences_group_set_description (self->group,
                                         self->proposals->len > 0
                                           ? _("Choose what to remove. Nothing is removed by itself.")
                                           : _("Nothing to clean up"));
  show_sum (self);
}

static void
choose_all_cb (SluiceVaultCleanupPage *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i), TRUE);
}

typedef struct
{
  SluiceVault *vault;
  GPtrArray   *items;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->vault);
  g_ptr_array_unref (removal->items);
  g_free (removal);
}

static DexFuture *
remove_fiber (DexFuture *stop,
              gpointer   data)
{
  Removal *removal = data;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < removal->items->len; i++)
    if (!dex_await (sluice_until (sluice_vault_remove (removal->vault, g_ptr_array_index (removal->items, i)), stop),
                    &error))
      return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

static DexFuture *
removed_cb (DexFuture *future,
            gpointer   weak)
{
  g_autoptr(SluiceVaultCleanupPage) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return dex_ref (future);

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  show_proposals_cb (self);
  if (dex_future_get_value (future, &error) == NULL)
    gtk_label_set_label (self->sum, error->message);
  return dex_ref (future);
}

static void
remove_confirmed_cb (SluiceVaultCleanupPage *self)
{
  g_autoptr(GPtrArray) chosen = find_chosen (self);
  Removal *removal = g_new0 (Removal, 1);

  removal->vault = g_object_ref (self->vault);
  removal->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (removal->items, g_object_ref (((SluiceVaultProposal *) g_ptr_array_index (chosen, i))->item));

  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  dex_future_disown (dex_future_finally (sluice_fiber_spawn (remove_fiber, removal, removal_free), removed_cb,
                                         sluice_weak_new (self), sluice_weak_free));
}

static void
remove_cb (SluiceVaultCleanupPage *self)
{
  g_autofree char *body = g_strdup_printf (/* Translators: %s is a number of files and a size */
                                           _("%s. They are deleted from the vault; what has no other copy is lost."),
                                           gtk_label_get_label (self->sum));

  sluice_question_ask (GTK_WIDGET (self), _("Remove for Good?"), body, _("_Remove"), G_CALLBACK (remove_confirmed_cb));
}

static void
sluice_vault_cleanup_page_dispose (GObject *object)
{
  SluiceVaultCleanupPage *self = SLUICE_VAULT_CLEANUP_PAGE (object);

  g_clear_object (&self->vault);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_VAULT_CLEANUP_PAGE);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sluice_vault_cleanup_page_parent_class)->dispose (object);
}

static void
sluice_vault_cleanup_page_class_init (SluiceVaultCleanupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_vault_cleanup_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/vault/sluice-vault-cleanup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultCleanupPage, what);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultCleanupPage, group);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultCleanupPage, all);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultCleanupPage, list);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultCleanupPage, sum);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultCleanupPage, remove);
  gtk_widget_class_bind_template_callback (widget_class, show_proposals_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sluice_vault_cleanup_page_init (SluiceVaultCleanupPage *self)
{
  self->checks = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sluice_vault_cleanup_page_new: (transfer floating): what could go out of @vault, which was listed. */
AdwNavigationPage *
sluice_vault_cleanup_page_new (SluiceVault *vault,
                               SluiceClock *clock)
{
  SluiceVaultCleanupPage *self;

  g_return_val_if_fail (SLUICE_IS_VAULT (vault), NULL);
  g_return_val_if_fail (SLUICE_IS_CLOCK (clock), NULL);

  self = g_object_new (SLUICE_TYPE_VAULT_CLEANUP_PAGE, NULL);
  self->vault = g_object_ref (vault);
  self->clock = g_object_ref (clock);
  show_proposals_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
