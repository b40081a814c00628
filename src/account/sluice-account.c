/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-account.h"

#include "sluice-key.h"

#include <string.h>

struct _SluiceAccount
{
  GObject parent_instance;

  char *id;
  char *url;
  char *client_id;
  char *user_name;
  char *ca_file; /* nullable */
  char *pin;     /* nullable */
  char *program; /* nullable: the client id says it */
  char *kind;    /* nullable */

  /* Of UltiMaker's kind. */
  char *api_url;
  char *redirect_uri;
};

G_DEFINE_FINAL_TYPE (SluiceAccount, sluice_account, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_URL,
  PROP_CLIENT_ID,
  PROP_USER_NAME,
  PROP_CA_FILE,
  PROP_PIN,
  PROP_PROGRAM,
  PROP_KIND,
  PROP_API_URL,
  PROP_REDIRECT_URI,
} SluiceAccountProperty;

static GParamSpec *properties[PROP_REDIRECT_URI + 1];

#define ULTIMAKER "ultimaker"

/* Also what the settings call it. */
static const char * const names[] = {
  [PROP_ID] = "id",
  [PROP_URL] = "url",
  [PROP_CLIENT_ID] = "client-id",
  [PROP_USER_NAME] = "user-name",
  [PROP_CA_FILE] = "ca-file",
  [PROP_PIN] = "pin",
  [PROP_PROGRAM] = "program",
  [PROP_KIND] = "kind",
  [PROP_API_URL] = "api-url",
  [PROP_REDIRECT_URI] = "redirect-uri",
};

static char **
get_field (SluiceAccount         *self,
           SluiceAccountProperty  property)
{
  switch (property)
    {
    case PROP_ID:
      return &self->id;
    case PROP_URL:
      return &self->url;
    case PROP_CLIENT_ID:
      return &self->client_id;
    case PROP_USER_NAME:
      return &self->user_name;
    case PROP_CA_FILE:
      return &self->ca_file;
    case PROP_PROGRAM:
      return &self->program;
    case PROP_KIND:
      return &self->kind;
    case PROP_API_URL:
      return &self->api_url;
    case PROP_REDIRECT_URI:
      return &self->redirect_uri;
    case PROP_PIN:
    default:
      return &self->pin;
    }
}

static void
sluice_account_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_value_set_string (value, *get_field (SLUICE_ACCOUNT (object), property_id));
}

static void
sluice_account_finalize (GObject *object)
{
  SluiceAccount *self = SLUICE_ACCOUNT (object);

  for (guint i = PROP_ID; i < G_N_ELEMENTS (names); i++)
    g_free (*get_field (self, i));

  G_OBJECT_CLASS (sluice_account_parent_class)->finalize (object);
}

