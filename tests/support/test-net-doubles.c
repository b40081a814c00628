/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-net-doubles.h"

#include "sluice-secret.h"

/* Who stands beside a session where the session is what is tested: one that has a token, and one that decides. */

struct _TestAuthorizer
{
  GObject parent_instance;

  char                *token;
  char                *renewed;
  TestAuthorizerFault  fault;
  guint                n_invalidated;
};

static DexFuture *
dup_token (SluiceAuthorizer *authorizer)
{
  TestAuthorizer *self = TEST_AUTHORIZER (authorizer);

  switch (self->fault)
    {
    case TEST_AUTHORIZER_STUCK:
      return dex_future_new_infinite ();
    case TEST_AUTHORIZER_REFUSES:
      return dex_future_new_reject (G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "The keyring is locked");
    case TEST_AUTHORIZER_FINE:
    default:
      return dex_future_new_take_boxed (SLUICE_TYPE_SECRET,
                                        g_strdup (self->n_invalidated > 0 ? self->renewed : self->token));
    }
}

static void
invalidate (SluiceAuthorizer *authorizer,
            const char       *token)
{
  TEST_AUTHORIZER (authorizer)->n_invalidated++;
}

static void
test_authorizer_iface_init (SluiceAuthorizerInterface *iface)
{
  iface->dup_token = dup_token;
  iface->invalidate = invalidate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestAuthorizer, test_authorizer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_AUTHORIZER, test_authorizer_iface_init))

static void
test_authorizer_finalize (GObject *object)
{
  TestAuthorizer *self = TEST_AUTHORIZER (object);

  g_free (self->token);
  g_free (self->renewed);
  G_OBJECT_CLASS (test_authorizer_parent_class)->finalize (object);
}

static void
test_authorizer_class_init (TestAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_authorizer_finalize;
}

static void
test_authorizer_init (TestAuthorizer *self)
{
}

/**
 * test_authorizer_new:
 * @token: what it has
 * @renewed: (nullable): what it has once it was told that @token holds no more; %NULL for @token again
 *
 * Returns: (transfer full): an authorizer of bearer tokens
 */
TestAuthorizer *
test_authorizer_new (const char *token,
                     const char *renewed)
{
  TestAuthorizer *self = g_object_new (TEST_TYPE_AUTHORIZER, NULL);

  self->token = g_strdup (token);
  self->renewed = g_strdup (renewed != NULL ? renewed : token);
  return self;
}

void
test_authorizer_set_fault (TestAuthorizer      *self,
                           TestAuthorizerFault  fault)
{
  self->fault = fault;
}

/** test_authorizer_get_n_invalidated: how often it was told that a token holds no more. */
guint
test_authorizer_get_n_invalidated (TestAuthorizer *self)
{
  return self->n_invalidated;
}

struct _TestPolicy
{
  GObject parent_instance;

  int   mode;
  char *asked;
};

static SluiceUploadMode
get_mode (SluicePolicy *policy,
          const char   *place_id,
          const char   *group_id,
          const char   *file_id)
{
  TestPolicy *self = TEST_POLICY (policy);

  g_free (self->asked);
  self->asked = g_strdup_printf ("%s/%s/%s", place_id, group_id, file_id);
  return self->mode;
}

static void
test_policy_iface_init (SluicePolicyInterface *iface)
{
  iface->get_mode = get_mode;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPolicy, test_policy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_POLICY, test_policy_iface_init))

static void
test_policy_finalize (GObject *object)
{
  g_free (TEST_POLICY (object)->asked);
  G_OBJECT_CLASS (test_policy_parent_class)->finalize (object);
}

static void
test_policy_class_init (TestPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_policy_finalize;
}

static void
test_policy_init (TestPolicy *self)
{
}

/**
 * test_policy_new:
 * @mode: a #SluiceUploadMode, or a number that is none
 *
 * Returns: (transfer full): a policy with the same answer to every question
 */
TestPolicy *
test_policy_new (int mode)
{
  TestPolicy *self = g_object_new (TEST_TYPE_POLICY, NULL);

  self->mode = mode;
  return self;
}

int
test_policy_get_mode (TestPolicy *self)
{
  return self->mode;
}

void
test_policy_set_mode (TestPolicy *self,
                      int         mode)
{
  self->mode = mode;
}

/** test_policy_get_asked: (transfer none) (nullable): what it was asked about last, as “place/group/file”. */
const char *
test_policy_get_asked (TestPolicy *self)
{
  return self->asked;
}
