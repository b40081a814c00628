/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights.h"

#include "sluice-rights-private.h"
#include "sluice-rights-store.h"

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceRights, sluice_rights, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

typedef enum
{
  PROP_N_OVERDUE = 1,
} SluiceRightsProperty;

static GParamSpec *properties[PROP_N_OVERDUE + 1];

static GType
sluice_rights_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_RIGHTS_REQUEST;
}

static guint
sluice_rights_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_RIGHTS (model)->requests));
}

static gpointer
sluice_rights_get_item (GListModel *model,
                        guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_RIGHTS (model)->requests), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_rights_get_item_type;
  iface->get_n_items = sluice_rights_get_n_items;
  iface->get_item = sluice_rights_get_item;
}

static void
requests_changed_cb (SluiceRights *self,
                     guint         position,
                     guint         removed,
                     guint         added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  sluice_rights_refresh (self);
}

static void
sluice_rights_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((SluiceRightsProperty) property_id)
    {
    case PROP_N_OVERDUE:
      g_value_set_uint (value, SLUICE_RIGHTS (object)->n_overdue);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
sluice_rights_finalize (GObject *object)
{
  SluiceRights *self = SLUICE_RIGHTS (object);

  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_object (&self->requests);
  g_free (self->folder);

  G_OBJECT_CLASS (sluice_rights_parent_class)->finalize (object);
}

static void
sluice_rights_class_init (SluiceRightsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_rights_get_property;
  object_class->finalize = sluice_rights_finalize;

  properties[PROP_N_OVERDUE] = g_param_spec_uint ("n-overdue", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_rights_init (SluiceRights *self)
{
  self->requests = g_list_store_new (SLUICE_TYPE_RIGHTS_REQUEST);
  g_signal_connect_object (self->requests, "items-changed", G_CALLBACK (requests_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_rights_new:
 * @folder: where they are kept; it is made with the first one
 * @clock: the time
 *
 * Returns: (transfer full): no requests, until sluice_rights_load()
 */
SluiceRights *
sluice_rights_new (const char  *folder,
                   SluiceClock *clock)
{
  SluiceRights *self;
  g_autofree char *path = g_build_filename (folder, "requests.db", NULL);

  g_return_val_if_fail (SLUICE_IS_CLOCK (clock), NULL);

  self = g_object_new (SLUICE_TYPE_RIGHTS, NULL);
  self->database = sluice_database_new (path, sluice_rights_store_migrations);
  self->folder = g_strdup (folder);
  self->clock = g_object_ref (clock);
  self->today = sluice_rights_get_today (self);
  return self;
}

static DexFuture *
loaded_cb (DexFuture *future,
           gpointer   data)
{
  SluiceRights *self = data;
  GPtrArray *requests = g_value_get_boxed (dex_future_get_value (future, NULL));

  if (!self->loaded)
    g_list_store_splice (self->requests, 0, g_list_model_get_n_items (G_LIST_MODEL (self->requests)), requests->pdata,
                         requests->len);
  self->loaded = TRUE;
  return dex_future_new_true ();
}

/**
 * sluice_rights_load:
 * @self: requests
 *
 * Reads them, unless they were read before.
 *
 * Returns: (transfer full): settles when they are there; rejects with #SluiceBaseError
 */
DexFuture *
sluice_rights_load (SluiceRights *self)
{
  dex_return_error_if_fail (SLUICE_IS_RIGHTS (self));

  if (self->loaded)
    return dex_future_new_true ();
  return dex_future_then (sluice_rights_store_load (self->database), loaded_cb, g_object_ref (self), g_object_unref);
}

SluiceRightsDay
sluice_rights_get_today (SluiceRights *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS (self), 0);
  return sluice_rights_day_of (sluice_clock_now_seconds (self->clock));
}

/** sluice_rights_get_n_overdue: how many should have been answered by now. */
guint
sluice_rights_get_n_overdue (SluiceRights *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS (self), 0);
  return self->n_overdue;
}

/** sluice_rights_refresh: looks at the clock: with a new day each is nearer to its term, or over it. */
void
sluice_rights_refresh (SluiceRights *self)
{
  SluiceRightsDay today;
  guint n_requests;
  guint n_overdue = 0;

  g_return_if_fail (SLUICE_IS_RIGHTS (self));

  today = sluice_rights_get_today (self);
  n_requests = g_list_model_get_n_items (G_LIST_MODEL (self->requests));
  if (self->today != today)
    {
      self->today = today;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n_requests, n_requests);
    }

  for (guint i = 0; i < n_requests; i++)
    {
      g_autoptr(SluiceRightsRequest) request = g_list_model_get_item (G_LIST_MODEL (self->requests), i);

      if (sluice_rights_request_get_state (request, today) == SLUICE_RIGHTS_OVERDUE)
        n_overdue++;
    }

  if (self->n_overdue == n_overdue)
    return;
  self->n_overdue = n_overdue;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OVERDUE]);
}
