/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consents.h"

#include "sluice-consent-error.h"
#include "sluice-consent-link.h"
#include "sluice-consent-private.h"
#include "sluice-consents-private.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/* What a person asks for: to see a question, and to answer it. */

typedef struct
{
  /* Owned. */
  SluiceConsents       *consents;
  SluiceSession        *session; /* NULL when there is no place */
  SluiceRequest        *call;
  SluiceConsentRequest *request; /* what is decided on; else NULL */

  SluiceConsentState    becomes; /* of @request, when the cloud agrees */
} Ask;

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->consents);
  g_clear_object (&ask->session);
  g_object_unref (ask->call);
  g_clear_object (&ask->request);
  g_free (ask);
}

/* @call: (transfer full) */
static Ask *
ask_new (SluiceConsents *self,
         SluiceRequest  *call)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->consents = g_object_ref (self);
  ask->session = self->session != NULL ? g_object_ref (self->session) : NULL;
  ask->call = call;
  return ask;
}

static DexFuture *
spawn (SluiceFiberFunc  fiber,
       Ask             *ask)
{
  return sluice_fiber_spawn (fiber, ask, (GDestroyNotify) ask_free);
}

static GError *
make_format_error (void)
{
  return g_error_new_literal (SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_FORMAT,
                              _("The cloud's answer about consent is not one that Sluice understands. Look at what is "
                                "shared now."));
}

/* What was shown is of a place that is not used any more: another cloud is not told of it. */
static GError *
make_gone_error (void)
{
  return g_error_new_literal (SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_UNKNOWN,
                              _("That is not of the cloud that is used now, or is over. Nothing was changed."));
}

static JsonObject *
get_object (JsonNode *data)
{
  return data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? json_node_get_object (data) : NULL;
}

static DexFuture *
look_up_fiber (DexFuture *stop,
               gpointer   data)
{
  Ask *ask = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sluice_consents_call (ask->session, ask->call, stop, NULL, &error);
  JsonObject *object = get_object (answer);
  g_autoptr(SluiceConsentRequest) seen = object != NULL ? sluice_consent_request_new (object) : NULL;
  SluiceConsentRequest *request;

  if (answer == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (seen == NULL)
    return dex_future_new_for_error (make_format_error ());
  request = sluice_consents_adopt (ask->consents, ask->session, seen);
  return request != NULL ? dex_future_new_take_object (request) : dex_future_new_for_error (make_gone_error ());
}

/**
 * sluice_consents_look_up_link:
 * @self: the service
 * @link: a `sluice:` link, from anywhere
 *
 * The link says where the question is; what it is, the cloud says.
 *
 * Returns: (transfer full): a future of the #SluiceConsentRequest; rejects with
 *   #SluiceConsentError or #SluiceNetError
 */
DexFuture *
sluice_consents_look_up_link (SluiceConsents *self,
                              const char     *link)
{
  g_autofree char *client_id = NULL;
  g_autofree char *request_uri = NULL;
  JsonObject *data;
  GError *error = NULL;

  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));

  if (!sluice_consent_link_parse (link, &client_id, &request_uri, &error))
    return dex_future_new_for_error (error);
  data = json_object_new ();
  json_object_set_string_member (data, "client_id", client_id);
  json_object_set_string_member (data, "request_uri", request_uri);
  return spawn (look_up_fiber, ask_new (self, sluice_consents_make_request ("POST", "/privacy/v1/consents/lookup", NULL,
                                                                            NULL, data, "open-link")));
}

/**
 * sluice_consents_look_up_code:
 * @self: the service
 * @user_code: what another device shows (RFC 8628), as it was typed
 *
 * Returns: (transfer full): a future of the #SluiceConsentRequest; rejects with
 *   #SluiceConsentError or #SluiceNetError, %SLUICE_NET_ERROR_BUSY after too many wrong ones
 */
DexFuture *
sluice_consents_look_up_code (SluiceConsents *self,
                              const char     *user_code)
{
  JsonObject *data;

  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (user_code != NULL);

  data = json_object_new ();
  json_object_set_string_member (data, "user_code", user_code);
  return spawn (look_up_fiber, ask_new (self, sluice_consents_make_request ("POST", "/privacy/v1/consents/lookup", NULL,
                                                                            NULL, data, "enter-code")));
}

static SluiceRequest *
make_find (const char *id)
{
  return sluice_consents_make_request ("GET", "/privacy/v1/consents/{id}", id, NULL, NULL, NULL);
}

/**
 * sluice_consents_look_up_id:
 * @self: the service
 * @id: a request's id
 *
 * Returns: (transfer full): a future of the #SluiceConsentRequest, in whatever state; rejects as the other look-ups
 */
DexFuture *
sluice_consents_look_up_id (SluiceConsents *self,
                            const char     *id)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (id != NULL);

  return spawn (look_up_fiber, ask_new (self, make_find (id)));
}

