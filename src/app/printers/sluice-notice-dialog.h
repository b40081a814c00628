/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_NOTICE_DIALOG (sluice_notice_dialog_get_type ())

/* What the person is told of printers, of which groups, and when. */
G_DECLARE_FINAL_TYPE (SluiceNoticeDialog, sluice_notice_dialog, SLUICE, NOTICE_DIALOG, AdwPreferencesDialog)

AdwDialog *sluice_notice_dialog_new (GSettings  *settings,
                                     GListModel *groups);

G_END_DECLS
