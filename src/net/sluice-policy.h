/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluiceUploadMode:
 * @SLUICE_UPLOAD_MODE_NOTHING: no print data leaves
 * @SLUICE_UPLOAD_MODE_PROCESS: process data may leave
 * @SLUICE_UPLOAD_MODE_ALL: product data too
 *
 * What may leave; each one allows what those before it allow.
 */
typedef enum
{
  SLUICE_UPLOAD_MODE_NOTHING,
  SLUICE_UPLOAD_MODE_PROCESS,
  SLUICE_UPLOAD_MODE_ALL,
} SluiceUploadMode;

#define SLUICE_TYPE_POLICY (sluice_policy_get_type ())

G_DECLARE_INTERFACE (SluicePolicy, sluice_policy, SLUICE, POLICY, GObject)

/**
 * SluicePolicyInterface:
 * @get_mode: see sluice_policy_get_mode(); must not block
 */
struct _SluicePolicyInterface
{
  GTypeInterface parent_iface;

  SluiceUploadMode (*get_mode) (SluicePolicy *self,
                                const char   *place_id,
                                const char   *group_id,
                                const char   *file_id);
};

SluiceUploadMode  sluice_policy_get_mode    (SluicePolicy     *self,
                                             const char       *place_id,
                                             const char       *group_id,
                                             const char       *file_id);
const char       *sluice_upload_mode_to_nick (SluiceUploadMode mode);
SluiceUploadMode  sluice_upload_mode_from_nick (const char      *nick);

G_END_DECLS
