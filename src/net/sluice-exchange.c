/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-exact-stream.h"
#include "sluice-fiber.h"
#include "sluice-local-address.h"
#include "sluice-net-error.h"
#include "sluice-pass-private.h"
#include "sluice-read-ahead.h"
#include "sluice-request-private.h"
#include "sluice-response-private.h"
#include "sluice-secret.h"
#include "sluice-session-private.h"
#include "sluice-soup-future.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define READ_SIZE (64 * 1024)

/*
 * One request on its way.
 *
 * It is cancelled by its GCancellable and never by discarding its fiber: libdex
 * before 0.11 loses count of its queues when a discarded fiber's last await
 * completes before the fiber has run again (fixed there by "fiber: cleanup queue
 * swap management"), and GNOME 48 has 0.10.
 *
 * libsoup's own cancellable is another one, and is left alone while an answer has
 * arrived and is not handed over yet: before 3.6.6, libsoup frees a message twice
 * when it is cancelled just then ("fix 'heap-use-after-free' caused by 'finishing'
 * queue item twice").
 */
typedef struct
{
  SluiceSession *session;
  SluiceRequest *request;
  DexPromise    *promise;   /* what the caller waits for; has the cancellable */
  SoupMessage   *message;   /* nullable: of the newest attempt */
  GCancellable  *wire;      /* libsoup's, of the newest attempt; nullable */
  gboolean       arriving;  /* the answer, and libsoup has not handed it over yet */
  char          *token;     /* nullable */
  char          *nonce;     /* nullable: that was in the proof that went with the token */
  gboolean       proven;    /* whether one did */
  gboolean       digested;  /* whether the newest attempt answered a challenge */
  guint          timer;
  gboolean       timed_out;
  gboolean       strayed; /* a name of the local network stood for an address elsewhere */
  GTlsCertificateFlags tls_errors; /* what a resumed session did not look at */
} Exchange;

static void
clear_exchange (Exchange *exchange)
{
  g_clear_object (&exchange->session);
  g_clear_object (&exchange->request);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->wire);
  g_clear_pointer (&exchange->token, sluice_secret_free);
  g_clear_pointer (&exchange->nonce, g_free);
  dex_clear (&exchange->promise);
}

static void
exchange_unref (Exchange *exchange)
{
  g_atomic_rc_box_release_full (exchange, (GDestroyNotify) clear_exchange);
}

static GCancellable *
get_cancellable (Exchange *exchange)
{
  return dex_promise_get_cancellable (exchange->promise);
}

static void
cancelled_cb (GCancellable *cancellable,
              Exchange     *exchange)
{
  if (!exchange->arriving)
    g_cancellable_cancel (exchange->wire);
}

static void
got_headers_cb (SoupMessage *message,
                Exchange    *exchange)
{
  exchange->arriving = TRUE;
}

/* Before the first packet: a name is what its server says it is, and that can be anywhere. */
static void
check_address (Exchange  *exchange,
               GIOStream *connection)
{
  g_autoptr(GSocketAddress) address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);

  if (address != NULL && G_IS_INET_SOCKET_ADDRESS (address) &&
      sluice_local_address_check (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;

  exchange->strayed = TRUE;
  g_cancellable_cancel (get_cancellable (exchange));
}

/*
 * GIO's backend resumes a TLS session when anything in this process spoke to the
 * same address before, and then does not ask the database again: trust that
 * somebody else granted, without our pin. So the verdict is taken once more, when
 * the handshake is over and nothing was sent yet.
 */
static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  Exchange           *exchange)
{
  GTlsDatabase *database = sluice_endpoint_get_database (exchange->session->endpoint);
  GTlsCertificate *certificate;

  if (event == G_SOCKET_CLIENT_CONNECTING &&
      sluice_endpoint_get_kind (exchange->session->endpoint) == SLUICE_ENDPOINT_LOCAL_NETWORK)
    check_address (exchange, connection);
  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED || database == NULL)
    return;

  certificate = g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (connection));
  exchange->tls_errors = certificate == NULL ? G_TLS_CERTIFICATE_UNKNOWN_CA
    : g_tls_database_verify_chain (database, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                   g_tls_client_connection_get_server_identity (G_TLS_CLIENT_CONNECTION (connection)),
                                   NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
  if (exchange->tls_errors != 0)
    g_cancellable_cancel (get_cancellable (exchange));
}

