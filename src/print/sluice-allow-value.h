/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-list.h"
#include "sluice-process-record.h"

G_BEGIN_DECLS

/**
 * SluiceAllowValue:
 * @count: how many of @numbers or @names there are
 * @numbers: in the unit of the field, in range, rounded; NAN where unknown
 * @names: those of the shipped lists; %NULL where unknown
 * @version: numbers and dots; may be empty
 * @is_volume: whether @numbers are mm³ where they could be mm
 *
 * A value that has passed. It holds nothing of the file but numbers.
 */
typedef struct
{
  guint       count;
  double      numbers[SLUICE_PROCESS_MAX_EXTRUDERS];
  const char *names[SLUICE_PROCESS_MAX_EXTRUDERS];
  char        version[24];
  gboolean    is_volume;
} SluiceAllowValue;

gsize    sluice_allow_value_parse  (const SluiceAllowRule *rule,
                                    const char            *text,
                                    gsize                  length,
                                    SluiceAllowValue      *out_value);
gboolean sluice_allow_words_parse  (const SluiceAllowRule *rule,
                                    const char            *text,
                                    gsize                  length,
                                    double                *out_words);
gboolean sluice_allow_number_admit (const SluiceAllowRule *rule,
                                    double                *number);
gboolean sluice_allow_number_parse (const char            *text,
                                    gsize                  length,
                                    double                *out_number);

G_END_DECLS
