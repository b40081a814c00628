/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-certificate.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CONNECTION_INFO (sluice_connection_info_get_type ())

typedef struct _SluiceConnectionInfo SluiceConnectionInfo;

GType                 sluice_connection_info_get_type     (void);
SluiceConnectionInfo *sluice_connection_info_new          (GTlsProtocolVersion   protocol,
                                                           const char           *cipher,
                                                           GTlsCertificate      *certificate,
                                                           gint64                observed_at);
SluiceConnectionInfo *sluice_connection_info_ref          (SluiceConnectionInfo *self);
void                  sluice_connection_info_unref        (SluiceConnectionInfo *self);
gboolean              sluice_connection_info_is_tls_1_3   (SluiceConnectionInfo *self);
const char           *sluice_connection_info_get_protocol (SluiceConnectionInfo *self);
const char           *sluice_connection_info_get_cipher   (SluiceConnectionInfo *self);
gint64                sluice_connection_info_get_observed_at (SluiceConnectionInfo *self);
GPtrArray            *sluice_connection_info_get_chain    (SluiceConnectionInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceConnectionInfo, sluice_connection_info_unref)

G_END_DECLS
