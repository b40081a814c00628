/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-cloud.h"
#include "test-clock.h"
#include "test-cloud-client.h"

G_BEGIN_DECLS

/** TEST_CLOUD_SCOPES: all that the tests of the cloud need. */
#define TEST_CLOUD_SCOPES \
  "account.user.read connect.cluster.read connect.cluster.write process.record.read process.record.write " \
  "library.project.read cura.printjob.read cura.printjob.write"

/**
 * TestCloudHome:
 * @folder: the state folder
 * @clock: what time it is for the cloud
 * @cloud: it runs in this process
 * @client: signed in, when it was asked for
 * @secret: the owner's
 *
 * A home cloud within the test, for what needs its clock.
 */
typedef struct
{
  char            *folder;
  TestClock       *clock;
  SluiceCloud     *cloud;
  TestCloudClient *client;
  char            *secret;
} TestCloudHome;

TestCloudHome *test_cloud_home_new  (const SluiceCloudOptions *options,
                                     const char               *scope);
void           test_cloud_home_free (TestCloudHome            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCloudHome, test_cloud_home_free)

G_END_DECLS
