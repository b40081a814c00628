/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SluiceBackoff SluiceBackoff;

/** SluiceRandomFunc: a number from 0 up to, not including, 1. */
typedef double (*SluiceRandomFunc) (gpointer data);

SluiceBackoff *sluice_backoff_new   (guint             first_ms,
                                     guint             most_ms,
                                     SluiceRandomFunc  random,
                                     gpointer          data);
guint          sluice_backoff_next  (SluiceBackoff    *self,
                                     guint             retry_after);
void           sluice_backoff_reset (SluiceBackoff    *self);
void           sluice_backoff_free  (SluiceBackoff    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceBackoff, sluice_backoff_free)

G_END_DECLS
