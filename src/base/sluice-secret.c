/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-secret.h"

#include <sodium.h>
#include <string.h>

typedef char SluiceSecret;
G_DEFINE_BOXED_TYPE (SluiceSecret, sluice_secret, g_strdup, sluice_secret_free)

/**
 * sluice_secret_free:
 * @secret: (nullable): text that must not linger
 *
 * Wipes @secret and frees it.
 */
void
sluice_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}
