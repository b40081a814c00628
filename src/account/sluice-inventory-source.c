/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-source-private.h"

#include "sluice-fiber.h"

typedef struct
{
  SluiceSession *session;
} SluiceInventorySourcePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluiceInventorySource, sluice_inventory_source, G_TYPE_OBJECT)

typedef enum
{
  PROP_SESSION = 1,
} SluiceInventorySourceProperty;

static GParamSpec *properties[PROP_SESSION + 1];

static void
sluice_inventory_source_get_property (GObject    *object,
                                      guint       property_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  switch ((SluiceInventorySourceProperty) property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, sluice_inventory_source_get_session (SLUICE_INVENTORY_SOURCE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_inventory_source_set_property (GObject      *object,
                                      guint         property_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  SluiceInventorySource *self = SLUICE_INVENTORY_SOURCE (object);
  SluiceInventorySourcePrivate *priv = sluice_inventory_source_get_instance_private (self);

  switch ((SluiceInventorySourceProperty) property_id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_inventory_source_finalize (GObject *object)
{
  SluiceInventorySource *self = SLUICE_INVENTORY_SOURCE (object);
  SluiceInventorySourcePrivate *priv = sluice_inventory_source_get_instance_private (self);

  g_clear_object (&priv->session);

  G_OBJECT_CLASS (sluice_inventory_source_parent_class)->finalize (object);
}

static void
sluice_inventory_source_class_init (SluiceInventorySourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_inventory_source_get_property;
  object_class->set_property = sluice_inventory_source_set_property;
  object_class->finalize = sluice_inventory_source_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SLUICE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_inventory_source_init (SluiceInventorySource *self)
{
}

/** sluice_inventory_source_get_session: (transfer none): signed in to the place whose it is. */
SluiceSession *
sluice_inventory_source_get_session (SluiceInventorySource *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SOURCE (self), NULL);
  return ((SluiceInventorySourcePrivate *) sluice_inventory_source_get_instance_private (self))->session;
}

/** sluice_inventory_source_get_scope: what reading and deleting need to be allowed, separated by spaces. */
const char *
sluice_inventory_source_get_scope (SluiceInventorySource *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SOURCE (self), NULL);
  return SLUICE_INVENTORY_SOURCE_GET_CLASS (self)->scope;
}

/** sluice_inventory_source_has_sums: whether the place sums up; if not, who has the list does. */
gboolean
sluice_inventory_source_has_sums (SluiceInventorySource *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SOURCE (self), FALSE);
  return SLUICE_INVENTORY_SOURCE_GET_CLASS (self)->await_sums != NULL;
}

static DexFuture *
sums_fiber (DexFuture *stop,
            gpointer   data)
{
  g_autoptr(GError) error = NULL;
  GListModel *sums = SLUICE_INVENTORY_SOURCE_GET_CLASS (data)->await_sums (data, stop, &error);

  return sums != NULL ? dex_future_new_take_object (sums) : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_inventory_source_ask_sums:
 * @self: a source that has sums
 *
 * Returns: (transfer full): a future of a #GListModel of #SluiceInventorySum, one for each category that the place
 *   has heard of; rejects with #SluiceNetError
 */
DexFuture *
sluice_inventory_source_ask_sums (SluiceInventorySource *self)
{
  dex_return_error_if_fail (SLUICE_IS_INVENTORY_SOURCE (self));
  dex_return_error_if_fail (sluice_inventory_source_has_sums (self));

  return sluice_fiber_spawn (sums_fiber, g_object_ref (self), g_object_unref);
}

/* In a fiber. (transfer full) (nullable): what the place can do */
SluiceCapabilities *
sluice_inventory_source_await_capabilities (SluiceInventorySource  *self,
                                            DexFuture              *stop,
                                            GError                **error)
{
  return SLUICE_INVENTORY_SOURCE_GET_CLASS (self)->await_capabilities (self, stop, error);
}

/**
 * sluice_inventory_source_await_page:
 * @self: a source
 * @category: (nullable): only what is of it
 * @after: (nullable): what the page before said as its @next
 * @stop: as of a fiber
 * @error: #SluiceNetError
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): a page
 */
SluiceInventoryPage *
sluice_inventory_source_await_page (SluiceInventorySource  *self,
                                    const char             *category,
                                    const char             *after,
                                    DexFuture              *stop,
                                    GError                **error)
{
  return SLUICE_INVENTORY_SOURCE_GET_CLASS (self)->await_page (self, category, after, stop, error);
}

/**
 * sluice_inventory_source_pass_over:
 * @self: a source
 * @category: (nullable): only what is of it
 * @after: (nullable): the page that could not be read
 * @failure: why
 * @out_gap: (out caller-allocates): what is missing then
 * @out_next: (out) (nullable): where the list goes on behind what is missing; %NULL when that was the last of it
 *
 * Returns: whether the list goes on, or ends, without it
 */
gboolean
sluice_inventory_source_pass_over (SluiceInventorySource  *self,
                                   const char             *category,
                                   const char             *after,
                                   const GError           *failure,
                                   SluiceInventoryGap     *out_gap,
                                   char                  **out_next)
{
  SluiceInventorySourceClass *klass = SLUICE_INVENTORY_SOURCE_GET_CLASS (self);

  return klass->pass_over != NULL && klass->pass_over (self, category, after, failure, out_gap, out_next);
}

/* (transfer full) (nullable): what a person has to know of the list that was just read. */
char *
sluice_inventory_source_dup_remark (SluiceInventorySource *self)
{
  SluiceInventorySourceClass *klass = SLUICE_INVENTORY_SOURCE_GET_CLASS (self);

  return klass->dup_remark != NULL ? klass->dup_remark (self) : NULL;
}

/* In a fiber. Whether @item is gone now. */
gboolean
sluice_inventory_source_await_erased (SluiceInventorySource  *self,
                                      SluiceInventoryItem    *item,
                                      DexFuture              *stop,
                                      GError                **error)
{
  return SLUICE_INVENTORY_SOURCE_GET_CLASS (self)->await_erased (self, item, stop, error);
}

/* In a fiber. Whether @item is @value now; only of what the place said that it can be corrected. */
gboolean
sluice_inventory_source_await_corrected (SluiceInventorySource  *self,
                                         SluiceInventoryItem    *item,
                                         const char             *value,
                                         DexFuture              *stop,
                                         GError                **error)
{
  return SLUICE_INVENTORY_SOURCE_GET_CLASS (self)->await_corrected (self, item, value, stop, error);
}

void
sluice_inventory_gap_free (SluiceInventoryGap *self)
{
  g_free (self->part);
  g_free (self->words);
  g_free (self);
}
