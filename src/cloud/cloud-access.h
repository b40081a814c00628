/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

gboolean cloud_access_note       (CloudRequest  *request,
                                  const char    *category,
                                  gint64         n_bytes,
                                  GError       **error);
gboolean cloud_access_note_correction (CloudRequest  *request,
                                       const char    *category,
                                       gint64         n_bytes,
                                       GError       **error);
void     cloud_access_note_route (CloudRequest  *request);
void     cloud_access_forget_old (CloudContext  *context);

G_END_DECLS
