/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consents-private.h"

#include "sluice-consent-private.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-list-store.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/* What a look at the cloud finds, and how it gets into the models. */
#define MAX_REQUESTS 200
#define MAX_GRANTS 500
#define PAGE 50
#define MAX_RECEIPTS 10000

static JsonArray *
get_array (JsonNode  *data,
           GError   **error)
{
  if (data != NULL && JSON_NODE_HOLDS_ARRAY (data))
    return json_node_get_array (data);
  if (data != NULL)
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                         _("The cloud's answer about consent is not one that Sluice understands."));
  return NULL;
}

static JsonNode *
await_list (SluiceSession  *session,
            const char     *path,
            DexFuture      *stop,
            gint64         *out_observed_at,
            GError        **error)
{
  g_autoptr(SluiceRequest) request = sluice_consents_make_request ("GET", path, NULL, NULL, NULL, NULL);

  return sluice_consents_call (session, request, stop, out_observed_at, error);
}

static gpointer
find (GListStore *store,
      const char *id,
      const char *(*get_id) (gpointer item))
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (g_str_equal (get_id (item), id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

static const char *
request_id (gpointer item)
{
  return sluice_consent_request_get_id (item);
}

static const char *
grant_id (gpointer item)
{
  return sluice_grant_get_id (item);
}

/* A cloud that tells of the same thing twice is heard once: each is in a model at most once. */
static gboolean
is_told (GPtrArray  *items,
         const char *id,
         const char *(*get_id) (gpointer item))
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (get_id (g_ptr_array_index (items, i)), id))
      return TRUE;
  return FALSE;
}

/* A request that was answered stays answered, whatever a slower look says. Every end of one leaves a receipt. */
static void
take_state (SluiceConsents       *self,
            SluiceConsentRequest *request,
            SluiceConsentState    state)
{
  if (sluice_consent_request_get_state (request) != SLUICE_CONSENT_PENDING || state == SLUICE_CONSENT_PENDING)
    return;

  sluice_consent_request_set_state (request, state);
  self->receipts_due = TRUE;
}

/**
 * sluice_consents_adopt:
 * @self: the service
 * @session: whose cloud told of it
 * @request: a request that was looked up
 *
 * Returns: (transfer full) (nullable): the request as it is in the models, where it is
 *   from now on; %NULL when another place is used by now
 */
SluiceConsentRequest *
sluice_consents_adopt (SluiceConsents       *self,
                       SluiceSession        *session,
                       SluiceConsentRequest *request)
{
  SluiceConsentRequest *known;

  if (g_strcmp0 (sluice_endpoint_get_id (sluice_session_get_endpoint (session)), self->place_id) != 0)
    return NULL;

  known = find (self->requests, sluice_consent_request_get_id (request), request_id);
  if (known != NULL)
    take_state (self, known, sluice_consent_request_get_state (request));
  else
    g_list_store_insert (self->requests, 0, request);
  self->n_turns++;
  sluice_consents_count (self);
  return known != NULL ? known : g_object_ref (request);
}

/* What the cloud does not tell of any more is too old to be answered. */
static void
end_missing (SluiceConsents *self,
             GPtrArray      *requests)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->requests)); i++)
    {
      g_autoptr(SluiceConsentRequest) request = g_list_model_get_item (G_LIST_MODEL (self->requests), i);

      if (!g_ptr_array_find (requests, request, NULL))
        take_state (self, request, SLUICE_CONSENT_EXPIRED);
    }
}

/* GCompareFunc: newest first, and always the same for the same time. */
static int
compare_requests (gconstpointer a,
                  gconstpointer b)
{
  SluiceConsentRequest *one = (SluiceConsentRequest *) a;
  SluiceConsentRequest *other = (SluiceConsentRequest *) b;
  gint64 later = sluice_consent_request_get_created (other) - sluice_consent_request_get_created (one);

  if (later != 0)
    return later < 0 ? -1 : 1;
  return g_strcmp0 (sluice_consent_request_get_id (one), sluice_consent_request_get_id (other));
}

