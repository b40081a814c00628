/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-authorizer.h"
#include "sluice-policy.h"

G_BEGIN_DECLS

#define TEST_TYPE_AUTHORIZER (test_authorizer_get_type ())

G_DECLARE_FINAL_TYPE (TestAuthorizer, test_authorizer, TEST, AUTHORIZER, GObject)

/**
 * TestAuthorizerFault:
 * @TEST_AUTHORIZER_FINE: has its token
 * @TEST_AUTHORIZER_STUCK: never comes to an answer
 * @TEST_AUTHORIZER_REFUSES: says why not, in words of its own domain
 */
typedef enum
{
  TEST_AUTHORIZER_FINE,
  TEST_AUTHORIZER_STUCK,
  TEST_AUTHORIZER_REFUSES,
} TestAuthorizerFault;

TestAuthorizer *test_authorizer_new               (const char          *token,
                                                   const char          *renewed);
void            test_authorizer_set_fault         (TestAuthorizer      *self,
                                                   TestAuthorizerFault  fault);
guint           test_authorizer_get_n_invalidated (TestAuthorizer      *self);

#define TEST_TYPE_POLICY (test_policy_get_type ())

G_DECLARE_FINAL_TYPE (TestPolicy, test_policy, TEST, POLICY, GObject)

TestPolicy     *test_policy_new                   (int                  mode);
int             test_policy_get_mode              (TestPolicy          *self);
void            test_policy_set_mode              (TestPolicy          *self,
                                                   int                  mode);
const char     *test_policy_get_asked             (TestPolicy          *self);

G_END_DECLS
