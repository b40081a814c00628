/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-security-words.h"

#include "sluice-format.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_SECONDS (24 * 60 * 60)
/* Who has to renew a certificate has done it by then. */
#define SOON_DAYS 14

static void
fact_free (gpointer data)
{
  SluiceSecurityFact *fact = data;

  g_free (fact->title);
  g_free (fact->text);
  g_free (fact);
}

/** sluice_security_facts_new: (transfer full) (element-type SluiceSecurityFact): an empty list. */
GPtrArray *
sluice_security_facts_new (void)
{
  return g_ptr_array_new_with_free_func (fact_free);
}

/** sluice_security_add_fact: @text: (transfer full) (nullable): without one there is no fact. */
void
sluice_security_add_fact (GPtrArray  *facts,
                          const char *title,
                          char       *text)
{
  SluiceSecurityFact *fact;

  if (text == NULL)
    return;

  fact = g_new (SluiceSecurityFact, 1);
  fact->title = g_strdup (title);
  fact->text = text;
  g_ptr_array_add (facts, fact);
}

static const SluiceCertificate *
get_own (SluiceConnectionInfo *info)
{
  return g_ptr_array_index (sluice_connection_info_get_chain (info), 0);
}

static gboolean
is_rsa (const SluiceCertificate *certificate)
{
  return g_str_has_prefix (certificate->key_type, "RSA");
}

/* Returns: (transfer full): such as "RSA-4096" or "EC/ECDSA, 256 bits" */
static char *
dup_key (const SluiceCertificate *certificate)
{
  if (*certificate->key_type == '\0')
    return g_strdup (_("of a kind that Sluice does not know"));
  if (is_rsa (certificate))
    return g_strdup_printf ("RSA-%u", certificate->key_bits);
  /* Translators: a kind of key and its size, as in "EC/ECDSA, 256 bits" */
  return g_strdup_printf (_("%s, %u bits"), certificate->key_type, certificate->key_bits);
}

/** sluice_security_dup_info_verdict: what @info comes to, in one sentence. */
char *
sluice_security_dup_info_verdict (SluiceConnectionInfo *info)
{
  const SluiceCertificate *own = get_own (info);
  g_autofree char *key = dup_key (own);

  switch (sluice_certificate_get_strength (own))
    {
    case SLUICE_KEY_STRENGTH_PROMISED:
      /* Translators: %s is a key, as in "RSA-4096" */
      return g_strdup_printf (_("Encrypted, %s, as promised"), key);
    case SLUICE_KEY_STRENGTH_STRONG:
      /* Translators: %s is a key, as in "RSA-3072" or "EC/ECDSA, 256 bits" */
      return g_strdup_printf (_("Encrypted with a strong key (%s), though not with the RSA-4096 that is promised"), key);
    case SLUICE_KEY_STRENGTH_WEAK:
      /* Translators: %s is a key, as in "RSA-2048" */
      return g_strdup_printf (_("Encrypted, but with a weaker key (%s) than the RSA-4096 that is promised"), key);
    case SLUICE_KEY_STRENGTH_UNKNOWN:
    default:
      return g_strdup (_("Encrypted, with a key whose strength Sluice cannot judge"));
    }
}

static gboolean
is_open (SluiceConnection *connection)
{
  SluiceEndpoint *endpoint = sluice_connection_get_endpoint (connection);

  return endpoint != NULL && !sluice_endpoint_is_encrypted (endpoint);
}

/** sluice_security_dup_verdict: how the way to a place is secured, in one sentence. */
char *
sluice_security_dup_verdict (SluiceConnection *connection)
{
  const GError *problem = sluice_connection_get_problem (connection);
  SluiceConnectionInfo *info = sluice_connection_get_info (connection);

  if (problem != NULL && g_error_matches (problem, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS))
    /* Translators: %s is a sentence: what is wrong with the certificate */
    return g_strdup_printf (_("Refused. %s"), problem->message);
  if (problem != NULL)
    return g_strdup_printf (_("Not connected. %s"), problem->message);
  if (info != NULL)
    return sluice_security_dup_info_verdict (info);
  if (sluice_connection_get_observed_at (connection) != 0 && is_open (connection))
    return g_strdup (_("Not encrypted: anyone in your network can read it"));
  if (sluice_connection_is_looking (connection))
    return g_strdup (_("Looking…"));
  return g_strdup (_("Not in use now, and not looked at"));
}

