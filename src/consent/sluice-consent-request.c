/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-request.h"

#include "sluice-consent-private.h"
#include "sluice-consent-words.h"
#include "sluice-json.h"
#include "sluice-text.h"

#define MAX_ID 128
#define MAX_MESSAGE 60
#define MAX_PURPOSE 200
#define MAX_ITEMS 64

struct _SluiceConsentRequest
{
  GObject parent_instance;

  /* Owned. */
  char               *id;
  SluiceConsentParty *party;
  char               *binding_message;
  char               *user_code;
  char               *purpose;
  char               *duration;
  GListStore         *items;
  GListStore         *changes;
  char               *redirect;

  SluiceConsentOrigin origin;
  SluiceConsentState  state;
  gint64              created; /* seconds since the epoch */
  gint64              expires; /* the same */
  guint               n_unknown;
};

G_DEFINE_ENUM_TYPE (SluiceConsentState, sluice_consent_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_CONSENT_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (SLUICE_CONSENT_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (SLUICE_CONSENT_DENIED, "denied"),
                    G_DEFINE_ENUM_VALUE (SLUICE_CONSENT_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (SLUICE_CONSENT_WITHDRAWN, "withdrawn"))

G_DEFINE_FINAL_TYPE (SluiceConsentRequest, sluice_consent_request, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} SluiceConsentRequestProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
sluice_consent_request_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SluiceConsentRequest *self = SLUICE_CONSENT_REQUEST (object);

  switch ((SluiceConsentRequestProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_consent_request_finalize (GObject *object)
{
  SluiceConsentRequest *self = SLUICE_CONSENT_REQUEST (object);

  g_free (self->id);
  g_clear_object (&self->party);
  g_free (self->binding_message);
  g_free (self->user_code);
  g_free (self->purpose);
  g_free (self->duration);
  g_clear_object (&self->items);
  g_clear_object (&self->changes);
  g_free (self->redirect);

  G_OBJECT_CLASS (sluice_consent_request_parent_class)->finalize (object);
}

static void
sluice_consent_request_class_init (SluiceConsentRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_consent_request_get_property;
  object_class->finalize = sluice_consent_request_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SLUICE_TYPE_CONSENT_STATE, SLUICE_CONSENT_PENDING,
                                              flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_consent_request_init (SluiceConsentRequest *self)
{
  self->items = g_list_store_new (SLUICE_TYPE_CONSENT_ITEM);
}

/* What this version has no word for cannot be answered. */
static SluiceConsentState
read_state (JsonObject *object)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (SLUICE_TYPE_CONSENT_STATE);
  const char *name = sluice_json_get_string (object, "state");
  const GEnumValue *value = name != NULL ? g_enum_get_value_by_nick (klass, name) : NULL;

  return value != NULL ? (SluiceConsentState) value->value : SLUICE_CONSENT_WITHDRAWN;
}

static SluiceConsentOrigin
read_origin (JsonObject *object)
{
  const char *name = sluice_json_get_string (object, "origin");

  if (g_strcmp0 (name, "link") == 0)
    return SLUICE_CONSENT_FROM_LINK;
  if (g_strcmp0 (name, "device") == 0)
    return SLUICE_CONSENT_FROM_DEVICE;
  if (g_strcmp0 (name, "browser") == 0)
    return SLUICE_CONSENT_FROM_BROWSER;
  return SLUICE_CONSENT_FROM_AFAR;
}

/*
 * What a kind of data is and who may see it comes from the catalogue of this
 * program. What is not in it cannot be explained, and what is private is nobody
 * else's: neither can be given.
 */
static void
read_items (SluiceConsentRequest *self,
            JsonArray            *array)
{
  guint n_items = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      const char *id = object != NULL ? sluice_json_get_string (object, "category") : NULL;
      const SluiceDataCategory *category = sluice_data_category_find (id);
      g_autoptr(SluiceConsentItem) item = NULL;
      gboolean granted_before = FALSE;
      gboolean is_new = FALSE;

      if (i >= MAX_ITEMS || category == NULL || category->klass == SLUICE_DATA_CLASS_PRIVATE)
        {
          self->n_unknown++;
          continue;
        }
      sluice_json_get_boolean (object, "granted_before", &granted_before);
      sluice_json_get_boolean (object, "is_new", &is_new);
      item = sluice_consent_item_new (category, granted_before, is_new);
      g_list_store_append (self->items, item);
    }
}

/**
 * sluice_consent_request_new:
 * @object: a consent transaction, as the cloud tells it; nothing in it is trusted to be there
 *
 * Returns: (transfer full) (nullable): the request; %NULL when it lacks what it is answered by
 */
SluiceConsentRequest *
sluice_consent_request_new (JsonObject *object)
{
  const char *duration = sluice_json_get_string (object, "duration");
  const char *id = sluice_json_get_string (object, "id");
  JsonObject *client = sluice_json_get_object (object, "client");
  g_autoptr(SluiceConsentParty) party = client != NULL ? sluice_consent_party_new (client) : NULL;
  SluiceConsentRequest *self;

  if (party == NULL || !sluice_text_is_visible_ascii (id, MAX_ID))
    return NULL;

  self = g_object_new (SLUICE_TYPE_CONSENT_REQUEST, NULL);
  self->id = g_strdup (id);
  self->party = g_steal_pointer (&party);
  self->origin = read_origin (object);
  self->state = read_state (object);
  self->created = sluice_json_get_time (object, "created_at");
  self->expires = sluice_json_get_time (object, "expires_at");
  self->binding_message = sluice_text_tame (sluice_json_get_string (object, "binding_message"), MAX_MESSAGE);
  self->user_code = sluice_text_tame (sluice_json_get_string (object, "user_code"), MAX_MESSAGE);
  self->purpose = sluice_text_tame (sluice_json_get_string (object, "purpose"), MAX_PURPOSE);
  self->duration = g_strdup (sluice_consent_duration_is_known (duration) ? duration : SLUICE_CONSENT_ONCE);
  self->changes = sluice_consent_changes_read (sluice_json_get_array (object, "changes"));
  read_items (self, sluice_json_get_array (object, "items"));
  return self;
}

void
sluice_consent_request_set_state (SluiceConsentRequest *self,
                                  SluiceConsentState    state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
sluice_consent_request_set_redirect (SluiceConsentRequest *self,
                                     const char           *redirect)
{
  g_set_str (&self->redirect, redirect);
}

/** sluice_consent_request_get_id: the cloud's own id. */
const char *
sluice_consent_request_get_id (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->id;
}

SluiceConsentOrigin
sluice_consent_request_get_origin (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), SLUICE_CONSENT_FROM_AFAR);
  return self->origin;
}

SluiceConsentState
sluice_consent_request_get_state (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), SLUICE_CONSENT_WITHDRAWN);
  return self->state;
}

