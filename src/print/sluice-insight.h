/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-process-record.h"

G_BEGIN_DECLS

/**
 * SluiceInsight:
 * @SLUICE_INSIGHT_OUTLINE: how large the object is at each height
 * @SLUICE_INSIGHT_AMOUNT: how much plastic it takes
 * @SLUICE_INSIGHT_SIZE: whether it is small, medium or large
 * @SLUICE_INSIGHT_DURATION: how long it prints
 * @SLUICE_INSIGHT_HEIGHT: how high it is, or how many layers it has
 * @SLUICE_INSIGHT_PARTS: how large those parts of it are that differ in material or colour
 * @SLUICE_INSIGHT_HOLLOWS: that material is used that is taken away later
 * @SLUICE_INSIGHT_OVERHANGS: whether it needs support
 * @SLUICE_INSIGHT_STRENGTH: whether it is hollow, as usual, or made to bear something
 * @SLUICE_INSIGHT_FINENESS: whether its surface matters
 * @SLUICE_INSIGHT_FOOT: how it stands on the plate
 * @SLUICE_INSIGHT_PURPOSE: what it is made to withstand
 * @SLUICE_INSIGHT_COLOURS: that it has several materials or colours
 * @SLUICE_INSIGHT_TRIAL: that temperatures change while it is printed
 * @SLUICE_INSIGHT_COOLING: that it has short layers, or bridges
 * @SLUICE_INSIGHT_PRINTER: which printer is there
 * @SLUICE_INSIGHT_EQUIPMENT: which nozzles are there
 * @SLUICE_INSIGHT_PURCHASES: which maker's materials are bought
 * @SLUICE_INSIGHT_SOFTWARE: which program is used, and whether it is an old one
 * @SLUICE_INSIGHT_HABITS: that several records come from the same workshop
 * @SLUICE_INSIGHT_CIRCUMSTANCES: what no record says and every sending shows: from whom, and when
 *
 * Something that who sees a process record can learn from it. docs/process-record.md has the fields.
 */
typedef enum
{
  SLUICE_INSIGHT_OUTLINE,
  SLUICE_INSIGHT_AMOUNT,
  SLUICE_INSIGHT_SIZE,
  SLUICE_INSIGHT_DURATION,
  SLUICE_INSIGHT_HEIGHT,
  SLUICE_INSIGHT_PARTS,
  SLUICE_INSIGHT_HOLLOWS,
  SLUICE_INSIGHT_OVERHANGS,
  SLUICE_INSIGHT_STRENGTH,
  SLUICE_INSIGHT_FINENESS,
  SLUICE_INSIGHT_FOOT,
  SLUICE_INSIGHT_PURPOSE,
  SLUICE_INSIGHT_COLOURS,
  SLUICE_INSIGHT_TRIAL,
  SLUICE_INSIGHT_COOLING,
  SLUICE_INSIGHT_PRINTER,
  SLUICE_INSIGHT_EQUIPMENT,
  SLUICE_INSIGHT_PURCHASES,
  SLUICE_INSIGHT_SOFTWARE,
  SLUICE_INSIGHT_HABITS,
  SLUICE_INSIGHT_CIRCUMSTANCES,
} SluiceInsight;

#define SLUICE_N_INSIGHTS (SLUICE_INSIGHT_CIRCUMSTANCES + 1)

/** SLUICE_INSIGHT_BIT: @insight in a set of them. */
#define SLUICE_INSIGHT_BIT(insight) (1u << (insight))

/** SluiceInsightSubject: whom an insight is about. */
typedef enum
{
  SLUICE_INSIGHT_ABOUT_OBJECT,
  SLUICE_INSIGHT_ABOUT_WORKSHOP,
} SluiceInsightSubject;

/**
 * SluiceTelling:
 * @SLUICE_TELLS_NOTHING: the same for any object
 * @SLUICE_TELLS_LITTLE: many objects share it
 * @SLUICE_TELLS_MUCH: it narrows down which object it is
 *
 * How much a field tells about the object.
 */
typedef enum
{
  SLUICE_TELLS_NOTHING,
  SLUICE_TELLS_LITTLE,
  SLUICE_TELLS_MUCH,
} SluiceTelling;

/**
 * SluiceFieldTelling:
 * @field: as docs/process-record.md names it, in full: `extruders[].material.guid`
 * @object: how much it tells about the object
 * @insights: a set of #SLUICE_INSIGHT_BIT: what it has a part in
 *
 * What one field of a record tells.
 */
typedef struct
{
  const char    *field;
  SluiceTelling  object;
  guint          insights;
} SluiceFieldTelling;

/**
 * SluiceMaterialUse:
 * @SLUICE_MATERIAL_USUAL: for anything
 * @SLUICE_MATERIAL_REMOVED: holds up what is printed over it, and is taken away
 * @SLUICE_MATERIAL_SOFT: bends
 * @SLUICE_MATERIAL_STRONG: has fibres in it
 * @SLUICE_MATERIAL_HARDY: withstands heat or chemicals
 *
 * What a kind of material is mostly bought for.
 */
typedef enum
{
  SLUICE_MATERIAL_USUAL,
  SLUICE_MATERIAL_REMOVED,
  SLUICE_MATERIAL_SOFT,
  SLUICE_MATERIAL_STRONG,
  SLUICE_MATERIAL_HARDY,
} SluiceMaterialUse;

/** SluiceFineness: how much work goes into the surface. */
typedef enum
{
  SLUICE_FINENESS_USUAL,
  SLUICE_FINENESS_FINE,
  SLUICE_FINENESS_ROUGH,
} SluiceFineness;

const SluiceFieldTelling *sluice_insight_list_fields  (gsize               *n_fields);
guint                     sluice_insight_find         (SluiceProcessRecord *record);
SluiceInsightSubject      sluice_insight_get_subject  (SluiceInsight        insight);
SluiceTelling             sluice_insight_get_telling  (SluiceInsight        insight);
SluiceFineness            sluice_insight_get_fineness (SluiceProcessRecord *record);
SluiceMaterialUse         sluice_material_get_use     (const char          *type);

G_END_DECLS
