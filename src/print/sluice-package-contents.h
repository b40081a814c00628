/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-byte-source.h"
#include "sluice-package-member.h"

#include <zip.h>

G_BEGIN_DECLS

/* The directory of a package, as far as it is known. Private to this room. */

/** SluiceFoundMember: a member that has a row; @known is %NULL where there is none, @name has no slash before it. */
typedef struct
{
  const SluiceKnownMember *known;
  zip_stat_t               info; /* its name is the package's */
  const char              *name;
} SluiceFoundMember;

/** SluiceFoundPlate: the G-code of plate @number, from 1. */
typedef struct
{
  guint             number;
  SluiceFoundMember member;
} SluiceFoundPlate;

/**
 * SluicePackageContents:
 * @source: (unowned): the file
 * @tally: (unowned): where bytes are counted
 * @zip: (unowned): its directory
 * @to_read: (element-type SluiceFoundMember): what somebody reads, in the order of the directory
 * @plates: (element-type SluiceFoundPlate): in the order of the directory
 * @n_packed: bytes that members have in the file
 * @n_read: bytes of @to_read, unpacked
 */
typedef struct
{
  SluiceByteSource  *source;
  SluicePartTally   *tally;
  zip_t             *zip;

  GArray            *to_read;
  GArray            *plates;
  SluiceFoundMember  gcode;
  SluiceFoundMember  model;
  SluiceFoundMember  bot;
  SluiceFoundMember  toolpath;
  guint64            n_packed;
  guint64            n_read;
} SluicePackageContents;

gboolean                 sluice_package_contents_count        (SluicePackageContents    *self,
                                                               GError                  **error);
const char              *sluice_package_contents_find_format  (SluicePackageContents    *self);
void                     sluice_package_contents_leave        (SluicePackageContents    *self,
                                                               const SluiceFoundMember  *member);
const SluiceFoundMember *sluice_package_contents_choose_gcode (SluicePackageContents    *self,
                                                               const char               *format,
                                                               guint                    *out_plate);

G_END_DECLS
