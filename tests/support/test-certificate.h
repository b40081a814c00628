/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TestAuthority TestAuthority;

/**
 * TestKey:
 * @TEST_KEY_RSA_2048: quickly made
 * @TEST_KEY_RSA_4096: as is promised
 * @TEST_KEY_P256: on an elliptic curve
 */
typedef enum
{
  TEST_KEY_RSA_2048,
  TEST_KEY_RSA_4096,
  TEST_KEY_P256,
} TestKey;

TestAuthority   *test_authority_new   (const char      *name);
GTlsDatabase    *test_authority_trust (TestAuthority   *self);
GTlsCertificate *test_authority_issue (TestAuthority   *self,
                                       TestKey          kind,
                                       const char      *host,
                                       gint64           valid_from,
                                       gint64           valid_to);
void             test_authority_free  (TestAuthority   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAuthority, test_authority_free)

G_END_DECLS
