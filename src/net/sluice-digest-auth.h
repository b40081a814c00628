/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_DIGEST_AUTH_MAX_CHALLENGES: bytes of the field that challenges; a longer one is not read. */
#define SLUICE_DIGEST_AUTH_MAX_CHALLENGES 8192

/* A challenge of HTTP Digest (RFC 7616), and how often it was answered. libsoup knows MD5 alone. */
typedef struct _SluiceDigestAuth SluiceDigestAuth;

SluiceDigestAuth *sluice_digest_auth_new      (const char       *challenges);
void              sluice_digest_auth_free     (SluiceDigestAuth *self);
gboolean          sluice_digest_auth_is_stale (SluiceDigestAuth *self);
char             *sluice_digest_auth_answer   (SluiceDigestAuth *self,
                                               const char       *user,
                                               const char       *password,
                                               const char       *method,
                                               const char       *target,
                                               const char       *cnonce);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceDigestAuth, sluice_digest_auth_free)

G_END_DECLS
