/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cloud.h"

#include "cloud-access.h"
#include "cloud-attempts.h"
#include "cloud-consents.h"
#include "cloud-dpop.h"
#include "cloud-farm.h"
#include "cloud-folder.h"
#include "cloud-identity.h"
#include "cloud-listener.h"
#include "cloud-partial.h"
#include "cloud-router.h"
#include "cloud-seed.h"
#include "cloud-tokens.h"
#include "cloud-upload.h"
#include "sluice-key.h"
#include "sluice-log.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The cloud as one object: it owns the parts and starts and stops them in
 * order. Everything runs on the main thread; a request holds it only as long as
 * SQLite needs for a few rows.
 */
#define DEFAULT_HOST "127.0.0.1"
#define DEFAULT_MAX_UPLOAD ((gint64) 2 * 1024 * 1024 * 1024)
#define DEFAULT_MAX_CONNECTIONS 256
#define DEFAULT_PATIENCE_MS (10 * 1000)
#define DRAIN_SECONDS 5
#define UPKEEP_SECONDS (60 * 60)

/* TLS 1.3 and its authenticated ciphers, nothing before. */
#define TLS_PRIORITY "SECURE128:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM"

struct _SluiceCloud
{
  GObject parent_instance;

  /* How it is to run: copies */
  SluiceCloudOptions options;
  char              *state_folder;
  char              *listen_host;
  char              *public_url; /* without a slash at the end */

  /* While it runs */
  CloudFolder   *folder;
  CloudIdentity *identity;
  CloudContext   context;
  SoupServer    *server;
  CloudListener *listener;
  guint          upkeep;
};

G_DEFINE_FINAL_TYPE (SluiceCloud, sluice_cloud, G_TYPE_OBJECT)

static void
sluice_cloud_finalize (GObject *object)
{
  SluiceCloud *self = SLUICE_CLOUD (object);

  sluice_cloud_stop (self);
  g_object_unref (self->context.clock);
  cloud_proofs_free (self->context.proofs);
  cloud_attempts_free (self->context.attempts);
  g_rc_box_release (self->context.n_checks);
  cloud_partials_unref (self->context.partials);
  g_free (self->state_folder);
  g_free (self->listen_host);
  g_free (self->public_url);
  g_free (self->context.region);

  G_OBJECT_CLASS (sluice_cloud_parent_class)->finalize (object);
}

static void
sluice_cloud_class_init (SluiceCloudClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_cloud_finalize;
}

static void
sluice_cloud_init (SluiceCloud *self)
{
}

/**
 * sluice_cloud_restrict_tls:
 *
 * Allows TLS 1.3 only, in this process. The TLS library reads it once, so this
 * comes first in main(), before any thread and any connection.
 */
void
sluice_cloud_restrict_tls (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, TRUE);
}

/**
 * sluice_cloud_new:
 * @options: how it runs; copied
 *
 * Returns: (transfer full): a cloud that does nothing yet
 */
SluiceCloud *
sluice_cloud_new (const SluiceCloudOptions *options)
{
  SluiceCloud *self;

  g_return_val_if_fail (options != NULL && options->state_folder != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_CLOUD, NULL);
  self->options = *options;
  self->state_folder = g_strdup (options->state_folder);
  self->listen_host = g_strdup (options->listen_host != NULL ? options->listen_host : DEFAULT_HOST);
  self->public_url = g_strdup (options->public_url);
  self->context.region = g_strdup (options->region);
  self->context.clock = options->clock != NULL ? g_object_ref (options->clock) : sluice_clock_new ();
  self->context.proofs = cloud_proofs_new ();
  self->context.attempts = cloud_attempts_new ();
  self->context.n_checks = g_rc_box_new0 (guint);
  self->context.partials = cloud_partials_new ();
  self->context.max_upload = options->max_upload > 0 ? options->max_upload : DEFAULT_MAX_UPLOAD;
  return self;
}

/* Returns: the host that others use, NULL for none but this computer's; checks what was asked for */
static gboolean
check_options (SluiceCloud  *self,
               char        **out_public_host,
               GError      **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (self->listen_host);
  g_autoptr(GUri) uri = NULL;

  if (self->options.is_home && (address == NULL || !g_inet_address_get_is_loopback (address)))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS,
                           _("A home cloud listens on this computer only: --home needs a loopback address."));
      return FALSE;
    }
  if (self->public_url == NULL)
    {
      *out_public_host = address != NULL && !g_inet_address_get_is_loopback (address) &&
                         !g_inet_address_get_is_any (address) ? g_strdup (self->listen_host) : NULL;
      return TRUE;
    }

  uri = g_uri_parse (self->public_url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL ||
      !(g_str_equal (g_uri_get_path (uri), "") || g_str_equal (g_uri_get_path (uri), "/")))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS,
                           _("The public address is https://HOST or https://HOST:PORT, and nothing more."));
      return FALSE;
    }

  if (g_str_has_suffix (self->public_url, "/"))
    self->public_url[strlen (self->public_url) - 1] = '\0';
  *out_public_host = g_strdup (g_uri_get_host (uri));
  return TRUE;
}

