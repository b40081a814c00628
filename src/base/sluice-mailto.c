/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-mailto.h"

/* Line ends as RFC 6068, section 5, has them. */
static char *
escape (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);

  return g_uri_escape_string (joined, NULL, FALSE);
}

/**
 * sluice_mailto_new:
 * @address: an e-mail address, with percent signs where an URI has to have them
 * @subject: one line
 * @text: what there is to say
 *
 * Returns: (transfer full): the letter as a `mailto:` address (RFC 6068), for the person's e-mail program
 */
char *
sluice_mailto_new (const char *address,
                   const char *subject,
                   const char *text)
{
  g_autofree char *escaped_subject = escape (subject);
  g_autofree char *escaped_text = escape (text);

  return g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, escaped_subject, escaped_text);
}