/* The access token, as what it is: a bearer token, or one that goes with a proof. */
static void
set_token (Exchange           *exchange,
           SoupMessageHeaders *headers,
           GUri               *uri)
{
  const char *method = sluice_request_get_method (exchange->request);
  g_autofree char *address = g_uri_to_string_partial (uri, G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  g_autofree char *proof = sluice_authorizer_make_proof (exchange->session->authorizer, exchange->token, method,
                                                         address, exchange->session->nonce);
  char *value = g_strconcat (proof != NULL ? "DPoP " : "Bearer ", exchange->token, NULL);

  soup_message_headers_replace (headers, "Authorization", value);
  sluice_secret_free (value);
  if (proof != NULL)
    soup_message_headers_replace (headers, "DPoP", proof);
  g_set_str (&exchange->nonce, exchange->session->nonce);
  exchange->proven = proof != NULL;
}

static void
wrote_data_cb (SoupMessage *message,
               guint        bytes,
               Exchange    *exchange)
{
  sluice_request_note_written (exchange->request, bytes);
}

static void
set_fields (SoupMessageHeaders *headers,
            SluiceRequest      *request)
{
  if (sluice_request_get_content_range (request) != NULL)
    soup_message_headers_replace (headers, "Content-Range", sluice_request_get_content_range (request));
  if (sluice_request_get_idempotency_key (request) != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", sluice_request_get_idempotency_key (request));
  for (guint i = 0; sluice_request_get_flags (request)[i] != NULL; i++)
    soup_message_headers_replace (headers, sluice_request_get_flags (request)[i], "?1");
}

/* What opens a printer: the answer to its challenge, once it has made one; else its key, if it has any. */
static void
set_printer_key (Exchange           *exchange,
                 SoupMessageHeaders *headers,
                 GUri               *uri)
{
  SluiceRequest *request = exchange->request;
  g_autofree char *target = g_uri_get_query (uri) != NULL
                              ? g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL)
                              : g_strdup (g_uri_get_path (uri));
  g_autofree char *answer = NULL;

  if (sluice_request_get_printer_user (request) != NULL && exchange->session->challenge != NULL)
    answer = sluice_digest_auth_answer (exchange->session->challenge, sluice_request_get_printer_user (request),
                                        sluice_request_get_printer_password (request),
                                        sluice_request_get_method (request), target, NULL);
  exchange->digested = answer != NULL;
  if (answer != NULL)
    soup_message_headers_replace (headers, "Authorization", answer);
  else if (sluice_request_get_printer_key (request) != NULL)
    soup_message_headers_replace (headers, "X-Api-Key", sluice_request_get_printer_key (request));
}

static SoupMessage *
make_message (Exchange     *exchange,
              GInputStream *stream)
{
  SluiceSession *self = exchange->session;
  SluiceBody *body = sluice_request_peek_body (exchange->request);
  g_autoptr(GUri) uri = sluice_endpoint_build_uri (self->endpoint, sluice_request_get_path (exchange->request),
                                                   sluice_request_get_query (exchange->request));
  SoupMessage *message = soup_message_new_from_uri (sluice_request_get_method (exchange->request), uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_set_force_http1 (message, TRUE);
  if (exchange->token != NULL)
    set_token (exchange, headers, uri);
  else if (sluice_request_get_proof (exchange->request) != NULL)
    soup_message_headers_replace (headers, "DPoP", sluice_request_get_proof (exchange->request));
  set_printer_key (exchange, headers, uri);
  set_fields (headers, exchange->request);
  if (stream != NULL)
    {
      /* When a connection breaks that was used before, libsoup sends the request again by itself: with a stream that
       * is read half, and without a word to the ledger. */
      soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
      soup_message_set_request_body (message, body->content_type, stream, body->size);
    }
  else if (body != NULL)
    soup_message_set_request_body_from_bytes (message, body->content_type, body->bytes);

  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), exchange);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), exchange);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_data_cb), exchange);
  g_signal_connect_object (message, "got-headers", G_CALLBACK (sluice_session_note_connection), self, G_CONNECT_SWAPPED);
  return message;
}

