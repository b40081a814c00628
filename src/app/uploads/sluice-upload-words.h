/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-share-layout.h"
#include "sluice-upload-rules.h"
#include "sluice-upload.h"

G_BEGIN_DECLS

/* An upload and the choice of what may leave, in words. No GTK in here. */
gboolean    sluice_upload_is_under_way   (SluiceUpload *upload);
gboolean    sluice_upload_can_pause      (SluiceUpload *upload);
gboolean    sluice_upload_can_retry      (SluiceUpload *upload);
char       *sluice_upload_dup_status     (SluiceUpload *upload);
char       *sluice_upload_dup_result     (guint64       bytes_sent,
                                          gboolean      product_sent,
                                          guint64       product_bytes);
const char *sluice_upload_get_send_label (const char   *mode);
const char *sluice_upload_get_print_label (const char  *mode);
const char *sluice_upload_get_reason     (const char   *mode);
char       *sluice_upload_dup_why        (const SluiceRuling *ruling);
const char *sluice_upload_get_policy     (const char   *mode);
char       *sluice_split_describe        (const guint64 bytes[SLUICE_SHARE_PARTS]);

G_END_DECLS
