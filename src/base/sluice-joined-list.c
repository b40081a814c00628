/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-joined-list.h"

struct _SluiceJoinedList
{
  GObject parent_instance;

  /* Owned. */
  GListModel *first;
  GListModel *second;

  guint n_first; /* as was told of */
};

static void sluice_joined_list_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceJoinedList, sluice_joined_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sluice_joined_list_list_iface_init))

static GType
sluice_joined_list_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (SLUICE_JOINED_LIST (list)->first);
}

static guint
sluice_joined_list_get_n_items (GListModel *list)
{
  SluiceJoinedList *self = SLUICE_JOINED_LIST (list);

  return self->n_first + g_list_model_get_n_items (self->second);
}

static gpointer
sluice_joined_list_get_item (GListModel *list,
                             guint       position)
{
  SluiceJoinedList *self = SLUICE_JOINED_LIST (list);

  return position < self->n_first ? g_list_model_get_item (self->first, position)
                                  : g_list_model_get_item (self->second, position - self->n_first);
}

static void
sluice_joined_list_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_joined_list_get_item_type;
  iface->get_n_items = sluice_joined_list_get_n_items;
  iface->get_item = sluice_joined_list_get_item;
}

static void
first_changed_cb (SluiceJoinedList *self,
                  guint             position,
                  guint             removed,
                  guint             added)
{
  self->n_first = self->n_first - removed + added;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
second_changed_cb (SluiceJoinedList *self,
                   guint             position,
                   guint             removed,
                   guint             added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), self->n_first + position, removed, added);
}

static void
sluice_joined_list_finalize (GObject *object)
{
  SluiceJoinedList *self = SLUICE_JOINED_LIST (object);

  g_clear_object (&self->first);
  g_clear_object (&self->second);

  G_OBJECT_CLASS (sluice_joined_list_parent_class)->finalize (object);
}

static void
sluice_joined_list_class_init (SluiceJoinedListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_joined_list_finalize;
}

static void
sluice_joined_list_init (SluiceJoinedList *self)
{
}

/**
 * sluice_joined_list_new:
 * @first: a list
 * @second: a list of the same type of items
 *
 * Returns: (transfer full): both
 */
SluiceJoinedList *
sluice_joined_list_new (GListModel *first,
                        GListModel *second)
{
  SluiceJoinedList *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (first) && G_IS_LIST_MODEL (second), NULL);

  self = g_object_new (SLUICE_TYPE_JOINED_LIST, NULL);
  self->first = g_object_ref (first);
  self->second = g_object_ref (second);
  self->n_first = g_list_model_get_n_items (first);
  g_signal_connect_object (first, "items-changed", G_CALLBACK (first_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (second, "items-changed", G_CALLBACK (second_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
