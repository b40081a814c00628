/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-consents.h"

#include "cloud-token.h"
#include "sluice-cloud-error.h"

#include <libsoup/soup.h>

/*
 * What waits for a person, however it was asked: one object and one decision
 * for all. What was asked is kept as it came and checked again whenever it is
 * read, so that a client that was changed or removed in between asks for no
 * more than it may now.
 */
#define KEEP_SECONDS ((gint64) 24 * 60 * 60)
#define COLUMNS "id, account, client, origin, state, body, binding_message, user_code, grant_id, handle, created," \
                " expires, interval, polled"

void
cloud_consent_free (CloudConsent *self)
{
  g_free (self->id);
  g_free (self->account);
  g_free (self->client_id);
  g_free (self->origin);
  g_free (self->state);
  g_free (self->binding_message);
  g_free (self->user_code);
  g_free (self->grant);
  g_free (self->handle);
  g_clear_pointer (&self->ask, cloud_ask_free);
  g_free (self);
}

static SluiceDatabase *
database_of (CloudContext *context)
{
  return cloud_store_get_data (context->store);
}

/**
 * cloud_consents_keep:
 * @context: the cloud
 * @wanted: what is asked, and how
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): its id
 */
char *
cloud_consents_keep (CloudContext           *context,
                     const CloudNewConsent  *wanted,
                     GError                **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *body = cloud_asks_encode (wanted->params);
  g_autofree char *hash = cloud_tokens_hash (wanted->handle);
  gint64 now = sluice_clock_now_seconds (context->clock);

  return sluice_database_exec (database_of (context), error,
                               "INSERT INTO consents (id, account, client, origin, body, binding_message, user_code,"
                               " handle, created, expires, interval) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               "ssssssssiii", id, wanted->account, wanted->client_id, wanted->origin, body,
                               wanted->binding_message, wanted->user_code, hash, now, now + wanted->seconds,
                               (gint64) CLOUD_POLL_SECONDS)
         ? g_steal_pointer (&id) : NULL;
}

/* Returns: (nullable): NULL when it may not be asked any more */
static CloudAsk *
read_ask (CloudContext *context,
          const char   *client_id,
          const char   *origin,
          const char   *body)
{
  g_autoptr(GHashTable) params = soup_form_decode (body);
  CloudClient *client = cloud_clients_find (context, client_id, NULL);
  g_autoptr(CloudAsk) ask = NULL;
  CloudFault fault;
  gboolean is_allowed;

  if (client == NULL)
    return NULL;

  ask = cloud_ask_new (client);
  if (g_str_equal (origin, "link"))
    is_allowed = cloud_client_may_redirect (client, g_hash_table_lookup (params, "redirect_uri")) &&
                 cloud_ask_read_code (ask, context->url, params, &fault);
  else
    is_allowed = cloud_client_may_use (client, g_str_equal (origin, "ciba") ? CLOUD_GRANT_TYPE_CIBA
                                                                            : CLOUD_GRANT_TYPE_DEVICE) &&
                 cloud_ask_read (ask, context->url, params, &fault);
  return is_allowed ? g_steal_pointer (&ask) : NULL;
}

static CloudConsent *
read_row (CloudContext    *context,
          SluiceStatement *row)
{
  CloudConsent *self = g_new0 (CloudConsent, 1);

  self->id = g_strdup (sluice_statement_text (row, 0));
  self->account = g_strdup (sluice_statement_text (row, 1));
  self->client_id = g_strdup (sluice_statement_text (row, 2));
  self->origin = g_strdup (sluice_statement_text (row, 3));
  self->state = g_strdup (sluice_statement_text (row, 4));
  self->binding_message = g_strdup (sluice_statement_text (row, 6));
  self->user_code = g_strdup (sluice_statement_text (row, 7));
  self->grant = g_strdup (sluice_statement_text (row, 8));
  self->handle = g_strdup (sluice_statement_text (row, 9));
  self->created = sluice_statement_int (row, 10);
  self->expires = sluice_statement_int (row, 11);
  self->interval = sluice_statement_int (row, 12);
  self->polled = sluice_statement_int (row, 13);
  self->ask = read_ask (context, self->client_id, self->origin, sluice_statement_text (row, 5));
  /* Whoever may not ask it any more has taken it back. */
  if (self->ask == NULL && cloud_consent_is_pending (self))
    g_set_str (&self->state, "withdrawn");
  return self;
}

static CloudConsent *
read_one (CloudContext     *context,
          SluiceStatement  *row,
          GError          **error)
{
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  if (sluice_statement_step (row, &failed))
    return read_row (context, row);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    cloud_tokens_set_not_found (error);
  return NULL;
}

