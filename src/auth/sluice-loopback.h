/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LOOPBACK (sluice_loopback_get_type ())

/* Where the browser comes back to after a sign-in: an address on this computer that answers once (RFC 8252 section 7.3). */
G_DECLARE_FINAL_TYPE (SluiceLoopback, sluice_loopback, SLUICE, LOOPBACK, GObject)

gboolean        sluice_loopback_is_address (const char      *uri);
SluiceLoopback *sluice_loopback_new_at     (const char      *uri,
                                            GError         **error);
SluiceLoopback *sluice_loopback_new        (GError         **error);
const char     *sluice_loopback_get_uri    (SluiceLoopback  *self);
DexFuture      *sluice_loopback_wait       (SluiceLoopback  *self) G_GNUC_WARN_UNUSED_RESULT;
void            sluice_loopback_close      (SluiceLoopback  *self);

G_END_DECLS
