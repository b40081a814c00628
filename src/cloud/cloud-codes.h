/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-tokens.h"

G_BEGIN_DECLS

/**
 * CloudCode:
 *
 * What an authorization code was given for.
 */
typedef struct
{
  const char *account;
  const char *client;
  const char *redirect_uri;
  const char *scope;
  const char *challenge;
} CloudCode;

char        *cloud_codes_make     (CloudContext     *context,
                                   const CloudCode  *code,
                                   GError          **error);
CloudTokens *cloud_codes_exchange (CloudContext     *context,
                                   const char       *code,
                                   const char       *client,
                                   const char       *redirect_uri,
                                   const char       *verifier,
                                   GError          **error);

G_END_DECLS
