/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_HOME_CLOUD (sluice_home_cloud_get_type ())

/*
 * The sluice-cloud of this computer, as a child process. Signal "gone": it
 * ended without being asked to.
 */
G_DECLARE_FINAL_TYPE (SluiceHomeCloud, sluice_home_cloud, SLUICE, HOME_CLOUD, GObject)

SluiceHomeCloud *sluice_home_cloud_new               (const char      *state_folder);
DexFuture       *sluice_home_cloud_start             (SluiceHomeCloud *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_home_cloud_stop              (SluiceHomeCloud *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_home_cloud_read_owner_secret (SluiceHomeCloud *self) G_GNUC_WARN_UNUSED_RESULT;

/* Valid while it runs. */
const char      *sluice_home_cloud_get_url           (SluiceHomeCloud *self);
const char      *sluice_home_cloud_get_ca_file       (SluiceHomeCloud *self);
const char      *sluice_home_cloud_get_spki_sha256   (SluiceHomeCloud *self);

G_END_DECLS