/** sluice_security_is_worrying: whether a person should know of it without looking closely. */
gboolean
sluice_security_is_worrying (SluiceConnection *connection)
{
  SluiceConnectionInfo *info = sluice_connection_get_info (connection);

  if (sluice_connection_get_problem (connection) != NULL || is_open (connection))
    return TRUE;
  return info != NULL && sluice_certificate_get_strength (get_own (info)) == SLUICE_KEY_STRENGTH_WEAK;
}

/** sluice_security_get_icon: the name of a symbolic icon that says the same as the verdict. */
const char *
sluice_security_get_icon (SluiceConnection *connection)
{
  if (sluice_security_is_worrying (connection))
    return sluice_connection_get_info (connection) != NULL ? "dialog-warning-symbolic" : "channel-insecure-symbolic";
  return sluice_connection_get_info (connection) != NULL ? "channel-secure-symbolic" : "network-server-symbolic";
}

static char *
dup_protocol (SluiceConnectionInfo *info)
{
  const char *protocol = sluice_connection_info_get_protocol (info);
  const char *cipher = sluice_connection_info_get_cipher (info);

  /* Translators: %1$s is a protocol such as "TLS 1.3", %2$s a cipher such as "TLS_AES_256_GCM_SHA384" */
  return sluice_connection_info_is_tls_1_3 (info) ? g_strdup_printf (_("%1$s, the newest there is; %2$s"), protocol, cipher)
                                                  : g_strdup_printf (_("%1$s, which is older, and safe still; %2$s"),
                                                                     protocol, cipher);
}

static char *
dup_valid (const SluiceCertificate *certificate,
           gint64                   now)
{
  const gint64 days = (certificate->ends - now) / DAY_SECONDS;
  g_autofree char *until = sluice_format_date (certificate->ends);

  if (days > SOON_DAYS)
    return g_steal_pointer (&until);
  /* Translators: %s is a date; %u how many days it is until then */
  return g_strdup_printf (ngettext ("%s, in %u day: it has to be renewed soon", "%s, in %u days: it has to be renewed soon",
                                    MAX (days, 0)),
                          until, (guint) MAX (days, 0));
}

