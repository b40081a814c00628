/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-authorizer.h"
#include "sluice-policy.h"

G_BEGIN_DECLS

/* What a session needs beside its place: a sign-in that holds, and a policy. */
SluiceAuthorizer *test_token_new         (const char *token);
SluicePolicy     *test_closed_policy_new (void);

G_END_DECLS
