/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TestAuthority TestAuthority;

TestAuthority   *test_authority_new   (const char      *name);
GTlsDatabase    *test_authority_trust (TestAuthority   *self);
GTlsCertificate *test_authority_issue (TestAuthority   *self,
                                       const char      *host,
                                       gint64           valid_from,
                                       gint64           valid_to);
void             test_authority_free  (TestAuthority   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAuthority, test_authority_free)

G_END_DECLS
