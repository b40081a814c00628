/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACCESS (sluice_access_get_type ())

/*
 * One reading of a person's data by somebody else, or a change that the person made to it, as the cloud wrote it down.
 * It never changes.
 */
G_DECLARE_FINAL_TYPE (SluiceAccess, sluice_access, SLUICE, ACCESS, GObject)

SluiceAccess             *sluice_access_new             (JsonObject   *object);
gint64                    sluice_access_get_number      (SluiceAccess *self);
gint64                    sluice_access_get_time        (SluiceAccess *self);
const char               *sluice_access_get_reader      (SluiceAccess *self);
const char               *sluice_access_get_grant_id    (SluiceAccess *self);
const char               *sluice_access_get_category_id (SluiceAccess *self);
const SluiceDataCategory *sluice_access_get_category    (SluiceAccess *self);
guint64                   sluice_access_get_size        (SluiceAccess *self);
gboolean                  sluice_access_get_is_correction (SluiceAccess *self);

G_END_DECLS
