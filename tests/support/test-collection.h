/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The keyring of the throw-away desktop, locked and opened from outside, while a program uses it. */
void test_collection_lock   (void);
void test_collection_unlock (void);

G_END_DECLS
