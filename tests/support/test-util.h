/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/** TEST_PATIENCE_SECONDS: after this a wait is a failure, never a pass. */
#define TEST_PATIENCE_SECONDS 180

typedef gboolean (*TestCondition) (gpointer data);

int       test_run           (void);
gboolean  test_is_locked     (void);
char     *test_make_folder   (void);
void      test_remove_folder (const char    *path);
char     *test_corpus_file   (const char    *name);
GBytes   *test_load_file     (const char    *path);
char     *test_dup_text      (GBytes        *bytes);
void      test_wait_until    (TestCondition  condition,
                              gpointer       data,
                              const char    *what);
gboolean  test_settle        (DexFuture     *future,
                              GError       **error);
gpointer  test_settle_object (DexFuture     *future,
                              GError       **error);

/** test_add_fiber: a test whose body is a fiber, so that it can use dex_await(). */
void      test_add_fiber     (const char    *path,
                              DexFiberFunc   body);

G_END_DECLS
