/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-setting.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Settings of a member of a package: stated one by one, and counted. Private to this room. */

/**
 * SluiceMemberReading:
 * @builder: where values that pass are stated
 * @tally: where bytes are counted
 * @left: bytes of the member that nobody has counted yet
 *
 * One member that is read. A key and its value count as what their row says,
 * all else, such as brackets, quotes and what has no row, as what
 * sluice_member_reading_end() is told: so what counts as process data is never
 * more than what has passed.
 */
typedef struct
{
  SluiceRecordBuilder *builder;
  SluicePartTally     *tally;
  gsize                left;
} SluiceMemberReading;

JsonObject *sluice_member_reading_parse (const char          *text,
                                         gsize                length);
void        sluice_member_reading_take  (SluiceMemberReading *self,
                                         SluiceAllowForm      form,
                                         const char          *key,
                                         const char          *value,
                                         gsize                value_length,
                                         guint                extruder);
void        sluice_member_reading_end   (SluiceMemberReading *self,
                                         SluicePartId         rest);

G_END_DECLS
