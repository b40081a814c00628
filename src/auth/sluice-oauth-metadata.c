/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-metadata.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/*
 * A session speaks to one host, and to nobody else. So whatever gets a secret
 * of ours has to be at the issuer's own address; only the page that the person
 * opens in a browser may be elsewhere.
 */
#define MAX_METADATA (64 * 1024)

struct _SluiceOAuthMetadata
{
  GObject parent_instance;

  char    *authorization;
  char    *paths[SLUICE_OAUTH_DEVICE + 1]; /* nullable */
  gboolean says_issuer;
  gboolean requires_pushed;
  gboolean knows_proofs;
  gboolean is_ultimaker;
};

G_DEFINE_FINAL_TYPE (SluiceOAuthMetadata, sluice_oauth_metadata, G_TYPE_OBJECT)

static const char * const endpoint_members[] = {
  [SLUICE_OAUTH_TOKEN] = "token_endpoint",
  [SLUICE_OAUTH_PUSHED] = "pushed_authorization_request_endpoint",
  [SLUICE_OAUTH_REVOCATION] = "revocation_endpoint",
  [SLUICE_OAUTH_DEVICE] = "device_authorization_endpoint",
};

static void
sluice_oauth_metadata_finalize (GObject *object)
{
  SluiceOAuthMetadata *self = SLUICE_OAUTH_METADATA (object);

  g_free (self->authorization);
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    g_free (self->paths[i]);

  G_OBJECT_CLASS (sluice_oauth_metadata_parent_class)->finalize (object);
}

static void
sluice_oauth_metadata_class_init (SluiceOAuthMetadataClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_oauth_metadata_finalize;
}

static void
sluice_oauth_metadata_init (SluiceOAuthMetadata *self)
{
}

static gboolean
set_untrusted (GError     **error,
               const char  *message)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL, message);
  return FALSE;
}

static GUri *
parse_https (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return NULL;

  return g_steal_pointer (&uri);
}

static int
get_port (GUri *uri)
{
  return g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 443;
}

/* Returns: (transfer full) (nullable): the path of @text, if it is at @host. */
static char *
dup_path_at (GUri       *host,
             const char *text)
{
  g_autoptr(GUri) uri = parse_https (text);

  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_path (uri)[0] != '/' ||
      g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (host)) != 0 || get_port (uri) != get_port (host))
    return NULL;

  return g_strdup (g_uri_get_path (uri));
}

static gboolean
lists (JsonObject *object,
       const char *member,
       const char *wanted)
{
  JsonArray *array = sluice_json_get_array (object, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING && g_str_equal (json_node_get_string (node), wanted))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_endpoints (SluiceOAuthMetadata  *self,
                JsonObject           *object,
                GUri                 *host,
                GError              **error)
{
  const char *authorization = sluice_json_get_string (object, "authorization_endpoint");

  for (guint i = 0; i < G_N_ELEMENTS (endpoint_members); i++)
    {
      const char *address = sluice_json_get_string (object, endpoint_members[i]);

      if (address == NULL)
        continue;
      self->paths[i] = dup_path_at (host, address);
      if (self->paths[i] == NULL)
        return set_untrusted (error, _("This cloud wants secrets to be sent to another address than its own, so Sluice "
                                       "sent nothing."));
    }

  if (authorization != NULL)
    {
      g_autoptr(GUri) uri = parse_https (authorization);

      if (uri == NULL)
        return set_untrusted (error, _("The sign-in page of this cloud is not encrypted, so Sluice does not open it."));
      self->authorization = g_strdup (authorization);
    }
  if (self->paths[SLUICE_OAUTH_TOKEN] == NULL ||
      (self->authorization == NULL && self->paths[SLUICE_OAUTH_DEVICE] == NULL))
    return set_untrusted (error, _("This cloud does not say how to sign in to it."));

  return TRUE;
}

static SluiceOAuthMetadata *
read_metadata (JsonObject  *object,
               const char  *issuer,
               GUri        *host,
               GError     **error)
{
  g_autoptr(SluiceOAuthMetadata) self = g_object_new (SLUICE_TYPE_OAUTH_METADATA, NULL);

  /* Letter by letter: RFC 8414 section 3.3. */
  if (g_strcmp0 (sluice_json_get_string (object, "issuer"), issuer) != 0)
    {
      set_untrusted (error, _("The cloud at this address says that it is another one, so Sluice did not sign in."));
      return NULL;
    }
  if (!read_endpoints (self, object, host, error))
    return NULL;
  if (json_object_has_member (object, "code_challenge_methods_supported") &&
      !lists (object, "code_challenge_methods_supported", "S256"))
    {
      set_untrusted (error, _("This cloud does not know a way of signing in that Sluice considers safe."));
      return NULL;
    }

  /* What is there and is not plainly "false" counts as yes: the careful side. */
  self->says_issuer = json_object_has_member (object, "authorization_response_iss_parameter_supported");
  sluice_json_get_boolean (object, "authorization_response_iss_parameter_supported", &self->says_issuer);
  sluice_json_get_boolean (object, "require_pushed_authorization_requests", &self->requires_pushed);
  self->knows_proofs = lists (object, "dpop_signing_alg_values_supported", "ES256");
  return g_steal_pointer (&self);
}

typedef struct
{
  SluiceSession *session;
  char          *issuer;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->session);
  g_free (fetch->issuer);
  g_free (fetch);
}

