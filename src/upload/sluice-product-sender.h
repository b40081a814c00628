/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"
#include "sluice-upload-source.h"
#include "sluice-upload-ticket.h"

G_BEGIN_DECLS

/* The way of product data. It shares nothing with the way of process data. */

/**
 * SluiceSendProgress:
 * @sent: bytes of the file that are on their way or there
 * @total: bytes of the file
 * @data: what was given with it
 *
 * Called on the thread that asked, several times a second at most. @sent can go
 * back: what was on its way when a connection broke has to be sent again.
 */
typedef void (*SluiceSendProgress) (guint64  sent,
                                    guint64  total,
                                    gpointer data);

DexFuture *sluice_product_sender_announce (SluiceSession       *session,
                                           const char          *name,
                                           const char          *format,
                                           guint64              size,
                                           const char          *group_id,
                                           const char          *file_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_product_sender_put      (SluiceSession       *session,
                                           SluiceUploadTicket  *ticket,
                                           SluiceUploadSource  *source,
                                           const char          *group_id,
                                           const char          *file_id,
                                           SluiceSendProgress   progress,
                                           gpointer             progress_data,
                                           GDestroyNotify       progress_destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_product_sender_abandon  (SluiceSession       *session,
                                           SluiceUploadTicket  *ticket) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_product_sender_print    (SluiceSession       *session,
                                           const char          *job_id,
                                           const char          *group_id,
                                           const char          *idempotency_key,
                                           const char          *file_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
