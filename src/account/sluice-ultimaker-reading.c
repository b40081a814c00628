/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-reading.h"

#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-text.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* To read a page takes longer than a frame may, so it is read on a worker. */
#define MAX_QUERY 500

/* An answer, on its way. */
typedef struct
{
  SluiceResponse            *response;
  const SluiceUltimakerPart *part;
  guint                      number;
  const char                *category; /* nullable */
} Answer;

/* How the place itself says that it goes on. Only its query counts: the address is the one that is known. */
static char *
dup_next_query (JsonObject *envelope)
{
  JsonObject *links = sluice_json_get_object (envelope, "links");
  const char *next = links != NULL ? sluice_json_get_string (links, "next") : NULL;
  g_autoptr(GUri) uri = next != NULL ? g_uri_parse (next, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  const char *query = next != NULL && *next == '/' && strchr (next, '?') != NULL ? strchr (next, '?') + 1
                      : uri != NULL ? g_uri_get_query (uri) : NULL;

  return sluice_text_is_visible_ascii (query, MAX_QUERY) ? g_strdup (query) : NULL;
}

static gboolean
has_more_pages (JsonObject *envelope,
                guint       page)
{
  JsonObject *meta = sluice_json_get_object (envelope, "meta");
  JsonObject *about = meta != NULL ? sluice_json_get_object (meta, "page") : NULL;
  gint64 n_pages = 0;

  return about != NULL && sluice_json_get_int (about, "total_pages", &n_pages) && n_pages > page;
}

/** sluice_ultimaker_reading_free: frees @self, with the page unless somebody took it. */
void
sluice_ultimaker_reading_free (SluiceUltimakerReading *self)
{
  g_clear_pointer (&self->page, sluice_inventory_page_free);
  g_ptr_array_unref (self->projects);
  g_free (self->next_query);
  g_free (self);
}

static void
read_thing (const Answer           *answer,
            JsonObject             *object,
            guint                   index,
            SluiceUltimakerReading *reading)
{
  GPtrArray *items = reading->page->items;
  const guint from = items->len;
  g_autofree char *spare = g_strdup_printf ("%u-%u", answer->number, index);
  const char *project = sluice_json_get_string (object, "library_project_id");

  answer->part->read (answer->part->id, object, spare, items);
  for (guint i = items->len; answer->category != NULL && i > from; i--)
    if (!g_str_equal (sluice_inventory_item_get_category_id (items->pdata[i - 1]), answer->category))
      g_ptr_array_remove_index (items, i - 1);
  if (g_str_equal (answer->part->id, SLUICE_ULTIMAKER_PROJECTS) && sluice_ultimaker_is_id (project))
    g_ptr_array_add (reading->projects, g_strdup (project));
}

/* A list of things; of the profile, one. */
static gboolean
read_things (const Answer           *answer,
             JsonNode               *data,
             SluiceUltimakerReading *reading)
{
  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    read_thing (answer, json_node_get_object (data), 0, reading);
  else if (data != NULL && JSON_NODE_HOLDS_ARRAY (data))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (data)); i++)
      {
        JsonObject *object = sluice_json_array_get_object (json_node_get_array (data), i);

        if (object != NULL)
          read_thing (answer, object, i, reading);
      }
  else
    return FALSE;
  return TRUE;
}

static SluiceUltimakerReading *
reading_new (SluiceResponse *response)
{
  SluiceUltimakerReading *self = g_new0 (SluiceUltimakerReading, 1);

  self->projects = g_ptr_array_new_with_free_func (g_free);
  self->page = g_new0 (SluiceInventoryPage, 1);
  self->page->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->page->total = -1;
  self->page->observed_at = sluice_response_get_observed_at (response);
  return self;
}

/* On a worker. What is read is awaited in any case, so that it has an owner. */
static DexFuture *
read_work (GCancellable *cancellable,
           gpointer      data)
{
  const Answer *answer = data;
  g_autoptr(SluiceUltimakerReading) reading = reading_new (answer->response);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) envelope = sluice_response_parse_object (answer->response, &error);

  if (envelope == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!read_things (answer, json_object_get_member (envelope, "data"), reading))
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL, "%s",
                                  _("The answer is not one that Sluice understands."));

  reading->next_query = dup_next_query (envelope);
  reading->has_more = reading->next_query != NULL || has_more_pages (envelope, answer->number);
  return dex_future_new_for_pointer (g_steal_pointer (&reading));
}

/**
 * sluice_ultimaker_reading_await:
 * @response: an answer
 * @part: what was asked for
 * @number: of the page, from 1
 * @category: (nullable): only what is of it
 * @error: #SluiceNetError
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): what it says
 */
SluiceUltimakerReading *
sluice_ultimaker_reading_await (SluiceResponse             *response,
                                const SluiceUltimakerPart  *part,
                                guint                       number,
                                const char                 *category,
                                GError                    **error)
{
  Answer answer = { response, part, number, category };

  return dex_await_pointer (sluice_worker_run (read_work, &answer, NULL), error);
}
