/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ENDPOINT (sluice_endpoint_get_type ())

G_DECLARE_FINAL_TYPE (SluiceEndpoint, sluice_endpoint, SLUICE, ENDPOINT, GObject)

/**
 * SluiceEndpointKind:
 * @SLUICE_ENDPOINT_CLOUD: anywhere, this computer too; always encrypted
 * @SLUICE_ENDPOINT_LOCAL_NETWORK: a printer in the local network; may be unencrypted, and no connection is made to
 *   what is elsewhere
 */
typedef enum
{
  SLUICE_ENDPOINT_CLOUD,
  SLUICE_ENDPOINT_LOCAL_NETWORK,
} SluiceEndpointKind;

SluiceEndpoint     *sluice_endpoint_new          (const char          *id,
                                                  const char          *name,
                                                  const char          *base_uri,
                                                  SluiceEndpointKind   kind,
                                                  GTlsDatabase        *database,
                                                  const char          *spki_sha256,
                                                  GError             **error);
const char         *sluice_endpoint_get_id       (SluiceEndpoint      *self);
const char         *sluice_endpoint_get_name     (SluiceEndpoint      *self);
const char         *sluice_endpoint_get_host     (SluiceEndpoint      *self);
GUri               *sluice_endpoint_get_base_uri (SluiceEndpoint      *self);
SluiceEndpointKind  sluice_endpoint_get_kind     (SluiceEndpoint      *self);
gboolean            sluice_endpoint_is_encrypted (SluiceEndpoint      *self);
GTlsDatabase       *sluice_endpoint_get_database (SluiceEndpoint      *self);
const char         *sluice_endpoint_get_pin      (SluiceEndpoint      *self);
GUri               *sluice_endpoint_build_uri    (SluiceEndpoint      *self,
                                                  const char          *path,
                                                  const char          *query);

G_END_DECLS