static void
sluice_account_class_init (SluiceAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_account_get_property;
  object_class->finalize = sluice_account_finalize;

  for (guint i = PROP_ID; i < G_N_ELEMENTS (names); i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_account_init (SluiceAccount *self)
{
  self->user_name = g_strdup ("");
}

/**
 * sluice_account_new:
 * @url: the place's address, which is its issuer too
 * @client_id: this program, as the place knows it
 * @ca_file: (nullable): a file of authorities to trust there, and no others
 * @pin: (nullable): the SHA-256 of the key that the place has
 *
 * Returns: (transfer full): an account with an id of its own
 */
SluiceAccount *
sluice_account_new (const char *url,
                    const char *client_id,
                    const char *ca_file,
                    const char *pin)
{
  SluiceAccount *self = g_object_new (SLUICE_TYPE_ACCOUNT, NULL);

  self->id = sluice_random_token (9);
  self->url = g_strdup (url);
  self->client_id = g_strdup (client_id);
  self->ca_file = g_strdup (ca_file);
  self->pin = g_strdup (pin);
  return self;
}

/**
 * sluice_account_new_ultimaker:
 * @url: the root of the accounts
 * @api_url: the root of the rest
 * @client_id: this program, as the place knows it; empty where only an API token is used
 * @redirect_uri: the redirect address that the place knows @client_id by
 * @ca_file: (nullable): a file of authorities to trust there, and no others
 * @program: whose sign-in it is
 *
 * Returns: (transfer full): an account, with an id of its own, of what speaks as UltiMaker's cloud does
 */
SluiceAccount *
sluice_account_new_ultimaker (const char *url,
                              const char *api_url,
                              const char *client_id,
                              const char *redirect_uri,
                              const char *ca_file,
                              const char *program)
{
  SluiceAccount *self = sluice_account_new (url, client_id, ca_file, NULL);

  self->kind = g_strdup (ULTIMAKER);
  self->api_url = g_strdup (api_url);
  self->redirect_uri = g_strdup (redirect_uri);
  self->program = g_strdup (program);
  return self;
}

/* What its kind needs. */
static gboolean
is_complete (SluiceAccount *self)
{
  return self->id != NULL && self->url != NULL && self->client_id != NULL &&
         (!sluice_account_is_ultimaker (self) || (self->api_url != NULL && self->redirect_uri != NULL)) &&
         (self->kind == NULL || sluice_account_is_ultimaker (self));
}

/**
 * sluice_account_new_variant:
 * @kept: what sluice_account_to_variant() gave
 *
 * Returns: (transfer full) (nullable): the account; %NULL when something that it needs is missing
 */
SluiceAccount *
sluice_account_new_variant (GVariant *kept)
{
  g_autoptr(SluiceAccount) self = g_object_new (SLUICE_TYPE_ACCOUNT, NULL);

  for (guint i = PROP_ID; i < G_N_ELEMENTS (names); i++)
    {
      const char *value;

      if (g_variant_lookup (kept, names[i], "&s", &value))
        g_set_str (get_field (self, i), value);
    }

  return is_complete (self) ? g_steal_pointer (&self) : NULL;
}

/** sluice_account_to_variant: (transfer floating): what the settings keep: `a{ss}`. */
GVariant *
sluice_account_to_variant (SluiceAccount *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = PROP_ID; i < G_N_ELEMENTS (names); i++)
    if (*get_field (self, i) != NULL)
      g_variant_builder_add (&builder, "{ss}", names[i], *get_field (self, i));

  return g_variant_builder_end (&builder);
}

const char *
sluice_account_get_id (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->id;
}

const char *
sluice_account_get_url (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->url;
}

const char *
sluice_account_get_client_id (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->client_id;
}

/** sluice_account_get_user_name: what the place calls the person; words of a stranger; empty when it does not say. */
const char *
sluice_account_get_user_name (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->user_name;
}

/** sluice_account_get_ca_file: (nullable): a file of authorities. */
const char *
sluice_account_get_ca_file (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->ca_file;
}

/** sluice_account_get_pin: (nullable): the SHA-256 of the place's key. */
const char *
sluice_account_get_pin (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->pin;
}

/** sluice_account_is_ultimaker: whether the place speaks as UltiMaker's cloud does, and not as a Sluice cloud. */
gboolean
sluice_account_is_ultimaker (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), FALSE);
  return g_strcmp0 (self->kind, ULTIMAKER) == 0;
}

/** sluice_account_get_program: whose sign-in it is: each program has its own, and leaves the others' alone. */
const char *
sluice_account_get_program (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->program != NULL ? self->program : self->client_id;
}

/** sluice_account_get_api_url: where everything but the sign-in is. */
const char *
sluice_account_get_api_url (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->api_url != NULL ? self->api_url : self->url;
}

/** sluice_account_get_redirect: (nullable): where the browser has to come back to; %NULL for wherever a port is free. */
const char *
sluice_account_get_redirect (SluiceAccount *self)
{
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);
  return self->redirect_uri;
}

void
sluice_account_set_user_name (SluiceAccount *self,
                              const char    *user_name)
{
  g_return_if_fail (SLUICE_IS_ACCOUNT (self));

  if (g_set_str (&self->user_name, user_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_NAME]);
}

/** sluice_account_dup_title: (transfer full): for a person: `anna@cloud.example`, or only the host. */
char *
sluice_account_dup_title (SluiceAccount *self)
{
  const char *host;

  g_return_val_if_fail (SLUICE_IS_ACCOUNT (self), NULL);

  host = strstr (self->url, "://");
  host = host != NULL ? host + 3 : self->url;
  return *self->user_name != '\0' ? g_strdup_printf ("%s@%s", self->user_name, host) : g_strdup (host);
}
