/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudSession:
 * @secret: what its cookie holds
 * @hash: what is kept of that
 * @account: (nullable): who is signed in
 *
 * A browser's session; free with cloud_session_free().
 */
typedef struct
{
  char *secret;
  char *hash;
  char *account;
} CloudSession;

CloudSession *cloud_session_find           (CloudRequest        *request);
CloudSession *cloud_session_begin          (CloudRequest        *request,
                                            const CloudSession  *before,
                                            const char          *account,
                                            GError             **error);
void          cloud_session_free           (CloudSession        *self);
char         *cloud_session_make_token     (const CloudSession  *self,
                                            const char          *purpose);
gboolean      cloud_session_check_token    (const CloudSession  *self,
                                            const char          *purpose,
                                            const char          *token);

gboolean      cloud_device_is_known        (CloudRequest        *request,
                                            const char          *account);
void          cloud_device_failed          (CloudRequest        *request,
                                            const char          *account);
gboolean      cloud_device_remember        (CloudRequest        *request,
                                            const char          *account,
                                            GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudSession, cloud_session_free)

G_END_DECLS
