/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"
#include "sluice-record-builder.h"

G_BEGIN_DECLS

/*
 * Members of UFP, 3MF and their relatives that have a name of their own, and
 * who reads them. Private to this room.
 */

/** SLUICE_MEMBER_MAX_BYTES: a longer member is not read into memory; it is product data as a whole. */
#define SLUICE_MEMBER_MAX_BYTES (1024 * 1024)

/**
 * SluiceMemberRead:
 * @builder: where values that pass are stated
 * @tally: where all @length bytes are counted; its place is set
 * @name: of the member, without a slash before it, as the package has it: never copied, never shown
 * @text: (array length=length): the member, unpacked, at most %SLUICE_MEMBER_MAX_BYTES; not trusted, not UTF-8
 *   for sure, without a NUL behind it
 * @length: bytes of @text
 *
 * Reads one member. What does not pass is product data.
 */
typedef void (*SluiceMemberRead) (SluiceRecordBuilder *builder,
                                  SluicePartTally     *tally,
                                  const char          *name,
                                  const char          *text,
                                  gsize                length);

/** SluiceMemberRole: what a package is told by. */
typedef enum
{
  SLUICE_MEMBER_OTHER,
  SLUICE_MEMBER_GCODE,    /* the toolpath: it streams, and its header counts before all settings */
  SLUICE_MEMBER_PLATE,    /* the toolpath of one plate of several, in a 3MF */
  SLUICE_MEMBER_MODEL,    /* shapes: it makes the package a 3MF */
  SLUICE_MEMBER_BOT,      /* with a toolpath, it makes the package a .makerbot file */
  SLUICE_MEMBER_TOOLPATH, /* a toolpath that is no G-code */
  SLUICE_MEMBER_CURA,     /* profiles of Cura: they are read together, since one tells whose the other is */
} SluiceMemberRole;

/**
 * SluiceKnownMember:
 * @name: without the slash that libCharon writes before it
 * @suffix: (nullable): @name is a folder, and this is how the names in it end
 * @role: what a package is told by
 * @part: what all of it is, unless @read tells better
 * @read: (nullable): who reads it
 */
typedef struct
{
  const char       *name;
  const char       *suffix;
  SluiceMemberRole  role;
  SluicePartId      part;
  SluiceMemberRead  read;
} SluiceKnownMember;

const SluiceKnownMember *sluice_package_member_find      (const char               *name,
                                                          const char              **out_name);
const char              *sluice_package_member_get_place (const SluiceKnownMember  *self);

G_END_DECLS
