/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-cloud-home.h"

G_BEGIN_DECLS

#define TEST_CLOUD_PARTNER_REDIRECT "https://partner.example/return"

/** TEST_CLOUD_APPROVE_JOBS: a person's decision, as TEST_CLOUD_DENY is. */
#define TEST_CLOUD_APPROVE_JOBS "{\"decision\":\"approve\",\"categories\":[\"prints.jobs\"]}"
#define TEST_CLOUD_DENY         "{\"decision\":\"deny\"}"

/**
 * TestCloudPartner:
 * @home: (nullable): a home cloud with the demo's data; its client is the person's own program, and may decide
 * @client: the partner's, without a token at first
 * @secret: the partner's
 *
 * A person, and somebody who asks.
 */
typedef struct
{
  TestCloudHome   *home;
  TestCloudClient *client;
  char            *secret;
} TestCloudPartner;

TestCloudPartner *test_cloud_partner_new   (void);
TestCloudPartner *test_cloud_partner_join  (const char        *state_folder);
void              test_cloud_partner_free  (TestCloudPartner  *self);
JsonObject       *test_cloud_partner_post  (TestCloudPartner  *self,
                                            const char        *path,
                                            guint             *out_status,
                                            ...) G_GNUC_NULL_TERMINATED;
char             *test_cloud_partner_ask   (TestCloudPartner  *self,
                                            const char        *categories,
                                            guint             *out_status);
char             *test_cloud_partner_push  (TestCloudPartner  *self,
                                            const char        *categories);
char             *test_cloud_partner_link  (TestCloudPartner  *self,
                                            const char        *categories);
JsonObject       *test_cloud_partner_begin (TestCloudPartner  *self,
                                            const char        *categories);
JsonObject       *test_cloud_partner_poll  (TestCloudPartner  *self,
                                            const char        *handle,
                                            guint             *out_status);
guint             test_cloud_partner_read  (TestCloudPartner  *self,
                                            const char        *category,
                                            JsonObject       **out_answer);

JsonNode         *test_cloud_person_call   (TestCloudPartner  *self,
                                            const char        *method,
                                            const char        *path,
                                            const char        *body,
                                            guint             *out_status);
char             *test_cloud_person_find   (TestCloudPartner  *self);
char             *test_cloud_person_find_grant (TestCloudPartner *self);
JsonObject       *test_cloud_person_decide (TestCloudPartner  *self,
                                            const char        *id,
                                            const char        *data,
                                            guint             *out_status);
JsonObject       *test_cloud_person_give   (TestCloudPartner  *self,
                                            const char        *categories,
                                            const char        *given,
                                            const char        *duration);
char             *test_cloud_details       (const char        *categories);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCloudPartner, test_cloud_partner_free)

G_END_DECLS
