/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-request.h"
#include "sluice-ultimaker-parts.h"

G_BEGIN_DECLS

/**
 * SluiceUltimakerPosition:
 * @part: which of the lists
 * @project: whose files; only of that part
 * @page: from 1
 * @query: (nullable): how the place itself asks for the page; owned
 *
 * Where in all the lists.
 */
typedef struct
{
  guint part;
  guint project;
  guint page;
  char *query;
} SluiceUltimakerPosition;

void                       sluice_ultimaker_position_read     (const char                    *text,
                                                               SluiceUltimakerPosition       *out_position);
char                      *sluice_ultimaker_position_write    (const SluiceUltimakerPosition *self);
void                       sluice_ultimaker_position_clear    (SluiceUltimakerPosition       *self);
const SluiceUltimakerPart *sluice_ultimaker_position_get_part (const SluiceUltimakerPosition *self);
gboolean                   sluice_ultimaker_position_is_files (const SluiceUltimakerPosition *self);
SluiceRequest             *sluice_ultimaker_position_make_request
                                                              (const SluiceUltimakerPosition *self,
                                                               const char                    *project);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceUltimakerPosition, sluice_ultimaker_position_clear)

G_END_DECLS
