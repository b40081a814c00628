/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What happened to printers, as notifications say it. No GTK in here. */
char       *sluice_notice_dup_title      (SluicePrinterEvent     *event,
                                          gboolean                names);
char       *sluice_notice_dup_body       (SluicePrinterEvent     *event,
                                          gboolean                names);
char       *sluice_notice_dup_digest     (GListModel             *events);
const char *sluice_notice_get_kind_title (SluicePrinterEventKind  kind);

G_END_DECLS
