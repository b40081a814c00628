/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-field-value.h"

#include "sluice-digest.h"

#include <string.h>

/*
 * Values of HTTP fields that an upload in parts and a request that may be
 * repeated need, for both sides of the wire. What is not exactly of the form is
 * not read at all: two readers of the same bytes must not disagree.
 */
#define MAX_DIGITS 18
#define DIGEST_PREFIX "sha-256=:"

/* Plain digits at *@text, which moves behind them. */
static gboolean
read_number (const char **text,
             gint64      *out_number)
{
  gsize length = strspn (*text, "0123456789");

  if (length == 0 || length > MAX_DIGITS)
    return FALSE;

  *out_number = g_ascii_strtoll (*text, NULL, 10);
  *text += length;
  return TRUE;
}

static gboolean
read_text (const char **text,
           const char  *expected)
{
  if (!g_str_has_prefix (*text, expected))
    return FALSE;

  *text += strlen (expected);
  return TRUE;
}

/**
 * sluice_field_format_content_range:
 * @range: part of a whole whose size is known
 *
 * Returns: (transfer full): as RFC 9110, section 14.4, has it: `bytes 0-9/100`;
 *   or, in the way of Google's resumable uploads, the question how much of it
 *   is there: a range without a first byte is `bytes ∗/100`
 */
char *
sluice_field_format_content_range (const SluiceByteRange *range)
{
  if (range->first < 0)
    return g_strdup_printf ("bytes */%" G_GINT64_FORMAT, range->total);

  return g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                          range->first, range->last, range->total);
}

/** sluice_field_parse_content_range: what sluice_field_format_content_range() makes; %FALSE for all else. */
gboolean
sluice_field_parse_content_range (const char      *text,
                                  SluiceByteRange *out_range)
{
  SluiceByteRange range = { -1, -1, -1 };

  if (text == NULL || !read_text (&text, "bytes "))
    return FALSE;
  if (!read_text (&text, "*") &&
      !(read_number (&text, &range.first) && read_text (&text, "-") && read_number (&text, &range.last)))
    return FALSE;
  if (!read_text (&text, "/") || !read_number (&text, &range.total) || *text != '\0')
    return FALSE;
  if (range.first >= 0 && (range.first > range.last || range.last >= range.total))
    return FALSE;

  *out_range = range;
  return TRUE;
}

/** sluice_field_format_kept: (transfer full): a Range field: the first @length bytes are there, which is at least one. */
char *
sluice_field_format_kept (gint64 length)
{
  return g_strdup_printf ("bytes=0-%" G_GINT64_FORMAT, length - 1);
}

/**
 * sluice_field_parse_kept:
 * @text: (nullable): the Range field of an answer 308
 * @out_length: (out): how many bytes from the first on are there; 0 when the field is not
 *
 * Returns: %FALSE when it is another range
 */
gboolean
sluice_field_parse_kept (const char *text,
                         gint64     *out_length)
{
  gint64 last = -1;

  if (text != NULL && !(read_text (&text, "bytes=0-") && read_number (&text, &last) && *text == '\0'))
    return FALSE;

  *out_length = last + 1;
  return TRUE;
}

/** sluice_field_format_string: (transfer full) (nullable): @text as a string of RFC 9651; %NULL when it is not ASCII. */
char *
sluice_field_format_string (const char *text)
{
  g_autoptr(GString) value = g_string_new ("\"");

  for (; *text != '\0'; text++)
    {
      if (*text < 0x20 || *text > 0x7e)
        return NULL;
      if (*text == '"' || *text == '\\')
        g_string_append_c (value, '\\');
      g_string_append_c (value, *text);
    }

  g_string_append_c (value, '"');
  return g_string_free_and_steal (g_steal_pointer (&value));
}

/** sluice_field_parse_string: (transfer full) (nullable): what a string of RFC 9651 says; %NULL when @text is none. */
char *
sluice_field_parse_string (const char *text)
{
  g_autoptr(GString) value = g_string_new (NULL);

  if (text == NULL || *text++ != '"')
    return NULL;

  for (; *text != '"'; text++)
    {
      if (*text == '\\' && *++text != '"' && *text != '\\')
        return NULL;
      if (*text < 0x20 || *text > 0x7e)
        return NULL;
      g_string_append_c (value, *text);
    }

  return text[1] == '\0' ? g_string_free_and_steal (g_steal_pointer (&value)) : NULL;
}

/** sluice_field_format_digest: (transfer full): the Repr-Digest field (RFC 9530) of a SHA-256. */
char *
sluice_field_format_digest (const guint8 *digest)
{
  g_autofree char *base64 = g_base64_encode (digest, SLUICE_DIGEST_BYTES);

  return g_strconcat (DIGEST_PREFIX, base64, ":", NULL);
}

/* One member of the dictionary, without the spaces around it. */
static gboolean
read_digest (const char *member,
             guint8     *out_digest)
{
  g_autofree char *base64 = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize length;

  if (!g_str_has_prefix (member, DIGEST_PREFIX) || !g_str_has_suffix (member, ":") ||
      strlen (member) < strlen (DIGEST_PREFIX ":"))
    return FALSE;

  base64 = g_strndup (member + strlen (DIGEST_PREFIX), strlen (member) - strlen (DIGEST_PREFIX ":"));
  bytes = g_base64_decode (base64, &length);
  if (length != SLUICE_DIGEST_BYTES)
    return FALSE;

  memcpy (out_digest, bytes, length);
  return TRUE;
}

/**
 * sluice_field_parse_digest:
 * @text: (nullable): a Repr-Digest field
 * @out_digest: (out) (array fixed-size=32): the SHA-256 in it
 *
 * Returns: whether there is one, beside others perhaps
 */
gboolean
sluice_field_parse_digest (const char *text,
                           guint8     *out_digest)
{
  g_auto(GStrv) members = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; members[i] != NULL; i++)
    if (read_digest (g_strstrip (members[i]), out_digest))
      return TRUE;

  return FALSE;
}
