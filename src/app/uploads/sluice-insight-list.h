/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-process-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_INSIGHT_LIST (sluice_insight_list_get_type ())

/* What somebody who sees a record could learn from it, a sentence each, and what coarse keeps back. Property: narrow. */
G_DECLARE_FINAL_TYPE (SluiceInsightList, sluice_insight_list, SLUICE, INSIGHT_LIST, AdwBin)

void sluice_insight_list_set_records (SluiceInsightList   *self,
                                      SluiceProcessRecord *record,
                                      SluiceProcessRecord *other,
                                      gboolean             product);

G_END_DECLS