static DexFuture *
sample_fiber (DexFuture *stop,
              gpointer   data)
{
  Ask *ask = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sluice_consents_call (ask->session, ask->call, stop, NULL, &error);
  JsonObject *object = get_object (answer);

  if (answer == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (object == NULL)
    return dex_future_new_for_error (make_format_error ());
  return dex_future_new_take_object (sluice_consent_sample_new (object));
}

/**
 * sluice_consents_load_sample:
 * @self: the service
 * @request: a request
 * @category: the id of one of the kinds of data that it asks for
 *
 * Returns: (transfer full): a future of a #SluiceConsentSample of the person's own data; rejects with #SluiceNetError
 */
DexFuture *
sluice_consents_load_sample (SluiceConsents       *self,
                             SluiceConsentRequest *request,
                             const char           *category)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (SLUICE_IS_CONSENT_REQUEST (request));

  return spawn (sample_fiber,
                ask_new (self, sluice_consents_make_request ("GET", "/privacy/v1/consents/{id}/samples/{category}",
                                                             sluice_consent_request_get_id (request), category, NULL,
                                                             NULL)));
}

/* The receipts in an answer. Returns: (transfer full) (nullable): NULL when one is missing or is none */
static GPtrArray *
read_receipts (JsonObject *object)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *one = object != NULL ? sluice_json_get_object (object, "receipt") : NULL;
  JsonArray *many = object != NULL ? sluice_json_get_array (object, "receipts") : NULL;
  guint n_many = many != NULL ? json_array_get_length (many) : 0;

  for (guint i = 0; i < (one != NULL ? 1 : n_many); i++)
    {
      JsonObject *each = one != NULL ? one : sluice_json_array_get_object (many, i);
      SluiceReceipt *receipt = each != NULL ? sluice_receipt_new_from_json (each, NULL) : NULL;

      if (receipt == NULL)
        return NULL;
      g_ptr_array_add (receipts, receipt);
    }
  return one != NULL || many != NULL ? g_steal_pointer (&receipts) : NULL;
}

/*
 * The cloud did not say yes, or its yes did not arrive: what became of the
 * question is looked up, so that nobody is told what is not so.
 */
static void
await_truth (Ask       *ask,
             DexFuture *stop)
{
  g_autoptr(SluiceRequest) call = make_find (sluice_consent_request_get_id (ask->request));
  g_autoptr(JsonNode) answer = sluice_consents_call (ask->session, call, stop, NULL, NULL);
  JsonObject *object = get_object (answer);
  g_autoptr(SluiceConsentRequest) seen = object != NULL ? sluice_consent_request_new (object) : NULL;
  g_autoptr(SluiceConsentRequest) known = NULL;

  if (seen != NULL)
    known = sluice_consents_adopt (ask->consents, ask->session, seen);
}

static DexFuture *
decide_fiber (DexFuture *stop,
              gpointer   data)
{
  Ask *ask = data;
  SluiceConsents *self = ask->consents;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sluice_consents_call (ask->session, ask->call, stop, NULL, &error);
  JsonObject *object = get_object (answer);
  g_autoptr(GPtrArray) receipts = read_receipts (object);

  self->n_turns++;
  /* Whatever the cloud has made of it: its receipt is there, or is fetched at the next look. */
  if (receipts == NULL)
    self->receipts_due = TRUE;
  sluice_consents_refresh (self);
  if (answer == NULL)
    {
      if (ask->request != NULL && ask->session != NULL && dex_future_is_pending (stop))
        await_truth (ask, stop);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  if (ask->request != NULL)
    {
      if (object != NULL)
        sluice_consent_request_set_redirect (ask->request, sluice_json_get_string (object, "redirect"));
      sluice_consent_request_set_state (ask->request, ask->becomes);
      sluice_consents_count (self);
    }
  if (receipts == NULL)
    return dex_future_new_for_error (make_format_error ());

  /* What was decided holds, even if its receipt cannot be kept here: it is fetched again at the next look. */
  if (!sluice_consents_keep (self, ask->session, stop, receipts, &error))
    self->receipts_due = TRUE;
  if (receipts->len == 0)
    return dex_future_new_true ();
  return dex_future_new_take_object (g_object_ref (receipts->pdata[0]));
}

static JsonObject *
write_categories (const char * const *categories)
{
  JsonObject *data = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; categories[i] != NULL; i++)
    json_array_add_string_element (array, categories[i]);
  json_object_set_array_member (data, "categories", array);
  return data;
}

/* @data: (transfer full) */
static DexFuture *
decide (SluiceConsents       *self,
        SluiceConsentRequest *request,
        JsonObject           *data,
        const char           *decision,
        SluiceConsentState    becomes)
{
  g_autoptr(JsonObject) owned = data;
  Ask *ask;

  if (!g_list_store_find (self->requests, request, NULL))
    return dex_future_new_for_error (make_gone_error ());

  json_object_set_string_member (data, "decision", decision);
  ask = ask_new (self, sluice_consents_make_request ("POST", "/privacy/v1/consents/{id}",
                                                     sluice_consent_request_get_id (request), NULL,
                                                     g_steal_pointer (&owned), decision));
  ask->request = g_object_ref (request);
  ask->becomes = becomes;
  return spawn (decide_fiber, ask);
}

