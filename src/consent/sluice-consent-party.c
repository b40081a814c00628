/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consent-party.h"

#include "sluice-json.h"
#include "sluice-text.h"

#include <string.h>

#define MAX_NAME 60
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
 * Of a page that a browser may be sent to. In the letters of DNS: in others, two
 * names can look the same. A name before an @ could pass for the host's.
 */
static char *
dup_host (const char *url)
{
  g_autoptr(GUri) uri = NULL;

  if (url == NULL || strlen (url) > MAX_URL)
    return NULL;
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  return g_hostname_to_ascii (g_uri_get_host (uri));
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
  const char *homepage = sluice_json_get_string (object, "homepage");
  const char *notice_url = sluice_json_get_string (object, "notice_url");
  g_autofree char *client_id = sluice_text_tame (sluice_json_get_string (object, "client_id"), MAX_ID);
  g_autofree char *name = sluice_text_tame (sluice_json_get_string (object, "name"), MAX_NAME);
  g_autofree char *notice_host = dup_host (notice_url);
  SluiceConsentParty *self;

  if (client_id == NULL)
    return NULL;

  self = g_object_new (SLUICE_TYPE_CONSENT_PARTY, NULL);
  self->name = name != NULL ? g_steal_pointer (&name) : g_strdup (client_id);
  self->client_id = g_steal_pointer (&client_id);
  self->domain = dup_host (homepage);
  self->homepage = self->domain != NULL ? g_strdup (homepage) : NULL;
  self->notice_url = notice_host != NULL ? g_strdup (notice_url) : NULL;
  sluice_json_get_boolean (object, "verified", &self->verified);
  return self;
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
