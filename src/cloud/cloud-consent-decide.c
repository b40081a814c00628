/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-consents.h"

#include "cloud-authorize.h"
#include "cloud-decision.h"
#include "cloud-grants.h"
#include "cloud-receipts.h"
#include "sluice-cloud-error.h"
#include "sluice-data-category.h"

/*
 * From waiting to decided, or to being too late: what is given, the state and
 * the receipt are written together or not at all.
 */

void
cloud_answer_clear (CloudAnswer *self)
{
  g_clear_pointer (&self->receipt, json_object_unref);
  g_free (self->grant);
  g_free (self->redirect);
}

static SluiceDatabase *
database_of (CloudContext *context)
{
  return cloud_store_get_data (context->store);
}

/* What public data needs nobody's leave for is among what is given, unless nothing is. */
static gboolean
is_given (const char * const *categories,
          const char         *id)
{
  return categories != NULL && (g_strv_contains (categories, id) ||
                                sluice_data_category_find (id)->klass == SLUICE_DATA_CLASS_PUBLIC);
}

/**
 * cloud_consent_state:
 * @context: the cloud; the caller may be within a transaction
 * @ask: what was asked
 * @account: who decided
 * @origin: how it was asked
 * @categories: (nullable) (array zero-terminated=1): what was given; %NULL for a no
 * @duration: for how long
 * @grant: (nullable): what it led to
 * @error: #SluiceBaseError
 *
 * Leaves the receipt of an answer.
 *
 * Returns: (transfer full) (nullable): the receipt
 */
JsonObject *
cloud_consent_state (CloudContext        *context,
                     const CloudAsk      *ask,
                     const char          *account,
                     const char          *origin,
                     const char * const  *categories,
                     const char          *duration,
                     const char          *grant,
                     GError             **error)
{
  g_autoptr(GStrvBuilder) given_builder = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) refused_builder = g_strv_builder_new ();
  g_auto(GStrv) given = NULL;
  g_auto(GStrv) refused = NULL;
  CloudStatement statement = {
    .account = account, .client = ask->client, .decision = categories != NULL ? "approve" : "deny",
    .purpose = ask->purpose, .duration = duration, .origin = origin, .grant = grant
  };

  for (guint i = 0; ask->categories[i] != NULL; i++)
    g_strv_builder_add (is_given (categories, ask->categories[i]) ? given_builder : refused_builder,
                        ask->categories[i]);
  given = g_strv_builder_end (given_builder);
  refused = g_strv_builder_end (refused_builder);
  statement.given = (const char * const *) given;
  statement.refused = (const char * const *) refused;
  if (grant != NULL)
    statement.expires = cloud_duration_end (duration, sluice_clock_now_seconds (context->clock));
  return cloud_receipts_issue (context, &statement, error);
}

static gboolean
set_state (CloudContext        *context,
           const CloudConsent  *consent,
           const char          *state,
           const char          *grant,
           GError             **error)
{
  if (!sluice_database_exec (database_of (context), error,
                             "UPDATE consents SET state = ?, grant_id = ?, decided = ?"
                             " WHERE id = ? AND state = 'pending'", "ssis", state, grant,
                             sluice_clock_now_seconds (context->clock), consent->id))
    return FALSE;
  if (sluice_database_changes (database_of (context)) == 1)
    return TRUE;

  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "not pending");
  return FALSE;
}

static gboolean
write_approval (CloudContext        *context,
                const CloudConsent  *consent,
                const char * const  *categories,
                const char          *duration,
                CloudAnswer         *answer,
                GError             **error)
{
  const CloudAsk *ask = consent->ask;
  CloudDecision decision = { ask, consent->account, consent->origin, categories, duration };
  g_autofree char *code = NULL;

  answer->grant = cloud_decision_grant (context, &decision, error);
  if (answer->grant == NULL || !set_state (context, consent, "approved", answer->grant, error))
    return FALSE;
  if (ask->redirect_uri != NULL)
    {
      code = cloud_decision_code (context, ask, answer->grant, error);
      if (code == NULL)
        return FALSE;
      answer->redirect = cloud_authorize_address (context, ask, "code", code, NULL);
    }

  answer->receipt = cloud_consent_state (context, ask, consent->account, consent->origin, categories, duration,
                                         answer->grant, error);
  return answer->receipt != NULL;
}

