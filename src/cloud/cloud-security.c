/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"

/*
 * How this cloud keeps what it keeps, for whoever wants to know before he gives it
 * anything: it says nothing of anybody. What is not known is null, or not there.
 */
static const struct
{
  const char *store;
  const char *encryption; /* NULL: in the clear */
  const char *key;        /* whose it is */
} at_rest[] = {
  { "personal", "XChaCha20-Poly1305", "account" },
  { "process", "XChaCha20-Poly1305", "account" },
  { "product", "XChaCha20-Poly1305", "account" },
  /* Random ids, times, sizes, types of machines, scopes. */
  { "bookkeeping", NULL, NULL },
};

/* "possible": is not meant to, but holds the keys. */
static const struct
{
  const char *role;
  const char *sees;
} roles[] = {
  { "owner", "everything" },
  { "third_party", "granted" },
  { "operator", "possible" },
};

static JsonArray *
describe_rest (void)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (at_rest); i++)
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "store", at_rest[i].store);
      json_object_set_string_member (entry, "encryption", at_rest[i].encryption);
      json_object_set_string_member (entry, "key", at_rest[i].key);
      json_array_add_object_element (list, entry);
    }
  return list;
}

static JsonArray *
describe_roles (void)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "role", roles[i].role);
      json_object_set_string_member (entry, "sees", roles[i].sees);
      json_array_add_object_element (list, entry);
    }
  return list;
}

/** cloud_privacy_security: what the operator of this cloud states of it; the same for everybody. */
void
cloud_privacy_security (CloudRequest *request)
{
  CloudContext *context = request->context;
  JsonObject *data = json_object_new ();

  json_object_set_array_member (data, "at_rest", describe_rest ());
  json_object_set_string_member (data, "keys", "same_computer");
  json_object_set_string_member (data, "location", context->owner_secret != NULL ? "home" : "server");
  json_object_set_string_member (data, "region", context->region);
  json_object_set_string_member (data, "redundancy", NULL);
  json_object_set_null_member (data, "backups");
  json_object_set_array_member (data, "roles", describe_roles ());
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}
