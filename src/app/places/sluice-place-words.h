/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Clouds in words: what was typed, and what became of signing in and out. */

char       *sluice_place_words_dup_address          (const char   *text,
                                                     const char  **out_problem);
gboolean    sluice_place_words_is_keyring           (const GError *error);
const char *sluice_place_words_get_keyring_title    (const GError *error);
const char *sluice_place_words_get_keyring_text     (const GError *error);
const char *sluice_place_words_get_sign_out_heading (const GError *error);

G_END_DECLS
