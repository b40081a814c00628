/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-cloud-error.h"

#include <json-glib/json-glib.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CLOUD (sluice_cloud_get_type ())

G_DECLARE_FINAL_TYPE (SluiceCloud, sluice_cloud, SLUICE, CLOUD, GObject)

/**
 * SluiceCloudOptions:
 * @state_folder: where everything is kept; made when it is not there
 * @listen_host: (nullable): an address of this computer as numbers; %NULL for 127.0.0.1
 * @listen_port: a port, 0 for any
 * @public_url: (nullable): `https://host[:port]` that others reach the cloud
 *   under, with a proxy in front; %NULL when they come directly
 * @seed_demo: whether to fill an empty state with something to look at
 * @n_virtual_printers: how many virtual printers the owner has at least
 * @is_home: whether who can read owner.secret signs in as the owner
 * @region: (nullable): where the cloud stands, to be told to its people; at most 100 bytes
 * @clock: (nullable): what time it is; %NULL for the computer's
 * @max_upload: bytes of the largest file taken; 0 for 2 GiB
 * @max_connections: connections at a time; 0 for 256
 * @patience_ms: milliseconds a peer has for each step; 0 for 10 000
 *
 * How a cloud runs. All zero is a cloud on this computer, on any port.
 */
typedef struct
{
  const char  *state_folder;
  const char  *listen_host;
  guint16      listen_port;
  const char  *public_url;
  gboolean     seed_demo;
  guint        n_virtual_printers;
  gboolean     is_home;
  const char  *region;
  SluiceClock *clock;
  gint64       max_upload;
  guint        max_connections;
  guint        patience_ms;
} SluiceCloudOptions;

void         sluice_cloud_restrict_tls    (void);

SluiceCloud *sluice_cloud_new             (const SluiceCloudOptions  *options);
gboolean     sluice_cloud_start           (SluiceCloud               *self,
                                           GError                   **error);
DexFuture   *sluice_cloud_drain           (SluiceCloud               *self) G_GNUC_WARN_UNUSED_RESULT;
void         sluice_cloud_stop            (SluiceCloud               *self);

const char  *sluice_cloud_get_url         (SluiceCloud               *self);
const char  *sluice_cloud_get_ca_file     (SluiceCloud               *self);
const char  *sluice_cloud_get_spki_sha256 (SluiceCloud               *self);
JsonObject  *sluice_cloud_describe        (SluiceCloud               *self);

G_END_DECLS
