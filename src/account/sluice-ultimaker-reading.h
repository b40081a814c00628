/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-private.h"
#include "sluice-ultimaker-parts.h"

G_BEGIN_DECLS

/**
 * SluiceUltimakerReading:
 * @page: (nullable): what is on it; who takes it sets it to %NULL
 * @projects: (element-type utf8): the ids of the projects on it
 * @next_query: (nullable): how the place asks for the page behind it
 * @has_more: whether there is one
 *
 * What an answer says.
 */
typedef struct
{
  SluiceInventoryPage *page;
  GPtrArray           *projects;
  char                *next_query;
  gboolean             has_more;
} SluiceUltimakerReading;

SluiceUltimakerReading *sluice_ultimaker_reading_await (SluiceResponse             *response,
                                                        const SluiceUltimakerPart  *part,
                                                        guint                       number,
                                                        const char                 *category,
                                                        GError                    **error);
void                    sluice_ultimaker_reading_free  (SluiceUltimakerReading     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceUltimakerReading, sluice_ultimaker_reading_free)

G_END_DECLS
