/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sluice_pkce_new_verifier (void);
char *sluice_pkce_challenge    (const char *verifier);

char *sluice_pkce_new_s512     (char       **out_challenge);

G_END_DECLS
