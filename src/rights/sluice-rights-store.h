/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-database.h"
#include "sluice-rights-request.h"

G_BEGIN_DECLS

/* Requests in a SQLite file; sluice-rights.c is what others call. */
extern const char * const sluice_rights_store_migrations[];

DexFuture *sluice_rights_store_load   (SluiceDatabase      *database) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_rights_store_save   (SluiceDatabase      *database,
                                       SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_rights_store_remove (SluiceDatabase      *database,
                                       SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
