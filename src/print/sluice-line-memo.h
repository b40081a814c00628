/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"

G_BEGIN_DECLS

/* Lines that come again and again, and what they were. Private to this room. */

typedef struct _SluiceLineMemo SluiceLineMemo;

SluiceLineMemo *sluice_line_memo_new  (void);
void            sluice_line_memo_free (SluiceLineMemo *self);
gboolean        sluice_line_memo_find (SluiceLineMemo *self,
                                       const char     *line,
                                       gsize           length,
                                       SluicePartId   *out_part);
void            sluice_line_memo_keep (SluiceLineMemo *self,
                                       const char     *line,
                                       gsize           length,
                                       SluicePartId    part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceLineMemo, sluice_line_memo_free)

G_END_DECLS
