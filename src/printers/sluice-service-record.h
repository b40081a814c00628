/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-found-printer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** SLUICE_SERVICE_FOUND_TYPE: what Avahi says of a service whose address it knows. */
#define SLUICE_SERVICE_FOUND_TYPE G_VARIANT_TYPE ("(iissssisqaayu)")

/* What one announcement in the network says, on one network and with one address. */
typedef struct _SluiceServiceRecord SluiceServiceRecord;

const char * const  *sluice_service_record_get_types (void);

SluiceServiceRecord *sluice_service_record_new       (GVariant            *found);
void                 sluice_service_record_free      (SluiceServiceRecord *self);
GPtrArray           *sluice_service_records_merge    (GPtrArray           *records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceServiceRecord, sluice_service_record_free)

G_END_DECLS
