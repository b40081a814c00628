/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PINNED_DATABASE (sluice_pinned_database_get_type ())

G_DECLARE_FINAL_TYPE (SluicePinnedDatabase, sluice_pinned_database, SLUICE, PINNED_DATABASE, GTlsDatabase)

GTlsDatabase *sluice_pinned_database_new (GTlsDatabase  *base,
                                          const char    *spki_sha256,
                                          GError       **error);

G_END_DECLS
