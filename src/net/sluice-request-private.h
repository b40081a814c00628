/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-body-private.h"
#include "sluice-request.h"

G_BEGIN_DECLS

gboolean    sluice_request_is_labelled (SluiceRequest *self);
SluiceBody *sluice_request_peek_body   (SluiceRequest *self);
const char *sluice_request_get_query   (SluiceRequest *self);
const char *sluice_request_get_content_range   (SluiceRequest *self);
const char *sluice_request_get_idempotency_key (SluiceRequest *self);
const char *sluice_request_get_printer_key     (SluiceRequest *self);
const char *sluice_request_get_printer_user     (SluiceRequest *self);
const char *sluice_request_get_printer_password (SluiceRequest *self);
const char * const *
            sluice_request_get_flags           (SluiceRequest *self);
void        sluice_request_note_written (SluiceRequest *self,
                                         gsize          bytes);

G_END_DECLS
