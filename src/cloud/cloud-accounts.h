/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-store.h"

#include <libdex.h>

G_BEGIN_DECLS

#define CLOUD_PASSWORD_MIN 12
#define CLOUD_PASSWORD_MAX 1024

char      *cloud_accounts_find           (CloudStore  *store,
                                          const char  *name,
                                          GError     **error);
gboolean   cloud_accounts_set_username   (CloudStore  *store,
                                          const char  *account,
                                          const char  *username,
                                          GError     **error);
gboolean   cloud_accounts_set_email      (CloudStore  *store,
                                          const char  *account,
                                          const char  *email,
                                          GError     **error);
gboolean   cloud_accounts_set_password   (CloudStore  *store,
                                          const char  *account,
                                          const char  *password,
                                          GError     **error);
char      *cloud_accounts_dup_password   (CloudStore  *store,
                                          const char  *account,
                                          GError     **error);
DexFuture *cloud_accounts_check_password (const char  *hash,
                                          const char  *password) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
