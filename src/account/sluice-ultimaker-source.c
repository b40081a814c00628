/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-source.h"

#include "sluice-fiber.h"
#include "sluice-inventory-source-private.h"
#include "sluice-net-error.h"
#include "sluice-ultimaker-position.h"
#include "sluice-ultimaker-reading.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * It has no list of what it holds, but a list of printers, one of prints, and so
 * on: they are read one after the other, as if they were one. What a place has
 * never heard of is no gap, but is said, too: it may only not show it.
 */
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

/* To the next part in which there may be something that is wanted; there are no files without projects. */
static void
leave_part (SluiceUltimakerSource   *self,
            const char              *category,
            SluiceUltimakerPosition *position)
{
  sluice_ultimaker_position_clear (position);
  position->project = 0;
  position->page = 1;
  do
    position->part++;
  while (sluice_ultimaker_position_get_part (position) != NULL &&
         ((category != NULL && !g_strv_contains (sluice_ultimaker_position_get_part (position)->categories, category)) ||
          (sluice_ultimaker_position_is_files (position) && self->projects->len == 0)));
}

/* Where it goes on behind @position, which was read. */
static void
go_on (SluiceUltimakerSource   *self,
       SluiceUltimakerReading  *reading,
       const char              *category,
       SluiceUltimakerPosition *position)
{
  SluiceInventoryPage *page = reading->page;

  sluice_ultimaker_position_clear (position);
  if (reading->has_more)
    {
      position->page++;
      position->query = g_steal_pointer (&reading->next_query);
    }
  else
    {
      page->ends_part = TRUE;
      position->page = 1;
      if (!sluice_ultimaker_position_is_files (position) || ++position->project >= self->projects->len)
        leave_part (self, category, position);
    }
  page->next = sluice_ultimaker_position_write (position);
}

/* Of what the place has never heard. */
static SluiceInventoryPage *
make_empty_page (SluiceUltimakerSource   *self,
                 const char              *category,
                 SluiceUltimakerPosition *position)
{
  SluiceInventoryPage *page = g_new0 (SluiceInventoryPage, 1);

  if (!sluice_ultimaker_position_is_files (position))
    g_hash_table_add (self->unknown, (gpointer) sluice_ultimaker_position_get_part (position)->title);
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  page->total = -1;
  page->ends_part = TRUE;
  /* A project that is gone meanwhile has no files. */
  if (!sluice_ultimaker_position_is_files (position) || ++position->project >= self->projects->len)
    leave_part (self, category, position);
  page->next = sluice_ultimaker_position_write (position);
  return page;
}

static SluiceInventoryPage *
await_reading (SluiceUltimakerSource    *self,
               SluiceResponse           *response,
               const char               *category,
               SluiceUltimakerPosition  *position,
               GError                  **error)
{
  g_autoptr(SluiceUltimakerReading) reading =
    sluice_ultimaker_reading_await (response, sluice_ultimaker_position_get_part (position), position->page, category,
                                    error);

  if (reading == NULL)
    return NULL;
  for (guint i = 0; i < reading->projects->len && self->projects->len < MAX_PROJECTS; i++)
    g_ptr_array_add (self->projects, g_strdup (reading->projects->pdata[i]));
  go_on (self, reading, category, position);
  return g_steal_pointer (&reading->page);
}

static SluiceInventoryPage *
sluice_ultimaker_source_await_page (SluiceInventorySource  *source,
                                    const char             *category,
                                    const char             *after,
                                    DexFuture              *stop,
                                    GError                **error)
{
  SluiceUltimakerSource *self = SLUICE_ULTIMAKER_SOURCE (source);
  g_auto(SluiceUltimakerPosition) position = { 0 };
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) failure = NULL;
  SluiceSession *session;

  sluice_ultimaker_position_read (after, &position);
  if (after == NULL)
    {
      g_ptr_array_set_size (self->projects, 0);
      g_hash_table_remove_all (self->unknown);
      if (category != NULL && !g_strv_contains (sluice_ultimaker_position_get_part (&position)->categories, category))
        leave_part (self, category, &position);
    }
  if (sluice_ultimaker_position_get_part (&position) == NULL || (sluice_ultimaker_position_is_files (&position) && position.project >= self->projects->len))
    {
      SluiceInventoryPage *page = g_new0 (SluiceInventoryPage, 1);

      page->items = g_ptr_array_new_with_free_func (g_object_unref);
      return page;
    }

  session = sluice_ultimaker_position_get_part (&position)->is_account ? self->accounts : sluice_inventory_source_get_session (source);
  request = sluice_ultimaker_position_make_request (
    &position, sluice_ultimaker_position_is_files (&position) ? self->projects->pdata[position.project] : NULL);
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
  g_auto(SluiceUltimakerPosition) position = { 0 };
  const SluiceUltimakerPart *part;

  sluice_ultimaker_position_read (after, &position);
  part = sluice_ultimaker_position_get_part (&position);
  if (part == NULL || ends_all (failure, part))
    return FALSE;

  /* Of projects that are not known the files are not, either. */
  out_gap->part = g_str_equal (part->id, SLUICE_ULTIMAKER_PROJECTS) ? g_strdup (SLUICE_ULTIMAKER_LIBRARY)
                                                                    : g_strconcat (part->id, "/", NULL);
  /* Translators: the first %s is like "Backups of your settings", the second a sentence or two: why */
  out_gap->words = g_strdup_printf (_("%1$s: this could not be read. %2$s"), _(part->title), failure->message);
  leave_part (SLUICE_ULTIMAKER_SOURCE (source), category, &position);
  *out_next = sluice_ultimaker_position_write (&position);
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
find_part (SluiceInventoryItem     *item,
           SluiceUltimakerPosition *out_position)
{
  const char *id = sluice_inventory_item_get_id (item);
  guint n_parts;
  const SluiceUltimakerPart *parts = sluice_ultimaker_parts_get_all (&n_parts);

  for (guint i = 0; i < n_parts; i++)
    if (g_str_has_prefix (id, parts[i].id) && id[strlen (parts[i].id)] == '/')
      {
        *out_position = (SluiceUltimakerPosition) { .part = i, .page = 1 };
        return &parts[i];
      }
  return NULL;
}

/* "Not found" may also mean that it knows no such call: so the list is looked at. */
static gboolean
await_is_gone (SluiceInventorySource          *source,
               SluiceInventoryItem            *item,
               const SluiceUltimakerPosition  *position,
               DexFuture                      *stop,
               GError                        **error)
{
  g_autofree char *after = sluice_ultimaker_position_write (position);
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
  SluiceUltimakerPosition position = { 0 };
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