static void
apply_requests (SluiceConsents *self,
                JsonArray      *array)
{
  g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) asked = g_ptr_array_new ();
  guint n_requests = MIN (json_array_get_length (array), MAX_REQUESTS);

  for (guint i = 0; i < n_requests; i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autoptr(SluiceConsentRequest) seen = object != NULL ? sluice_consent_request_new (object) : NULL;
      SluiceConsentRequest *known;

      if (seen == NULL || is_told (requests, sluice_consent_request_get_id (seen), request_id))
        continue;
      known = find (self->requests, sluice_consent_request_get_id (seen), request_id);
      if (known != NULL)
        take_state (self, known, sluice_consent_request_get_state (seen));
      else if (sluice_consent_request_get_state (seen) == SLUICE_CONSENT_PENDING)
        g_ptr_array_add (asked, seen);
      g_ptr_array_add (requests, known != NULL ? known : g_steal_pointer (&seen));
    }

  g_ptr_array_sort_values (requests, compare_requests);
  end_missing (self, requests);
  sluice_list_store_assign (self->requests, requests);
  sluice_consents_count (self);
  for (guint i = 0; i < asked->len; i++)
    sluice_consents_announce (self, asked->pdata[i]);
}

static void
apply_grants (SluiceConsents *self,
              JsonArray      *array)
{
  g_autoptr(GPtrArray) grants = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_grants = MIN (json_array_get_length (array), MAX_GRANTS);

  for (guint i = 0; i < n_grants; i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autoptr(SluiceGrant) seen = object != NULL ? sluice_grant_new (object) : NULL;
      SluiceGrant *known;

      if (seen == NULL || is_told (grants, sluice_grant_get_id (seen), grant_id))
        continue;
      known = find (self->grants, sluice_grant_get_id (seen), grant_id);
      if (known != NULL)
        sluice_grant_take (known, g_object_ref (seen));
      g_ptr_array_add (grants, known != NULL ? known : g_steal_pointer (&seen));
    }

  if (grants->len != g_list_model_get_n_items (G_LIST_MODEL (self->grants)))
    self->receipts_due = TRUE;
  sluice_list_store_assign (self->grants, grants);
  sluice_consents_count (self);
}

static gboolean
await_key (SluiceConsents  *self,
           SluiceSession   *session,
           DexFuture       *stop,
           GError         **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/privacy/v1/receipt-keys");
  g_autoptr(SluiceResponse) response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), error);
  g_autoptr(JsonObject) set = response != NULL ? sluice_response_parse_object (response, error) : NULL;
  JsonArray *keys = set != NULL ? sluice_json_get_array (set, "keys") : NULL;
  SluiceEndpoint *place = sluice_session_get_endpoint (session);

  if (set == NULL)
    return FALSE;
  for (guint i = 0; keys != NULL && i < MIN (json_array_get_length (keys), 8); i++)
    {
      JsonObject *key = sluice_json_array_get_object (keys, i);
      const char *id = key != NULL ? sluice_json_get_string (key, "kid") : NULL;

      if (id != NULL && !dex_await (sluice_receipt_store_trust_key (self->store, sluice_endpoint_get_id (place),
                                                                    sluice_endpoint_get_name (place), id,
                                                                    sluice_clock_now_seconds (self->clock)),
                                    error))
        return FALSE;
    }
  return TRUE;
}

/* A page of receipts, newest first. Returns: how many were not known before; -1 with @error */
static int
await_receipts_page (SluiceConsents  *self,
                     SluiceSession   *session,
                     DexFuture       *stop,
                     guint            offset,
                     GPtrArray       *receipts,
                     GError         **error)
{
  g_autoptr(SluiceRequest) request = sluice_consents_make_request ("GET", "/privacy/v1/receipts", NULL, NULL, NULL, NULL);
  g_autofree char *from = g_strdup_printf ("%u", offset);
  g_autoptr(JsonNode) data = NULL;
  JsonArray *array;
  int n_new = 0;

  sluice_request_add_query (request, "limit", G_STRINGIFY (PAGE));
  sluice_request_add_query (request, "offset", from);
  data = sluice_consents_call (session, request, stop, NULL, error);
  array = get_array (data, error);
  if (array == NULL)
    return -1;

  for (guint i = 0; i < MIN (json_array_get_length (array), PAGE); i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autoptr(SluiceReceipt) receipt = object != NULL ? sluice_receipt_new_from_json (object, NULL) : NULL;

      if (receipt == NULL || g_hash_table_contains (self->receipt_ids, sluice_receipt_get_id (receipt)))
        continue;
      g_ptr_array_add (receipts, g_steal_pointer (&receipt));
      n_new++;
    }
  return n_new;
}

