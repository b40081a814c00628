/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-link.h"

#include "sluice-consent-error.h"
#include "sluice-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LINK 2048
#define MAX_VALUE 512

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_LINK,
                       _("This link is not one that asks for your consent. Nothing was sent; go back to where it came "
                         "from and ask for a new one."));
  return FALSE;
}

/* Visible ASCII, without what could end a value. */
static gboolean
is_plain (const char *value)
{
  return sluice_text_is_visible_ascii (value, MAX_VALUE) && strpbrk (value, "\"'<>\\") == NULL;
}

/**
 * sluice_consent_link_parse:
 * @link: `sluice:consent?client_id=…&request_uri=…`, from anywhere
 * @out_client_id: (out) (transfer full): who asks
 * @out_request_uri: (out) (transfer full): what was pushed to the cloud before (RFC 9126)
 * @error: %SLUICE_CONSENT_ERROR_LINK
 *
 * A link says where the question is, and never what it is: anything else in it is refused.
 */
gboolean
sluice_consent_link_parse (const char  *link,
                           char       **out_client_id,
                           char       **out_request_uri,
                           GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  GUriParamsIter iter;

  if (link == NULL || strlen (link) > MAX_LINK)
    return refuse (error);
  uri = g_uri_parse (link, G_URI_FLAGS_ENCODED_QUERY, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "sluice") || g_uri_get_host (uri) != NULL ||
      !g_str_equal (g_uri_get_path (uri), "consent") || g_uri_get_query (uri) == NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error);

  g_uri_params_iter_init (&iter, g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    if (!is_plain (value) || !g_hash_table_insert (names, g_steal_pointer (&name), g_steal_pointer (&value)))
      return refuse (error);
  if (g_hash_table_size (names) != 2 || !g_hash_table_contains (names, "client_id") ||
      !g_hash_table_contains (names, "request_uri"))
    return refuse (error);

  *out_client_id = g_strdup (g_hash_table_lookup (names, "client_id"));
  *out_request_uri = g_strdup (g_hash_table_lookup (names, "request_uri"));
  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * sluice_consent_link_may_leave:
 * @redirect: (nullable): where a cloud would have the browser sent
 *
 * Web pages, this computer itself, and schemes of programs, which have a dot in
 * them (RFC 8252 sections 7.1 and 7.3); never a file or a script.
 *
 * Returns: whether it may be opened
 */
gboolean
sluice_consent_link_may_leave (const char *redirect)
{
  g_autoptr(GUri) uri = redirect != NULL ? g_uri_parse (redirect, G_URI_FLAGS_ENCODED, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (scheme == NULL)
    return FALSE;
  if (g_str_equal (scheme, "https"))
    return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
  if (g_str_equal (scheme, "http"))
    return is_loopback (g_uri_get_host (uri));
  return strchr (scheme, '.') != NULL;
}
