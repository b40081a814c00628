/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-device.h"

#include "cloud-attempts.h"
#include "cloud-authorize.h"
#include "cloud-handlers.h"
#include "cloud-pages.h"
#include "cloud-token.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"
#include "sluice-log.h"

#include <sodium.h>
#include <string.h>

/*
 * The device grant (RFC 8628): something without a keyboard shows a code, and a
 * person types it where they are signed in. Anybody can start one, so what is
 * typed leads to who started it and when, before anything is decided.
 */
#define WAIT_SECONDS 600
#define CODE_LENGTH 8
/* No vowels, so that no words come up, and nothing that looks like something else: 20⁸ codes. */
#define LETTERS "BCDFGHJKLMNPQRSTVWXZ"
/* Wrong codes that cost nothing. */
#define FREE_TRIES 5
#define MAX_WAITING 10000

static char *
make_code (void)
{
  char code[CODE_LENGTH + 1] = { 0 };

  for (guint i = 0; i < CODE_LENGTH; i++)
    code[i] = LETTERS[randombytes_uniform (strlen (LETTERS))];
  return g_strdup_printf ("%.4s-%.4s", code, code + 4);
}

/* As people type it: in any case, with or without the dash. */
static char *
normalize_code (const char *typed)
{
  char code[CODE_LENGTH + 1] = { 0 };
  guint length = 0;

  for (const char *at = typed; *at != '\0'; at++)
    {
      if (*at == '-' || *at == ' ')
        continue;
      if (length == CODE_LENGTH || strchr (LETTERS, g_ascii_toupper (*at)) == NULL)
        return NULL;
      code[length++] = g_ascii_toupper (*at);
    }
  return length == CODE_LENGTH ? g_strdup_printf ("%.4s-%.4s", code, code + 4) : NULL;
}

/**
 * cloud_device_look_up:
 * @request: where somebody typed
 * @typed: what
 * @key: who, for the limit on wrong codes
 * @out_wait: (out): seconds until they may type again; 0 when they may
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): what the code belongs to, in whatever state
 */
CloudConsent *
cloud_device_look_up (CloudRequest  *request,
                      const char    *typed,
                      const char    *key,
                      gint64        *out_wait,
                      GError       **error)
{
  CloudContext *context = request->context;
  gint64 now = cloud_request_now (request);
  g_autofree char *code = normalize_code (typed);
  g_autoptr(GError) failed = NULL;
  CloudConsent *consent = NULL;

  *out_wait = cloud_attempts_get_wait (context->attempts, key, now);
  if (*out_wait > 0)
    return NULL;

  if (code != NULL)
    consent = cloud_consents_find_code (context, code, &failed);
  else
    cloud_tokens_set_not_found (&failed);
  if (consent == NULL && g_error_matches (failed, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    cloud_attempts_fail (context->attempts, key, FREE_TRIES, now);
  if (consent == NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return consent;
}

static void
reply_begun (CloudRequest *request,
             const char   *handle,
             const char   *code)
{
  JsonObject *body = json_object_new ();
  g_autofree char *page = g_strconcat (request->context->url, "/device", NULL);
  g_autofree char *complete = g_strconcat (page, "?user_code=", code, NULL);

  json_object_set_string_member (body, "device_code", handle);
  json_object_set_string_member (body, "user_code", code);
  json_object_set_string_member (body, "verification_uri", page);
  json_object_set_string_member (body, "verification_uri_complete", complete);
  json_object_set_int_member (body, "expires_in", WAIT_SECONDS);
  json_object_set_int_member (body, "interval", CLOUD_POLL_SECONDS);
  cloud_reply_json (request, SOUP_STATUS_OK, body);
}

/* Anybody can begin one, and each takes room: those that nobody typed make way, the oldest first. */
static gboolean
make_room (CloudContext  *context,
           GError       **error)
{
  return sluice_database_exec (cloud_store_get_data (context->store), error,
                               "DELETE FROM consents WHERE rowid IN (SELECT rowid FROM consents WHERE account IS NULL"
                               " ORDER BY rowid DESC LIMIT -1 OFFSET ?)", "i", (gint64) MAX_WAITING - 1);
}

/** cloud_device_authorize: RFC 8628 §3.1: a device begins. */
void
cloud_device_authorize (CloudRequest *request)
{
  g_autoptr(GHashTable) form = NULL;
  CloudClient *client = cloud_client_identify (request, &form);
  g_autoptr(CloudAsk) ask = client != NULL ? cloud_ask_new (client) : NULL;
  g_autofree char *handle = sluice_random_token (32);
  g_autofree char *code = make_code ();
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;
  CloudFault fault;
  CloudNewConsent wanted = {
    .origin = "device", .params = form, .user_code = code, .handle = handle, .seconds = WAIT_SECONDS
  };

  if (client == NULL)
    return;
  if ((!cloud_client_may_use (client, CLOUD_GRANT_TYPE_DEVICE) &&
       !cloud_ask_fail (&fault, "unauthorized_client", "This client is not registered for this")) ||
      !cloud_ask_read (ask, request->context->url, form, &fault))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, fault.error, fault.description);
      return;
    }

  wanted.client_id = client->id;
  if (make_room (request->context, &error))
    id = cloud_consents_keep (request->context, &wanted, &error);
  if (id != NULL)
    reply_begun (request, handle, code);
  else
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a device could not begin", error);
      cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error",
                               "The cloud could not do this");
    }
}

/** cloud_device_get: where to type a code; the one in the address is filled in, and still has to be sent. */
void
cloud_device_get (CloudRequest *request)
{
  const char *code = cloud_request_query (request, "user_code");

  cloud_pages_device (request, SOUP_STATUS_OK, code, NULL);
}

/** cloud_device_post: what was typed: who started it, when, and where to decide. */
void
cloud_device_post (CloudRequest *request)
{
  g_autoptr(GHashTable) form = cloud_request_form (request);
  const char *typed = form != NULL ? g_hash_table_lookup (form, "user_code") : NULL;
  g_autofree char *host = cloud_attempts_key_of (soup_server_message_get_remote_host (request->message));
  g_autofree char *key = g_strconcat ("code@", host, NULL);
  g_autoptr(CloudConsent) consent = NULL;
  g_autoptr(GError) error = NULL;
  gint64 wait = 0;

  if (typed != NULL)
    consent = cloud_device_look_up (request, typed, key, &wait, &error);
  if (wait > 0)
    {
      cloud_reply_wait (request, wait);
      cloud_pages_device (request, CLOUD_STATUS_TOO_MANY_REQUESTS, NULL,
                          "There were too many wrong codes. Try again later.");
    }
  else if (consent == NULL || !cloud_consent_is_pending (consent))
    cloud_pages_device (request, SOUP_STATUS_BAD_REQUEST, NULL,
                        "This code is not right, was used already, or is too old.");
  else
    cloud_pages_device_found (request, consent->ask, consent->user_code, cloud_request_now (request) - consent->created);
}
