/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-value.h"

G_BEGIN_DECLS

/* Private to this room. Each returns whether all of @text is such a value, in the range of @rule. */

gboolean sluice_allow_parse_duration         (const SluiceAllowRule *rule,
                                              const char            *text,
                                              gsize                  length,
                                              double                *out_seconds);
gboolean sluice_allow_parse_spelled_duration (const SluiceAllowRule *rule,
                                              const char            *text,
                                              gsize                  length,
                                              double                *out_seconds);
gboolean sluice_allow_parse_model_and_total  (const SluiceAllowRule *rule,
                                              const char            *text,
                                              gsize                  length,
                                              double                *out_seconds);
gboolean sluice_allow_parse_measure          (const SluiceAllowRule *rule,
                                              const char            *text,
                                              gsize                  length,
                                              double                *out_number);
gboolean sluice_allow_parse_layer_at         (const SluiceAllowRule *rule,
                                              const char            *text,
                                              gsize                  length,
                                              double                *out_number);
gboolean sluice_allow_parse_bed_and_nozzles  (const SluiceAllowRule *rule,
                                              const char            *text,
                                              gsize                  length,
                                              SluiceAllowValue      *value);

G_END_DECLS
