/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * The CloudClusterStatus of UltiMaker's wire, read into the models. The cloud
 * and the printers' own cluster API share it.
 */
gboolean sluice_ultimaker_status_apply (SluicePrinterGroup *group,
                                        JsonObject         *status,
                                        GError            **error);

SluiceJobState     sluice_ultimaker_job_state     (JsonObject *job);
SluicePrinterState sluice_ultimaker_printer_state (JsonObject *printer);

G_END_DECLS