/**
 * sluice_consents_approve:
 * @self: the service
 * @request: a request that waits
 * @categories: (array zero-terminated=1): the ids of what is given: all, or some, of what was asked for
 * @duration: "once", "P<n>D" or "until_revoked"
 *
 * Returns: (transfer full): a future of the #SluiceReceipt; rejects with
 *   #SluiceConsentError or #SluiceNetError, and then #SluiceConsentRequest:state tells what became of it
 */
DexFuture *
sluice_consents_approve (SluiceConsents       *self,
                         SluiceConsentRequest *request,
                         const char * const   *categories,
                         const char           *duration)
{
  JsonObject *data;

  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (SLUICE_IS_CONSENT_REQUEST (request));
  dex_return_error_if_fail (categories != NULL && *categories != NULL);

  data = write_categories (categories);
  json_object_set_string_member (data, "duration", duration);
  return decide (self, request, data, "approve", SLUICE_CONSENT_APPROVED);
}

/**
 * sluice_consents_deny:
 * @self: the service
 * @request: a request that waits
 *
 * Returns: (transfer full): as sluice_consents_approve()
 */
DexFuture *
sluice_consents_deny (SluiceConsents       *self,
                      SluiceConsentRequest *request)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (SLUICE_IS_CONSENT_REQUEST (request));

  return decide (self, request, json_object_new (), "deny", SLUICE_CONSENT_DENIED);
}

/**
 * sluice_consents_narrow:
 * @self: the service
 * @grant: a grant
 * @keep: (array zero-terminated=1): the ids of what they may still see: some of what they may see now
 *
 * Takes the rest back, from the very next request on.
 *
 * Returns: (transfer full): a future of the #SluiceReceipt; rejects with #SluiceConsentError or #SluiceNetError
 */
DexFuture *
sluice_consents_narrow (SluiceConsents     *self,
                        SluiceGrant        *grant,
                        const char * const *keep)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (SLUICE_IS_GRANT (grant));
  dex_return_error_if_fail (keep != NULL && *keep != NULL);

  if (!g_list_store_find (self->grants, grant, NULL))
    return dex_future_new_for_error (make_gone_error ());
  return spawn (decide_fiber,
                ask_new (self, sluice_consents_make_request ("POST", "/privacy/v1/grants/{id}/narrow",
                                                             sluice_grant_get_id (grant), NULL, write_categories (keep),
                                                             "narrow")));
}

/**
 * sluice_consents_revoke:
 * @self: the service
 * @grant: a grant
 *
 * Takes all of it back, from the very next request on.
 *
 * Returns: (transfer full): as sluice_consents_narrow()
 */
DexFuture *
sluice_consents_revoke (SluiceConsents *self,
                        SluiceGrant    *grant)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (SLUICE_IS_GRANT (grant));

  if (!g_list_store_find (self->grants, grant, NULL))
    return dex_future_new_for_error (make_gone_error ());
  return spawn (decide_fiber, ask_new (self, sluice_consents_make_request ("DELETE", "/privacy/v1/grants/{id}",
                                                                           sluice_grant_get_id (grant), NULL, NULL, NULL)));
}

/**
 * sluice_consents_revoke_all:
 * @self: the service
 *
 * Takes everything back from everybody; the person's own programs stay signed in.
 *
 * Returns: (transfer full): settles when it is done; rejects with #SluiceNetError
 */
DexFuture *
sluice_consents_revoke_all (SluiceConsents *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));

  return spawn (decide_fiber, ask_new (self, sluice_consents_make_request ("DELETE", "/privacy/v1/grants", NULL, NULL,
                                                                           NULL, NULL)));
}

typedef struct
{
  SluiceConsents *consents;
  SluiceReceipt  *receipt;
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->consents);
  g_object_unref (check->receipt);
  g_free (check);
}

static DexFuture *
check_fiber (DexFuture *stop,
             gpointer   data)
{
  Check *check = data;
  g_autoptr(GError) error = NULL;
  gboolean is_known;

  if (!sluice_receipt_is_intact (check->receipt))
    return dex_future_new_for_int (SLUICE_RECEIPT_ALTERED);

  is_known = dex_await_boolean (sluice_receipt_store_knows_key (check->consents->store,
                                                                sluice_receipt_get_key_id (check->receipt)),
                                &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int (is_known ? SLUICE_RECEIPT_GENUINE : SLUICE_RECEIPT_UNKNOWN);
}

/**
 * sluice_consents_check_receipt:
 * @self: the service; it needs no place
 * @receipt: a receipt from anywhere
 *
 * Returns: (transfer full): a future of its #SluiceReceiptVerdict, as an int; rejects with #SluiceBaseError
 */
DexFuture *
sluice_consents_check_receipt (SluiceConsents *self,
                               SluiceReceipt  *receipt)
{
  Check *check;

  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (SLUICE_IS_RECEIPT (receipt));

  check = g_new0 (Check, 1);
  check->consents = g_object_ref (self);
  check->receipt = g_object_ref (receipt);
  return sluice_fiber_spawn (check_fiber, check, (GDestroyNotify) check_free);
}
