/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Hands blocks from the thread that makes them to one that takes them. Private to this room. */

typedef struct _SluiceHandOver SluiceHandOver;

/* Gets the blocks in order, on a thread of its own. */
typedef void (*SluiceHandOverFunc) (const guint8 *data,
                                    gsize         length,
                                    gpointer      user_data);

SluiceHandOver *sluice_hand_over_new  (SluiceHandOverFunc  take,
                                       gpointer            user_data);
void            sluice_hand_over_free (SluiceHandOver     *self);
guint8         *sluice_hand_over_push (SluiceHandOver     *self,
                                       gsize               length,
                                       gboolean            is_last);
guint8         *sluice_hand_over_get  (SluiceHandOver     *self);
void            sluice_hand_over_wait (SluiceHandOver     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceHandOver, sluice_hand_over_free)

G_END_DECLS
