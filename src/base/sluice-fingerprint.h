/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

G_BEGIN_DECLS

typedef struct _SluiceFingerprint SluiceFingerprint;

SluiceFingerprint *sluice_fingerprint_new      (SluiceKey         *key);
SluiceFingerprint *sluice_fingerprint_new_like (SluiceKey         *key,
                                                const char        *text);
void               sluice_fingerprint_update   (SluiceFingerprint *self,
                                                const void        *data,
                                                gsize              length);
char              *sluice_fingerprint_finish   (SluiceFingerprint *self);
void               sluice_fingerprint_free     (SluiceFingerprint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceFingerprint, sluice_fingerprint_free)

G_END_DECLS
