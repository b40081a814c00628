/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consents-private.h"

#include "sluice-consent-error.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/* One request to /privacy/v1, and what its refusals mean. */
#define MAX_ANSWER (1024 * 1024)

/* The cloud's code, ours, and what a person is told. */
static const struct
{
  const char         *server_code;
  SluiceConsentError  code;
  const char         *message;
} refusals[] = {
  { "unknownRequest", SLUICE_CONSENT_ERROR_UNKNOWN,
    N_("Your cloud knows no such request. Look at the code or the link again; nothing was shared.") },
  { "requestExpired", SLUICE_CONSENT_ERROR_EXPIRED,
    N_("The time to answer is over. Nothing was shared; they can ask again.") },
  { "requestWithdrawn", SLUICE_CONSENT_ERROR_WITHDRAWN, N_("They do not ask any more. Nothing was shared.") },
  { "requestAnswered", SLUICE_CONSENT_ERROR_ANSWERED,
    N_("This was answered before. What you have shared you can take back at any time.") },
};

static GError *
translate (GError *error)
{
  const char *server_code = sluice_net_error_get_server_code (error);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (server_code, refusals[i].server_code) == 0)
      {
        g_error_free (error);
        return g_error_new_literal (SLUICE_CONSENT_ERROR, refusals[i].code, _(refusals[i].message));
      }
  return error;
}

/* "/privacy/v1/grants/{id}/narrow" with the ids in it. */
static char *
fill_route (const char *route,
            const char *id,
            const char *other_id)
{
  g_auto(GStrv) parts = g_strsplit (route, "/", -1);
  const char *ids[] = { id, other_id };
  guint n_filled = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '{' && n_filled < G_N_ELEMENTS (ids))
      {
        g_free (parts[i]);
        parts[i] = g_uri_escape_string (ids[n_filled++], NULL, FALSE);
      }
  return g_strjoinv ("/", parts);
}

/**
 * sluice_consents_make_request:
 * @method: the HTTP method
 * @route: its path, with at most two `{id}` in it
 * @id: (nullable): for the first of them
 * @other_id: (nullable): for the second
 * @data: (transfer full) (nullable): what is said; it is personal: it tells what a person decided, or was asked
 * @permission: (nullable): the action a person asked for, when there is @data
 *
 * Returns: (transfer full): the request
 */
SluiceRequest *
sluice_consents_make_request (const char *method,
                              const char *route,
                              const char *id,
                              const char *other_id,
                              JsonObject *data,
                              const char *permission)
{
  g_autofree char *path = fill_route (route, id, other_id);
  SluiceRequest *request;

  if (data != NULL)
    {
      g_autoptr(JsonObject) envelope = json_object_new ();
      g_autoptr(GBytes) bytes = NULL;

      json_object_set_object_member (envelope, "data", data);
      bytes = sluice_json_object_to_bytes (envelope, FALSE);
      request = sluice_request_new_personal (method, path, sluice_personal_body_new (bytes, "application/json"));
      sluice_request_set_permission (request, permission);
    }
  else
    {
      request = sluice_request_new_read (method, path);
    }

  sluice_request_set_route (request, route);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  return request;
}

/**
 * sluice_consents_call:
 * @session: (nullable): signed in to a place
 * @request: what to ask
 * @stop: as of a fiber
 * @out_observed_at: (out) (optional): when it was answered, in microseconds since the epoch
 * @error: #SluiceConsentError, #SluiceNetError
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): the answer's `data`
 */
JsonNode *
sluice_consents_call (SluiceSession  *session,
                      SluiceRequest  *request,
                      DexFuture      *stop,
                      gint64         *out_observed_at,
                      GError        **error)
{
  g_autoptr(SluiceResponse) response = NULL;
  GError *failure = NULL;

  if (session == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE,
                           _("Your cloud is not connected. Nothing was shared; connect to it and try again."));
      return NULL;
    }

  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), &failure);
  if (response == NULL)
    {
      g_propagate_error (error, translate (failure));
      return NULL;
    }
  /* It came as the watching ended: whoever ended it has had the last word, or is gone. */
  if (!dex_future_is_pending (stop))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nobody waits for the answer any more"));
      return NULL;
    }

  if (out_observed_at != NULL)
    *out_observed_at = sluice_response_get_observed_at (response);
  return sluice_response_parse_data (response, error);
}
