/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-printers.h"

#define KEY "local-printers"

struct _SluiceLocalPrinters
{
  GObject parent_instance;

  GSettings  *settings;
  GListStore *printers;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceLocalPrinters, sluice_local_printers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
sluice_local_printers_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_LOCAL_PRINTER;
}

static guint
sluice_local_printers_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_LOCAL_PRINTERS (model)->printers));
}

static gpointer
sluice_local_printers_get_item (GListModel *model,
                                guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_LOCAL_PRINTERS (model)->printers), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_local_printers_get_item_type;
  iface->get_n_items = sluice_local_printers_get_n_items;
  iface->get_item = sluice_local_printers_get_item;
}

static void
sluice_local_printers_finalize (GObject *object)
{
  SluiceLocalPrinters *self = SLUICE_LOCAL_PRINTERS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->printers);

  G_OBJECT_CLASS (sluice_local_printers_parent_class)->finalize (object);
}

static void
sluice_local_printers_class_init (SluiceLocalPrintersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_local_printers_finalize;
}

static void
sluice_local_printers_init (SluiceLocalPrinters *self)
{
  self->printers = g_list_store_new (SLUICE_TYPE_LOCAL_PRINTER);
  g_signal_connect_object (self->printers, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_local_printers_new:
 * @settings: Sluice's settings
 *
 * Returns: (transfer full): the printers that @settings keep
 */
SluiceLocalPrinters *
sluice_local_printers_new (GSettings *settings)
{
  SluiceLocalPrinters *self = g_object_new (SLUICE_TYPE_LOCAL_PRINTERS, NULL);
  g_autoptr(GVariant) kept = g_settings_get_value (settings, KEY);

  self->settings = g_object_ref (settings);
  for (gsize i = 0; i < g_variant_n_children (kept); i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (kept, i);
      g_autoptr(SluiceLocalPrinter) printer = sluice_local_printer_new_from_variant (child);

      if (printer != NULL)
        g_list_store_append (self->printers, printer);
    }
  return self;
}

static void
save (SluiceLocalPrinters *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{ss}"));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (G_LIST_MODEL (self), i);

      g_variant_builder_add_value (&builder, sluice_local_printer_to_variant (printer));
    }
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
  /* A command ends right after this. */
  g_settings_sync ();
}

/** sluice_local_printers_add: keeps @printer. */
void
sluice_local_printers_add (SluiceLocalPrinters *self,
                           SluiceLocalPrinter  *printer)
{
  g_return_if_fail (SLUICE_IS_LOCAL_PRINTERS (self));
  g_return_if_fail (SLUICE_IS_LOCAL_PRINTER (printer));

  g_list_store_append (self->printers, printer);
  save (self);
}

/** sluice_local_printers_remove: forgets @printer; its key is another's business. */
void
sluice_local_printers_remove (SluiceLocalPrinters *self,
                              SluiceLocalPrinter  *printer)
{
  guint position;

  g_return_if_fail (SLUICE_IS_LOCAL_PRINTERS (self));

  if (!g_list_store_find (self->printers, printer, &position))
    return;
  g_list_store_remove (self->printers, position);
  save (self);
}

/**
 * sluice_local_printers_find:
 * @self: printers
 * @name: an id, a name, or an address
 *
 * Returns: (transfer full) (nullable): the printer; %NULL when none or several are meant
 */
SluiceLocalPrinter *
sluice_local_printers_find (SluiceLocalPrinters *self,
                            const char          *name)
{
  g_autoptr(SluiceLocalPrinter) found = NULL;

  g_return_val_if_fail (SLUICE_IS_LOCAL_PRINTERS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(SluiceLocalPrinter) printer = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (!g_str_equal (name, sluice_local_printer_get_id (printer)) &&
          !g_str_equal (name, sluice_local_printer_get_name (printer)) &&
          !g_str_equal (name, sluice_local_printer_get_address (printer)))
        continue;
      if (found != NULL)
        return NULL;
      found = g_steal_pointer (&printer);
    }
  return g_steal_pointer (&found);
}
