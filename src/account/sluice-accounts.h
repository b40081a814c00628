/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACCOUNTS (sluice_accounts_get_type ())

/* The accounts that Sluice knows, a GListModel of SluiceAccount; kept in the settings, without secrets. */
G_DECLARE_FINAL_TYPE (SluiceAccounts, sluice_accounts, SLUICE, ACCOUNTS, GObject)

SluiceAccounts *sluice_accounts_new    (GSettings      *settings);
void            sluice_accounts_add    (SluiceAccounts *self,
                                        SluiceAccount  *account);
void            sluice_accounts_remove (SluiceAccounts *self,
                                        SluiceAccount  *account);
SluiceAccount  *sluice_accounts_find   (SluiceAccounts *self,
                                        const char     *name);

G_END_DECLS
