/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-receipt.h"

#include "sluice-canonical-json.h"
#include "sluice-consent-error.h"
#include "sluice-consent-words.h"
#include "sluice-json.h"
#include "sluice-receipt-private.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>

#define SCHEMA "sluice.consent-receipt/1"
#define MAX_ID 128
#define MAX_ISSUER 512
#define MAX_PURPOSE 200
#define MAX_ITEMS 64

struct _SluiceReceipt
{
  GObject parent_instance;

  /* Owned. */
  GBytes             *bytes;  /* in the one form that it has */
  char               *key_id; /* NULL when it is not as it was signed */
  char               *id;
  char               *issuer;
  SluiceConsentParty *party;
  GStrv               given;
  GStrv               refused;
  char               *purpose;
  char               *duration;

  SluiceDecision decision;
  gint64         issued;  /* seconds since the epoch */
  gint64         expires; /* the same; 0 never */
};

G_DEFINE_FINAL_TYPE (SluiceReceipt, sluice_receipt, G_TYPE_OBJECT)

static const char *decisions[] = {
  [SLUICE_DECISION_APPROVE] = "approve",
  [SLUICE_DECISION_DENY] = "deny",
  [SLUICE_DECISION_NARROW] = "narrow",
  [SLUICE_DECISION_REVOKE] = "revoke",
  [SLUICE_DECISION_EXPIRED] = "expired",
};

static void
sluice_receipt_finalize (GObject *object)
{
  SluiceReceipt *self = SLUICE_RECEIPT (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->key_id);
  g_free (self->id);
  g_free (self->issuer);
  g_clear_object (&self->party);
  g_strfreev (self->given);
  g_strfreev (self->refused);
  g_free (self->purpose);
  g_free (self->duration);

  G_OBJECT_CLASS (sluice_receipt_parent_class)->finalize (object);
}

static void
sluice_receipt_class_init (SluiceReceiptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_receipt_finalize;
}

static void
sluice_receipt_init (SluiceReceipt *self)
{
}

static SluiceDecision
read_decision (JsonObject *object)
{
  const char *name = sluice_json_get_string (object, "decision");

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (g_strcmp0 (name, decisions[i]) == 0)
      return i;
  return SLUICE_DECISION_OTHER;
}

