/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/* What the routes of cloud-router.c lead to, by the file it is in. */

/* cloud-oauth.c */
void cloud_oauth_metadata        (CloudRequest *request);
void cloud_oauth_security_txt    (CloudRequest *request);

/* cloud-authorize.c */
void cloud_authorize_get         (CloudRequest *request);
void cloud_authorize_post        (CloudRequest *request);

/* cloud-browser.c */
void cloud_browser_get           (CloudRequest *request);
void cloud_browser_post          (CloudRequest *request);

/* cloud-pages.c */
void cloud_pages_style           (CloudRequest *request);

/* cloud-pushed.c */
void cloud_pushed_post           (CloudRequest *request);

/* cloud-ciba.c */
void cloud_ciba_post             (CloudRequest *request);

/* cloud-device.c */
void cloud_device_authorize      (CloudRequest *request);
void cloud_device_get            (CloudRequest *request);
void cloud_device_post           (CloudRequest *request);

/* cloud-privacy.c, the last ones for the files below */
void cloud_privacy_categories    (CloudRequest *request);
void cloud_privacy_list_consents (CloudRequest *request);
void cloud_privacy_get_consent   (CloudRequest *request);
void cloud_privacy_get_samples   (CloudRequest *request);
void cloud_privacy_look_up       (CloudRequest *request);
void cloud_privacy_decide        (CloudRequest *request);
GStrv cloud_privacy_read_categories (CloudRequest *request,
                                     JsonObject   *data);
typedef JsonObject *(*CloudDescribe) (CloudContext  *context,
                                      gconstpointer  item,
                                      GError       **error);
JsonArray *cloud_privacy_describe_all (CloudContext  *context,
                                       GPtrArray     *items,
                                       CloudDescribe  describe,
                                       GError       **error);
void cloud_privacy_reply_list    (CloudRequest *request,
                                  JsonArray    *list,
                                  const GError *error);

/* cloud-privacy-grants.c */
void cloud_privacy_list_grants   (CloudRequest *request);
void cloud_privacy_narrow        (CloudRequest *request);
void cloud_privacy_revoke        (CloudRequest *request);
void cloud_privacy_revoke_all    (CloudRequest *request);

/* cloud-privacy-receipts.c */
void cloud_privacy_list_receipts (CloudRequest *request);
void cloud_privacy_get_receipt   (CloudRequest *request);
void cloud_privacy_receipt_keys  (CloudRequest *request);

/* cloud-capabilities.c */
void cloud_privacy_capabilities  (CloudRequest *request);
void cloud_privacy_security      (CloudRequest *request);

/* cloud-inventory.c */
void cloud_privacy_list_inventory (CloudRequest *request);
void cloud_privacy_sum_inventory (CloudRequest *request);
void cloud_privacy_erase_item    (CloudRequest *request);

/* cloud-inventory-correct.c */
void cloud_privacy_correct_item  (CloudRequest *request);

/* cloud-access.c */
void cloud_privacy_get_data      (CloudRequest *request);
void cloud_privacy_list_accesses (CloudRequest *request);

/* cloud-introspect.c */
void cloud_introspect_post       (CloudRequest *request);
void cloud_introspect_permissions (CloudRequest *request);

/* cloud-oauth-token.c */
void cloud_oauth_token           (CloudRequest *request);
void cloud_oauth_revoke          (CloudRequest *request);
void cloud_oauth_delete_token    (CloudRequest *request);
void cloud_oauth_check_token     (CloudRequest *request);

/* cloud-connect.c */
void cloud_connect_list_clusters (CloudRequest *request);
void cloud_connect_get_cluster   (CloudRequest *request);
void cloud_connect_get_status    (CloudRequest *request);
void cloud_connect_list_jobs     (CloudRequest *request);
void cloud_connect_print         (CloudRequest *request);

/* cloud-process.c */
void cloud_process_post          (CloudRequest *request);
void cloud_process_list          (CloudRequest *request);
void cloud_process_get           (CloudRequest *request);
void cloud_process_delete        (CloudRequest *request);
void cloud_process_print         (CloudRequest *request);

/* cloud-library.c */
void cloud_library_list_projects (CloudRequest *request);
void cloud_library_list_files    (CloudRequest *request);
void cloud_library_get_budgets   (CloudRequest *request);

/* cloud-upload.c */
void cloud_upload_announce       (CloudRequest *request);
void cloud_upload_get            (CloudRequest *request);

/* cloud-upload-body.c */
void cloud_upload_begin          (CloudRequest *request);
void cloud_upload_end            (CloudRequest *request);
void cloud_upload_abandon        (CloudRequest *request);

/* cloud-download.c */
void cloud_download_get          (CloudRequest *request);

G_END_DECLS
