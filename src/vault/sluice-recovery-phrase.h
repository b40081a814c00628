/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_RECOVERY_PHRASE (sluice_recovery_phrase_get_type ())

/** SLUICE_RECOVERY_PHRASE_WORDS: words of a phrase: 128 random bits and 4 bits that check them. */
#define SLUICE_RECOVERY_PHRASE_WORDS 12

/** SLUICE_RECOVERY_PHRASE_BYTES: bytes of its randomness. */
#define SLUICE_RECOVERY_PHRASE_BYTES 16

typedef struct _SluiceRecoveryPhrase SluiceRecoveryPhrase;

GType                 sluice_recovery_phrase_get_type    (void);
SluiceRecoveryPhrase *sluice_recovery_phrase_new_random  (void);
SluiceRecoveryPhrase *sluice_recovery_phrase_new_take    (guint8                 bits[SLUICE_RECOVERY_PHRASE_BYTES]);
SluiceRecoveryPhrase *sluice_recovery_phrase_new_parsed  (const char            *text,
                                                          GError               **error);
SluiceRecoveryPhrase *sluice_recovery_phrase_ref         (SluiceRecoveryPhrase  *self);
void                  sluice_recovery_phrase_unref       (SluiceRecoveryPhrase  *self);

const char           *sluice_recovery_phrase_get_word    (SluiceRecoveryPhrase  *self,
                                                          guint                  position);
char                 *sluice_recovery_phrase_dup_text    (SluiceRecoveryPhrase  *self);
SluiceKey            *sluice_recovery_phrase_derive_key  (SluiceRecoveryPhrase  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceRecoveryPhrase, sluice_recovery_phrase_unref)

G_END_DECLS
