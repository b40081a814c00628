/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-attempts.h"
#include "cloud-authorize.h"
#include "cloud-consents.h"
#include "cloud-device.h"
#include "cloud-envelope.h"
#include "cloud-grants.h"
#include "cloud-handlers.h"
#include "cloud-personal.h"
#include "cloud-token.h"
#include "sluice-cloud-error.h"
#include "sluice-data-category.h"
#include "sluice-json.h"

/*
 * /privacy/v1/consents: what waits for the person, for the person's own
 * programs. Requests of others never come in here: they are only ever looked up.
 */
#define LINK_SECONDS 300
#define N_SAMPLES 5

/** cloud_privacy_categories: the catalogue. */
void
cloud_privacy_categories (CloudRequest *request)
{
  JsonArray *list = json_array_new ();
  guint n_categories;
  const SluiceDataCategory *all = sluice_data_category_get_all (&n_categories);

  for (guint i = 0; i < n_categories; i++)
    {
      JsonObject *category = json_object_new ();

      json_object_set_string_member (category, "category", all[i].id);
      json_object_set_string_member (category, "class", sluice_data_class_get_name (all[i].klass));
      json_object_set_string_member (category, "kind", sluice_data_kind_get_name (all[i].kind));
      json_object_set_string_member (category, "title", all[i].title);
      json_object_set_string_member (category, "description", all[i].description);
      json_object_set_string_member (category, "purpose", all[i].purpose);
      json_object_set_string_member (category, "legal_basis", all[i].legal_basis);
      json_object_set_string_member (category, "retention", all[i].retention);
      json_array_add_object_element (list, category);
    }
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (list, -1, 0));
}

static void
reply_consent (CloudRequest       *request,
               const CloudConsent *consent)
{
  g_autoptr(GError) error = NULL;
  JsonObject *object = cloud_consent_describe (request->context, consent, &error);

  if (object != NULL)
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (object));
  else
    cloud_reply_gerror (request, error);
}

/**
 * cloud_privacy_describe_all:
 * @context: the cloud
 * @items: (nullable): %NULL with @error set already
 * @describe: what is said of each; %NULL with an error ends it
 * @error: that of @describe
 *
 * Returns: (transfer full) (nullable): all of it, or nothing
 */
JsonArray *
cloud_privacy_describe_all (CloudContext   *context,
                            GPtrArray      *items,
                            CloudDescribe   describe,
                            GError        **error)
{
  g_autoptr(JsonArray) list = json_array_new ();

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JsonObject *object = describe (context, items->pdata[i], error);

      if (object == NULL)
        return NULL;
      json_array_add_object_element (list, object);
    }
  return items != NULL ? g_steal_pointer (&list) : NULL;
}

/** cloud_privacy_reply_list: @list: (transfer full) (nullable): all there is; %NULL for @error. */
void
cloud_privacy_reply_list (CloudRequest *request,
                          JsonArray    *list,
                          const GError *error)
{
  if (list != NULL)
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (list, -1, 0));
  else
    cloud_reply_gerror (request, error);
}

/* CloudDescribe */
static JsonObject *
describe_consent (CloudContext   *context,
                  gconstpointer   consent,
                  GError        **error)
{
  return cloud_consent_describe (context, consent, error);
}

/** cloud_privacy_list_consents: all of the last day, or with `state` only those in it. */
void
cloud_privacy_list_consents (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) consents = cloud_consents_list (request->context, request->account,
                                                       cloud_request_query (request, "state"), &error);
  JsonArray *list = cloud_privacy_describe_all (request->context, consents, describe_consent, &error);

  cloud_privacy_reply_list (request, list, error);
}

/* Returns: (transfer full) (nullable): the one of the path; if there is none, it is answered */
static CloudConsent *
find_consent (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  CloudConsent *consent = cloud_consents_find (request->context, request->account, request->params[0], &error);

  if (consent == NULL)
    cloud_reply_gerror (request, error);
  return consent;
}

void
cloud_privacy_get_consent (CloudRequest *request)
{
  g_autoptr(CloudConsent) consent = find_consent (request);

  if (consent != NULL)
    reply_consent (request, consent);
}

