/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-authorizer.h"
#include "sluice-clock.h"
#include "sluice-connection-info.h"
#include "sluice-endpoint.h"
#include "sluice-gate.h"
#include "sluice-request.h"
#include "sluice-response.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_SESSION (sluice_session_get_type ())

G_DECLARE_FINAL_TYPE (SluiceSession, sluice_session, SLUICE, SESSION, GObject)

SluiceSession        *sluice_session_new                 (SluiceEndpoint   *endpoint,
                                                          SluiceGate       *gate,
                                                          SluiceAuthorizer *authorizer,
                                                          SluiceClock      *clock);
SluiceSession        *sluice_session_new_for             (SluiceSession    *other,
                                                          SluiceAuthorizer *authorizer);
SluiceEndpoint       *sluice_session_get_endpoint        (SluiceSession    *self);
SluiceConnectionInfo *sluice_session_get_connection_info (SluiceSession    *self);
const GError         *sluice_session_get_failure         (SluiceSession    *self,
                                                          gint64           *out_time);
const char           *sluice_session_get_nonce           (SluiceSession    *self);
DexFuture            *sluice_session_send                (SluiceSession    *self,
                                                          SluiceRequest    *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
