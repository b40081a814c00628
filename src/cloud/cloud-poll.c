/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-poll.h"

#include "cloud-consents.h"
#include "cloud-token.h"

/*
 * A client asks whether the person has decided: RFC 8628 §3.5 and CIBA Core
 * §11, which answer in the same words.
 */
#define SLOWER_SECONDS 5
#define SLOWEST_SECONDS 60

static void
refuse (const CloudTokenCall *call,
        const char           *error,
        const char           *description)
{
  cloud_reply_oauth_error (call->request, SOUP_STATUS_BAD_REQUEST, error, description);
}

/* Returns: whether the client waited as long as it was told to */
static gboolean
note_poll (CloudContext        *context,
           const CloudConsent  *consent,
           gboolean            *out_is_early,
           GError             **error)
{
  gint64 now = sluice_clock_now (context->clock);
  gint64 interval = consent->interval;

  *out_is_early = consent->polled > 0 && now - consent->polled < interval * G_USEC_PER_SEC;
  if (*out_is_early)
    interval = MIN (interval + SLOWER_SECONDS, SLOWEST_SECONDS);
  return sluice_database_exec (cloud_store_get_data (context->store), error,
                               "UPDATE consents SET polled = ?, interval = ? WHERE id = ?", "iis", now, interval,
                               consent->id);
}

/* Good once: spent before anything is given for it. */
static void
hand_out (const CloudTokenCall *call,
          const CloudConsent   *consent)
{
  CloudContext *context = call->request->context;
  g_autoptr(CloudTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  if (sluice_database_exec (cloud_store_get_data (context->store), &error,
                            "UPDATE consents SET handle = NULL WHERE id = ?", "s", consent->id))
    tokens = cloud_tokens_begin (context, consent->grant, call->client, call->key_thumbprint, &error);
  cloud_tokens_reply (call, tokens, error);
}

static void
answer_pending (const CloudTokenCall *call,
                const CloudConsent   *consent)
{
  gboolean is_early = FALSE;
  g_autoptr(GError) error = NULL;

  if (!note_poll (call->request->context, consent, &is_early, &error))
    cloud_tokens_reply (call, NULL, error);
  else if (is_early)
    refuse (call, "slow_down", "Ask less often");
  else
    refuse (call, "authorization_pending", "Nobody has decided yet");
}

/**
 * cloud_poll:
 * @call: a call to the token endpoint
 * @origin: "ciba" or "device"
 * @parameter: of the form: what the client asks with
 */
void
cloud_poll (const CloudTokenCall *call,
            const char           *origin,
            const char           *parameter)
{
  const char *handle = g_hash_table_lookup (call->form, parameter);
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudConsent) consent = NULL;

  if (handle == NULL)
    {
      refuse (call, "invalid_request", "A field is missing");
      return;
    }
  consent = cloud_consents_find_handle (call->request->context, origin, handle, &error);
  if (consent != NULL && !g_str_equal (consent->client_id, call->client->id))
    {
      /* Another client's is not there. */
      g_clear_pointer (&consent, cloud_consent_free);
      cloud_tokens_set_not_found (&error);
    }

  if (consent == NULL)
    cloud_tokens_reply (call, NULL, error);
  else if (cloud_consent_is_pending (consent))
    answer_pending (call, consent);
  else if (g_str_equal (consent->state, "approved"))
    hand_out (call, consent);
  else if (g_str_equal (consent->state, "expired"))
    refuse (call, "expired_token", "Nobody decided in time");
  else
    refuse (call, "access_denied", "The person said no");
}
