/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-endpoint.h"
#include "sluice-ledger.h"
#include "sluice-policy.h"
#include "sluice-request.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_GATE (sluice_gate_get_type ())

G_DECLARE_FINAL_TYPE (SluiceGate, sluice_gate, SLUICE, GATE, GObject)

SluiceGate *sluice_gate_new   (SluicePolicy    *policy,
                               SluiceLedger    *ledger);
gboolean    sluice_gate_admit (SluiceGate      *self,
                               SluiceEndpoint  *endpoint,
                               SluiceRequest   *request,
                               char           **out_reason,
                               GError         **error);

G_END_DECLS
