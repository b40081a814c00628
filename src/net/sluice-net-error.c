/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-net-error.h"

#include "sluice-json.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORDS 300 /* letters */

/*
 * The one place that turns what the transport or the other side says into our
 * own domain. The other side's words are kept beside the message, not in it:
 * they are shown only where a person asks for details.
 */
typedef struct
{
  guint  status;      /* HTTP; 0 when there was no answer */
  guint  retry_after; /* seconds; 0 when not said */
  char  *server_code;
  char  *server_text;
} SluiceNetErrorPrivate;

static void
sluice_net_error_private_init (SluiceNetErrorPrivate *self)
{
}

static void
sluice_net_error_private_copy (const SluiceNetErrorPrivate *from,
                               SluiceNetErrorPrivate       *to)
{
  to->status = from->status;
  to->retry_after = from->retry_after;
  to->server_code = g_strdup (from->server_code);
  to->server_text = g_strdup (from->server_text);
}

static void
sluice_net_error_private_clear (SluiceNetErrorPrivate *self)
{
  g_free (self->server_code);
  g_free (self->server_text);
}

G_DEFINE_EXTENDED_ERROR (SluiceNetError, sluice_net_error)

static SluiceNetErrorPrivate *
get_details (const GError *error)
{
  return error != NULL && error->domain == SLUICE_NET_ERROR ? sluice_net_error_get_private (error) : NULL;
}

/** sluice_net_error_get_status: the HTTP status that was answered; 0 when none was. */
guint
sluice_net_error_get_status (const GError *error)
{
  SluiceNetErrorPrivate *details = get_details (error);

  return details != NULL ? details->status : 0;
}

/** sluice_net_error_get_retry_after: seconds that the other side asks to wait; 0 when it does not say. */
guint
sluice_net_error_get_retry_after (const GError *error)
{
  SluiceNetErrorPrivate *details = get_details (error);

  return details != NULL ? details->retry_after : 0;
}

/** sluice_net_error_get_server_code: (nullable): the other side's own code, as "printerInactive" or "invalid_grant". */
const char *
sluice_net_error_get_server_code (const GError *error)
{
  SluiceNetErrorPrivate *details = get_details (error);

  return details != NULL ? details->server_code : NULL;
}

/** sluice_net_error_get_server_text: (nullable): the other side's own words; printable, but not to be trusted. */
const char *
sluice_net_error_get_server_text (const GError *error)
{
  SluiceNetErrorPrivate *details = get_details (error);

  return details != NULL ? details->server_text : NULL;
}

static const char *
describe_tls (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _("The server's certificate has expired, so Sluice sent nothing. Its operator has to renew it; check this "
             "computer's clock too.");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _("The server's certificate is not valid yet, so Sluice sent nothing. Check this computer's clock.");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _("The server's certificate is for another address, so Sluice sent nothing.");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _("The server's certificate was withdrawn, so Sluice sent nothing.");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _("Nobody this computer trusts vouches for the server's certificate, so Sluice sent nothing.");
  if (flags & G_TLS_CERTIFICATE_GENERIC_ERROR)
    return _("The server has another key than the one Sluice knows it by, so Sluice sent nothing.");

  return _("No secure connection to the server could be made, so Sluice sent nothing.");
}

/**
 * sluice_net_error_from_transport:
 * @transport: what GIO or libsoup said
 * @tls_errors: what was wrong with the peer's certificate
 *
 * Returns: (transfer full): the same as #SluiceNetError; a cancellation stays %G_IO_ERROR_CANCELLED
 */
