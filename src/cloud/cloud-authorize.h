/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"

G_BEGIN_DECLS

#define CLOUD_STATUS_TOO_MANY_REQUESTS 429 /* RFC 6585, not in libsoup */

char *cloud_authorize_address (CloudContext    *context,
                               const CloudAsk  *ask,
                               ...) G_GNUC_NULL_TERMINATED;
void  cloud_authorize_answer  (CloudRequest    *request,
                               const CloudAsk  *ask,
                               const char      *name,
                               const char      *value);
void  cloud_authorize_deny    (CloudRequest    *request,
                               const CloudAsk  *ask);

/* cloud-owner.c: who can read owner.secret */
void  cloud_owner_decide      (CloudRequest    *request,
                               const CloudAsk  *ask,
                               const char      *secret);

G_END_DECLS
