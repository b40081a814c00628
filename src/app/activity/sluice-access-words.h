/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-access-log.h"

G_BEGIN_DECLS

/* Who read what at the cloud, in words. No GTK in here. */
char *sluice_access_dup_title    (SluiceAccess    *access);
char *sluice_access_dup_subtitle (SluiceAccess    *access,
                                  GListModel      *grants);
char *sluice_access_describe_age (SluiceAccessLog *log,
                                  gint64           now);

G_END_DECLS
