/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_EXACT_BYTES (sluice_exact_bytes_get_type ())

/*
 * Bytes as they leave or have left: text of them that can be selected, their SHA-256, by which the same bytes are known
 * elsewhere, and a way to copy both. Properties: size (how many they are, in words), text-name (of the text, for who does
 * not see it).
 */
G_DECLARE_FINAL_TYPE (SluiceExactBytes, sluice_exact_bytes, SLUICE, EXACT_BYTES, AdwBin)

void        sluice_exact_bytes_set_bytes  (SluiceExactBytes *self,
                                           GBytes           *bytes);
const char *sluice_exact_bytes_get_size   (SluiceExactBytes *self);
const char *sluice_exact_bytes_get_digest (SluiceExactBytes *self);

G_END_DECLS
