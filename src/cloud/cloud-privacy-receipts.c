/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-receipts.h"

/* /privacy/v1/receipts, and the key that they can be checked with. */
#define PAGE_DEFAULT 50
#define PAGE_MOST 100

/** cloud_privacy_list_receipts: newest first; `limit` and `offset`. */
void
cloud_privacy_list_receipts (CloudRequest *request)
{
  gint64 limit = MAX (cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST), 1);
  gint64 offset = cloud_request_query_number (request, "offset", 0, G_MAXINT32);
  g_autoptr(GError) error = NULL;
  gint64 total = 0;
  JsonArray *list = cloud_receipts_list (request->context, request->account, limit, offset, &total, &error);

  if (list != NULL)
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (list, total, limit));
  else
    cloud_reply_gerror (request, error);
}

void
cloud_privacy_get_receipt (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  JsonObject *receipt = cloud_receipts_find (request->context, request->account, request->params[0], &error);

  if (receipt != NULL)
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (receipt));
  else
    cloud_reply_gerror (request, error);
}

/** cloud_privacy_receipt_keys: a JWK set (RFC 7517 §5), for everybody. */
void
cloud_privacy_receipt_keys (CloudRequest *request)
{
  JsonObject *set = json_object_new ();
  JsonArray *keys = json_array_new ();

  json_array_add_object_element (keys, cloud_receipt_key_describe (request->context));
  json_object_set_array_member (set, "keys", keys);
  cloud_reply_json (request, SOUP_STATUS_OK, set);
}
