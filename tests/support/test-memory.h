/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TEST_MEMORY_PIECE: what is looked for are whole pieces of this many bytes, so that secrets have to be as long. */
#define TEST_MEMORY_PIECE 64

typedef struct _TestMemory TestMemory;

TestMemory *test_memory_new   (const char *secret);
void        test_memory_free  (TestMemory *self);
gboolean    test_memory_works (void);
guint       test_memory_count (TestMemory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestMemory, test_memory_free)

G_END_DECLS
