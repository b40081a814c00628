/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-source.h"

#include "sluice-fiber.h"
#include "sluice-inventory-source-private.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-text.h"
#include "sluice-ultimaker-parts.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * It has no list of what it holds, but a list of printers, one of prints, and so
 * on: they are read one after the other, as if they were one. A place in it is
 * written down as "part.project.page.query". What a place has never heard of is
 * no gap, but is said, too: it may only not show it.
 */
#define MAX_ANSWER (8 * 1024 * 1024)
#define MAX_QUERY 500
#define MAX_PROJECTS 10000

struct _SluiceUltimakerSource
{
  SluiceInventorySource parent_instance;

  /* Owned. */
  SluiceSession *accounts;
  GPtrArray     *projects; /* their ids, as far as they have been read this time */
  GHashTable    *unknown;  /* titles of parts that the place has never heard of; the keys are the table's */
};

G_DEFINE_FINAL_TYPE (SluiceUltimakerSource, sluice_ultimaker_source, SLUICE_TYPE_INVENTORY_SOURCE)

/* Where in all the lists. */
typedef struct
{
  guint part;
  guint project; /* whose files; only of that part */
  guint page;    /* from 1 */
  char *query;   /* owned, nullable: how the place itself asks for it */
} Position;

static void
position_clear (Position *self)
{
  g_free (self->query);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Position, position_clear)

static const SluiceUltimakerPart *
get_part (const Position *position)
{
  guint n_parts;
  const SluiceUltimakerPart *parts = sluice_ultimaker_parts_get_all (&n_parts);

  return position->part < n_parts ? &parts[position->part] : NULL;
}

static void
read_position (const char *text,
               Position   *out_position)
{
  g_auto(GStrv) words = text != NULL ? g_strsplit (text, ".", 4) : NULL;

  *out_position = (Position) { .page = 1 };
  if (words == NULL || g_strv_length (words) < 4)
    return;
  out_position->part = (guint) g_ascii_strtoull (words[0], NULL, 10);
  out_position->project = (guint) g_ascii_strtoull (words[1], NULL, 10);
  out_position->page = (guint) g_ascii_strtoull (words[2], NULL, 10);
  out_position->query = *words[3] != '\0' ? g_strdup (words[3]) : NULL;
}

/* (transfer full) (nullable): %NULL behind the last part */
static char *
write_position (const Position *position)
{
  if (get_part (position) == NULL)
    return NULL;
  return g_strdup_printf ("%u.%u.%u.%s", position->part, position->project, position->page,
                          position->query != NULL ? position->query : "");
}

static gboolean
is_files (const Position *position)
{
  return g_str_equal (get_part (position)->id, SLUICE_ULTIMAKER_FILES);
}

/* To the next part in which there may be something that is wanted; there are no files without projects. */
static void
leave_part (SluiceUltimakerSource *self,
            const char            *category,
            Position              *position)
{
  g_clear_pointer (&position->query, g_free);
  position->project = 0;
  position->page = 1;
  do
    position->part++;
  while (get_part (position) != NULL &&
         ((category != NULL && !g_strv_contains (get_part (position)->categories, category)) ||
          (is_files (position) && self->projects->len == 0)));
}

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

/* An answer, on its way to be a page. */
typedef struct
{
  /* Owned. */
  SluiceResponse *response;
  char           *category; /* nullable */

  /* Of the caller, who waits. */
  const SluiceUltimakerPart *part;
  guint                      page;

  /* What is read: owned. */
  GPtrArray *projects;
  char      *next_query;
  gboolean   has_more;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->response);
  g_free (reading->category);
  g_ptr_array_unref (reading->projects);
  g_free (reading->next_query);
  g_free (reading);
}

static void
read_thing (Reading    *reading,
            JsonObject *object,
            guint       number,
            GPtrArray  *items)
{
  const guint from = items->len;
  g_autofree char *spare = g_strdup_printf ("%u-%u", reading->page, number);
  const char *project = sluice_json_get_string (object, "library_project_id");

  reading->part->read (reading->part->id, object, spare, items);
  for (guint i = items->len; reading->category != NULL && i > from; i--)
    if (!g_str_equal (sluice_inventory_item_get_category_id (items->pdata[i - 1]), reading->category))
      g_ptr_array_remove_index (items, i - 1);
  if (g_str_equal (reading->part->id, SLUICE_ULTIMAKER_PROJECTS) && sluice_text_is_visible_ascii (project, MAX_QUERY))
    g_ptr_array_add (reading->projects, g_strdup (project));
}

