/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-decision.h"

#include "cloud-codes.h"
#include "cloud-grants.h"
#include "sluice-cloud-error.h"
#include "sluice-scope.h"

/*
 * From what a person ticked to a grant: the one place that every way of asking
 * leads to. A scope is given when all the data it reaches is given; public data
 * needs nobody's leave.
 */

static gboolean
is_public (const char *category)
{
  return sluice_data_category_find (category)->klass == SLUICE_DATA_CLASS_PUBLIC;
}

static gboolean
is_given (const CloudDecision *decision,
          const char          *category)
{
  return is_public (category) || g_strv_contains (decision->categories, category);
}

static gboolean
scope_is_given (const CloudDecision *decision,
                const char          *name)
{
  const SluiceScope *scope = sluice_scope_find (name);

  for (guint i = 0; scope->categories[i] != NULL; i++)
    if (!is_given (decision, scope->categories[i]))
      return FALSE;

  return TRUE;
}

static char *
given_scope (const CloudDecision *decision)
{
  g_auto(GStrv) names = g_strsplit (decision->ask->scope, " ", -1);
  g_autoptr(GString) scope = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && (decision->ask->client->is_first_party || scope_is_given (decision, names[i])))
      g_string_append_printf (scope, "%s%s", scope->len > 0 ? " " : "", names[i]);

  return g_string_free (g_steal_pointer (&scope), FALSE);
}

/* All that was asked for and given. Our own programs act for the person, so nothing is given away to them. */
static GStrv
given_categories (const CloudDecision *decision)
{
  g_autoptr(GStrvBuilder) given = g_strv_builder_new ();

  for (guint i = 0; !decision->ask->client->is_first_party && decision->ask->categories[i] != NULL; i++)
    if (is_given (decision, decision->ask->categories[i]))
      g_strv_builder_add (given, decision->ask->categories[i]);

  return g_strv_builder_end (given);
}

static gboolean
was_asked_for (const CloudDecision  *decision,
               GError              **error)
{
  for (guint i = 0; decision->categories[i] != NULL; i++)
    if (!g_strv_contains ((const char * const *) decision->ask->categories, decision->categories[i]))
      {
        g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, "not asked for");
        return FALSE;
      }

  return TRUE;
}

/**
 * cloud_decision_grant:
 * @context: the cloud
 * @decision: what a person decided
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS for what was not asked for or is never
 *   shared, and when nothing is left to grant; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the grant's id
 */
char *
cloud_decision_grant (CloudContext         *context,
                      const CloudDecision  *decision,
                      GError              **error)
{
  g_autofree char *scope = NULL;
  g_autofree char *details = NULL;
  g_auto(GStrv) categories = NULL;
  CloudGrantRequest wanted = {
    .account = decision->account, .client = decision->ask->client, .duration = decision->duration,
    .origin = decision->origin
  };

  if (!was_asked_for (decision, error))
    return NULL;

  categories = given_categories (decision);
  scope = given_scope (decision);
  details = cloud_details_write (decision->ask, (const char * const *) categories, decision->duration);
  if (*scope == '\0' && details == NULL)
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, "nothing is left to grant");
      return NULL;
    }

  wanted.categories = (const char * const *) categories;
  wanted.scope = scope;
  wanted.details = details;
  return cloud_grants_create (context, &wanted, error);
}

/** cloud_decision_code: (transfer full) (nullable): an authorization code that answers @ask with @grant. */
char *
cloud_decision_code (CloudContext    *context,
                     const CloudAsk  *ask,
                     const char      *grant,
                     GError         **error)
{
  CloudCode code = {
    grant, ask->client->id, ask->redirect_uri, ask->challenge, ask->challenge_method, ask->key_thumbprint
  };

  return cloud_codes_make (context, &code, error);
}
