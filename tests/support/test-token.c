/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-token.h"

/* An authorizer with one token, which holds as long as the test. */
#define TEST_TYPE_TOKEN (test_token_get_type ())
G_DECLARE_FINAL_TYPE (TestToken, test_token, TEST, TOKEN, GObject)

struct _TestToken
{
  GObject parent_instance;

  char *token; /* owned */
};

static DexFuture *
test_token_dup_token (SluiceAuthorizer *authorizer)
{
  return dex_future_new_for_string (TEST_TOKEN (authorizer)->token);
}

static void
test_token_invalidate (SluiceAuthorizer *authorizer,
                       const char       *token)
{
}

static void
test_token_iface_init (SluiceAuthorizerInterface *iface)
{
  iface->dup_token = test_token_dup_token;
  iface->invalidate = test_token_invalidate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestToken, test_token, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_AUTHORIZER, test_token_iface_init))

static void
test_token_finalize (GObject *object)
{
  g_free (TEST_TOKEN (object)->token);

  G_OBJECT_CLASS (test_token_parent_class)->finalize (object);
}

static void
test_token_class_init (TestTokenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_token_finalize;
}

static void
test_token_init (TestToken *self)
{
}

/* No print data leaves: what a person decides does. */
#define TEST_TYPE_CLOSED_POLICY (test_closed_policy_get_type ())
G_DECLARE_FINAL_TYPE (TestClosedPolicy, test_closed_policy, TEST, CLOSED_POLICY, GObject)

struct _TestClosedPolicy
{
  GObject parent_instance;
};

static SluiceUploadMode
test_closed_policy_get_mode (SluicePolicy *policy,
                             const char   *place_id,
                             const char   *group_id,
                             const char   *file_id)
{
  return SLUICE_UPLOAD_MODE_NOTHING;
}

static void
test_closed_policy_iface_init (SluicePolicyInterface *iface)
{
  iface->get_mode = test_closed_policy_get_mode;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestClosedPolicy, test_closed_policy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_POLICY, test_closed_policy_iface_init))

static void
test_closed_policy_class_init (TestClosedPolicyClass *klass)
{
}

static void
test_closed_policy_init (TestClosedPolicy *self)
{
}

/** test_token_new: (transfer full): hands out @token, whatever becomes of it. */
SluiceAuthorizer *
test_token_new (const char *token)
{
  TestToken *self = g_object_new (TEST_TYPE_TOKEN, NULL);

  self->token = g_strdup (token);
  return SLUICE_AUTHORIZER (self);
}

/** test_closed_policy_new: (transfer full): no print data leaves. */
SluicePolicy *
test_closed_policy_new (void)
{
  return g_object_new (TEST_TYPE_CLOSED_POLICY, NULL);
}
