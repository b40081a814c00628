/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-cura-ini.h"
#include "sluice-part-tally.h"
#include "sluice-profile.h"
#include "sluice-record-builder.h"

G_BEGIN_DECLS

/*
 * Takes settings one by one, by key, past the allow-list, and counts whose
 * their bytes are. Private to this room.
 */

/**
 * SluiceCuraReading:
 * @builder: where values that pass are stated
 * @tally: (nullable): where bytes are counted; %NULL when they have been counted before
 * @line: of the file, from 1; 0 inside a package
 * @left: bytes of the text that nobody has counted yet
 * @hides: whether a value that does not pass hides one that is taken later: that of a profile further down
 * @name_key: (nullable): the key of the allow-list that stands for the name of the profile, where that is known
 *   to be more than what a person called it
 *
 * One text with settings that is read.
 */
typedef struct
{
  SluiceRecordBuilder *builder;
  SluicePartTally     *tally;
  guint64              line;
  gsize                left;
  gboolean             hides;
  const char          *name_key;
} SluiceCuraReading;

void        sluice_cura_reading_take     (SluiceCuraReading *self,
                                          const char        *key,
                                          gsize              key_length,
                                          const char        *value,
                                          gsize              value_length,
                                          guint              extruder,
                                          gsize              bytes);
void        sluice_cura_reading_take_ini (SluiceCuraReading *self,
                                          const char        *text,
                                          gsize              length,
                                          guint              extruder);
void        sluice_cura_reading_end      (SluiceCuraReading *self,
                                          SluicePartId       rest);

G_END_DECLS
