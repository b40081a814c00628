/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SluiceSaving:
 * @title: of the dialog that asks where to
 * @name: what the file may be called
 * @done: said in passing when it is saved
 * @failed: a heading for when it is not
 *
 * The words around saving something; each is there for good, but @name.
 */
typedef struct
{
  const char *title;
  const char *name;
  const char *done;
  const char *failed;
} SluiceSaving;

void sluice_save (GtkWidget          *over,
                  const SluiceSaving *words,
                  GBytes             *bytes);

G_END_DECLS