static SluiceResponse *
await_document (Fetch       *fetch,
                DexFuture   *stop,
                const char  *before,
                const char  *after,
                GError     **error)
{
  g_autofree char *path = g_strconcat (before, after, NULL);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", path);

  sluice_request_set_max_answer (request, MAX_METADATA);
  return dex_await_object (sluice_until (sluice_session_send (fetch->session, request), stop), error);
}

static DexFuture *
fetch_fiber (DexFuture *stop,
             gpointer   data)
{
  Fetch *fetch = data;
  g_autoptr(GUri) host = parse_https (fetch->issuer);
  g_autofree char *path = host != NULL ? g_strdup (g_uri_get_path (host)) : NULL;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(SluiceOAuthMetadata) metadata = NULL;
  g_autoptr(GError) error = NULL;

  if (host == NULL || g_uri_get_query (host) != NULL)
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS, "%s",
                                  _("A cloud is only reached over an encrypted connection. Its address starts with "
                                    "“https://”."));
  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';

  /* RFC 8414 section 3.1 puts the path behind; OpenID Connect, older, before. */
  response = await_document (fetch, stop, "/.well-known/oauth-authorization-server", path, &error);
  if (g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      response = await_document (fetch, stop, path, "/.well-known/openid-configuration", &error);
    }
  if (response != NULL)
    object = sluice_response_parse_object (response, &error);
  if (object != NULL)
    metadata = read_metadata (object, fetch->issuer, host, &error);

  return metadata != NULL ? dex_future_new_take_object (g_steal_pointer (&metadata))
                          : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_oauth_metadata_fetch:
 * @session: a session of the issuer's host, without a path
 * @issuer: the issuer identifier, an https address
 *
 * Asks the server what it can do. It is refused when it says that it is another
 * one, or wants secrets at another host.
 *
 * Returns: (transfer full): a future of a #SluiceOAuthMetadata; rejects with
 *   #SluiceNetError
 */
DexFuture *
sluice_oauth_metadata_fetch (SluiceSession *session,
                             const char    *issuer)
{
  Fetch *fetch;

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));
  dex_return_error_if_fail (issuer != NULL);

  fetch = g_new0 (Fetch, 1);
  fetch->session = g_object_ref (session);
  fetch->issuer = g_strdup (issuer);
  return sluice_fiber_spawn (fetch_fiber, fetch, fetch_free);
}

/**
 * sluice_oauth_metadata_new_ultimaker:
 * @root: the address of UltiMaker's accounts, or of what speaks as they do
 *
 * It says nothing of itself that this program could read, and is not asked: it has a sign-in page and a token endpoint,
 * challenges in S512, and `DELETE /token` to sign out.
 *
 * Returns: (transfer full): what is known of it
 */
SluiceOAuthMetadata *
sluice_oauth_metadata_new_ultimaker (const char *root)
{
  SluiceOAuthMetadata *self = g_object_new (SLUICE_TYPE_OAUTH_METADATA, NULL);

  g_return_val_if_fail (root != NULL, NULL);

  self->is_ultimaker = TRUE;
  self->authorization = g_strconcat (root, "/authorize", NULL);
  self->paths[SLUICE_OAUTH_TOKEN] = g_strdup ("/token");
  return self;
}

/** sluice_oauth_metadata_is_ultimaker: whether it speaks UltiMaker's way. */
gboolean
sluice_oauth_metadata_is_ultimaker (SluiceOAuthMetadata *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_METADATA (self), FALSE);
  return self->is_ultimaker;
}

/** sluice_oauth_metadata_get_authorization: (nullable): the address of the page that a browser opens. */
const char *
sluice_oauth_metadata_get_authorization (SluiceOAuthMetadata *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_METADATA (self), NULL);
  return self->authorization;
}

/** sluice_oauth_metadata_get_path: (nullable): the path of @endpoint at the issuer's host; %NULL when it has none. */
const char *
sluice_oauth_metadata_get_path (SluiceOAuthMetadata *self,
                                SluiceOAuthEndpoint  endpoint)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_METADATA (self), NULL);
  return self->paths[endpoint];
}

/** sluice_oauth_metadata_says_issuer: whether authorization responses have to say `iss` (RFC 9207). */
gboolean
sluice_oauth_metadata_says_issuer (SluiceOAuthMetadata *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_METADATA (self), TRUE);
  return self->says_issuer;
}

/** sluice_oauth_metadata_requires_pushed: whether requests have to be pushed (RFC 9126). */
gboolean
sluice_oauth_metadata_requires_pushed (SluiceOAuthMetadata *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_METADATA (self), FALSE);
  return self->requires_pushed;
}

/** sluice_oauth_metadata_knows_proofs: whether tokens can be bound to an ES256 key (RFC 9449). */
gboolean
sluice_oauth_metadata_knows_proofs (SluiceOAuthMetadata *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_METADATA (self), FALSE);
  return self->knows_proofs;
}
