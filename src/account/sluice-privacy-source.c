/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-privacy-source.h"

#include "sluice-fiber.h"
#include "sluice-inventory-source-private.h"
#include "sluice-inventory-sum.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#define ROUTE "/privacy/v1/inventory/{id}"

struct _SluicePrivacySource
{
  SluiceInventorySource parent_instance;
};

G_DEFINE_FINAL_TYPE (SluicePrivacySource, sluice_privacy_source, SLUICE_TYPE_INVENTORY_SOURCE)

static SluiceCapabilities *
sluice_privacy_source_await_capabilities (SluiceInventorySource  *source,
                                          DexFuture              *stop,
                                          GError                **error)
{
  return dex_await_object (sluice_until (sluice_capabilities_ask (sluice_inventory_source_get_session (source)), stop),
                           error);
}

static SluiceInventoryPage *
sluice_privacy_source_await_page (SluiceInventorySource  *source,
                                  const char             *category,
                                  const char             *after,
                                  DexFuture              *stop,
                                  GError                **error)
{
  return sluice_inventory_page_await (sluice_inventory_source_get_session (source), category, after, stop, error);
}

static GListModel *
sluice_privacy_source_await_sums (SluiceInventorySource  *source,
                                  DexFuture              *stop,
                                  GError                **error)
{
  return sluice_inventory_sums_await (sluice_inventory_source_get_session (source), stop, error);
}

static char *
dup_path (SluiceInventoryItem *item)
{
  g_autofree char *id = g_uri_escape_string (sluice_inventory_item_get_id (item), NULL, FALSE);

  return g_strconcat ("/privacy/v1/inventory/", id, NULL);
}

/* @request: about one thing */
static SluiceResponse *
await_answer (SluiceInventorySource  *source,
              SluiceRequest          *request,
              DexFuture              *stop,
              GError                **error)
{
  sluice_request_set_route (request, ROUTE);
  sluice_request_set_bearer (request, TRUE);
  return dex_await_object (sluice_until (sluice_session_send (sluice_inventory_source_get_session (source), request), stop),
                           error);
}

/* What is gone already is what was wanted; a place that knows no such call has deleted nothing. */
static gboolean
is_gone (const GError *error)
{
  return g_strcmp0 (sluice_net_error_get_server_code (error), "unknownItem") == 0;
}

static gboolean
sluice_privacy_source_await_erased (SluiceInventorySource  *source,
                                    SluiceInventoryItem    *item,
                                    DexFuture              *stop,
                                    GError                **error)
{
  g_autofree char *path = dup_path (item);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("DELETE", path);
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceResponse) response = await_answer (source, request, stop, &failure);

  if (response != NULL || is_gone (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
sluice_privacy_source_await_corrected (SluiceInventorySource  *source,
                                       SluiceInventoryItem    *item,
                                       const char             *value,
                                       DexFuture              *stop,
                                       GError                **error)
{
  g_autofree char *path = dup_path (item);
  g_autoptr(JsonObject) envelope = json_object_new ();
  JsonObject *data = json_object_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  json_object_set_string_member (data, "value", value);
  json_object_set_object_member (envelope, "data", data);
  bytes = sluice_json_object_to_bytes (envelope, FALSE);
  request = sluice_request_new_personal ("PUT", path, sluice_personal_body_new (bytes, "application/json"));
  sluice_request_set_permission (request, "correct");
  response = await_answer (source, request, stop, error);
  return response != NULL;
}

static void
sluice_privacy_source_class_init (SluicePrivacySourceClass *klass)
{
  SluiceInventorySourceClass *source_class = SLUICE_INVENTORY_SOURCE_CLASS (klass);

  source_class->scope = "privacy.inventory";
  source_class->await_capabilities = sluice_privacy_source_await_capabilities;
  source_class->await_page = sluice_privacy_source_await_page;
  source_class->await_sums = sluice_privacy_source_await_sums;
  source_class->await_erased = sluice_privacy_source_await_erased;
  source_class->await_corrected = sluice_privacy_source_await_corrected;
}

static void
sluice_privacy_source_init (SluicePrivacySource *self)
{
}

/**
 * sluice_privacy_source_new:
 * @session: signed in to a Sluice cloud, at home or elsewhere
 *
 * Returns: (transfer full): its list
 */
SluiceInventorySource *
sluice_privacy_source_new (SluiceSession *session)
{
  g_return_val_if_fail (SLUICE_IS_SESSION (session), NULL);

  return g_object_new (SLUICE_TYPE_PRIVACY_SOURCE, "session", session, NULL);
}