static DexFuture *
open_stream (GCancellable *cancellable,
             gpointer      data)
{
  SluiceBody *body = sluice_request_peek_body (data);
  GError *error = NULL;
  GInputStream *stream = body->factory (body->factory_data, &error);

  if (stream == NULL)
    {
      g_clear_error (&error);
      return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT, "%s",
                                    _("The file cannot be read any more: it was moved, deleted or locked. Nothing of "
                                      "it was sent. Put it back and try again."));
    }

  return dex_future_new_take_object (sluice_read_ahead_new (sluice_exact_stream_new (stream, body->size)));
}

/* Seconds from a Retry-After header: a number or a date (RFC 9110 section 10.2.3); 0 when there is none. */
static guint
read_retry_after (SluiceSession *self,
                  SoupMessage   *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr(GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &seconds, NULL))
    return seconds;

  date = soup_date_time_new_from_http_string (text);
  return date == NULL ? 0 : CLAMP (g_date_time_to_unix (date) - sluice_clock_now_seconds (self->clock), 0, G_MAXINT);
}

/* Overwrites what was read, where nobody else holds it. */
static void
wipe_bytes (GBytes *bytes)
{
  gsize size;
  gpointer data = g_bytes_unref_to_data (bytes, &size);

  sodium_memzero (data, size);
  g_free (data);
}

static void
wipe_array (gpointer data)
{
  GByteArray *array = data;

  sodium_memzero (array->data, array->len);
  g_byte_array_unref (array);
}

/* Whether @body is the whole answer then. */
static gboolean
await_parts (Exchange      *exchange,
             GInputStream  *stream,
             GByteArray    *body,
             GError       **error)
{
  gsize most = sluice_request_get_max_answer (exchange->request);

  for (;;)
    {
      GBytes *part = dex_await_boxed (sluice_soup_read (stream, READ_SIZE, get_cancellable (exchange)), error);
      gsize size;
      gboolean fits;

      if (part == NULL)
        return FALSE;
      size = g_bytes_get_size (part);
      fits = size <= most - body->len;
      if (size > 0 && fits)
        g_byte_array_append (body, g_bytes_get_data (part, NULL), size);
      wipe_bytes (part);
      if (size == 0)
        return TRUE;
      if (!fits)
        {
          g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TOO_LARGE,
                               _("The answer is larger than it can rightly be, so Sluice stopped reading it."));
          return FALSE;
        }
    }
}

/* The whole answer, as far as it may go. What answers secrets may hold some: it is wiped when it goes. */
static GBytes *
await_body (Exchange      *exchange,
            GInputStream  *stream,
            GError       **error)
{
  const gboolean is_secret = sluice_request_get_label (exchange->request) == SLUICE_LABEL_CREDENTIALS;
  /* Large enough not to be moved, which would leave a copy behind. */
  GByteArray *body = g_byte_array_sized_new (is_secret ? sluice_request_get_max_answer (exchange->request) : 0);
  gboolean is_whole = await_parts (exchange, stream, body, error);
  g_autoptr(GBytes) answer = g_bytes_new_with_free_func (body->data, body->len, wipe_array, body);

  return is_whole ? g_steal_pointer (&answer) : NULL;
}

/* Returns: the answer's body, when its headers are there. */
static GInputStream *
await_headers (Exchange  *exchange,
               GError   **error)
{
  g_autoptr(GInputStream) stream = NULL;
  gulong handler;

  /* Before its headers nothing of this attempt has arrived. */
  exchange->arriving = FALSE;
  g_clear_object (&exchange->wire);
  exchange->wire = g_cancellable_new ();
  handler = g_signal_connect (get_cancellable (exchange), "cancelled", G_CALLBACK (cancelled_cb), exchange);
  if (g_cancellable_is_cancelled (get_cancellable (exchange)))
    g_cancellable_cancel (exchange->wire);
  stream = dex_await_object (sluice_soup_send (exchange->session->soup, exchange->message, exchange->wire), error);
  g_signal_handler_disconnect (get_cancellable (exchange), handler);

  if (stream == NULL || g_cancellable_set_error_if_cancelled (get_cancellable (exchange), error))
    return NULL;
  return g_steal_pointer (&stream);
}