/* The categories' ids. */
static GStrv
read_items (JsonObject *object,
            const char *member)
{
  JsonArray *array = sluice_json_get_array (object, member);
  guint n_items = array != NULL ? MIN (json_array_get_length (array), MAX_ITEMS) : 0;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_items; i++)
    {
      JsonObject *item = sluice_json_array_get_object (array, i);
      const char *id = item != NULL ? sluice_json_get_string (item, "category") : NULL;

      if (id != NULL)
        g_strv_builder_take (builder, sluice_text_tame (id, MAX_ID) ?: g_strdup (""));
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_receipt (SluiceReceipt *self,
              JsonObject    *object)
{
  JsonObject *controller = sluice_json_get_object (object, "controller");
  const char *duration = sluice_json_get_string (object, "duration");

  self->bytes = sluice_json_canonicalize (object);
  self->id = sluice_text_tame (sluice_json_get_string (object, "id"), MAX_ID);
  self->party = controller != NULL ? sluice_consent_party_new (controller) : NULL;
  if (self->bytes == NULL || g_bytes_get_size (self->bytes) > SLUICE_RECEIPT_MAX_BYTES || self->id == NULL ||
      self->party == NULL || g_strcmp0 (sluice_json_get_string (object, "schema"), SCHEMA) != 0)
    return FALSE;

  self->issuer = sluice_text_tame (sluice_json_get_string (object, "issuer"), MAX_ISSUER) ?: g_strdup ("");
  self->purpose = sluice_text_tame (sluice_json_get_string (object, "purpose"), MAX_PURPOSE);
  self->duration = g_strdup (sluice_consent_duration_is_known (duration) ? duration : SLUICE_CONSENT_UNTIL_REVOKED);
  self->decision = read_decision (object);
  self->issued = sluice_json_get_time (object, "issued_at");
  self->expires = sluice_json_get_time (object, "expires_at");
  self->given = read_items (object, "items");
  self->refused = read_items (object, "refused");
  sluice_receipt_check_signature (object, &self->key_id);
  return TRUE;
}

/**
 * sluice_receipt_new_from_json:
 * @object: a receipt from anywhere; nothing in it is trusted to be there
 * @error: %SLUICE_CONSENT_ERROR_FORMAT when it is none
 *
 * Returns: (transfer full) (nullable): the receipt, whether it is intact or not
 */
SluiceReceipt *
sluice_receipt_new_from_json (JsonObject  *object,
                              GError     **error)
{
  g_autoptr(SluiceReceipt) self = g_object_new (SLUICE_TYPE_RECEIPT, NULL);

  if (read_receipt (self, object))
    return g_steal_pointer (&self);
  g_set_error_literal (error, SLUICE_CONSENT_ERROR, SLUICE_CONSENT_ERROR_FORMAT,
                       _("This is not a consent receipt, or not one that this version of Sluice understands."));
  return NULL;
}

/**
 * sluice_receipt_new:
 * @bytes: a receipt from anywhere, as JSON
 * @error: %SLUICE_CONSENT_ERROR_FORMAT when it is none
 *
 * Returns: (transfer full) (nullable): the receipt, whether it is intact or not
 */
SluiceReceipt *
sluice_receipt_new (GBytes  *bytes,
                    GError **error)
{
  g_autoptr(JsonObject) object = sluice_json_parse_object (bytes, SLUICE_RECEIPT_MAX_BYTES, NULL);
  g_autoptr(JsonObject) nothing = json_object_new ();

  return sluice_receipt_new_from_json (object != NULL ? object : nothing, error);
}

/** sluice_receipt_get_bytes: (transfer none): JSON in its canonical form (RFC 8785): what to save. */
GBytes *
sluice_receipt_get_bytes (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->bytes;
}

/** sluice_receipt_is_intact: whether it is as it was signed; by whom is another question. */
gboolean
sluice_receipt_is_intact (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), FALSE);
  return self->key_id != NULL;
}

/** sluice_receipt_get_key_id: (nullable): the thumbprint (RFC 7638) of the key that it is signed with; %NULL when it is not intact. */
const char *
sluice_receipt_get_key_id (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->key_id;
}

const char *
sluice_receipt_get_id (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->id;
}

/** sluice_receipt_get_issuer: the cloud's address, as it says itself. */
const char *
sluice_receipt_get_issuer (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->issuer;
}

/** sluice_receipt_get_issued: seconds since the epoch. */
gint64
sluice_receipt_get_issued (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), 0);
  return self->issued;
}

SluiceDecision
sluice_receipt_get_decision (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), SLUICE_DECISION_OTHER);
  return self->decision;
}

/** sluice_receipt_get_party: (transfer none): about whom, as it was then. */
SluiceConsentParty *
sluice_receipt_get_party (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->party;
}

/** sluice_receipt_get_given: (array zero-terminated=1): ids of what they may see from then on. */
const char * const *
sluice_receipt_get_given (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return (const char * const *) self->given;
}

/** sluice_receipt_get_refused: (array zero-terminated=1): ids of what they asked for and did not get, or had and have no more. */
const char * const *
sluice_receipt_get_refused (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return (const char * const *) self->refused;
}

/** sluice_receipt_get_purpose: (nullable): what it was for, in their own words. */
const char *
sluice_receipt_get_purpose (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->purpose;
}

/** sluice_receipt_get_duration: "once", "P<n>D" or "until_revoked". */
const char *
sluice_receipt_get_duration (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), NULL);
  return self->duration;
}

/** sluice_receipt_get_expires: when it ends, in seconds since the epoch; 0 for never. */
gint64
sluice_receipt_get_expires (SluiceReceipt *self)
{
  g_return_val_if_fail (SLUICE_IS_RECEIPT (self), 0);
  return self->expires;
}