/* A list of things; of the profile, one. */
static gboolean
read_things (Reading   *reading,
             JsonNode  *data,
             GPtrArray *items)
{
  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    read_thing (reading, json_node_get_object (data), 0, items);
  else if (data != NULL && JSON_NODE_HOLDS_ARRAY (data))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (data)); i++)
      {
        JsonObject *object = sluice_json_array_get_object (json_node_get_array (data), i);

        if (object != NULL)
          read_thing (reading, object, i, items);
      }
  else
    return FALSE;
  return TRUE;
}

/* On a worker. The page is awaited in any case, so that it has an owner. */
static DexFuture *
read_work (GCancellable *cancellable,
           gpointer      data)
{
  Reading *reading = data;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) envelope = sluice_response_parse_object (reading->response, &error);
  SluiceInventoryPage *page;

  if (envelope == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!read_things (reading, json_object_get_member (envelope, "data"), items))
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL, "%s",
                                  _("The answer is not one that Sluice understands."));

  reading->next_query = dup_next_query (envelope);
  reading->has_more = has_more_pages (envelope, reading->page);
  page = g_new0 (SluiceInventoryPage, 1);
  page->items = g_steal_pointer (&items);
  page->total = -1;
  page->observed_at = sluice_response_get_observed_at (reading->response);
  return dex_future_new_for_pointer (page);
}

static void
add_query (SluiceRequest  *request,
           const Position *position)
{
  const SluiceUltimakerPart *part = get_part (position);
  g_autofree char *page = g_strdup_printf ("%u", position->page);
  GUriParamsIter iter;
  char *name, *value;

  if (position->query != NULL)
    {
      g_uri_params_iter_init (&iter, position->query, -1, "&", G_URI_PARAMS_NONE);
      while (g_uri_params_iter_next (&iter, &name, &value, NULL))
        {
          sluice_request_add_query (request, name, value);
          g_free (name);
          g_free (value);
        }
      return;
    }

  if (part->limit != NULL)
    sluice_request_add_query (request, "limit", part->limit);
  /* Some lists are known to count pages, of others it is not known: these are told both. */
  if (position->page > 1)
    {
      const guint64 limit = part->limit != NULL ? g_ascii_strtoull (part->limit, NULL, 10) : 0;
      g_autofree char *offset = g_strdup_printf ("%" G_GUINT64_FORMAT, (position->page - 1) * limit);

      sluice_request_add_query (request, "page", page);
      if (limit > 0 && !g_str_equal (part->id, SLUICE_ULTIMAKER_PROJECTS))
        sluice_request_add_query (request, "offset", offset);
    }
}

static SluiceRequest *
make_request (SluiceUltimakerSource *self,
              const Position        *position)
{
  const SluiceUltimakerPart *part = get_part (position);
  g_autoptr(GString) path = g_string_new (part->path);
  SluiceRequest *request;

  if (is_files (position))
    {
      g_autofree char *id = g_uri_escape_string (self->projects->pdata[position->project], NULL, FALSE);

      g_string_replace (path, "{id}", id, 1);
    }
  request = sluice_request_new_read ("GET", path->str);
  sluice_request_set_route (request, part->path);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  add_query (request, position);
  return request;
}

/* Where it goes on behind @position, which was read. */
static void
go_on (SluiceUltimakerSource *self,
       Reading               *reading,
       Position              *position,
       SluiceInventoryPage   *page)
{
  if (reading->next_query != NULL || reading->has_more)
    {
      position->page++;
      g_free (position->query);
      position->query = g_strdup (reading->next_query);
    }
  else
    {
      page->ends_part = TRUE;
      position->page = 1;
      g_clear_pointer (&position->query, g_free);
      if (!is_files (position) || ++position->project >= self->projects->len)
        leave_part (self, reading->category, position);
    }
  page->next = write_position (position);
}

static void
take_projects (SluiceUltimakerSource *self,
               Reading               *reading)
{
  for (guint i = 0; i < reading->projects->len && self->projects->len < MAX_PROJECTS; i++)
    g_ptr_array_add (self->projects, g_strdup (reading->projects->pdata[i]));
}

/* Of what the place has never heard. */
static SluiceInventoryPage *
make_empty_page (SluiceUltimakerSource *self,
                 const char            *category,
                 Position              *position)
{
  SluiceInventoryPage *page = g_new0 (SluiceInventoryPage, 1);

  if (!is_files (position))
    g_hash_table_add (self->unknown, (gpointer) get_part (position)->title);
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  page->total = -1;
  page->ends_part = TRUE;
  /* A project that is gone meanwhile has no files. */
  if (!is_files (position) || ++position->project >= self->projects->len)
    leave_part (self, category, position);
  page->next = write_position (position);
  return page;
}