/* From the first byte out to the last byte in. */
static SluiceResponse *
await_exchange (Exchange  *exchange,
                GError   **error)
{
  SluiceSession *self = exchange->session;
  SluiceBody *body = sluice_request_peek_body (exchange->request);
  g_autoptr(GInputStream) upload = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GBytes) answer = NULL;
  guint status;

  if (body != NULL && body->factory != NULL)
    {
      upload = dex_await_object (sluice_worker_run (open_stream, g_object_ref (exchange->request), g_object_unref), error);
      if (upload == NULL)
        return NULL;
    }

  exchange->message = make_message (exchange, upload);
  stream = await_headers (exchange, error);
  if (stream == NULL)
    return NULL;
  answer = await_body (exchange, stream, error);
  if (answer == NULL)
    return NULL;

  sluice_session_note_nonce (self, exchange->message);
  status = soup_message_get_status (exchange->message);
  if (status >= 400)
    {
      g_propagate_error (error, sluice_net_error_from_answer (status, read_retry_after (self, exchange->message), answer));
      return NULL;
    }

  return sluice_response_new (status, soup_message_get_response_headers (exchange->message), answer,
                              sluice_clock_now (self->clock));
}

/* What libsoup, GIO or libdex said, as one of ours. */
static GError *
translate (Exchange     *exchange,
           const GError *error)
{
  GTlsCertificateFlags tls_errors = exchange->tls_errors;

  /* The authorizer's own words, as that the keyring is locked: the other side was not even asked. */
  if (exchange->message == NULL && error->domain != G_IO_ERROR)
    return g_error_copy (error);

  if (exchange->strayed)
    return g_error_new_literal (SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED,
                                _("The printer’s address is not in a local network. Nothing was sent."));

  if (tls_errors == 0 && exchange->message != NULL)
    tls_errors = soup_message_get_tls_peer_certificate_errors (exchange->message);
  /* Only SluicePinnedDatabase means the pin by a generic error. */
  if ((tls_errors & G_TLS_CERTIFICATE_GENERIC_ERROR) && sluice_endpoint_get_pin (exchange->session->endpoint) == NULL)
    tls_errors ^= G_TLS_CERTIFICATE_GENERIC_ERROR | G_TLS_CERTIFICATE_INSECURE;

  if (tls_errors == 0 && exchange->timed_out && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT,
                                _("The other side did not answer in time. Try again later."));

  return sluice_net_error_from_transport (error, tls_errors);
}

static void
close_pass (Exchange     *exchange,
            SluicePass   *pass,
            const GError *error)
{
  SluiceLedgerStatus status = SLUICE_LEDGER_ANSWERED;
  SoupMessageMetrics *metrics = NULL;
  guint http_status = 0;

  if (exchange->message != NULL)
    {
      metrics = soup_message_get_metrics (exchange->message);
      http_status = soup_message_get_status (exchange->message);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    status = SLUICE_LEDGER_CANCELLED;
  else if (error != NULL && sluice_net_error_get_status (error) == 0)
    status = SLUICE_LEDGER_FAILED;

  sluice_pass_close (pass, status, http_status,
                     metrics != NULL ? soup_message_metrics_get_request_body_bytes_sent (metrics) : 0,
                     metrics != NULL ? soup_message_metrics_get_response_body_bytes_received (metrics) : 0);
}

/* The token the request goes with; %FALSE when it needs one and there is none. */
static gboolean
await_token (Exchange  *exchange,
             GError   **error)
{
  DexFuture *token;

  if (!sluice_request_get_bearer (exchange->request))
    return TRUE;

  if (exchange->session->authorizer == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN, _("Sign in first."));
      return FALSE;
    }

  /* Others may wait for the same refresh: giving up waiting must not end it. */
  token = sluice_authorizer_dup_token (exchange->session->authorizer);
  dex_future_disown (dex_ref (token));
  exchange->token = dex_await_boxed (dex_future_first (token,
                                                       dex_cancellable_new_from_cancellable (get_cancellable (exchange)),
                                                       NULL), error);
  return exchange->token != NULL;
}

static gboolean
time_out_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timer = 0;
  exchange->timed_out = TRUE;
  g_cancellable_cancel (get_cancellable (exchange));
  return G_SOURCE_REMOVE;
}

