/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"

#include <string.h>

/* The programs of this project; others are registered by the operator, later. */
static const CloudClient clients[] = {
  { "sluice-desktop" },
  { "sluicectl" },
};

/** cloud_clients_find: (nullable): the client of that id. */
const CloudClient *
cloud_clients_find (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (clients); i++)
    if (g_str_equal (clients[i].id, id))
      return &clients[i];

  return NULL;
}

/**
 * cloud_clients_may_redirect:
 * @client: a client
 * @uri: (nullable): where it wants the answer
 *
 * RFC 8252 §7.3: `http://127.0.0.1:PORT/callback` with any port; everything
 * else of it is compared exactly, and a host name will not do.
 *
 * Returns: whether that is this client's
 */
gboolean
cloud_clients_may_redirect (const CloudClient *client,
                            const char        *uri)
{
  static const char before[] = "http://127.0.0.1";
  static const char after[] = "/callback";
  const char *at;
  gsize digits;

  if (uri == NULL || !g_str_has_prefix (uri, before))
    return FALSE;

  at = uri + strlen (before);
  if (*at == ':')
    {
      digits = strspn (at + 1, "0123456789");
      if (digits < 1 || digits > 5)
        return FALSE;
      at += 1 + digits;
    }
  return g_str_equal (at, after);
}

/** cloud_reply_oauth_error: RFC 6749 §5.2; the vendor's clients read the description without looking. */
void
cloud_reply_oauth_error (CloudRequest *request,
                         guint         status,
                         const char   *error,
                         const char   *description)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "error", error);
  json_object_set_string_member (body, "error_description", description);
  cloud_reply_json (request, status, body);
}
