/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-inventory.h"

#include "cloud-clients.h"
#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "sluice-data-category.h"

#include <string.h>

/*
 * /privacy/v1/inventory: every single thing this cloud holds about the person,
 * for the person's own programs. Pages go by what was last seen and not by a
 * number, so that what comes or goes meanwhile neither hides nor doubles others.
 */
#define PAGE_DEFAULT 100
#define PAGE_MOST 500

/* A page as it grows. */
typedef struct
{
  CloudRequest *request;
  JsonArray    *items;
  gint64        limit;
  char         *next;     /* the last id, once there is more than fits */
} Page;

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->items, json_array_unref);
  g_clear_pointer (&page->next, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

/* Who read of @category last, and when. Reads are written down by category, not by item. */
static JsonObject *
find_last_access (CloudRequest  *request,
                  const char    *category,
                  GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (request->context->store), error,
    "SELECT at, client FROM access_log WHERE account = ? AND category = ? AND action = 'read' ORDER BY number DESC LIMIT 1", "ss",
    request->account, category);
  g_autoptr(CloudClient) client = NULL;
  JsonObject *access;

  if (row == NULL || !sluice_statement_step (row, error))
    return NULL;

  client = cloud_clients_find (request->context, sluice_statement_text (row, 1), NULL);
  access = json_object_new ();
  cloud_set_time (access, "at", sluice_statement_int (row, 0));
  json_object_set_string_member (access, "client_id", sluice_statement_text (row, 1));
  if (client != NULL)
    json_object_set_string_member (access, "client_name", client->name);
  return access;
}

static void
describe_category (JsonObject               *object,
                   const SluiceDataCategory *category,
                   JsonObject               *access)
{
  json_object_set_string_member (object, "category", category->id);
  json_object_set_string_member (object, "class", sluice_data_class_get_name (category->klass));
  json_object_set_string_member (object, "kind", sluice_data_kind_get_name (category->kind));
  if (access != NULL)
    json_object_set_object_member (object, "last_access", json_object_ref (access));
}

static char *
dup_title (CloudRequest                *request,
           const CloudInventorySource  *source,
           SluiceStatement             *row,
           GError                     **error)
{
  g_autoptr(GBytes) sealed = NULL;

  if (sluice_statement_is_null (row, 5))
    return NULL;
  if (sluice_statement_is_null (row, 6))
    return g_strdup (sluice_statement_text (row, 5));

  sealed = sluice_statement_bytes (row, 5);
  return cloud_store_unseal (request->context->store, request->account, source->use, sealed,
                             sluice_statement_text (row, 6), sluice_statement_text (row, 7), error);
}

static JsonObject *
describe_item (CloudRequest                *request,
               const CloudInventorySource  *source,
               SluiceStatement             *row,
               JsonObject                  *access,
               GError                     **error)
{
  const SluiceDataCategory *category = sluice_data_category_find (source->category);
  g_autofree char *id = g_strdup_printf ("%s:%s", source->category, sluice_statement_text (row, 0));
  g_autoptr(GError) failed = NULL;
  g_autofree char *title = dup_title (request, source, row, &failed);
  JsonObject *item;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  item = json_object_new ();
  json_object_set_string_member (item, "id", id);
  describe_category (item, category, access);
  if (title != NULL)
    json_object_set_string_member (item, "title", title);
  json_object_set_string_member (item, "location", request->context->owner_secret != NULL ? "home" : "server");
  if (request->context->region != NULL)
    json_object_set_string_member (item, "region", request->context->region);
  json_object_set_string_member (item, "retention", category->retention);
  json_object_set_int_member (item, "size", sluice_statement_int (row, 2));
  if (!sluice_statement_is_null (row, 1))
    cloud_set_time (item, "created_at", sluice_statement_int (row, 1));
  if (!sluice_statement_is_null (row, 3))
    cloud_set_time (item, "expires_at", sluice_statement_int (row, 3));
  json_object_set_boolean_member (item, "can_delete", source->erase != NULL && sluice_statement_int (row, 4) != 0);
  json_object_set_boolean_member (item, "can_correct", source->correct != NULL);
  return item;
}

static void
add_row (Page                        *page,
         const CloudInventorySource  *source,
         SluiceStatement             *row,
         JsonObject                  *access,
         GError                     **error)
{
  guint n = json_array_get_length (page->items);
  JsonObject *item;

  if (n == page->limit)
    {
      page->next = g_strdup (json_object_get_string_member (json_array_get_object_element (page->items, n - 1), "id"));
      return;
    }

  item = describe_item (page->request, source, row, access, error);
  if (item != NULL)
    json_array_add_object_element (page->items, item);
}

/* What comes behind @after of a category, as long as the page has room, and one look further. */
static gboolean
add_category (Page                        *page,
              const CloudInventorySource  *source,
              const char                  *after,
              GError                     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, created, size, expires, can_delete, title, sealed_as, row_id"
                                          " FROM (%s) WHERE id > ?2 ORDER BY id LIMIT ?3", source->items);
  g_autoptr(GError) failed = NULL;
  g_autoptr(JsonObject) access = find_last_access (page->request, source->category, &failed);
  g_autoptr(SluiceStatement) row = NULL;

  if (failed == NULL)
    row = sluice_database_query (cloud_inventory_get_database (page->request->context, source), &failed, sql, "ssi",
                                 page->request->account, after,
                                 page->limit - json_array_get_length (page->items) + 1);
  while (failed == NULL && page->next == NULL && row != NULL && sluice_statement_step (row, &failed))
    add_row (page, source, row, access, &failed);

  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Returns: how many there are, and in @out_size how large they are; -1 with @error */