/* Each on a line: whose, and who vouches for it. */
static char *
dup_chain (GPtrArray *chain)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < chain->len; i++)
    {
      const SluiceCertificate *certificate = chain->pdata[i];
      g_autofree char *key = dup_key (certificate);

      if (i > 0)
        g_string_append_c (text, '\n');
      /* Translators: a certificate: %1$s is whose it is, %2$s its key, %3$s who vouches for it */
      g_string_append_printf (text, _("%1$s (%2$s), vouched for by %3$s"), certificate->subject, key, certificate->issuer);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_pin (SluiceEndpoint *endpoint)
{
  const char *pin = sluice_endpoint_get_pin (endpoint);

  if (pin != NULL)
    /* Translators: %s is a fingerprint of 64 letters and digits */
    return g_strdup_printf (_("Only the one key with this fingerprint is accepted: %s"), pin);
  if (sluice_endpoint_get_database (endpoint) != NULL)
    return g_strdup (_("None: any certificate by the authorities that you chose for it is accepted"));
  return g_strdup (_("None: any certificate that this computer trusts for this address is accepted"));
}

static char *
dup_failure (SluiceConnection *connection,
             gint64            now)
{
  gint64 then;
  const GError *failure = sluice_connection_get_failure (connection, &then);
  g_autofree char *age = failure != NULL ? sluice_format_age (now, then) : NULL;

  /* Translators: %1$s is how long ago, as in "3 min ago"; %2$s a sentence: what went wrong */
  return failure != NULL ? g_strdup_printf (_("%1$s: %2$s"), age, failure->message) : NULL;
}

static void
list_address (GPtrArray        *facts,
              SluiceConnection *connection)
{
  SluiceEndpoint *endpoint = sluice_connection_get_endpoint (connection);

  if (endpoint == NULL)
    return;
  sluice_security_add_fact (facts, _("Address"), g_uri_to_string (sluice_endpoint_get_base_uri (endpoint)));
  if (is_open (connection))
    sluice_security_add_fact (facts, _("What passes here"),
                              g_strdup (_("The state of the printer, its pictures, and the files that you send to it")));
}

/**
 * sluice_security_list_facts:
 * @connection: the way to a place
 * @now: the time, in microseconds since the epoch
 *
 * Returns: (transfer full) (element-type SluiceSecurityFact): all that is known of it
 */
GPtrArray *
sluice_security_list_facts (SluiceConnection *connection,
                            gint64            now)
{
  GPtrArray *facts = sluice_security_facts_new ();
  SluiceConnectionInfo *info = sluice_connection_get_info (connection);
  SluiceEndpoint *endpoint = sluice_connection_get_endpoint (connection);

  list_address (facts, connection);
  if (info != NULL)
    {
      const SluiceCertificate *own = get_own (info);

      sluice_security_add_fact (facts, _("Protocol"), dup_protocol (info));
      sluice_security_add_fact (facts, _("Key of the certificate"), dup_key (own));
      sluice_security_add_fact (facts, _("Certificates"), dup_chain (sluice_connection_info_get_chain (info)));
      sluice_security_add_fact (facts, _("Valid until"), dup_valid (own, now / G_USEC_PER_SEC));
    }
  if (endpoint != NULL && sluice_endpoint_is_encrypted (endpoint))
    sluice_security_add_fact (facts, _("Pin"), dup_pin (endpoint));
  sluice_security_add_fact (facts, _("What went wrong last"), dup_failure (connection, now));
  if (sluice_connection_get_observed_at (connection) != 0)
    sluice_security_add_fact (facts, _("Checked by Sluice"),
                              sluice_format_age (now, sluice_connection_get_observed_at (connection)));
  return facts;
}

/**
 * sluice_security_compose_report:
 * @connection: the way to the place that has a weakness
 * @versions: the programs in use, a line
 *
 * Nothing in it says who the person is.
 *
 * Returns: (transfer full): what a report of it may begin with
 */
char *
sluice_security_compose_report (SluiceConnection *connection,
                                const char       *versions)
{
  g_autoptr(GString) text = g_string_new (NULL);
  SluiceEndpoint *endpoint = sluice_connection_get_endpoint (connection);
  SluiceConnectionInfo *info = sluice_connection_get_info (connection);
  g_autofree char *address = endpoint != NULL ? g_uri_to_string (sluice_endpoint_get_base_uri (endpoint)) : g_strdup ("");

  g_string_append_printf (text, _("Where: %s"), address);
  g_string_append_printf (text, "\n");
  g_string_append_printf (text, _("With: %s"), versions);
  g_string_append_c (text, '\n');
  if (info != NULL)
    {
      g_autofree char *key = dup_key (get_own (info));

      g_string_append_printf (text, _("Connection: %s, %s, %s"), sluice_connection_info_get_protocol (info),
                              sluice_connection_info_get_cipher (info), key);
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, "\n%s\n\n\n%s\n1. \n2. \n3. \n\n%s\n\n", _("What I found:"), _("Steps to see it:"),
                          _("What somebody could do with it:"));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/** sluice_security_describe_printer: how the way to a printer in the local network is secured, and what passes there. */
const char *
sluice_security_describe_printer (SluiceLocalPrinter *printer)
{
  if (sluice_local_printer_is_encrypted (printer))
    return _("Encrypted. What you print there passes as a whole, and stays in your network");
  if (sluice_local_printer_has_key (printer))
    return _("Not encrypted: anyone in your network could read what you print there, and the printer’s key, with which they "
             "could print, too");
  return _("Not encrypted: anyone in your network could read what you print there");
}
