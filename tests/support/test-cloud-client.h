/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/** TEST_CLOUD_REDIRECT: where the sign-in of tests is sent. */
#define TEST_CLOUD_REDIRECT "http://127.0.0.1:49152/callback"

/** TEST_CLOUD_VERIFIER: with its challenge (S256), as RFC 7636, appendix B, has them. */
#define TEST_CLOUD_VERIFIER  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define TEST_CLOUD_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

/**
 * TestCloudClient:
 * @session: trusts the cloud's own authority, and nobody else
 * @url: the cloud's
 * @access: (nullable): sent with every request
 * @refresh: (nullable): for a new one
 * @location: (nullable): where the newest answer pointed to
 *
 * An HTTP client that knows nothing of Sluice's own.
 */
typedef struct
{
  SoupSession *session;
  char        *url;
  char        *access;
  char        *refresh;
  char        *location;
} TestCloudClient;

TestCloudClient *test_cloud_client_new     (const char       *url,
                                            const char       *ca_file);
void             test_cloud_client_free    (TestCloudClient  *self);
GBytes          *test_cloud_client_send    (TestCloudClient  *self,
                                            const char       *method,
                                            const char       *path,
                                            const char       *content_type,
                                            GBytes           *body,
                                            guint            *out_status);
GBytes          *test_cloud_client_exchange (TestCloudClient *self,
                                             SoupMessage     *message);
SoupMessage     *test_cloud_client_fetch   (TestCloudClient  *self,
                                            const char       *method,
                                            const char       *address);
JsonObject      *test_cloud_client_call    (TestCloudClient  *self,
                                            const char       *method,
                                            const char       *path,
                                            const char       *content_type,
                                            const char       *body,
                                            guint            *out_status);
char            *test_cloud_client_code    (TestCloudClient  *self,
                                            const char       *owner_secret,
                                            const char       *scope,
                                            const char       *verifier);
JsonObject      *test_cloud_client_token   (TestCloudClient  *self,
                                            const char       *form,
                                            guint            *out_status);
void             test_cloud_client_sign_in (TestCloudClient  *self,
                                            const char       *owner_secret,
                                            const char       *scope);
char            *test_cloud_challenge      (const char       *verifier);
char            *test_cloud_error_code     (JsonObject       *answer);
void             test_cloud_assert_refused (JsonObject       *answer,
                                            guint             status,
                                            guint             expected_status,
                                            const char       *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCloudClient, test_cloud_client_free)

G_END_DECLS
