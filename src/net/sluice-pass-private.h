/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-gate.h"

G_BEGIN_DECLS

/*
 * What lets one request out, once. For this room only: the gate issues it, the
 * session opens it before the first byte and closes it after the last.
 */
typedef struct _SluicePass SluicePass;

SluicePass *sluice_gate_issue (SluiceGate          *self,
                               SluiceEndpoint      *endpoint,
                               SluiceRequest       *request,
                               GError             **error);
DexFuture  *sluice_pass_open  (SluicePass          *self) G_GNUC_WARN_UNUSED_RESULT;
void        sluice_pass_close (SluicePass          *self,
                               SluiceLedgerStatus   status,
                               guint                http_status,
                               gint64               bytes_out,
                               gint64               bytes_in);
void        sluice_pass_unref (SluicePass          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePass, sluice_pass_unref)

G_END_DECLS
