/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"

G_BEGIN_DECLS

/**
 * SluiceScope:
 * @name: the scope, as OAuth has it: "connect.cluster.read"
 * @categories: (array zero-terminated=1): ids of the data that it reaches; empty when it reaches none
 * @can_change: whether it allows more than reading
 * @is_reserved: whether only the provider's own programs can have it
 * @description: one sentence for a person, not yet translated
 *
 * A permission of an access token, in plain words.
 */
typedef struct
{
  const char         *name;
  const char * const *categories;
  gboolean            can_change;
  gboolean            is_reserved;
  const char         *description;
} SluiceScope;

const SluiceScope *sluice_scope_get_all     (guint             *out_count);
const SluiceScope *sluice_scope_find        (const char        *name);
gboolean           sluice_scope_reaches     (const SluiceScope *self,
                                             const char        *category);
gboolean           sluice_scope_is_private  (const SluiceScope *self);

G_END_DECLS