static SluiceInventoryPage *
await_reading (SluiceUltimakerSource  *self,
               SluiceResponse         *response,
               const char             *category,
               Position               *position,
               GError                **error)
{
  Reading *reading = g_new0 (Reading, 1);
  SluiceInventoryPage *page;

  reading->response = g_object_ref (response);
  reading->category = g_strdup (category);
  reading->part = get_part (position);
  reading->page = position->page;
  reading->projects = g_ptr_array_new_with_free_func (g_free);
  page = dex_await_pointer (sluice_worker_run (read_work, reading, NULL), error);
  if (page != NULL)
    {
      take_projects (self, reading);
      go_on (self, reading, position, page);
    }
  reading_free (reading);
  return page;
}

static SluiceInventoryPage *
sluice_ultimaker_source_await_page (SluiceInventorySource  *source,
                                    const char             *category,
                                    const char             *after,
                                    DexFuture              *stop,
                                    GError                **error)
{
  SluiceUltimakerSource *self = SLUICE_ULTIMAKER_SOURCE (source);
  g_auto(Position) position = { 0 };
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) failure = NULL;
  SluiceSession *session;

  read_position (after, &position);
  if (after == NULL)
    {
      g_ptr_array_set_size (self->projects, 0);
      g_hash_table_remove_all (self->unknown);
      if (category != NULL && !g_strv_contains (get_part (&position)->categories, category))
        leave_part (self, category, &position);
    }
  if (get_part (&position) == NULL || (is_files (&position) && position.project >= self->projects->len))
    {
      SluiceInventoryPage *page = g_new0 (SluiceInventoryPage, 1);

      page->items = g_ptr_array_new_with_free_func (g_object_unref);
      return page;
    }

  session = get_part (&position)->is_account ? self->accounts : sluice_inventory_source_get_session (source);
  request = make_request (self, &position);
  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), &failure);
  if (response != NULL)
    return await_reading (self, response, category, &position, error);
  if (g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    return make_empty_page (self, category, &position);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Without these nothing behind it can be read either, but that the accounts are somewhere else. */
static gboolean
ends_all (const GError              *failure,
          const SluiceUltimakerPart *part)
{
  return failure->domain != SLUICE_NET_ERROR || failure->code == SLUICE_NET_ERROR_SIGN_IN ||
         failure->code == SLUICE_NET_ERROR_REFUSED ||
         (!part->is_account && (failure->code == SLUICE_NET_ERROR_OFFLINE || failure->code == SLUICE_NET_ERROR_TLS));
}

static gboolean
sluice_ultimaker_source_pass_over (SluiceInventorySource  *source,
                                   const char             *category,
                                   const char             *after,
                                   const GError           *failure,
                                   SluiceInventoryGap     *out_gap,
                                   char                  **out_next)
{
  g_auto(Position) position = { 0 };
  const SluiceUltimakerPart *part;

  read_position (after, &position);
  part = get_part (&position);
  if (part == NULL || ends_all (failure, part))
    return FALSE;

  /* Of projects that are not known the files are not, either. */
  out_gap->part = g_str_equal (part->id, SLUICE_ULTIMAKER_PROJECTS) ? g_strdup (SLUICE_ULTIMAKER_LIBRARY)
                                                                    : g_strconcat (part->id, "/", NULL);
  /* Translators: the first %s is like "Backups of your settings", the second a sentence or two: why */
  out_gap->words = g_strdup_printf (_("%1$s: this could not be read. %2$s"), _(part->title), failure->message);
  leave_part (SLUICE_ULTIMAKER_SOURCE (source), category, &position);
  *out_next = write_position (&position);
  return TRUE;
}

static char *
sluice_ultimaker_source_dup_remark (SluiceInventorySource *source)
{
  SluiceUltimakerSource *self = SLUICE_ULTIMAKER_SOURCE (source);
  const char *gathered = _("This cloud has no list of what it keeps about you. Sluice gathered what it shows; there may be "
                           "more.");
  guint n_parts;
  const SluiceUltimakerPart *parts = sluice_ultimaker_parts_get_all (&n_parts);
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (g_hash_table_contains (self->unknown, parts[i].title))
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? C_("between things", "; ") : "", _(parts[i].title));
  if (titles->len == 0)
    return g_strdup (gathered);
  /* Translators: the first %s is a few sentences, the second a list of what a cloud does not have */
  return g_strdup_printf (_("%1$s It does not know: %2$s."), gathered, titles->str);
}

/* What can be asked of it is known, and nobody is asked: what it has never heard of it answers as it likes. */
static SluiceCapabilities *
sluice_ultimaker_source_await_capabilities (SluiceInventorySource  *source,
                                            DexFuture              *stop,
                                            GError                **error)
{
  g_autoptr(JsonObject) object = json_object_new ();

  json_object_set_boolean_member (object, "inventory", TRUE);
  json_object_set_boolean_member (object, "groups", TRUE);
  json_object_set_boolean_member (object, "library", TRUE);
  json_object_set_boolean_member (object, "uploads", TRUE);
  return sluice_capabilities_new (object);
}

