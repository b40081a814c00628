/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-access.h"
#include "sluice-consents.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ACCESS_LOG (sluice_access_log_get_type ())

/*
 * Who read a person's data at the place in use, newest first. Properties: is-loading, has-more (older ones can be
 * loaded), observed-at (microseconds since the epoch when the newest were asked for, 0 never), stale-reason (why it
 * is old, for a person, or NULL).
 */
G_DECLARE_FINAL_TYPE (SluiceAccessLog, sluice_access_log, SLUICE, ACCESS_LOG, GObject)

SluiceAccessLog *sluice_access_log_new              (SluiceConsents  *consents);
DexFuture       *sluice_access_log_look             (SluiceAccessLog *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_access_log_load_more        (SluiceAccessLog *self) G_GNUC_WARN_UNUSED_RESULT;
GListModel      *sluice_access_log_get_entries      (SluiceAccessLog *self);
gboolean         sluice_access_log_get_is_loading   (SluiceAccessLog *self);
gboolean         sluice_access_log_get_has_more     (SluiceAccessLog *self);
gint64           sluice_access_log_get_observed_at  (SluiceAccessLog *self);
const char      *sluice_access_log_get_stale_reason (SluiceAccessLog *self);

G_END_DECLS
