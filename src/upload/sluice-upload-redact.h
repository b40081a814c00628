/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault.h"

#include <libdex.h>

G_BEGIN_DECLS

gboolean   sluice_upload_can_redact  (const char      *format);
DexFuture *sluice_upload_redact      (SluiceVault     *vault,
                                      SluiceVaultItem *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