GError *
sluice_net_error_from_transport (const GError         *transport,
                                 GTlsCertificateFlags  tls_errors)
{
  if (transport->domain == SLUICE_NET_ERROR)
    return g_error_copy (transport);

  if (tls_errors != 0 || (transport->domain == G_TLS_ERROR && transport->code != G_TLS_ERROR_EOF))
    return g_error_new_literal (SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS, describe_tls (tls_errors));

  if (g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (transport);

  if (g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new_literal (SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT,
                                _("The other side did not answer in time. Try again later."));

  if (g_strcmp0 (g_quark_to_string (transport->domain), "soup-session-error-quark") == 0 ||
      g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_error_new_literal (SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                                _("The answer is not one that Sluice understands."));

  return g_error_new_literal (SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE,
                              _("The other side cannot be reached, or the connection broke. Try again later."));
}

/*
 * Two forms: {"errors": [{"code", "title", "detail"}]} of the vendor's REST
 * families, and {"error", "error_description"} of RFC 6749 section 5.2.
 */
static void
read_envelope (GBytes                 *body,
               SluiceNetErrorPrivate  *details)
{
  g_autoptr(JsonObject) object = sluice_json_parse_object (body, 64 * 1024, NULL);
  JsonArray *errors;
  JsonObject *first;
  const char *code;
  const char *text;

  if (object == NULL)
    return;

  errors = sluice_json_get_array (object, "errors");
  first = errors != NULL && json_array_get_length (errors) > 0 ? sluice_json_array_get_object (errors, 0) : NULL;
  if (first != NULL)
    {
      code = sluice_json_get_string (first, "code");
      text = sluice_json_get_string (first, "detail") ?: sluice_json_get_string (first, "title");
    }
  else
    {
      code = sluice_json_get_string (object, "error");
      text = sluice_json_get_string (object, "error_description");
    }

  details->server_code = sluice_text_tame (code, MAX_WORDS);
  details->server_text = sluice_text_tame (text, MAX_WORDS);
}

/* Codes that say more than the status they come with. */
static const struct
{
  const char     *server_code;
  SluiceNetError  code;
} known_codes[] = {
  { "invalidToken", SLUICE_NET_ERROR_SIGN_IN },
  { "tokenExpired", SLUICE_NET_ERROR_SIGN_IN },
  { "invalid_token", SLUICE_NET_ERROR_SIGN_IN },
  { "invalid_grant", SLUICE_NET_ERROR_SIGN_IN },
  { "expired_token", SLUICE_NET_ERROR_SIGN_IN },
  { "access_denied", SLUICE_NET_ERROR_FORBIDDEN },
  { "invalid_client", SLUICE_NET_ERROR_FORBIDDEN },
  { "unauthorized_client", SLUICE_NET_ERROR_FORBIDDEN },
  { "insufficient_scope", SLUICE_NET_ERROR_FORBIDDEN },
  { "authorization_pending", SLUICE_NET_ERROR_BUSY },
  { "slow_down", SLUICE_NET_ERROR_BUSY },
  { "temporarily_unavailable", SLUICE_NET_ERROR_BUSY },
  { "server_error", SLUICE_NET_ERROR_SERVER },
  { "moreThanMaximum", SLUICE_NET_ERROR_TOO_LARGE },
};

static SluiceNetError
classify (guint       status,
          const char *server_code)
{
  for (guint i = 0; server_code != NULL && i < G_N_ELEMENTS (known_codes); i++)
    if (g_str_equal (server_code, known_codes[i].server_code))
      return known_codes[i].code;

  switch (status)
    {
    case 401:
      return SLUICE_NET_ERROR_SIGN_IN;
    case 403:
      return SLUICE_NET_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return SLUICE_NET_ERROR_NOT_FOUND;
    case 408:
    case 504:
      return SLUICE_NET_ERROR_TIMEOUT;
    case 409:
    case 412:
      return SLUICE_NET_ERROR_CONFLICT;
    case 413:
      return SLUICE_NET_ERROR_TOO_LARGE;
    case 429:
    case 503:
      return SLUICE_NET_ERROR_BUSY;
    default:
      return status >= 500 ? SLUICE_NET_ERROR_SERVER : SLUICE_NET_ERROR_PROTOCOL;
    }
}

static const char *
describe (SluiceNetError code)
{
  switch (code)
    {
    case SLUICE_NET_ERROR_SIGN_IN:
      return _("The sign-in is no longer accepted. Sign in again.");
    case SLUICE_NET_ERROR_FORBIDDEN:
      return _("This account is not allowed to do that.");
    case SLUICE_NET_ERROR_NOT_FOUND:
      return _("The other side does not have this, or not any more.");
    case SLUICE_NET_ERROR_CONFLICT:
      return _("The other side is busy with this, or it changed meanwhile. Look at it again, then decide.");
    case SLUICE_NET_ERROR_TOO_LARGE:
      return _("This is larger than the other side takes.");
    case SLUICE_NET_ERROR_BUSY:
      return _("The other side asks to wait. Try again a little later.");
    case SLUICE_NET_ERROR_TIMEOUT:
      return _("The other side did not answer in time. Try again later.");
    case SLUICE_NET_ERROR_SERVER:
      return _("The other side has a fault. Try again later.");
    case SLUICE_NET_ERROR_OFFLINE:
    case SLUICE_NET_ERROR_TLS:
    case SLUICE_NET_ERROR_REFUSED:
    case SLUICE_NET_ERROR_PROTOCOL:
    default:
      return _("The other side did not accept what Sluice asked.");
    }
}

/**
 * sluice_net_error_from_answer:
 * @status: the HTTP status, 400 or more
 * @retry_after: seconds that the other side asks to wait, or 0
 * @body: the answer's body, of any form
 *
 * Returns: (transfer full): #SluiceNetError
 */
GError *
sluice_net_error_from_answer (guint   status,
                              guint   retry_after,
                              GBytes *body)
{
  SluiceNetErrorPrivate read = { .status = status, .retry_after = retry_after };
  SluiceNetError code;
  GError *error;

  read_envelope (body, &read);
  code = classify (status, read.server_code);
  error = g_error_new_literal (SLUICE_NET_ERROR, code, describe (code));
  *sluice_net_error_get_private (error) = read;
  return error;
}
