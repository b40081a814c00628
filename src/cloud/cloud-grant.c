/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-grant.h"

#include "cloud-grants.h"
#include "cloud-receipts.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-scope.h"

#include <string.h>

/*
 * What a person gave, and takes back: less of it, or all. Tokens are looked up
 * with their grant for every request, so each of these holds from the next on.
 */
#define MAX_DETAILS (16 * 1024)

void
cloud_grant_free (CloudGrant *self)
{
  g_free (self->id);
  g_free (self->account);
  g_free (self->client);
  g_free (self->scope);
  g_free (self->details);
  g_free (self->duration);
  g_free (self->origin);
  g_free (self->client_then);
  g_free (self);
}

static SluiceDatabase *
database_of (CloudContext *context)
{
  return cloud_store_get_data (context->store);
}

static CloudGrant *
read_row (SluiceStatement *row)
{
  CloudGrant *self = g_new0 (CloudGrant, 1);

  self->id = g_strdup (sluice_statement_text (row, 0));
  self->account = g_strdup (sluice_statement_text (row, 1));
  self->client = g_strdup (sluice_statement_text (row, 2));
  self->scope = g_strdup (sluice_statement_text (row, 3));
  self->details = g_strdup (sluice_statement_text (row, 4));
  self->duration = g_strdup (sluice_statement_text (row, 5));
  self->origin = g_strdup (sluice_statement_text (row, 6));
  self->client_then = g_strdup (sluice_statement_text (row, 7));
  self->created = sluice_statement_int (row, 8);
  self->expires = sluice_statement_int (row, 9);
  return self;
}

/**
 * cloud_grants_list:
 * @context: the cloud
 * @account: who gave
 * @id: (nullable): only that one
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable) (element-type CloudGrant): what third
 *   parties hold now, newest first
 */
GPtrArray *
cloud_grants_list (CloudContext  *context,
                   const char    *account,
                   const char    *id,
                   GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cloud_grant_free);
  g_autoptr(GError) failed = NULL;
  /* Our own programs are not registered, and act for the person. */
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database_of (context), &failed,
    "SELECT id, account, client, scope, details, duration, origin, client_then, created, coalesce (expires, 0)"
    " FROM grants WHERE account = ? AND id = coalesce (?, id) AND coalesce (expires, ?) > ?"
    " AND client IN (SELECT id FROM clients) ORDER BY rowid DESC", "ssii", account, id, G_MAXINT64,
    sluice_clock_now_seconds (context->clock));

  while (row != NULL && sluice_statement_step (row, &failed))
    g_ptr_array_add (list, read_row (row));

  if (failed == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/** cloud_grant_list_items: (transfer full) (nullable): the data it is about now. */
GStrv
cloud_grant_list_items (CloudContext      *context,
                        const CloudGrant  *grant,
                        GError           **error)
{
  g_autoptr(GStrvBuilder) items = g_strv_builder_new ();
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database_of (context), &failed, "SELECT category FROM grant_items WHERE grant_id = ? ORDER BY rowid", "s",
    grant->id);

  while (row != NULL && sluice_statement_step (row, &failed))
    g_strv_builder_add (items, sluice_statement_text (row, 0));

  if (failed == NULL)
    return g_strv_builder_end (items);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* The scopes of which all the data is kept; public data counts as kept. */
static char *
narrow_scope (const CloudGrant *grant,
              GStrv             keep)
{
  g_auto(GStrv) names = g_strsplit (grant->scope, " ", -1);
  g_autoptr(GString) scope = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const SluiceScope *known = sluice_scope_find (names[i]);
      gboolean is_whole = known != NULL;

      for (guint j = 0; is_whole && known->categories[j] != NULL; j++)
        is_whole = g_strv_contains ((const char * const *) keep, known->categories[j]) ||
                   sluice_data_category_find (known->categories[j])->klass == SLUICE_DATA_CLASS_PUBLIC;
      if (is_whole)
        g_string_append_printf (scope, "%s%s", scope->len > 0 ? " " : "", names[i]);
    }
  return g_string_free (g_steal_pointer (&scope), FALSE);
}

/* Returns: (transfer full) (nullable): the details without what is not kept */
static char *
narrow_details (const CloudGrant *grant,
                GStrv             keep)
{
  g_autoptr(GBytes) bytes = grant->details != NULL ? g_bytes_new (grant->details, strlen (grant->details)) : NULL;
  g_autoptr(JsonNode) node = bytes != NULL ? sluice_json_parse (bytes, MAX_DETAILS, NULL) : NULL;
  JsonObject *detail = node != NULL && JSON_NODE_HOLDS_ARRAY (node)
                       ? sluice_json_array_get_object (json_node_get_array (node), 0) : NULL;
  JsonArray *before = detail != NULL ? sluice_json_get_array (detail, "categories") : NULL;
  JsonArray *kept;

  if (before == NULL)
    return NULL;

  kept = json_array_new ();
  for (guint i = 0; i < json_array_get_length (before); i++)
    if (g_strv_contains ((const char * const *) keep, json_array_get_string_element (before, i)))
      json_array_add_string_element (kept, json_array_get_string_element (before, i));
  if (json_array_get_length (kept) == 0)
    {
      json_array_unref (kept);
      return NULL;
    }
  json_object_set_array_member (detail, "categories", kept);
  return json_to_string (node, FALSE);
}

