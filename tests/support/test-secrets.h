/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TestSecrets TestSecrets;

TestSecrets *test_secrets_new           (void);
void         test_secrets_free          (TestSecrets *self);
void         test_secrets_assert_none   (TestSecrets *self,
                                         const char  *where,
                                         const void  *data,
                                         gsize        length);
guint        test_secrets_assert_folder (TestSecrets *self,
                                         const char  *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSecrets, test_secrets_free)

G_END_DECLS
