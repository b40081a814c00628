/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-place-words.h"

#include "sluice-auth-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HTTPS "https"
#define HTTPS_PORT 443

/* The address of one cloud and nothing else: no name, no question, no part of a page. */
static gboolean
is_plain (GUri *uri)
{
  return g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}

/* Letter by letter what a server says of itself (RFC 8414): without the port that goes without saying, and no slash
 * at the end. (transfer full) */
static char *
join (GUri *uri)
{
  g_autofree char *host = g_hostname_to_ascii (g_uri_get_host (uri));
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  const int port = g_uri_get_port (uri) == HTTPS_PORT ? -1 : g_uri_get_port (uri);

  if (host == NULL)
    return NULL;
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return g_uri_join (G_URI_FLAGS_ENCODED, HTTPS, NULL, host, port, path, NULL, NULL);
}

/**
 * sluice_place_words_dup_address:
 * @text: what somebody typed
 * @out_problem: (out) (transfer none): what is wrong with it, for a person
 *
 * A host alone is completed. Clouds are reached by https only.
 *
 * Returns: (transfer full) (nullable): the address of a cloud; %NULL when @text is none
 */
char *
sluice_place_words_dup_address (const char  *text,
                                const char **out_problem)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *whole = strstr (trimmed, "://") != NULL ? g_strdup (trimmed)
                                                           : g_strconcat (HTTPS "://", trimmed, NULL);
  g_autoptr(GUri) uri = NULL;
  char *address = NULL;

  *out_problem = NULL;
  if (*trimmed == '\0')
    {
      *out_problem = _("Type the address of the cloud, such as cloud.example.org.");
      return NULL;
    }

  uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED, NULL);
  if (uri != NULL && !g_str_equal (g_uri_get_scheme (uri), HTTPS))
    *out_problem = _("Sluice signs in over encrypted connections only: the address has to begin with https.");
  else if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
           strchr (trimmed, ' ') != NULL)
    *out_problem = _("This is not the address of a cloud. It looks like cloud.example.org.");
  else if (!is_plain (uri))
    *out_problem = _("The address of a cloud has no name, password or question in it. Leave only what is like "
                     "cloud.example.org.");
  else
    address = join (uri);

  if (address == NULL && *out_problem == NULL)
    *out_problem = _("This is not the address of a cloud. It looks like cloud.example.org.");
  return address;
}

/** sluice_place_words_is_keyring: whether @error is one after which a person may sign in for this session only. */
gboolean
sluice_place_words_is_keyring (const GError *error)
{
  return g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED) ||
         g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE);
}

const char *
sluice_place_words_get_keyring_title (const GError *error)
{
  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED))
    return _("Your Keyring Is Locked");
  return _("There Is No Keyring");
}

const char *
sluice_place_words_get_keyring_text (const GError *error)
{
  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED))
    return _("Sluice keeps sign-ins in the keyring of your desktop, and cannot while it is locked. You are not signed in, "
             "and nothing was kept.");
  return _("Sluice keeps sign-ins in the keyring of your desktop, and this desktop has none, such as GNOME Keyring. You are "
           "not signed in, and nothing was kept.");
}

/**
 * sluice_place_words_get_sign_out_heading:
 * @error: (nullable): as sluice_oauth_client_sign_out() rejects; its message is the whole story
 *
 * Returns: which of the endings of signing out it is
 */
const char *
sluice_place_words_get_sign_out_heading (const GError *error)
{
  if (error == NULL)
    return _("Signed Out");
  if (g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED))
    return _("Signed Out on This Computer");
  return _("Something May Be Left");
}
