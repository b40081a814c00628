/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-grant.h"
#include "cloud-handlers.h"
#include "cloud-receipts.h"
#include "cloud-token.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-scope.h"

#include <string.h>

/*
 * /privacy/v1/grants: who may see what, since when, and how often they did;
 * with an alarm where a client is not any more what it was when it was trusted.
 */
#define MAX_SNAPSHOT (16 * 1024)

/* 0 is never. */
static void
set_time_or_null (JsonObject *object,
                  const char *member,
                  gint64      seconds)
{
  if (seconds > 0)
    cloud_set_time (object, member, seconds);
  else
    json_object_set_null_member (object, member);
}

static JsonArray *
describe_items (CloudContext      *context,
                const CloudGrant  *grant,
                GError           **error)
{
  g_autoptr(JsonArray) items = json_array_new ();
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), &failed,
    "SELECT category, since, coalesce (last_used, 0), use_count FROM grant_items WHERE grant_id = ? ORDER BY rowid",
    "s", grant->id);

  while (row != NULL && sluice_statement_step (row, &failed))
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "category", sluice_statement_text (row, 0));
      set_time_or_null (item, "since", sluice_statement_int (row, 1));
      set_time_or_null (item, "last_used_at", sluice_statement_int (row, 2));
      json_object_set_int_member (item, "use_count", sluice_statement_int (row, 3));
      json_array_add_object_element (items, item);
    }

  if (failed == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static void
add_alarm (JsonArray         *alarms,
           const CloudClient *client,
           const char        *what,
           const char        *before,
           const char        *after)
{
  JsonObject *alarm;

  if (before == NULL || g_str_equal (before, after))
    return;

  alarm = json_object_new ();
  json_object_set_string_member (alarm, "what", what);
  json_object_set_string_member (alarm, "before", before);
  json_object_set_string_member (alarm, "after", after);
  set_time_or_null (alarm, "since", client->changed);
  json_array_add_object_element (alarms, alarm);
}

/* All data that a registration can ask for, by its categories and its scopes; ids, separated by spaces. */
static char *
reach (const char *scope,
       const char *categories)
{
  g_auto(GStrv) scopes = g_strsplit (scope, " ", -1);
  g_auto(GStrv) ids = g_strsplit (categories, " ", -1);
  g_autoptr(GString) all = g_string_new (NULL);
  guint n_categories;
  const SluiceDataCategory *catalogue = sluice_data_category_get_all (&n_categories);

  for (guint i = 0; i < n_categories; i++)
    {
      gboolean is_reached = g_strv_contains ((const char * const *) ids, catalogue[i].id);

      for (guint j = 0; !is_reached && scopes[j] != NULL; j++)
        {
          const SluiceScope *known = sluice_scope_find (scopes[j]);

          is_reached = known != NULL && sluice_scope_reaches (known, catalogue[i].id);
        }
      if (is_reached)
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", catalogue[i].id);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Returns: whether the client can ask for something now that it could not ask for then */
static gboolean
reaches_more (const char *before,
              const char *after)
{
  g_auto(GStrv) now = g_strsplit (after, " ", -1);
  g_auto(GStrv) then = g_strsplit (before, " ", -1);

  for (guint i = 0; now[i] != NULL; i++)
    if (*now[i] != '\0' && !g_strv_contains ((const char * const *) then, now[i]))
      return TRUE;

  return FALSE;
}

static JsonArray *
describe_alarms (const CloudGrant  *grant,
                 const CloudClient *client)
{
  JsonArray *alarms = json_array_new ();
  g_autoptr(GBytes) bytes = grant->client_then != NULL ? g_bytes_new (grant->client_then, strlen (grant->client_then))
                                                       : NULL;
  g_autoptr(JsonObject) then = bytes != NULL ? sluice_json_parse_object (bytes, MAX_SNAPSHOT, NULL) : NULL;
  const char *scope = then != NULL ? sluice_json_get_string (then, "scope") : NULL;
  const char *categories = then != NULL ? sluice_json_get_string (then, "categories") : NULL;

  if (then == NULL)
    return alarms;

  add_alarm (alarms, client, "name", sluice_json_get_string (then, "name"), client->name);
  add_alarm (alarms, client, "homepage", sluice_json_get_string (then, "homepage"), client->homepage);
  add_alarm (alarms, client, "notice", sluice_json_get_string (then, "notice_url"), client->notice_url);
  if (scope != NULL && categories != NULL)
    {
      g_autofree char *now = g_strjoinv (" ", client->categories);
      g_autofree char *before = reach (scope, categories);
      g_autofree char *after = reach (client->scope, now);

      if (reaches_more (before, after))
        add_alarm (alarms, client, "categories", before, after);
    }
  return alarms;
}

/* CloudDescribe */
static JsonObject *
describe (CloudContext   *context,
          gconstpointer   item,
          GError        **error)
{
  const CloudGrant *grant = item;
  g_autoptr(CloudClient) client = cloud_clients_find (context, grant->client, error);
  JsonArray *items = client != NULL ? describe_items (context, grant, error) : NULL;
  JsonObject *object;

  if (items == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "id", grant->id);
  json_object_set_object_member (object, "client", cloud_client_describe (client));
  json_object_set_array_member (object, "items", items);
  set_time_or_null (object, "created_at", grant->created);
  set_time_or_null (object, "expires_at", grant->expires);
  json_object_set_string_member (object, "duration", grant->duration);
  json_object_set_string_member (object, "scope", grant->scope);
  json_object_set_string_member (object, "origin", grant->origin);
  json_object_set_array_member (object, "alarms", describe_alarms (grant, client));
  return object;
}

/** cloud_privacy_list_grants: what third parties hold now, newest first. */
void
cloud_privacy_list_grants (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) grants = cloud_grants_list (request->context, request->account, NULL, &error);
  JsonArray *list = cloud_privacy_describe_all (request->context, grants, describe, &error);

  cloud_privacy_reply_list (request, list, error);
}

/* Returns: (transfer full) (nullable): an array of the one of the path; if there is none, it is answered */
static GPtrArray *
find_grant (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) grants = cloud_grants_list (request->context, request->account, request->params[0], &error);

  if (grants != NULL && grants->len == 1)
    return g_steal_pointer (&grants);

  if (grants != NULL)
    cloud_tokens_set_not_found (&error);
  cloud_reply_gerror (request, error);
  return NULL;
}

static void
reply_receipt (CloudRequest *request,
               JsonObject   *receipt,
               const GError *error)
{
  JsonObject *data;

  if (receipt == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  data = json_object_new ();
  json_object_set_object_member (data, "receipt", json_object_ref (receipt));
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}

/** cloud_privacy_narrow: leaves some of what was given, and takes the rest back. */
void
cloud_privacy_narrow (CloudRequest *request)
{
  g_autoptr(JsonObject) data = cloud_request_data (request);
  g_auto(GStrv) keep = data != NULL ? cloud_privacy_read_categories (request, data) : NULL;
  g_autoptr(GPtrArray) grants = keep != NULL ? find_grant (request) : NULL;
  g_autoptr(JsonObject) receipt = NULL;
  g_autoptr(GError) error = NULL;

  if (grants == NULL)
    return;

  receipt = cloud_grant_narrow (request->context, grants->pdata[0], keep, &error);
  if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
    cloud_reply_field_error (request, "categories", "A part of what was given is kept, not nothing and not more");
  else
    reply_receipt (request, receipt, error);
}

/** cloud_privacy_revoke: takes all of a grant back. */
void
cloud_privacy_revoke (CloudRequest *request)
{
  g_autoptr(GPtrArray) grants = find_grant (request);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) receipt = grants != NULL ? cloud_grant_end (request->context, grants->pdata[0], &error) : NULL;

  if (grants != NULL)
    reply_receipt (request, receipt, error);
}

/* CloudDescribe: by its receipt. */
static JsonObject *
end_grant (CloudContext   *context,
           gconstpointer   grant,
           GError        **error)
{
  return cloud_grant_end (context, grant, error);
}

/** cloud_privacy_revoke_all: takes everything back from everybody; our own programs stay signed in. */
void
cloud_privacy_revoke_all (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) grants = cloud_grants_list (request->context, request->account, NULL, &error);
  JsonArray *receipts = cloud_privacy_describe_all (request->context, grants, end_grant, &error);
  JsonObject *data;

  if (receipts == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  data = json_object_new ();
  json_object_set_array_member (data, "receipts", receipts);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}
