/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-cloud-place.h"

G_BEGIN_DECLS

/* See sluice-cloud-place.c. */
struct _SluiceCloudPlace
{
  SluicePlace parent_instance;

  /* Owned. */
  SluiceAccount     *account;
  SluiceGate        *gate;
  SluiceKeyring     *keyring;
  SluiceClock       *clock;
  SluiceTokenStore  *store;   /* with @client */
  SluiceOAuthClient *client;  /* NULL until its authorities are read */
  SluiceSession     *desk;    /* where the accounts are; for whoever has a token */
  SluiceSession     *door;    /* where everything else is, which may be the same */
  SluiceSession     *session; /* NULL unless the place is ready */

  gboolean session_only;
  gboolean signed_out; /* nothing but signing in again helps */
};

gboolean sluice_cloud_place_await_client (SluiceCloudPlace  *self,
                                          DexFuture         *stop,
                                          GError           **error);

G_END_DECLS
