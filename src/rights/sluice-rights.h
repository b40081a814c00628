/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-rights-request.h"

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RIGHTS (sluice_rights_get_type ())

/*
 * The formal requests of a person, a GListModel of SluiceRightsRequest, newest first; kept on this computer only.
 * Property: n-overdue, how many should have been answered by now.
 */
G_DECLARE_FINAL_TYPE (SluiceRights, sluice_rights, SLUICE, RIGHTS, GObject)

SluiceRights    *sluice_rights_new           (const char          *folder,
                                              SluiceClock         *clock);
DexFuture       *sluice_rights_load          (SluiceRights        *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_rights_add           (SluiceRights        *self,
                                              SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_rights_mark_sent     (SluiceRights        *self,
                                              SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_rights_extend        (SluiceRights        *self,
                                              SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_rights_file_answer   (SluiceRights        *self,
                                              SluiceRightsRequest *request,
                                              const char          *note,
                                              GFile               *file) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_rights_close         (SluiceRights        *self,
                                              SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;
DexFuture       *sluice_rights_remove        (SluiceRights        *self,
                                              SluiceRightsRequest *request) G_GNUC_WARN_UNUSED_RESULT;

GFile           *sluice_rights_dup_answer    (SluiceRights        *self,
                                              SluiceRightsRequest *request);
SluiceRightsDay  sluice_rights_get_today     (SluiceRights        *self);
guint            sluice_rights_get_n_overdue (SluiceRights        *self);
void             sluice_rights_refresh       (SluiceRights        *self);

G_END_DECLS
