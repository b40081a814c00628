/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-session-private.h"

#include "sluice-net-error.h"

#include <string.h>

/* No byte in either direction for so long, and the connection is given up. */
#define STALL_SECONDS 60
#define CONNECTIONS 6
#define MAX_NONCE 512

G_DEFINE_FINAL_TYPE (SluiceSession, sluice_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_CONNECTION_INFO = 1,
} SluiceSessionProperty;

static GParamSpec *properties[PROP_CONNECTION_INFO + 1];

static void
sluice_session_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SluiceSession *self = SLUICE_SESSION (object);

  switch ((SluiceSessionProperty) property_id)
    {
    case PROP_CONNECTION_INFO:
      g_value_set_boxed (value, self->connection_info);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
sluice_session_finalize (GObject *object)
{
  SluiceSession *self = SLUICE_SESSION (object);

  g_clear_object (&self->endpoint);
  g_clear_object (&self->gate);
  g_clear_object (&self->authorizer);
  g_clear_object (&self->clock);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->connection_info, sluice_connection_info_unref);
  g_clear_pointer (&self->nonce, g_free);
  g_clear_pointer (&self->challenge, sluice_digest_auth_free);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (sluice_session_parent_class)->finalize (object);
}

static void
sluice_session_class_init (SluiceSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_session_get_property;
  object_class->finalize = sluice_session_finalize;

  /**
   * SluiceSession:connection-info:
   *
   * How the newest connection is secured; %NULL before the first, and when it is not.
   */
  properties[PROP_CONNECTION_INFO] = g_param_spec_boxed ("connection-info", NULL, NULL,
                                                         SLUICE_TYPE_CONNECTION_INFO,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_session_init (SluiceSession *self)
{
}

/**
 * sluice_session_new:
 * @endpoint: where requests go
 * @gate: what they have to pass
 * @authorizer: (nullable): who knows the access token
 * @clock: the time
 *
 * Returns: (transfer full): a session; it connects when it is first used
 */
SluiceSession *
sluice_session_new (SluiceEndpoint   *endpoint,
                    SluiceGate       *gate,
                    SluiceAuthorizer *authorizer,
                    SluiceClock      *clock)
{
  SluiceSession *self;

  g_return_val_if_fail (SLUICE_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (SLUICE_IS_GATE (gate), NULL);
  g_return_val_if_fail (authorizer == NULL || SLUICE_IS_AUTHORIZER (authorizer), NULL);
  g_return_val_if_fail (SLUICE_IS_CLOCK (clock), NULL);

  self = g_object_new (SLUICE_TYPE_SESSION, NULL);
  self->endpoint = g_object_ref (endpoint);
  self->gate = g_object_ref (gate);
  g_set_object (&self->authorizer, authorizer);
  self->clock = g_object_ref (clock);

  self->soup = soup_session_new_with_options ("user-agent", "Sluice/" PACKAGE_VERSION,
                                              "timeout", STALL_SECONDS,
                                              "max-conns", CONNECTIONS,
                                              "max-conns-per-host", CONNECTIONS,
                                              NULL);
  /* A session has no cookies unless asked to. Nor shall it answer a challenge by itself. */
  soup_session_remove_feature_by_type (self->soup, SOUP_TYPE_AUTH_MANAGER);
  /* What is in the local network needs no proxy, and one would carry it out of there. */
  if (sluice_endpoint_get_kind (endpoint) == SLUICE_ENDPOINT_LOCAL_NETWORK)
    soup_session_set_proxy_resolver (self->soup, NULL);
  if (sluice_endpoint_get_database (endpoint) != NULL)
    soup_session_set_tls_database (self->soup, sluice_endpoint_get_database (endpoint));

  return self;
}

SluiceEndpoint *
sluice_session_get_endpoint (SluiceSession *self)
{
  g_return_val_if_fail (SLUICE_IS_SESSION (self), NULL);

  return self->endpoint;
}

/** sluice_session_get_connection_info: (nullable): see #SluiceSession:connection-info. */
SluiceConnectionInfo *
sluice_session_get_connection_info (SluiceSession *self)
{
  g_return_val_if_fail (SLUICE_IS_SESSION (self), NULL);

  return self->connection_info;
}

/**
 * sluice_session_get_failure:
 * @self: a session
 * @out_time: (out): when it was, in microseconds since the epoch
 *
 * Returns: (transfer none) (nullable): why the newest of the requests that failed
 *   on the way, and not by what was answered, did; a #SluiceNetError
 */
const GError *
sluice_session_get_failure (SluiceSession *self,
                            gint64        *out_time)
{
  g_return_val_if_fail (SLUICE_IS_SESSION (self), NULL);

  *out_time = self->failed_at;
  return self->failure;
}

/**
 * sluice_session_get_nonce:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the other side last asked to be in
 *   the next proof of possession (RFC 9449, section 8)
 */
const char *
sluice_session_get_nonce (SluiceSession *self)
{
  g_return_val_if_fail (SLUICE_IS_SESSION (self), NULL);

  return self->nonce;
}

/* An exchange says how its connection is secured. */
void
sluice_session_note_connection (SluiceSession *self,
                                SoupMessage   *message)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);

  if (certificate == NULL || soup_message_get_connection_id (message) == self->connection_id)
    return;

  self->connection_id = soup_message_get_connection_id (message);
  g_clear_pointer (&self->connection_info, sluice_connection_info_unref);
  self->connection_info = sluice_connection_info_new (soup_message_get_tls_protocol_version (message),
                                                      soup_message_get_tls_ciphersuite_name (message), certificate,
                                                      sluice_clock_now (self->clock));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION_INFO]);
}

