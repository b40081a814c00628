/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-watch-model.h"

struct _SluiceWatchModel
{
  GObject parent_instance;

  /* Owned. */
  GListModel *model;
  char       *signal;
  GCallback   item_cb; /* for that signal; not owned */
  GPtrArray  *items; /* what is connected to, in the model's order */
};

static void sluice_watch_model_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceWatchModel, sluice_watch_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sluice_watch_model_list_iface_init))

static void
item_changed_cb (SluiceWatchModel *self,
                 GObject          *item)
{
  guint position;

  if (g_ptr_array_find (self->items, item, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static void
item_notify_cb (SluiceWatchModel *self,
                GParamSpec       *pspec,
                GObject          *item)
{
  item_changed_cb (self, item);
}

static void
model_items_changed_cb (SluiceWatchModel *self,
                        guint             position,
                        guint             removed,
                        guint             added,
                        GListModel       *model)
{
  for (guint i = 0; i < removed; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->items, position + i), self->item_cb, self);
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);

  for (guint i = 0; i < added; i++)
    {
      GObject *item = g_list_model_get_item (model, position + i);

      g_signal_connect_object (item, self->signal, self->item_cb, self, G_CONNECT_SWAPPED);
      g_ptr_array_insert (self->items, position + i, item);
    }

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
sluice_watch_model_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (SLUICE_WATCH_MODEL (list)->model);
}

static guint
sluice_watch_model_get_n_items (GListModel *list)
{
  return SLUICE_WATCH_MODEL (list)->items->len;
}

static gpointer
sluice_watch_model_get_item (GListModel *list,
                             guint       position)
{
  SluiceWatchModel *self = SLUICE_WATCH_MODEL (list);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
sluice_watch_model_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_watch_model_get_item_type;
  iface->get_n_items = sluice_watch_model_get_n_items;
  iface->get_item = sluice_watch_model_get_item;
}

static void
sluice_watch_model_finalize (GObject *object)
{
  SluiceWatchModel *self = SLUICE_WATCH_MODEL (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_free (self->signal);

  G_OBJECT_CLASS (sluice_watch_model_parent_class)->finalize (object);
}

static void
sluice_watch_model_class_init (SluiceWatchModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_watch_model_finalize;
}

static void
sluice_watch_model_init (SluiceWatchModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static SluiceWatchModel *
create (GListModel *model,
        char       *signal,
        GCallback   item_cb)
{
  SluiceWatchModel *self = g_object_new (SLUICE_TYPE_WATCH_MODEL, NULL);

  self->model = g_object_ref (model);
  self->signal = signal;
  self->item_cb = item_cb;
  model_items_changed_cb (self, 0, 0, g_list_model_get_n_items (model), model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (model_items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_watch_model_new:
 * @model: whose items, each at most once in it
 * @property: the property to watch
 *
 * Returns: (transfer full): a model with the same items
 */
SluiceWatchModel *
sluice_watch_model_new (GListModel *model,
                        const char *property)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);
  g_return_val_if_fail (property != NULL, NULL);

  return create (model, g_strconcat ("notify::", property, NULL), G_CALLBACK (item_notify_cb));
}

/**
 * sluice_watch_model_new_for_signal:
 * @model: whose items, each at most once in it
 * @signal: the signal to watch; it has no parameters
 *
 * Returns: (transfer full): a model with the same items
 */
SluiceWatchModel *
sluice_watch_model_new_for_signal (GListModel *model,
                                   const char *signal)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);
  g_return_val_if_fail (signal != NULL, NULL);

  return create (model, g_strdup (signal), G_CALLBACK (item_changed_cb));
}