/** sluice_consent_request_get_created: seconds since the epoch, by the cloud's clock; 0 when it does not say. */
gint64
sluice_consent_request_get_created (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), 0);
  return self->created;
}

/** sluice_consent_request_get_expires: seconds since the epoch, by the cloud's clock; 0 when it does not say. */
gint64
sluice_consent_request_get_expires (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), 0);
  return self->expires;
}

/** sluice_consent_request_get_party: (transfer none): who asks. */
SluiceConsentParty *
sluice_consent_request_get_party (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->party;
}

/** sluice_consent_request_get_binding_message: (nullable): what the asker shows too, to compare (CIBA Core 1.0 §7.1). */
const char *
sluice_consent_request_get_binding_message (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->binding_message;
}

/** sluice_consent_request_get_user_code: (nullable): the code that the other device shows (RFC 8628). */
const char *
sluice_consent_request_get_user_code (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->user_code;
}

/** sluice_consent_request_get_purpose: (nullable): what it is for, in the asker's own words. */
const char *
sluice_consent_request_get_purpose (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->purpose;
}

/** sluice_consent_request_get_duration: for how long they ask: "once", "P<n>D" or "until_revoked". */
const char *
sluice_consent_request_get_duration (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->duration;
}

/** sluice_consent_request_get_items: (transfer none): of #SluiceConsentItem, what can be given, or is public. */
GListModel *
sluice_consent_request_get_items (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return G_LIST_MODEL (self->items);
}

/** sluice_consent_request_get_changes: (transfer none): of #SluiceConsentChange, since they asked the last time. */
GListModel *
sluice_consent_request_get_changes (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return G_LIST_MODEL (self->changes);
}

/** sluice_consent_request_get_n_unknown: how many things they ask for that cannot be given from here. */
guint
sluice_consent_request_get_n_unknown (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), 0);
  return self->n_unknown;
}

/**
 * sluice_consent_request_get_redirect: (nullable): where the browser is sent with the answer, once it was given here;
 *   see sluice_consent_link_may_leave()
 */
const char *
sluice_consent_request_get_redirect (SluiceConsentRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_REQUEST (self), NULL);
  return self->redirect;
}
