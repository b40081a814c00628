/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*SluicePatternFunc) (GtkWidget  *over,
                                   const char *pattern);

void sluice_pattern_question_ask (GtkWidget         *over,
                                  const char        *proposal,
                                  SluicePatternFunc  chosen);

G_END_DECLS
