/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"
#include "consent-verbs.h"

#include "sluice-consent-link.h"
#include "sluice-consent-words.h"

#include <glib/gi18n-lib.h>

/* Who waits for an answer. Answers are given in consent-answer.c. */

static const char *
get_state_word (SluiceConsentState state)
{
  switch (state)
    {
    case SLUICE_CONSENT_PENDING:
      return C_("state of a request", "waits");
    case SLUICE_CONSENT_APPROVED:
      return C_("state of a request", "shared");
    case SLUICE_CONSENT_DENIED:
      return C_("state of a request", "denied");
    case SLUICE_CONSENT_EXPIRED:
      return C_("state of a request", "too late");
    case SLUICE_CONSENT_WITHDRAWN:
    default:
      return C_("state of a request", "withdrawn");
    }
}

static char *
dup_titles (SluiceConsentRequest *request)
{
  GListModel *items = sluice_consent_request_get_items (request);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceConsentItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (ids, (gpointer) sluice_consent_item_get_category (item)->id);
    }
  g_ptr_array_add (ids, NULL);
  return sluice_consent_titles_dup_text ((const char * const *) ids->pdata);
}

static void
print_line (SluiceConsentRequest *request)
{
  SluiceConsentParty *party = sluice_consent_request_get_party (request);
  g_autofree char *id = consent_dup_short_id (sluice_consent_request_get_id (request));
  g_autofree char *time = consent_dup_time (sluice_consent_request_get_created (request));
  g_autofree char *titles = dup_titles (request);

  g_print ("%-*s  %-9s  %16s  %s (%s): %s\n", CONSENT_SHORT_ID, id,
           get_state_word (sluice_consent_request_get_state (request)), time, sluice_consent_party_get_name (party),
           consent_get_verified (party), titles);
}

gboolean
consent_verb_list (ConsentCall  *call,
                   GError      **error)
{
  GListModel *requests = sluice_consents_get_requests (call->consents);
  g_autoptr(JsonArray) array = json_array_new ();
  guint n_listed = 0;

  if (!dex_await (sluice_consents_look_once (call->consents), error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr(SluiceConsentRequest) request = g_list_model_get_item (requests, i);

      if (!call->options->all && sluice_consent_request_get_state (request) != SLUICE_CONSENT_PENDING)
        continue;
      n_listed++;
      if (call->options->json)
        json_array_add_object_element (array, consent_describe_request (request));
      else
        print_line (request);
    }

  if (call->options->json)
    sluicectl_print_array (array);
  else if (n_listed == 0)
    /* Not among the lines, which a program may read. */
    g_printerr ("%s\n", call->options->all ? _("Nobody has asked for your data in the last day.")
                                           : _("Nobody waits for an answer."));
  return TRUE;
}

/* ConsentGetId */
static const char *
get_id (gpointer item)
{
  return sluice_consent_request_get_id (item);
}

/** consent_find_request: in a fiber: (transfer full) (nullable): the one that is meant by what was typed first. */
SluiceConsentRequest *
consent_find_request (ConsentCall  *call,
                      GError      **error)
{
  if (!dex_await (sluice_consents_look_once (call->consents), error))
    return NULL;

  return consent_find (sluice_consents_get_requests (call->consents), call->arguments[0], get_id,
                       _("No request of the last day has an id that begins so. “sluicectl consents list --all” shows "
                         "them; nothing was shared."), error);
}

gboolean
consent_verb_show (ConsentCall  *call,
                   GError      **error)
{
  g_autoptr(SluiceConsentRequest) request = consent_find_request (call, error);

  return request != NULL && consent_show_request (call, request, error);
}

/* A link that is none starts no cloud. */
gboolean
consent_check_open (ConsentCall  *call,
                    GError      **error)
{
  g_autofree char *client_id = NULL;
  g_autofree char *request_uri = NULL;

  return sluice_consent_link_parse (call->arguments[0], &client_id, &request_uri, error);
}

/* @future: (transfer full): of a request that is looked up. */
static gboolean
show_found (ConsentCall  *call,
            DexFuture    *future,
            GError      **error)
{
  g_autoptr(SluiceConsentRequest) request = dex_await_object (future, error);

  return request != NULL && consent_show_request (call, request, error);
}

gboolean
consent_verb_open (ConsentCall  *call,
                   GError      **error)
{
  return show_found (call, sluice_consents_look_up_link (call->consents, call->arguments[0]), error);
}

gboolean
consent_verb_code (ConsentCall  *call,
                   GError      **error)
{
  return show_found (call, sluice_consents_look_up_code (call->consents, call->arguments[0]), error);
}
