/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-item.h"

struct _SluiceConsentItem
{
  GObject parent_instance;

  const SluiceDataCategory *category; /* of the catalogue */

  gboolean granted_before;
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (SluiceConsentItem, sluice_consent_item, G_TYPE_OBJECT)

static void
sluice_consent_item_class_init (SluiceConsentItemClass *klass)
{
}

static void
sluice_consent_item_init (SluiceConsentItem *self)
{
}

/**
 * sluice_consent_item_new:
 * @category: of the catalogue
 * @granted_before: whether who asks may see it now
 * @is_new: whether it was not asked for the last time
 *
 * Returns: (transfer full): the item
 */
SluiceConsentItem *
sluice_consent_item_new (const SluiceDataCategory *category,
                         gboolean                  granted_before,
                         gboolean                  is_new)
{
  SluiceConsentItem *self = g_object_new (SLUICE_TYPE_CONSENT_ITEM, NULL);

  self->category = category;
  self->granted_before = granted_before;
  self->is_new = is_new;
  return self;
}

/** sluice_consent_item_get_category: (transfer none): what it is, by the catalogue and not by who asks. */
const SluiceDataCategory *
sluice_consent_item_get_category (SluiceConsentItem *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM (self), NULL);
  return self->category;
}

/** sluice_consent_item_get_granted_before: whether who asks may see it already. */
gboolean
sluice_consent_item_get_granted_before (SluiceConsentItem *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM (self), FALSE);
  return self->granted_before;
}

/** sluice_consent_item_get_is_new: whether they did not ask for it the last time; %FALSE when they ask for the first time. */
gboolean
sluice_consent_item_get_is_new (SluiceConsentItem *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_ITEM (self), FALSE);
  return self->is_new;
}