/* Returns: whether it waits; if not, it is answered */
static gboolean
check_pending (CloudRequest       *request,
               const CloudConsent *consent)
{
  if (cloud_consent_is_pending (consent))
    return TRUE;

  if (g_str_equal (consent->state, "expired"))
    cloud_reply_error (request, SOUP_STATUS_GONE, "requestExpired", "The request was not answered in time");
  else if (g_str_equal (consent->state, "withdrawn"))
    cloud_reply_error (request, SOUP_STATUS_GONE, "requestWithdrawn", "Who asked does not ask any more");
  else
    cloud_reply_error (request, SOUP_STATUS_CONFLICT, "requestAnswered", "The request is answered already");
  return FALSE;
}

static void
reply_unknown (CloudRequest *request)
{
  cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "unknownRequest", "There is no such request");
}

/* A request that its client pushed becomes the person's to decide, once. */
static CloudConsent *
keep_link (CloudRequest  *request,
           const char    *client_id,
           const char    *request_uri,
           GError       **error)
{
  g_autoptr(CloudAsk) ask = cloud_asks_take_pushed (request->context, client_id, request_uri, error);
  CloudNewConsent wanted = {
    .account = request->account, .origin = "link", .client_id = client_id, .handle = request_uri,
    .seconds = LINK_SECONDS
  };
  g_autofree char *id = NULL;

  if (ask == NULL)
    return NULL;
  /* Anybody can push in a public client's name, and our own programs' names open everything. */
  if (ask->client->is_first_party)
    {
      cloud_tokens_set_not_found (error);
      return NULL;
    }

  wanted.params = ask->params;
  id = cloud_consents_keep (request->context, &wanted, error);
  return id != NULL ? cloud_consents_find (request->context, request->account, id, error) : NULL;
}

/* Pushed, and too late: told apart from what never was. */
static gboolean
has_expired (CloudRequest *request,
             const char   *client_id,
             const char   *request_uri)
{
  g_autofree char *hash = cloud_tokens_hash (request_uri);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (request->context->store), NULL,
    "SELECT 1 FROM asks WHERE hash = ? AND client = ? AND kind = 'pushed' AND expires <= ?", "ssi", hash, client_id,
    cloud_request_now (request));

  return row != NULL && sluice_statement_step (row, NULL);
}

static void
look_up_link (CloudRequest *request,
              const char   *client_id,
              const char   *request_uri)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudConsent) consent = cloud_consents_find_handle (request->context, "link", request_uri, &error);

  if (consent != NULL && (g_strcmp0 (consent->account, request->account) != 0 ||
                          !g_str_equal (consent->client_id, client_id)))
    {
      reply_unknown (request);
      return;
    }
  if (consent == NULL && g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      if (has_expired (request, client_id, request_uri))
        {
          cloud_reply_error (request, SOUP_STATUS_GONE, "requestExpired", "The request is too old");
          return;
        }
      consent = keep_link (request, client_id, request_uri, &error);
    }

  if (consent != NULL)
    {
      if (check_pending (request, consent))
        reply_consent (request, consent);
    }
  else if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    reply_unknown (request);
  else
    cloud_reply_gerror (request, error);
}

static void
look_up_code (CloudRequest *request,
              const char   *typed)
{
  g_autofree char *key = g_strconcat ("code@", request->account, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudConsent) consent = NULL;
  gint64 wait = 0;

  consent = cloud_device_look_up (request, typed, key, &wait, &error);
  if (wait > 0)
    {
      cloud_reply_wait (request, wait);
      cloud_reply_error (request, CLOUD_STATUS_TOO_MANY_REQUESTS, "tooManyRequests",
                         "Too many codes were wrong; try again later");
    }
  else if (consent != NULL && consent->account != NULL && !g_str_equal (consent->account, request->account))
    reply_unknown (request);
  else if (consent != NULL)
    {
      if (!check_pending (request, consent))
        return;
      if (cloud_consents_take_over (request->context, consent, request->account, &error))
        reply_consent (request, consent);
      else
        cloud_reply_gerror (request, error);
    }
  else if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    reply_unknown (request);
  else
    cloud_reply_gerror (request, error);
}

