/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-security-contact.h"

#include "sluice-fiber.h"
#include "sluice-net-error.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROUTE "/.well-known/security.txt"
/* RFC 9116 section 5.5 asks for a limit, and names 32 KB. */
#define MAX_TEXT (32 * 1024)
#define MAX_URI 1000
#define MAX_LANGUAGES 200

struct _SluiceSecurityContact
{
  GObject parent_instance;

  /* Owned; each the first of its kind, which is the one that the place prefers. */
  char      *mail;
  char      *page;
  char      *policy;
  char      *languages;
  GDateTime *expires;
};

G_DEFINE_FINAL_TYPE (SluiceSecurityContact, sluice_security_contact, G_TYPE_OBJECT)

static void
sluice_security_contact_finalize (GObject *object)
{
  SluiceSecurityContact *self = SLUICE_SECURITY_CONTACT (object);

  g_free (self->mail);
  g_free (self->page);
  g_free (self->policy);
  g_free (self->languages);
  g_clear_pointer (&self->expires, g_date_time_unref);

  G_OBJECT_CLASS (sluice_security_contact_parent_class)->finalize (object);
}

static void
sluice_security_contact_class_init (SluiceSecurityContactClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_security_contact_finalize;
}

static void
sluice_security_contact_init (SluiceSecurityContact *self)
{
}

/* Keeps @value when it is an address of the kind @scheme, and the first one. */
static void
take_address (char       **where,
              const char  *value,
              const char  *scheme)
{
  g_autofree char *found = g_uri_parse_scheme (value);

  if (*where == NULL && g_strcmp0 (found, scheme) == 0 && sluice_text_is_visible_ascii (value, MAX_URI) &&
      g_uri_is_valid (value, G_URI_FLAGS_ENCODED, NULL))
    *where = g_strdup (value);
}

/* Section 2.5: the names know no case. */
static void
take_field (SluiceSecurityContact *self,
            const char            *name,
            const char            *value)
{
  if (g_ascii_strcasecmp (name, "Contact") == 0)
    {
      take_address (&self->mail, value, "mailto");
      take_address (&self->page, value, "https");
    }
  else if (g_ascii_strcasecmp (name, "Policy") == 0)
    take_address (&self->policy, value, "https");
  else if (g_ascii_strcasecmp (name, "Preferred-Languages") == 0 && self->languages == NULL)
    self->languages = sluice_text_tame (value, MAX_LANGUAGES);
  else if (g_ascii_strcasecmp (name, "Expires") == 0 && self->expires == NULL)
    self->expires = g_date_time_new_from_iso8601 (value, NULL);
}

/**
 * sluice_security_contact_new:
 * @text: a security.txt
 * @length: its bytes
 * @error: %SLUICE_NET_ERROR_PROTOCOL when nobody can be reached by it
 *
 * Signatures around it are not looked at: it came over a connection that is
 * trusted, and nothing but an address is taken from it.
 *
 * Returns: (transfer full) (nullable): what it says
 */
SluiceSecurityContact *
sluice_security_contact_new (const char  *text,
                             gsize        length,
                             GError     **error)
{
  g_autoptr(SluiceSecurityContact) self = g_object_new (SLUICE_TYPE_SECURITY_CONTACT, NULL);
  g_autofree char *whole = g_strndup (text, length);
  g_auto(GStrv) lines = g_utf8_validate (whole, -1, NULL) ? g_strsplit (whole, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (*lines[i] == '#' || colon == NULL)
        continue;
      *colon = '\0';
      take_field (self, g_strstrip (lines[i]), g_strstrip (colon + 1));
    }

  if (self->mail != NULL || self->page != NULL)
    return g_steal_pointer (&self);

  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("This cloud names nobody to report weaknesses to."));
  return NULL;
}

static DexFuture *
ask_fiber (DexFuture *stop,
           gpointer   data)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", ROUTE);
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(SluiceSecurityContact) contact = NULL;
  g_autoptr(GError) error = NULL;

  sluice_request_set_route (request, ROUTE);
  sluice_request_set_max_answer (request, MAX_TEXT);
  response = dex_await_object (sluice_until (sluice_session_send (data, request), stop), &error);
  if (g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    contact = sluice_security_contact_new ("", 0, (g_clear_error (&error), &error));
  else if (response != NULL)
    {
      GBytes *body = sluice_response_get_body (response);

      contact = sluice_security_contact_new (g_bytes_get_data (body, NULL) ?: "", g_bytes_get_size (body), &error);
    }

  return contact != NULL ? dex_future_new_take_object (g_steal_pointer (&contact))
                         : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_security_contact_ask:
 * @session: to a place; nobody needs to be signed in
 *
 * Returns: (transfer full): a future of the #SluiceSecurityContact; rejects with
 *   #SluiceNetError, whose message says so when there is none
 */
DexFuture *
sluice_security_contact_ask (SluiceSession *session)
{
  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  return sluice_fiber_spawn (ask_fiber, g_object_ref (session), g_object_unref);
}

/** sluice_security_contact_get_mail: (nullable): a `mailto:` address. */
const char *
sluice_security_contact_get_mail (SluiceSecurityContact *self)
{
  g_return_val_if_fail (SLUICE_IS_SECURITY_CONTACT (self), NULL);

  return self->mail;
}

/** sluice_security_contact_get_page: (nullable): an `https:` address of a page that takes reports. */
const char *
sluice_security_contact_get_page (SluiceSecurityContact *self)
{
  g_return_val_if_fail (SLUICE_IS_SECURITY_CONTACT (self), NULL);

  return self->page;
}

/** sluice_security_contact_get_policy: (nullable): an `https:` address of what whoever reports can expect. */
const char *
sluice_security_contact_get_policy (SluiceSecurityContact *self)
{
  g_return_val_if_fail (SLUICE_IS_SECURITY_CONTACT (self), NULL);

  return self->policy;
}

/** sluice_security_contact_get_languages: (nullable): in which languages they read, as "en, fr". */
const char *
sluice_security_contact_get_languages (SluiceSecurityContact *self)
{
  g_return_val_if_fail (SLUICE_IS_SECURITY_CONTACT (self), NULL);

  return self->languages;
}

/** sluice_security_contact_is_expired: whether, at @now (seconds since the epoch), it may be out of date; also when it does not say. */
gboolean
sluice_security_contact_is_expired (SluiceSecurityContact *self,
                                    gint64                 now)
{
  g_return_val_if_fail (SLUICE_IS_SECURITY_CONTACT (self), TRUE);

  return self->expires == NULL || g_date_time_to_unix (self->expires) <= now;
}
