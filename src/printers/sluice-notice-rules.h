/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Which events a person wants to be told of, and when: the settings notify-events, notify-silent, notify-quiet and
 * notify-digest.
 */
gboolean sluice_notice_rules_want       (GSettings              *settings,
                                         SluicePrinterEvent     *event);
gint64   sluice_notice_rules_hold_until (GSettings              *settings,
                                         GDateTime              *now);
gboolean sluice_notice_rules_is_silent  (GSettings              *settings,
                                         const char             *group_id);
void     sluice_notice_rules_set_silent (GSettings              *settings,
                                         const char             *group_id,
                                         gboolean                silent);
gboolean sluice_notice_rules_has_kind   (GSettings              *settings,
                                         SluicePrinterEventKind  kind);
void     sluice_notice_rules_set_kind   (GSettings              *settings,
                                         SluicePrinterEventKind  kind,
                                         gboolean                wanted);

G_END_DECLS
