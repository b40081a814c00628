/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ASKED_NOTIFIER (sluice_asked_notifier_get_type ())

/* Tells the desktop that somebody asks, for as long as they do. */
G_DECLARE_FINAL_TYPE (SluiceAskedNotifier, sluice_asked_notifier, SLUICE, ASKED_NOTIFIER, GObject)

SluiceAskedNotifier *sluice_asked_notifier_new      (GApplication        *application,
                                                     SluiceConsents      *consents);
void                 sluice_asked_notifier_withdraw (SluiceAskedNotifier *self);

GNotification       *sluice_asked_notification_new  (const char          *id);

G_END_DECLS
