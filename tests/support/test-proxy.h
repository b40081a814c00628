/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestProxy:
 *
 * Passes bytes on between a client and a server, on threads of its own, counts
 * them, and breaks connections where a test says so. The server may come and go.
 */
typedef struct _TestProxy TestProxy;

TestProxy *test_proxy_new         (void);
void       test_proxy_free        (TestProxy *self);

guint16    test_proxy_get_port    (TestProxy *self);
guint16    test_proxy_get_target  (TestProxy *self);
gint64     test_proxy_get_sent    (TestProxy *self);
void       test_proxy_cut_after   (TestProxy *self,
                                   gint64     bytes);
void       test_proxy_set_deaf    (TestProxy *self,
                                   gboolean   deaf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProxy, test_proxy_free)

G_END_DECLS
