/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-ask.h"

#include "cloud-challenge.h"
#include "cloud-grants.h"
#include "cloud-tokens.h"
#include "sluice-scope.h"

#include <string.h>

/*
 * What a client asks for, however it asks: scopes (RFC 6749 §3.3) and
 * authorization details (RFC 9396), both told in the catalogue's categories.
 * The class of data comes from the catalogue, never from the request.
 */
#define MAX_STATE 1024

/** cloud_ask_new: (transfer full): an empty request; takes the @client. */
CloudAsk *
cloud_ask_new (CloudClient *client)
{
  CloudAsk *self = g_new0 (CloudAsk, 1);

  self->client = client;
  self->scope = g_strdup ("");
  self->detail_categories = g_new0 (char *, 1);
  self->categories = g_new0 (char *, 1);
  self->duration = g_strdup (CLOUD_DURATION_UNTIL_REVOKED);
  return self;
}

void
cloud_ask_free (CloudAsk *self)
{
  g_clear_pointer (&self->client, cloud_client_free);
  g_free (self->scope);
  g_free (self->details);
  g_strfreev (self->detail_categories);
  g_strfreev (self->categories);
  g_free (self->purpose);
  g_free (self->duration);
  g_free (self->redirect_uri);
  g_free (self->state);
  g_free (self->challenge);
  g_free (self->challenge_method);
  g_free (self->key_thumbprint);
  g_free (self->prompt);
  g_clear_pointer (&self->params, g_hash_table_unref);
  g_free (self);
}

/** cloud_ask_fail: %FALSE, with the fault filled in. */
gboolean
cloud_ask_fail (CloudFault *fault,
                const char *error,
                const char *description)
{
  fault->error = error;
  fault->description = description;
  return FALSE;
}

/* What a third party may have of its scopes: what is registered, and leads to nothing that is never shared. */
static gboolean
may_ask_scope (const CloudAsk *self,
               const char     *name)
{
  const SluiceScope *scope = sluice_scope_find (name);

  if (scope == NULL || !cloud_tokens_scope_within (name, self->client->scope))
    return FALSE;

  return self->client->is_first_party || (!scope->is_reserved && !sluice_scope_is_private (scope));
}

static gboolean
read_scope (CloudAsk   *self,
            const char *text,
            CloudFault *fault)
{
  g_auto(GStrv) names = g_strsplit (text, " ", -1);
  g_autoptr(GString) scope = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!may_ask_scope (self, names[i]))
        return cloud_ask_fail (fault, "invalid_scope", "A scope is not known, or not for this client");
      if (!cloud_tokens_scope_within (names[i], scope->str))
        g_string_append_printf (scope, "%s%s", scope->len > 0 ? " " : "", names[i]);
    }

  g_free (self->scope);
  self->scope = g_string_free (g_steal_pointer (&scope), FALSE);
  return TRUE;
}

static gboolean
reaches (const CloudAsk *self,
         const char     *category)
{
  g_auto(GStrv) names = g_strsplit (self->scope, " ", -1);

  if (g_strv_contains ((const char * const *) self->detail_categories, category))
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && sluice_scope_reaches (sluice_scope_find (names[i]), category))
      return TRUE;

  return FALSE;
}

/* In the order of the catalogue, so that the same question always looks the same. */
static void
collect_categories (CloudAsk *self)
{
  guint n_categories;
  const SluiceDataCategory *all = sluice_data_category_get_all (&n_categories);
  g_autoptr(GStrvBuilder) categories = g_strv_builder_new ();

  for (guint i = 0; i < n_categories; i++)
    if (reaches (self, all[i].id))
      g_strv_builder_add (categories, all[i].id);
  g_strfreev (self->categories);
  self->categories = g_strv_builder_end (categories);
}

/**
 * cloud_ask_read:
 * @self: an empty request
 * @issuer: the cloud's address, the only `resource` (RFC 8707) there is
 * @params: `scope`, `authorization_details`, `resource`
 * @fault: (out): why not
 *
 * Returns: whether it may be put to a person
 */
