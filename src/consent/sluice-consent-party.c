/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-party.h"

#include "sluice-json.h"
#include "sluice-text.h"

#include <string.h>

#define MAX_NAME 80
#define MAX_ID 128
#define MAX_URL 2048

struct _SluiceConsentParty
{
  GObject parent_instance;

  /* Owned. */
  char *client_id;
  char *name;
  char *homepage;   /* NULL when it is none that a browser may be sent to */
  char *domain;     /* of @homepage */
  char *notice_url; /* the same */

  gboolean verified;
};

G_DEFINE_FINAL_TYPE (SluiceConsentParty, sluice_consent_party, G_TYPE_OBJECT)

static void
sluice_consent_party_finalize (GObject *object)
{
  SluiceConsentParty *self = SLUICE_CONSENT_PARTY (object);

  g_free (self->client_id);
  g_free (self->name);
  g_free (self->homepage);
  g_free (self->domain);
  g_free (self->notice_url);

  G_OBJECT_CLASS (sluice_consent_party_parent_class)->finalize (object);
}

static void
sluice_consent_party_class_init (SluiceConsentPartyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_consent_party_finalize;
}

static void
sluice_consent_party_init (SluiceConsentParty *self)
{
}

/*
 * An address of a page that a browser may be sent to, as it goes over the wire.
 * Its host is in the letters of DNS: in others, two names can look the same. A
 * name before an @ could pass for the host's.
 */
static char *
dup_page (const char  *url,
          char       **out_host)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *host = NULL;
  g_autofree char *joined = NULL;

  *out_host = NULL;
  if (url == NULL || strlen (url) > MAX_URL)
    return NULL;
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_host (uri) == NULL)
    return NULL;
  host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (!sluice_text_is_visible_ascii (host, MAX_URL))
    return NULL;

  joined = g_uri_join (G_URI_FLAGS_ENCODED, "https", NULL, host, g_uri_get_port (uri), g_uri_get_path (uri),
                       g_uri_get_query (uri), g_uri_get_fragment (uri));
  *out_host = g_steal_pointer (&host);
  return g_uri_escape_string (joined, G_URI_RESERVED_CHARS_GENERIC_DELIMITERS
                              G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS "%", FALSE);
}

/**
 * sluice_consent_party_new:
 * @object: `client` of a request or grant, or `controller` of a receipt; nothing in it is trusted to be there
 *
 * Returns: (transfer full) (nullable): the party; %NULL when it has no client id
 */
SluiceConsentParty *
sluice_consent_party_new (JsonObject *object)
{
  g_autofree char *client_id = sluice_text_tame (sluice_json_get_string (object, "client_id"), MAX_ID);
  g_autofree char *name = sluice_text_tame (sluice_json_get_string (object, "name"), MAX_NAME);
  g_autofree char *notice_host = NULL;
  SluiceConsentParty *self;

  if (client_id == NULL)
    return NULL;

  self = g_object_new (SLUICE_TYPE_CONSENT_PARTY, NULL);
  self->name = name != NULL ? g_steal_pointer (&name) : g_strdup (client_id);
  self->client_id = g_steal_pointer (&client_id);
  self->homepage = dup_page (sluice_json_get_string (object, "homepage"), &self->domain);
  self->notice_url = dup_page (sluice_json_get_string (object, "notice_url"), &notice_host);
  sluice_json_get_boolean (object, "verified", &self->verified);
  return self;
}

/** sluice_consent_party_equal: whether nothing of what @self says of itself, and others of it, is different in @other. */
gboolean
sluice_consent_party_equal (SluiceConsentParty *self,
                            SluiceConsentParty *other)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), FALSE);
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (other), FALSE);

  return g_str_equal (self->client_id, other->client_id) && g_str_equal (self->name, other->name) &&
         g_strcmp0 (self->homepage, other->homepage) == 0 && g_strcmp0 (self->notice_url, other->notice_url) == 0 &&
         self->verified == other->verified;
}

/** sluice_consent_party_get_client_id: what the cloud knows it by. */
const char *
sluice_consent_party_get_client_id (SluiceConsentParty *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), NULL);
  return self->client_id;
}

/** sluice_consent_party_get_name: what it calls itself; the client id when it has no name. */
const char *
sluice_consent_party_get_name (SluiceConsentParty *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), NULL);
  return self->name;
}

/** sluice_consent_party_get_homepage: (nullable): an https address. */
const char *
sluice_consent_party_get_homepage (SluiceConsentParty *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), NULL);
  return self->homepage;
}

/** sluice_consent_party_get_domain: (nullable): the home page's host, in the letters of DNS. */
const char *
sluice_consent_party_get_domain (SluiceConsentParty *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), NULL);
  return self->domain;
}

/** sluice_consent_party_get_notice_url: (nullable): an https address of its privacy notice. */
const char *
sluice_consent_party_get_notice_url (SluiceConsentParty *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), NULL);
  return self->notice_url;
}

/** sluice_consent_party_is_verified: whether whoever runs the cloud made sure that it is who it says. */
gboolean
sluice_consent_party_is_verified (SluiceConsentParty *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENT_PARTY (self), FALSE);
  return self->verified;
}
