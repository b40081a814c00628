/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-registry.h"

#include "cloud-clients.h"
#include "cloud-token.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-scope.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/*
 * The registered clients, as the operator sees them. A client cannot be
 * registered for what no third party may ever have.
 */

void
cloud_registration_clear (CloudRegistration *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->homepage);
  g_free (self->notice_url);
  g_strfreev (self->redirect_uris);
  g_strfreev (self->grant_types);
  g_free (self->scope);
  g_strfreev (self->categories);
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS, message);
  return FALSE;
}

static char *
join (GStrv words)
{
  return words != NULL ? g_strjoinv (" ", words) : g_strdup ("");
}

/* Returns: (nullable): the name that goes over the wire */
static const char *
find_grant_type (const char *word)
{
  static const char * const names[][2] = {
    { "authorization_code", CLOUD_GRANT_TYPE_CODE },
    { "refresh_token", CLOUD_GRANT_TYPE_REFRESH },
    { "device_code", CLOUD_GRANT_TYPE_DEVICE },
    { "ciba", CLOUD_GRANT_TYPE_CIBA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], word) || g_str_equal (names[i][1], word))
      return names[i][1];

  return NULL;
}

static char *
join_grant_types (GStrv    words,
                  GError **error)
{
  g_autoptr(GString) types = g_string_new (NULL);

  if (words == NULL)
    return g_strdup (CLOUD_GRANT_TYPE_CODE " " CLOUD_GRANT_TYPE_REFRESH);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *type = find_grant_type (words[i]);

      if (type == NULL)
        {
          fail (error, _("A grant type is authorization_code, refresh_token, device_code or ciba."));
          return NULL;
        }
      g_string_append_printf (types, "%s%s", i > 0 ? " " : "", type);
    }
  return g_string_free (g_steal_pointer (&types), FALSE);
}

/* RFC 8252 §7, RFC 9700 §2.1: encrypted, or on this computer, or a scheme that belongs to a domain. */
static gboolean
is_redirect_uri (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (uri == NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL || strchr (text, ' ') != NULL)
    return FALSE;
  if (g_str_equal (scheme, "https"))
    return host != NULL && *host != '\0';
  if (g_str_equal (scheme, "http"))
    return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0 || g_strcmp0 (host, "localhost") == 0;

  return strchr (scheme, '.') != NULL;
}

static gboolean
is_page (const char *text)
{
  return text == NULL || *text == '\0' || g_str_has_prefix (text, "https://");
}

