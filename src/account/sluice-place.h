/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluicePlaceState:
 * @SLUICE_PLACE_OFF: not started
 * @SLUICE_PLACE_STARTING: being started or signed in to
 * @SLUICE_PLACE_READY: signed in
 * @SLUICE_PLACE_LOCKED: the keyring that holds the sign-in is locked
 * @SLUICE_PLACE_FAILED: see #SluicePlace:problem
 */
typedef enum
{
  SLUICE_PLACE_OFF,
  SLUICE_PLACE_STARTING,
  SLUICE_PLACE_READY,
  SLUICE_PLACE_LOCKED,
  SLUICE_PLACE_FAILED,
} SluicePlaceState;

#define SLUICE_TYPE_PLACE_STATE (sluice_place_state_get_type ())
GType sluice_place_state_get_type (void);

#define SLUICE_TYPE_PLACE (sluice_place_get_type ())

/*
 * Where an account can live. Properties: id ("home"), name ("Home cloud"),
 * state, problem (what is wrong, what is safe and what to do next, for a person,
 * or NULL).
 */
G_DECLARE_DERIVABLE_TYPE (SluicePlace, sluice_place, SLUICE, PLACE, GObject)

const char       *sluice_place_get_id      (SluicePlace *self);
const char       *sluice_place_get_name    (SluicePlace *self);
SluicePlaceState  sluice_place_get_state   (SluicePlace *self);
const char       *sluice_place_get_problem (SluicePlace *self);

/* Starts it, or starts it again after a problem; settles when it is ready. */
DexFuture        *sluice_place_start       (SluicePlace *self) G_GNUC_WARN_UNUSED_RESULT;
/* Ends sign-in and connections; what runs on this computer for it is stopped. */
DexFuture        *sluice_place_stop        (SluicePlace *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
