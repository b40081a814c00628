/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sluice_question_ask      (GtkWidget      *over,
                               const char     *heading,
                               const char     *body,
                               const char     *verb,
                               GCallback       confirmed);
void sluice_question_ask_with (GtkWidget      *over,
                               const char     *heading,
                               const char     *body,
                               const char     *verb,
                               GCallback       confirmed,
                               gpointer        data,
                               GClosureNotify  destroy);

G_END_DECLS
