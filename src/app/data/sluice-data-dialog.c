/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-dialog.h"

#include "sluice-badge.h"
#include "sluice-class.h"
#include "sluice-data-words.h"
#include "sluice-fact-row.h"
#include "sluice-format.h"

#include <glib/gi18n-lib.h>

struct _SluiceDataDialog
{
  AdwDialog parent_instance;

  SluiceInventoryItem *item; /* owned */

  /* template children */
  AdwPreferencesGroup *what;
  AdwActionRow *klass;
  SluiceBadge *class_badge;
  AdwActionRow *kind;
  SluiceBadge *kind_badge;
  AdwPreferencesGroup *facts;
  GtkWidget *show;
  GtkWidget *correct;
  GtkWidget *erase;
};

G_DEFINE_FINAL_TYPE (SluiceDataDialog, sluice_data_dialog, ADW_TYPE_DIALOG)

static guint signal_correct;
static guint signal_erase;

/* @text: (transfer full) (nullable): without one there is no row */
static void
add_fact (SluiceDataDialog *self,
          const char       *title,
          char             *text)
{
  g_autofree char *owned = text;
  GtkWidget *row;

  if (text == NULL)
    return;

  row = sluice_fact_row_new ();
  sluice_fact_row_set (row, title, text);
  adw_preferences_group_add (self->facts, row);
}

static char *
dup_date (gint64 seconds)
{
  return seconds > 0 ? sluice_format_moment (seconds) : NULL;
}

static void
show_facts (SluiceDataDialog *self,
            gboolean          at_home)
{
  SluiceInventoryItem *item = self->item;
  const guint64 size = sluice_inventory_item_get_size (item);

  add_fact (self, _("Name"), g_strdup (sluice_inventory_item_get_title (item)));
  add_fact (self, _("Where"), sluice_data_dup_where (item, at_home));
  add_fact (self, _("Who read it"), sluice_data_dup_seen (item));
  add_fact (self, _("Size"), size > 0 || sluice_inventory_item_get_follows_catalogue (item)
                               ? sluice_format_exact_bytes (size) : g_strdup (_("The cloud does not say")));
  add_fact (self, _("Kept since"), dup_date (sluice_inventory_item_get_created (item)));
  add_fact (self, _("Kept until"), dup_date (sluice_inventory_item_get_expires (item)));
  add_fact (self, _("How long things of this sort are kept"), g_strdup (sluice_data_get_retention (item)));
  add_fact (self, _("What the cloud needs it for"), g_strdup (sluice_data_get_purpose (item)));
  /* Elsewhere it is part of the account, which is ended as a whole. */
  if (!sluice_inventory_item_get_follows_catalogue (item) && !sluice_inventory_item_get_can_delete (item))
    add_fact (self, _("Deleting"), g_strdup (_("The cloud has no way for other programs to delete this. Delete it on its own "
                                               "pages, or ask those who run it.")));
}

static void
show_item (SluiceDataDialog *self,
           gboolean          at_home)
{
  SluiceInventoryItem *item = self->item;
  const gboolean known = sluice_data_is_known (item);
  const SluiceDataClass klass = sluice_data_get_class (item);
  const SluiceKind kind = sluice_kind_of_data (sluice_data_get_kind (item));
  g_autofree char *description = g_markup_escape_text (sluice_data_get_description (item), -1);
  g_autofree char *category = g_markup_escape_text (sluice_data_get_category (item), -1);

  adw_dialog_set_title (ADW_DIALOG (self), sluice_data_get_title (item));
  adw_preferences_group_set_title (self->what, category);
  adw_preferences_group_set_description (self->what, description);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->klass), _("Who can see it"));
  adw_action_row_set_subtitle (self->klass, known ? sluice_class_get_explanation (klass)
                                                  : _("This version of Sluice does not know that."));
  gtk_widget_set_visible (GTK_WIDGET (self->class_badge), known);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), known);
  sluice_badge_set_class (self->class_badge, klass);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _("What it is about"));
  adw_action_row_set_subtitle (self->kind, sluice_kind_get_explanation (kind));
  sluice_badge_set_kind (self->kind_badge, kind);
  show_facts (self, at_home);
  gtk_widget_set_visible (self->show, sluice_data_get_screen (item) != NULL);
  gtk_widget_set_visible (self->correct, sluice_inventory_item_get_can_correct (item));
  gtk_widget_set_visible (self->erase, sluice_inventory_item_get_can_delete (item));
}

static void
show_cb (SluiceDataDialog *self)
{
  const char *screen = sluice_data_get_screen (self->item);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-screen", "s", screen);
  adw_dialog_close (ADW_DIALOG (self));
}

/* What comes next comes over the page: this one is of something that may be gone, or otherwise, then. */
static void
hand_on (SluiceDataDialog *self,
         guint             signal)
{
  g_autoptr(SluiceInventoryItem) item = g_object_ref (self->item);

  g_object_ref (self);
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signal, 0, item);
  g_object_unref (self);
}

static void
correct_cb (SluiceDataDialog *self)
{
  hand_on (self, signal_correct);
}

static void
erase_cb (SluiceDataDialog *self)
{
  hand_on (self, signal_erase);
}

static void
sluice_data_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DATA_DIALOG);
  g_clear_object (&SLUICE_DATA_DIALOG (object)->item);

  G_OBJECT_CLASS (sluice_data_dialog_parent_class)->dispose (object);
}

static void
sluice_data_dialog_class_init (SluiceDataDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_data_dialog_dispose;
  signal_correct = g_signal_new ("correct", SLUICE_TYPE_DATA_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SLUICE_TYPE_INVENTORY_ITEM);
  signal_erase = g_signal_new ("erase", SLUICE_TYPE_DATA_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               SLUICE_TYPE_INVENTORY_ITEM);

  g_type_ensure (SLUICE_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-data-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, what);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, klass);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, class_badge);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, kind_badge);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, show);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, erase);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataDialog, correct);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, correct_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
sluice_data_dialog_init (SluiceDataDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_data_dialog_new:
 * @item: what is shown
 * @at_home: whether it is of the cloud of this computer
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
sluice_data_dialog_new (SluiceInventoryItem *item,
                        gboolean             at_home)
{
  SluiceDataDialog *self;

  g_return_val_if_fail (SLUICE_IS_INVENTORY_ITEM (item), NULL);

  self = g_object_new (SLUICE_TYPE_DATA_DIALOG, NULL);
  self->item = g_object_ref (item);
  show_item (self, at_home);
  return ADW_DIALOG (self);
}
