/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-connection-info.h"

/* How a live connection is kept secret, and by whose key: what is true, not what was asked for. */
struct _SluiceConnectionInfo
{
  GTlsCertificate     *certificate;
  GPtrArray           *chain; /* of SluiceCertificate, at least one; NULL before somebody wants to know */
  char                *cipher;
  gint64               observed_at;
  GTlsProtocolVersion  protocol;
};

G_DEFINE_BOXED_TYPE (SluiceConnectionInfo, sluice_connection_info,
                     sluice_connection_info_ref, sluice_connection_info_unref)

static const char *
name_protocol (GTlsProtocolVersion protocol)
{
  switch (protocol)
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    default:
      return "";
    }
}

/**
 * sluice_connection_info_new:
 * @protocol: the version in use
 * @cipher: (nullable): the cipher suite in use
 * @certificate: what the other side showed
 * @observed_at: when, in microseconds since the epoch
 *
 * Returns: (transfer full): what is worth knowing of a connection
 */
SluiceConnectionInfo *
sluice_connection_info_new (GTlsProtocolVersion  protocol,
                            const char          *cipher,
                            GTlsCertificate     *certificate,
                            gint64               observed_at)
{
  SluiceConnectionInfo *self;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  self = g_atomic_rc_box_new0 (SluiceConnectionInfo);
  self->certificate = g_object_ref (certificate);
  self->protocol = protocol;
  self->cipher = g_strdup (cipher != NULL ? cipher : "");
  self->observed_at = observed_at;
  return self;
}

SluiceConnectionInfo *
sluice_connection_info_ref (SluiceConnectionInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_info (SluiceConnectionInfo *self)
{
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_object (&self->certificate);
  g_free (self->cipher);
}

void
sluice_connection_info_unref (SluiceConnectionInfo *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_info);
}

/** sluice_connection_info_is_tls_1_3: whether it is the newest version that there is. */
gboolean
sluice_connection_info_is_tls_1_3 (SluiceConnectionInfo *self)
{
  return self->protocol == G_TLS_PROTOCOL_VERSION_TLS_1_3;
}

/** sluice_connection_info_get_protocol: as "TLS 1.3"; empty when not known. */
const char *
sluice_connection_info_get_protocol (SluiceConnectionInfo *self)
{
  return name_protocol (self->protocol);
}

/** sluice_connection_info_get_cipher: as "TLS_AES_256_GCM_SHA384"; empty when not known. */
const char *
sluice_connection_info_get_cipher (SluiceConnectionInfo *self)
{
  return self->cipher;
}

/** sluice_connection_info_get_observed_at: when it was made, in microseconds since the epoch. */
gint64
sluice_connection_info_get_observed_at (SluiceConnectionInfo *self)
{
  return self->observed_at;
}

/**
 * sluice_connection_info_get_chain:
 * @self: of a connection
 *
 * For the main thread.
 *
 * Returns: (transfer none) (element-type SluiceCertificate): what the other side
 *   showed: its own certificate first; at least one
 */
GPtrArray *
sluice_connection_info_get_chain (SluiceConnectionInfo *self)
{
  /* Every connection has one of these, and few are looked at. */
  if (self->chain == NULL)
    self->chain = sluice_certificate_read_chain (self->certificate);
  return self->chain;
}