/**
 * cloud_consents_find:
 * @context: the cloud
 * @account: whose
 * @id: which
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the transaction, in whatever state
 */
CloudConsent *
cloud_consents_find (CloudContext  *context,
                     const char    *account,
                     const char    *id,
                     GError       **error)
{
  g_autoptr(SluiceStatement) row = NULL;

  if (!cloud_consents_settle (context, error))
    return NULL;
  row = sluice_database_query (database_of (context), error,
                               "SELECT " COLUMNS " FROM consents WHERE account = ? AND id = ?", "ss", account, id);
  return read_one (context, row, error);
}

/** cloud_consents_find_handle: the same by what a client asks after it with, or, for a link, its `request_uri`. */
CloudConsent *
cloud_consents_find_handle (CloudContext  *context,
                            const char    *origin,
                            const char    *handle,
                            GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (handle);
  g_autoptr(SluiceStatement) row = NULL;

  if (!cloud_consents_settle (context, error))
    return NULL;
  row = sluice_database_query (database_of (context), error,
                               "SELECT " COLUMNS " FROM consents WHERE handle = ? AND origin = ?", "ss", hash, origin);
  return read_one (context, row, error);
}

/** cloud_consents_find_code: the same by the code that a device shows, in capital letters. */
CloudConsent *
cloud_consents_find_code (CloudContext  *context,
                          const char    *user_code,
                          GError       **error)
{
  g_autoptr(SluiceStatement) row = NULL;

  if (!cloud_consents_settle (context, error))
    return NULL;
  row = sluice_database_query (database_of (context), error,
                               "SELECT " COLUMNS " FROM consents WHERE user_code = ?", "s", user_code);
  return read_one (context, row, error);
}

/**
 * cloud_consents_list:
 * @context: the cloud
 * @account: whose
 * @state: (nullable): only those in it
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable) (element-type CloudConsent): oldest first
 */
GPtrArray *
cloud_consents_list (CloudContext  *context,
                     const char    *account,
                     const char    *state,
                     GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cloud_consent_free);
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) row = NULL;

  if (!cloud_consents_settle (context, error))
    return NULL;
  row = sluice_database_query (database_of (context), &failed,
                               "SELECT " COLUMNS " FROM consents WHERE account = ? ORDER BY rowid", "s", account);
  while (row != NULL && sluice_statement_step (row, &failed))
    {
      g_autoptr(CloudConsent) consent = read_row (context, row);

      if (state == NULL || g_str_equal (consent->state, state))
        g_ptr_array_add (list, g_steal_pointer (&consent));
    }

  if (failed == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/** cloud_consents_find_late: (transfer full) (nullable): what waits, and has waited too long. */
GPtrArray *
cloud_consents_find_late (CloudContext  *context,
                          GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cloud_consent_free);
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database_of (context), &failed, "SELECT " COLUMNS " FROM consents WHERE state = 'pending' AND expires <= ?", "i",
    sluice_clock_now_seconds (context->clock));

  while (row != NULL && sluice_statement_step (row, &failed))
    g_ptr_array_add (list, read_row (context, row));

  if (failed == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/** cloud_consents_take_over: whoever types a device's code first is who decides. */
gboolean
cloud_consents_take_over (CloudContext  *context,
                          CloudConsent  *consent,
                          const char    *account,
                          GError       **error)
{
  if (!sluice_database_exec (database_of (context), error,
                             "UPDATE consents SET account = ? WHERE id = ? AND account IS NULL", "ss", account,
                             consent->id))
    return FALSE;

  g_set_str (&consent->account, account);
  return TRUE;
}

/** cloud_consents_withdraw: the client does not ask any more; %TRUE also when it never did. */
gboolean
cloud_consents_withdraw (CloudContext  *context,
                         const char    *handle,
                         const char    *client,
                         GError       **error)
{
  g_autofree char *hash = cloud_tokens_hash (handle);

  return sluice_database_exec (database_of (context), error,
                               "UPDATE consents SET state = 'withdrawn' WHERE handle = ? AND client = ?"
                               " AND state = 'pending'", "ss", hash, client);
}

/** cloud_consents_forget_old: removes what was over a day ago, and closes what nobody decided in time. */
void
cloud_consents_forget_old (CloudContext *context)
{
  gint64 before = sluice_clock_now_seconds (context->clock) - KEEP_SECONDS;

  cloud_consents_settle (context, NULL);
  sluice_database_exec (database_of (context), NULL, "DELETE FROM consents WHERE expires < ?", "i", before);
}

gboolean
cloud_consent_is_pending (const CloudConsent *self)
{
  return g_str_equal (self->state, "pending");
}
