/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

G_BEGIN_DECLS

typedef struct _CloudKeystore CloudKeystore;

CloudKeystore *cloud_keystore_open (const char     *folder,
                                    GError        **error);
void           cloud_keystore_free (CloudKeystore  *self);
SluiceKey     *cloud_keystore_get  (CloudKeystore  *self,
                                    const char     *id,
                                    GError        **error);
SluiceKey     *cloud_keystore_make (CloudKeystore  *self,
                                    const char     *id,
                                    GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudKeystore, cloud_keystore_free)

G_END_DECLS