/* RFC 9449 section 8.1: a nonce has the letters of a scope. */
void
sluice_session_note_nonce (SluiceSession *self,
                           SoupMessage   *message)
{
  const char *nonce = soup_message_headers_get_one (soup_message_get_response_headers (message), "DPoP-Nonce");
  gsize length = nonce != NULL ? strlen (nonce) : 0;

  if (length == 0 || length > MAX_NONCE)
    return;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (nonce[i]) || nonce[i] == '"' || nonce[i] == '\\')
      return;

  g_set_str (&self->nonce, nonce);
}

/* What failed on the way: not what the other side answered, nor what was given up here. */
void
sluice_session_note_failure (SluiceSession *self,
                             const GError  *error)
{
  if (error->domain != SLUICE_NET_ERROR || sluice_net_error_get_status (error) != 0 ||
      g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN))
    return;

  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
  self->failed_at = sluice_clock_now (self->clock);
}

/**
 * sluice_session_new_for:
 * @other: a session
 * @authorizer: who knows the token
 *
 * Returns: (transfer full): another session of the same endpoint, through the same gate
 */
SluiceSession *
sluice_session_new_for (SluiceSession    *other,
                        SluiceAuthorizer *authorizer)
{
  g_return_val_if_fail (SLUICE_IS_SESSION (other), NULL);

  return sluice_session_new (other->endpoint, other->gate, authorizer, other->clock);
}

/**
 * sluice_session_send:
 * @self: a session
 * @request: what to send
 *
 * Asks the gate, writes the ledger, sends, reads the answer up to its greatest
 * size, writes down how it went. No redirection is followed. When the other side
 * does not accept the token, one more attempt is made with a fresh one; when a
 * printer makes a challenge, one with the answer, and one more when its nonce
 * is too old already.
 *
 * Dropping the future cancels the request; dex_future_disown() lets it go on.
 *
 * Returns: (transfer full): a future of a #SluiceResponse with a status below
 *   400; rejects with #SluiceNetError, with what the authorizer said, or
 *   with %G_IO_ERROR_CANCELLED
 */
DexFuture *
sluice_session_send (SluiceSession *self,
                     SluiceRequest *request)
{
  dex_return_error_if_fail (SLUICE_IS_SESSION (self));
  dex_return_error_if_fail (SLUICE_IS_REQUEST (request));

  return sluice_exchange_start (self, request);
}
