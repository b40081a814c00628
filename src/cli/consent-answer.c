/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"

#include "sluice-consent-error.h"
#include "sluice-consent-link.h"
#include "sluice-consent-words.h"

#include <glib/gi18n-lib.h>

/* Yes and no. Nothing is given that was not named, and nothing for longer than was said. */

#define MAX_DAYS 365

/**
 * consent_await_receipt:
 * @future: (transfer full): of a decision
 * @error: as @future
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): its receipt; %NULL without @error when the decision holds and left none
 */
SluiceReceipt *
consent_await_receipt (DexFuture  *future,
                       GError    **error)
{
  g_autoptr(DexFuture) owned = future;
  const GValue *value;

  if (!dex_await (dex_ref (future), error))
    return NULL;
  value = dex_future_get_value (future, NULL);
  return G_VALUE_HOLDS (value, SLUICE_TYPE_RECEIPT) ? g_value_dup_object (value) : NULL;
}

/* Returns: (transfer full) (nullable): as sluice_consents_approve() has it; %NULL when @typed is no duration */
static char *
read_duration (const char *typed)
{
  guint64 days = 0;

  if (typed == NULL || g_str_equal (typed, SLUICE_CONSENT_ONCE))
    return g_strdup (SLUICE_CONSENT_ONCE);
  if (g_str_equal (typed, "until-revoked"))
    return g_strdup (SLUICE_CONSENT_UNTIL_REVOKED);
  if (g_ascii_string_to_unsigned (typed, 10, 1, MAX_DAYS, &days, NULL))
    return g_strdup_printf ("P%uD", (guint) days);
  return NULL;
}

gboolean
consent_check_approve (ConsentCall  *call,
                       GError      **error)
{
  const ConsentOptions *options = call->options;
  g_autofree char *duration = read_duration (options->duration);
  const gboolean is_named = options->items != NULL && **options->items != '\0';

  if (is_named == options->all_items || (!is_named && call->arguments[1] != NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("Name what you give with “--item CATEGORY”, or all of it with “--all-items”; nothing is "
                             "given otherwise."));
      return FALSE;
    }
  if (duration == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("“--for” takes “once”, a number of days from 1 to 365, or “until-revoked”."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
asks_for (SluiceConsentRequest *request,
          const char           *id)
{
  GListModel *items = sluice_consent_request_get_items (request);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (sluice_consent_item_get_category (item)->id, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_named (SluiceConsentRequest  *request,
             char                 **named,
             GError               **error)
{
  for (guint i = 0; named[i] != NULL; i++)
    if (!asks_for (request, named[i]))
      {
        g_autofree char *line = sluicectl_dup_printable (named[i]);

        /* Translators: %s is what was typed as the id of a kind of data */
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _("They do not ask for “%s”, or it is never shared. Nothing was shared; “sluicectl consents show” "
                       "lists what can be given."), line);
        return FALSE;
      }
  return TRUE;
}

/* Returns: (transfer full) (nullable): the ids of what is given, each only one time */
static GStrv
read_given (ConsentCall           *call,
            SluiceConsentRequest  *request,
            GError               **error)
{
  static char *none[] = { NULL };
  const gboolean all = call->options->all_items;
  g_auto(GStrv) named = all ? g_strdupv (none) : consent_list_named (call->options->items, call->arguments + 1);
  GListModel *items = sluice_consent_request_get_items (request);
  g_autoptr(GStrvBuilder) given = g_strv_builder_new ();

  if (!check_named (request, named, error))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);
      const char *id = sluice_consent_item_get_category (item)->id;

      if (all || g_strv_contains ((const char * const *) named, id))
        g_strv_builder_add (given, id);
    }
  return g_strv_builder_end (given);
}

/* What was decided already cannot be decided again, and who does it is told what was. */
static SluiceConsentRequest *
await_waiting (ConsentCall  *call,
               GError      **error)
{
  g_autoptr(SluiceConsentRequest) request = consent_find_request (call, error);

  if (request == NULL)
    return NULL;
  if (sluice_consent_request_get_state (request) == SLUICE_CONSENT_PENDING)
    return g_steal_pointer (&request);

  g_set_error_literal (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_ANSWERED,
                       sluice_consent_state_get_text (sluice_consent_request_get_state (request)));
  return NULL;
}

/* A browser waits for the answer, at an address that the cloud says. Only some are those of browsers. */
static void
print_way_back (SluiceConsentRequest *request)
{
  const char *redirect = sluice_consent_request_get_redirect (request);
  g_autofree char *line = sluicectl_dup_printable (redirect);

  if (redirect == NULL)
    return;
  if (sluice_consent_link_may_leave (redirect) && g_str_equal (line, redirect))
    {
      g_print ("%s\n", _("They wait for your browser there:"));
      g_print ("%s\n", line);
    }
  else
    g_print ("%s\n", _("The way back to them is not one that Sluice opens: go back yourself."));
}

static void
print_receipt (SluiceReceipt *receipt)
{
  g_autofree char *text = sluice_receipt_dup_text (receipt);
  g_autofree char *duration = sluice_consent_duration_dup_text (sluice_receipt_get_duration (receipt));
  g_autofree char *id = sluicectl_dup_printable (sluice_receipt_get_id (receipt));

  g_print ("%s\n", text);
  if (sluice_receipt_get_decision (receipt) == SLUICE_DECISION_APPROVE)
    {
      g_print ("%s. ", duration);
      g_print ("%s\n", _("“sluicectl grants list” shows it, and “sluicectl grants revoke” takes it back."));
    }
  /* Translators: %s is the id of a receipt */
  g_print (_("Receipt: %s\n"), id);
}

/* Whether @error says itself what became of the request. */
static gboolean
is_told (const GError *error)
{
  return error->domain == SLUICE_CONSENT_ERROR && error->code != SLUICE_CONSENT_ERROR_FORMAT;
}

/* @future: (transfer full): of the decision on @request. */
static gboolean
end_decision (SluiceConsentRequest  *request,
              DexFuture             *future,
              GError               **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceReceipt) receipt = consent_await_receipt (future, &failure);

  if (receipt != NULL)
    print_receipt (receipt);
  if (failure == NULL)
    {
      print_way_back (request);
      return TRUE;
    }
  /* It was looked up what became of the request: that is what a person has to know. */
  if (!is_told (failure) && sluice_consent_request_get_state (request) != SLUICE_CONSENT_PENDING)
    g_printerr ("%s\n", sluice_consent_state_get_text (sluice_consent_request_get_state (request)));
  else if (!is_told (failure))
    g_printerr ("%s\n", _("As far as this computer knows your answer did not arrive. The request still waits; answer it "
                          "again."));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
consent_verb_approve (ConsentCall  *call,
                      GError      **error)
{
  g_autoptr(SluiceConsentRequest) request = await_waiting (call, error);
  g_auto(GStrv) given = request != NULL ? read_given (call, request, error) : NULL;
  g_autofree char *duration = read_duration (call->options->duration);

  if (given == NULL)
    return FALSE;
  if (*given == NULL)
    {
      g_set_error_literal (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_FORMAT,
                           _("They ask for nothing that can be given. Nothing was shared."));
      return FALSE;
    }
  return end_decision (request, sluice_consents_approve (call->consents, request, (const char * const *) given,
                                                         duration), error);
}

gboolean
consent_verb_deny (ConsentCall  *call,
                   GError      **error)
{
  g_autoptr(SluiceConsentRequest) request = await_waiting (call, error);

  return request != NULL && end_decision (request, sluice_consents_deny (call->consents, request), error);
}