/* What a receipt of less, or of nothing, says. */
static JsonObject *
leave_receipt (CloudContext      *context,
               const CloudGrant  *grant,
               const char        *decision,
               GStrv              keep,
               GStrv              items,
               GError           **error)
{
  g_autoptr(CloudClient) client = cloud_clients_find (context, grant->client, error);
  g_autoptr(GStrvBuilder) kept_builder = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) taken_builder = g_strv_builder_new ();
  g_auto(GStrv) kept = NULL;
  g_auto(GStrv) taken = NULL;
  CloudStatement statement = {
    .account = grant->account, .client = client, .decision = decision, .duration = grant->duration,
    .expires = grant->expires, .origin = grant->origin, .grant = grant->id
  };

  if (client == NULL)
    return NULL;

  for (guint i = 0; items[i] != NULL; i++)
    g_strv_builder_add (g_strv_contains ((const char * const *) keep, items[i]) ? kept_builder : taken_builder,
                        items[i]);
  kept = g_strv_builder_end (kept_builder);
  taken = g_strv_builder_end (taken_builder);
  statement.given = (const char * const *) kept;
  statement.refused = (const char * const *) taken;
  return cloud_receipts_issue (context, &statement, error);
}

static gboolean
write_narrowed (CloudContext      *context,
                const CloudGrant  *grant,
                GStrv              keep,
                GStrv              items,
                GError           **error)
{
  g_autofree char *scope = narrow_scope (grant, keep);
  g_autofree char *details = narrow_details (grant, keep);

  if (!sluice_database_exec (database_of (context), error, "UPDATE grants SET scope = ?, details = ? WHERE id = ?",
                             "sss", scope, details, grant->id))
    return FALSE;
  for (guint i = 0; items[i] != NULL; i++)
    if (!g_strv_contains ((const char * const *) keep, items[i]) &&
        !sluice_database_exec (database_of (context), error,
                               "DELETE FROM grant_items WHERE grant_id = ? AND category = ?", "ss", grant->id,
                               items[i]))
      return FALSE;

  return TRUE;
}

/**
 * cloud_grant_narrow:
 * @context: the cloud
 * @grant: what was given
 * @keep: what is left of it: some of its items, never others
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS when @keep is empty or has what was not given; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the receipt
 */
JsonObject *
cloud_grant_narrow (CloudContext      *context,
                    const CloudGrant  *grant,
                    GStrv              keep,
                    GError           **error)
{
  SluiceDatabase *database = database_of (context);
  g_auto(GStrv) items = cloud_grant_list_items (context, grant, error);
  g_autoptr(JsonObject) receipt = NULL;

  if (items == NULL)
    return NULL;
  for (guint i = 0; keep[i] != NULL || i == 0; i++)
    if (keep[i] == NULL || !g_strv_contains ((const char * const *) items, keep[i]))
      {
        g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, "not part of the grant");
        return NULL;
      }

  if (!sluice_database_begin (database, error))
    return NULL;
  if (!write_narrowed (context, grant, keep, items, error) ||
      (receipt = leave_receipt (context, grant, "narrow", keep, items, error)) == NULL)
    {
      sluice_database_rollback (database);
      return NULL;
    }
  return sluice_database_commit (database, error) ? g_steal_pointer (&receipt) : NULL;
}

/** cloud_grant_end: (transfer full) (nullable): the receipt; the client has nothing of it any more. */
JsonObject *
cloud_grant_end (CloudContext      *context,
                 const CloudGrant  *grant,
                 GError           **error)
{
  SluiceDatabase *database = database_of (context);
  char *nothing[] = { NULL };
  g_auto(GStrv) items = cloud_grant_list_items (context, grant, error);
  g_autoptr(JsonObject) receipt = NULL;

  if (items == NULL || !sluice_database_begin (database, error))
    return NULL;
  if ((receipt = leave_receipt (context, grant, "revoke", nothing, items, error)) == NULL ||
      !cloud_grants_revoke (context, grant->id, error))
    {
      sluice_database_rollback (database);
      return NULL;
    }
  return sluice_database_commit (database, error) ? g_steal_pointer (&receipt) : NULL;
}