/** cloud_privacy_look_up: what a `sluice:` link or a device's code is about. */
void
cloud_privacy_look_up (CloudRequest *request)
{
  g_autoptr(JsonObject) data = cloud_request_data (request);
  const char *client_id = data != NULL ? sluice_json_get_string (data, "client_id") : NULL;
  const char *request_uri = data != NULL ? sluice_json_get_string (data, "request_uri") : NULL;
  const char *user_code = data != NULL ? sluice_json_get_string (data, "user_code") : NULL;

  if (data == NULL)
    return;

  if (user_code != NULL)
    look_up_code (request, user_code);
  else if (client_id != NULL && request_uri != NULL)
    look_up_link (request, client_id, request_uri);
  else
    cloud_reply_field_error (request, "request_uri", "A client_id with a request_uri, or a user_code is needed");
}

/** cloud_privacy_get_samples: a few lines of the person's own data, to see what the question is about. */
void
cloud_privacy_get_samples (CloudRequest *request)
{
  const char *category = request->params[1];
  g_autoptr(CloudConsent) consent = find_consent (request);
  g_autoptr(GError) error = NULL;
  JsonArray *lines;
  JsonObject *data;
  gint64 total = 0;

  if (consent == NULL)
    return;
  if (consent->ask == NULL || !g_strv_contains ((const char * const *) consent->ask->categories, category))
    {
      cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "notFound", "The request does not ask for that");
      return;
    }

  lines = cloud_personal_sample (request->context, request->account, category, N_SAMPLES, &total, &error);
  if (lines == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }
  data = json_object_new ();
  json_object_set_string_member (data, "category", category);
  json_object_set_array_member (data, "lines", lines);
  json_object_set_int_member (data, "count", total);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}

/**
 * cloud_privacy_read_categories:
 * @request: a request; answered when the list is no list of texts
 * @data: its data
 *
 * Returns: (transfer full) (nullable): its `categories`
 */
GStrv
cloud_privacy_read_categories (CloudRequest *request,
                               JsonObject   *data)
{
  JsonArray *array = sluice_json_get_array (data, "categories");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        array = NULL;
      else
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  if (array == NULL)
    {
      cloud_reply_field_error (request, "categories", "The categories are a list of their ids");
      return NULL;
    }
  return g_strv_builder_end (builder);
}

static void
reply_answer (CloudRequest *request,
              CloudAnswer  *answer)
{
  JsonObject *data = json_object_new ();

  json_object_set_object_member (data, "receipt", json_object_ref (answer->receipt));
  if (answer->grant != NULL)
    json_object_set_string_member (data, "grant_id", answer->grant);
  if (answer->redirect != NULL)
    json_object_set_string_member (data, "redirect", answer->redirect);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}

static void
approve (CloudRequest       *request,
         const CloudConsent *consent,
         JsonObject         *data)
{
  const char *duration = sluice_json_get_string (data, "duration");
  g_auto(GStrv) categories = cloud_privacy_read_categories (request, data);
  g_auto(CloudAnswer) answer = { 0 };
  g_autoptr(GError) error = NULL;

  if (categories == NULL)
    return;
  if (json_object_has_member (data, "duration") && (duration == NULL || !cloud_duration_is_known (duration)))
    cloud_reply_field_error (request, "duration", "The duration is once, P<n>D with up to 365 days, or until_revoked");
  else if (cloud_consent_approve (request->context, consent, (const char * const *) categories,
                                  duration != NULL ? duration : consent->ask->duration, &answer, &error))
    reply_answer (request, &answer);
  else if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
    cloud_reply_field_error (request, "categories", "That is not what was asked for, or it is nothing");
  else
    cloud_reply_gerror (request, error);
}

/** cloud_privacy_decide: a person's yes, to all or some of it, or no. */
void
cloud_privacy_decide (CloudRequest *request)
{
  g_autoptr(JsonObject) data = cloud_request_data (request);
  const char *decision = data != NULL ? sluice_json_get_string (data, "decision") : NULL;
  g_autoptr(CloudConsent) consent = data != NULL ? find_consent (request) : NULL;
  g_auto(CloudAnswer) answer = { 0 };
  g_autoptr(GError) error = NULL;

  if (consent == NULL || !check_pending (request, consent))
    return;

  if (g_strcmp0 (decision, "approve") == 0)
    approve (request, consent, data);
  else if (g_strcmp0 (decision, "deny") != 0)
    cloud_reply_field_error (request, "decision", "The decision is approve or deny");
  else if (cloud_consent_deny (request->context, consent, &answer, &error))
    reply_answer (request, &answer);
  else
    cloud_reply_gerror (request, error);
}
