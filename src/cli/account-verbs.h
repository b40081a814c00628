/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

G_BEGIN_DECLS

/* What the commands need that are about a cloud elsewhere. */
SluiceAccount *account_find   (SluiceContext  *context,
                               const char     *name,
                               GError        **error);
DexFuture     *account_launch (const char     *uri,
                               gpointer        data);

/* account-place.c */
SluicePlace   *account_open_place (SluiceContext  *context,
                                   const char     *name,
                                   const char     *scope,
                                   const char     *why,
                                   GError        **error);

G_END_DECLS
