/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-endpoint.h"

#include "sluice-local-address.h"
#include "sluice-net-error.h"
#include "sluice-pinned-database.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where requests go, and how the one who answers there is known. Does not change. */
struct _SluiceEndpoint
{
  GObject parent_instance;

  char               *id;
  char               *name;
  char               *host;     /* with the port when it is not the usual one */
  GUri               *base;
  char               *prefix;   /* the base's path without the last slash */
  char               *pin;      /* nullable */
  GTlsDatabase       *database; /* nullable: the system's; checks the pin when there is one */
  SluiceEndpointKind  kind;
};

G_DEFINE_FINAL_TYPE (SluiceEndpoint, sluice_endpoint, G_TYPE_OBJECT)

static void
sluice_endpoint_finalize (GObject *object)
{
  SluiceEndpoint *self = SLUICE_ENDPOINT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->base, g_uri_unref);
  g_clear_pointer (&self->prefix, g_free);
  g_clear_pointer (&self->pin, g_free);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (sluice_endpoint_parent_class)->finalize (object);
}

static void
sluice_endpoint_class_init (SluiceEndpointClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_endpoint_finalize;
}

static void
sluice_endpoint_init (SluiceEndpoint *self)
{
}

/* What a name stands for is looked at when it is connected to. */
static gboolean
is_elsewhere (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL && !sluice_local_address_check (address);
}

static GUri *
parse_base (const char          *base_uri,
            SluiceEndpointKind   kind,
            GError             **error)
{
  g_autoptr(GUri) uri = g_uri_parse (base_uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  gboolean secure;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("This is not an address that Sluice can use. It looks like “https://cloud.example”."));
      return NULL;
    }

  secure = g_str_equal (g_uri_get_scheme (uri), "https");
  if (!secure && !(kind == SLUICE_ENDPOINT_LOCAL_NETWORK && g_str_equal (g_uri_get_scheme (uri), "http")))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS,
                           _("A cloud is only reached over an encrypted connection. Its address starts with “https://”."));
      return NULL;
    }

  if (kind == SLUICE_ENDPOINT_LOCAL_NETWORK && is_elsewhere (g_uri_get_host (uri)))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED,
                           _("This address is not in a local network. Sluice sends print files only to printers in your own."));
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/**
 * sluice_endpoint_new:
 * @id: the place's id, for the policy and the ledger
 * @name: the place's name, for people
 * @base_uri: scheme, host, port, and a path when it is not at the root; https
 *   unless @kind is %SLUICE_ENDPOINT_LOCAL_NETWORK; then no address of elsewhere
 * @kind: what it is
 * @database: (nullable): whom to trust; %NULL for whom this computer trusts
 * @spki_sha256: (nullable): SHA-256 of the server's SubjectPublicKeyInfo, 64
 *   hexadecimal digits; then its key must be this one too
 * @error: #SluiceNetError
 *
 * Returns: (transfer full) (nullable): an endpoint
 */
SluiceEndpoint *
sluice_endpoint_new (const char          *id,
                     const char          *name,
                     const char          *base_uri,
                     SluiceEndpointKind   kind,
                     GTlsDatabase        *database,
                     const char          *spki_sha256,
                     GError             **error)
{
  g_autoptr(SluiceEndpoint) self = NULL;
  g_autoptr(GUri) base = NULL;

  g_return_val_if_fail (id != NULL && name != NULL && base_uri != NULL, NULL);
  g_return_val_if_fail (database == NULL || G_IS_TLS_DATABASE (database), NULL);

  base = parse_base (base_uri, kind, error);
  if (base == NULL)
    return NULL;

  self = g_object_new (SLUICE_TYPE_ENDPOINT, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->kind = kind;
  self->host = g_uri_get_port (base) > 0
    ? g_strdup_printf ("%s:%d", g_uri_get_host (base), g_uri_get_port (base))
    : g_strdup (g_uri_get_host (base));
  self->prefix = g_strdup (g_uri_get_path (base));
  if (g_str_has_suffix (self->prefix, "/"))
    self->prefix[strlen (self->prefix) - 1] = '\0';
  self->base = g_steal_pointer (&base);

  if (spki_sha256 != NULL)
    {
      self->database = sluice_pinned_database_new (database, spki_sha256, error);
      if (self->database == NULL)
        return NULL;
      self->pin = g_ascii_strdown (spki_sha256, -1);
    }
  else
    {
      g_set_object (&self->database, database);
    }

  return g_steal_pointer (&self);
}

const char *
sluice_endpoint_get_id (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);

  return self->id;
}

const char *
sluice_endpoint_get_name (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);

  return self->name;
}

/** sluice_endpoint_get_host: host, with the port when the address names one. */
const char *
sluice_endpoint_get_host (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);

  return self->host;
}

GUri *
sluice_endpoint_get_base_uri (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);

  return self->base;
}

SluiceEndpointKind
sluice_endpoint_get_kind (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), SLUICE_ENDPOINT_CLOUD);

  return self->kind;
}

gboolean
sluice_endpoint_is_encrypted (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), FALSE);

  return g_str_equal (g_uri_get_scheme (self->base), "https");
}

/** sluice_endpoint_get_database: (nullable): whom to trust, the pin included; %NULL for whom this computer trusts. */
GTlsDatabase *
sluice_endpoint_get_database (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);

  return self->database;
}

/** sluice_endpoint_get_pin: (nullable): SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal. */
const char *
sluice_endpoint_get_pin (SluiceEndpoint *self)
{
  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);

  return self->pin;
}

/**
 * sluice_endpoint_build_uri:
 * @self: an endpoint
 * @path: absolute and percent-encoded
 * @query: (nullable): percent-encoded
 *
 * Returns: (transfer full): the address of @path there
 */
GUri *
sluice_endpoint_build_uri (SluiceEndpoint *self,
                           const char     *path,
                           const char     *query)
{
  g_autofree char *whole = NULL;

  g_return_val_if_fail (SLUICE_IS_ENDPOINT (self), NULL);
  g_return_val_if_fail (path != NULL && path[0] == '/', NULL);

  whole = g_strconcat (self->prefix, path, NULL);
  return g_uri_build (g_uri_get_flags (self->base), g_uri_get_scheme (self->base), NULL,
                      g_uri_get_host (self->base), g_uri_get_port (self->base), whole, query, NULL);
}
