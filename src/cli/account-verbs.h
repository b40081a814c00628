/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

G_BEGIN_DECLS

/** ACCOUNT_PROGRAM: whose sign-ins these are. */
#define ACCOUNT_PROGRAM "sluicectl"

/* What the commands need that are about a cloud elsewhere. */
SluiceContext *account_new_context (void);
SluiceAccount *account_find   (SluiceContext  *context,
                               const char     *name,
                               GError        **error);
DexFuture     *account_launch (const char     *uri,
                               gpointer        data);

/* account-sign-in.c */
int            account_run_sign_in (int    argc,
                                    char **argv);

/* account-place.c */
SluicePlace   *account_open_place (SluiceContext  *context,
                                   const char     *name,
                                   const char     *scope,
                                   const char     *why,
                                   GError        **error);

G_END_DECLS
