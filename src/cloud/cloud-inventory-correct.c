/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-inventory.h"

#include "cloud-access.h"
#include "cloud-accounts.h"
#include "cloud-attempts.h"
#include "cloud-authorize.h"
#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"

#include <string.h>

/*
 * What a person corrects about themselves (GDPR Art. 16): what they are called,
 * and their e-mail address. Both can be signed in with, so nobody else may have
 * them. That somebody has an address is their affair: who tries many is made to wait.
 */
#define MOST_NAME 64    /* letters */
#define MOST_ADDRESS 254 /* RFC 5321, section 4.5.3.1.3, without the brackets */
#define FREE_TRIES 5

/* One line, and something on it; nothing that is not to be seen, and nothing before or behind it. */
static gboolean
is_line (const char *text,
         glong       most)
{
  glong n_letters = g_utf8_strlen (text, -1);

  if (n_letters < 1 || n_letters > most || g_unichar_isspace (g_utf8_get_char (text)) ||
      g_unichar_isspace (g_utf8_get_char (g_utf8_offset_to_pointer (text, n_letters - 1))))
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isprint (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');

  return is_line (text, MOST_ADDRESS) && at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " ,;:<>()[]\\\"") == NULL && g_str_is_ascii (text);
}

/* What is signed in with is told apart by nobody when it is an address of one and the name of another. */
static gboolean
check_free (CloudContext  *context,
            const char    *account,
            const char    *name,
            GError       **error)
{
  g_autoptr(GError) failed = NULL;
  g_autofree char *whose = cloud_accounts_find (context->store, name, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (whose == NULL || g_str_equal (whose, account))
    return TRUE;
  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_TAKEN, "Somebody else has that");
  return FALSE;
}

static gboolean
refuse (const char  *message,
        GError     **error)
{
  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, message);
  return FALSE;
}

/** cloud_inventory_correct_username: what the person is called. */
gboolean
cloud_inventory_correct_username (CloudContext  *context,
                                  const char    *account,
                                  const char    *value,
                                  GError       **error)
{
  if (!is_line (value, MOST_NAME) || strchr (value, '@') != NULL)
    return refuse ("A name is one line of at most 64 letters, without an @", error);

  return check_free (context, account, value, error) &&
         cloud_accounts_set_username (context->store, account, value, error);
}

/** cloud_inventory_correct_email: their e-mail address. */
gboolean
cloud_inventory_correct_email (CloudContext  *context,
                               const char    *account,
                               const char    *value,
                               GError       **error)
{
  if (!is_address (value))
    return refuse ("That is no e-mail address", error);

  return check_free (context, account, value, error) && cloud_accounts_set_email (context->store, account, value, error);
}

/* Returns: whether there is such an item; what is not there cannot be wrong */
static gboolean
has_item (CloudRequest                *request,
          const CloudInventorySource  *source,
          const char                  *id,
          GError                     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM (%s) WHERE id = ?2", source->items);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_inventory_get_database (request->context, source), error, sql, "ss", request->account, id);

  return row != NULL && sluice_statement_step (row, error);
}

/* Changed and written down together or not at all, and then gone from the database's log as well. */
static gboolean
correct (CloudRequest                *request,
         const CloudInventorySource  *source,
         const char                  *value,
         GError                     **error)
{
  SluiceDatabase *database = cloud_store_get_data (request->context->store);

  if (!sluice_database_begin (database, error))
    return FALSE;
  if (!source->correct (request->context, request->account, value, error) ||
      !cloud_access_note_correction (request, source->category, (gint64) strlen (value), error))
    {
      sluice_database_rollback (database);
      return FALSE;
    }
  return sluice_database_commit (database, error) && sluice_database_scrub (database, error);
}

static void
reply_corrected (CloudRequest *request)
{
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "id", request->params[0]);
  cloud_set_time (data, "corrected_at", cloud_request_now (request));
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}

static void
reply_failure (CloudRequest *request,
               const char   *key,
               const GError *error)
{
  if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
    cloud_reply_field_error (request, "value", error->message);
  else if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_TAKEN))
    {
      cloud_attempts_fail (request->context->attempts, key, FREE_TRIES, cloud_request_now (request));
      cloud_reply_error (request, SOUP_STATUS_CONFLICT, "taken", error->message);
    }
  else
    cloud_reply_gerror (request, error);
}

static void
correct_item (CloudRequest                *request,
              const CloudInventorySource  *source,
              const char                  *id,
              const char                  *value)
{
  g_autofree char *key = g_strconcat ("taken@", request->account, NULL);
  gint64 wait = cloud_attempts_get_wait (request->context->attempts, key, cloud_request_now (request));
  g_autoptr(GError) error = NULL;

  if (wait > 0)
    {
      cloud_reply_wait (request, wait);
      cloud_reply_error (request, CLOUD_STATUS_TOO_MANY_REQUESTS, "tooManyRequests",
                         "Too many of these were taken; try again later");
    }
  else if (has_item (request, source, id, &error) && correct (request, source, value, &error))
    reply_corrected (request);
  else if (error != NULL)
    reply_failure (request, key, error);
  else
    cloud_inventory_reply_unknown (request);
}

/** cloud_privacy_correct_item: `{"data":{"value"}}`; what is not the person's to say is 409. */
void
cloud_privacy_correct_item (CloudRequest *request)
{
  const char *rest = NULL;
  g_autofree char *category = cloud_inventory_split_id (request->params[0], &rest);
  const CloudInventorySource *source = category != NULL ? cloud_inventory_find_source (category) : NULL;
  g_autoptr(JsonObject) data = cloud_request_data (request);
  const char *value = data != NULL ? sluice_json_get_string (data, "value") : NULL;

  if (data == NULL)
    return;

  if (source == NULL)
    cloud_inventory_reply_unknown (request);
  else if (source->correct == NULL)
    cloud_reply_error (request, SOUP_STATUS_CONFLICT, "notCorrectable", "This is not corrected by itself");
  else if (value == NULL)
    cloud_reply_field_error (request, "value", "What it is to be has to be said");
  else
    correct_item (request, source, rest, value);
}
