/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-cloud-client.h"

G_BEGIN_DECLS

/**
 * TestCloudBrowser:
 * @client: with a cookie jar, and nobody's token
 * @address: the path it is at
 * @page: (nullable): the newest page
 * @status: of that page
 *
 * As much of a browser as the cloud's pages need, which is not much.
 */
typedef struct
{
  TestCloudClient *client;
  char            *address;
  char            *page;
  guint            status;
} TestCloudBrowser;

TestCloudBrowser *test_cloud_browser_new    (const char        *url,
                                             const char        *ca_file);
void              test_cloud_browser_free   (TestCloudBrowser  *self);
char             *test_cloud_browser_go     (TestCloudBrowser  *self,
                                             const char        *path);
char             *test_cloud_browser_submit (TestCloudBrowser  *self,
                                             const char        *action,
                                             ...) G_GNUC_NULL_TERMINATED;

JsonObject       *test_cloud_operate        (const char        *state_folder,
                                             const char        *input,
                                             ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCloudBrowser, test_cloud_browser_free)

G_END_DECLS
