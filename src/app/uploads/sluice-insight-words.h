/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-insight.h"

G_BEGIN_DECLS

/* What somebody who sees a process record could learn from it, in words. No GTK in here. */

char       *sluice_insight_dup_text      (SluiceInsight         insight,
                                          SluiceProcessRecord  *record);
const char *sluice_insight_get_heading   (SluiceInsightSubject  subject);
const char *sluice_process_size_get_word (SluiceProcessSize     size);

G_END_DECLS
