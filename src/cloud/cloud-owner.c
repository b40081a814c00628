/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-authorize.h"

#include "cloud-decision.h"
#include "sluice-log.h"

#include <sodium.h>
#include <string.h>

/*
 * Who can read owner.secret is the owner of this computer, and needs no
 * password and no page in a browser. Only this project's own programs sign in
 * like this: others ask the owner, as they ask everybody.
 */
#define FAILURES_A_MINUTE 10

static gboolean
is_owner (CloudContext *context,
          const char   *given)
{
  const char *secret = context->owner_secret;

  return secret != NULL && strlen (secret) == strlen (given) && sodium_memcmp (secret, given, strlen (secret)) == 0;
}

/* Slows guessing down. The right secret is always taken, so that nobody can
 * lock the owner out by guessing. */
static gboolean
is_guessing (CloudContext *context)
{
  gint64 minute = sluice_clock_now_seconds (context->clock) / 60;

  if (context->failures_minute != minute)
    {
      context->failures_minute = minute;
      context->failures = 0;
    }
  return ++context->failures > FAILURES_A_MINUTE;
}

static char *
make_code (CloudContext    *context,
           const CloudAsk  *ask,
           GError         **error)
{
  static const char * const nothing_given_away[] = { NULL };
  g_autofree char *account = cloud_store_find_owner (context->store, error);
  CloudDecision decision = { ask, account, "home", nothing_given_away, ask->duration };
  g_autofree char *grant = account != NULL ? cloud_decision_grant (context, &decision, error) : NULL;

  return grant != NULL ? cloud_decision_code (context, ask, grant, error) : NULL;
}

/**
 * cloud_owner_decide:
 * @request: a request with the owner's secret, right or wrong
 * @ask: what is asked for
 * @secret: what came
 *
 * Answers with an authorization code for the owner, or with why not.
 */
void
cloud_owner_decide (CloudRequest   *request,
                    const CloudAsk *ask,
                    const char     *secret)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *code = NULL;

  if (!ask->client->is_first_party)
    {
      cloud_authorize_answer (request, ask, "error", "unauthorized_client");
      return;
    }
  if (is_owner (request->context, secret))
    {
      code = make_code (request->context, ask, &error);
      if (code == NULL)
        sluice_log_error (G_LOG_LEVEL_WARNING, "a sign-in failed", error);
      cloud_authorize_answer (request, ask, code != NULL ? "code" : "error", code != NULL ? code : "server_error");
      return;
    }
  if (is_guessing (request->context))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Retry-After", "60");
      cloud_reply_oauth_error (request, CLOUD_STATUS_TOO_MANY_REQUESTS, "temporarily_unavailable",
                               "Too many wrong secrets; try again in a minute");
      return;
    }

  sluice_log (G_LOG_LEVEL_MESSAGE, "a sign-in was refused", "CLIENT_ID", ask->client->id, NULL);
  cloud_authorize_answer (request, ask, "error", "access_denied");
}
