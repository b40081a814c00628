/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

#define CLOUD_ACCESS_SECONDS 600

/** CloudTokens: an answer of the token endpoint; free with cloud_tokens_free(). */
typedef struct
{
  char *access;
  char *refresh;
  char *scope;
} CloudTokens;

/**
 * CloudTokenState:
 * @CLOUD_TOKEN_VALID: it may be used
 * @CLOUD_TOKEN_EXPIRED: it was good, its time is over
 * @CLOUD_TOKEN_UNKNOWN: never given, revoked, or forgotten
 * @CLOUD_TOKEN_FAILED: the database refused
 */
typedef enum
{
  CLOUD_TOKEN_VALID,
  CLOUD_TOKEN_EXPIRED,
  CLOUD_TOKEN_UNKNOWN,
  CLOUD_TOKEN_FAILED,
} CloudTokenState;

char            *cloud_tokens_hash          (const char       *token);
CloudTokens     *cloud_tokens_issue         (CloudContext     *context,
                                             const char       *grant,
                                             const char       *scope,
                                             const char       *refresh_scope,
                                             char            **out_refresh_hash,
                                             GError          **error);
CloudTokens     *cloud_tokens_refresh       (CloudContext     *context,
                                             const char       *refresh,
                                             const char       *client,
                                             const char       *scope,
                                             GError          **error);
gboolean         cloud_tokens_revoke        (CloudContext     *context,
                                             const char       *token,
                                             const char       *client,
                                             GError          **error);
gboolean         cloud_tokens_revoke_grant  (CloudContext     *context,
                                             const char       *grant,
                                             GError          **error);
CloudTokenState  cloud_tokens_check         (CloudContext     *context,
                                             const char       *access,
                                             CloudRequest     *request);
void             cloud_tokens_forget_old    (CloudContext     *context);
void             cloud_tokens_free          (CloudTokens      *tokens);
gboolean         cloud_tokens_scope_within  (const char       *scope,
                                             const char       *allowed);
void             cloud_tokens_set_not_found (GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudTokens, cloud_tokens_free)

G_END_DECLS
