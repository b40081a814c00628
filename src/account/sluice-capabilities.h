/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SluiceCapability:
 * @SLUICE_CAPABILITY_CONSENTS: asks the person before others see data
 * @SLUICE_CAPABILITY_GRANTS: says who may see what, and takes it back
 * @SLUICE_CAPABILITY_RECEIPTS: signs what was decided
 * @SLUICE_CAPABILITY_ACCESSES: says who read what
 * @SLUICE_CAPABILITY_INVENTORY: lists all that it keeps
 * @SLUICE_CAPABILITY_DELETE_ITEMS: deletes single things of that
 * @SLUICE_CAPABILITY_EXPORT: makes an export
 * @SLUICE_CAPABILITY_CANCEL: ends the account and erases it
 * @SLUICE_CAPABILITY_CORRECT: takes corrections of the profile
 * @SLUICE_CAPABILITY_PROCESS_RECORDS: takes process data without product data
 * @SLUICE_CAPABILITY_GROUPS: has printer groups
 * @SLUICE_CAPABILITY_LIBRARY: keeps designs
 * @SLUICE_CAPABILITY_UPLOADS: takes print files
 * @SLUICE_CAPABILITY_BACKUPS: says how its backups are
 *
 * What a place can do.
 */
typedef enum
{
  SLUICE_CAPABILITY_CONSENTS,
  SLUICE_CAPABILITY_GRANTS,
  SLUICE_CAPABILITY_RECEIPTS,
  SLUICE_CAPABILITY_ACCESSES,
  SLUICE_CAPABILITY_INVENTORY,
  SLUICE_CAPABILITY_DELETE_ITEMS,
  SLUICE_CAPABILITY_EXPORT,
  SLUICE_CAPABILITY_CANCEL,
  SLUICE_CAPABILITY_CORRECT,
  SLUICE_CAPABILITY_PROCESS_RECORDS,
  SLUICE_CAPABILITY_GROUPS,
  SLUICE_CAPABILITY_LIBRARY,
  SLUICE_CAPABILITY_UPLOADS,
  SLUICE_CAPABILITY_BACKUPS,
  SLUICE_CAPABILITY_LAST,
} SluiceCapability;

#define SLUICE_TYPE_CAPABILITIES (sluice_capabilities_get_type ())

/* What a place says that it can do: asked, and never assumed. */
G_DECLARE_FINAL_TYPE (SluiceCapabilities, sluice_capabilities, SLUICE, CAPABILITIES, GObject)

SluiceCapabilities *sluice_capabilities_new (JsonObject         *object);
DexFuture          *sluice_capabilities_ask (SluiceSession      *session) G_GNUC_WARN_UNUSED_RESULT;
gboolean            sluice_capabilities_has (SluiceCapabilities *self,
                                             SluiceCapability    capability);

G_END_DECLS
