/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RULE_ROW (sluice_rule_row_get_type ())

/* One rule: for whom it is, and what may leave. It follows the rules, and can be locked. */
G_DECLARE_FINAL_TYPE (SluiceRuleRow, sluice_rule_row, SLUICE, RULE_ROW, AdwComboRow)

GtkWidget *sluice_rule_row_new (SluiceUploadRules *rules,
                                SluiceRuleScope    scope,
                                const char        *subject,
                                const char        *title);

G_END_DECLS