static gboolean
fill_store (SluiceCloud  *self,
            GError      **error)
{
  CloudContext *context = &self->context;
  g_autoptr(GError) failed = NULL;
  g_autofree char *owner = cloud_store_find_owner (context->store, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (owner == NULL && self->options.seed_demo)
    {
      if (!cloud_seed_demo (context, error))
        return FALSE;
      owner = cloud_store_find_owner (context->store, error);
    }
  else if (owner == NULL)
    owner = cloud_store_make_account (context->store, "owner", TRUE, sluice_clock_now_seconds (context->clock), error);

  return owner != NULL &&
         cloud_farm_make (context, owner, self->options.n_virtual_printers, error);
}

/* What the `Host` of a request must be: without the port where it is https's own. */
static char *
authority_of (const char *url)
{
  const char *authority = url + strlen ("https://");

  return g_str_has_suffix (authority, ":443") ? g_strndup (authority, strlen (authority) - strlen (":443"))
                                              : g_strdup (authority);
}

static gboolean
open_door (SluiceCloud  *self,
           GError      **error)
{
  guint max_connections = self->options.max_connections > 0 ? self->options.max_connections : DEFAULT_MAX_CONNECTIONS;
  guint patience_ms = self->options.patience_ms > 0 ? self->options.patience_ms : DEFAULT_PATIENCE_MS;
  g_autofree char *authority = NULL;
  guint16 port;

  /* With raw paths, what an escape stands for is never taken for a slash. */
  self->server = soup_server_new ("raw-paths", TRUE, "server-header", NULL, NULL);
  self->listener = cloud_listener_new (self->server, max_connections, patience_ms);
  cloud_listener_set_certificate (self->listener, self->identity->certificate);
  if (!cloud_listener_listen (self->listener, self->listen_host, self->options.listen_port, &port, error))
    return FALSE;

  if (self->public_url != NULL)
    self->context.url = g_strdup (self->public_url);
  else
    self->context.url = g_strdup_printf (strchr (self->listen_host, ':') != NULL ? "https://[%s]:%u" : "https://%s:%u",
                                         self->listen_host, port);
  authority = authority_of (self->context.url);
  cloud_router_attach (self->server, &self->context, authority);
  return TRUE;
}

/* The wall clock, not the injected one: the peers' TLS libraries go by theirs. */
static CloudIdentity *
ensure_identity (SluiceCloud  *self,
                 const char   *public_host,
                 GError      **error)
{
  g_autofree char *folder = g_build_filename (cloud_folder_get_path (self->folder), "tls", NULL);

  return cloud_identity_ensure (folder, public_host, g_get_real_time () / G_USEC_PER_SEC, error);
}

static gboolean
upkeep_cb (gpointer data)
{
  SluiceCloud *self = data;
  g_autofree char *public_host = NULL;
  g_autoptr(GError) error = NULL;
  CloudIdentity *identity = NULL;

  cloud_tokens_forget_old (&self->context);
  cloud_consents_forget_old (&self->context);
  cloud_access_forget_old (&self->context);
  cloud_upload_forget_old (&self->context);
  if (check_options (self, &public_host, &error))
    identity = ensure_identity (self, public_host, &error);
  if (identity != NULL)
    {
      cloud_identity_free (self->identity);
      self->identity = identity;
      cloud_listener_set_certificate (self->listener, identity->certificate);
    }
  else
    sluice_log_error (G_LOG_LEVEL_WARNING, "the certificate could not be looked after", error);

  return G_SOURCE_CONTINUE;
}

static gboolean
start (SluiceCloud  *self,
       GError      **error)
{
  g_autofree char *public_host = NULL;
  g_autoptr(JsonObject) ready = NULL;

  if (!check_options (self, &public_host, error) ||
      (self->folder = cloud_folder_open (self->state_folder, error)) == NULL ||
      (self->context.store = cloud_store_open (cloud_folder_get_path (self->folder), error)) == NULL ||
      (self->identity = ensure_identity (self, public_host, error)) == NULL ||
      !fill_store (self, error))
    return FALSE;

  if (self->options.is_home &&
      (self->context.owner_secret = cloud_folder_write_secret (self->folder, error)) == NULL)
    return FALSE;
  if (!open_door (self, error))
    return FALSE;

  cloud_tokens_forget_old (&self->context);
  cloud_consents_forget_old (&self->context);
  cloud_access_forget_old (&self->context);
  cloud_upload_forget_old (&self->context);
  self->upkeep = g_timeout_add_seconds (UPKEEP_SECONDS, upkeep_cb, self);
  ready = sluice_cloud_describe (self);
  return cloud_folder_write_ready (self->folder, ready, error);
}

/**
 * sluice_cloud_start:
 * @self: a cloud that does not run
 * @error: #SluiceCloudError, #SluiceBaseError, #GFileError
 *
 * Takes the state folder, makes what is missing in it, and listens. Blocks; the
 * first time for some seconds, while the keys are made.
 *
 * Returns: %TRUE when it answers requests, once the main loop runs
 */
gboolean
sluice_cloud_start (SluiceCloud  *self,
                    GError      **error)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD (self), FALSE);
  g_return_val_if_fail (self->folder == NULL, FALSE);

  if (start (self, error))
    return TRUE;

  sluice_cloud_stop (self);
  return FALSE;
}

