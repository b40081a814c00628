/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-response-private.h"

#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/* What some caller looks at; the others end here. */
static const char * const kept_headers[] = {
  "Content-Range", "Content-Type", "ETag", "Last-Modified", "Link", "Location", "Range", "Repr-Digest", "Retry-After",
  "X-Goog-Stored-Content-Length",
};

struct _SluiceResponse
{
  GObject parent_instance;

  guint       status;
  GHashTable *headers; /* lower-case name → value */
  GBytes     *body;
  gint64      observed_at;
};

G_DEFINE_FINAL_TYPE (SluiceResponse, sluice_response, G_TYPE_OBJECT)

static void
sluice_response_finalize (GObject *object)
{
  SluiceResponse *self = SLUICE_RESPONSE (object);

  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);

  G_OBJECT_CLASS (sluice_response_parent_class)->finalize (object);
}

static void
sluice_response_class_init (SluiceResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_response_finalize;
}

static void
sluice_response_init (SluiceResponse *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SluiceResponse *
sluice_response_new (guint               status,
                     SoupMessageHeaders *headers,
                     GBytes             *body,
                     gint64              observed_at)
{
  SluiceResponse *self = g_object_new (SLUICE_TYPE_RESPONSE, NULL);

  self->status = status;
  self->body = g_bytes_ref (body);
  self->observed_at = observed_at;
  for (guint i = 0; i < G_N_ELEMENTS (kept_headers); i++)
    {
      const char *value = soup_message_headers_get_list (headers, kept_headers[i]);

      if (value != NULL)
        g_hash_table_insert (self->headers, g_ascii_strdown (kept_headers[i], -1), g_strdup (value));
    }

  return self;
}

/** sluice_response_get_status: the HTTP status, below 400; redirections are not followed. */
guint
sluice_response_get_status (SluiceResponse *self)
{
  g_return_val_if_fail (SLUICE_IS_RESPONSE (self), 0);

  return self->status;
}

/** sluice_response_get_header: (nullable): one of the few headers that are kept. */
const char *
sluice_response_get_header (SluiceResponse *self,
                            const char     *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (SLUICE_IS_RESPONSE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->headers, key);
}

GBytes *
sluice_response_get_body (SluiceResponse *self)
{
  g_return_val_if_fail (SLUICE_IS_RESPONSE (self), NULL);

  return self->body;
}

/** sluice_response_get_observed_at: when its last byte came: microseconds since the epoch, UTC, by this computer's clock. */
gint64
sluice_response_get_observed_at (SluiceResponse *self)
{
  g_return_val_if_fail (SLUICE_IS_RESPONSE (self), 0);

  return self->observed_at;
}

static gboolean
misunderstood (GError **error)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The answer is not one that Sluice understands."));
  return FALSE;
}

/**
 * sluice_response_parse_object:
 * @self: a response
 * @error: %SLUICE_NET_ERROR_PROTOCOL
 *
 * Returns: (transfer full) (nullable): the body as a JSON object
 */
JsonObject *
sluice_response_parse_object (SluiceResponse  *self,
                              GError         **error)
{
  JsonObject *object;

  g_return_val_if_fail (SLUICE_IS_RESPONSE (self), NULL);

  object = sluice_json_parse_object (self->body, g_bytes_get_size (self->body), NULL);
  if (object == NULL)
    misunderstood (error);
  return object;
}

/**
 * sluice_response_parse_data:
 * @self: a response
 * @error: %SLUICE_NET_ERROR_PROTOCOL
 *
 * Takes the vendor's envelope off (reference: UltiMaker cloud, {"data": …}).
 *
 * Returns: (transfer full) (nullable): what is in "data"
 */
JsonNode *
sluice_response_parse_data (SluiceResponse  *self,
                            GError         **error)
{
  g_autoptr(JsonObject) object = sluice_response_parse_object (self, error);

  if (object == NULL)
    return NULL;
  if (!json_object_has_member (object, "data"))
    {
      misunderstood (error);
      return NULL;
    }

  return json_object_dup_member (object, "data");
}
