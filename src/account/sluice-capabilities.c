/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-capabilities.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/* A place that has never heard of the question can do nothing of all this, and says so by not having it. */
#define ROUTE "/privacy/v1/capabilities"
#define MAX_ANSWER (64 * 1024)

static const char * const names[SLUICE_CAPABILITY_LAST] = {
  [SLUICE_CAPABILITY_CONSENTS] = "consents",
  [SLUICE_CAPABILITY_GRANTS] = "grants",
  [SLUICE_CAPABILITY_RECEIPTS] = "receipts",
  [SLUICE_CAPABILITY_ACCESSES] = "accesses",
  [SLUICE_CAPABILITY_INVENTORY] = "inventory",
  [SLUICE_CAPABILITY_DELETE_ITEMS] = "delete_items",
  [SLUICE_CAPABILITY_EXPORT] = "export",
  [SLUICE_CAPABILITY_CANCEL] = "cancel",
  [SLUICE_CAPABILITY_CORRECT] = "correct",
  [SLUICE_CAPABILITY_PROCESS_RECORDS] = "process_records",
  [SLUICE_CAPABILITY_GROUPS] = "groups",
  [SLUICE_CAPABILITY_LIBRARY] = "library",
  [SLUICE_CAPABILITY_UPLOADS] = "uploads",
  [SLUICE_CAPABILITY_BACKUPS] = "backups",
};

struct _SluiceCapabilities
{
  GObject parent_instance;

  gboolean has[SLUICE_CAPABILITY_LAST];
};

G_DEFINE_FINAL_TYPE (SluiceCapabilities, sluice_capabilities, G_TYPE_OBJECT)

static void
sluice_capabilities_class_init (SluiceCapabilitiesClass *klass)
{
}

static void
sluice_capabilities_init (SluiceCapabilities *self)
{
}

/**
 * sluice_capabilities_new:
 * @object: (nullable): what a place says; what it does not say, it cannot do
 *
 * Returns: (transfer full): the same, with what this version does not know left out
 */
SluiceCapabilities *
sluice_capabilities_new (JsonObject *object)
{
  SluiceCapabilities *self = g_object_new (SLUICE_TYPE_CAPABILITIES, NULL);

  for (guint i = 0; object != NULL && i < SLUICE_CAPABILITY_LAST; i++)
    if (!sluice_json_get_boolean (object, names[i], &self->has[i]))
      self->has[i] = FALSE;
  return self;
}

static DexFuture *
ask_fiber (DexFuture *stop,
           gpointer   data)
{
  SluiceSession *session = data;
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", ROUTE);
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  sluice_request_set_route (request, ROUTE);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), &error);
  if (g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    return dex_future_new_take_object (sluice_capabilities_new (NULL));
  node = response != NULL ? sluice_response_parse_data (response, &error) : NULL;
  if (node == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL, "%s",
                                  _("The answer is not one that Sluice understands."));

  return dex_future_new_take_object (sluice_capabilities_new (json_node_get_object (node)));
}

/**
 * sluice_capabilities_ask:
 * @session: signed in to a place
 *
 * Returns: (transfer full): a future of the #SluiceCapabilities; a place without any knows no such question, and is
 *   no error. Rejects with #SluiceNetError
 */
DexFuture *
sluice_capabilities_ask (SluiceSession *session)
{
  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  return sluice_fiber_spawn (ask_fiber, g_object_ref (session), g_object_unref);
}

gboolean
sluice_capabilities_has (SluiceCapabilities *self,
                         SluiceCapability    capability)
{
  g_return_val_if_fail (SLUICE_IS_CAPABILITIES (self), FALSE);
  g_return_val_if_fail (capability < SLUICE_CAPABILITY_LAST, FALSE);

  return self->has[capability];
}