static DexFuture *
whatever_came_cb (DexFuture *future,
                  gpointer   data)
{
  return dex_future_new_true ();
}

/**
 * sluice_cloud_drain:
 * @self: a cloud
 *
 * Takes no further connections, is not to be found any more, and waits for the
 * requests under way.
 *
 * Returns: (transfer full): resolves when all are answered, or a few seconds have passed
 */
DexFuture *
sluice_cloud_drain (SluiceCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD (self), NULL);

  if (self->listener == NULL)
    return dex_future_new_true ();

  cloud_listener_stop (self->listener);
  cloud_folder_withdraw (self->folder);
  if (self->context.n_active == 0)
    return dex_future_new_true ();

  if (self->context.drained == NULL)
    self->context.drained = dex_promise_new ();
  return dex_future_finally (dex_future_first (DEX_FUTURE (dex_ref (self->context.drained)),
                                               dex_timeout_new_seconds (DRAIN_SECONDS), NULL),
                             whatever_came_cb, NULL, NULL);
}

/**
 * sluice_cloud_stop:
 * @self: a cloud
 *
 * Closes everything, at once; what was acknowledged is on the disk.
 */
void
sluice_cloud_stop (SluiceCloud *self)
{
  g_return_if_fail (SLUICE_IS_CLOUD (self));

  g_clear_handle_id (&self->upkeep, g_source_remove);
  g_clear_pointer (&self->listener, cloud_listener_free);
  g_clear_object (&self->server);
  cloud_partials_close (self->context.partials);
  g_clear_pointer (&self->context.store, cloud_store_free);
  g_clear_pointer (&self->context.owner_secret, sluice_secret_free);
  g_clear_pointer (&self->context.url, g_free);
  dex_clear (&self->context.drained);
  g_clear_pointer (&self->identity, cloud_identity_free);
  g_clear_pointer (&self->folder, cloud_folder_close);
}

/** sluice_cloud_get_url: (nullable): how others reach it, without a slash at the end; %NULL unless it runs. */
const char *
sluice_cloud_get_url (SluiceCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD (self), NULL);

  return self->context.url;
}

/** sluice_cloud_get_ca_file: (nullable): path of the certificate authority, PEM; %NULL unless it runs. */
const char *
sluice_cloud_get_ca_file (SluiceCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD (self), NULL);

  return self->identity != NULL ? self->identity->ca_file : NULL;
}

/** sluice_cloud_get_spki_sha256: (nullable): the pin of the server's key; %NULL unless it runs. */
const char *
sluice_cloud_get_spki_sha256 (SluiceCloud *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD (self), NULL);

  return self->identity != NULL ? self->identity->spki_sha256 : NULL;
}

/** sluice_cloud_describe: (transfer full): what ready.json and the ready line say of a cloud that runs. */
JsonObject *
sluice_cloud_describe (SluiceCloud *self)
{
  JsonObject *ready;

  g_return_val_if_fail (SLUICE_IS_CLOUD (self), NULL);
  g_return_val_if_fail (self->context.url != NULL, NULL);

  ready = json_object_new ();
  json_object_set_string_member (ready, "url", self->context.url);
  json_object_set_string_member (ready, "ca_file", self->identity->ca_file);
  json_object_set_string_member (ready, "spki_sha256", self->identity->spki_sha256);
  json_object_set_string_member (ready, "version", PACKAGE_VERSION);
  return ready;
}
