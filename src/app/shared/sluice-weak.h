/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * A weak reference on the heap, as data of a future's callback: work that goes on
 * must not keep a widget alive.
 */

static inline GWeakRef *
sluice_weak_new (gpointer object)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, object);
  return weak;
}

static inline void
sluice_weak_free (gpointer weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

G_END_DECLS
