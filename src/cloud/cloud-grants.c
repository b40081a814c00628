/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-grants.h"

#include "cloud-tokens.h"
#include "sluice-cloud-error.h"
#include "sluice-data-category.h"
#include "sluice-json.h"

#include <string.h>

/*
 * What was given to whom. A grant is made when a person decides, before anybody
 * has a token of it; every token names its grant and is worth nothing without it.
 */
#define DAY_SECONDS ((gint64) 24 * 60 * 60)
#define MAX_DAYS 365

/* Returns: the days of "P<n>D", 0 when it is not that */
static gint64
days_of (const char *duration)
{
  gsize length = strlen (duration);
  g_autofree char *digits = NULL;
  guint64 days = 0;

  if (length < 3 || *duration != 'P' || duration[1] == '0' || duration[length - 1] != 'D')
    return 0;

  digits = g_strndup (duration + 1, length - 2);
  return g_ascii_string_to_unsigned (digits, 10, 1, MAX_DAYS, &days, NULL) ? days : 0;
}

/** cloud_duration_is_known: whether it is "once", "until_revoked" or "P<n>D" with 1 to 365 days. */
gboolean
cloud_duration_is_known (const char *duration)
{
  return g_str_equal (duration, CLOUD_DURATION_ONCE) || g_str_equal (duration, CLOUD_DURATION_UNTIL_REVOKED) ||
         days_of (duration) > 0;
}

/** cloud_duration_end: when what is given @now ends; 0 for never. "Once" lasts as long as one access token. */
gint64
cloud_duration_end (const char *duration,
                    gint64      now)
{
  if (g_str_equal (duration, CLOUD_DURATION_UNTIL_REVOKED))
    return 0;

  return now + (g_str_equal (duration, CLOUD_DURATION_ONCE) ? CLOUD_ACCESS_SECONDS : days_of (duration) * DAY_SECONDS);
}

/* Whoever decides and however: what is never shared is never shared. */
static gboolean
may_be_given (const CloudGrantRequest  *wanted,
              GError                  **error)
{
  for (guint i = 0; wanted->categories[i] != NULL; i++)
    {
      const SluiceDataCategory *category = sluice_data_category_find (wanted->categories[i]);

      if (category == NULL || category->klass == SLUICE_DATA_CLASS_PRIVATE)
        {
          g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, "not to be shared");
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
insert_grant (CloudContext             *context,
              const char               *id,
              const CloudGrantRequest  *wanted,
              gint64                    now,
              GError                  **error)
{
  SluiceDatabase *database = cloud_store_get_data (context->store);
  g_autoptr(JsonObject) then = cloud_client_describe (wanted->client);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *categories = g_strjoinv (" ", wanted->client->categories);
  g_autofree char *client_then = NULL;
  gint64 expires = cloud_duration_end (wanted->duration, now);

  /* With what it may ask for: more of that later is a change worth an alarm. */
  json_object_set_string_member (then, "scope", wanted->client->scope);
  json_object_set_string_member (then, "categories", categories);
  bytes = sluice_json_object_to_bytes (then, FALSE);
  client_then = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return sluice_database_exec (database, error,
                               "INSERT INTO grants (id, account, client, created, scope, details, duration, expires,"
                               " origin, client_then) VALUES (?, ?, ?, ?, ?, ?, ?, nullif (?, 0), ?, ?)", "sssisssiss",
                               id, wanted->account, wanted->client->id, now, wanted->scope, wanted->details,
                               wanted->duration, expires, wanted->origin, client_then);
}

/**
 * cloud_grants_create:
 * @context: the cloud; the caller may be within a transaction
 * @wanted: what is given; checked against the catalogue once more
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS for data that cannot be given to
 *   anybody; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the grant's id. Without tokens it is forgotten after a day
 */
char *
cloud_grants_create (CloudContext             *context,
                     const CloudGrantRequest  *wanted,
                     GError                  **error)
{
  SluiceDatabase *database = cloud_store_get_data (context->store);
  g_autofree char *id = g_uuid_string_random ();
  gint64 now = sluice_clock_now_seconds (context->clock);

  g_return_val_if_fail (cloud_duration_is_known (wanted->duration), NULL);

  if (!may_be_given (wanted, error) || !insert_grant (context, id, wanted, now, error))
    return NULL;

  for (guint i = 0; wanted->categories[i] != NULL; i++)
    if (!sluice_database_exec (database, error,
                               "INSERT INTO grant_items (grant_id, category, since) VALUES (?, ?, ?)", "ssi",
                               id, wanted->categories[i], now))
      {
        cloud_grants_revoke (context, id, NULL);
        return NULL;
      }

  return g_steal_pointer (&id);
}

/** cloud_grants_revoke: ends everything that was given out under @grant. */
gboolean
cloud_grants_revoke (CloudContext  *context,
                     const char    *grant,
                     GError       **error)
{
  return sluice_database_exec (cloud_store_get_data (context->store), error, "DELETE FROM grants WHERE id = ?", "s",
                               grant);
}
