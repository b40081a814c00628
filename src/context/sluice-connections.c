/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-connections.h"

#include "sluice-list-store.h"

struct _SluiceConnections
{
  GObject parent_instance;

  /* Owned. */
  SluiceContext    *context;
  GListStore       *list;
  SluiceConnection *used; /* NULL for none */
};

typedef enum
{
  PROP_USED = 1,
} SluiceConnectionsProperty;

static GParamSpec *properties[PROP_USED + 1];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceConnections, sluice_connections, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* Returns: (transfer full) (nullable): the connection to the place with @id, as it is known already */
static SluiceConnection *
find (SluiceConnections *self,
      const char        *id,
      guint              door)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceConnection) connection = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_str_equal (sluice_place_get_id (sluice_connection_get_place (connection)), id) &&
          sluice_connection_get_door (connection) == door)
        return g_steal_pointer (&connection);
    }
  return NULL;
}

static gboolean
has (GPtrArray  *connections,
     const char *id)
{
  for (guint i = 0; i < connections->len; i++)
    if (g_str_equal (sluice_place_get_id (sluice_connection_get_place (connections->pdata[i])), id))
      return TRUE;
  return FALSE;
}

/* @place: the object in use, or one that does for looking */
static void
add (SluiceConnections *self,
     GPtrArray         *connections,
     SluicePlace       *place)
{
  if (has (connections, sluice_place_get_id (place)))
    return;

  for (guint door = 0; door < sluice_place_get_n_doors (place); door++)
    {
      g_autoptr(SluiceConnection) known = find (self, sluice_place_get_id (place), door);

      if (known == NULL || sluice_connection_get_place (known) != place)
        {
          g_clear_object (&known);
          known = sluice_connection_new (place, door, sluice_context_get_clock (self->context));
        }
      g_ptr_array_add (connections, g_steal_pointer (&known));
    }
}

static void
add_account (SluiceConnections *self,
             GPtrArray         *connections,
             SluiceAccount     *account)
{
  g_autoptr(SluiceConnection) known = find (self, sluice_account_get_id (account), 0);
  g_autoptr(SluicePlace) place = known != NULL ? g_object_ref (sluice_connection_get_place (known))
                                               : sluice_context_make_place (self->context, account);

  add (self, connections, place);
}

/* Also where the list stays as it is: a place may be in it before it is used. */
static void
update_used (SluiceConnections *self)
{
  SluicePlace *place = sluice_context_get_place (self->context);
  g_autoptr(SluiceConnection) used = place != NULL ? find (self, sluice_place_get_id (place), 0) : NULL;

  if (g_set_object (&self->used, used))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USED]);
}

static void
update (SluiceConnections *self)
{
  g_autoptr(GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  SluicePlace *used = sluice_context_get_place (self->context);
  GListModel *places = sluice_context_get_session_places (self->context);
  GListModel *accounts = G_LIST_MODEL (sluice_context_get_accounts (self->context));

  if (used != NULL)
    add (self, connections, used);
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(SluicePlace) place = g_list_model_get_item (places, i);

      add (self, connections, place);
    }
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SluiceAccount) account = g_list_model_get_item (accounts, i);

      add_account (self, connections, account);
    }
  sluice_list_store_assign (self->list, connections);
  update_used (self);
}

static GType
get_item_type (GListModel *model)
{
  return SLUICE_TYPE_CONNECTION;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_CONNECTIONS (model)->list));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_CONNECTIONS (model)->list), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
items_changed_cb (SluiceConnections *self,
                  guint              position,
                  guint              removed,
                  guint              added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
sluice_connections_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((SluiceConnectionsProperty) property_id)
    {
    case PROP_USED:
      g_value_set_object (value, SLUICE_CONNECTIONS (object)->used);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
sluice_connections_finalize (GObject *object)
{
  SluiceConnections *self = SLUICE_CONNECTIONS (object);

  g_clear_object (&self->used);
  g_clear_object (&self->list);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sluice_connections_parent_class)->finalize (object);
}

static void
sluice_connections_class_init (SluiceConnectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sluice_connections_get_property;
  G_OBJECT_CLASS (klass)->finalize = sluice_connections_finalize;

  properties[PROP_USED] = g_param_spec_object ("used", NULL, NULL, SLUICE_TYPE_CONNECTION,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
sluice_connections_init (SluiceConnections *self)
{
  self->list = g_list_store_new (SLUICE_TYPE_CONNECTION);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_connections_new:
 * @context: whose places
 *
 * Returns: (transfer full): the ways to them, not looked at yet
 */
SluiceConnections *
sluice_connections_new (SluiceContext *context)
{
  SluiceConnections *self;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (context), NULL);

  self = g_object_new (SLUICE_TYPE_CONNECTIONS, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::place", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_context_get_session_places (context), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sluice_context_get_accounts (context), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * sluice_connections_look:
 * @self: the ways to the places
 * @all: whether also those to places that are not in use
 *
 * Looks at them; see sluice_connection_look().
 */
void
sluice_connections_look (SluiceConnections *self,
                         gboolean           all)
{
  SluicePlace *used;
  guint n;

  g_return_if_fail (SLUICE_IS_CONNECTIONS (self));

  used = sluice_context_get_place (self->context);
  n = g_list_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceConnection) connection = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (all || sluice_connection_get_place (connection) == used)
        sluice_connection_look (connection);
    }
}

/** sluice_connections_get_used: (transfer none) (nullable): see #SluiceConnections:used. */
SluiceConnection *
sluice_connections_get_used (SluiceConnections *self)
{
  g_return_val_if_fail (SLUICE_IS_CONNECTIONS (self), NULL);

  return self->used;
}
