/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest-auth.h"

#include "sluice-secret.h"

#include <sodium.h>
#include <string.h>

#define CNONCE_BYTES 16
/* What a separator is where values are tokens (RFC 9110 section 5.6.2). */
#define SEPARATORS "()<>@,;:\\\"/[]?={} \t"

/*
 * Quoted values stay as they were between their quotes: what is hashed and what goes back is what came, and nobody has to
 * agree on what a backslash means.
 */
struct _SluiceDigestAuth
{
  GChecksumType  checksum;
  char          *algorithm; /* nullable: as the server wrote it */
  char          *realm;
  char          *nonce;
  char          *opaque; /* nullable */
  gboolean       has_qop;
  gboolean       stale;
  guint          count;
};

/* One challenge while it is read. */
typedef struct
{
  gboolean    is_digest;
  gboolean    malformed;
  GHashTable *values; /* of lower-case name to value */
} Challenge;

static void
skip (const char **at,
      const char  *letters)
{
  *at += strspn (*at, letters);
}

/* (transfer full) (nullable) */
static char *
read_token (const char **at)
{
  const gsize length = strcspn (*at, SEPARATORS);
  char *token = length > 0 ? g_strndup (*at, length) : NULL;

  *at += length;
  return token;
}

/* (transfer full) (nullable): what is between the quotes; %NULL when they do not end */
static char *
read_quoted (const char **at)
{
  const char *start = ++*at;
  char *text;

  while (**at != '\0' && **at != '"')
    *at += **at == '\\' && (*at)[1] != '\0' ? 2 : 1;
  if (**at != '"')
    return NULL;
  text = g_strndup (start, *at - start);
  (*at)++;
  return text;
}

static void
read_value (Challenge   *challenge,
            char        *name,
            const char **at)
{
  g_autofree char *value = **at == '"' ? read_quoted (at) : read_token (at);
  g_autofree char *key = g_ascii_strdown (name, -1);

  if (value == NULL || g_hash_table_contains (challenge->values, key))
    challenge->malformed = TRUE;
  else
    g_hash_table_insert (challenge->values, g_steal_pointer (&key), g_steal_pointer (&value));
}

static const char *
get_value (const Challenge *challenge,
           const char      *name)
{
  return g_hash_table_lookup (challenge->values, name);
}

/* “auth” in a list; without the field there is none, which is older and still spoken. */
static gboolean
offers_auth (const char *qop)
{
  g_auto(GStrv) words = g_strsplit (qop, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (words[i]), "auth") == 0)
      return TRUE;
  return FALSE;
}

/* Of those that are not known, sess among them, none is offered by a printer that Sluice knows of. */
static gboolean
read_algorithm (const char    *algorithm,
                GChecksumType *out_checksum)
{
  *out_checksum = algorithm != NULL && g_ascii_strcasecmp (algorithm, "SHA-256") == 0 ? G_CHECKSUM_SHA256 : G_CHECKSUM_MD5;
  return algorithm == NULL || *out_checksum == G_CHECKSUM_SHA256 || g_ascii_strcasecmp (algorithm, "MD5") == 0;
}

/* (nullable): %NULL when it is not one that can be answered */
static SluiceDigestAuth *
take_challenge (const Challenge *challenge)
{
  const char *algorithm = get_value (challenge, "algorithm");
  const char *qop = get_value (challenge, "qop");
  SluiceDigestAuth *self;
  GChecksumType checksum;

  if (!challenge->is_digest || challenge->malformed || get_value (challenge, "nonce") == NULL ||
      get_value (challenge, "realm") == NULL || !read_algorithm (algorithm, &checksum) || (qop != NULL && !offers_auth (qop)))
    return NULL;

  self = g_new0 (SluiceDigestAuth, 1);
  self->checksum = checksum;
  self->algorithm = g_strdup (algorithm);
  self->realm = g_strdup (get_value (challenge, "realm"));
  self->nonce = g_strdup (get_value (challenge, "nonce"));
  self->opaque = g_strdup (get_value (challenge, "opaque"));
  self->has_qop = qop != NULL;
  self->stale = get_value (challenge, "stale") != NULL && g_ascii_strcasecmp (get_value (challenge, "stale"), "true") == 0;
  return self;
}

/* The stronger of what was found before and what ends here; the one before where they are alike. */
static void
end_challenge (Challenge         *challenge,
               SluiceDigestAuth **best)
{
  g_autoptr(SluiceDigestAuth) found = take_challenge (challenge);

  if (found != NULL && (*best == NULL || (found->checksum == G_CHECKSUM_SHA256 && (*best)->checksum == G_CHECKSUM_MD5)))
    {
      g_clear_pointer (best, sluice_digest_auth_free);
      *best = g_steal_pointer (&found);
    }
  challenge->malformed = FALSE;
  g_hash_table_remove_all (challenge->values);
}

static gboolean
is_readable (const char *challenges)
{
  const gsize length = strlen (challenges);

  for (gsize i = 0; i < MIN (length, SLUICE_DIGEST_AUTH_MAX_CHALLENGES); i++)
    if ((g_ascii_iscntrl (challenges[i]) && challenges[i] != '\t') || (challenges[i] & 0x80) != 0)
      return FALSE;
  return length <= SLUICE_DIGEST_AUTH_MAX_CHALLENGES;
}