/* One attempt: pass, token, exchange, outcome. */
static SluiceResponse *
attempt (Exchange  *exchange,
         GError   **error)
{
  g_autoptr(SluicePass) pass = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GError) told = NULL;
  SluiceResponse *response = NULL;

  pass = sluice_gate_issue (exchange->session->gate, exchange->session->endpoint, exchange->request, error);
  if (pass == NULL || !dex_await (sluice_pass_open (pass), error))
    return NULL;

  g_clear_object (&exchange->message);
  g_clear_pointer (&exchange->token, sluice_secret_free);
  exchange->timer = g_timeout_add_seconds (sluice_request_get_timeout (exchange->request), time_out_cb, exchange);
  if (!g_cancellable_set_error_if_cancelled (get_cancellable (exchange), &failure) &&
      await_token (exchange, &failure))
    response = await_exchange (exchange, &failure);
  g_clear_handle_id (&exchange->timer, g_source_remove);
  /* libsoup may be closing its connection still; it is no more business of ours. */
  if (exchange->message != NULL)
    g_signal_handlers_disconnect_by_data (exchange->message, exchange);

  if (failure != NULL)
    told = translate (exchange, failure);
  close_pass (exchange, pass, told);
  if (told != NULL)
    {
      sluice_session_note_failure (exchange->session, told);
      g_propagate_error (error, g_steal_pointer (&told));
    }
  return response;
}

/* (transfer full) (nullable): the printer's challenge, when it wants one answered and can be answered. */
static SluiceDigestAuth *
take_challenge (Exchange     *exchange,
                const GError *error)
{
  if (!g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN) || exchange->message == NULL ||
      sluice_request_get_printer_user (exchange->request) == NULL)
    return NULL;

  return sluice_digest_auth_new (soup_message_headers_get_list (soup_message_get_response_headers (exchange->message),
                                                                "WWW-Authenticate"));
}

/*
 * Answers a printer's challenge. An answer to a challenge of an earlier exchange may be too old without the printer saying
 * so; after that only one that says so is answered again, and that once.
 */
static SluiceResponse *
attempt_again (Exchange        *exchange,
               SluiceResponse  *response,
               GError         **error)
{
  gboolean is_new = FALSE;

  for (guint i = 0; response == NULL && i < 2; i++)
    {
      g_autoptr(SluiceDigestAuth) challenge = take_challenge (exchange, *error);

      if (challenge == NULL || (is_new && exchange->digested && !sluice_digest_auth_is_stale (challenge)))
        break;
      g_clear_pointer (&exchange->session->challenge, sluice_digest_auth_free);
      exchange->session->challenge = g_steal_pointer (&challenge);
      is_new = TRUE;
      g_clear_error (error);
      response = attempt (exchange, error);
    }
  return response;
}

static DexFuture *
send_fiber (DexFuture *stop,
            gpointer   data)
{
  Exchange *exchange = data;
  g_autoptr(GError) error = NULL;
  SluiceResponse *response = attempt (exchange, &error);

  /* A token can end between two requests: once more with a fresh one, then it is the person's turn. */
  if (g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN) && exchange->token != NULL)
    {
      /* Or nothing is wrong with it, and the other side wants its new nonce in the proof. */
      if (!exchange->proven || g_strcmp0 (exchange->nonce, exchange->session->nonce) == 0)
        sluice_authorizer_invalidate (exchange->session->authorizer, exchange->token);
      g_clear_error (&error);
      response = attempt (exchange, &error);
    }

  response = attempt_again (exchange, response, &error);
  if (response != NULL)
    dex_promise_resolve_object (exchange->promise, response);
  else
    dex_promise_reject (exchange->promise, g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * sluice_exchange_start:
 * @session: the way to go
 * @request: what to send
 *
 * Returns: (transfer full): as sluice_session_send()
 */
DexFuture *
sluice_exchange_start (SluiceSession *session,
                       SluiceRequest *request)
{
  Exchange *exchange = g_atomic_rc_box_new0 (Exchange);
  DexFuture *future;

  exchange->session = g_object_ref (session);
  exchange->request = g_object_ref (request);
  exchange->promise = dex_promise_new_cancellable ();

  future = sluice_promise_hand_out (exchange->promise);
  /* What it is to end by is the promise's cancellable: time runs out by the same way. */
  dex_future_disown (sluice_fiber_spawn (send_fiber, exchange, (GDestroyNotify) exchange_unref));
  return future;
}