static gboolean
may_register_scope (const char *names)
{
  g_auto(GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      const SluiceScope *scope = sluice_scope_find (list[i]);

      if (*names != '\0' && (scope == NULL || scope->is_reserved || sluice_scope_is_private (scope)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
may_register_category (const char *id)
{
  const SluiceDataCategory *category = sluice_data_category_find (id);

  return category != NULL && category->klass != SLUICE_DATA_CLASS_PRIVATE;
}

static gboolean
check (const CloudRegistration  *wanted,
       GError                  **error)
{
  if (wanted->name != NULL && (*wanted->name == '\0' || !g_utf8_validate (wanted->name, -1, NULL) ||
                               g_utf8_strlen (wanted->name, -1) > 80))
    return fail (error, _("A client's name has 1 to 80 letters."));
  if (!is_page (wanted->homepage) || !is_page (wanted->notice_url))
    return fail (error, _("The home page and the privacy notice are https addresses."));
  for (guint i = 0; wanted->redirect_uris != NULL && wanted->redirect_uris[i] != NULL; i++)
    if (!is_redirect_uri (wanted->redirect_uris[i]))
      return fail (error, _("A redirect address is https, or http on this computer, or has a scheme with a dot in it."));
  if (wanted->scope != NULL && !may_register_scope (wanted->scope))
    return fail (error, _("There is a scope that is not known, or that no other party can have."));
  for (guint i = 0; wanted->categories != NULL && wanted->categories[i] != NULL; i++)
    if (!may_register_category (wanted->categories[i]))
      return fail (error, _("There is a category of data that is not known, or that is never shared."));

  return TRUE;
}

static gboolean
print (JsonObject  *object,
       GError     **error)
{
  g_autoptr(JsonObject) owned = object;
  g_autoptr(GBytes) line = sluice_json_object_to_bytes (owned, FALSE);

  if (fwrite (g_bytes_get_data (line, NULL), g_bytes_get_size (line), 1, stdout) == 1 &&
      fputc ('\n', stdout) != EOF && fflush (stdout) == 0)
    return TRUE;

  return fail (error, _("The result cannot be written to the standard output."));
}

/**
 * cloud_registry_add:
 * @store: the store
 * @wanted: what to register
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS; #SluiceBaseError
 *
 * Prints `client_id`, and `client_secret` unless it is public: the only time
 * that anybody sees it.
 *
 * Returns: whether it is registered
 */
gboolean
cloud_registry_add (CloudStore               *store,
                    const CloudRegistration  *wanted,
                    GError                  **error)
{
  g_autofree char *made_id = sluice_random_token (16);
  const char *id = wanted->id != NULL ? wanted->id : made_id;
  g_autofree char *secret = wanted->is_public ? NULL : sluice_random_token (32);
  g_autofree char *hash = secret != NULL ? cloud_tokens_hash (secret) : NULL;
  g_autofree char *redirect_uris = join (wanted->redirect_uris);
  g_autofree char *categories = join (wanted->categories);
  g_autofree char *grant_types = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  JsonObject *made;

  if (wanted->name == NULL)
    return fail (error, _("A client needs a name that people know it by: --name NAME."));
  if (g_str_has_prefix (id, "sluice"))
    return fail (error, _("That client_id is taken."));
  if (!check (wanted, error) || (grant_types = join_grant_types (wanted->grant_types, error)) == NULL)
    return FALSE;
  if (!sluice_database_exec (cloud_store_get_data (store), error,
                             "INSERT OR IGNORE INTO clients (id, name, homepage, notice_url, secret_hash,"
                             " redirect_uris, grant_types, scope, categories, is_verified, is_vendor_compatible,"
                             " requires_pushed, created, changed)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)", "sssssssssiiii",
                             id, wanted->name, wanted->homepage != NULL ? wanted->homepage : "",
                             wanted->notice_url != NULL ? wanted->notice_url : "", hash, redirect_uris, grant_types,
                             wanted->scope != NULL ? wanted->scope : "", categories,
                             (gint64) wanted->is_vendor_compatible, (gint64) wanted->requires_pushed, now, now))
    return FALSE;
  if (sluice_database_changes (cloud_store_get_data (store)) == 0)
    return fail (error, _("That client_id is taken."));

  made = json_object_new ();
  json_object_set_string_member (made, "client_id", id);
  if (secret != NULL)
    json_object_set_string_member (made, "client_secret", secret);
  return print (made, error);
}

static gboolean
was_there (CloudStore  *store,
           GError     **error)
{
  return sluice_database_changes (cloud_store_get_data (store)) > 0 || fail (error, _("There is no such client."));
}

/**
 * cloud_registry_change:
 * @store: the store
 * @wanted: `id`, and what is to be different; %NULL for what stays
 * @error: %SLUICE_CLOUD_ERROR_OPTIONS; #SluiceBaseError
 *
 * Whoever gave this client something is told of the change. It is not verified
 * any more: it was another one that the operator looked at.
 *
 * Returns: whether it is changed
 */
gboolean
cloud_registry_change (CloudStore               *store,
                       const CloudRegistration  *wanted,
                       GError                  **error)
{
  g_autofree char *redirect_uris = wanted->redirect_uris != NULL ? join (wanted->redirect_uris) : NULL;
  g_autofree char *categories = wanted->categories != NULL ? join (wanted->categories) : NULL;

  return check (wanted, error) &&
         sluice_database_exec (cloud_store_get_data (store), error,
                               "UPDATE clients SET name = coalesce (?, name), homepage = coalesce (?, homepage),"
                               " notice_url = coalesce (?, notice_url), redirect_uris = coalesce (?, redirect_uris),"
                               " scope = coalesce (?, scope), categories = coalesce (?, categories),"
                               " is_verified = 0, changed = ? WHERE id = ?", "ssssssis",
                               wanted->name, wanted->homepage, wanted->notice_url, redirect_uris, wanted->scope,
                               categories, g_get_real_time () / G_USEC_PER_SEC, wanted->id) &&
         was_there (store, error);
}

/** cloud_registry_list: prints one JSON object for each client; no secrets. */
gboolean
cloud_registry_list (CloudStore  *store,
                     GError     **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (store), error,
    "SELECT id, name, homepage, notice_url, redirect_uris, grant_types, scope, categories, secret_hash IS NULL,"
    " is_verified FROM clients ORDER BY created, id", "");
  static const char * const names[] = {
    "client_id", "name", "homepage", "notice_url", "redirect_uris", "grant_types", "scope", "categories"
  };
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return FALSE;
  while (sluice_statement_step (row, &failed))
    {
      JsonObject *client = json_object_new ();

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        json_object_set_string_member (client, names[i], sluice_statement_text (row, i));
      json_object_set_boolean_member (client, "public", sluice_statement_int (row, 8) != 0);
      json_object_set_boolean_member (client, "verified", sluice_statement_int (row, 9) != 0);
      if (!print (client, error))
        return FALSE;
    }

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return failed == NULL;
}

/** cloud_registry_remove: a client that is not registered any more keeps nothing it was given. */
gboolean
cloud_registry_remove (CloudStore  *store,
                       const char  *id,
                       GError     **error)
{
  return sluice_database_exec (cloud_store_get_data (store), error, "DELETE FROM clients WHERE id = ?", "s", id) &&
         was_there (store, error) &&
         sluice_database_exec (cloud_store_get_data (store), error, "DELETE FROM grants WHERE client = ?", "s", id);
}

/** cloud_registry_verify: whether the operator vouches for who is behind the client. */
gboolean
cloud_registry_verify (CloudStore  *store,
                       const char  *id,
                       gboolean     is_verified,
                       GError     **error)
{
  return sluice_database_exec (cloud_store_get_data (store), error, "UPDATE clients SET is_verified = ? WHERE id = ?",
                               "is", (gint64) is_verified, id) &&
         was_there (store, error);
}
