/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-process-record.h"
#include "sluice-session.h"

G_BEGIN_DECLS

/* The way of process data. It shares nothing with the way of product data. */

GBytes    *sluice_process_sender_write (SluiceProcessRecord *record);
DexFuture *sluice_process_sender_send  (SluiceSession *session,
                                        GBytes        *record,
                                        const char    *group_id,
                                        const char    *file_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_process_sender_print (SluiceSession *session,
                                        const char    *record_id,
                                        const char    *group_id,
                                        const char    *idempotency_key,
                                        const char    *file_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