/**
 * sluice_digest_auth_new:
 * @challenges: (nullable): the value of WWW-Authenticate; several joined by commas
 *
 * Looks for a challenge that can be answered: MD5 or SHA-256, which is preferred, with the quality “auth” or with none.
 *
 * Returns: (transfer full) (nullable): %NULL when there is none
 */
SluiceDigestAuth *
sluice_digest_auth_new (const char *challenges)
{
  Challenge challenge = { FALSE };
  SluiceDigestAuth *best = NULL;
  const char *at = challenges;

  if (challenges == NULL || !is_readable (challenges))
    return NULL;

  challenge.values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (skip (&at, " \t,"); *at != '\0'; skip (&at, " \t,"))
    {
      g_autofree char *word = read_token (&at);

      skip (&at, " \t");
      if (word == NULL)
        {
          challenge.malformed = TRUE;
          at++;
        }
      else if (*at == '=')
        {
          at++;
          skip (&at, " \t");
          read_value (&challenge, word, &at);
        }
      else
        {
          end_challenge (&challenge, &best);
          challenge.is_digest = g_ascii_strcasecmp (word, "Digest") == 0;
        }
    }
  end_challenge (&challenge, &best);
  g_hash_table_unref (challenge.values);
  return best;
}

/** sluice_digest_auth_free: (nullable). */
void
sluice_digest_auth_free (SluiceDigestAuth *self)
{
  if (self == NULL)
    return;

  g_free (self->algorithm);
  g_free (self->realm);
  g_free (self->nonce);
  g_free (self->opaque);
  g_free (self);
}

/** sluice_digest_auth_is_stale: whether what was answered before was right, and only too old. */
gboolean
sluice_digest_auth_is_stale (SluiceDigestAuth *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stale;
}

/* (transfer full): of the texts, joined by colons; as good as secret when one of them is */
static char *
hash (GChecksumType  checksum,
      const char    *first,
      ...)
{
  g_autoptr(GChecksum) sum = g_checksum_new (checksum);
  const char *text = first;
  va_list rest;

  va_start (rest, first);
  while (text != NULL)
    {
      g_checksum_update (sum, (const guchar *) text, strlen (text));
      text = va_arg (rest, const char *);
      if (text != NULL)
        g_checksum_update (sum, (const guchar *) ":", 1);
    }
  va_end (rest);
  return g_strdup (g_checksum_get_string (sum));
}

static char *
make_cnonce (void)
{
  guint8 bytes[CNONCE_BYTES];
  char hex[2 * CNONCE_BYTES + 1];

  randombytes_buf (bytes, sizeof bytes);
  return g_strdup (sodium_bin2hex (hex, sizeof hex, bytes, sizeof bytes));
}

/* What stands between quotes and before the colon of what is hashed. */
static gboolean
is_user (const char *user)
{
  for (gsize i = 0; user[i] != '\0'; i++)
    if (!g_ascii_isprint (user[i]) || strchr ("\"\\:", user[i]) != NULL)
      return FALSE;
  return *user != '\0';
}

/* The value of the field, but for what does not hang on the quality of protection. */
static GString *
format_fields (SluiceDigestAuth *self,
               const char       *user,
               const char       *target,
               const char       *response)
{
  GString *value = g_string_new (NULL);

  g_string_printf (value, "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\"", user,
                   self->realm, self->nonce, target, response);
  if (self->algorithm != NULL)
    g_string_append_printf (value, ", algorithm=%s", self->algorithm);
  if (self->opaque != NULL)
    g_string_append_printf (value, ", opaque=\"%s\"", self->opaque);
  return value;
}

/**
 * sluice_digest_auth_answer:
 * @self: a challenge
 * @user: who; printable ASCII without quotes, backslashes and colons
 * @password: (not nullable): the secret, which does not go along
 * @method: of the request
 * @target: its path and query, as they are sent
 * @cnonce: (nullable): hexadecimal; %NULL for a new one
 *
 * Answers the challenge for one request; each time the count is another.
 *
 * Returns: (transfer full) (nullable): the value of Authorization; %NULL when @user cannot be said
 */
char *
sluice_digest_auth_answer (SluiceDigestAuth *self,
                           const char       *user,
                           const char       *password,
                           const char       *method,
                           const char       *target,
                           const char       *cnonce)
{
  g_autofree char *own = cnonce != NULL ? g_strdup (cnonce) : make_cnonce ();
  g_autofree char *second = NULL;
  g_autofree char *response = NULL;
  char count[9];
  char *first;
  GString *value;

  g_return_val_if_fail (self != NULL && user != NULL && password != NULL, NULL);
  g_return_val_if_fail (method != NULL && target != NULL, NULL);

  if (!is_user (user) || strpbrk (target, "\"\\ \r\n") != NULL)
    return NULL;

  g_snprintf (count, sizeof count, "%08x", ++self->count);
  first = hash (self->checksum, user, self->realm, password, NULL);
  second = hash (self->checksum, method, target, NULL);
  response = self->has_qop ? hash (self->checksum, first, self->nonce, count, own, "auth", second, NULL)
                           : hash (self->checksum, first, self->nonce, second, NULL);
  sluice_secret_free (first);

  value = format_fields (self, user, target, response);
  if (self->has_qop)
    g_string_append_printf (value, ", qop=auth, nc=%s, cnonce=\"%s\"", count, own);
  return g_string_free (value, FALSE);
}