/* Whatever the cloud has signed and this computer has not kept yet. */
static gboolean
await_receipts (SluiceConsents  *self,
                SluiceSession   *session,
                DexFuture       *stop,
                GError         **error)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  int n_new = 1;

  /* Of one that was decided here the receipt is kept at once: a page with it in can have older ones below that are not. */
  for (guint offset = 0; n_new > 0 && offset < MAX_RECEIPTS; offset += PAGE)
    {
      n_new = await_receipts_page (self, session, stop, offset, receipts, error);
      if (n_new < 0)
        return FALSE;
    }
  return sluice_consents_keep (self, session, stop, receipts, error);
}

/**
 * sluice_consents_keep:
 * @self: the service
 * @session: whose they are
 * @stop: as of a fiber
 * @receipts: (element-type SluiceReceipt): newest first
 * @error: #SluiceBaseError
 *
 * In a fiber: keeps receipts on this computer, and shows them.
 */
gboolean
sluice_consents_keep (SluiceConsents  *self,
                      SluiceSession   *session,
                      DexFuture       *stop,
                      GPtrArray       *receipts,
                      GError         **error)
{
  const char *place_id = sluice_endpoint_get_id (sluice_session_get_endpoint (session));

  if (receipts->len == 0)
    return TRUE;
  if (!dex_await (sluice_until (sluice_receipt_store_add (self->store, place_id, receipts), stop), error))
    return FALSE;
  sluice_consents_add_receipts (self, receipts);
  return TRUE;
}

/* Both lists, or nothing. */
static gboolean
await_lists (SluiceConsents  *self,
             SluiceSession   *session,
             DexFuture       *stop,
             GError         **error)
{
  const guint n_turns = self->n_turns;
  gint64 observed_at = 0;
  g_autoptr(JsonNode) requests = await_list (session, "/privacy/v1/consents", stop, &observed_at, error);
  JsonArray *request_array = get_array (requests, error);
  g_autoptr(JsonNode) grants = request_array != NULL
    ? await_list (session, "/privacy/v1/grants", stop, &observed_at, error) : NULL;
  JsonArray *grant_array = get_array (grants, error);

  if (grant_array == NULL)
    return FALSE;

  /* It may be from before the newest decision, and would undo it for the eye; or lack what was looked up meanwhile. */
  if (n_turns != self->n_turns)
    return await_lists (self, session, stop, error);

  apply_requests (self, request_array);
  apply_grants (self, grant_array);
  sluice_consents_set_seen (self, observed_at, NULL);
  return TRUE;
}

/**
 * sluice_consents_look:
 * @self: the service
 * @session: signed in to the place to look at
 * @stop: as of a fiber
 * @error: #SluiceNetError, #SluiceBaseError
 *
 * In a fiber: one look at everything.
 */
gboolean
sluice_consents_look (SluiceConsents  *self,
                      SluiceSession   *session,
                      DexFuture       *stop,
                      GError         **error)
{
  if (!dex_await (sluice_consents_load_receipts (self), error))
    return FALSE;
  if (!await_lists (self, session, stop, error))
    return FALSE;

  if (self->receipts_due)
    {
      /* What is decided while they are fetched makes them due once more. A newer one may be of a newer key. */
      self->receipts_due = FALSE;
      if (!await_key (self, session, stop, error) || !await_receipts (self, session, stop, error))
        {
          self->receipts_due = TRUE;
          return FALSE;
        }
    }
  return TRUE;
}
