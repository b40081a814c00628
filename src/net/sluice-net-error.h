/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_NET_ERROR (sluice_net_error_quark ())

/**
 * SluiceNetError:
 * @SLUICE_NET_ERROR_OFFLINE: nobody answered, or the connection broke; try again later
 * @SLUICE_NET_ERROR_TIMEOUT: too slow; try again later
 * @SLUICE_NET_ERROR_TLS: not surely the right peer, or not surely secret; nothing was sent
 * @SLUICE_NET_ERROR_REFUSED: the gate kept it here; change the policy, or let it be
 * @SLUICE_NET_ERROR_SIGN_IN: the sign-in does not hold any more; sign in again
 * @SLUICE_NET_ERROR_FORBIDDEN: signed in, but not allowed
 * @SLUICE_NET_ERROR_NOT_FOUND: it is not there, or not there any more
 * @SLUICE_NET_ERROR_CONFLICT: it changed meanwhile, or is busy with something else; look again
 * @SLUICE_NET_ERROR_TOO_LARGE: more than this side or the other takes
 * @SLUICE_NET_ERROR_BUSY: the other side asks to wait; see sluice_net_error_get_retry_after()
 * @SLUICE_NET_ERROR_SERVER: the other side failed; try again later
 * @SLUICE_NET_ERROR_PROTOCOL: the answer, or the question, is not what was agreed
 *
 * What went wrong with a request, by what the caller can do about it.
 */
typedef enum
{
  SLUICE_NET_ERROR_OFFLINE,
  SLUICE_NET_ERROR_TIMEOUT,
  SLUICE_NET_ERROR_TLS,
  SLUICE_NET_ERROR_REFUSED,
  SLUICE_NET_ERROR_SIGN_IN,
  SLUICE_NET_ERROR_FORBIDDEN,
  SLUICE_NET_ERROR_NOT_FOUND,
  SLUICE_NET_ERROR_CONFLICT,
  SLUICE_NET_ERROR_TOO_LARGE,
  SLUICE_NET_ERROR_BUSY,
  SLUICE_NET_ERROR_SERVER,
  SLUICE_NET_ERROR_PROTOCOL,
} SluiceNetError;

GQuark      sluice_net_error_quark           (void);

guint       sluice_net_error_get_status      (const GError         *error);
guint       sluice_net_error_get_retry_after (const GError         *error);
const char *sluice_net_error_get_server_code (const GError         *error);
const char *sluice_net_error_get_server_text (const GError         *error);

GError     *sluice_net_error_from_transport  (const GError         *transport,
                                              GTlsCertificateFlags  tls_errors);
GError     *sluice_net_error_from_answer     (guint                 status,
                                              guint                 retry_after,
                                              GBytes               *body);

G_END_DECLS