static gint64
count_category (CloudRequest                *request,
                const CloudInventorySource  *source,
                gint64                      *out_size,
                GError                     **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(SluiceStatement) row = NULL;

  *out_size = 0;
  if (source->items == NULL)
    return 0;

  sql = g_strdup_printf ("SELECT count(*), coalesce(sum(size), 0) FROM (%s)", source->items);
  row = sluice_database_query (cloud_inventory_get_database (request->context, source), error, sql, "s",
                               request->account);
  if (row == NULL || !sluice_statement_step (row, error))
    return -1;
  *out_size = sluice_statement_int (row, 1);
  return sluice_statement_int (row, 0);
}

/**
 * cloud_inventory_split_id:
 * @id: what may be the id of an item
 * @out_rest: (out): what is behind the category
 *
 * Returns: (transfer full) (nullable): its category, which is known
 */
char *
cloud_inventory_split_id (const char  *id,
                          const char **out_rest)
{
  const char *colon = strchr (id, ':');
  g_autofree char *category = colon != NULL ? g_strndup (id, colon - id) : NULL;

  if (category == NULL || sluice_data_category_find (category) == NULL)
    return NULL;
  *out_rest = colon + 1;
  return g_steal_pointer (&category);
}

/* Walks the catalogue in its order. @only: (nullable): one category; @from: (nullable): where @after lies. */
static gboolean
fill_page (Page        *page,
           const char  *only,
           const char  *from,
           const char  *after,
           gint64      *out_total,
           GError     **error)
{
  guint n_categories;
  const SluiceDataCategory *all = sluice_data_category_get_all (&n_categories);
  gboolean is_behind = from == NULL;

  for (guint i = 0; i < n_categories; i++)
    {
      const CloudInventorySource *source = cloud_inventory_find_source (all[i].id);
      gboolean is_first = from != NULL && g_str_equal (all[i].id, from);
      gint64 size;
      gint64 count = 0;

      is_behind = is_behind || is_first;
      if (source == NULL || source->items == NULL || (only != NULL && !g_str_equal (only, all[i].id)))
        continue;
      count = count_category (page->request, source, &size, error);
      if (count < 0)
        return FALSE;
      *out_total += count;
      if (is_behind && page->next == NULL && !add_category (page, source, is_first ? after : "", error))
        return FALSE;
    }
  return TRUE;
}

/** cloud_privacy_list_inventory: `category`; `limit`, and `after`: the id that the page before said as `next`. */
void
cloud_privacy_list_inventory (CloudRequest *request)
{
  const char *only = cloud_request_query (request, "category");
  const char *after = cloud_request_query (request, "after");
  const char *rest = NULL;
  g_autofree char *from = after != NULL ? cloud_inventory_split_id (after, &rest) : NULL;
  g_auto(Page) page = { .request = request, .items = json_array_new () };
  g_autoptr(GError) error = NULL;
  gint64 total = 0;

  page.limit = MAX (cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST), 1);
  if (only != NULL && sluice_data_category_find (only) == NULL)
    cloud_reply_field_error (request, "category", "There is no such category");
  else if (after != NULL && from == NULL)
    cloud_reply_field_error (request, "after", "That is no id of an item");
  else if (!fill_page (&page, only, from, rest, &total, &error))
    cloud_reply_gerror (request, error);
  else
    {
      JsonObject *envelope = cloud_envelope_list (g_steal_pointer (&page.items), total, page.limit);
      JsonObject *meta = json_object_get_object_member (envelope, "meta");

      if (page.next != NULL)
        json_object_set_string_member (json_object_get_object_member (meta, "page"), "next", page.next);
      cloud_reply_json (request, SOUP_STATUS_OK, envelope);
    }
}

/** cloud_privacy_sum_inventory: of every category of the catalogue how many and how large; also of those without any. */
void
cloud_privacy_sum_inventory (CloudRequest *request)
{
  guint n_categories;
  const SluiceDataCategory *all = sluice_data_category_get_all (&n_categories);
  g_autoptr(JsonArray) list = json_array_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; error == NULL && i < n_categories; i++)
    {
      const CloudInventorySource *source = cloud_inventory_find_source (all[i].id);
      g_autoptr(JsonObject) access = find_last_access (request, all[i].id, &error);
      gint64 size = 0;
      gint64 count = error == NULL && source != NULL ? count_category (request, source, &size, &error) : 0;
      JsonObject *sum = json_object_new ();

      describe_category (sum, &all[i], access);
      json_object_set_int_member (sum, "count", count);
      json_object_set_int_member (sum, "size", size);
      json_array_add_object_element (list, sum);
    }

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (g_steal_pointer (&list), -1, 0));
}

/** cloud_inventory_reply_unknown: what is not there, and what is somebody else's, are told apart by nobody. */
void
cloud_inventory_reply_unknown (CloudRequest *request)
{
  cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "unknownItem", "There is no such thing in this account");
}

/** cloud_privacy_erase_item: gone from the disk when this answers; what cannot be deleted singly is 409. */
void
cloud_privacy_erase_item (CloudRequest *request)
{
  const char *rest = NULL;
  g_autofree char *category = cloud_inventory_split_id (request->params[0], &rest);
  const CloudInventorySource *source = category != NULL ? cloud_inventory_find_source (category) : NULL;
  g_autoptr(GError) error = NULL;

  if (source == NULL)
    cloud_inventory_reply_unknown (request);
  else if (source->erase == NULL)
    cloud_reply_error (request, SOUP_STATUS_CONFLICT, "notDeletable", "This is not deleted by itself");
  else if (source->erase (request->context, request->account, rest, &error))
    {
      JsonObject *data = json_object_new ();

      json_object_set_string_member (data, "id", request->params[0]);
      cloud_set_time (data, "deleted_at", cloud_request_now (request));
      cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
    }
  else if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_inventory_reply_unknown (request);
}
