/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize fuzz_mutate (guint8 *data,
                   gsize   length,
                   gsize   max_length,
                   guint   seed);

/* libFuzzer's, or that of fuzz-main.c. */
size_t LLVMFuzzerMutate (guint8 *data, size_t length, size_t max_length);

G_END_DECLS