/**
 * cloud_consent_approve:
 * @context: the cloud
 * @consent: one that is pending, and whose account is known
 * @categories: (array zero-terminated=1): what the person gives
 * @duration: for how long
 * @answer: (out): what it leads to
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS for what was not asked, is never shared,
 *   or when nothing is left to grant; #SluiceBaseError
 *
 * Returns: whether it is decided; if not, it is as before
 */
gboolean
cloud_consent_approve (CloudContext        *context,
                       const CloudConsent  *consent,
                       const char * const  *categories,
                       const char          *duration,
                       CloudAnswer         *answer,
                       GError             **error)
{
  SluiceDatabase *database = database_of (context);

  if (!sluice_database_begin (database, error))
    return FALSE;
  if (!write_approval (context, consent, categories, duration, answer, error))
    {
      sluice_database_rollback (database);
      return FALSE;
    }
  return sluice_database_commit (database, error);
}

/** cloud_consent_deny: the same for a no. */
gboolean
cloud_consent_deny (CloudContext        *context,
                    const CloudConsent  *consent,
                    CloudAnswer         *answer,
                    GError             **error)
{
  SluiceDatabase *database = database_of (context);
  const CloudAsk *ask = consent->ask;

  if (!sluice_database_begin (database, error))
    return FALSE;
  if (!set_state (context, consent, "denied", NULL, error) ||
      (answer->receipt = cloud_consent_state (context, ask, consent->account, consent->origin, NULL, ask->duration,
                                              NULL, error)) == NULL)
    {
      sluice_database_rollback (database);
      return FALSE;
    }
  if (ask->redirect_uri != NULL)
    answer->redirect = cloud_authorize_address (context, ask, "error", "access_denied", NULL);
  return sluice_database_commit (database, error);
}

/* Nobody answered: the client may see nothing, and the person can look up later that it asked. */
static gboolean
expire (CloudContext        *context,
        const CloudConsent  *consent,
        GError             **error)
{
  static const char * const nothing[] = { NULL };
  CloudStatement statement = { .account = consent->account, .decision = "expired", .given = nothing,
                               .origin = consent->origin };
  g_autoptr(JsonObject) receipt = NULL;

  if (!set_state (context, consent, "expired", NULL, error))
    return FALSE;
  /* Nobody's, or of a client that is gone. */
  if (consent->account == NULL || consent->ask == NULL)
    return TRUE;

  statement.client = consent->ask->client;
  statement.refused = (const char * const *) consent->ask->categories;
  statement.purpose = consent->ask->purpose;
  statement.duration = consent->ask->duration;
  receipt = cloud_receipts_issue (context, &statement, error);
  return receipt != NULL;
}

/**
 * cloud_consents_settle:
 * @context: the cloud
 * @error: #SluiceBaseError
 *
 * Closes what nobody decided in time; done before anything is looked up, so
 * that no clock has to wake anybody.
 */
gboolean
cloud_consents_settle (CloudContext  *context,
                       GError       **error)
{
  SluiceDatabase *database = database_of (context);
  g_autoptr(GPtrArray) late = cloud_consents_find_late (context, error);

  for (guint i = 0; late != NULL && i < late->len; i++)
    {
      if (!sluice_database_begin (database, error))
        return FALSE;
      if (!expire (context, late->pdata[i], error))
        {
          sluice_database_rollback (database);
          return FALSE;
        }
      if (!sluice_database_commit (database, error))
        return FALSE;
    }
  return late != NULL;
}
