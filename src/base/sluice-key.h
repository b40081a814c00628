/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-secret.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_KEY (sluice_key_get_type ())

/** SLUICE_KEY_SIZE: bytes of a key (256 bits). */
#define SLUICE_KEY_SIZE 32

typedef struct _SluiceKey SluiceKey;

GType         sluice_key_get_type    (void);
SluiceKey    *sluice_key_new_random  (void);
SluiceKey    *sluice_key_new_take    (guint8       data[SLUICE_KEY_SIZE]);
SluiceKey    *sluice_key_new_encoded (const char  *text,
                                      GError     **error);
SluiceKey    *sluice_key_ref         (SluiceKey   *self);
void          sluice_key_unref       (SluiceKey   *self);
const guint8 *sluice_key_peek        (SluiceKey   *self);
char         *sluice_key_encode      (SluiceKey   *self);

SluiceKey    *sluice_key_derive      (SluiceKey   *self,
                                      const char  *purpose);
char         *sluice_key_fingerprint (SluiceKey   *self,
                                      const void  *data,
                                      gsize        length);
GBytes       *sluice_key_seal        (SluiceKey   *self,
                                      GBytes      *plain,
                                      const char  *place);
GBytes       *sluice_key_seal_text   (SluiceKey   *self,
                                      const char  *plain,
                                      const char  *place);
GBytes       *sluice_key_open        (SluiceKey   *self,
                                      GBytes      *sealed,
                                      const char  *place,
                                      GError     **error);
char         *sluice_key_open_text   (SluiceKey   *self,
                                      GBytes      *sealed,
                                      const char  *place,
                                      GError     **error);

char         *sluice_random_token    (gsize        n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceKey, sluice_key_unref)

G_END_DECLS