gboolean
cloud_ask_read (CloudAsk   *self,
                const char *issuer,
                GHashTable *params,
                CloudFault *fault)
{
  const char *scope = g_hash_table_lookup (params, "scope");
  const char *details = g_hash_table_lookup (params, "authorization_details");
  const char *resource = g_hash_table_lookup (params, "resource");

  if (resource != NULL && !g_str_equal (resource, issuer))
    return cloud_ask_fail (fault, "invalid_target", "Tokens of this cloud are for this cloud");
  if ((scope == NULL || *scope == '\0') && details == NULL)
    return cloud_ask_fail (fault, "invalid_scope", "Neither scope nor authorization_details say what is asked for");
  if (scope != NULL && !read_scope (self, scope, fault))
    return FALSE;
  if (details != NULL && !cloud_details_read (self, details, fault))
    return FALSE;

  collect_categories (self);
  return TRUE;
}

static gboolean
read_challenge (CloudAsk   *self,
                GHashTable *params,
                CloudFault *fault)
{
  const char *challenge = g_hash_table_lookup (params, "code_challenge");
  const char *method = g_hash_table_lookup (params, "code_challenge_method");

  if (challenge == NULL || method == NULL || !cloud_challenge_is_plausible (challenge, method) ||
      !(g_str_equal (method, "S256") || self->client->is_vendor_compatible))
    return cloud_ask_fail (fault, "invalid_request", "A code_challenge with code_challenge_method=S256 is needed");

  self->challenge = g_strdup (challenge);
  self->challenge_method = g_strdup (method);
  return TRUE;
}

/* The words that fit RFC 6749 A.5; what is echoed should not be more. */
static gboolean
is_plain_text (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (*at < 0x20 || *at > 0x7e)
      return FALSE;

  return strlen (text) <= MAX_STATE;
}

/**
 * cloud_ask_read_code:
 * @self: an empty request
 * @issuer: the cloud's address
 * @params: all parameters of an authorization request (RFC 6749 §4.1.1, 7636, 9396, 9449);
 *   `client_id` and `redirect_uri` are known to be in order
 * @fault: (out): why not
 *
 * Returns: whether it may be put to a person
 */
gboolean
cloud_ask_read_code (CloudAsk   *self,
                     const char *issuer,
                     GHashTable *params,
                     CloudFault *fault)
{
  const char *type = g_hash_table_lookup (params, "response_type");
  const char *mode = g_hash_table_lookup (params, "response_mode");
  const char *prompt = g_hash_table_lookup (params, "prompt");
  const char *state = g_hash_table_lookup (params, "state");
  const char *thumbprint = g_hash_table_lookup (params, "dpop_jkt");

  self->params = g_hash_table_ref (params);
  self->redirect_uri = g_strdup (g_hash_table_lookup (params, "redirect_uri"));
  if (state != NULL && !is_plain_text (state))
    return cloud_ask_fail (fault, "invalid_request", "The state is not plain text");
  self->state = g_strdup (state);
  if (g_hash_table_contains (params, "request"))
    return cloud_ask_fail (fault, "request_not_supported", "Request objects are not read here; push the request");
  if (type == NULL)
    return cloud_ask_fail (fault, "invalid_request", "The response_type is missing");
  if (!g_str_equal (type, "code") || (mode != NULL && !g_str_equal (mode, "query")))
    return cloud_ask_fail (fault, "unsupported_response_type", "Only an authorization code, in the query, is given");
  if (!cloud_client_may_use (self->client, CLOUD_GRANT_TYPE_CODE))
    return cloud_ask_fail (fault, "unauthorized_client", "This client is not registered for this");
  if (prompt != NULL && !g_str_equal (prompt, "none") && !g_str_equal (prompt, "login") &&
      !g_str_equal (prompt, "consent"))
    return cloud_ask_fail (fault, "invalid_request", "This prompt is not known");
  if (thumbprint != NULL && (strlen (thumbprint) != 43 || !is_plain_text (thumbprint)))
    return cloud_ask_fail (fault, "invalid_request", "The dpop_jkt is no SHA-256 thumbprint");

  self->prompt = g_strdup (prompt);
  self->key_thumbprint = g_strdup (thumbprint);
  return read_challenge (self, params, fault) && cloud_ask_read (self, issuer, params, fault);
}
