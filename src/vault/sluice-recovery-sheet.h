/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-recovery-phrase.h"

G_BEGIN_DECLS

char     *sluice_recovery_sheet_dup_text (SluiceRecoveryPhrase  *phrase,
                                          const char            *vault_id,
                                          gint64                 made_at);
gboolean  sluice_recovery_sheet_write    (const char            *path,
                                          const char            *text,
                                          GError               **error);

G_END_DECLS
