/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"

G_BEGIN_DECLS

/* The way of product data. It shares nothing with the way of process data. */

DexFuture *sluice_product_sender_send (SluiceSession *session,
                                       const char    *path,
                                       const char    *name,
                                       const char    *format,
                                       guint64        size,
                                       const char    *group_id,
                                       const char    *file_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
