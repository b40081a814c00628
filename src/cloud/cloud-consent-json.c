/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-consents.h"

#include "cloud-envelope.h"
#include "cloud-receipts.h"
#include "sluice-data-category.h"
#include "sluice-json.h"

#include <string.h>

/*
 * A consent transaction as the person's own programs see it: who asks, for
 * what, and what is different from the last time that this client asked.
 */

/* Returns: whether the client may see it already; FALSE with error when that is not known */
static gboolean
is_granted (CloudContext        *context,
            const CloudConsent  *consent,
            const char          *category,
            GError             **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT 1 FROM grant_items JOIN grants ON grants.id = grant_id WHERE account = ? AND client = ? AND category = ?"
    " AND coalesce (expires, ?) > ?", "sssii", consent->account, consent->client_id, category, G_MAXINT64,
    sluice_clock_now_seconds (context->clock));

  return row != NULL && sluice_statement_step (row, error);
}

static void
collect (GStrvBuilder *builder,
         JsonObject   *receipt,
         const char   *member)
{
  JsonArray *items = sluice_json_get_array (receipt, member);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = sluice_json_array_get_object (items, i);
      const char *id = item != NULL ? sluice_json_get_string (item, "category") : NULL;

      if (id != NULL)
        g_strv_builder_add (builder, id);
    }
}

/* Returns: (nullable): what it asked for the last time, in the order of the catalogue; NULL for the first time */
static GStrv
asked_before (JsonObject *receipt)
{
  g_autoptr(GStrvBuilder) both = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) sorted = g_strv_builder_new ();
  g_auto(GStrv) asked = NULL;
  guint n_categories;
  const SluiceDataCategory *all = sluice_data_category_get_all (&n_categories);

  if (receipt == NULL)
    return NULL;

  collect (both, receipt, "items");
  collect (both, receipt, "refused");
  asked = g_strv_builder_end (both);
  for (guint i = 0; i < n_categories; i++)
    if (g_strv_contains ((const char * const *) asked, all[i].id))
      g_strv_builder_add (sorted, all[i].id);
  return g_strv_builder_end (sorted);
}

static JsonArray *
describe_items (CloudContext        *context,
                const CloudConsent  *consent,
                GStrv                before,
                GError             **error)
{
  g_autoptr(JsonArray) items = json_array_new ();
  g_autoptr(GError) failed = NULL;

  for (guint i = 0; consent->ask->categories[i] != NULL; i++)
    {
      const SluiceDataCategory *category = sluice_data_category_find (consent->ask->categories[i]);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "category", category->id);
      json_object_set_string_member (item, "class", sluice_data_class_get_name (category->klass));
      json_object_set_string_member (item, "kind", sluice_data_kind_get_name (category->kind));
      json_object_set_boolean_member (item, "granted_before", is_granted (context, consent, category->id, &failed));
      json_object_set_boolean_member (item, "is_new", before != NULL &&
                                      !g_strv_contains ((const char * const *) before, category->id));
      json_array_add_object_element (items, item);
    }

  if (failed == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static void
add_change (JsonArray  *changes,
            const char *what,
            const char *before,
            const char *after)
{
  JsonObject *change;

  if (g_strcmp0 (before, after) == 0)
    return;

  change = json_object_new ();
  json_object_set_string_member (change, "what", what);
  json_object_set_string_member (change, "before", before != NULL ? before : "");
  json_object_set_string_member (change, "after", after);
  json_array_add_object_element (changes, change);
}

/* Categories are told as their ids, separated by spaces. */
static JsonArray *
describe_changes (const CloudAsk *ask,
                  JsonObject     *last,
                  GStrv           before)
{
  JsonArray *changes = json_array_new ();
  JsonObject *then = last != NULL ? sluice_json_get_object (last, "controller") : NULL;
  g_autofree char *asked = NULL;
  g_autofree char *asks = NULL;

  if (then == NULL)
    return changes;

  asked = g_strjoinv (" ", before);
  asks = g_strjoinv (" ", ask->categories);
  add_change (changes, "name", sluice_json_get_string (then, "name"), ask->client->name);
  add_change (changes, "homepage", sluice_json_get_string (then, "homepage"), ask->client->homepage);
  add_change (changes, "notice", sluice_json_get_string (then, "notice_url"), ask->client->notice_url);
  add_change (changes, "categories", asked, asks);
  return changes;
}

/* What is left to say when the client may not ask any more, or is gone. */
static void
describe_withdrawn (JsonObject         *object,
                    const CloudConsent *consent)
{
  JsonObject *client = json_object_new ();

  json_object_set_string_member (client, "client_id", consent->client_id);
  json_object_set_string_member (client, "name", consent->client_id);
  json_object_set_string_member (client, "homepage", "");
  json_object_set_string_member (client, "notice_url", "");
  json_object_set_boolean_member (client, "verified", FALSE);
  json_object_set_object_member (object, "client", client);
  json_object_set_string_member (object, "duration", "once");
  json_object_set_array_member (object, "items", json_array_new ());
  json_object_set_array_member (object, "changes", json_array_new ());
}

static gboolean
describe_ask (CloudContext        *context,
              const CloudConsent  *consent,
              JsonObject          *object,
              GError             **error)
{
  const CloudAsk *ask = consent->ask;
  g_autoptr(GError) failed = NULL;
  g_autoptr(JsonObject) last = cloud_receipts_find_last (context, consent->account, consent->client_id, &failed);
  g_auto(GStrv) before = asked_before (last);
  JsonArray *items;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  items = describe_items (context, consent, before, error);
  if (items == NULL)
    return FALSE;

  json_object_set_object_member (object, "client", cloud_client_describe (ask->client));
  if (ask->purpose != NULL)
    json_object_set_string_member (object, "purpose", ask->purpose);
  json_object_set_string_member (object, "duration", ask->duration);
  json_object_set_string_member (object, "scope", ask->scope);
  json_object_set_array_member (object, "items", items);
  json_object_set_array_member (object, "changes", describe_changes (ask, last, before));
  return TRUE;
}

/**
 * cloud_consent_describe:
 * @context: the cloud
 * @consent: one whose account is known
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): what the person's own programs show of it
 */
JsonObject *
cloud_consent_describe (CloudContext        *context,
                        const CloudConsent  *consent,
                        GError             **error)
{
  g_autoptr(JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "id", consent->id);
  json_object_set_string_member (object, "origin", consent->origin);
  json_object_set_string_member (object, "state", consent->state);
  cloud_set_time (object, "created_at", consent->created);
  cloud_set_time (object, "expires_at", consent->expires);
  if (consent->binding_message != NULL)
    json_object_set_string_member (object, "binding_message", consent->binding_message);
  if (consent->user_code != NULL)
    json_object_set_string_member (object, "user_code", consent->user_code);
  if (consent->ask == NULL)
    describe_withdrawn (object, consent);
  else if (!describe_ask (context, consent, object, error))
    return NULL;
  return g_steal_pointer (&object);
}
