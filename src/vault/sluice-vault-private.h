/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-shelf.h"
#include "sluice-vault-store.h"
#include "sluice-vault.h"

G_BEGIN_DECLS

/* See sluice-vault.c. */
struct _SluiceVault
{
  GObject parent_instance;

  SluiceVaultStore *store;
  SluiceVaultShelf *shelf;
  GMainContext     *context; /* where the shelf may be changed */
  char             *short_id;
  gint64            quota;   /* bytes; 0 for none */
};

G_END_DECLS