static const SluiceUltimakerPart *
find_part (SluiceInventoryItem *item,
           Position            *out_position)
{
  const char *id = sluice_inventory_item_get_id (item);
  guint n_parts;
  const SluiceUltimakerPart *parts = sluice_ultimaker_parts_get_all (&n_parts);

  for (guint i = 0; i < n_parts; i++)
    if (g_str_has_prefix (id, parts[i].id) && id[strlen (parts[i].id)] == '/')
      {
        *out_position = (Position) { .part = i, .page = 1 };
        return &parts[i];
      }
  return NULL;
}

/* "Not found" may also mean that it knows no such call: so the list is looked at. */
static gboolean
await_is_gone (SluiceInventorySource  *source,
               SluiceInventoryItem    *item,
               const Position         *position,
               DexFuture              *stop,
               GError                **error)
{
  g_autofree char *after = write_position (position);
  g_autoptr(SluiceInventoryPage) page = sluice_ultimaker_source_await_page (source, NULL, after, stop, error);

  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < page->items->len; i++)
    if (g_str_equal (sluice_inventory_item_get_id (page->items->pdata[i]), sluice_inventory_item_get_id (item)))
      {
        g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                             _("This cloud does not delete this. It is still there."));
        return FALSE;
      }
  return TRUE;
}

static gboolean
sluice_ultimaker_source_await_erased (SluiceInventorySource  *source,
                                      SluiceInventoryItem    *item,
                                      DexFuture              *stop,
                                      GError                **error)
{
  Position position = { 0 };
  const SluiceUltimakerPart *part = find_part (item, &position);
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *route = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) failure = NULL;

  if (part == NULL || part->item_path == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED, _("This cloud has no way to delete this."));
      return FALSE;
    }

  id = g_uri_escape_string (sluice_inventory_item_get_id (item) + strlen (part->id) + 1, NULL, FALSE);
  path = g_strconcat (part->item_path, id, NULL);
  route = g_strconcat (part->item_path, "{id}", NULL);
  request = sluice_request_new_read ("DELETE", path);
  sluice_request_set_route (request, route);
  sluice_request_set_bearer (request, TRUE);
  response = dex_await_object (
    sluice_until (sluice_session_send (sluice_inventory_source_get_session (source), request), stop), &failure);
  if (response != NULL)
    return TRUE;
  if (g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    return await_is_gone (source, item, &position, stop, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
sluice_ultimaker_source_finalize (GObject *object)
{
  SluiceUltimakerSource *self = SLUICE_ULTIMAKER_SOURCE (object);

  g_clear_object (&self->accounts);
  g_ptr_array_unref (self->projects);
  g_hash_table_unref (self->unknown);

  G_OBJECT_CLASS (sluice_ultimaker_source_parent_class)->finalize (object);
}

static void
sluice_ultimaker_source_class_init (SluiceUltimakerSourceClass *klass)
{
  SluiceInventorySourceClass *source_class = SLUICE_INVENTORY_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_ultimaker_source_finalize;
  source_class->scope = "account.user.read connect.cluster.read library.project.read drive.backup.read "
                        "drive.backup.write packages.download";
  source_class->await_capabilities = sluice_ultimaker_source_await_capabilities;
  source_class->await_page = sluice_ultimaker_source_await_page;
  source_class->pass_over = sluice_ultimaker_source_pass_over;
  source_class->dup_remark = sluice_ultimaker_source_dup_remark;
  source_class->await_erased = sluice_ultimaker_source_await_erased;
}

static void
sluice_ultimaker_source_init (SluiceUltimakerSource *self)
{
  self->projects = g_ptr_array_new_with_free_func (g_free);
  self->unknown = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * sluice_ultimaker_source_new:
 * @session: signed in, where everything but the accounts is
 * @accounts: signed in, where the accounts are
 *
 * Returns: (transfer full): what it shows
 */
SluiceInventorySource *
sluice_ultimaker_source_new (SluiceSession *session,
                             SluiceSession *accounts)
{
  SluiceUltimakerSource *self;

  g_return_val_if_fail (SLUICE_IS_SESSION (session), NULL);
  g_return_val_if_fail (SLUICE_IS_SESSION (accounts), NULL);

  self = g_object_new (SLUICE_TYPE_ULTIMAKER_SOURCE, "session", session, NULL);
  self->accounts = g_object_ref (accounts);
  return SLUICE_INVENTORY_SOURCE (self);
}
