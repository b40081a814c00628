/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-safeguards.h"

G_BEGIN_DECLS

/* What a place states of how it keeps data, in words: lists of SluiceSecurityFact. No GTK in here. */
GPtrArray *sluice_safeguard_list_rest    (SluiceSafeguards *safeguards);
GPtrArray *sluice_safeguard_list_where   (SluiceSafeguards *safeguards);
GPtrArray *sluice_safeguard_list_backups (SluiceSafeguards *safeguards,
                                          gint64            now);
GPtrArray *sluice_safeguard_list_seers   (SluiceSafeguards *safeguards);

G_END_DECLS
