/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-database.h"
#include "sluice-rights.h"

G_BEGIN_DECLS

/* See sluice-rights.c; what changes it is sluice-rights-change.c. */
struct _SluiceRights
{
  GObject parent_instance;

  guint           n_overdue;
  SluiceRightsDay today; /* as it was looked at last */
  gboolean        loaded;

  /* Owned. */
  SluiceDatabase *database;
  SluiceClock    *clock;
  char           *folder;
  GListStore     *requests;
};

G_END_DECLS
