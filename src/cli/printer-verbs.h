/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A printer may be asleep, and answers to a question that is repeated after one second and after three. */
#define PRINTER_FIND_SECONDS 5
#define PRINTER_FIND_MOST_SECONDS 3600

int printer_find (int      seconds,
                  gboolean json);

G_END_DECLS
