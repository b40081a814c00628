/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-row.h"

#include "sluice-badge.h"
#include "sluice-data-words.h"
#include "sluice-format.h"

#include <glib/gi18n-lib.h>

struct _SluiceDataRow
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceDataChoice    *choice;
  SluiceInventoryItem *item;

  GtkListItem *list_item; /* borrowed: whose row this is */

  /* template children */
  GtkCheckButton *tick;
  GtkInscription *title;
  GtkInscription *subtitle;
  SluiceBadge *badge;
  GtkInscription *size;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (SluiceDataRow, sluice_data_row, ADW_TYPE_BIN)

/* Whoever hears the row hears whether it is chosen, too. */
static void
describe (SluiceDataRow *self)
{
  g_autofree char *text = sluice_data_dup_row_text (self->item, gtk_inscription_get_text (self->subtitle),
                                                    gtk_inscription_get_text (self->size));
  g_autofree char *description = NULL;

  if (!sluice_data_choice_get_is_choosing (self->choice))
    description = g_steal_pointer (&text);
  else if (!sluice_inventory_item_get_can_delete (self->item))
    /* Translators: %s is what else there is to say of a thing */
    description = g_strdup_printf (_("Cannot be chosen, %s"), text);
  else if (sluice_data_choice_contains (self->choice, self->item))
    /* Translators: %s is what else there is to say of a thing */
    description = g_strdup_printf (_("Chosen, %s"), text);
  else
    /* Translators: %s is what else there is to say of a thing */
    description = g_strdup_printf (_("Not chosen, %s"), text);
  if (self->list_item != NULL)
    gtk_list_item_set_accessible_description (self->list_item, description);
}

/* While nobody chooses it is not there, and to name it in each row that comes by costs frames. */
static void
show_tick (SluiceDataRow *self)
{
  /* Translators: %s is the name of a thing that can be ticked */
  g_autofree char *choose = g_strdup_printf (_("Choose “%s”"), sluice_data_get_title (self->item));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tick), GTK_ACCESSIBLE_PROPERTY_LABEL, choose, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tick), sluice_inventory_item_get_can_delete (self->item));
  gtk_check_button_set_active (self->tick, sluice_data_choice_contains (self->choice, self->item));
}

static void
show_choice (SluiceDataRow *self)
{
  const gboolean choosing = sluice_data_choice_get_is_choosing (self->choice);

  gtk_widget_set_visible (GTK_WIDGET (self->tick), choosing);
  gtk_widget_set_visible (self->more, !choosing);
  if (self->item == NULL)
    return;

  if (choosing)
    show_tick (self);
  describe (self);
}

static void
toggled_cb (SluiceDataRow *self)
{
  if (self->item != NULL)
    sluice_data_choice_set (self->choice, self->item, gtk_check_button_get_active (self->tick));
}

/* An inscription, unlike a label, leaves it to its owner at which side it begins. */
static void
show_direction (SluiceDataRow *self)
{
  const gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_inscription_set_xalign (self->title, mirrored ? 1 : 0);
  gtk_inscription_set_xalign (self->subtitle, mirrored ? 1 : 0);
  gtk_inscription_set_xalign (self->size, mirrored ? 0 : 1);
}

static void
sluice_data_row_direction_changed (GtkWidget        *widget,
                                   GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (sluice_data_row_parent_class)->direction_changed (widget, previous);
  show_direction (SLUICE_DATA_ROW (widget));
}

static void
sluice_data_row_dispose (GObject *object)
{
  SluiceDataRow *self = SLUICE_DATA_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_DATA_ROW);
  g_clear_weak_pointer (&self->list_item);
  g_clear_object (&self->item);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (sluice_data_row_parent_class)->dispose (object);
}

static void
sluice_data_row_class_init (SluiceDataRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_data_row_dispose;
  widget_class->direction_changed = sluice_data_row_direction_changed;

  g_type_ensure (SLUICE_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/data/sluice-data-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceDataRow, tick);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataRow, title);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataRow, badge);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataRow, size);
  gtk_widget_class_bind_template_child (widget_class, SluiceDataRow, more);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
sluice_data_row_init (SluiceDataRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_direction (self);
}

/**
 * sluice_data_row_new:
 * @choice: what is ticked
 * @list_item: whose row it is, and which says what the row shows
 *
 * Returns: (transfer floating): a row of nothing yet
 */
GtkWidget *
sluice_data_row_new (SluiceDataChoice *choice,
                     GtkListItem      *list_item)
{
  SluiceDataRow *self;

  g_return_val_if_fail (SLUICE_IS_DATA_CHOICE (choice), NULL);

  self = g_object_new (SLUICE_TYPE_DATA_ROW, NULL);
  self->choice = g_object_ref (choice);
  g_set_weak_pointer (&self->list_item, list_item);
  g_signal_connect_object (choice, "changed", G_CALLBACK (show_choice), self, G_CONNECT_SWAPPED);
  show_choice (self);
  return GTK_WIDGET (self);
}

/** sluice_data_row_toggle: ticks it or not, while one chooses. */
void
sluice_data_row_toggle (SluiceDataRow *self)
{
  g_return_if_fail (SLUICE_IS_DATA_ROW (self));

  if (self->item != NULL)
    sluice_data_choice_toggle (self->choice, self->item);
}

/** sluice_data_row_set_item: things do not change, so this is all there is to follow. */
void
sluice_data_row_set_item (SluiceDataRow       *self,
                          SluiceInventoryItem *item)
{
  g_autofree char *subtitle = NULL;
  g_autofree char *size = NULL;

  g_return_if_fail (SLUICE_IS_DATA_ROW (self));
  g_return_if_fail (SLUICE_IS_INVENTORY_ITEM (item));

  subtitle = sluice_data_dup_subtitle (item);
  size = sluice_data_dup_size (item);
  gtk_inscription_set_text (self->title, sluice_data_get_title (item));
  gtk_inscription_set_text (self->subtitle, subtitle);
  gtk_inscription_set_text (self->size, size != NULL ? size : "");
  sluice_badge_set_class (self->badge, sluice_data_get_class (item));
  gtk_widget_set_visible (GTK_WIDGET (self->badge), sluice_data_is_known (item));
  g_set_object (&self->item, item);
  show_choice (self);
}
