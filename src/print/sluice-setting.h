/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-value.h"
#include "sluice-record-builder.h"

G_BEGIN_DECLS

/* The one way for a stated value into a record: past the allow-list. Private to this room. */

gsize                  sluice_setting_apply (SluiceRecordBuilder    *builder,
                                             const SluiceAllowRule  *rule,
                                             guint                   extruder,
                                             const char             *value,
                                             gsize                   length,
                                             SluiceAllowValue       *out_value);
const SluiceAllowRule *sluice_setting_state (SluiceRecordBuilder    *builder,
                                             SluiceAllowForm         form,
                                             const char             *key,
                                             gsize                   key_length,
                                             const char             *value,
                                             gsize                   length,
                                             guint                   extruder,
                                             gsize                  *out_passed);

G_END_DECLS
