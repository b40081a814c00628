/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_JOINED_LIST (sluice_joined_list_get_type ())

/* Two lists of the same type of items, one after the other. (GTK has one for any number; there is no GTK here.) */
G_DECLARE_FINAL_TYPE (SluiceJoinedList, sluice_joined_list, SLUICE, JOINED_LIST, GObject)

SluiceJoinedList *sluice_joined_list_new (GListModel *first,
                                          GListModel *second);

G_END_DECLS
