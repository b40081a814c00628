/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONNECTION_INFO (sluice_connection_info_get_type ())

typedef struct _SluiceConnectionInfo SluiceConnectionInfo;

GType                 sluice_connection_info_get_type     (void);
SluiceConnectionInfo *sluice_connection_info_new          (GTlsProtocolVersion   protocol,
                                                           const char           *cipher,
                                                           GTlsCertificate      *certificate);
SluiceConnectionInfo *sluice_connection_info_ref          (SluiceConnectionInfo *self);
void                  sluice_connection_info_unref        (SluiceConnectionInfo *self);

const char           *sluice_connection_info_get_protocol (SluiceConnectionInfo *self);
const char           *sluice_connection_info_get_cipher   (SluiceConnectionInfo *self);
const char           *sluice_connection_info_get_key_type (SluiceConnectionInfo *self);
guint                 sluice_connection_info_get_key_bits (SluiceConnectionInfo *self);
const char           *sluice_connection_info_get_issuer   (SluiceConnectionInfo *self);
const char           *sluice_connection_info_get_spki     (SluiceConnectionInfo *self);
GTlsCertificate      *sluice_connection_info_get_certificate (SluiceConnectionInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceConnectionInfo, sluice_connection_info_unref)

G_END_DECLS
