/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-server.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * TestOAuthFault:
 *
 * What an authorization server, or the browser that comes from it, does wrong.
 * Everything from the second line on offers pushed requests and proofs of possession.
 */
typedef enum
{
  TEST_OAUTH_PLAIN, /* nothing wrong: bearer tokens, no pushed requests */
  TEST_OAUTH_GOOD,
  TEST_OAUTH_NONCE, /* nothing wrong: it wants a nonce in the proof */
  TEST_OAUTH_OTHER_ISSUER,
  TEST_OAUTH_TOKENS_ELSEWHERE,
  TEST_OAUTH_PAGE_IN_CLEAR,
  TEST_OAUTH_NO_S256,
  TEST_OAUTH_METADATA_BAD_JSON,
  TEST_OAUTH_METADATA_WRONG_TYPES,
  TEST_OAUTH_PUSHED_NOTHING,
  TEST_OAUTH_WRONG_STATE,
  TEST_OAUTH_NO_STATE,
  TEST_OAUTH_TWO_STATES,
  TEST_OAUTH_WRONG_ISS,
  TEST_OAUTH_NO_ISS,
  TEST_OAUTH_NO_CODE,
  TEST_OAUTH_DENIED,
  TEST_OAUTH_NOBODY_COMES,
  TEST_OAUTH_CODE_REPLAYED,
  TEST_OAUTH_TOKEN_REDIRECTS,
  TEST_OAUTH_TOKEN_500,
  TEST_OAUTH_TOKEN_DRIPS,
  TEST_OAUTH_TOKEN_WITHOUT_END,
  TEST_OAUTH_TOKEN_BAD_JSON,
  TEST_OAUTH_TOKEN_NOT_OBJECT,
  TEST_OAUTH_TOKEN_WRONG_TYPES,
  TEST_OAUTH_TOKEN_LINE_FEED,
  TEST_OAUTH_TOKEN_NEGATIVE_LIFE,
  TEST_OAUTH_TOKEN_NOT_BOUND,
  TEST_OAUTH_CLOCK_SKEW,
} TestOAuthFault;

/** TestOAuthServer: an authorization server that is as wrong as it is told to be, and its browser. */
typedef struct _TestOAuthServer TestOAuthServer;

TestOAuthServer *test_oauth_server_new            (void);
void             test_oauth_server_free           (TestOAuthServer *self);
void             test_oauth_server_set_fault      (TestOAuthServer *self,
                                                   TestOAuthFault   fault);
const char      *test_oauth_server_get_url        (TestOAuthServer *self);
TestServer      *test_oauth_server_get_server     (TestOAuthServer *self);
int              test_oauth_server_count_tokens   (TestOAuthServer *self);
int              test_oauth_server_count_revoked  (TestOAuthServer *self);
char            *test_oauth_server_dup_revoked    (TestOAuthServer *self);
DexFuture       *test_oauth_server_launch         (const char      *uri,
                                                   gpointer         self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestOAuthServer, test_oauth_server_free)

G_END_DECLS
