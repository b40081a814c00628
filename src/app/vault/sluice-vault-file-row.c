/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-file-row.h"

#include "sluice-vault-words.h"

#include <glib/gi18n-lib.h>

struct _SluiceVaultFileRow
{
  AdwBin parent_instance;

  /* Owned. */
  SluiceVaultItem *item;    /* nullable */
  GSignalGroup    *signals; /* of the item */

  /* template children */
  GtkLabel *name;
  GtkLabel *details;
  GtkWidget *restore;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SluiceVaultFileRow, sluice_vault_file_row, ADW_TYPE_BIN)

enum
{
  RESTORE,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
restore_cb (SluiceVaultFileRow *self)
{
  g_signal_emit (self, signals[RESTORE], 0, self->item);
}

static void
remove_cb (SluiceVaultFileRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0, self->item);
}

static void
show_details (SluiceVaultFileRow *self)
{
  g_autofree char *details = sluice_vault_describe_item (self->item);

  gtk_label_set_label (self->details, details);
}

/* Two buttons in every row: each says of which file it is. @label: (transfer full). */
static void
name_button (GtkWidget *button,
             char      *label)
{
  g_autofree char *owned = label;

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, owned, -1);
}

static void
sluice_vault_file_row_dispose (GObject *object)
{
  SluiceVaultFileRow *self = SLUICE_VAULT_FILE_ROW (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_VAULT_FILE_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (sluice_vault_file_row_parent_class)->dispose (object);
}

static void
sluice_vault_file_row_class_init (SluiceVaultFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_vault_file_row_dispose;

  signals[RESTORE] = g_signal_new ("restore", SLUICE_TYPE_VAULT_FILE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, SLUICE_TYPE_VAULT_ITEM);
  signals[REMOVE] = g_signal_new ("remove", SLUICE_TYPE_VAULT_FILE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, SLUICE_TYPE_VAULT_ITEM);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/vault/sluice-vault-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFileRow, name);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFileRow, details);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFileRow, restore);
  gtk_widget_class_bind_template_child (widget_class, SluiceVaultFileRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sluice_vault_file_row_init (SluiceVaultFileRow *self)
{
  self->signals = g_signal_group_new (SLUICE_TYPE_VAULT_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (show_details), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sluice_vault_file_row_new (void)
{
  return g_object_new (SLUICE_TYPE_VAULT_FILE_ROW, NULL);
}

/** sluice_vault_file_row_set_item: @item: (nullable): what it shows from now on. */
void
sluice_vault_file_row_set_item (SluiceVaultFileRow *self,
                                SluiceVaultItem    *item)
{
  g_return_if_fail (SLUICE_IS_VAULT_FILE_ROW (self));

  g_set_object (&self->item, item);
  g_signal_group_set_target (self->signals, item);
  if (item == NULL)
    return;

  gtk_label_set_label (self->name, sluice_vault_item_get_name (item));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), sluice_vault_item_get_name (item));
  /* Translators: %s is the name of a file */
  name_button (self->restore, g_strdup_printf (_("Restore %s"), sluice_vault_item_get_name (item)));
  /* Translators: %s is the name of a file */
  name_button (self->remove, g_strdup_printf (_("Remove %s"), sluice_vault_item_get_name (item)));
  show_details (self);
}
