/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SLUICE_TYPE_SECRET:
 *
 * Text that must not linger: boxed, so that every copy that a #GValue makes, and
 * so every future that carries it, is wiped when it goes. What a function gives
 * as a future of it is awaited with dex_await_boxed().
 */
#define SLUICE_TYPE_SECRET (sluice_secret_get_type ())

GType sluice_secret_get_type (void);
void  sluice_secret_free     (char *secret);

G_END_DECLS
